//! The score of a product for an interest, and for all of them.

use crate::{
    analysis::analyse,
    field::{FIELDS, Value},
    lexicon::{ConceptNumber, Lexicon},
    query::Interest,
};
use std::collections::HashMap;

/// How fast further occurrences stop counting: BM25's `k1`, at its usual value.
const SATURATION: f32 = 1.2;
/// How much a meeting through a concept counts, against 1 for the words themselves.
pub(crate) const CONCEPT: f32 = 0.6;
/// How much a meeting through a neighbouring concept counts.
pub(crate) const NEAR: f32 = 0.25;
/// Least share of an interest's words, by their rarity, that a product must have to be met by words.
const LEAST_SHARE: f32 = 0.4;

/// How often each term and concept occurs in a product, by field.
pub(crate) struct Counted {
    pub terms: HashMap<String, [u8; FIELDS]>,
    pub concepts: HashMap<ConceptNumber, [u8; FIELDS]>,
    lengths: [f32; FIELDS],
}

impl Counted {
    pub(crate) fn new<'a>(values: impl Iterator<Item = Value<'a>>, lexicon: &Lexicon) -> Self {
        let mut counted = Self { terms: HashMap::new(), concepts: HashMap::new(), lengths: [0.0; FIELDS] };
        for value in values {
            let field = value.field as usize;
            let analysis = analyse(value.text, lexicon);
            for term in analysis.terms {
                counted.lengths[field] += 1.0;
                let counts = counted.terms.entry(term.key).or_default();
                counts[field] = counts[field].saturating_add(1);
            }
            for concept in analysis.mentions.into_iter().flat_map(|mention| mention.concepts) {
                let counts = counted.concepts.entry(concept).or_default();
                counts[field] = counts[field].saturating_add(1);
            }
        }
        counted
    }

    /// The saturated weight of the counts, 0 to 1: `tf / (k1 + tf)` with BM25F's weighted `tf` over the fields.
    pub(crate) fn weight(&self, counts: &[u8; FIELDS]) -> f32 {
        use crate::field::Field::{Attribute, Category, Description, Name, Tags};
        let mut frequency = 0.0;
        for field in [Name, Tags, Category, Attribute, Description] {
            let count = f32::from(counts[field as usize]);
            if count > 0.0 {
                let weighing = field.weighing();
                // BM25F also lifts short fields; a one-line description would then outweigh a tag
                let length = (self.lengths[field as usize] / weighing.usual_length).max(1.0);
                frequency += weighing.weight * count / (1.0 - weighing.length_share + weighing.length_share * length);
            }
        }
        saturated(frequency)
    }
}

pub(crate) fn saturated(frequency: f32) -> f32 {
    frequency / (SATURATION + frequency)
}

/// How rare a term is among `products` of which `holding` have it: BM25's weight of Robertson and Spärck Jones, kept
/// positive.
#[expect(clippy::cast_precision_loss, reason = "counts of products are far below 2^24 or need no digit there")]
pub(crate) fn rarity(products: usize, holding: usize) -> f32 {
    let (products, holding) = (products as f32, holding as f32);
    (1.0 + (products - holding + 0.5) / (holding + 0.5)).ln()
}

/// What an interest finds in one product.
#[derive(Clone, Copy, Default)]
pub(crate) struct Meeting {
    /// Sum of rarity times weight over the interest's terms.
    pub words: f32,
    /// Sum of the rarity of the terms that occur.
    pub met: f32,
    /// Sum over the interest's phrases of the weight of their concepts.
    pub concepts: f32,
    /// The same for neighbouring concepts.
    pub near: f32,
}

/// What of a meeting counts, each 0 to 1.
#[derive(Clone, Copy)]
pub(crate) struct Parts {
    pub words: f32,
    pub concepts: f32,
    pub near: f32,
}

impl Meeting {
    /// `rarity` is the sum over all of the interest's terms.
    pub(crate) fn parts(&self, interest: &Interest, rarity: f32) -> Parts {
        let share = self.met / rarity;
        let least = if interest.compound { 0.999 } else { LEAST_SHARE };
        let words = if share >= least { share * self.words / rarity } else { 0.0 };
        #[expect(clippy::cast_precision_loss, reason = "an interest has a handful of words")]
        let phrases = interest.concepts.len() as f32 + 0.5 * interest.unknown as f32;
        let over = |sum: f32| if phrases > 0.0 { sum / phrases } else { 0.0 };
        Parts { words, concepts: over(self.concepts), near: over(self.near) }
    }
}

impl Parts {
    /// The three ways as independent evidence: `1 - (1 - words)(1 - 0.6 concepts)(1 - 0.25 near)`.
    pub(crate) fn score(&self) -> f32 {
        1.0 - (1.0 - self.words) * (1.0 - CONCEPT * self.concepts) * (1.0 - NEAR * self.near)
    }
}

/// What an interest finds in a product that is not part of an index.
pub(crate) fn meet(
    interest: &Interest,
    product: &Counted,
    lexicon: &Lexicon,
    rarity: impl Fn(&str) -> f32,
) -> (Meeting, f32) {
    let mut meeting = Meeting::default();
    let mut whole = 0.0;
    for (key, _) in &interest.terms {
        let rare = rarity(key);
        whole += rare;
        if let Some(counts) = product.terms.get(key) {
            meeting.words += rare * product.weight(counts);
            meeting.met += rare;
        }
    }
    let strongest = |concepts: &mut dyn Iterator<Item = ConceptNumber>| {
        concepts.filter_map(|c| product.concepts.get(&c)).map(|counts| product.weight(counts)).fold(0.0, f32::max)
    };
    for phrase in &interest.concepts {
        meeting.concepts += strongest(&mut phrase.iter().copied());
        meeting.near += strongest(&mut phrase.iter().flat_map(|c| lexicon.near(*c)).copied());
    }
    (meeting, whole)
}
