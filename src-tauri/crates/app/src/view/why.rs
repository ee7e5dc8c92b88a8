//! Why a draft says what it says.

use serde::{Deserialize, Serialize};

/// A thing that a draft was written from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ChangeOf {
    /// Its product.
    Product,
    /// Another product that it is about.
    Companion,
    /// Its profile.
    Profile,
    /// Its brief.
    Brief,
    /// The brand's voice.
    Voice,
}

/// What is different now from when a draft was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Change {
    /// Which kind of thing.
    pub of: ChangeOf,
    /// Its name, as it was.
    pub name: String,
    /// The field, such as `price` or `interests`, or a fact's own name; empty when the thing is gone.
    pub field: String,
    /// What it said; entries of a list a line.
    pub before: String,
    /// What it says now.
    pub after: String,
    /// The thing was deleted.
    pub gone: bool,
}
