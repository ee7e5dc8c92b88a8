//! Numbers in digits, with separators for thousands and decimals of any language.

/// A number as it was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    /// The byte behind it.
    pub end: usize,
    /// What it says.
    pub value: f64,
    /// What it says in another language: `1.375` is 1375 in German.
    pub other: Option<f64>,
    /// The step of its last written place.
    pub step: f64,
    /// Whether it is written in words.
    pub in_words: bool,
}

/// A digit, full-width ones included.
pub fn digit(character: char) -> Option<char> {
    match character {
        '0'..='9' => Some(character),
        '０'..='９' => char::from_digit(u32::from(character) - u32::from('０'), 10),
        _ => None,
    }
}

fn separator(character: char) -> Option<char> {
    match character {
        '.' | '．' => Some('.'),
        ',' | '，' => Some(','),
        '\'' | '’' | '\u{a0}' | '\u{202f}' | ' ' => Some(' '),
        _ => None,
    }
}

/// The number that starts at a byte.
pub fn read(text: &str, at: usize) -> Option<Numeral> {
    let mut plain = String::new();
    let mut end = at;
    for (step, character) in text[at..].char_indices() {
        let tail = &text[at + step + character.len_utf8()..];
        let shown = match digit(character) {
            Some(digit) => digit,
            None => {
                let Some(mark) = separator(character).filter(|_| !plain.is_empty()) else { break };
                let follows = tail.chars().take_while(|c| digit(*c).is_some()).count();
                // a space or a full-width comma parts thousands alone
                let thousands = mark == ' ' || character == '，';
                let behind_short = plain.len() <= 3 || plain.contains(mark);
                if follows == 0 || (thousands && !(follows == 3 && behind_short && character != ' ')) {
                    break;
                }
                mark
            }
        };
        plain.push(shown);
        end = at + step + character.len_utf8();
        if plain.len() > 24 {
            break;
        }
    }
    let (value, other, step) = meaning(&plain)?;
    let (scale, end) = scale(text, end);
    Some(Numeral { end, value: value * scale, other: other.map(|o| o * scale), step: step * scale, in_words: false })
}

fn meaning(plain: &str) -> Option<(f64, Option<f64>, f64)> {
    let plain = plain.replace(' ', "");
    let number = |text: &str| text.parse::<f64>().ok();
    let step = |decimals: &str| 0.1_f64.powi(i32::try_from(decimals.len()).unwrap_or(0));
    let with_point = |decimal: String| {
        let decimals = decimal.split_once('.').map_or("", |(_, decimals)| decimals);
        Some((number(&decimal)?, None, step(decimals)))
    };
    let (mark, at) = match (plain.rfind('.'), plain.rfind(',')) {
        (None, None) => return Some((number(&plain)?, None, 1.0)),
        (Some(point), Some(comma)) if point > comma => return with_point(plain.replace(',', "")),
        (Some(_), Some(_)) => return with_point(plain.replace('.', "").replace(',', ".")),
        (Some(at), None) => ('.', at),
        (None, Some(at)) => (',', at),
    };
    let whole = plain.replace(mark, "");
    if plain.matches(mark).count() > 1 {
        return Some((number(&whole)?, None, 1.0));
    }
    let decimals = &plain[at + 1..];
    let grouped = decimals.len() == 3 && (1..=3).contains(&at) && !plain.starts_with('0');
    let decimal = plain.replace(mark, ".");
    match (grouped, mark, decimals) {
        (false, ..) => with_point(decimal),
        (true, _, "000") => Some((number(&whole)?, None, 1.0)),
        (true, ',', _) => Some((number(&whole)?, number(&decimal), 1.0)),
        (true, ..) => Some((number(&decimal)?, number(&whole), 0.001)),
    }
}

/// What a word behind digits multiplies them by, as in 3万 or 3k.
fn scale(text: &str, end: usize) -> (f64, usize) {
    let tail = &text[end..];
    for (word, scale) in [("万", 1e4), ("千", 1e3), ("百", 1e2), ("亿", 1e8)] {
        if tail.starts_with(word)
            && !["千克", "千瓦", "千米", "千卡", "千焦", "万像素"].iter().any(|unit| tail.starts_with(unit))
        {
            return (scale, end + word.len());
        }
    }
    (1.0, end)
}

/// A fraction sign such as ½.
pub fn vulgar(character: char) -> Option<f64> {
    match character {
        '½' => Some(0.5),
        '¼' => Some(0.25),
        '¾' => Some(0.75),
        '⅓' => Some(1.0 / 3.0),
        '⅔' => Some(2.0 / 3.0),
        _ => None,
    }
}
