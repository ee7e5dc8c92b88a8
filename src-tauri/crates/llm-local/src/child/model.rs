//! A model file in memory.

use crate::wire::{Failure, ModelCard};
use copydesk_domain::{Message, Role};
use llama_cpp_2::{
    llama_backend::LlamaBackend,
    model::{LlamaChatMessage, LlamaChatTemplate, LlamaModel, params::LlamaModelParams},
    token::LlamaToken,
};
use std::path::Path;

/// A loaded model and the engine it belongs to.
pub(super) struct Model {
    pub backend: LlamaBackend,
    pub model: LlamaModel,
    template: Option<LlamaChatTemplate>,
}

impl Model {
    /// Loads a model for writing.
    pub(super) fn load(file: &Path) -> Result<Self, String> {
        Self::open(file, LlamaModelParams::default())
    }

    /// Loads what is known about a model, without its weights.
    pub(super) fn vocabulary_only(file: &Path) -> Result<Self, String> {
        Self::open(file, LlamaModelParams::default().with_vocab_only(true))
    }

    fn open(file: &Path, params: LlamaModelParams) -> Result<Self, String> {
        let backend = LlamaBackend::init().map_err(|error| error.to_string())?;
        // llama.cpp says why on standard error, where the parent listens for the last words
        let model = LlamaModel::load_from_file(&backend, file, &params).map_err(|error| error.to_string())?;
        let template = model.chat_template(None).ok();
        Ok(Self { backend, model, template })
    }

    pub(super) fn card(&self, file: &Path) -> ModelCard {
        let meta = |key: &str| self.model.meta_val_str(key).ok().filter(|value| !value.is_empty());
        let own_name = || file.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let architecture = meta("general.architecture").unwrap_or_default();
        ModelCard {
            name: meta("general.name").unwrap_or_else(own_name),
            bytes: std::fs::metadata(file).map(|meta| meta.len()).unwrap_or_default(),
            // from the metadata: without weights llama.cpp leaves its own number at zero
            context: meta(&format!("{architecture}.context_length"))
                .and_then(|n| n.parse().ok())
                .unwrap_or_else(|| self.model.n_ctx_train()),
            chat_template: self.template.is_some(),
            architecture,
        }
    }

    /// The messages as the model reads them.
    pub(super) fn tokens(&self, messages: &[Message]) -> Result<Vec<LlamaToken>, Failure> {
        let tokens = self.model.vocab().tokenize(self.prompt(messages)?.as_bytes(), true, true);
        if tokens.is_empty() {
            return Err(Failure::Template { detail: "the prompt is empty".to_owned() });
        }
        Ok(tokens)
    }

    /// Whether what was computed for the beginning of one prompt holds for another. Recurrent layers keep a sum of all
    /// they read, and a sliding window may have let the beginning go.
    pub(super) fn shares_beginnings(&self) -> bool {
        let windowed = self.model.meta_val_str("general.architecture").is_ok_and(|architecture| {
            self.model.meta_val_str(&format!("{architecture}.attention.sliding_window")).is_ok()
        });
        !self.model.is_recurrent() && !self.model.is_hybrid() && !windowed
    }

    /// Bytes of keys and values for one token, in the 16-bit numbers that llama.cpp keeps them in.
    pub(super) fn bytes_per_token(&self) -> u64 {
        let width = u64::try_from(self.model.n_embd()).unwrap_or_default() / u64::from(self.model.n_head().max(1));
        2 * 2 * width * u64::from(self.model.n_head_kv()) * u64::from(self.model.n_layer())
    }

    /// The messages as one text: by the model's own chat template, else one after the other.
    fn prompt(&self, messages: &[Message]) -> Result<String, Failure> {
        let Some(template) = &self.template else {
            let texts: Vec<&str> = messages.iter().map(|message| message.content.as_str()).collect();
            return Ok(texts.join("\n\n"));
        };
        let failed = |detail: String| Failure::Template { detail };
        let chat = messages
            .iter()
            .map(|message| {
                let role = match message.role {
                    Role::System => "system",
                    Role::User => "user",
                    Role::Assistant => "assistant",
                };
                // a NUL would end the text in C
                LlamaChatMessage::new(role.to_owned(), message.content.replace('\0', ""))
            })
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| failed(error.to_string()))?;
        self.model.apply_chat_template(template, &chat, true).map_err(|error| failed(error.to_string()))
    }
}
