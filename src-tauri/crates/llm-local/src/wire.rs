//! What parent and child say to each other: one JSON object a line, over the child's standard input and output.

use copydesk_domain::{FinishReason, PromptPayload, TokenScore};
use serde::{Deserialize, Serialize};

/// What is known about a model file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelCard {
    /// Name in the file's metadata, else the file's own.
    pub name: String,
    /// Architecture, such as `llama`.
    pub architecture: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Context the model was trained for, in tokens.
    pub context: u32,
    /// Whether it brings a chat template. Without one the messages are written one after the other as plain text.
    pub chat_template: bool,
}

/// From the parent.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub(crate) enum Ask {
    /// Write one draft.
    Complete {
        /// Counts up; answers carry it.
        id: u64,
        /// What to write from.
        payload: PromptPayload,
    },
    /// Stop within a token.
    Cancel {
        /// The draft to stop.
        id: u64,
    },
}

/// From the child.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "tell", rename_all = "snake_case")]
pub(crate) enum Tell {
    /// The model is loaded.
    Ready {
        /// What it is.
        card: ModelCard,
    },
    /// The model could not be loaded; the child ends.
    Unloadable {
        /// llama.cpp's or the system's words.
        detail: String,
    },
    /// Words.
    Text {
        /// The draft.
        id: u64,
        /// Whole characters.
        text: String,
    },
    /// The draft is whole.
    Done {
        /// The draft.
        id: u64,
        /// Why it ended.
        finish: FinishReason,
        /// Tokens of the prompt.
        prompt_tokens: u32,
        /// Those of them that had to be read; the rest was taken over from a draft that begins alike.
        prompt_evaluated: u32,
        /// Tokens written.
        completion_tokens: u32,
        /// Time from the end of the prompt to the end of the draft, in microseconds.
        writing_us: u64,
        /// The tokens written, and how likely the model held each.
        scores: Vec<TokenScore>,
    },
    /// The draft failed; the child goes on.
    Failed {
        /// The draft.
        id: u64,
        /// Why.
        failure: Failure,
    },
}

impl Tell {
    /// The draft that is spoken of.
    pub(crate) fn id(&self) -> Option<u64> {
        match self {
            Self::Ready { .. } | Self::Unloadable { .. } => None,
            Self::Text { id, .. } | Self::Done { id, .. } | Self::Failed { id, .. } => Some(*id),
        }
    }
}

/// Why one draft failed.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Failure {
    /// The prompt and the draft do not fit the model.
    PromptTooLong {
        /// Tokens of the prompt.
        tokens: u32,
        /// Tokens of the model's context.
        limit: u32,
    },
    /// The model's chat template cannot be applied.
    Template {
        /// llama.cpp's words.
        detail: String,
    },
    /// The answer cannot be kept to its schema.
    Schema {
        /// llama.cpp's words.
        detail: String,
    },
    /// No memory for the context.
    NoMemory,
    /// Anything else.
    Other {
        /// llama.cpp's words.
        detail: String,
    },
}
