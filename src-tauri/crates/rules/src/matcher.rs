//! Phrases made ready to be looked for.

use crate::phrase::{Phrase, PhraseError};
use regex::{Regex, RegexBuilder};
use std::{ops::Range, sync::OnceLock};

/// Most memory of a compiled set of phrases, in bytes.
const LARGEST: usize = 8 << 20;
/// Most memory for what a search has learnt about a set of phrases. With less, a large set forgets in the middle of a
/// sentence and the search becomes twenty times slower.
const REMEMBERED: usize = 4 << 20;

/// The phrases of one field of a rule. They are compiled when a sentence first needs them: a text meets few rules.
#[derive(Debug)]
pub(crate) struct Matcher {
    pattern: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Matcher {
    pub fn of(phrases: &[Phrase]) -> Self {
        let patterns: Vec<String> = phrases.iter().map(Phrase::pattern).collect();
        Self { pattern: patterns.join("|"), compiled: OnceLock::new() }
    }

    pub fn is_empty(&self) -> bool {
        self.pattern.is_empty()
    }

    fn regex(&self) -> Option<&Regex> {
        if self.is_empty() {
            return None;
        }
        self.compiled
            .get_or_init(|| {
                RegexBuilder::new(&self.pattern).size_limit(LARGEST).dfa_size_limit(REMEMBERED).build().ok()
            })
            .as_ref()
    }

    /// Compiles now.
    pub fn check(&self) -> Result<(), PhraseError> {
        if self.is_empty() || self.regex().is_some() {
            return Ok(());
        }
        let error = RegexBuilder::new(&self.pattern).size_limit(LARGEST).build().err();
        Err(PhraseError::TooLarge(error.map(|error| error.to_string()).unwrap_or_default()))
    }

    pub fn finds(&self, folded: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(folded))
    }

    /// Places in a folded sentence, spaces at their borders left out.
    pub fn places(&self, folded: &str) -> Vec<Range<usize>> {
        let Some(regex) = self.regex() else { return Vec::new() };
        let trimmed = |found: regex::Match<'_>| {
            let words = found.as_str();
            let start = found.start() + (words.len() - words.trim_start().len());
            let end = found.end() - (words.len() - words.trim_end().len());
            start..end.max(start)
        };
        regex.find_iter(folded).filter(|found| !found.is_empty()).map(trimmed).collect()
    }
}
