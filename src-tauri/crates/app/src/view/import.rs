//! Importing products and profiles: what is asked, what will be, what was.

use copydesk_sheet::RowProblem;
use serde::{Deserialize, Serialize};

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// Products, identified by their SKU.
    Products,
    /// Profiles, identified by their name.
    Profiles,
}

/// How to read a file; what is none is found out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct ReadOptionsView {
    /// Encoding label, such as `gb18030`.
    pub encoding: Option<String>,
    /// Separator: `,` `;` `|` or a tab.
    pub separator: Option<String>,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
}

/// What a column becomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ColumnTarget {
    /// A field's name (`sku`, `name`, `description`, `price`, `currency`, `category`, `brand`, `tags`, `language`; for
    /// profiles `name`, `interests`, `language`, `tone`, `notes`), `fact`, or `ignore`: left in the row only.
    pub field: String,
    /// Name of the fact, when the field is `fact`.
    pub fact: Option<String>,
}

/// A file, how to read it, and what its columns become.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ImportRequest {
    /// What the rows are.
    pub kind: ImportKind,
    /// Path of the file.
    pub path: String,
    /// How to read it.
    #[serde(default)]
    pub options: ReadOptionsView,
    /// One target a column; none guesses them from the headers.
    #[serde(default)]
    pub columns: Option<Vec<ColumnTarget>>,
}

/// A column of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ColumnView {
    /// Header.
    pub header: String,
    /// The first value in it that is not empty.
    pub example: String,
    /// What it becomes.
    pub target: ColumnTarget,
    /// Whether that was guessed from the header.
    pub guessed: bool,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A new record.
    Created,
    /// A stored record changes.
    Updated,
    /// The stored record has these values already.
    Unchanged,
    /// The row is refused.
    Rejected,
}

/// One field of a row, and what it was before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct CellChange {
    /// Field name, or a fact's own name.
    pub field: String,
    /// Stored value, when the row changes it.
    pub before: Option<String>,
    /// Value in the row.
    pub value: String,
}

/// A row of the preview.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct PreviewRow {
    /// Row number as a spreadsheet shows it.
    pub row: u64,
    /// What becomes of it.
    pub outcome: Outcome,
    /// Its fields in the order of the columns.
    pub cells: Vec<CellChange>,
    /// Why it is refused.
    pub problem: Option<RowProblem>,
    /// Fields with text that would rather be obeyed than read. Such a row is imported: it is data, and only said.
    pub suspicious: Vec<String>,
}

/// A product that came in with text which would rather be obeyed than read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct SuspiciousRow {
    /// Row number as a spreadsheet shows it.
    pub row: u64,
    /// The product.
    pub sku: String,
    /// The fields that hold it.
    pub fields: Vec<String>,
}

/// How many rows become what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ImportCounts {
    /// New records.
    pub created: u64,
    /// Changed records.
    pub updated: u64,
    /// Records that have these values already.
    pub unchanged: u64,
    /// Refused rows.
    pub rejected: u64,
    /// Approvals that fall because facts changed.
    pub reopened: u64,
    /// Products with text that would rather be obeyed than read.
    pub suspicious: u64,
}

/// What an import would do. Nothing is stored yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct ImportPreview {
    /// Name of the file.
    pub file: String,
    /// Kind of the file, such as `csv` or `xlsx`.
    pub format: String,
    /// The encoding it was read in; none for workbooks.
    pub encoding: Option<String>,
    /// The separator it was read with; none for workbooks.
    pub separator: Option<String>,
    /// The sheet that is read.
    pub sheet: Option<String>,
    /// All sheets of the workbook.
    pub sheets: Vec<String>,
    /// Columns.
    pub columns: Vec<ColumnView>,
    /// The first rows, and rejected rows from anywhere in the file.
    pub rows: Vec<PreviewRow>,
    /// What all rows become.
    pub counts: ImportCounts,
}

/// A refused row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Rejected {
    /// Row number as a spreadsheet shows it.
    pub row: u64,
    /// Why, in English.
    pub reason: String,
    /// Why, for the window to say in the person's language.
    pub problem: RowProblem,
}

/// What an import did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct ImportResult {
    /// New records.
    pub created: u64,
    /// Changed records.
    pub updated: u64,
    /// Records that had these values already.
    pub unchanged: u64,
    /// Refused rows, each with its number and reason.
    pub rejected: Vec<Rejected>,
    /// Approvals that fell because facts changed.
    pub reopened: u64,
    /// Products with text that would rather be obeyed than read, at most 200 of them.
    pub suspicious: Vec<SuspiciousRow>,
}
