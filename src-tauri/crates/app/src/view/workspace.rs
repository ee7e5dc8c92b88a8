//! The open workspace and one draft of it.

use super::{Change, FieldReport};
use copydesk_domain::{Channel, Counts, Draft, Product, Revision, Surprisal};
use serde::{Deserialize, Serialize};

/// The open workspace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct WorkspaceView {
    /// Where its file is.
    pub path: String,
    /// Its file's name without the extension.
    pub name: String,
    /// Whether it is the sample workspace, as it came.
    pub sample: bool,
    /// How much it holds.
    pub counts: Counts,
    /// Version of Copydesk.
    pub version: String,
}

/// A draft, its history, and its product as it is now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct DraftView {
    /// The draft with its current text.
    pub draft: Draft,
    /// Every revision, the model's first.
    pub revisions: Vec<Revision>,
    /// The product now; none when it was deleted.
    pub product_now: Option<Product>,
    /// Its channel; none for copy without fields.
    pub channel: Option<Channel>,
    /// What was measured and found in its current text.
    pub report: FieldReport,
    /// What it was written from and that is different now.
    pub changes: Vec<Change>,
    /// How sure the model was of its words; none where the provider does not say.
    pub surprisal: Option<Surprisal>,
}

/// A draft that a bulk decision left as it was, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Undecided {
    /// The draft.
    pub draft: copydesk_domain::DraftId,
    /// Why it was left.
    pub problem: super::Problem,
}
