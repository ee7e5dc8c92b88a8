//! The weights, and how a sentence is weighed.
//!
//! The file, numbers in little-endian order: `CDLC`, the number of sentences that it was trained on (u32), the number of
//! families (u8) and their names (u8 length, UTF-8); then for alphabetic and for Chinese sentences: bias and step of
//! each column (f32), threshold of each family (f32), slope and offset of the probability (f32), the number of n-grams
//! (u32), their hashes in order (u32), and for each the number of its weights (u8) and the weights (u8 column, i8 steps).
//! Column 0 is “a claim of any family”; the others are the families.

use crate::{
    about::Setting,
    gram::{Gram, grams_of, shares},
    unit::{Unit, units},
};
use copydesk_domain::fold::is_han;
use std::sync::OnceLock;

const SHIPPED: &[u8] = include_bytes!("../../../../assets/classifier/weights.bin");
/// How the file begins.
pub const MAGIC: &[u8; 4] = b"CDLC";
/// An empty slot of the table.
const NONE: u32 = u32::MAX;

/// The weights of one script.
#[derive(Debug, Default)]
struct Script<'a> {
    bias: Vec<f32>,
    step: Vec<f32>,
    thresholds: Vec<f32>,
    slope: f32,
    offset: f32,
    /// Hash of an n-gram and where its weights begin, by open addressing.
    table: Vec<(u32, u32)>,
    weights: &'a [u8],
}

/// A model that was read.
#[derive(Debug, Default)]
pub struct Model<'a> {
    families: Vec<&'a str>,
    sentences: u32,
    scripts: [Script<'a>; 2],
}

/// A sentence that was weighed.
#[derive(Clone, Debug)]
pub struct Weighed {
    /// The likeliest family, by its place.
    pub family: usize,
    /// How far it is above the family's threshold; below it when negative.
    pub margin: f32,
    /// The probability of a claim, 0 to 1.
    pub probability: f32,
}

/// A known n-gram of a sentence with what it adds to the likeliest family.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub gram: Gram,
    pub weight: f32,
}

impl Model<'static> {
    /// The model that the program brings along.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static MODEL: OnceLock<Model<'static>> = OnceLock::new();
        // the tests read the file: it is whole
        MODEL.get_or_init(|| Model::read(SHIPPED).unwrap_or_default())
    }
}

impl<'a> Model<'a> {
    /// Reads a file. None when it is not one.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut bytes = Bytes(bytes);
        if bytes.take(MAGIC.len())? != MAGIC {
            return None;
        }
        let sentences = bytes.number()?;
        let count = usize::from(bytes.byte()?);
        let mut families = Vec::with_capacity(count);
        for _ in 0..count {
            let length = usize::from(bytes.byte()?);
            families.push(std::str::from_utf8(bytes.take(length)?).ok()?);
        }
        let alphabetic = Script::read(&mut bytes, count)?;
        let han = Script::read(&mut bytes, count)?;
        Some(Self { families, sentences, scripts: [alphabetic, han] })
    }

    /// The names of the families.
    #[must_use]
    pub fn families(&self) -> &[&'a str] {
        &self.families
    }

    /// How many labelled sentences it was trained on.
    #[must_use]
    pub fn sentences(&self) -> u32 {
        self.sentences
    }

    /// Weighs a folded sentence. None for a sentence of which nothing is known.
    #[must_use]
    pub fn weigh(&self, folded: &str, setting: Setting) -> Option<Weighed> {
        self.parts(folded, &units(folded), setting, false).map(|(weighed, _)| weighed)
    }

    /// Whether two Chinese characters are known to stand together.
    pub(crate) fn knows(&self, one: &Unit, other: &Unit) -> bool {
        self.scripts[1].find(Gram::of_two(one, other)).is_some()
    }

    /// Weighs a folded sentence; with what each n-gram adds when that is wanted.
    pub(crate) fn parts(
        &self,
        folded: &str,
        units: &[Unit],
        setting: Setting,
        wanted: bool,
    ) -> Option<(Weighed, Vec<Part>)> {
        let script = &self.scripts[usize::from(folded.chars().any(is_han))];
        let grams = grams_of(folded, units, setting);
        let shares = shares(&grams);
        let mut known: Vec<(u32, usize)> =
            grams.iter().enumerate().filter_map(|(at, gram)| Some((script.find(gram.hash)?, at))).collect();
        known.sort_unstable();
        known.dedup_by_key(|(weights, _)| *weights);
        let mut columns = vec![0.0f32; script.bias.len()];
        for (weights, at) in &known {
            let share = grams.get(*at).map_or(0.0, |gram| shares[gram.kind as usize]);
            for (column, steps) in script.weights(*weights) {
                if let Some(sum) = columns.get_mut(column) {
                    *sum += share * steps;
                }
            }
        }
        let margins = columns.iter().zip(&script.step).zip(&script.bias).map(|((sum, step), bias)| sum * step + bias);
        let margins: Vec<f32> = margins.collect();
        let claim = *margins.first()?;
        let above = margins[1..].iter().zip(&script.thresholds).map(|(own, threshold)| claim + own - threshold);
        let (family, margin) = above.enumerate().max_by(|one, other| one.1.total_cmp(&other.1))?;
        let score = margin + script.thresholds.get(family).copied().unwrap_or_default();
        let probability = 1.0 / (1.0 + (-(script.slope * score + script.offset)).exp());
        let weighed = Weighed { family, margin, probability };
        if known.is_empty() || !wanted {
            return (!known.is_empty()).then_some((weighed, Vec::new()));
        }
        let part = |(weights, at): &(u32, usize)| {
            let gram = grams.get(*at)?.clone();
            let weight: f32 = script
                .weights(*weights)
                .filter(|(column, _)| *column == 0 || *column == family + 1)
                .map(|(column, steps)| steps * script.step.get(column).copied().unwrap_or_default())
                .sum();
            Some(Part { weight: weight * shares[gram.kind as usize], gram })
        };
        Some((weighed, known.iter().filter_map(part).collect()))
    }
}

impl<'a> Script<'a> {
    fn read(bytes: &mut Bytes<'a>, families: usize) -> Option<Self> {
        let bias = bytes.fractions(families + 1)?;
        let step = bytes.fractions(families + 1)?;
        let thresholds = bytes.fractions(families)?;
        let (slope, offset) = (bytes.fraction()?, bytes.fraction()?);
        let count = bytes.number()? as usize;
        let hashes = bytes.take(count.checked_mul(4)?)?;
        let weights = bytes.0;
        let mut table = vec![(0, NONE); (count * 2).next_power_of_two().max(2)];
        let mask = table.len() - 1;
        let mut at = 0;
        for hash in hashes.chunks_exact(4) {
            let hash = u32::from_le_bytes(hash.try_into().ok()?);
            let mut slot = hash as usize & mask;
            while table[slot].1 != NONE {
                slot = (slot + 1) & mask;
            }
            table[slot] = (hash, u32::try_from(at).ok()?);
            let length = usize::from(bytes.byte()?) * 2;
            bytes.take(length)?;
            at += 1 + length;
        }
        Some(Self { bias, step, thresholds, slope, offset, table, weights: weights.get(..at)? })
    }

    /// Where the weights of an n-gram begin.
    fn find(&self, hash: u32) -> Option<u32> {
        let mask = self.table.len().checked_sub(1)?;
        let mut slot = hash as usize & mask;
        loop {
            let (known, at) = *self.table.get(slot)?;
            if at == NONE {
                return None;
            }
            if known == hash {
                return Some(at);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Columns and steps.
    fn weights(&self, at: u32) -> impl Iterator<Item = (usize, f32)> {
        let rest = self.weights.get(at as usize..).unwrap_or_default();
        let (count, rest) = rest.split_first().map_or((0, rest), |(count, rest)| (usize::from(*count), rest));
        rest.chunks_exact(2).take(count).map(|pair| (usize::from(pair[0]), f32::from(i8::from_le_bytes([pair[1]]))))
    }
}

/// What is left to read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn fraction(&mut self) -> Option<f32> {
        Some(f32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn fractions(&mut self, count: usize) -> Option<Vec<f32>> {
        (0..count).map(|_| self.fraction()).collect()
    }
}
