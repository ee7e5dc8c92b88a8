//! A table from any file: delimited text in any encoding, a workbook, or a JSON list.
//!
//! Delimited text and XLSX are read row by row, so memory does not grow with the file.

mod delimited;
mod json;
mod sniff;
mod workbook;

use crate::error::{RejectedRow, RowProblem, SheetError};
use encoding_rs::{Encoding, GB18030, GBK};
use serde::{Deserialize, Serialize};
use sniff::Content;
use std::{
    collections::HashMap,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};
use workbook::Workbook;

/// How to read a file. What is `None` is detected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct ReadOptions {
    /// Encoding of a delimited text, by any name of the WHATWG standard: `utf-8`, `gb18030`, `windows-1252`.
    pub encoding: Option<String>,
    /// Separator of a delimited text: `,` `;` TAB or `|`.
    pub separator: Option<char>,
    /// Sheet of a workbook; by default the first one that is not hidden.
    pub sheet: Option<String>,
    /// Row that names the columns, counted from 1.
    pub header_row: Option<u64>,
}

/// The kind of a file, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Delimited text.
    Csv,
    /// Excel workbook since 2007.
    Xlsx,
    /// Excel workbook before 2007.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// JSON list of objects.
    Json,
}

/// Something a person should know about a file that was opened all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// The name promises another kind of file; the content was believed.
    NamedOtherwise {
        /// Ending of the name.
        extension: String,
        /// What the content is.
        content: Kind,
    },
    /// Several columns have the same header; columns are mapped by position, so each can be chosen.
    DuplicateHeader {
        /// The header.
        header: String,
        /// Numbers of its columns, counted from 1.
        columns: Vec<usize>,
    },
}

/// What is known about a table before its rows are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Opened {
    /// Name of the file, without its folder.
    pub file_name: String,
    /// Kind of the file.
    pub kind: Kind,
    /// Encoding that was used, for delimited text.
    pub encoding: Option<String>,
    /// Separator that was used, for delimited text.
    pub separator: Option<char>,
    /// Sheets of a workbook that are not hidden.
    pub sheets: Vec<String>,
    /// Sheet that was opened.
    pub sheet: Option<String>,
    /// Row of the header, counted from 1.
    pub header_row: u64,
    /// Headers, exactly as in the file.
    pub headers: Vec<String>,
    /// What a person should know.
    pub notices: Vec<Notice>,
}

/// An open table.
pub struct Table {
    path: PathBuf,
    opened: Opened,
    source: Source,
}

enum Source {
    Delimited { encoding: &'static Encoding, skip: usize, separator: char },
    Workbook(Workbook),
    Json(Vec<RawRow>),
}

/// A row as it is in the file: as many cells as the header has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Record {
    /// Row number as a spreadsheet shows it: the header counts, a line break inside a cell does not.
    pub row: u64,
    /// The cells, in the header's order.
    pub cells: Vec<String>,
}

/// A row before it is compared with the header.
#[derive(Clone)]
struct RawRow {
    row: u64,
    cells: Vec<String>,
    flaw: Option<Flaw>,
}

/// What the reader of a format finds wrong with a row.
#[derive(Clone)]
enum Flaw {
    NotInEncoding { column: usize },
    UnclosedQuote,
    TooLong { limit: usize },
    Unreadable { message: String },
}

/// Opens a table and reads its header.
///
/// # Errors
/// When the file cannot be read, is no table, is damaged, locked, too large, or has no row under its header; and when
/// the options name an encoding, separator, sheet or row that there is not.
pub fn open(path: &Path, options: &ReadOptions) -> Result<Table, SheetError> {
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let unreadable = |source| SheetError::Unreadable { file: file.clone(), source };
    let mut input = File::open(path).map_err(unreadable)?;
    let mut sample = Vec::new();
    input.by_ref().take(sniff::SAMPLE).read_to_end(&mut sample).map_err(unreadable)?;
    if sample.is_empty() {
        return Err(SheetError::Empty { file });
    }
    let mut opened = Opened {
        file_name: file.clone(),
        kind: Kind::Csv,
        encoding: None,
        separator: None,
        sheets: Vec::new(),
        sheet: None,
        header_row: 0,
        headers: Vec::new(),
        notices: Vec::new(),
    };
    let source = match sniff::content(&sample, &file)? {
        content @ (Content::Zip | Content::Ole) => {
            let open = if content == Content::Zip { workbook::open_zip } else { workbook::open_ole };
            let book = open(path, &file, options.sheet.as_deref())?;
            opened.kind = book.kind;
            opened.sheets = book.sheets;
            opened.sheet = Some(book.sheet);
            Source::Workbook(book.workbook)
        }
        Content::Json => {
            opened.kind = Kind::Json;
            let length = input.metadata().map_err(unreadable)?.len();
            workbook::limit(&file, length, json::FILE_LIMIT)?;
            input.read_to_end(&mut sample).map_err(unreadable)?;
            let rows =
                json::rows(&sample).map_err(|e| SheetError::Damaged { file: file.clone(), message: e.to_string() })?;
            Source::Json(rows)
        }
        Content::Text => {
            let (mut encoding, mut skip) = sniff::encoding(&sample, &mut input).map_err(unreadable)?;
            if let Some(label) = &options.encoding {
                let chosen = Encoding::for_label(label.as_bytes())
                    .ok_or_else(|| SheetError::UnknownEncoding { label: label.clone() })?;
                let chosen = if chosen == GBK { GB18030 } else { chosen };
                skip = if chosen == encoding { skip } else { 0 };
                encoding = chosen;
            }
            let (text, _) = encoding.decode_without_bom_handling(sample.get(skip..).unwrap_or_default());
            let hint = delimited::separator_line(text.as_bytes());
            let separator = match (options.separator, hint) {
                (Some(separator), _) | (None, Some((separator, _))) => separator,
                (None, None) => sniff::separator(&text),
            };
            if !sniff::SEPARATORS.contains(&separator) {
                return Err(SheetError::UnknownSeparator { separator });
            }
            opened.encoding = Some(encoding.name().to_owned());
            opened.separator = Some(separator);
            Source::Delimited { encoding, skip, separator }
        }
    };
    drop(sample);
    let mut table = Table { path: path.to_owned(), opened, source };
    table.find_header(options.header_row)?;
    table.opened.notices = notices(&table.opened, path);
    Ok(table)
}

impl Table {
    /// What is known about the table.
    #[must_use]
    pub fn opened(&self) -> &Opened {
        &self.opened
    }

    /// The rows under the header, from the first. Blank rows are left out.
    ///
    /// # Errors
    /// When the file can no longer be read.
    pub fn rows(&mut self) -> Result<Rows<'_>, SheetError> {
        let (raw, opened) = self.raw_rows()?;
        Ok(Rows { raw, opened })
    }

    fn raw_rows(&mut self) -> Result<(RawRows<'_>, &Opened), SheetError> {
        let file = &self.opened.file_name;
        let rows: RawRows<'_> = match &mut self.source {
            Source::Delimited { encoding, skip, separator } => Box::new(
                delimited::DelimitedRows::open(&self.path, encoding, *skip, *separator)
                    .map_err(|source| SheetError::Unreadable { file: file.clone(), source })?,
            ),
            Source::Workbook(workbook) => workbook.rows(file)?,
            Source::Json(rows) => Box::new(rows.iter().cloned()),
        };
        Ok((rows, &self.opened))
    }

    /// Finds the header, and makes sure that there is a row under it.
    fn find_header(&mut self, wanted: Option<u64>) -> Result<(), SheetError> {
        let file = self.opened.file_name.clone();
        let (mut rows, _) = self.raw_rows()?;
        let header = match wanted {
            Some(row) => rows
                .find(|raw| raw.row >= row)
                .filter(|raw| raw.row == row && !raw.is_blank())
                .ok_or_else(|| SheetError::NoHeaderRow { file: file.clone(), row })?,
            None => {
                let first: Vec<RawRow> = rows.by_ref().take(sniff::SAMPLE_ROWS).collect();
                let cells: Vec<_> = first.iter().map(|raw| raw.cells.clone()).collect();
                let at = sniff::header(&cells);
                let mut first = first.into_iter().skip(at.unwrap_or(0));
                let header = first.next();
                rows = Box::new(first.chain(rows));
                match header {
                    Some(RawRow { flaw: Some(flaw), row, .. }) if at.is_none() => {
                        let reason = flaw.problem("", "");
                        return Err(SheetError::Damaged { file, message: format!("row {row}: {reason}") });
                    }
                    Some(header) if at.is_some() => header,
                    _ => return Err(SheetError::Empty { file }),
                }
            }
        };
        if !rows.any(|raw| raw.flaw.is_some() || !raw.is_blank()) {
            return Err(SheetError::HeaderOnly { file, row: header.row });
        }
        drop(rows);
        let mut headers = header.cells;
        while headers.last().is_some_and(|header| header.trim().is_empty()) {
            headers.pop();
        }
        self.opened.header_row = header.row;
        self.opened.headers = headers;
        Ok(())
    }
}

fn notices(opened: &Opened, path: &Path) -> Vec<Notice> {
    let mut notices = Vec::new();
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let fits = match extension.as_str() {
        "csv" | "tsv" | "tab" | "txt" => opened.kind == Kind::Csv,
        "xlsx" | "xlsm" | "xltx" => opened.kind == Kind::Xlsx,
        "xls" => opened.kind == Kind::Xls,
        "ods" => opened.kind == Kind::Ods,
        "json" => opened.kind == Kind::Json,
        _ => true,
    };
    if !fits {
        notices.push(Notice::NamedOtherwise { extension, content: opened.kind });
    }
    let mut seen: HashMap<&str, Vec<usize>> = HashMap::new();
    for (header, column) in opened.headers.iter().zip(1..) {
        if !header.trim().is_empty() {
            seen.entry(header.trim()).or_default().push(column);
        }
    }
    let mut twice: Vec<_> = seen.into_iter().filter(|(_, columns)| columns.len() > 1).collect();
    twice.sort_by(|a, b| a.1.cmp(&b.1));
    notices.extend(
        twice.into_iter().map(|(header, columns)| Notice::DuplicateHeader { header: header.to_owned(), columns }),
    );
    notices
}

type RawRows<'a> = Box<dyn Iterator<Item = RawRow> + Send + 'a>;

/// The rows of a table: see [`Table::rows`].
pub struct Rows<'a> {
    raw: RawRows<'a>,
    opened: &'a Opened,
}

impl<'a> Rows<'a> {
    /// The table that the rows are of.
    pub(crate) fn opened(&self) -> &'a Opened {
        self.opened
    }

    /// The next row that is not blank, with what is wrong with it. A damaged row may have fewer or more cells than the
    /// header.
    pub(crate) fn next_judged(&mut self) -> Option<(Record, Option<RowProblem>)> {
        let opened = self.opened;
        let mut raw =
            self.raw.by_ref().find(|raw| raw.row > opened.header_row && (raw.flaw.is_some() || !raw.is_blank()))?;
        let problem = raw.judge(opened);
        Some((Record { row: raw.row, cells: raw.cells }, problem))
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Record, RejectedRow>;

    fn next(&mut self) -> Option<Self::Item> {
        let (record, problem) = self.next_judged()?;
        Some(match problem {
            Some(reason) => Err(RejectedRow { row: record.row, reason }),
            None => Ok(record),
        })
    }
}

impl RawRow {
    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// Brings the row to the header's width and says what is wrong with it.
    fn judge(&mut self, opened: &Opened) -> Option<RowProblem> {
        let expected = opened.headers.len();
        let column = |at: usize| header_name(&opened.headers, at);
        if let Some(flaw) = self.flaw.take() {
            let name = if let Flaw::NotInEncoding { column: at } = flaw { column(at) } else { String::new() };
            return Some(flaw.problem(&name, opened.encoding.as_deref().unwrap_or_default()));
        }
        if let Some(at) = self.cells.iter().position(|cell| cell.as_bytes().contains(&0)) {
            return Some(RowProblem::NulCharacter { column: column(at) });
        }
        let filled = self.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |at| at + 1);
        if filled > expected {
            return Some(RowProblem::TooManyColumns { found: filled, expected });
        }
        // a sheet has no cells where nothing was typed; a text has a separator for each
        if opened.kind == Kind::Csv && self.cells.len() < expected {
            return Some(RowProblem::TooFewColumns { found: self.cells.len(), expected });
        }
        self.cells.resize(expected, String::new());
        None
    }
}

impl Flaw {
    fn problem(self, column: &str, encoding: &str) -> RowProblem {
        match self {
            Self::NotInEncoding { .. } => {
                RowProblem::NotInEncoding { column: column.to_owned(), encoding: encoding.to_owned() }
            }
            Self::UnclosedQuote => RowProblem::UnclosedQuote,
            Self::TooLong { limit } => RowProblem::TooLong { limit },
            Self::Unreadable { message } => RowProblem::Unreadable { message },
        }
    }
}

/// The header of a column, or its number where it has none.
pub(crate) fn header_name(headers: &[String], at: usize) -> String {
    match headers.get(at).map(|header| header.trim()) {
        Some(header) if !header.is_empty() => header.to_owned(),
        _ => (at + 1).to_string(),
    }
}
