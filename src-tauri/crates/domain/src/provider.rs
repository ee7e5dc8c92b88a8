//! A provider: where drafts are written. Its key is not here and never will be.

use crate::{
    field::{FieldError, FieldProblem, Findings},
    id::ProviderId,
    product::FIELD_LIMIT,
};
use serde::{Deserialize, Serialize};

/// How to speak to a provider.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Protocol {
    /// A model file on this machine.
    #[default]
    Local,
    /// `POST {base}/chat/completions`, as OpenAI and its many compatible servers have it.
    OpenaiChat,
    /// `POST {base}/completions`, the older text interface.
    OpenaiCompletions,
}

impl Protocol {
    /// The word that is stored and that the command line takes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::OpenaiChat => "openai-chat",
            Self::OpenaiCompletions => "openai-completions",
        }
    }

    /// Reads the stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Local, Self::OpenaiChat, Self::OpenaiCompletions].into_iter().find(|p| p.as_str() == word)
    }
}

/// What a person types about a provider.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct ProviderFields {
    /// Name: identifies the provider.
    pub name: String,
    /// How to speak to it.
    pub protocol: Protocol,
    /// Address up to and including the version, such as `https://host/v1`; empty for a local file.
    pub base_url: String,
    /// Model name at the server, or the path of a GGUF file; empty for the built-in model.
    pub model: String,
}

impl ProviderFields {
    /// Checks every field on its own.
    ///
    /// # Errors
    /// Every field that is missing, too long or not an address.
    pub fn validate(&self) -> Result<(), Vec<FieldError>> {
        let mut findings = Findings::default();
        findings.required("name", &self.name);
        findings.text("name", &self.name, 200);
        findings.text("base_url", &self.base_url, FIELD_LIMIT);
        findings.text("model", &self.model, FIELD_LIMIT);
        if self.protocol != Protocol::Local {
            findings.required("base_url", &self.base_url);
            findings.required("model", &self.model);
            let address = self.base_url.trim();
            let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
            let whole = host.is_some_and(|h| !h.is_empty() && !h.starts_with('/') && !h.contains(char::is_whitespace));
            if !address.is_empty() && !whole {
                findings.push("base_url", FieldProblem::NotAnAddress);
            }
        }
        findings.into_result()
    }
}

/// A provider of the workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Provider {
    /// Identifier; also the keychain's account name.
    pub id: ProviderId,
    /// What the person typed.
    #[serde(flatten)]
    pub fields: ProviderFields,
    /// The model that comes with Copydesk: it can be used, not changed.
    pub built_in: bool,
}
