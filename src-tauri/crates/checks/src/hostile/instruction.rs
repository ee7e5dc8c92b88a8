//! Instructions to a model, in plain words and in the disguises that a reader sees through.

use super::{
    compiled,
    encoded::{base64_blocks, entities, percent, rot13},
    fold::Folded,
    joined, phrases,
};
use regex::{Regex, RegexSet};
use std::{ops::Range, sync::LazyLock};

static LATIN: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let all: Vec<&str> = phrases::ENGLISH
        .iter()
        .chain(phrases::GERMAN)
        .chain(phrases::FRENCH)
        .chain(phrases::SPANISH)
        .copied()
        .collect();
    compiled(&all)
});
static MARKERS: LazyLock<Vec<Regex>> = LazyLock::new(|| compiled(phrases::MARKERS));
static LINKS: LazyLock<Vec<Regex>> = LazyLock::new(|| compiled(phrases::LINKS));
static CHINESE: LazyLock<Vec<Regex>> = LazyLock::new(|| compiled(phrases::CHINESE));
static CLOSED: LazyLock<Vec<Regex>> = LazyLock::new(|| compiled(phrases::CLOSED_UP));
/// All of them in one pass, for every innocent text is asked twice.
static ANY_CLOSED: LazyLock<RegexSet> = LazyLock::new(|| RegexSet::new(phrases::CLOSED_UP).unwrap_or_default());

/// An instruction in Latin letters has more of them than these.
const FEWEST_LETTERS: usize = 8;

/// Whether a digit or a sign stands in a word where a letter could: `ign0re`, `1gnore`, and not `350 ml` or `5G`.
fn has_leet(text: &str) -> bool {
    let bytes = text.as_bytes();
    let letters = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    bytes.iter().enumerate().any(|(at, byte)| {
        let stands_in = byte.is_ascii_digit() || matches!(byte, b'@' | b'$');
        let before = at > 0 && bytes[at - 1].is_ascii_alphabetic();
        stands_in && letters(at + 1) >= if before { 1 } else { 4 }
    })
}

/// Where a text instructs a model, in bytes.
pub fn instructions(text: &str) -> Vec<Range<usize>> {
    let mut ranges = plainly(text);
    let whole = || 0..text.len();
    for (range, decoded) in base64_blocks(text) {
        if !plainly(&decoded).is_empty() {
            ranges.push(range);
        }
    }
    if ranges.is_empty() && [entities(text), percent(text)].iter().flatten().any(|decoded| !plainly(decoded).is_empty())
    {
        ranges.push(whole());
    }
    if ranges.is_empty() {
        let turned: String = text.chars().rev().collect();
        if [rot13(text), turned].iter().any(|text| ANY_CLOSED.is_match(&letters(text))) {
            ranges.push(whole());
        }
    }
    joined(ranges)
}

/// Letters alone, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase()).collect()
}

fn plainly(text: &str) -> Vec<Range<usize>> {
    let folded = Folded::of(text);
    let latin = folded.text.bytes().filter(u8::is_ascii_alphabetic).nth(FEWEST_LETTERS).is_some();
    let mut ranges = if latin { found(&folded, &LATIN) } else { Vec::new() };
    ranges.extend(found(&folded, &MARKERS));
    ranges.extend(links(text));
    if folded.text.chars().any(|character| u32::from(character) >= 0x3400) {
        let tight = folded.tight_han();
        ranges.extend(found(&tight, &CHINESE));
    }
    if ranges.is_empty() {
        if latin && folded.text.contains('\n') {
            ranges.extend(found(&folded.in_one_line(), &LATIN));
        }
        if latin && has_leet(&folded.text) {
            ranges.extend(found(&folded.without_leet(), &LATIN));
        }
        if let Some(closed) = folded.closed_up() {
            ranges.extend(found(&closed, &CLOSED));
            ranges.extend(found(&closed.without_leet(), &CLOSED));
        }
    }
    ranges
}

fn found(folded: &Folded, patterns: &[Regex]) -> Vec<Range<usize>> {
    let text = folded.text.as_str();
    let all = patterns.iter().flat_map(|pattern| pattern.find_iter(text));
    // “forget everything you were told about pillows” speaks to a shopper
    let real = all.filter(|found| !(text[found.end()..].starts_with(" about") && found.as_str().ends_with("told")));
    real.map(|found| folded.origin(&found.range())).filter(|range| !range.is_empty()).collect()
}

/// Links and pictures that carry something away.
fn links(text: &str) -> Vec<Range<usize>> {
    let [picture, placeholder] = LINKS.as_slice() else { return Vec::new() };
    let pictures = picture.captures_iter(text).filter_map(|found| {
        let (all, path, query) =
            (found.get(0)?, found.get(1)?.as_str().to_lowercase(), found.get(2)?.as_str().to_lowercase());
        let ends = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".svg"].iter().any(|end| path.ends_with(end));
        let sized = query.split('&').all(|part| {
            let name = part.split('=').next().unwrap_or_default();
            ["v", "w", "h", "width", "height", "q", "quality", "fit", "format", "fm", "crop", "auto", "dpr", "size"]
                .contains(&name)
                && part.len() < 24
        });
        (!(ends && sized)).then(|| all.range())
    });
    pictures.chain(placeholder.find_iter(text).map(|found| found.range())).collect()
}
