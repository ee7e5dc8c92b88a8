//! Words that stand for the same idea.

use crate::unit::{Unit, UnitKind, join, run_start, units};
use copydesk_domain::fold::fold;
use serde::Deserialize;
use std::{
    collections::{BTreeMap, HashMap},
    sync::OnceLock,
};

const SHIPPED: &str = include_str!("../../../../assets/classifier/concepts.toml");
/// Most units of an entry.
const LONGEST: usize = 5;
/// Shortest stem, in bytes.
const SHORTEST_STEM: usize = 2;

/// The words of a concept, as the file has them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    en: String,
    zh: String,
}

/// A concept in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    /// Its number.
    pub concept: u8,
    /// Its first unit …
    pub first: usize,
    /// … and its last.
    pub last: usize,
}

/// All concepts.
#[derive(Debug, Default)]
pub(crate) struct Concepts {
    /// Runs of units.
    runs: HashMap<u64, Vec<u8>>,
    /// Beginnings of words.
    stems: HashMap<String, Vec<u8>>,
}

impl Concepts {
    pub fn shipped() -> &'static Self {
        static CONCEPTS: OnceLock<Concepts> = OnceLock::new();
        // the tests read the file: it is whole
        CONCEPTS.get_or_init(|| Self::read(SHIPPED).unwrap_or_default())
    }

    fn read(file: &str) -> Option<Self> {
        let entries: BTreeMap<String, Entry> = toml::from_str(file).ok()?;
        let mut concepts = Self::default();
        for (number, entry) in entries.values().enumerate() {
            let number = u8::try_from(number).ok()?;
            for word in entry.en.split_whitespace().chain(entry.zh.split_whitespace()) {
                let word = fold(&word.replace('_', " "));
                if let Some(stem) = word.strip_suffix('*') {
                    concepts.stems.entry(stem.to_owned()).or_default().push(number);
                } else {
                    concepts.runs.entry(run(&units(&word))).or_default().push(number);
                }
            }
        }
        Some(concepts)
    }

    /// The concepts of a sentence, by place.
    pub fn hits(&self, folded: &str, units: &[Unit]) -> Vec<Hit> {
        let mut found = Vec::new();
        for (first, unit) in units.iter().enumerate() {
            if unit.kind == UnitKind::Word {
                let word = &folded[unit.range.clone()];
                let stems = (SHORTEST_STEM..=word.len()).filter_map(|end| self.stems.get(word.get(..end)?));
                found.extend(stems.flatten().map(|concept| Hit { concept: *concept, first, last: first }));
            }
            let mut whole = run_start();
            for (last, unit) in units.iter().enumerate().skip(first).take(LONGEST) {
                whole = join(whole, unit.hash);
                let concepts = self.runs.get(&whole).into_iter().flatten();
                found.extend(concepts.map(|concept| Hit { concept: *concept, first, last }));
            }
        }
        found
    }
}

fn run(units: &[Unit]) -> u64 {
    units.iter().fold(run_start(), |whole, unit| join(whole, unit.hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_idea_are_one_concept() {
        let hits = |text: &str| -> Vec<u8> {
            Concepts::shipped().hits(text, &units(text)).into_iter().map(|hit| hit.concept).collect()
        };
        assert!(hits("a lid with rounded corners").is_empty());
        let ailments = ["eczema", "allergies", "migraines", "偏头痛"].map(hits);
        assert!(ailments.iter().all(|found| found.first() == ailments[0].first() && !found.is_empty()));
    }

    #[test]
    fn the_shipped_file_is_whole() {
        assert!(Concepts::read(SHIPPED).is_some_and(|concepts| concepts.runs.len() > 500));
    }
}
