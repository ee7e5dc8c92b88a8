//! Finds the facts of a product that an interest met, in the product's own words.

use crate::{
    analysis::{Analysis, Mention, Term, analyse},
    field::Value,
    lexicon::{ConceptNumber, Lexicon},
    query::Interest,
    recommendation::{Match, Reason},
    score::{CONCEPT, NEAR, Parts, saturated},
    text::fold,
};
use std::ops::Range;

/// Most reasons for one interest: the strongest say enough.
const REASONS: usize = 3;
/// Longest value, in characters, that is a fact as a whole; of a longer one it is the sentence.
const FACT: usize = 120;

/// The strongest facts for an interest. `parts` says which ways of meeting count.
pub(crate) fn reasons<'a>(
    interest: &Interest,
    values: impl Iterator<Item = Value<'a>>,
    parts: Parts,
    lexicon: &Lexicon,
) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = values.filter_map(|value| strongest(interest, value, parts, lexicon)).collect();
    // stable, so that equal ones keep the product's order
    reasons.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    reasons.truncate(REASONS);
    reasons
}

fn strongest(interest: &Interest, value: Value<'_>, parts: Parts, lexicon: &Lexicon) -> Option<Reason> {
    let analysis = analyse(value.text, lexicon);
    let mut best = (parts.words > 0.0).then(|| by_words(interest, value, &analysis.terms)).flatten();
    if parts.concepts > 0.0 || parts.near > 0.0 {
        for (weight, via, mention) in by_concepts(interest, &analysis, lexicon) {
            let weight = f64::from(saturated(value.field.weighing().weight) * weight);
            if best.as_ref().is_none_or(|best| weight > best.weight) {
                best = Some(reason(interest, value, std::slice::from_ref(&mention.range), via, weight));
            }
        }
    }
    best
}

fn by_words(interest: &Interest, value: Value<'_>, terms: &[Term]) -> Option<Reason> {
    let met: Vec<(&Term, bool)> = terms
        .iter()
        .filter_map(|term| {
            let (_, typed) = interest.terms.iter().find(|(key, _)| *key == term.key)?;
            Some((term, spaced(typed) == spaced(&fold(&value.text[term.range.clone()]))))
        })
        .collect();
    if met.is_empty() {
        return None;
    }
    let distinct = interest.terms.iter().filter(|(key, _)| met.iter().any(|(term, _)| term.key == *key)).count();
    let exact = met.iter().all(|(_, exact)| *exact);
    #[expect(clippy::cast_precision_loss, reason = "an interest has a handful of words")]
    let share = distinct as f32 / interest.terms.len() as f32;
    let ranges: Vec<_> = met.iter().map(|(term, _)| term.range.clone()).collect();
    let weight = f64::from(saturated(value.field.weighing().weight) * share);
    Some(reason(interest, value, &ranges, if exact { Match::Exact } else { Match::Stem }, weight))
}

/// `fragrance-free` and `fragrance free` are the same words.
fn spaced(words: &str) -> String {
    words.replace('-', " ")
}

fn by_concepts<'a>(interest: &Interest, analysis: &'a Analysis, lexicon: &Lexicon) -> Vec<(f32, Match, &'a Mention)> {
    let wanted = |concept: &ConceptNumber| interest.concepts.iter().any(|phrase| phrase.contains(concept));
    let near = |concept: &ConceptNumber| {
        interest.concepts.iter().flatten().any(|wanted| lexicon.near(*wanted).contains(concept))
    };
    let mut found = Vec::new();
    for mention in &analysis.mentions {
        if let Some(concept) = mention.concepts.iter().find(|concept| wanted(concept)) {
            found.push((CONCEPT, Match::Concept(lexicon.name(*concept).to_owned()), mention));
        } else if let Some(concept) = mention.concepts.iter().find(|concept| near(concept)) {
            found.push((NEAR, Match::Near(lexicon.name(*concept).to_owned()), mention));
        }
    }
    found
}

fn reason(interest: &Interest, value: Value<'_>, ranges: &[Range<usize>], via: Match, weight: f64) -> Reason {
    let first = ranges.first().map_or(0..0, Range::clone);
    let fact = fact(value.text, &first);
    let mut words: Vec<Range<usize>> = Vec::new();
    for range in ranges.iter().filter(|range| fact.start <= range.start && range.end <= fact.end) {
        // pairs of Han characters overlap: 手冲, 冲咖 and 咖啡 are one word to a reader
        match words.last_mut() {
            Some(last) if range.start < last.end => last.end = range.end.max(last.end),
            _ => words.push(range.clone()),
        }
    }
    Reason {
        interest: interest.typed.clone(),
        field: value.label.to_owned(),
        fact: value.text[fact].to_owned(),
        words: words.into_iter().map(|range| value.text[range].to_owned()).collect(),
        via,
        weight,
    }
}

/// The sentence around the words, or as much of it as [`FACT`] allows on either side of them.
fn fact(text: &str, words: &Range<usize>) -> Range<usize> {
    if text.chars().count() <= FACT {
        return 0..text.len();
    }
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '；' | ';' | '\n' | '<' | '>');
    let mut start = words.start;
    for (at, c) in text[..words.start].char_indices().rev().take(FACT / 2) {
        if ends(c) {
            break;
        }
        start = at;
    }
    let mut end = words.end;
    for (at, c) in text[words.end..].char_indices().take(FACT / 2) {
        if matches!(c, '\n' | '<' | '>') {
            break;
        }
        end = words.end + at + c.len_utf8();
        if ends(c) {
            break;
        }
    }
    start += text[start..words.start].len() - text[start..words.start].trim_start().len();
    end -= text[words.end..end].len() - text[words.end..end].trim_end().len();
    start..end
}
