//! A problem as it reaches a person.

use copydesk_domain::FieldError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What went wrong, to what, and what to do next. The window says it in the person's language by `code` and `params`;
/// `message` is the same in English, for the command line and for codes the window does not know.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Problem {
    /// Stable name, such as `key_refused`.
    pub code: String,
    /// The sentence in English.
    pub message: String,
    /// Values that the sentence names, such as `host`.
    pub params: BTreeMap<String, String>,
    /// The provider's own words, if it gave any.
    pub words: Option<String>,
    /// Fields of a form that are wrong.
    pub fields: Vec<FieldError>,
}

impl Problem {
    /// A problem without further values.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), ..Self::default() }
    }

    /// Adds a value that the sentence names.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}
