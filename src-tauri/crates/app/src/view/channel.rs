//! Channels and the fields of a draft: what the window shows of them and asks about them.

use copydesk_checks::FieldLength;
use copydesk_domain::{BriefFields, Channel, Claim, DraftId, FieldValues, Finding, ProviderId, RunId, Timestamp};
use copydesk_grounding::SentenceBasis;
use serde::{Deserialize, Serialize};

/// A channel with what is shipped for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct ChannelView {
    /// The channel.
    pub channel: Channel,
    /// When its limits were read.
    pub dated: String,
    /// Its default brief in English.
    pub brief_en: BriefFields,
    /// Its default brief in Chinese.
    pub brief_zh: BriefFields,
    /// A worked example in English, for an empty preview.
    pub sample_en: FieldValues,
    /// A worked example in Chinese.
    pub sample_zh: FieldValues,
}

/// Fields as they stand in an editor, to be measured and checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct CheckRequest {
    /// The draft, for its product, voice and language.
    pub draft: DraftId,
    /// The fields; none checks the text alone.
    pub fields: Option<FieldValues>,
    /// The text of a draft without fields.
    pub text: String,
}

/// What was measured and found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct FieldReport {
    /// Length of every field and entry against its limit.
    pub lengths: Vec<FieldLength>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// What it claims, and how that stands to the facts.
    pub claims: Vec<Claim>,
    /// The facts and interests that its sentences rest on, by field.
    pub bases: Vec<FieldBasis>,
}

/// The facts and interests that the sentences of a text rest on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct FieldBasis {
    /// The field; empty for copy without fields.
    pub field: String,
    /// The entry of a list or the turn of a conversation.
    pub part: Option<u32>,
    /// Its sentences.
    pub sentences: Vec<SentenceBasis>,
}

/// What a rewrite does to the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "tool", rename_all = "snake_case")]
pub enum RewriteTool {
    /// Says the same in fewer words.
    Shorter,
    /// Says more of what the facts say.
    Longer,
    /// Another tone.
    Tone {
        /// In the person's words, such as `warmer`.
        tone: String,
    },
    /// Within the field's limit.
    FitLimit,
    /// Without what was found.
    FixFindings,
    /// Another first sentence.
    Opening,
    /// The whole field again, from the brief.
    Again,
}

/// Words to be said otherwise. The answer is a suggestion; nothing is changed by it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct RewriteRequest {
    /// The draft.
    pub draft: DraftId,
    /// The field; empty for a draft without fields.
    pub field: String,
    /// The entry of a list or the turn of a conversation.
    pub part: Option<u32>,
    /// The field's or the part's text as it stands in the editor.
    pub text: String,
    /// Only these words of it, as scalar values from and to; none for the whole.
    pub selection: Option<(u32, u32)>,
    /// What to do.
    pub tool: RewriteTool,
    /// Where; none is the workspace's default provider.
    pub provider: Option<ProviderId>,
}

/// A suggestion that is whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Suggestion {
    /// The words that would stand in place of the selection, or of the whole.
    pub text: String,
    /// What the field would then have.
    pub length: Option<FieldLength>,
    /// What would be found in it then.
    pub findings: Vec<Finding>,
    /// The model that wrote it.
    pub model: String,
}

/// Approved drafts, to be said again in another language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct LocaliseRequest {
    /// The drafts; those that are not approved are refused.
    pub drafts: Vec<DraftId>,
    /// The language, as a BCP 47 tag.
    pub language: String,
    /// Where; none is the workspace's default provider.
    pub provider: Option<ProviderId>,
}

/// An earlier version of a brief or a voice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct RecordVersion<T> {
    /// Counts from 1.
    pub version: u32,
    /// When it was saved.
    #[ts(type = "string")]
    pub saved_at: Timestamp,
    /// Who saved it; empty for what was shipped.
    pub by: String,
    /// What it said.
    pub fields: T,
}

/// A brief on the bench: tried on a product, nothing is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct TrialResult {
    /// The run that it was asked for by.
    pub run: RunId,
    /// What the model answered.
    pub text: String,
    /// Its fields; none without a channel or when the answer could not be read.
    pub fields: Option<FieldValues>,
    /// Why it could not be read.
    pub problem: Option<String>,
    /// What was measured and found.
    pub report: FieldReport,
    /// The model that wrote it.
    pub model: String,
    /// From sending to the last word, in milliseconds.
    #[ts(type = "number")]
    pub duration_ms: u64,
}
