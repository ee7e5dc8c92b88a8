//! Decisions: which finding is meant, and what the workspace asks of an approval.

use copydesk_domain::{Finding, Waiver};
use serde::{Deserialize, Serialize};

/// Names a finding of a draft by its rule and its words.
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
    /// Whether a finding is meant.
    #[must_use]
    pub fn names(&self, finding: &Finding) -> bool {
        finding.rule == self.rule && finding.field == self.field && finding.text == self.text
    }

    /// Whether a waiver is about the finding that is meant.
    #[must_use]
    pub fn is_of(&self, waiver: &Waiver) -> bool {
        waiver.rule == self.rule && waiver.field == self.field && waiver.text == self.text
    }
}

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
