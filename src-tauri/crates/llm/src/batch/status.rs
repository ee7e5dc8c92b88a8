//! How far a batch is.

use super::failure;
use crate::{codec::ProviderError, endpoint::Endpoint, error::CallError};
use copydesk_domain::Timestamp;
use serde_json::{Value, json};

/// Where a batch stands (OpenAI, “Batch API”, “Check the status of a batch”, 2026-11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BatchState {
    /// Its file is being read. Nothing is carried out yet.
    Validating,
    /// Its requests are being carried out.
    InProgress,
    /// Its results are being put together.
    Finalizing,
    /// Every request has its result, a draft or an error.
    Completed,
    /// It was refused as a whole.
    Failed,
    /// Its time was over. What was carried out until then is billed and has its result.
    Expired,
    /// Somebody cancelled it, and what is under way ends; at most ten minutes.
    Cancelling,
    /// It was cancelled. What was carried out until then is billed and has its result.
    Cancelled,
}

impl BatchState {
    const ALL: [Self; 8] = [
        Self::Validating,
        Self::InProgress,
        Self::Finalizing,
        Self::Completed,
        Self::Failed,
        Self::Expired,
        Self::Cancelling,
        Self::Cancelled,
    ];

    /// The provider's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Validating => "validating",
            Self::InProgress => "in_progress",
            Self::Finalizing => "finalizing",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Expired => "expired",
            Self::Cancelling => "cancelling",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads the provider's word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Whether it stays so: no more results come.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Expired | Self::Cancelled)
    }
}

/// How many requests of a batch are where; all 0 until its file was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BatchCounts {
    /// Requests in the file.
    pub total: u64,
    /// With a draft.
    pub completed: u64,
    /// With an error.
    pub failed: u64,
}

/// Something that the provider has against a batch as a whole. Its words are shown only through [`BatchStatus::failure`],
/// which takes a repeated key out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchProblem {
    /// The provider's code, such as `invalid_json_line`; may be empty.
    pub code: String,
    /// The provider's words; may be empty.
    pub message: String,
    /// Line of the file, from 1, where one is to blame.
    pub line: Option<u64>,
}

impl BatchProblem {
    pub(crate) fn error(&self) -> ProviderError {
        ProviderError { message: self.message.clone(), code: self.code.clone(), kind: String::new() }
    }
}

/// What a provider says about a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchStatus {
    /// The provider's id, never empty.
    pub id: String,
    /// Where it stands.
    pub state: BatchState,
    /// The id of the file with the requests; empty where the provider does not repeat it.
    pub input_file: String,
    /// The id of the file with the drafts, once there is one.
    pub output_file: Option<String>,
    /// The id of the file with the requests that failed, once there is one.
    pub error_file: Option<String>,
    /// How many requests are where.
    pub counts: BatchCounts,
    /// What the provider has against it as a whole; so a batch that failed is explained.
    pub errors: Vec<BatchProblem>,
    /// When its time is over: requests that were not carried out by then expire.
    pub expires_at: Option<Timestamp>,
}

impl BatchStatus {
    /// Whether no more results come.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.state.is_over()
    }

    /// Why nothing of the batch was carried out, when it [failed](BatchState::Failed): the account is out of credit
    /// (`no_credit`), the model is unknown (`unknown_model`), too much waits already (`batch_queue_full`), or the file is
    /// refused (`batch_refused`). None in every other state.
    #[must_use]
    pub fn failure(&self, endpoint: &Endpoint, model: &str) -> Option<CallError> {
        (self.state == BatchState::Failed).then(|| failure::refused(endpoint, model, &self.errors))
    }
}

/// What is written on a batch, so that it can be found again when the answer to its submission was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchTag {
    /// The campaign's run; at most 512 characters (OpenAI, API reference, “Create batch”, `metadata`).
    pub run: String,
    /// The batch within it; at most 512 characters.
    pub batch: String,
}

const RUN: &str = "copydesk_run";
const BATCH: &str = "copydesk_batch";

impl BatchTag {
    pub(crate) fn metadata(&self) -> Value {
        json!({ RUN: self.run, BATCH: self.batch })
    }

    /// Whether this batch, as its provider describes it, has this tag.
    pub(crate) fn is_on(&self, batch: &Value) -> bool {
        let has = |key: &str, value: &str| batch["metadata"][key].as_str() == Some(value);
        has(RUN, &self.run) && has(BATCH, &self.batch)
    }
}
