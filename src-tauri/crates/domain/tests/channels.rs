//! The shipped channels, briefs and samples fit together.
#![allow(clippy::unwrap_used, missing_docs)]

use copydesk_domain::{
    Channel,
    channel::{ChannelField, FieldRule, FieldShape, FieldValue, LimitKind, Speaker, Unit, Words, read_answer},
};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const IDS: [&str; 20] = [
    "product-page",
    "personalised",
    "email",
    "x",
    "instagram",
    "facebook",
    "threads",
    "linkedin",
    "tiktok",
    "pinterest",
    "xiaohongshu",
    "weibo",
    "wechat",
    "google-rsa",
    "meta-ad",
    "amazon",
    "taobao",
    "sms",
    "recommendation",
    "dialogue",
];

#[derive(Deserialize)]
struct Channels {
    dated: String,
    channels: Vec<Channel>,
}

#[derive(Deserialize)]
struct Briefs {
    dated: String,
    briefs: Vec<Both<Brief>>,
}

#[derive(Deserialize)]
struct Samples {
    samples: Vec<Both<Sample>>,
}

/// Something of a channel in both languages.
#[derive(Deserialize)]
struct Both<T> {
    channel: String,
    en: T,
    zh: T,
}

#[derive(Deserialize)]
struct Brief {
    template: String,
    system: String,
    max_tokens: u32,
}

#[derive(Deserialize)]
struct Sample {
    product: Product,
    fields: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
struct Product {
    name: String,
    description: String,
    facts: Vec<Fact>,
    #[serde(default)]
    policies: String,
}

#[derive(Deserialize)]
struct Fact {
    name: String,
    value: String,
}

fn channels() -> Vec<Channel> {
    let file: Channels = serde_json::from_str(include_str!("../../../../assets/channels/channels.json")).unwrap();
    assert_eq!(file.dated, "2026-11");
    file.channels
}

fn briefs() -> Vec<Both<Brief>> {
    let file: Briefs = serde_json::from_str(include_str!("../../../../assets/channels/briefs.json")).unwrap();
    assert_eq!(file.dated, "2026-11");
    file.briefs
}

fn samples() -> Vec<Both<Sample>> {
    let file: Samples = serde_json::from_str(include_str!("../../../../assets/channels/samples.json")).unwrap();
    file.samples
}

fn fields() -> Vec<(String, ChannelField)> {
    let of = |channel: Channel| {
        let id = channel.id;
        channel.fields.into_iter().map(move |field| (format!("{id}/{}", field.id), field))
    };
    channels().into_iter().flat_map(of).collect()
}

fn assert_said(place: &str, words: &Words) {
    for text in [&words.en, &words.zh] {
        assert!(!text.trim().is_empty(), "{place} is not in both languages");
        assert!(!text.contains(['!', '！']), "{place}: {text}");
    }
}

#[test]
fn every_channel_is_there_once_with_brief_and_sample() {
    let ids: Vec<String> = channels().into_iter().map(|channel| channel.id).collect();
    assert_eq!(ids, IDS);
    assert_eq!(briefs().into_iter().map(|brief| brief.channel).collect::<Vec<_>>(), IDS);
    assert_eq!(samples().into_iter().map(|sample| sample.channel).collect::<Vec<_>>(), IDS);
}

#[test]
fn every_channel_and_field_says_in_both_languages_what_it_is() {
    for channel in channels() {
        assert_said(&channel.id, &channel.name);
        assert_said(&channel.id, &channel.success);
        assert!(!channel.measures.is_empty(), "{}", channel.id);
        let ids: BTreeSet<&str> = channel.fields.iter().map(|field| field.id.as_str()).collect();
        assert_eq!(ids.len(), channel.fields.len(), "{} has a field twice", channel.id);
    }
    for (place, field) in fields() {
        assert_said(&place, &field.name);
        assert_said(&place, &field.purpose);
    }
}

#[test]
fn a_field_is_composed_of_written_fields() {
    for channel in channels() {
        let written: BTreeSet<&str> = channel.written().map(|field| field.id.as_str()).collect();
        for field in channel.fields.iter().filter(|field| !field.composed_of.is_empty()) {
            for id in &field.composed_of {
                assert!(written.contains(id.as_str()), "{}/{} of {id}", channel.id, field.id);
            }
            assert_eq!(field.shape, FieldShape::Text);
            let text = channel.field("text").unwrap();
            assert_eq!(text.hard(), field.hard(), "{}: a text alone is judged as well", channel.id);
        }
    }
}

#[test]
fn every_limit_and_rule_says_where_and_when_it_was_read() {
    let dated = |date: &str| {
        let Some((year, month)) = date.split_once('-') else { return false };
        year.len() == 4 && year.parse::<u32>().is_ok() && matches!(month.parse::<u32>(), Ok(1..=12))
    };
    for (place, field) in fields() {
        for limit in &field.limits {
            assert!(!limit.source.trim().is_empty() && dated(&limit.date), "{place}: {limit:?}");
            assert!(limit.min.unwrap_or(0) <= limit.value, "{place}: {limit:?}");
            if let Some(note) = &limit.note {
                assert_said(&place, note);
            }
            let list = matches!(field.shape, FieldShape::List { .. });
            assert!(list || (limit.unit != Unit::Items && !limit.together), "{place}: {limit:?}");
            // what a model is asked for must not be refused
            if let (FieldShape::List { min, max }, Unit::Items, LimitKind::Hard) = (field.shape, limit.unit, limit.kind)
            {
                assert!(min >= limit.min.unwrap_or(0) && max <= limit.value, "{place}: {limit:?}");
            }
        }
        for rule in &field.rules {
            let (FieldRule::ForbiddenCharacters { source, date, .. }
            | FieldRule::NoEmoji { source, date }
            | FieldRule::WordRepeat { source, date, .. }
            | FieldRule::Distinct { source, date }) = rule;
            assert!(!source.trim().is_empty() && dated(date), "{place}: {rule:?}");
        }
    }
}

#[test]
fn every_brief_asks_for_the_fields_in_json_and_keeps_its_system_text_short() {
    for brief in briefs() {
        for text in [&brief.en, &brief.zh] {
            assert!(text.template.contains("{{ fields }}"), "{}", brief.channel);
            assert!(text.template.contains("JSON") && text.system.contains("JSON"), "{}", brief.channel);
            assert!(text.template.contains("<product>\n") && text.template.contains("</product>\n"));
            assert!(text.system.split_whitespace().count() <= 60, "{}", brief.channel);
            assert!((100..=4000).contains(&text.max_tokens), "{}", brief.channel);
        }
    }
}

#[test]
fn every_sample_reads_back_and_leaves_no_required_field_out() {
    for (channel, sample) in channels().iter().zip(samples()) {
        for sample in [&sample.en, &sample.zh] {
            let answer = serde_json::to_string(&sample.fields).unwrap();
            let values = read_answer(channel, &answer).unwrap_or_else(|error| panic!("{}: {error}", channel.id));
            let written: BTreeSet<&str> = channel.written().map(|field| field.id.as_str()).collect();
            let given: BTreeSet<&str> = sample.fields.keys().map(String::as_str).collect();
            assert_eq!(given, written, "{}", channel.id);
            for field in channel.written() {
                let value = values.get(&field.id);
                assert!(value.is_some() || !field.required, "{}/{}", channel.id, field.id);
                let entries = match value {
                    Some(FieldValue::List(list)) => list.len(),
                    Some(FieldValue::Turns(turns)) => turns.len(),
                    _ => 0,
                };
                if let FieldShape::List { min, max } | FieldShape::Turns { min, max } = field.shape {
                    let entries = u32::try_from(entries).unwrap();
                    assert!((min..=max).contains(&entries), "{}/{}", channel.id, field.id);
                }
                for limit in &field.limits {
                    if let (Unit::Characters, Some(value), false) = (limit.unit, value, limit.together) {
                        let long = |part: &&str| part.chars().count() > limit.value as usize;
                        assert!(!value.parts().iter().any(long), "{}/{}: {value:?}", channel.id, field.id);
                    }
                }
            }
        }
    }
}

#[test]
fn every_sample_is_of_a_product_with_facts() {
    for sample in samples() {
        for sample in [&sample.en, &sample.zh] {
            let product = &sample.product;
            assert!(!product.name.is_empty() && !product.description.is_empty());
            assert!(!product.facts.is_empty() && product.facts.iter().all(|fact| !fact.value.is_empty()));
        }
    }
}

#[test]
fn the_sample_conversation_rests_on_facts_and_policies_and_asks_a_person_once() {
    let channels = channels();
    let channel = channels.iter().find(|channel| channel.id == "dialogue").unwrap();
    let samples = samples();
    let sample = samples.iter().find(|sample| sample.channel == "dialogue").unwrap();
    for sample in [&sample.en, &sample.zh] {
        let values = read_answer(channel, &serde_json::to_string(&sample.fields).unwrap()).unwrap();
        let FieldValue::Turns(turns) = &values["turns"] else { panic!("{values:?}") };
        let policies = sample.product.policies.lines().filter_map(|line| line.split([':', '：']).next());
        let facts = sample.product.facts.iter().map(|fact| fact.name.as_str());
        let names: BTreeSet<&str> = facts.chain(policies).collect();
        for (place, turn) in turns.iter().enumerate() {
            assert!(turn.basis.iter().all(|name| names.contains(name.as_str())), "{turn:?}");
            let customer = turn.speaker == Speaker::Customer;
            assert_eq!(customer, place % 2 == 0, "{turn:?}");
            assert_eq!(turn.basis.is_empty(), customer || turn.ask_person, "{turn:?}");
        }
        assert_eq!(turns.iter().filter(|turn| turn.ask_person).count(), 1);
    }
}
