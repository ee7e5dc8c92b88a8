//! Personal data behind placeholders, the same datum behind the same one in all texts of a request.

use crate::{
    find::{Hit, compiled, hits},
    kind::PersonalKind,
    terms::{is_han, stands_alone},
};
use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;
use serde::{Deserialize, Serialize};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::LazyLock,
};

/// A datum and what stands for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Masked {
    /// The placeholder, such as `⟦EMAIL_1⟧`.
    pub placeholder: String,
    /// The datum's kind.
    pub kind: PersonalKind,
    /// The datum as it was written.
    pub text: String,
}

/// The placeholders of one request. The same datum written in two ways has two, so that each comes back as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mask {
    entries: Vec<Masked>,
    /// Entry by word and number.
    numbers: HashMap<(&'static str, u32), usize>,
    /// Entry by what it stands for.
    places: HashMap<String, usize>,
}

/// Anything in the texts that a damaged placeholder could be taken for.
static TAKEN: LazyLock<Vec<Regex>> =
    LazyLock::new(|| compiled([r"(?i)(address|account|email|phone|name|id|ip)[ _\-]*0*([0-9]{1,9})"]));

impl Mask {
    /// A mask for the texts of one request: all of them have to be given, for a placeholder must not be one that a text has
    /// already. What is known to be personal is masked wherever it stands, such as the name of a customer.
    #[must_use]
    pub fn of(texts: &[&str], known: &[String]) -> Self {
        let mut mask = Self::default();
        let taken = taken(texts);
        for known in known.iter().map(|known| known.trim()).filter(|known| !known.is_empty()) {
            let kind = hits(known).first().map_or(PersonalKind::Name, |hit| hit.kind);
            if texts.iter().any(|text| text.contains(known)) {
                mask.add(kind, known, &taken);
            }
        }
        for text in texts {
            for hit in hits(text) {
                mask.add(hit.kind, &text[hit.range], &taken);
            }
        }
        mask
    }

    fn add(&mut self, kind: PersonalKind, text: &str, taken: &HashSet<(&'static str, u32)>) {
        if self.places.contains_key(text) {
            return;
        }
        let word = kind.word();
        let free = |number: &u32| !taken.contains(&(word, *number)) && !self.numbers.contains_key(&(word, *number));
        let Some(number) = (1..=999_999_999).find(free) else { return };
        let place = self.entries.len();
        self.entries.push(Masked { placeholder: format!("⟦{word}_{number}⟧"), kind, text: text.to_owned() });
        self.numbers.insert((word, number), place);
        self.places.insert(text.to_owned(), place);
    }

    /// What is masked, in the order of the texts.
    #[must_use]
    pub fn entries(&self) -> &[Masked] {
        &self.entries
    }

    /// An entry by its word in any case, and its number.
    pub(crate) fn entry(&self, word: &str, number: u32) -> Option<&Masked> {
        let word = crate::restore::WORDS.iter().find(|own| own.eq_ignore_ascii_case(word))?;
        self.entries.get(*self.numbers.get(&(*word, number))?)
    }

    /// A text of the request with placeholders for personal data. A text that the mask was not made of keeps what the mask
    /// does not know.
    #[must_use]
    pub fn apply(&self, text: &str) -> String {
        if self.entries.is_empty() {
            return text.to_owned();
        }
        let mut ranges: Vec<Range<usize>> = hits(text).into_iter().map(|Hit { range, .. }| range).collect();
        ranges.extend(self.literal(text));
        ranges.retain(|range| self.places.contains_key(&text[range.clone()]));
        ranges.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        let mut masked = String::with_capacity(text.len());
        let mut at = 0;
        for range in ranges {
            let Some(entry) = self.places.get(&text[range.clone()]).and_then(|place| self.entries.get(*place)) else {
                continue;
            };
            if range.start >= at {
                masked.push_str(&text[at..range.start]);
                masked.push_str(&entry.placeholder);
                at = range.end;
            }
        }
        masked.push_str(&text[at..]);
        masked
    }

    /// Where what is masked stands letter for letter. A single Chinese character is a word too often.
    fn literal(&self, text: &str) -> Vec<Range<usize>> {
        let long = |text: &str| text.chars().count() >= if text.chars().all(is_han) { 2 } else { 3 };
        let words = self.entries.iter().map(|entry| entry.text.as_str()).filter(|text| long(text));
        let Ok(automaton) = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words) else {
            return Vec::new();
        };
        automaton.find_iter(text).map(|found| found.range()).filter(|range| stands_alone(text, range)).collect()
    }
}

/// Words and numbers that the texts have already.
fn taken(texts: &[&str]) -> HashSet<(&'static str, u32)> {
    let Some(pattern) = TAKEN.first() else { return HashSet::new() };
    let found = texts.iter().flat_map(|text| pattern.captures_iter(text));
    found
        .filter_map(|found| {
            let word = found.get(1)?.as_str();
            let word = crate::restore::WORDS.iter().find(|own| own.eq_ignore_ascii_case(word))?;
            Some((*word, found.get(2)?.as_str().parse().ok()?))
        })
        .collect()
}
