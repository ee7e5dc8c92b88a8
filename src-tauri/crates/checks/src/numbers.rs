//! Numbers in a text, read alike whatever their digits, separators and language.

mod chinese;
mod units;

use std::ops::Range;
pub use units::Measure;

/// A number where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Where, in bytes, with its sign of a currency or its unit.
    pub range: Range<usize>,
    /// What it can mean, as plain decimals: `1.500` is 1500 in German and 1.5 in English.
    pub readings: Vec<String>,
    /// What is measured; none if that is not known.
    pub measure: Option<Measure>,
    /// Whether it is written in Chinese numerals.
    pub in_words: bool,
}

impl Number {
    /// Whether two numbers can mean the same. A number without a known unit is the same as one with it: a price is kept
    /// without its currency. A percentage is only ever the same as another one.
    pub fn is(&self, other: &Self) -> bool {
        let percent = |number: &Self| number.measure == Some(Measure::Percent);
        let alike = match (self.measure, other.measure) {
            (Some(own), Some(others)) => own == others,
            _ => percent(self) == percent(other),
        };
        alike && self.readings.iter().any(|reading| other.readings.contains(reading))
    }
}

/// The numbers of a text, in order. Digits within a word (`B12`) are a name, not a number.
pub fn numbers(text: &str) -> Vec<Number> {
    let mut found = digits(text);
    found.extend(chinese::numbers(text));
    found.sort_by_key(|number| number.range.start);
    found
}

/// A digit, full-width ones included.
fn digit(character: char) -> Option<char> {
    match character {
        '0'..='9' => Some(character),
        '０'..='９' => char::from_digit(u32::from(character) - u32::from('０'), 10),
        _ => None,
    }
}

/// What can stand between digits of one number, in its plain form.
fn separator(character: char) -> Option<char> {
    match character {
        '.' | '．' => Some('.'),
        ',' | '，' => Some(','),
        '\'' | '’' | '\u{a0}' | '\u{202f}' => Some(' '),
        _ => None,
    }
}

fn digits(text: &str) -> Vec<Number> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        if digit(characters[at].1).is_none() {
            at += 1;
            continue;
        }
        let (end, plain) = token(&characters, at);
        let in_a_name = at > 0 && characters[at - 1].1.is_alphabetic() && !crate::terms::is_cjk(characters[at - 1].1);
        let start = characters[at].0;
        at = end;
        if !in_a_name {
            let behind = characters.get(end).map_or(text.len(), |(byte, _)| *byte);
            found.push(number(text, start..behind, &plain));
        }
    }
    found
}

/// Digits with the separators between them, in plain form, and the character behind.
fn token(characters: &[(usize, char)], from: usize) -> (usize, String) {
    let mut plain = String::new();
    let mut at = from;
    while let Some((_, character)) = characters.get(at) {
        let next = characters.get(at + 1).and_then(|(_, next)| digit(*next));
        let Some(shown) = digit(*character).or_else(|| separator(*character).filter(|_| next.is_some())) else { break };
        // a full-width comma between numbers parts sentences unless three digits follow
        if matches!(character, '，' | '\'' | '’' | '\u{a0}' | '\u{202f}') && !three_follow(characters, at) {
            break;
        }
        plain.push(shown);
        at += 1;
    }
    (at, plain)
}

fn three_follow(characters: &[(usize, char)], separator: usize) -> bool {
    let is_digit = |at: usize| characters.get(at).is_some_and(|(_, character)| digit(*character).is_some());
    (1..=3).all(|step| is_digit(separator + step)) && !is_digit(separator + 4)
}

fn number(text: &str, range: Range<usize>, plain: &str) -> Number {
    let (scale, range) = chinese::scale(text, range);
    let (measure, range) = units::measure(text, range);
    let readings = readings(plain).into_iter().map(|reading| normal(&reading, scale)).collect();
    Number { range, readings, measure, in_words: false }
}

/// What a token can mean, with a point before its decimals.
fn readings(plain: &str) -> Vec<String> {
    let plain = plain.replace(' ', "");
    let last = |mark: char| plain.rfind(mark);
    let (mark, at) = match (last('.'), last(',')) {
        (None, None) => return vec![plain],
        (Some(point), Some(comma)) if point > comma => return vec![plain.replace(',', "")],
        (Some(_), Some(_)) => return vec![plain.replace('.', "").replace(',', ".")],
        (Some(at), None) => ('.', at),
        (None, Some(at)) => (',', at),
    };
    let whole = plain.replace(mark, "");
    if plain.matches(mark).count() > 1 {
        return vec![whole];
    }
    let decimal = plain.replace(mark, ".");
    let decimals = &plain[at + 1..];
    let groups = decimals.len() == 3 && (1..=3).contains(&at) && !plain.starts_with('0');
    match (groups, decimals) {
        (false, _) => vec![decimal],
        // nobody writes 1.000 for 1
        (true, "000") => vec![whole],
        (true, _) => vec![whole, decimal],
    }
}

/// A decimal times a power of ten, without zeros that say nothing.
fn normal(decimal: &str, scale: usize) -> String {
    let (whole, decimals) = decimal.split_once('.').unwrap_or((decimal, ""));
    let mut digits = format!("{whole}{decimals}");
    let point = whole.len() + scale;
    while digits.len() < point {
        digits.push('0');
    }
    let (whole, decimals) = digits.split_at(point);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    match decimals.trim_end_matches('0') {
        "" => whole.to_owned(),
        decimals => format!("{whole}.{decimals}"),
    }
}

#[cfg(test)]
mod tests;
