//! What can go wrong with a file, a row or an export, in sentences that say what to do next.

use copydesk_domain::FieldError;
use serde::{Deserialize, Serialize};
use std::{io, path::PathBuf};

/// Why a whole file could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// The operating system refuses to open or read the file.
    #[error("“{file}” cannot be read ({source}). Check that it is still there and that you may open it.")]
    Unreadable {
        /// Name of the file.
        file: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// No bytes, or nothing but blank rows.
    #[error("“{file}” is empty. Choose a file with a header row and at least one row under it.")]
    Empty {
        /// Name of the file.
        file: String,
    },
    /// A header row and nothing under it.
    #[error("“{file}” has a header in row {row} and no rows under it, so there is nothing to import.")]
    HeaderOnly {
        /// Name of the file.
        file: String,
        /// Row number of the header.
        row: u64,
    },
    /// Another kind of file, whatever its name says.
    #[error("“{file}” is {found}, not a table. Save the table as XLSX or CSV and choose that file.")]
    NotATable {
        /// Name of the file.
        file: String,
        /// What the content is, with its article: `a PNG picture`.
        found: &'static str,
    },
    /// A spreadsheet that is cut off or broken inside.
    #[error(
        "“{file}” is damaged or incomplete ({message}). Open it in a spreadsheet program, save it again and choose the new file."
    )]
    Damaged {
        /// Name of the file.
        file: String,
        /// What the reader says.
        message: String,
    },
    /// The workbook asks for a password.
    #[error("“{file}” is protected by a password. Save a copy without password and choose that file.")]
    PasswordProtected {
        /// Name of the file.
        file: String,
    },
    /// More than is sensible to unpack.
    #[error(
        "“{file}” holds {megabytes} MB, {limit} MB are allowed for this kind of file. Split it, or save the sheet as CSV, which has no limit."
    )]
    TooLarge {
        /// Name of the file.
        file: String,
        /// Size found, in megabytes (10⁶ bytes); of a packed file the unpacked size.
        megabytes: u64,
        /// Size allowed, in megabytes.
        limit: u64,
    },
    /// The sheet asked for is not in the workbook.
    #[error("“{file}” has no sheet “{sheet}”. Its sheets are: {}.", sheets.join(", "))]
    UnknownSheet {
        /// Name of the file.
        file: String,
        /// Sheet asked for.
        sheet: String,
        /// Sheets that there are.
        sheets: Vec<String>,
    },
    /// The encoding asked for has no such name.
    #[error("“{label}” is not an encoding. Use a name such as UTF-8, GB18030 or Windows-1252.")]
    UnknownEncoding {
        /// Name asked for.
        label: String,
    },
    /// The separator asked for cannot separate columns.
    #[error("“{separator}” cannot separate columns. Use a comma, a semicolon, a tab or a vertical bar.")]
    UnknownSeparator {
        /// Separator asked for.
        separator: char,
    },
    /// The header row asked for is blank or past the end.
    #[error("“{file}” has nothing in row {row}, so it cannot be the header row.")]
    NoHeaderRow {
        /// Name of the file.
        file: String,
        /// Row asked for.
        row: u64,
    },
    /// A mapping made for another table.
    #[error("“{file}” has {columns} columns and the mapping has {targets}. Open the file again and map its columns.")]
    MappingWidth {
        /// Name of the file.
        file: String,
        /// Columns of the table.
        columns: usize,
        /// Columns of the mapping.
        targets: usize,
    },
    /// No column was chosen for something that every record needs.
    #[error("No column of “{file}” is chosen as {target}. Choose one in row {row} and import again.")]
    NoColumn {
        /// Name of the file.
        file: String,
        /// What is needed: `name`, or `sku`.
        target: &'static str,
        /// Row number of the header.
        row: u64,
    },
    /// Two columns were chosen for the same thing.
    #[error(
        "“{first}” and “{second}” are both chosen as {target}. Keep one and set the other to “left in the row only”."
    )]
    TargetTwice {
        /// What both are chosen as.
        target: &'static str,
        /// Header of the first column.
        first: String,
        /// Header of the second column.
        second: String,
    },
    /// An export would replace a file.
    #[error("“{path}” is already there. Choose another name, or agree to replace it.")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The folder to write to is not there.
    #[error("The folder “{folder}” is not there. Choose a folder that exists.")]
    FolderMissing {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder to write to may not be written to.
    #[error("You may not write to the folder “{folder}”. Choose another one.")]
    FolderReadOnly {
        /// The folder.
        folder: PathBuf,
    },
    /// No room for the export.
    #[error("The disk has no room for “{path}”. Free some space or choose another disk; nothing was left behind.")]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// Any other refusal to write.
    #[error("“{path}” could not be written ({source}). Nothing was left behind; try again or choose another folder.")]
    NotWritable {
        /// The file.
        path: PathBuf,
        /// What the operating system or the writer says.
        source: io::Error,
    },
    /// A text that no XLSX cell can hold whole.
    #[error(
        "Row {row}, column “{column}” has {length} characters and a spreadsheet cell holds {limit}. Shorten the text, or export as CSV, which has no limit."
    )]
    CellTooLong {
        /// Row in the exported file: the header is row 1.
        row: u64,
        /// Header of the column.
        column: String,
        /// Length in UTF-16 code units.
        length: usize,
        /// Units allowed.
        limit: usize,
    },
    /// More rows than a sheet holds.
    #[error(
        "A spreadsheet holds {limit} rows under its header. Export fewer rows, or export as CSV, which has no limit."
    )]
    TooManyRows {
        /// Rows allowed under the header.
        limit: u64,
    },
    /// A header or sheet name, or a number of columns, that the format does not take.
    #[error("The spreadsheet cannot be laid out this way: {message}.")]
    Layout {
        /// What does not fit.
        message: String,
    },
    /// The rows to export could not be had.
    #[error("The rows could not be read for the export: {0}")]
    Source(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Why one row was not imported. The window says it in the person's language; `Display` says it in English.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RowProblem {
    /// Fewer cells than the header.
    TooFewColumns {
        /// Cells of the row.
        found: usize,
        /// Columns of the header.
        expected: usize,
    },
    /// More filled cells than the header.
    TooManyColumns {
        /// Number of the last filled cell.
        found: usize,
        /// Columns of the header.
        expected: usize,
    },
    /// A quotation mark opens a cell and never closes it: what follows was swallowed by that cell.
    UnclosedQuote,
    /// Longer than any row can sensibly be.
    TooLong {
        /// Bytes allowed in one row.
        limit: usize,
    },
    /// Bytes that are no text in the file's encoding.
    NotInEncoding {
        /// Header of the column.
        column: String,
        /// Encoding that was used.
        encoding: String,
    },
    /// A NUL character inside a cell.
    NulCharacter {
        /// Header of the column.
        column: String,
    },
    /// An error value such as `#N/A` in a column that is imported.
    ErrorValue {
        /// Header of the column.
        column: String,
        /// The error value.
        value: String,
    },
    /// An earlier row has the same SKU.
    DuplicateSku {
        /// The SKU.
        sku: String,
        /// The row that has it.
        row: u64,
    },
    /// An earlier row has the same name (profiles).
    DuplicateName {
        /// The name.
        name: String,
        /// The row that has it.
        row: u64,
    },
    /// A later row of the same product is damaged; without it the product would be incomplete.
    DamagedContinuation {
        /// The damaged row.
        row: u64,
    },
    /// The file cannot be read on from here; no row after this one was read.
    Unreadable {
        /// What the reader says.
        message: String,
    },
    /// A field that is missing, too long or damaged.
    Field(FieldError),
}

impl std::fmt::Display for RowProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooFewColumns { found, expected } => write!(
                f,
                "The row has {found} columns of {expected}. A line break inside a cell may be missing its quotation marks."
            ),
            Self::TooManyColumns { found, expected } => write!(
                f,
                "The row has {found} columns, the header has {expected}. A separator inside a cell may be missing its quotation marks."
            ),
            Self::UnclosedQuote => write!(
                f,
                "A quotation mark opens a cell in this row and never closes. Close it, or write it twice; the rows after it were not read."
            ),
            Self::TooLong { limit } => write!(
                f,
                "The row is longer than {limit} bytes. A quotation mark may be missing; the rows after it were not read."
            ),
            Self::NotInEncoding { column, encoding } => {
                write!(f, "Column “{column}” holds bytes that are not {encoding} text. Choose the file's encoding.")
            }
            Self::NulCharacter { column } => {
                write!(f, "Column “{column}” holds a NUL character. Remove it and import the row again.")
            }
            Self::ErrorValue { column, value } => {
                write!(f, "Column “{column}” holds the error {value}. Mend its formula and import the row again.")
            }
            Self::DuplicateSku { sku, row } => write!(f, "SKU “{sku}” is already on row {row}."),
            Self::DuplicateName { name, row } => write!(f, "Name “{name}” is already on row {row}."),
            Self::DamagedContinuation { row } => {
                write!(
                    f,
                    "Row {row} belongs to this product and is damaged. Mend it, or the product would be incomplete."
                )
            }
            Self::Unreadable { message } => {
                write!(f, "The file cannot be read on from here ({message}); the rows after it were not read.")
            }
            Self::Field(error) => write!(f, "{error}."),
        }
    }
}

/// A row that was not imported, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct RejectedRow {
    /// Row number as a spreadsheet shows it.
    pub row: u64,
    /// Why.
    pub reason: RowProblem,
}

impl std::fmt::Display for RejectedRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Row {}: {}", self.row, self.reason)
    }
}
