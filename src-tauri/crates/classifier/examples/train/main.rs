//! Trains the weights from labelled sentences, and prints what weights find in sentences that they have not seen.
//!
//! `cargo run --release -p copydesk-classifier --example train -- FILES… --out assets/classifier/weights.bin`
//!
//! It leaves out blocks of lines, and then a whole file at a time: what wording of another hand would meet. The
//! thresholds are of the latter.

#![allow(
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    missing_docs
)]

mod corpus;
mod learn;
mod report;
mod ruled;
mod svm;
mod write;

use copydesk_classifier::{GramKind, Model};
use copydesk_domain::{fold::fold, sentence::sentences};
use corpus::{Corpus, Item};
use learn::{Learnt, learn};
use report::{FALSE_ALARMS, Judged, print, probability, threshold};
use std::{error::Error, fs, ops::Range};
use write::{Part, file};

/// Folds of the cross-validation.
const FOLDS: usize = 5;

/// Prints what the weights find in the held out texts, before they were rounded and after.
fn compare(items: &[Item], scripts: [&Script; 2], model: &Model<'_>) {
    for (name, script, zh) in [("en", scripts[0], false), ("zh", scripts[1], true)] {
        let mut counts = [[0usize; 3]; 2];
        for item in items.iter().filter(|item| item.held() && item.zh == zh) {
            let count = &mut counts[usize::from(!item.families.is_empty())];
            let score = script.learnt.scores(item).into_iter().fold(f32::MIN, f32::max);
            let weigh = |range: Range<usize>| model.weigh(&fold(&item.text[range]), item.setting);
            let found = sentences(&item.text).into_iter().filter_map(weigh).any(|weighed| weighed.margin >= 0.0);
            count[0] += 1;
            count[1] += usize::from(score >= script.threshold);
            count[2] += usize::from(found);
        }
        let [[innocent, flagged, flagged_by_file], [claims, found, found_by_file]] = counts;
        println!(
            "{name}, held out: {found} of {claims} claims found, {found_by_file} by the file; {flagged} of {innocent} innocent texts flagged, {flagged_by_file} by the file"
        );
    }
}

/// The weights of a script, the threshold and the probability.
struct Script {
    learnt: Learnt,
    threshold: f32,
    probability: (f32, f32),
}

/// Each text by weights that were learnt without its fold.
fn judge<'a>(
    items: &[&'a Item],
    kinds: &[GramKind],
    folds: usize,
    fold_of: impl Fn(&Item) -> usize,
) -> Vec<Judged<'a>> {
    let mut judged = Vec::new();
    for at in 0..folds {
        let (test, rest): (Vec<&Item>, Vec<&Item>) = items.iter().partition(|item| fold_of(item) == at);
        if !test.is_empty() {
            let learnt = learn(&rest, kinds);
            judged.extend(test.into_iter().map(|item| Judged::of(item, &learnt.scores(item))));
        }
    }
    judged
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut files = Vec::new();
    let mut out = None;
    let mut args = std::env::args().skip(1);
    while let Some(word) = args.next() {
        match word.as_str() {
            "--out" => out = args.next(),
            _ => files.push(word),
        }
    }
    let mut corpus = Corpus::read(&files)?;
    for (at, found) in ruled::ruled(&corpus.items)?.into_iter().enumerate() {
        corpus.items[at].ruled = found;
    }
    let kept: Vec<&Item> = corpus.items.iter().filter(|item| !item.held()).collect();
    println!(
        "{} texts, {} of them held out, {} n-grams",
        corpus.items.len(),
        corpus.items.len() - kept.len(),
        corpus.hashes.len()
    );
    let script = |zh: bool| -> Script {
        let items: Vec<&Item> = kept.iter().copied().filter(|item| item.zh == zh).collect();
        let name = if zh { "zh" } else { "en" };
        let blocks = judge(&items, &corpus.kinds, FOLDS, |item| item.block % FOLDS);
        let by_files = judge(&items, &corpus.kinds, files.len(), |item| item.file);
        let chosen = threshold(&by_files, FALSE_ALARMS);
        print(&format!("{name}, blocks"), &blocks, &corpus.files, chosen);
        print(&format!("{name}, files"), &by_files, &corpus.files, chosen);
        Script { learnt: learn(&items, &corpus.kinds), threshold: chosen, probability: probability(&by_files) }
    };
    let (en, zh) = (script(false), script(true));
    if let Some(out) = out {
        let bytes = file(
            [
                Part { learnt: &en.learnt, threshold: en.threshold, probability: en.probability },
                Part { learnt: &zh.learnt, threshold: zh.threshold, probability: zh.probability },
            ],
            &corpus.hashes,
            kept.len(),
        );
        println!("{out}: {} bytes", bytes.len());
        let model = Model::read(&bytes).ok_or("the file cannot be read")?;
        compare(&corpus.items, [&en, &zh], &model);
        fs::write(out, bytes)?;
    }
    Ok(())
}
