//! Rule packs as the window shows them.

use copydesk_domain::{Level, Market, RuleWords, Words};
use copydesk_rules::{Override, OwnRule};
use serde::{Deserialize, Serialize};

/// A pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct PackView {
    /// Its id, such as `cn.absolute`.
    pub id: String,
    /// The day of its last change.
    pub version: String,
    /// What it is called.
    pub name: Words,
    /// Markets whose law it is; empty for all.
    pub markets: Vec<Market>,
    /// Product categories that it is about; empty for all.
    pub categories: Vec<String>,
    /// Whether it is for what is published, paid for or sent to many.
    pub advert: bool,
    /// Whether it is for a conversation with one customer.
    pub chat: bool,
    /// Documents that it rests on, with their dates.
    pub sources: Vec<String>,
    /// Whether it is on until a person says otherwise.
    pub on: bool,
    /// Its rules.
    pub rules: Vec<RuleView>,
}

/// A rule of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct RuleView {
    /// Its id.
    pub id: String,
    /// How serious a finding is, as the pack has it.
    pub level: Level,
    /// What it says.
    pub words: RuleWords,
    /// What it looks for.
    pub phrases: Vec<String>,
}

/// What a shop decides for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct RuleSettings {
    /// Rules and packs that are treated otherwise.
    pub changes: Vec<Override>,
    /// The brand's own rules.
    pub own: Vec<OwnRule>,
}

/// All packs, and what the shop decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct RulesView {
    /// The packs.
    pub packs: Vec<PackView>,
    /// What the shop decided.
    pub settings: RuleSettings,
}
