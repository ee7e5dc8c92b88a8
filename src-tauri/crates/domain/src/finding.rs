//! What a check found in a text.

use crate::channel::Words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Good to know.
    Advice,
    /// Asks for a source.
    Evidence,
    /// Asks for a person's word.
    Caution,
    /// Stands in the way of an approval.
    Ban,
}

/// Names a finding by its rule and its words, wherever they move within their field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct FindingPlace {
    /// The rule.
    pub rule: String,
    /// The field; empty for copy without fields.
    pub field: String,
    /// The words that the finding marks.
    pub text: String,
}

impl FindingPlace {
    /// The name of a finding.
    #[must_use]
    pub fn of(finding: &Finding) -> Self {
        Self { rule: finding.rule.clone(), field: finding.field.clone(), text: finding.text.clone() }
    }

    /// Whether a finding is meant.
    #[must_use]
    pub fn names(&self, finding: &Finding) -> bool {
        finding.rule == self.rule && finding.field == self.field && finding.text == self.text
    }
}

/// A finding: a rule and the place that it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Finding {
    /// The rule, such as `limit.hard`. The window has a sentence for each.
    pub rule: String,
    /// How serious.
    pub level: Level,
    /// The field, by its id; empty for a draft without fields.
    pub field: String,
    /// The entry of a list or the turn of a conversation, from 0.
    pub part: Option<u32>,
    /// First character of the place, in Unicode scalar values of the field's text or of its part.
    pub start: u32,
    /// The character behind it.
    pub end: u32,
    /// The words at that place.
    pub text: String,
    /// What the rule rests on: a vendor's page, a statute.
    pub basis: String,
    /// The finding in English.
    pub message: String,
    /// What the sentences of the rule need: lengths, limits, names.
    pub params: BTreeMap<String, String>,
    /// What to do, in English; empty when that is plain.
    pub suggestion: String,
    /// What a rule pack says in both languages of the interface; none for the rules that the window has sentences for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub words: Option<RuleWords>,
}

/// What a rule of a pack says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct RuleWords {
    /// The rule in a few words, such as “Absolute term”.
    pub name: Words,
    /// The statute or document and its article.
    pub basis: Words,
    /// What is wrong.
    pub message: Words,
    /// What to do.
    pub suggestion: Words,
}
