//! Learns the weights of one script.

use crate::{
    corpus::{FAMILIES, Item},
    svm::{Linear, Row, train},
};
use copydesk_classifier::GramKind;
use std::thread;

/// Cost of an error, for a claim of any family …
const CLAIM_COST: f32 = 2.0;
/// … and for a family among all sentences …
const FAMILY_COST: f32 = 6.0;
/// … times this for a sentence of the family: there are few.
const FAMILY_POSITIVE: f32 = 3.0;
/// Fewest sentences that an n-gram has to be in.
const FEWEST: u32 = 2;
/// Brings the inverse document frequency near 1, so that costs keep their meaning.
const FREQUENCY_SCALE: f32 = 5.0;

/// How much each kind of n-gram counts, in the order of [`GramKind::ALL`], in alphabetic and in Chinese text.
const KINDS: [[f32; 5]; 2] = [[1.0, 0.8, 0.7, 0.8, 0.8], [1.3, 0.8, 0.7, 0.8, 0.5]];

/// What was learnt: a claim of any family, and each family.
pub struct Learnt {
    pub claim: Linear,
    pub families: Vec<Linear>,
}

/// Features and their values.
type Features = [(u32, f32)];

/// A sentence, or a text with a claim of which nobody said which sentence has it.
struct Example<'a> {
    features: Vec<(u32, f32)>,
    families: &'a [usize],
}

/// Learns from items, whose features have these kinds.
pub fn learn(items: &[&Item], kinds: &[GramKind]) -> Learnt {
    let features = kinds.len();
    let (examples, frequencies) = examples(items, features);
    let count = examples.len() as f32;
    let weights = KINDS[usize::from(items.first().is_some_and(|item| item.zh))];
    let rarity = |frequency: u32| (count / (frequency as f32 + 1.0)).ln() / FREQUENCY_SCALE;
    let scale = |(frequency, kind): (&u32, &GramKind)| rarity(*frequency) * weights[*kind as usize];
    let scale: Vec<f32> = frequencies.iter().zip(kinds).map(scale).collect();
    let problem = |positive: &dyn Fn(&Example<'_>) -> bool, cost: f32, more: f32| {
        let row = |example| {
            let positive = positive(example);
            Row { features: &example.features, positive, cost: if positive { cost * more } else { cost } }
        };
        let rows: Vec<Row<'_>> = examples.iter().map(row).collect();
        if rows.iter().any(|row| row.positive) {
            train(&rows, &scale)
        } else {
            Linear { weights: vec![0.0; features], bias: -1.0 }
        }
    };
    let family = |at| problem(&|example| example.families.contains(&at), FAMILY_COST, FAMILY_POSITIVE);
    // on two threads: the result is the same
    let (low, high) = (0..FAMILIES.len() / 2, FAMILIES.len() / 2..FAMILIES.len());
    thread::scope(|scope| {
        let rest = scope.spawn(|| high.map(family).collect::<Vec<Linear>>());
        let claim = problem(&|example| !example.families.is_empty(), CLAIM_COST, 1.0);
        let mut families: Vec<Linear> = low.map(family).collect();
        match rest.join() {
            Ok(rest) => families.extend(rest),
            Err(panic) => std::panic::resume_unwind(panic),
        }
        Learnt { claim, families }
    })
}

/// Every sentence of an innocent text is innocent; a text with a claim is learnt as a whole. Rare n-grams are left out.
fn examples<'a>(items: &[&'a Item], features: usize) -> (Vec<Example<'a>>, Vec<u32>) {
    let mut texts: Vec<(&Features, &'a [usize])> = Vec::new();
    for item in items {
        if item.families.is_empty() {
            texts.extend(item.parts.iter().map(|part| (part.as_slice(), item.families.as_slice())));
        } else {
            texts.push((&item.whole, &item.families));
        }
    }
    let mut frequencies = vec![0u32; features];
    for (at, _) in texts.iter().flat_map(|(text, _)| text.iter()) {
        frequencies[*at as usize] += 1;
    }
    let known = |text: &[(u32, f32)]| -> Vec<(u32, f32)> {
        text.iter().copied().filter(|(at, _)| frequencies[*at as usize] >= FEWEST).collect()
    };
    let examples = texts.iter().map(|(text, families)| Example { features: known(text), families }).collect();
    (examples, frequencies)
}

impl Learnt {
    /// Score of each family of a text, in its sentence that reads most like a claim of any.
    pub fn scores(&self, item: &Item) -> Vec<f32> {
        let scores = |part: &Vec<(u32, f32)>| -> Vec<f32> {
            let claim = self.claim.margin(part);
            self.families.iter().map(|family| claim + family.margin(part)).collect()
        };
        let most = |scores: &Vec<f32>| scores.iter().copied().fold(f32::MIN, f32::max);
        item.parts.iter().map(scores).max_by(|one, other| most(one).total_cmp(&most(other))).unwrap_or_default()
    }
}
