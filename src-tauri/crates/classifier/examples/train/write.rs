//! Writes the weights down.

use crate::{corpus::FAMILIES, learn::Learnt, svm::Linear};
use copydesk_classifier::MAGIC;

/// Weights smaller than this share of a column's largest are left out.
const SMALLEST: f32 = 0.03;
/// Most steps of a weight.
const STEPS: f32 = 127.0;

/// One script's part of the file.
pub struct Part<'a> {
    pub learnt: &'a Learnt,
    pub threshold: f32,
    /// Slope and offset of the probability.
    pub probability: (f32, f32),
}

pub fn file(parts: [Part<'_>; 2], hashes: &[u32], sentences: usize) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend((sentences as u32).to_le_bytes());
    out.push(FAMILIES.len() as u8);
    for name in FAMILIES {
        out.push(name.len() as u8);
        out.extend(name.as_bytes());
    }
    for part in &parts {
        let columns: Vec<&Linear> = std::iter::once(&part.learnt.claim).chain(&part.learnt.families).collect();
        let step = |column: &&Linear| {
            column.weights.iter().fold(0.0f32, |most, weight| most.max(weight.abs())).max(1e-6) / STEPS
        };
        let steps: Vec<f32> = columns.iter().map(step).collect();
        let fractions = columns.iter().map(|column| column.bias).chain(steps.iter().copied());
        for fraction in fractions.chain(FAMILIES.iter().map(|_| part.threshold)) {
            out.extend(fraction.to_le_bytes());
        }
        out.extend(part.probability.0.to_le_bytes());
        out.extend(part.probability.1.to_le_bytes());
        let weights = |feature: usize| -> Vec<(u8, i8)> {
            let weight = |(at, column): (usize, &&Linear)| {
                let steps = column.weights[feature] / steps[at];
                (steps.abs() >= SMALLEST * STEPS).then_some((at as u8, steps.round() as i8))
            };
            columns.iter().enumerate().filter_map(weight).collect()
        };
        let mut known: Vec<(u32, Vec<(u8, i8)>)> = hashes
            .iter()
            .enumerate()
            .map(|(at, hash)| (*hash, weights(at)))
            .filter(|(_, found)| !found.is_empty())
            .collect();
        known.sort_by_key(|(hash, _)| *hash);
        out.extend((known.len() as u32).to_le_bytes());
        for (hash, _) in &known {
            out.extend(hash.to_le_bytes());
        }
        for (_, weights) in &known {
            out.push(weights.len() as u8);
            for (column, steps) in weights {
                out.push(*column);
                out.extend(steps.to_le_bytes());
            }
        }
    }
    out
}
