//! The model on this machine.

use serde::{Deserialize, Serialize};

/// What the engine is doing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EngineView {
    /// The built-in model's file is not where it should be.
    Missing {
        /// Where it was looked for.
        path: String,
    },
    /// No model is in memory.
    Asleep,
    /// A model is being loaded.
    Loading,
    /// A model is in memory.
    Ready {
        /// Tokens a second of the last draft.
        tokens_per_second: Option<f32>,
    },
    /// A draft is being written.
    Writing,
}

/// A GGUF file that a person picked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct ModelFileView {
    /// Path.
    pub path: String,
    /// Name in the file's metadata, or the file's own.
    pub name: String,
    /// Architecture, such as `llama`.
    pub architecture: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Context it was trained for, in tokens.
    pub context: u32,
    /// Whether it brings a chat template.
    pub chat: bool,
}
