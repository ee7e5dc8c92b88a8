//! What was found out of fold.

use crate::corpus::{FAMILIES, Item};
use std::collections::BTreeMap;

/// Most of the innocent sentences that may be flagged when their file was left out.
pub const FALSE_ALARMS: f32 = 0.018;

/// A text that was judged by weights that had not seen it.
#[derive(Clone, Copy)]
pub struct Judged<'a> {
    pub item: &'a Item,
    /// The likeliest family and its score.
    pub family: usize,
    pub score: f32,
}

impl<'a> Judged<'a> {
    pub fn of(item: &'a Item, scores: &[f32]) -> Self {
        let best = scores.iter().copied().enumerate().max_by(|one, other| one.1.total_cmp(&other.1));
        let (family, score) = best.unwrap_or((0, f32::MIN));
        Self { item, family, score }
    }
}

/// The lowest threshold at which at most a share of the innocent texts are flagged.
pub fn threshold(judged: &[Judged<'_>], share: f32) -> f32 {
    let mut innocent: Vec<f32> =
        judged.iter().filter(|one| one.item.families.is_empty()).map(|one| one.score).collect();
    innocent.sort_by(|one, other| other.total_cmp(one));
    let most = (innocent.len() as f32 * share) as usize;
    // between the last that may be flagged and the first that may not
    let below = innocent.get(most).copied().unwrap_or(0.0);
    match most.checked_sub(1).and_then(|last| innocent.get(last)) {
        Some(above) => f32::midpoint(*above, below),
        None => below + 0.05,
    }
}

/// Share of claims found and of innocent texts flagged.
pub fn rates(judged: &[Judged<'_>], threshold: f32) -> (f32, f32) {
    let share = |claims: bool| {
        let all: Vec<&Judged<'_>> = judged.iter().filter(|one| one.item.families.is_empty() != claims).collect();
        all.iter().filter(|one| one.score >= threshold).count() as f32 / all.len().max(1) as f32
    };
    (share(true), share(false))
}

/// Recall in per cent, averaged over false alarms of 0.25 to 5 %.
fn average(judged: &[Judged<'_>]) -> f32 {
    let recall = |step: u8| rates(judged, threshold(judged, f32::from(step) * 0.0025)).0;
    (1..=20).map(recall).sum::<f32>() / 20.0 * 100.0
}

/// Recall and false alarms when the threshold for each file is chosen on the other files.
fn nested(judged: &[Judged<'_>], share: f32, files: usize) -> (f32, f32) {
    let mut counts = [[0usize; 2]; 2];
    for file in 0..files {
        let (own, others): (Vec<Judged<'_>>, Vec<Judged<'_>>) =
            judged.iter().copied().partition(|one| one.item.file == file);
        let chosen = threshold(&others, share);
        for one in own {
            let count = &mut counts[usize::from(one.item.families.is_empty())];
            count[0] += 1;
            count[1] += usize::from(one.score >= chosen);
        }
    }
    let [recall, alarms] = counts.map(|[all, flagged]| flagged as f32 / all.max(1) as f32);
    (recall, alarms)
}

/// Files that the phrase rules were written on: together with them they say nothing.
const KNOWN_TO_RULES: [&str; 2] = ["dev", "second"];

/// Prints what the rules find alone and together with the classifier.
fn print_union(judged: &[Judged<'_>], files: &[String], chosen: f32) {
    let new: Vec<&Judged<'_>> =
        judged.iter().filter(|one| !KNOWN_TO_RULES.contains(&files[one.item.file].as_str())).collect();
    let share = |claims: bool, found: &dyn Fn(&Judged<'_>) -> bool| {
        let of: Vec<&&Judged<'_>> = new.iter().filter(|one| one.item.families.is_empty() != claims).collect();
        of.iter().filter(|one| found(one)).count() as f32 / of.len().max(1) as f32 * 100.0
    };
    let line = |name: &str, found: &dyn Fn(&Judged<'_>) -> bool| {
        println!("  {name:10} recall {:5.1} %, false alarms {:4.2} %", share(true, found), share(false, found));
    };
    line("rules", &|one| one.item.ruled);
    line("classifier", &|one| one.score >= chosen);
    line("both", &|one| one.item.ruled || one.score >= chosen);
}

/// Slope and offset of a logistic curve through the scores (Platt 1999), by Newton's method.
pub fn probability(judged: &[Judged<'_>]) -> (f32, f32) {
    let (mut slope, mut offset) = (1.0f64, 0.0f64);
    for _ in 0..50 {
        let (mut g, mut h) = ([0.0f64; 2], [[1e-6f64, 0.0], [0.0, 1e-6]]);
        for one in judged {
            let x = f64::from(one.score);
            let p = 1.0 / (1.0 + (-(slope * x + offset)).exp());
            let error = f64::from(u8::from(!one.item.families.is_empty())) - p;
            g[0] += error * x;
            g[1] += error;
            let w = p * (1.0 - p);
            h[0][0] += w * x * x;
            h[0][1] += w * x;
            h[1][1] += w;
        }
        let d = h[0][0] * h[1][1] - h[0][1] * h[0][1];
        slope += (g[0] * h[1][1] - g[1] * h[0][1]) / d;
        offset += (g[1] * h[0][0] - g[0] * h[0][1]) / d;
    }
    println!("probability: slope {slope:.3}, offset {offset:.3}");
    (slope as f32, offset as f32)
}

/// Prints recall and false alarms for several thresholds, by file, and recall by family.
pub fn print(name: &str, judged: &[Judged<'_>], files: &[String], chosen: f32) {
    let (recall, alarms) = rates(judged, chosen);
    println!(
        "{name}: {} texts; at {chosen:.3} {:.1} % found, {:.2} % false alarms",
        judged.len(),
        recall * 100.0,
        alarms * 100.0
    );
    for share in [0.005, 0.01, 0.018, 0.02, 0.03, 0.05] {
        let threshold = threshold(judged, share);
        let (recall, alarms) = rates(judged, threshold);
        println!("  threshold {threshold:6.3}: recall {:5.1} %, false alarms {:4.2} %", recall * 100.0, alarms * 100.0);
    }
    let (recall, alarms) = nested(judged, FALSE_ALARMS, files.len());
    println!("  threshold of the other files: {:.1} % found, {:.2} % false alarms", recall * 100.0, alarms * 100.0);
    println!("  average of 0.25 to 5 %: {:.2} %", average(judged));
    print_union(judged, files, chosen);
    let mut by_file: BTreeMap<&str, Vec<&Judged<'_>>> = BTreeMap::new();
    let mut by_family: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for one in judged {
        by_file.entry(files[one.item.file].as_str()).or_default().push(one);
        for family in &one.item.families {
            let [all, found, right] = by_family.entry(FAMILIES[*family]).or_default();
            *all += 1;
            *found += usize::from(one.score >= chosen);
            *right += usize::from(one.score >= chosen && one.item.families.contains(&one.family));
        }
    }
    for (file, found) in by_file {
        let count = |claim: bool| found.iter().filter(|one| one.item.families.is_empty() != claim).count();
        let hit = |claim: bool| {
            found.iter().filter(|one| one.item.families.is_empty() != claim && one.score >= chosen).count()
        };
        println!("  {file}: {} of {} claims, {} of {} innocent", hit(true), count(true), hit(false), count(false));
    }
    for (family, [all, found, right]) in by_family {
        println!("  {family:16} {all:4} claims, {found:4} found, {right:4} as this family");
    }
}
