//! Taking copy out, for people.

use super::InterfaceLanguage;
use serde::{Deserialize, Serialize};

/// Which drafts go out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportFilter {
    /// Approved drafts.
    #[default]
    Approved,
    /// All drafts, with their state.
    All,
}

/// How conversations go out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum DialogueFormat {
    /// A saved reply a conversation, as CSV: name, subject, what the agent says.
    #[default]
    Macro,
    /// A question and its answer a row, as CSV.
    Faq,
    /// A conversation a line, as JSON messages for training.
    Training,
}

/// What to write where. The file's extension chooses XLSX or CSV.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct ExportRequest {
    /// Path of the file to write.
    pub path: String,
    /// Which drafts.
    pub filter: ExportFilter,
    /// Keys of the columns, in order; empty for the usual ones.
    pub columns: Vec<String>,
    /// Only drafts of this channel, a column a field; none for all drafts, a column for their text.
    pub channel: Option<String>,
    /// Language of the headers.
    pub language: InterfaceLanguage,
    /// Whether an existing file may be replaced.
    pub overwrite: bool,
}

/// A column that can go out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ExportColumnView {
    /// Key.
    pub key: String,
    /// Header in the language asked for.
    pub header: String,
    /// Whether it goes out unless said otherwise.
    pub usual: bool,
    /// Whether it must go out: the note that the text was drafted by AI.
    pub required: bool,
}

/// What would be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ExportPreview {
    /// Drafts that would go out.
    pub total: u64,
    /// Headers.
    pub headers: Vec<String>,
    /// The first rows.
    pub rows: Vec<Vec<String>>,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ExportResult {
    /// Where.
    pub path: String,
    /// Rows without the header.
    pub rows: u64,
    /// Size in bytes.
    pub bytes: u64,
}
