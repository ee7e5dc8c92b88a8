//! The words for everyday interests, in English and Chinese.

use crate::{
    stem::stem,
    text::{Piece, fold, pieces},
};
use serde::Deserialize;
use std::{collections::HashMap, sync::Arc};

/// The lexicon that is shipped with the program.
const SHIPPED: &str = include_str!("../../../../assets/recommend/interests.json");

/// Why a lexicon could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// The text is not the JSON that a lexicon is written in.
    #[error("the lexicon of interests cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// A concept is near one that is not there.
    #[error("the interest \"{concept}\" is near \"{near}\", which the lexicon does not hold")]
    UnknownNear {
        /// The concept that names it.
        concept: String,
        /// What it names.
        near: String,
    },
    /// More concepts than the lexicon can number (65,535).
    #[error("the lexicon holds too many interests")]
    TooMany,
}

#[derive(Deserialize)]
struct Written {
    concepts: Vec<WrittenConcept>,
    #[serde(default)]
    others: Vec<String>,
}

#[derive(Deserialize)]
struct WrittenConcept {
    concept: String,
    #[serde(default)]
    en: Vec<String>,
    #[serde(default)]
    zh: Vec<String>,
    #[serde(default)]
    near: Vec<String>,
}

/// Number of a concept in its lexicon.
pub(crate) type ConceptNumber = u16;

/// Interests with their words, and other words that only contain one of those (咖啡色, "coffee table").
/// Clones share one copy.
#[derive(Clone, Debug)]
pub struct Lexicon(Arc<Words>);

#[derive(Debug, Default)]
struct Words {
    names: Vec<String>,
    near: Vec<Vec<ConceptNumber>>,
    /// Keys of the words joined by spaces, or Han characters; other words have no concept.
    phrases: HashMap<String, Vec<ConceptNumber>>,
    /// Most words, or characters, of a phrase that begins with this word or character.
    longest: HashMap<String, usize>,
}

impl Lexicon {
    /// The shipped lexicon.
    ///
    /// # Errors
    /// When the shipped text is damaged, which a test of this crate rules out.
    pub fn shipped() -> Result<Self, LexiconError> {
        Self::from_json(SHIPPED)
    }

    /// Reads a lexicon: `{"concepts": [{"concept", "en", "zh", "near"}], "others": [words]}`.
    ///
    /// # Errors
    /// When the text is not such JSON, or a concept is near one that is missing.
    pub fn from_json(json: &str) -> Result<Self, LexiconError> {
        let written: Written = serde_json::from_str(json)?;
        let mut numbers = HashMap::new();
        for (at, concept) in written.concepts.iter().enumerate() {
            let number = ConceptNumber::try_from(at).map_err(|_| LexiconError::TooMany)?;
            numbers.insert(concept.concept.as_str(), number);
        }
        let mut words = Words::default();
        for concept in &written.concepts {
            let number = numbers[concept.concept.as_str()];
            for phrase in concept.en.iter().chain(&concept.zh) {
                words.add(phrase, Some(number));
            }
            let mut near = Vec::new();
            for name in &concept.near {
                near.push(*numbers.get(name.as_str()).ok_or_else(|| LexiconError::UnknownNear {
                    concept: concept.concept.clone(),
                    near: name.clone(),
                })?);
            }
            words.names.push(concept.concept.clone());
            words.near.push(near);
        }
        for phrase in &written.others {
            words.add(phrase, None);
        }
        Ok(Self(Arc::new(words)))
    }

    /// How many concepts it holds.
    #[must_use]
    pub fn concepts(&self) -> usize {
        self.0.names.len()
    }

    pub(crate) fn name(&self, concept: ConceptNumber) -> &str {
        &self.0.names[usize::from(concept)]
    }

    pub(crate) fn near(&self, concept: ConceptNumber) -> &[ConceptNumber] {
        &self.0.near[usize::from(concept)]
    }

    /// The concepts of a phrase: none for a word that the lexicon knows only to keep it apart.
    pub(crate) fn concepts_of(&self, phrase: &str) -> Option<&[ConceptNumber]> {
        self.0.phrases.get(phrase).map(Vec::as_slice)
    }

    /// Most words, or characters, of a phrase that begins so; 0 when none does.
    pub(crate) fn longest_from(&self, first: &str) -> usize {
        self.0.longest.get(first).copied().unwrap_or(0)
    }
}

impl Words {
    fn add(&mut self, phrase: &str, concept: Option<ConceptNumber>) {
        let parts = pieces(phrase);
        let (key, first, length) = match parts.as_slice() {
            [Piece::Han(run)] => {
                let han = &phrase[run.range.clone()];
                (han.to_owned(), han.chars().take(1).collect::<String>(), han.chars().count())
            }
            parts => {
                let words: Vec<String> = parts
                    .iter()
                    .map(|part| match part {
                        Piece::Word(word) => word.key.clone(),
                        Piece::Han(run) => stem(&fold(&phrase[run.range.clone()])),
                    })
                    .collect();
                let Some(first) = words.first().cloned() else { return };
                (words.join(" "), first, words.len())
            }
        };
        let longest = self.longest.entry(first).or_default();
        *longest = length.max(*longest);
        let concepts = self.phrases.entry(key).or_default();
        if let Some(concept) = concept
            && !concepts.contains(&concept)
        {
            concepts.push(concept);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_shipped_lexicon_is_whole_and_speaks_both_languages() {
        let written: Written = serde_json::from_str(SHIPPED).unwrap();
        assert!(written.concepts.len() >= 240);
        for concept in &written.concepts {
            assert!(!concept.en.is_empty() && !concept.zh.is_empty(), "{}", concept.concept);
            assert!(concept.en.iter().chain(&concept.zh).all(|word| !word.trim().is_empty()), "{}", concept.concept);
        }
        let lexicon = Lexicon::shipped().unwrap();
        assert_eq!(lexicon.concepts(), written.concepts.len());
        let yoga = lexicon.concepts_of("yoga").unwrap();
        assert_eq!(lexicon.concepts_of("瑜伽").unwrap(), yoga);
    }

    #[test]
    fn a_concept_near_a_missing_one_is_refused() {
        let json = r#"{"concepts": [{"concept": "yoga", "en": ["yoga"], "near": ["calm"]}]}"#;
        assert!(matches!(Lexicon::from_json(json), Err(LexiconError::UnknownNear { .. })));
    }
}
