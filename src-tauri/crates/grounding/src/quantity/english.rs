//! English number words: two, twenty-four, a dozen, half a.

use super::digits::Numeral;
use crate::text::is_letter;

fn small(word: &str) -> Option<f64> {
    let words = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    let at = words.iter().position(|known| *known == word)?;
    u32::try_from(at).ok().map(f64::from)
}

fn tens(word: &str) -> Option<f64> {
    let words = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let at = words.iter().position(|known| *known == word)?;
    u32::try_from(at + 2).ok().map(|ten| f64::from(ten) * 10.0)
}

/// Words with the bytes behind them, in lower case, up to six.
fn words(text: &str, at: usize) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let mut from = at;
    while found.len() < 6 {
        let rest = &text[from..];
        let trimmed = rest.trim_start_matches([' ', '-']);
        let start = from + rest.len() - trimmed.len();
        let len = trimmed.find(|c| !is_letter(c)).unwrap_or(trimmed.len());
        if len == 0 || (!found.is_empty() && start == from) {
            break;
        }
        from = start + len;
        found.push((trimmed[..len].to_lowercase(), from));
    }
    found
}

/// The number word that starts at a byte.
pub fn read(text: &str, at: usize) -> Option<Numeral> {
    if !text[at..].starts_with(|c: char| "aAbBcCdDeEfFhHnNoOsStT".contains(c)) {
        return None;
    }
    let tail = &text[at..];
    let first = &tail[..tail.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(tail.len())];
    let known = |word: &str| small(word).is_some() || tens(word).is_some() || ["a", "dozen", "half"].contains(&word);
    if first.len() > 9 || !known(&first.to_ascii_lowercase()) {
        return None;
    }
    let words = words(text, at);
    let word = |step: usize| words.get(step).map_or("", |(word, _)| word.as_str());
    let done = |steps: usize, value: f64| {
        let end = words.get(steps.checked_sub(1)?)?.1;
        let step = if value.fract() > 0.0 { 0.1 } else { 1.0 };
        Some(Numeral { end, value, other: None, step, in_words: true })
    };
    match (word(0), word(1)) {
        ("a", "dozen") => return done(2, 12.0),
        ("dozen", _) => return done(1, 12.0),
        ("half", "a" | "an") => return done(2, 0.5),
        _ => {}
    }
    let (mut value, mut used) = match (tens(word(0)), small(word(0))) {
        (Some(ten), _) => match small(word(1)).filter(|one| (1.0..10.0).contains(one)) {
            Some(one) => (ten + one, 2),
            None => (ten, 1),
        },
        (None, Some(small)) => (small, 1),
        _ => return None,
    };
    for (scale, factor) in [("hundred", 100.0), ("thousand", 1000.0)] {
        if word(used) == scale {
            value *= factor;
            used += 1;
        }
    }
    if word(used) == "dozen" {
        value *= 12.0;
        used += 1;
    }
    if (word(used), word(used + 1), word(used + 2)) == ("and", "a", "half") {
        return done(used + 3, value + 0.5);
    }
    done(used, value)
}
