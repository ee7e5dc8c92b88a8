//! Decisions: what becomes a fact, and what the workspace asks of an approval.

use serde::{Deserialize, Serialize};

/// A claim that becomes a fact of its product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ClaimAcceptance {
    /// The claim's words.
    pub claim: String,
    /// What the fact is about, such as `Sold`.
    pub name: String,
    /// The fact.
    pub value: String,
    /// Who or what says so: a document, a measurement, a page.
    pub source: String,
}

/// What the workspace asks of an approval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct ApprovalRules {
    /// Another person than those who wrote the copy or asked for it approves.
    pub second_person: bool,
}
