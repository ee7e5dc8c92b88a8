//! What a sentence says: its quantities, and the materials, marks and countries that it names.

use crate::{
    lexicon::{Hit, SHIPPED, Topic},
    quantity::{Dimension, Quantity, quantities},
    sentence::{without_innocent_numbers, without_markup},
};
use std::ops::Range;

/// A sentence that was read.
pub struct Reading {
    /// Its text without markup, of as many bytes.
    pub text: String,
    /// Its text without what looks like a number and claims nothing.
    pub numbers: String,
    /// Its quantities.
    pub quantities: Vec<Quantity>,
    /// What it names.
    pub hits: Vec<Hit>,
}

/// Reads a sentence. In a product's facts (`loose`) every mention counts.
pub fn read(sentence: &str, loose: bool) -> Reading {
    let text = without_markup(sentence);
    let (hits, idioms) = SHIPPED.read(&text, loose);
    let mut numbers = if loose { text.clone() } else { without_innocent_numbers(&text) };
    if !loose {
        idioms.into_iter().for_each(|range| numbers.replace_range(range.clone(), &"_".repeat(range.len())));
    }
    let mut quantities = quantities(&numbers, loose);
    let certified = |range: &Range<usize>| {
        let mark = |hit: &&Hit| SHIPPED.entry(hit.entry).is_some_and(|entry| entry.topic == Topic::Certification);
        hits.iter().filter(mark).any(|hit| overlap(&hit.range, range))
    };
    quantities.retain(|quantity| !certified(&quantity.range));
    let ends: Vec<(usize, usize)> = (0..quantities.len())
        .map(|at| {
            let from = at.checked_sub(1).map_or(0, |last| quantities[last].range.end);
            (from, quantities.get(at + 1).map_or(text.len(), |next| next.range.start))
        })
        .collect();
    for (quantity, (from, to)) in quantities.iter_mut().zip(ends) {
        quantity.role = SHIPPED.role(&text, &quantity.range, from, to);
    }
    Reading { text, numbers, quantities, hits }
}

/// Whether two ranges share a byte.
pub fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

impl Reading {
    /// Percentages with the material that they are of, by their places: 60% cotton, 棉60%.
    pub fn shares(&self) -> Vec<(usize, usize)> {
        let percent = |quantity: &Quantity| quantity.unit.dimension == Dimension::Percent;
        let mut found = Vec::new();
        for (at, quantity) in self.quantities.iter().enumerate().filter(|(_, quantity)| percent(quantity)) {
            let next_to = |hit: &Hit| {
                let behind = self.text.get(quantity.range.end..hit.range.start);
                let before = self.text.get(hit.range.end..quantity.range.start);
                let spaces =
                    |between: &str| between.len() <= 24 && between.chars().all(|c| c == ' ' || c == ':' || c == '：');
                let adjectives = |between: &str| {
                    between.len() <= 20
                        && between.chars().all(|c| c == ' ' || c == '-' || c.is_ascii_lowercase())
                        && !between.contains(" of the ")
                };
                (behind.is_some_and(|b| spaces(b) || adjectives(b)), before.is_some_and(spaces))
            };
            let material = |hit: &Hit| SHIPPED.entry(hit.entry).is_some_and(|entry| entry.topic == Topic::Material);
            let hits = || self.hits.iter().enumerate().filter(|(_, hit)| material(hit));
            let hit = hits().find(|(_, hit)| next_to(hit).0).or_else(|| hits().find(|(_, hit)| next_to(hit).1));
            found.extend(hit.map(|(hit, _)| (at, hit)));
        }
        found
    }
}
