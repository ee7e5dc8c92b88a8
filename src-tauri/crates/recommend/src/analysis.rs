//! What a text says: its terms, and the interests that the lexicon hears in it.

use crate::{
    lexicon::{ConceptNumber, Lexicon},
    text::{Piece, Run, Word, is_filler, pieces},
};
use std::ops::Range;

/// A term that two texts can share: a stem, or a pair of Han characters.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Term {
    /// What is compared. `~` marks a denied word, `^` one that is part of a longer known word (`coffee table`).
    pub key: String,
    /// Bytes of the text.
    pub range: Range<usize>,
}

/// A word or phrase of the lexicon.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Its concepts; none for a word that the lexicon only keeps apart.
    pub concepts: Vec<ConceptNumber>,
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Whether it is made of several words, or of more than two Han characters.
    pub compound: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Analysis {
    pub terms: Vec<Term>,
    pub mentions: Vec<Mention>,
}

/// Reads a text with the lexicon: the longest known phrase wins, so `coffee table` is no coffee.
pub(crate) fn analyse(text: &str, lexicon: &Lexicon) -> Analysis {
    let mut analysis = Analysis::default();
    let mut words: Vec<Word> = Vec::new();
    for piece in pieces(text) {
        match piece {
            Piece::Word(word) => words.push(word),
            Piece::Han(run) => {
                analysis.read_words(&std::mem::take(&mut words), lexicon);
                analysis.read_han(text, &run, lexicon);
            }
        }
    }
    analysis.read_words(&words, lexicon);
    analysis
}

impl Analysis {
    fn read_words(&mut self, words: &[Word], lexicon: &Lexicon) {
        let mut bound = vec![false; words.len()];
        let mut at = 0;
        while at < words.len() {
            let most = lexicon.longest_from(&words[at].key).min(words.len() - at);
            let phrase = |length: usize| {
                let keys: Vec<&str> = words[at..at + length].iter().map(|word| word.key.as_str()).collect();
                lexicon.concepts_of(&keys.join(" ")).map(|concepts| (length, concepts))
            };
            let found = (2..=most)
                .rev()
                .find_map(phrase)
                .or_else(|| joined(&words[at..], lexicon).map(|concepts| (2, concepts)))
                .or_else(|| lexicon.concepts_of(&words[at].key).map(|concepts| (1, concepts)));
            let Some((length, concepts)) = found else {
                at += 1;
                continue;
            };
            if length > 1 {
                for (word, bound) in words[at..at + length].iter().zip(&mut bound[at..at + length]) {
                    *bound = belongs_elsewhere(&word.key, concepts, lexicon);
                }
            }
            self.mentions.push(Mention {
                concepts: concepts.to_vec(),
                range: words[at].range.start..words[at + length - 1].range.end,
                compound: length > 1,
            });
            at += length;
        }
        for (word, bound) in words.iter().zip(bound) {
            if !is_filler(&word.folded) {
                let key = if bound { format!("^{}", word.key) } else { word.key.clone() };
                self.terms.push(Term { key, range: word.range.clone() });
            }
        }
    }

    fn read_han(&mut self, text: &str, run: &Run, lexicon: &Lexicon) {
        let starts: Vec<usize> =
            text[run.range.clone()].char_indices().map(|(at, _)| run.range.start + at).chain([run.range.end]).collect();
        let characters = starts.len() - 1;
        // for every character, the known word that it is part of
        let mut part_of: Vec<Option<(usize, usize)>> = vec![None; characters];
        let mut at = 0;
        while at < characters {
            let first = &text[starts[at]..starts[at + 1]];
            let most = lexicon.longest_from(first).min(characters - at);
            // a single character is a word only when it stands alone: 猫 is no 熊猫
            let least = if characters == 1 { 1 } else { 2 };
            let found = (least..=most).rev().find_map(|length| {
                lexicon.concepts_of(&text[starts[at]..starts[at + length]]).map(|concepts| (length, concepts))
            });
            let Some((length, concepts)) = found else {
                at += 1;
                continue;
            };
            part_of[at..at + length].fill(Some((at, at + length)));
            if starts[at] < run.denied_from {
                self.mentions.push(Mention {
                    concepts: concepts.to_vec(),
                    range: starts[at]..starts[at + length],
                    compound: length > 2,
                });
            }
            at += length;
        }
        if characters == 1 {
            self.terms.push(Term { key: text[run.range.clone()].to_owned(), range: run.range.clone() });
            return;
        }
        for at in 0..characters - 1 {
            let range = starts[at]..starts[at + 2];
            let pair = &text[range.clone()];
            if pair.contains(['的', '了']) {
                continue;
            }
            let mut key = String::with_capacity(pair.len() + 1);
            if range.start >= run.denied_from {
                key.push('~');
            }
            if let (Some(word), Some(next)) = (part_of[at], part_of[at + 1])
                && word == next
                && word.1 - word.0 > 2
                && let Some(concepts) = lexicon.concepts_of(&text[starts[word.0]..starts[word.1]])
                && belongs_elsewhere(pair, concepts, lexicon)
            {
                key.push('^');
            }
            key.push_str(pair);
            self.terms.push(Term { key, range });
        }
    }
}

/// The concepts of two words that the lexicon writes as one: `house plants` are houseplants.
fn joined<'l>(words: &[Word], lexicon: &'l Lexicon) -> Option<&'l [ConceptNumber]> {
    let [first, second, ..] = words else { return None };
    lexicon.concepts_of(&format!("{}{}", first.key, second.key)).filter(|concepts| !concepts.is_empty())
}

/// Whether a part of a known phrase would, on its own, mean something that the phrase does not.
fn belongs_elsewhere(part: &str, concepts: &[ConceptNumber], lexicon: &Lexicon) -> bool {
    lexicon.concepts_of(part).is_some_and(|own| !own.is_empty() && !own.iter().any(|c| concepts.contains(c)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn heard(text: &str) -> Vec<String> {
        let lexicon = Lexicon::shipped().unwrap();
        let mentions = analyse(text, &lexicon).mentions;
        mentions.iter().flat_map(|m| &m.concepts).map(|c| lexicon.name(*c).to_owned()).collect()
    }

    fn keys(text: &str) -> Vec<String> {
        analyse(text, &Lexicon::shipped().unwrap()).terms.into_iter().map(|term| term.key).collect()
    }

    #[test]
    fn the_longest_word_is_heard() {
        assert_eq!(heard("Coffee table"), ["coffee-table"]);
        assert_eq!(heard("茶几"), ["coffee-table"]);
        assert_eq!(heard("Yoga mats"), ["yoga"]);
        assert_eq!(heard("house plants"), ["houseplants"]);
        assert_eq!(heard("Doll's Tea Set"), Vec::<String>::new());
        assert_eq!(heard("熊猫"), Vec::<String>::new());
        assert_eq!(heard("猫"), ["cats"]);
    }

    #[test]
    fn a_part_of_a_longer_word_is_not_the_word() {
        assert_eq!(keys("coffee table"), ["^coffee", "table"]);
        assert_eq!(keys("咖啡色"), ["^咖啡", "啡色"]);
        assert_eq!(keys("手冲咖啡"), ["手冲", "冲咖", "^咖啡"]);
    }

    #[test]
    fn what_is_denied_is_not_heard() {
        assert_eq!(heard("No perfume"), ["fragrance-free"]);
        assert_eq!(heard("不含咖啡"), Vec::<String>::new());
        assert_eq!(heard("不含香精"), ["fragrance-free"]);
    }
}
