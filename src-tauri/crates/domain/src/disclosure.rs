//! What must be said about a machine's part in a copy: by which law or platform, in which words, where.
//!
//! Duties are data (`assets/disclosure`), dated and sourced. These functions say which of them apply to a copy and what
//! follows: a visible label, and marks for machines in the metadata of a file.

use crate::{
    channel::{Evidence, Words},
    market::Market,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// When a duty asks for a visible label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum LabelRule {
    /// For every copy that a model drafted.
    Always,
    /// Unless a person reviewed the copy and answers for it.
    Unreviewed,
    /// For none.
    Never,
}

/// Where a label stands in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum LabelPlace {
    /// On a line before it.
    Start,
    /// On a line behind it.
    #[default]
    End,
}

/// A mark that machines read in the metadata of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Marking {
    /// The field `AIGC` of GB 45438-2025.
    Aigc,
    /// IPTC's digital source type.
    DigitalSourceType,
}

/// Where a duty was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct DutySource {
    /// Title.
    pub title: String,
    /// Address.
    pub url: String,
    /// When it was read, as `2026-11`.
    pub read: String,
}

/// What a law or a platform asks; or that one asks nothing, with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Identifier such as `cn.label`.
    pub id: String,
    /// Name.
    pub name: Words,
    /// It applies to copy that is read here.
    #[serde(default)]
    pub markets: Vec<Market>,
    /// And to copy for these channels.
    #[serde(default)]
    pub channels: Vec<String>,
    /// Since when it holds.
    #[ts(type = "string")]
    pub since: Date,
    /// When it asks for a visible label.
    pub label: LabelRule,
    /// The label.
    #[serde(default)]
    pub words: Words,
    /// Where it stands in a text.
    #[serde(default)]
    pub place: LabelPlace,
    /// What the metadata of a file must say.
    #[serde(default)]
    pub metadata: Vec<Marking>,
    /// What a person does with the platform's own switch.
    #[serde(default)]
    pub declare: Option<Words>,
    /// The law or the rule.
    pub basis: Words,
    /// What else is to be known.
    pub note: Words,
    /// Where it was read.
    pub sources: Vec<DutySource>,
    /// How sure it is.
    pub evidence: Evidence,
}

/// The addresses of IPTC's digital source types (NewsCodes, `digitalsourcetype`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct SourceTypes {
    /// Of copy as the model wrote it.
    pub generated: String,
    /// Of copy that a person changed.
    pub edited: String,
}

/// All duties, and what is needed to keep them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Disclosures {
    /// The day of the last change.
    pub dated: String,
    /// IPTC's digital source types.
    pub source_types: SourceTypes,
    /// By channel the field that a label can stand in.
    pub fields: BTreeMap<String, String>,
    /// The duties, the weightier ones first.
    #[serde(rename = "duty")]
    pub duties: Vec<Duty>,
}

/// A copy as far as duties ask about it.
#[derive(Clone, Copy, Debug)]
pub struct DisclosureCase<'a> {
    /// Where it is read.
    pub markets: &'a [Market],
    /// The channel it is for; empty for copy without fields.
    pub channel: &'a str,
    /// The language of the copy, such as `zh-CN`.
    pub language: &'a str,
    /// Whether a person approved it and answers for it.
    pub reviewed: bool,
    /// The day on which it goes out.
    pub on: Date,
}

/// A visible label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its words in the language of the copy.
    pub words: String,
    /// Where it stands in a text.
    pub place: LabelPlace,
}

/// What a copy needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disclosure {
    /// The label; none where no duty asks for one.
    pub label: Option<Label>,
    /// What the metadata of its file must say.
    pub markings: BTreeSet<Marking>,
}

impl Duty {
    /// Whether it applies to a copy.
    #[must_use]
    pub fn applies(&self, case: &DisclosureCase<'_>) -> bool {
        let market = self.markets.iter().any(|market| case.markets.contains(market));
        let channel = self.channels.iter().any(|channel| channel == case.channel);
        case.on >= self.since && (market || channel)
    }

    /// Whether it asks for a visible label, for a copy to which it applies.
    #[must_use]
    pub fn asks_label(&self, reviewed: bool) -> bool {
        match self.label {
            LabelRule::Always => true,
            LabelRule::Unreviewed => !reviewed,
            LabelRule::Never => false,
        }
    }
}

impl Disclosures {
    /// Checks what a file can say wrong.
    ///
    /// # Errors
    /// The duty and what is wrong with it: a label without words, nothing that it applies to, an id that is not its own.
    pub fn validate(&self) -> Result<(), String> {
        let mut ids = BTreeSet::new();
        for duty in &self.duties {
            let id = &duty.id;
            let wordless = duty.words.en.trim().is_empty() || duty.words.zh.trim().is_empty();
            if duty.label != LabelRule::Never && wordless {
                return Err(format!("{id} asks for a label and has no words for it in both languages"));
            }
            if duty.markets.is_empty() && duty.channels.is_empty() {
                return Err(format!("{id} names neither a market nor a channel"));
            }
            if !ids.insert(id) {
                return Err(format!("{id} is there twice"));
            }
        }
        Ok(())
    }

    /// The duties that apply to a copy.
    pub fn applying<'a>(&'a self, case: &'a DisclosureCase<'a>) -> impl Iterator<Item = &'a Duty> {
        self.duties.iter().filter(|duty| duty.applies(case))
    }

    /// What a copy needs. Of several duties that ask for a label the first gives the words.
    #[must_use]
    pub fn required(&self, case: &DisclosureCase<'_>) -> Disclosure {
        let mut required = Disclosure::default();
        for duty in self.applying(case) {
            required.markings.extend(&duty.metadata);
            if required.label.is_none() && duty.asks_label(case.reviewed) {
                let words = duty.words.of(case.language).to_owned();
                required.label = Some(Label { words, place: duty.place });
            }
        }
        required
    }

    /// The digital source type of copy, by whether a person changed it.
    #[must_use]
    pub fn source_type(&self, edited: bool) -> &str {
        if edited { &self.source_types.edited } else { &self.source_types.generated }
    }

    /// The field of a channel that a label can stand in.
    #[must_use]
    pub fn text_field(&self, channel: &str) -> Option<&str> {
        self.fields.get(channel).map(String::as_str)
    }
}

impl Label {
    /// The text with the label on a line of its own; as it is when the label stands there already.
    #[must_use]
    pub fn on(&self, text: &str) -> String {
        let bare = text.trim();
        if bare.starts_with(&self.words) || bare.ends_with(&self.words) {
            return text.to_owned();
        }
        match self.place {
            LabelPlace::Start => format!("{}\n{text}", self.words),
            LabelPlace::End => format!("{text}\n{}", self.words),
        }
    }
}

/// The value of the metadata field `AIGC` (GB 45438-2025, annex E): content that is generated, for certain, by whom, and
/// under which number. The reserved codes and the propagator are for who passes it on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Aigc {
    /// `1`: it is generated. `2` would be "possibly", `3` "suspected".
    pub label: &'static str,
    /// Who made it: the shop, never a person.
    pub content_producer: String,
    /// The number under which who made it finds it again.
    #[serde(rename = "ProduceID")]
    pub produce_id: String,
    /// For a seal of who made it.
    pub reserved_code1: &'static str,
    /// Who passes it on.
    pub content_propagator: &'static str,
    /// The number under which who passes it on finds it again.
    #[serde(rename = "PropagateID")]
    pub propagate_id: &'static str,
    /// For a seal of who passes it on.
    pub reserved_code2: &'static str,
}

impl Aigc {
    /// Of copy that `producer` made under the number `id`.
    #[must_use]
    pub fn of(producer: &str, id: &str) -> Self {
        Self {
            label: "1",
            content_producer: producer.trim().to_owned(),
            produce_id: id.to_owned(),
            reserved_code1: "",
            content_propagator: "",
            propagate_id: "",
            reserved_code2: "",
        }
    }
}
