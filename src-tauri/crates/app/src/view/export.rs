//! Taking copy out, for people.

use super::InterfaceLanguage;
use copydesk_domain::Duty;
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

/// Where the AI label goes that a law or a platform asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum AiLabel {
    /// In a column of its own: the copy stays as it was approved, letter for letter.
    #[default]
    Column,
    /// In the text of the copy, on a line of its own; in the column where a channel has no text for it.
    Text,
    /// Nowhere: whoever publishes sees to it.
    None,
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
    /// Where the AI label goes.
    pub ai_label: AiLabel,
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

/// A duty to say that AI took part, and how many of the drafts it applies to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct DutyCount {
    /// The duty.
    pub duty: Duty,
    /// Drafts that it applies to.
    pub drafts: u64,
    /// Those that it asks a visible label for.
    pub labels: u64,
}

/// What would be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ExportPreview {
    /// Drafts that would go out.
    pub total: u64,
    /// Keys of the columns; the fields of a channel have their own.
    pub keys: Vec<String>,
    /// Headers.
    pub headers: Vec<String>,
    /// The first rows.
    pub rows: Vec<Vec<String>>,
    /// The duties to say that AI took part, for all drafts that would go out.
    pub duties: Vec<DutyCount>,
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
