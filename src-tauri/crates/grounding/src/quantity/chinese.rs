//! Chinese numerals: 三, 十二, 两, 一千二百, 半.

use super::digits::Numeral;

fn value(character: char) -> Option<u32> {
    let digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    match character {
        '〇' => Some(0),
        '两' => Some(2),
        _ => digits.iter().position(|digit| *digit == character).and_then(|at| u32::try_from(at).ok()),
    }
}

fn power(character: char) -> Option<f64> {
    match character {
        '十' => Some(10.0),
        '百' => Some(100.0),
        '千' => Some(1000.0),
        '万' => Some(10_000.0),
        _ => None,
    }
}

/// Whether a numeral may begin with a character.
pub fn begins(character: char) -> bool {
    character == '半' || value(character).is_some() || character == '十'
}

/// The numeral that starts at a byte. `两` behind another digit is a unit, 千 before 克 belongs to it.
pub fn read(text: &str, at: usize) -> Option<Numeral> {
    let tail = &text[at..];
    let done = |len: usize, value: f64| Some(Numeral { end: at + len, value, other: None, step: 1.0, in_words: true });
    if tail.starts_with('半') {
        return done("半".len(), 0.5).map(|half| Numeral { step: 0.1, ..half });
    }
    let (mut sum, mut section, mut last, mut len, mut powers) = (0.0, 0.0, None::<f64>, 0, false);
    let mut plain = 0.0;
    for (step, character) in tail.char_indices().take(12) {
        let here = &tail[step..];
        if ["千克", "千瓦", "千米", "千卡", "万像素"].iter().any(|unit| here.starts_with(unit)) {
            break;
        }
        if character == '两' && step > 0 && last.is_some() {
            break;
        }
        if let Some(digit) = value(character) {
            plain = plain * 10.0 + f64::from(digit);
            last = Some(f64::from(digit));
        } else if let Some(power) = power(character) {
            powers = true;
            if power >= 10_000.0 {
                sum += (section + last.take().unwrap_or(0.0)).max(1.0) * power;
                section = 0.0;
            } else {
                section += last.take().unwrap_or(1.0) * power;
            }
        } else {
            break;
        }
        len = step + character.len_utf8();
    }
    if len == 0 {
        return None;
    }
    done(len, if powers { sum + section + last.unwrap_or(0.0) } else { plain })
}
