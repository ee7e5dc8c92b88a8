//! Learns the weights of one script.

use crate::{
    corpus::{FAMILIES, Item},
    svm::{Linear, Row, ratios, train},
};

/// Cost of an error, for a claim of any family …
const CLAIM_COST: f32 = 1.0;
/// … and for a family among all sentences …
const FAMILY_COST: f32 = 3.0;
/// … times this for a sentence of the family: there are few.
const FAMILY_POSITIVE: f32 = 3.0;
/// How much of a feature's scale is its log-count ratio; the rest is 1.
const RATIO: f32 = 0.2;
/// Fewest texts that an n-gram has to be in.
const FEWEST: usize = 2;

/// What was learnt: a claim of any family, and each family.
pub struct Learnt {
    pub claim: Linear,
    pub families: Vec<Linear>,
}

/// Learns from items, of which features have `features` numbers.
pub fn learn(items: &[&Item], features: usize) -> Learnt {
    let mut counts = vec![0usize; features];
    for (at, _) in items.iter().flat_map(|item| &item.whole) {
        counts[*at as usize] += 1;
    }
    let known = |item: &&Item| -> Vec<(u32, f32)> {
        item.whole.iter().copied().filter(|(at, _)| counts[*at as usize] >= FEWEST).collect()
    };
    let texts: Vec<Vec<(u32, f32)>> = items.iter().map(known).collect();
    let problem = |positive: &dyn Fn(&Item) -> bool, cost: f32, more: f32| {
        let rows: Vec<Row<'_>> = items
            .iter()
            .zip(&texts)
            .map(|(item, features)| {
                let positive = positive(item);
                Row { features, positive, cost: if positive { cost * more } else { cost } }
            })
            .collect();
        if !rows.iter().any(|row| row.positive) {
            return Linear { weights: vec![0.0; features], bias: -1.0 };
        }
        let scale: Vec<f32> =
            ratios(&rows, features, 1.0).into_iter().map(|ratio| 1.0 - RATIO + RATIO * ratio).collect();
        train(&rows, features, Some(&scale), 40)
    };
    let claim = problem(&|item| !item.families.is_empty(), CLAIM_COST, 1.0);
    let family = |at| problem(&|item: &Item| item.families.contains(&at), FAMILY_COST, FAMILY_POSITIVE);
    Learnt { claim, families: (0..FAMILIES.len()).map(family).collect() }
}

impl Learnt {
    /// Likeliest family of a text and its score: the best of its sentences.
    pub fn judge(&self, item: &Item) -> (usize, f32) {
        let mut best = (0, f32::MIN);
        for part in &item.parts {
            let claim = self.claim.margin(part);
            for (at, family) in self.families.iter().enumerate() {
                let score = claim + family.margin(part);
                if score > best.1 {
                    best = (at, score);
                }
            }
        }
        best
    }
}
