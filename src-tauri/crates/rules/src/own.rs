//! What a shop decides for itself: its own rules, and other levels for those of the packs.

use copydesk_domain::Level;
use serde::{Deserialize, Serialize};

/// A rule or a pack that this shop treats otherwise, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Override {
    /// A rule's id, or a pack's for all of its rules. An override of a rule goes before that of its pack.
    pub target: String,
    /// What applies instead.
    pub set: Setting,
    /// Why, for whoever asks later.
    pub reason: String,
}

/// What an override says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// The rules stay silent.
    Off,
    /// The rules apply as they are written, also those of a pack that is off.
    On,
    /// The rules apply with this level.
    Level(Level),
}

/// A rule of the brand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct OwnRule {
    /// `own.` and a word, such as `own.nickname`.
    pub id: String,
    /// How serious a finding is.
    pub level: Level,
    /// What it looks for, in the phrase language of the packs, without lists of their own.
    pub phrases: Vec<String>,
    /// What is wrong, in the brand's own language.
    pub message: String,
    /// What to do; may be empty.
    pub suggestion: String,
}
