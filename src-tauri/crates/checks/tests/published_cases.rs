//! The platforms' own test cases, where they are at hand: they are not part of the project.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use copydesk_checks::{SmsEncoding, Unit, count, sms, weighted_valid};
use std::path::PathBuf;

/// The text of a file of the folder that `COPYDESK_SHARED_DATA` names, else of the one beside the repository.
fn shared(name: &str) -> Option<String> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data");
    let folder = std::env::var_os("COPYDESK_SHARED_DATA").map_or_else(beside, PathBuf::from);
    let text = std::fs::read_to_string(folder.join(name)).ok();
    if text.is_none() {
        eprintln!("skipped: {name} is not here");
    }
    text
}

#[test]
fn messages_have_the_segments_that_twilio_counts() {
    let Some(text) = shared("sms_segment_vectors.json") else { return };
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    for case in file["cases"].as_array().unwrap() {
        let body = case["body"].as_str().unwrap();
        let message = sms(body);
        let encoding = if message.encoding == SmsEncoding::Gsm7 { "GSM-7" } else { "UCS-2" };
        assert_eq!(encoding, case["encoding"], "{}", case["desc"]);
        assert_eq!(message.segments, case["segments"], "{}", case["desc"]);
        assert_eq!(message.characters, case["characters"], "{}", case["desc"]);
        assert_eq!(count(body, Unit::Characters), case["unicode_scalars"], "{}", case["desc"]);
    }
}

#[test]
fn titles_of_xiaohongshu_have_their_length() {
    let Some(text) = shared("xhs_title_vectors.json") else { return };
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    for case in file["cases"].as_array().unwrap() {
        assert_eq!(count(case[0].as_str().unwrap(), Unit::XhsUnits), case[1], "{case}");
    }
}

/// A case of the conformance file: text, weighted length, whether valid.
struct Case {
    text: String,
    length: u32,
    valid: bool,
}

/// Reads the weighted sections. The file is regular enough to be read by line: a YAML reader for it alone is not worth
/// its place among the dependencies.
fn cases(file: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut weighted = false;
    let mut text = String::new();
    let mut length = 0;
    for line in file.lines() {
        if line.starts_with("  ") && !line.starts_with("   ") {
            weighted = line.trim_end().ends_with("CounterTest:");
        }
        let line = line.trim();
        if !weighted {
            continue;
        }
        if let Some(value) = line.strip_prefix("text: ") {
            text = unquoted(value);
        } else if let Some(value) = line.strip_prefix("weightedLength: ") {
            length = value.parse().unwrap();
        } else if let Some(value) = line.strip_prefix("valid: ") {
            cases.push(Case { text: std::mem::take(&mut text), length, valid: value == "true" });
        }
    }
    cases
}

/// A YAML scalar: in double quotes with its escapes, or plain.
fn unquoted(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) else {
        return value.trim_matches('\'').to_owned();
    };
    let mut text = String::new();
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        let digits = match characters.next().unwrap() {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            'n' => {
                text.push('\n');
                continue;
            }
            other => {
                text.push(other);
                continue;
            }
        };
        let hex: String = characters.by_ref().take(digits).collect();
        text.push(char::from_u32(u32::from_str_radix(&hex, 16).unwrap()).unwrap());
    }
    text
}

#[test]
fn posts_have_the_weighted_length_that_x_counts() {
    let Some(text) = shared("twittertext_validate.yml") else { return };
    let cases = cases(&text);
    assert!(cases.len() > 20, "{} cases were read", cases.len());
    // the first section is of version 2, where an emoji weighs what its characters weigh; version 3 has it again, discounted
    let holds = |at: usize| !cases[at + 1..].iter().any(|later| later.text == cases[at].text);
    for case in cases.iter().enumerate().filter_map(|(at, case)| holds(at).then_some(case)) {
        assert_eq!(count(&case.text, Unit::Weighted), case.length, "{}", case.text);
        assert_eq!(weighted_valid(&case.text), case.valid, "{}", case.text);
    }
}
