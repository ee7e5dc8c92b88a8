//! The shipped samples are what a good draft looks like: nothing in them may stand in the way of an approval.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use copydesk_checks::{CheckInput, check};
use copydesk_domain::{Channel, FieldValues, Level};
use serde_json::Value;

const CHANNELS: &str = include_str!("../../../../assets/channels/channels.json");
const SAMPLES: &str = include_str!("../../../../assets/channels/samples.json");

/// Names and values of what a sample gives.
fn facts(sample: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
    let product = &sample["product"];
    let mut facts =
        vec![("Name".to_owned(), text(&product["name"])), ("Description".to_owned(), text(&product["description"]))];
    for fact in product["facts"].as_array().into_iter().flatten() {
        facts.push((text(&fact["name"]), text(&fact["value"])));
    }
    for policy in product["policies"].as_str().unwrap_or_default().lines() {
        let (name, value) = policy.split_once([':', '：']).unwrap();
        facts.push((name.to_owned(), value.to_owned()));
    }
    facts
}

#[test]
fn no_sample_has_a_ban() {
    let file: Value = serde_json::from_str(CHANNELS).unwrap();
    let channels: Vec<Channel> = serde_json::from_value(file["channels"].clone()).unwrap();
    let samples: Value = serde_json::from_str(SAMPLES).unwrap();
    let mut checked = 0;
    for sample in samples["samples"].as_array().unwrap() {
        let channel = channels.iter().find(|channel| sample["channel"] == channel.id.as_str()).unwrap();
        for (language, sample) in [("en", &sample["en"]), ("zh-CN", &sample["zh"])] {
            let values: FieldValues = serde_json::from_value(sample["fields"].clone()).unwrap();
            let facts = facts(sample);
            let input = CheckInput { channel, values: &values, language, keep: &[], voice: None, facts: &facts };
            let bans: Vec<_> = check(&input).into_iter().filter(|finding| finding.level == Level::Ban).collect();
            assert_eq!(bans, [], "{} {language} {facts:?}", channel.id);
            checked += 1;
        }
    }
    assert_eq!(checked, 2 * channels.len());
}
