//! The vocabulary of one request to a model and of its answer, the same for every provider.

use crate::surprisal::TokenScore;
use serde::{Deserialize, Serialize};

/// Who speaks in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Standing instructions.
    System,
    /// The person's side.
    User,
    /// The model's side, in an example.
    Assistant,
}

/// One message of a chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Message {
    /// Who speaks.
    pub role: Role,
    /// What is said.
    pub content: String,
}

impl Message {
    /// A message of the given role.
    pub fn new(role: Role, content: impl Into<String>) -> Self {
        Self { role, content: content.into() }
    }
}

/// Everything that is sent for one draft, and nothing else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct PromptPayload {
    /// The messages in order; the last is the rendered brief.
    pub messages: Vec<Message>,
    /// The model's name at its provider; empty lets the provider choose.
    pub model: String,
    /// Most tokens to write.
    pub max_tokens: u32,
    /// Sampling temperature, 0 to 2.
    pub temperature: f32,
    /// Texts at which writing ends.
    pub stop: Vec<String>,
    /// Seed that reproduces an answer, where the provider honours it.
    #[ts(type = "number | null")]
    pub seed: Option<u64>,
    /// The JSON schema that the answer must keep to; none for copy without fields. A server that does not know schemas is
    /// asked without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(type = "unknown")]
    pub schema: Option<serde_json::Value>,
    /// Whether it may not leave this machine: a request to a server is then refused before a byte goes out.
    #[serde(default)]
    pub local_only: bool,
    /// Whether personal data in it is replaced before it goes out, and put back in the answer.
    #[serde(default)]
    pub masked: bool,
}

impl PromptPayload {
    /// The rendered brief itself: the last message.
    #[must_use]
    pub fn prompt(&self) -> &str {
        self.messages.last().map_or("", |message| message.content.as_str())
    }
}

/// Why a model stopped writing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum FinishReason {
    /// It was done, or met a stop text.
    Stop,
    /// Cut by the token limit.
    Length,
    /// Cut by the provider's content filter.
    ContentFilter,
    /// The person cancelled.
    Cancelled,
    /// Another word of the provider's.
    Other(String),
}

impl FinishReason {
    /// The word that is stored and shown by the command line.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Stop => "stop",
            Self::Length => "length",
            Self::ContentFilter => "content_filter",
            Self::Cancelled => "cancelled",
            Self::Other(word) => word,
        }
    }

    /// Reads the stored or the provider's word.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        match word {
            "stop" => Self::Stop,
            "length" => Self::Length,
            "content_filter" => Self::ContentFilter,
            "cancelled" => Self::Cancelled,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// Tokens as the provider counted them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct TokenUsage {
    /// Tokens read.
    pub prompt: u32,
    /// Tokens written.
    pub completion: u32,
}

/// A whole answer: it exists only when the protocol's own end was seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Completion {
    /// What the model wrote.
    pub text: String,
    /// Why it stopped.
    pub finish: FinishReason,
    /// Tokens, where the provider counted them.
    pub usage: Option<TokenUsage>,
    /// The model that answered, as it names itself.
    pub model: String,
    /// The provider's id of the request, for its support desk.
    pub request_id: Option<String>,
    /// Whether the model could not but keep to the schema that was sent.
    #[serde(default)]
    pub kept_to_schema: bool,
    /// Every token and how likely the model held it; empty where the provider does not say.
    #[serde(default)]
    #[ts(skip)]
    pub scores: Vec<TokenScore>,
}
