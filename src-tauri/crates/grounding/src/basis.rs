//! What each sentence rests on: facts and interests.

use crate::{
    claim::claims,
    facts::Facts,
    sentence::{sentences, without_markup},
    text::terms,
};
use copydesk_domain::{FactRef, Standing, place::scalars};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Most facts of a sentence.
const BEST: usize = 5;
/// What a fact has to share with a sentence: a word that stands in few of the facts, or two that stand in many.
const LEAST: f64 = 0.5;

/// The facts and interests that a sentence rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct SentenceBasis {
    /// First character of the sentence, in Unicode scalar values.
    pub start: u32,
    /// The character behind it.
    pub end: u32,
    /// The facts, the best first.
    pub facts: Vec<FactRef>,
    /// The interests that it meets, as they were typed.
    pub interests: Vec<String>,
}

/// What the sentences of a text rest on, in order.
#[must_use]
pub fn bases(text: &str, facts: &Facts, interests: &[String]) -> Vec<SentenceBasis> {
    let wanted: Vec<(&String, Vec<String>)> = interests.iter().map(|interest| (interest, terms(interest))).collect();
    let mut found = Vec::new();
    let mut begin = 0;
    for range in sentences(text) {
        let sentence = &text[range];
        let end = begin + scalars(sentence);
        let trimmed = scalars(sentence.trim_end());
        if trimmed > 0 {
            let lead = scalars(sentence) - scalars(sentence.trim_start());
            let about: HashSet<String> = terms(&without_markup(sentence)).into_iter().collect();
            let met = wanted.iter().filter(|(interest, terms)| meets(sentence, &about, interest, terms));
            found.push(SentenceBasis {
                start: begin + lead,
                end: begin + trimmed,
                facts: of_sentence(sentence, &about, facts),
                interests: met.map(|(interest, _)| (*interest).clone()).collect(),
            });
        }
        begin = end;
    }
    found
}

fn of_sentence(sentence: &str, about: &HashSet<String>, facts: &Facts) -> Vec<FactRef> {
    let mut best: Vec<FactRef> = Vec::new();
    let supported = claims(sentence, facts).into_iter().filter(|claim| claim.standing != Standing::Unsupported);
    for fact in supported.flat_map(|claim| claim.facts.into_iter().take(1)) {
        if !best.contains(&fact) {
            best.push(fact);
        }
    }
    let near = facts.nearest(about).into_iter().filter(|(_, score)| *score >= LEAST);
    for (at, _) in near {
        if best.len() >= BEST {
            break;
        }
        let fact = facts.reference(&at);
        let within = |known: &FactRef| known.field == fact.field && known.start < fact.end && fact.start < known.end;
        if !best.iter().any(within) {
            best.push(fact);
        }
    }
    best.truncate(BEST);
    best
}

/// Whether a sentence has all words of an interest, or the interest as it is written.
fn meets(sentence: &str, about: &HashSet<String>, interest: &str, terms: &[String]) -> bool {
    let typed = interest.trim();
    let han = typed.chars().any(crate::text::is_han);
    !typed.is_empty()
        && ((han && sentence.contains(typed)) || (!terms.is_empty() && terms.iter().all(|term| about.contains(term))))
}
