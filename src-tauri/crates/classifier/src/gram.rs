//! N-grams of a sentence.

use crate::{
    about::Setting,
    concept::Concepts,
    unit::{Unit, UnitKind, hash, join, units},
};
/// What an n-gram is made of. Each kind is scaled by itself: a sentence has many more character n-grams than words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum GramKind {
    /// Neighbouring units: one to three words, one to four Chinese characters.
    Near,
    /// Two units with up to three between them.
    Skip,
    /// Three to five characters within a word, its borders counted as characters.
    Inner,
    /// One or two units together with the setting.
    Crossed,
    /// A concept alone, or beside a word.
    Concept,
}

impl GramKind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [Self; 5] = [Self::Near, Self::Skip, Self::Inner, Self::Crossed, Self::Concept];
}

/// An n-gram and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gram {
    /// What it is made of.
    pub kind: GramKind,
    /// Its form.
    pub hash: u32,
    /// Its first unit, by its place in the sentence …
    pub first: usize,
    /// … and its last, the same one for what lies within a word.
    pub last: usize,
}

/// Units before and behind a concept that are counted with it.
const BESIDE: usize = 2;
/// What is added to the number of n-grams, so that two words do not weigh more than a sentence.
const DAMPING: f32 = 40.0;
/// Most units between the two of a [`GramKind::Skip`].
const GAP: usize = 3;
/// Shortest word whose inside is looked at, in characters.
const INNER_WORD: usize = 4;

/// The n-grams of a folded sentence in a setting.
#[must_use]
pub fn grams(folded: &str, setting: Setting) -> Vec<Gram> {
    grams_of(folded, &units(folded), setting)
}

/// The same for a sentence whose units are known.
pub(crate) fn grams_of(folded: &str, units: &[Unit], setting: Setting) -> Vec<Gram> {
    let mut found = Vec::with_capacity(units.len() * 24);
    let flags = hash(&[u8::from(setting.cn), u8::from(setting.chat)]);
    if let Some(first) = units.first() {
        found.push(Gram::new(GramKind::Near, join(hash(b"^"), first.hash), 0, 0));
    }
    for (at, unit) in units.iter().enumerate() {
        near(units, at, flags, &mut found);
        for (other, unit_behind) in units.iter().enumerate().skip(at + 2).take(GAP) {
            found.push(Gram::new(GramKind::Skip, join(join(unit.hash, 7), unit_behind.hash), at, other));
        }
        if unit.kind == UnitKind::Word {
            inner(&folded[unit.range.clone()], at, &mut found);
        }
    }
    concepts(folded, units, flags, &mut found);
    found
}

/// Runs of neighbours that begin with a unit.
fn near(units: &[Unit], first: usize, flags: u64, found: &mut Vec<Gram>) {
    let Some(unit) = units.get(first) else { return };
    let longest = if unit.kind == UnitKind::Han { 4 } else { 3 };
    let mut whole = hash(b"");
    for (last, unit) in units.iter().enumerate().skip(first).take(longest) {
        whole = join(whole, unit.hash);
        found.push(Gram::new(GramKind::Near, whole, first, last));
        if last < first + 2 {
            found.push(Gram::new(GramKind::Crossed, join(whole, flags), first, last));
        }
    }
}

/// Concepts: alone, with the setting, and with the units beside them.
fn concepts(folded: &str, units: &[Unit], flags: u64, found: &mut Vec<Gram>) {
    for hit in Concepts::shipped().hits(folded, units) {
        let alone = join(hash(b"concept"), u64::from(hit.concept));
        let mut push = |whole, first, last| found.push(Gram::new(GramKind::Concept, whole, first, last));
        push(alone, hit.first, hit.last);
        push(join(alone, flags), hit.first, hit.last);
        for (before, unit) in units.iter().enumerate().take(hit.first).skip(hit.first.saturating_sub(BESIDE)) {
            push(join(join(hash(b"before"), unit.hash), alone), before, hit.last);
        }
        for (behind, unit) in units.iter().enumerate().skip(hit.last + 1).take(BESIDE) {
            push(join(join(hash(b"behind"), unit.hash), alone), hit.first, behind);
        }
    }
}

/// Character n-grams of a word.
fn inner(word: &str, unit: usize, found: &mut Vec<Gram>) {
    let mut chars: Vec<u64> = vec![u64::from('^')];
    chars.extend(word.chars().map(u64::from));
    chars.push(u64::from('$'));
    if chars.len() < INNER_WORD + 2 {
        return;
    }
    for start in 0..chars.len() {
        let mut whole = hash(b"inner");
        for (at, char) in chars[start..].iter().take(5).enumerate() {
            whole = join(whole, *char);
            if at >= 2 {
                found.push(Gram::new(GramKind::Inner, whole, unit, unit));
            }
        }
    }
}

impl Gram {
    /// The form of two neighbours.
    pub(crate) fn of_two(one: &Unit, other: &Unit) -> u32 {
        Self::new(GramKind::Near, join(join(hash(b""), one.hash), other.hash), 0, 1).hash
    }

    fn new(kind: GramKind, hash: u64, first: usize, last: usize) -> Self {
        let hash = join(hash, kind as u64);
        #[allow(clippy::cast_possible_truncation)] // the form is a fingerprint of 32 bits
        Self { kind, hash: (hash >> 32) as u32 ^ hash as u32, first, last }
    }
}

/// How much one n-gram of each kind counts: 1/√(n + 40) for n of its kind in the sentence.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn shares(grams: &[Gram]) -> [f32; 5] {
    GramKind::ALL.map(|kind| {
        let count = grams.iter().filter(|gram| gram.kind == kind).count();
        1.0 / (count as f32 + DAMPING).sqrt()
    })
}
