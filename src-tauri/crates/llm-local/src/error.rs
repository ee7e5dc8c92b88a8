//! What can go wrong on this machine, in sentences that say what to do next.

use std::path::PathBuf;

/// Why the engine wrote no draft.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    /// The model file is not there.
    #[error("The model file {} is not there. Choose another in Settings, Models and keys; the built-in one is fetched by “make model”.", file.display())]
    NotFound {
        /// The file.
        file: PathBuf,
    },
    /// The file is no GGUF model, or a broken one.
    #[error("{} cannot be used as a model ({detail}). Choose a whole GGUF file.", file.display())]
    NotAModel {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
    /// Not enough memory.
    #[error("There is not enough memory for {}. Close other programs, or choose a smaller model file.", file.display())]
    NoMemory {
        /// The file.
        file: PathBuf,
    },
    /// The prompt does not fit the model.
    #[error(
        "The prompt has {tokens} tokens, and with the words to write it does not fit the model's {limit}. Shorten the description or the brief, or lower the token limit."
    )]
    PromptTooLong {
        /// Tokens of the prompt.
        tokens: u32,
        /// Tokens of the model's context.
        limit: u32,
    },
    /// The model's chat template cannot be applied.
    #[error("The model's chat template cannot be applied ({detail}). Choose another model file.")]
    Template {
        /// llama.cpp's words.
        detail: String,
    },
    /// The answer cannot be kept to its schema.
    #[error("The model cannot be kept to the fields of this channel ({detail}). Choose another model file.")]
    Schema {
        /// llama.cpp's words.
        detail: String,
    },
    /// The child process ended.
    #[error(
        "The engine stopped in the middle ({detail}). The next draft starts it again; if it stops again, choose another model file."
    )]
    Died {
        /// How it ended, and its last words.
        detail: String,
    },
    /// The child process could not be started.
    #[error("The engine could not be started: {detail}.")]
    NotStarted {
        /// The system's words.
        detail: String,
    },
}

impl EngineError {
    /// A stable name for the window.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "model_missing",
            Self::NotAModel { .. } => "not_a_model",
            Self::NoMemory { .. } => "no_memory",
            Self::PromptTooLong { .. } => "prompt_too_long",
            Self::Template { .. } => "template_missing",
            Self::Schema { .. } => "schema_refused",
            Self::Died { .. } => "engine_died",
            Self::NotStarted { .. } => "engine_not_started",
        }
    }

    /// The values that the sentence names.
    #[must_use]
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotFound { file } | Self::NoMemory { file } => vec![("path", file.display().to_string())],
            Self::NotAModel { file, detail } => vec![("path", file.display().to_string()), ("detail", detail.clone())],
            Self::PromptTooLong { tokens, limit } => vec![("tokens", tokens.to_string()), ("limit", limit.to_string())],
            Self::Template { detail }
            | Self::Schema { detail }
            | Self::Died { detail }
            | Self::NotStarted { detail } => {
                vec![("detail", detail.clone())]
            }
        }
    }
}
