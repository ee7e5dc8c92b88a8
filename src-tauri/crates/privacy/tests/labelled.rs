//! Figures of the detection on lines written for it: `cargo test -p copydesk-privacy --test labelled -- --nocapture`.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "tests")]

use copydesk_privacy::{PersonalKind, personal_data};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Line {
    text: String,
    find: Vec<(PersonalKind, String)>,
}

/// Smallest share of personal data that has to be found whole.
const RECALL: f64 = 0.95;
/// Largest share of lines with something found that is none.
const FALSE_ALARMS: f64 = 0.02;

#[test]
fn what_is_found_in_labelled_lines() {
    let lines: Vec<Line> =
        include_str!("labelled.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.len() >= 150);
    let mut kinds: BTreeMap<PersonalKind, (u32, u32)> = BTreeMap::new();
    let mut alarms = 0;
    for line in &lines {
        let found = personal_data(&line.text);
        let scalars: Vec<char> = line.text.chars().collect();
        for data in &found {
            let there: String = scalars[data.start as usize..data.end as usize].iter().collect();
            assert_eq!(there, data.text);
        }
        for (kind, wanted) in &line.find {
            let whole = found.iter().any(|data| data.kind == *kind && data.text.contains(wanted.as_str()));
            let entry = kinds.entry(*kind).or_default();
            entry.0 += u32::from(whole);
            entry.1 += 1;
            if !whole {
                println!("missed {kind:?} “{wanted}” in “{}”: {found:?}", line.text);
            }
        }
        let wrong = found.iter().find(|data| {
            !line.find.iter().any(|(kind, wanted)| {
                data.kind == *kind && (data.text.contains(wanted.as_str()) || wanted.contains(data.text.as_str()))
            })
        });
        if let Some(wrong) = wrong {
            alarms += 1;
            println!("false alarm {wrong:?} in “{}”", line.text);
        }
    }
    let (found, all) = kinds.values().fold((0, 0), |(found, all), (one, of)| (found + one, all + of));
    for (kind, (found, all)) in &kinds {
        println!("{kind:?}: {found} of {all}");
    }
    let recall = f64::from(found) / f64::from(all);
    let alarmed = f64::from(alarms) / f64::from(u32::try_from(lines.len()).unwrap());
    println!("found {found} of {all} ({recall:.3}), false alarms in {alarms} of {} lines ({alarmed:.3})", lines.len());
    assert!(recall >= RECALL, "{recall}");
    assert!(alarmed <= FALSE_ALARMS, "{alarmed}");
}
