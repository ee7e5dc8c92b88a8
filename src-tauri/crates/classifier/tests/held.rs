//! Labelled sentences that the shipped weights were not trained on: every tenth block of twenty lines of each file in
//! `training`, by construction of `examples/train`.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_precision_loss)]

use copydesk_classifier::{About, suspicions};
use copydesk_domain::{Market, fold::is_han};
use serde::Deserialize;
use std::{fs, path::Path};

/// Lines of a block, and how many blocks there are for one that is held out: as in `examples/train/corpus.rs`.
const BLOCK: usize = 20;
const HELD_EVERY: usize = 10;
/// Least recall and most false alarms, for alphabetic and for Chinese text.
const BOUNDS: [(f64, f64); 2] = [(0.46, 0.02), (0.66, 0.02)];

#[derive(Deserialize)]
struct Line {
    text: String,
    market: Market,
    channel: String,
    expect: Vec<String>,
}

#[test]
fn what_was_not_trained_on() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("training");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    // of alphabetic and of Chinese text: innocent, flagged, claims, found
    let mut counts = [[0usize; 4]; 2];
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "jsonl")) {
        let text = fs::read_to_string(file).unwrap();
        for (at, line) in text.lines().filter(|line| !line.trim().is_empty()).enumerate() {
            if (at / BLOCK) % HELD_EVERY != HELD_EVERY - 1 {
                continue;
            }
            let line: Line = serde_json::from_str(line).unwrap();
            let chat = matches!(line.channel.as_str(), "chat" | "dialogue");
            let found = !suspicions(&line.text, &About { markets: &[line.market], chat }).is_empty();
            let count = &mut counts[usize::from(line.text.chars().any(is_han))];
            let at = if line.expect.is_empty() { 0 } else { 2 };
            count[at] += 1;
            count[at + 1] += usize::from(found);
        }
    }
    for ([innocent, flagged, claims, found], (recall, alarms)) in counts.into_iter().zip(BOUNDS) {
        println!("{found} of {claims} claims found, {flagged} of {innocent} innocent sentences flagged");
        assert!(found as f64 / claims as f64 >= recall);
        assert!(flagged as f64 / innocent as f64 <= alarms);
    }
}
