//! Chinese numerals with a measure word: `三十天`, `两小时`. Without one they are mostly part of a word.

use super::{Number, units};
use std::ops::Range;

/// Words that make a numeral a number.
const MEASURE_WORDS: [&str; 24] = [
    "天", "日", "小时", "小時", "分钟", "分鐘", "周", "星期", "个月", "個月", "年", "元", "块", "件", "次", "倍", "折",
    "厘米", "毫米", "米", "公斤", "千克", "克", "毫升",
];
/// Behind these, `一` is an article rather than a count.
const LIKE_AN_ARTICLE: [&str; 4] = ["件", "次", "年", "日"];

/// Numbers in Chinese numerals.
pub fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut run: Option<Range<usize>> = None;
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_numeral = value(character).is_some() || power(character).is_some();
        match (&mut run, is_numeral) {
            (Some(run), true) => run.end = at + character.len_utf8(),
            (None, true) if !text[..at].ends_with(|before: char| super::digit(before).is_some()) => {
                run = Some(at..at + character.len_utf8());
            }
            (None, true) => {}
            (_, false) => found.extend(run.take().and_then(|run| number(text, run))),
        }
    }
    found
}

fn number(text: &str, range: Range<usize>) -> Option<Number> {
    let numeral = &text[range.clone()];
    let tail = &text[range.end..];
    let percent = text[..range.start].ends_with("百分之");
    let word = MEASURE_WORDS.iter().find(|word| tail.starts_with(**word));
    let article = numeral == "一" && word.is_some_and(|word| LIKE_AN_ARTICLE.contains(word));
    if (word.is_none() && !percent) || article {
        return None;
    }
    let reading = read(numeral)?.to_string();
    let (measure, measured) = if percent {
        (Some(units::Measure::Percent), range.start - "百分之".len()..range.end)
    } else {
        units::measure(text, range)
    };
    // a measure word that is no unit belongs to the number too
    let end = measured.end.max(text.len() - tail.len() + if percent { 0 } else { word.map_or(0, |word| word.len()) });
    Some(Number { range: measured.start..end, readings: vec![reading], measure, in_words: true })
}

fn value(character: char) -> Option<u64> {
    let digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    match character {
        '〇' => Some(0),
        '两' | '兩' => Some(2),
        _ => digits.iter().position(|digit| *digit == character).and_then(|at| u64::try_from(at).ok()),
    }
}

fn power(character: char) -> Option<u64> {
    match character {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        '万' | '萬' => Some(10_000),
        _ => None,
    }
}

/// Reads a numeral: by powers (`三十五`), or digit by digit (`二〇二六`).
fn read(numeral: &str) -> Option<u64> {
    if !numeral.chars().any(|character| power(character).is_some()) {
        let mut digits = numeral.chars().filter_map(value);
        return digits.try_fold(0_u64, |sum, digit| sum.checked_mul(10)?.checked_add(digit));
    }
    let (mut sum, mut section, mut last) = (0_u64, 0_u64, None);
    for character in numeral.chars() {
        if let Some(digit) = value(character) {
            last = Some(digit);
            continue;
        }
        match power(character)? {
            10_000 => {
                sum = sum.checked_add(section.checked_add(last.take().unwrap_or(0))?.max(1).checked_mul(10_000)?)?;
                section = 0;
            }
            power => section = section.checked_add(last.take().unwrap_or(1).checked_mul(power)?)?,
        }
    }
    sum.checked_add(section)?.checked_add(last.unwrap_or(0))
}

/// The power of ten that a Chinese word behind digits stands for, as in `3万`, and the place with it.
pub fn scale(text: &str, range: Range<usize>) -> (usize, Range<usize>) {
    let scale = match text[range.end..].chars().next() {
        Some('万' | '萬') => 4,
        Some('千') if !text[range.end..].starts_with("千克") => 3,
        Some('百') => 2,
        _ => return (0, range),
    };
    (scale, range.start..range.end + '万'.len_utf8())
}
