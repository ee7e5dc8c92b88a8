//! Sentences that people labelled, judged as a person would judge them: by everything, on the command line. The rules alone have
//! a test of their own beside them (`crates/rules/tests/labelled.rs`).
//!
//! `cargo test -p copydesk-tests labelled -- --nocapture` prints the table.

use copydesk_tests::{
    binaries,
    cli::{Cli, text},
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Fewest claims found, and most innocent sentences flagged, of each language. What was measured at first sight stands in the
/// README of the packs.
const FLOORS: [(&str, f64, f64); 2] = [("en", 0.78, 0.02), ("zh", 0.82, 0.02)];

#[derive(Deserialize)]
struct Line {
    text: String,
    lang: String,
    market: String,
    channel: String,
    expect: Vec<String>,
}

#[derive(Deserialize)]
struct Judged {
    findings: Vec<Found>,
}

#[derive(Deserialize)]
struct Found {
    rule: String,
    level: String,
}

#[derive(Default)]
struct Tally {
    claims: f64,
    found: f64,
    innocent: f64,
    flagged: f64,
}

#[test]
fn claims_that_nobody_tuned_on_are_found_and_innocent_sentences_pass() {
    let file = binaries::repository().join("tests/labelled/third.jsonl");
    let lines = std::fs::read_to_string(file).unwrap();
    let mut groups: BTreeMap<(String, String), Vec<Line>> = BTreeMap::new();
    for line in lines.lines() {
        let line: Line = serde_json::from_str(line).unwrap();
        groups.entry((line.market.clone(), line.channel.clone())).or_default().push(line);
    }
    let cli = Cli::default();
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for ((market, channel), group) in &groups {
        let texts: Vec<&str> = group.iter().map(|line| line.text.as_str()).collect();
        let file = cli.file("lines.txt", texts.join("\n"));
        let answer = cli.ok(&["check", "--market", market, "--channel", channel, "--lines", text(&file)]).lines();
        assert_eq!(answer.len(), group.len(), "a line of JSON for each line of text");
        for (line, judged) in group.iter().zip(answer) {
            let judged: Judged = serde_json::from_value(judged).unwrap();
            // what a whole email lacks says nothing about a sentence of it
            let asks = |found: &Found| found.level != "advice" && !found.rule.starts_with("email.");
            let flagged = f64::from(u8::from(judged.findings.iter().any(asks)));
            let tally = tallies.entry(line.lang.clone()).or_default();
            if line.expect.is_empty() {
                tally.innocent += 1.0;
                tally.flagged += flagged;
            } else {
                tally.claims += 1.0;
                tally.found += flagged;
            }
        }
    }
    for (language, least, most) in FLOORS {
        let Tally { claims, found, innocent, flagged } = &tallies[language];
        let (recall, false_alarms) = (found / claims, flagged / innocent);
        println!("{language}: recall {recall:.3} of {claims}, false alarms {false_alarms:.3} of {innocent}");
        assert!(recall >= least, "{language}: recall {recall:.3}");
        assert!(false_alarms <= most, "{language}: false alarms {false_alarms:.3}");
    }
}
