//! Learning a brand's voice from texts that have it.

use copydesk_domain::VoiceFields;
use serde::{Deserialize, Serialize};

/// Texts to learn from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct LearnRequest {
    /// Texts, or pages as HTML.
    pub samples: Vec<String>,
    /// Language that the proposal is written in, as a BCP 47 tag: that of the interface.
    pub language: String,
}

/// Why something is proposed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct VoiceEvidence {
    /// The field of the voice, such as `tones`.
    pub field: String,
    /// What is proposed.
    pub proposal: String,
    /// What was counted, in the language asked for.
    pub because: String,
}

/// A voice as the samples have it. Nothing is saved by it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct VoiceProposal {
    /// The proposal; its name and brand are empty.
    pub fields: VoiceFields,
    /// Why.
    pub evidence: Vec<VoiceEvidence>,
    /// Words that were read.
    pub words: u32,
}
