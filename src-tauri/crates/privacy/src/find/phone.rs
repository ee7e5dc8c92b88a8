//! Telephone numbers.

use super::{
    Hit, compiled,
    context::{alone, digits, of_a_thing},
};
use crate::kind::PersonalKind;
use regex::Regex;
use std::{ops::Range, sync::LazyLock};

/// Numbers that are written as only telephone numbers are.
static SHAPES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled([
        // international
        r"\+[1-9][0-9]{0,2}[ .-]?(?:\(0?[0-9]{1,4}\)[ .-]?)?[0-9](?:[ ./-]?[0-9]){5,13}",
        r"\b00(?:1|3[0-469]|4[0134-9]|86|5[1-8]|6[0-6]|7|81|82|9[0-58]|35[1-9]|42[01])[ .-](?:\(0\) ?)?[0-9](?:[ ./-]?[0-9]){6,12}",
        // United States and Canada
        r"(?:1[ .-])?(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[.-])[2-9][0-9]{2}[ .-][0-9]{4}(?: ?(?:x|ext\.?) ?[0-9]{1,5})?",
        // United Kingdom
        r"\(?0(?:20|11[3-8]|121|131|141|151|161|171|191|1[2-9][0-9]{2}|7[1-57-9][0-9]{2}|23|24|28|29)\)? [0-9]{3,4} ?[0-9]{3,4}",
        // France
        r"0[1-79](?:[ .][0-9]{2}){4}",
        // German mobiles
        r"01[5-7][0-9]{1,2}[ /-][0-9]{3,4} ?[0-9]{3,5}",
        // Chinese mobiles and landlines
        r"(?:\(?\+?86\)?[ -]?)?1[3-9][0-9](?:[ -]?[0-9]{4}){2}",
        r"(?:\(0(?:10|2[0-9]|[3-9][0-9]{2})\) ?|0(?:10|2[0-9]|[3-9][0-9]{2})[ -])[2-8][0-9]{2,3}[ -]?[0-9]{4}(?:(?:-|转| 转 ?)[0-9]{1,5})?",
    ])
});

/// A label, and a number of any shape.
static LABELLED: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled([
        r"(?i)(?:\b(?:(?:tele)?phone|mobile|cell(?:phone)?|tel|telefon|handy|mobil|téléphone|tél|portable|teléfono|telefono|móvil|cellulare|fax|whatsapp|rufnummer|mob)(?: ?(?:no|number|nummer|nr))?\.?(?: is)? ?[:.]? ?|\b(?:call|text|ring|phone|reach|ruf) (?:me|him|her|us|them|mich)?(?: back)? ?(?:at|on|under|unter)? ?|(?:电话|手机|手机号|手机号码|联系方式|座机|号码|拨打|致电)(?:号码|号)?(?:是|为)? ?:? ?)(\+?[(0-9][0-9 ()./-]{5,18}[0-9])",
    ])
});

/// Lines that are free to call belong to a company.
const FREE: [&str; 8] = ["800", "888", "877", "866", "855", "844", "833", "822"];

pub fn phones(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    for pattern in LABELLED.iter() {
        for found in pattern.captures_iter(text) {
            let (Some(all), Some(number)) = (found.get(0), found.get(1)) else { continue };
            // “Phone 4000 5000 mAh” is no label: it takes a mark, a verb, or a number that begins as they do
            let label = &text[all.start()..number.start()];
            let sure = label.contains([':', '.'])
                || label.contains(" is ")
                || label.chars().any(crate::terms::is_han)
                || label.trim_end().ends_with(['o', 'e', 't', 'n', 'r'])
                    && (label.contains("number")
                        || label.contains(" at ")
                        || label.contains(" on ")
                        || label.contains(" me "))
                || number.as_str().starts_with(['+', '(', '0']);
            if sure && ends_alone(text, &number.range()) {
                push(&mut hits, text, number.range());
            }
        }
    }
    for (at, pattern) in SHAPES.iter().enumerate() {
        for found in pattern.find_iter(text) {
            let range = found.range();
            if !alone(text, &range)
                || text[..range.start].ends_with('(')
                    && !found.as_str().starts_with('(')
                    && !text[range.end..].starts_with(')')
            {
                continue;
            }
            if at == 0 && !country(found.as_str()) || of_a_thing(text, range.start) || measured(text, range.end) {
                continue;
            }
            push(&mut hits, text, range);
        }
    }
    hits
}

fn push(hits: &mut Vec<Hit>, text: &str, range: Range<usize>) {
    let digits = digits(&text[range.clone()]);
    if (7..=15).contains(&digits.len()) && !free(&text[range.clone()]) {
        hits.push(Hit::new(PersonalKind::Phone, range));
    }
}

fn ends_alone(text: &str, range: &Range<usize>) -> bool {
    !text[range.end..].starts_with(|next: char| next.is_ascii_alphanumeric()) && !measured(text, range.end)
}

/// Whether a unit follows.
fn measured(text: &str, at: usize) -> bool {
    let after = text[at..].trim_start();
    ["mm", "cm", "mAh", "mah", "ml", "kg", "lm", "lumen", "W ", "px", "rpm", "Pa", "元", "件", "毫", "克", "米", "%"]
        .iter()
        .any(|unit| after.starts_with(unit))
}

/// Whether an international number begins with a country's code.
fn country(number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let long = digits.len() >= 8 && digits.len() <= 15;
    let first = digits.as_bytes().first().copied().unwrap_or_default();
    // codes of one digit have ten digits behind them
    long && match first {
        b'1' | b'7' => digits.len() == 11,
        b'2'..=b'9' => !digits.ends_with("00000"),
        _ => false,
    }
}

/// Whether a line is free to call, or a hotline.
fn free(number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let national = digits.strip_prefix('1').filter(|rest| rest.len() == 10).unwrap_or(&digits);
    national.len() == 10 && (FREE.iter().any(|code| national.starts_with(code)) || national.starts_with("400"))
        || digits.starts_with("0800")
        || digits.starts_with("0808")
        || digits.starts_with("44800")
        || digits.starts_with("49800")
}
