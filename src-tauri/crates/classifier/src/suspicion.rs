//! Sentences that read like a claim.

use crate::{
    about::{About, Setting},
    gram::GramKind,
    model::{Model, Part, Weighed},
    reading::Reading,
    unit::{Unit, UnitKind, units},
};
use copydesk_domain::{fold::Folded, sentence::sentences};
use std::ops::Range;
use unicode_segmentation::GraphemeCursor;

/// Most n-grams that are named …
const NAMED: usize = 3;
/// … out of so many, by their own weight …
const CANDIDATES: usize = 24;
/// … when they have this share of what the first has.
const NAMED_SHARE: f32 = 0.35;

/// A sentence that reads like a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Suspicion {
    /// The family of claims that it reads like most, such as `medical`.
    pub family: &'static str,
    /// The words that weigh most, in bytes of the text, on borders of what is read as whole characters.
    pub range: Range<usize>,
    /// The probability that it is a claim of any family, 0 to 1, where two of five sentences are.
    pub probability: f32,
    /// Up to three runs of words that weigh most, the heaviest first, as they are written.
    pub words: Vec<String>,
}

/// The sentences of a text that read like a claim, by place: at most one family a sentence. Each sentence is judged
/// alone.
#[must_use]
pub fn suspicions(text: &str, about: &About<'_>) -> Vec<Suspicion> {
    let model = Model::shipped();
    let settings = about.settings();
    sentences(text).into_iter().filter_map(|sentence| judge(model, text, sentence, &settings)).collect()
}

fn judge(model: &Model<'static>, text: &str, sentence: Range<usize>, settings: &[Setting]) -> Option<Suspicion> {
    let words = &text[sentence.clone()];
    let folded = Folded::of(words);
    let units = units(&folded.text);
    let weigh = |setting: &Setting| Some((model.parts(&folded.text, &units, *setting, false)?.0, *setting));
    let (_, setting) = settings
        .iter()
        .filter_map(weigh)
        .filter(|(weighed, _)| weighed.margin >= 0.0)
        .max_by(|one, other| one.0.margin.total_cmp(&other.0.margin))?;
    let (weighed, parts) = model.parts(&folded.text, &units, setting, true)?;
    let Weighed { family, probability, .. } = weighed;
    let reading = Reading::of(&folded.text, &units);
    let known = |one: &Unit, other: &Unit| model.knows(one, other);
    let dense = reading.marked(densest(&units, &parts), &known);
    let within = |run: &Range<usize>| {
        let (first, last) = (units.get(run.start)?, units.get(run.end.checked_sub(1)?)?);
        Some(folded.original(first.range.start..last.range.end))
    };
    let place = within(&dense)?;
    let mut named: Vec<Range<usize>> = Vec::new();
    for run in telling(&units, &parts).into_iter().filter_map(|run| reading.named(run, &known)) {
        let apart = |other: &Range<usize>| run.end <= other.start || other.end <= run.start;
        if named.len() < NAMED && named.iter().all(apart) {
            named.push(run);
        }
    }
    if named.is_empty() {
        named.push(dense);
    }
    let words = named.iter().filter_map(|run| Some(words[within(run)?].to_owned())).collect();
    let range = bordered(text, sentence.start + place.start..sentence.start + place.end);
    Some(Suspicion { family: model.families().get(family)?, range, probability, words })
}

/// The smallest range on borders of grapheme clusters that holds a range of a text. It looks at the borders alone.
fn bordered(text: &str, range: Range<usize>) -> Range<usize> {
    let at_border = |at: usize| GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0) != Ok(false);
    let before = |at: usize| GraphemeCursor::new(at, text.len(), true).prev_boundary(text, 0).ok().flatten();
    let behind = |at: usize| GraphemeCursor::new(at, text.len(), true).next_boundary(text, 0).ok().flatten();
    let start = if at_border(range.start) { range.start } else { before(range.start).unwrap_or(0) };
    let end = if at_border(range.end) { range.end } else { behind(range.end).unwrap_or(text.len()) };
    start..end
}

/// The run of units whose weights stand out most from the sentence's mean.
fn densest(units: &[Unit], parts: &[Part]) -> Range<usize> {
    let mut weights = vec![0.0f32; units.len()];
    for part in parts {
        let (first, last) = (part.gram.first, part.gram.last);
        let ends = part.gram.kind == GramKind::Skip;
        #[allow(clippy::cast_precision_loss)] // a few units
        let share = part.weight / if ends { 2.0 } else { (last - first + 1) as f32 };
        for (at, weight) in weights.iter_mut().enumerate().take(last + 1).skip(first) {
            if !ends || at == first || at == last {
                *weight += share;
            }
        }
    }
    #[allow(clippy::cast_precision_loss)]
    let mean = weights.iter().sum::<f32>() / weights.len().max(1) as f32;
    let (mut best, mut most) = (0..weights.len(), f32::MIN);
    let (mut start, mut sum) = (0, 0.0);
    for (at, weight) in weights.iter().enumerate() {
        if sum <= 0.0 {
            (start, sum) = (at, 0.0);
        }
        sum += weight - mean;
        if sum > most {
            (best, most) = (start..at + 1, sum);
        }
    }
    best
}

/// The runs of units that weigh most with all that lies within them, the heaviest first, no two with a unit in common.
fn telling(units: &[Unit], parts: &[Part]) -> Vec<Range<usize>> {
    // a single Chinese character says too little to be named
    let telling = |part: &&Part| {
        let han = units.get(part.gram.first).is_some_and(|unit| unit.kind == UnitKind::Han);
        part.gram.kind == GramKind::Near && part.weight > 0.0 && (!han || part.gram.last > part.gram.first)
    };
    let mut runs: Vec<&Part> = parts.iter().filter(telling).collect();
    let place = |part: &Part| (part.gram.first, part.gram.last);
    runs.sort_by(|one, other| other.weight.total_cmp(&one.weight).then_with(|| place(one).cmp(&place(other))));
    runs.truncate(CANDIDATES);
    let value = |run: &Part| {
        let within = |part: &&Part| run.gram.first <= part.gram.first && part.gram.last <= run.gram.last;
        let sum: f32 = parts.iter().filter(within).map(|part| part.weight).sum();
        #[allow(clippy::cast_precision_loss)] // four units at most
        let length = (run.gram.last - run.gram.first + 1) as f32;
        (sum / length.sqrt(), run.gram.first..run.gram.last + 1)
    };
    let mut order: Vec<(f32, Range<usize>)> = runs.into_iter().map(value).collect();
    let place = |run: &Range<usize>| (run.start, run.end);
    order.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| place(&one.1).cmp(&place(&other.1))));
    let least = order.first().map_or(0.0, |(most, _)| most * NAMED_SHARE);
    let mut chosen: Vec<Range<usize>> = Vec::new();
    for (value, run) in order {
        let apart = |other: &Range<usize>| run.end <= other.start || other.end <= run.start;
        if value >= least && chosen.iter().all(apart) {
            chosen.push(run);
        }
    }
    chosen
}
