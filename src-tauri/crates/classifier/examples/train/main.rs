//! Trains the weights from labelled sentences, and prints what weights find in sentences that they have not seen.
//!
//! `cargo run --release -p copydesk-classifier --example train -- FILES… --out assets/classifier/weights.bin`

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

use corpus::{Corpus, Item};
use learn::{Learnt, learn};
use report::{Judged, print, probability, threshold};
use std::{error::Error, fs};
use write::{Part, file};

/// Folds of the cross-validation.
const FOLDS: usize = 5;
/// Most of the innocent sentences that may be flagged out of fold.
const FALSE_ALARMS: f32 = 0.01;
/// How much each kind of n-gram counts.
const SCALES: [f32; 4] = [1.0, 0.5, 1.0, 0.5];

fn main() -> Result<(), Box<dyn Error>> {
    let mut files = Vec::new();
    let mut out = None;
    let mut by_file = false;
    let mut args = std::env::args().skip(1);
    while let Some(word) = args.next() {
        match word.as_str() {
            "--out" => out = args.next(),
            "--by-file" => by_file = true,
            _ => files.push(word),
        }
    }
    let mut corpus = Corpus::read(&files, SCALES)?;
    for (at, found) in ruled::ruled(&corpus.items)?.into_iter().enumerate() {
        corpus.items[at].ruled = found;
    }
    let features = corpus.hashes.len();
    let kept: Vec<&Item> = corpus.items.iter().filter(|item| !item.held()).collect();
    println!("{} texts, {} of them held out, {features} n-grams", corpus.items.len(), corpus.items.len() - kept.len());
    let script = |zh: bool| -> (Learnt, f32, (f32, f32)) {
        let items: Vec<&Item> = kept.iter().copied().filter(|item| item.zh == zh).collect();
        let folds = if by_file { files.len() } else { FOLDS };
        let fold = |item: &Item| if by_file { item.file } else { item.block % FOLDS };
        let mut judged = Vec::new();
        for at in 0..folds {
            let (test, rest): (Vec<&Item>, Vec<&Item>) = items.iter().partition(|item| fold(item) == at);
            if !test.is_empty() {
                let learnt = learn(&rest, features);
                judged.extend(test.into_iter().map(|item| {
                    let (family, score) = learnt.judge(item);
                    Judged { item, family, score }
                }));
            }
        }
        let chosen = threshold(&judged, FALSE_ALARMS);
        print(if zh { "zh" } else { "en" }, &judged, &corpus.files, chosen);
        (learn(&items, features), chosen, probability(&judged))
    };
    let found = [script(false), script(true)];
    if let Some(out) = out {
        let [en, zh] = &found;
        let bytes = file(
            [
                Part { learnt: &en.0, threshold: en.1, probability: en.2 },
                Part { learnt: &zh.0, threshold: zh.1, probability: zh.2 },
            ],
            &corpus.hashes,
            kept.len(),
        );
        println!("{out}: {} bytes", bytes.len());
        fs::write(out, bytes)?;
    }
    Ok(())
}
