//! Workbooks: XLSX row by row; XLS and ODS, which are small by nature, as a whole.

use super::{Flaw, Kind, RawRow};
use crate::error::SheetError;
use calamine::{
    Data, DataRef, ExcelDateTime, Ods, OdsError, Range, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx,
    XlsxCellReader, XlsxError,
};
use std::{
    borrow::Cow,
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};
use zip::ZipArchive;

/// Largest workbook on disk, in bytes.
const FILE_LIMIT: u64 = 100_000_000;
/// Most that a workbook may unpack to, in bytes: a hundred columns of a million rows fit.
const UNPACKED_LIMIT: u64 = 1_500_000_000;
/// Most that the parts held in memory may unpack to: shared strings, styles; and all of an ODS.
const HELD_LIMIT: u64 = 300_000_000;
/// DEFLATE packs at most this many times (RFC 1951: 258 bytes in two bits).
const DEFLATE_RATIO: u64 = 1_032;

type Input = BufReader<File>;

/// An open workbook.
pub(super) enum Workbook {
    Xlsx { book: Box<Xlsx<Input>>, sheet: String },
    Whole(Range<Data>),
}

/// A workbook with the sheet that is read.
pub(super) struct OpenWorkbook {
    pub(super) kind: Kind,
    pub(super) sheets: Vec<String>,
    pub(super) sheet: String,
    pub(super) workbook: Workbook,
}

/// Opens a ZIP container that should be a workbook.
pub(super) fn open_zip(path: &Path, file: &str, sheet: Option<&str>) -> Result<OpenWorkbook, SheetError> {
    let kind = weigh(path, file)?;
    let input = open(path, file)?;
    if kind == Kind::Ods {
        let mut book = Ods::new(input).map_err(|e| ods_error(file, &e))?;
        let (sheets, sheet) = choose(&book, file, sheet)?;
        let range = book.worksheet_range(&sheet).map_err(|e| ods_error(file, &e))?;
        return Ok(OpenWorkbook { kind, sheets, sheet, workbook: Workbook::Whole(range) });
    }
    let book = Box::new(Xlsx::new(input).map_err(|e| xlsx_error(file, &e))?);
    let (sheets, sheet) = choose(&*book, file, sheet)?;
    Ok(OpenWorkbook { kind, sheets, sheet: sheet.clone(), workbook: Workbook::Xlsx { book, sheet } })
}

/// Opens an OLE container: an XLS, or the wrapping of an encrypted XLSX.
pub(super) fn open_ole(path: &Path, file: &str, sheet: Option<&str>) -> Result<OpenWorkbook, SheetError> {
    limit(file, length(path, file)?, FILE_LIMIT)?;
    if matches!(Xlsx::new(open(path, file)?), Err(XlsxError::Password)) {
        return Err(SheetError::PasswordProtected { file: file.to_owned() });
    }
    let mut book = Xls::new(open(path, file)?).map_err(|e| match e {
        XlsError::Password => SheetError::PasswordProtected { file: file.to_owned() },
        XlsError::Io(_) | XlsError::Cfb(_) => {
            SheetError::NotATable { file: file.to_owned(), found: "an Office file without a sheet" }
        }
        other => damaged(file, &other),
    })?;
    let (sheets, sheet) = choose(&book, file, sheet)?;
    let range = book.worksheet_range(&sheet).map_err(|e| damaged(file, &e))?;
    Ok(OpenWorkbook { kind: Kind::Xls, sheets, sheet, workbook: Workbook::Whole(range) })
}

/// The sheets a person sees, and the one to read: the one asked for, else the first.
fn choose<R: Reader<Input>>(book: &R, file: &str, wanted: Option<&str>) -> Result<(Vec<String>, String), SheetError> {
    let sheets: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    match wanted {
        None => match sheets.first().cloned() {
            Some(first) => Ok((sheets, first)),
            None => Err(SheetError::Empty { file: file.to_owned() }),
        },
        Some(name) if sheets.iter().any(|sheet| sheet == name) => Ok((sheets, name.to_owned())),
        Some(name) => Err(SheetError::UnknownSheet { file: file.to_owned(), sheet: name.to_owned(), sheets }),
    }
}

/// Tells what a ZIP container is and refuses one that would unpack to more than memory or patience hold.
fn weigh(path: &Path, file: &str) -> Result<Kind, SheetError> {
    limit(file, length(path, file)?, FILE_LIMIT)?;
    let mut zip = ZipArchive::new(open(path, file)?)
        .map_err(|e| SheetError::Damaged { file: file.to_owned(), message: e.to_string() })?;
    let names: Vec<String> = zip.file_names().filter_map(Result::ok).map(Cow::into_owned).collect();
    let has = |name: &str| names.iter().any(|part| part.eq_ignore_ascii_case(name));
    let refuse = |found| Err(SheetError::NotATable { file: file.to_owned(), found });
    let kind = if has("xl/workbook.xml") {
        Kind::Xlsx
    } else if has("xl/workbook.bin") {
        return refuse("a binary workbook (XLSB)");
    } else if has("content.xml") && has("mimetype") {
        Kind::Ods
    } else if has("word/document.xml") {
        return refuse("a Word document");
    } else if names.iter().any(|part| part.ends_with(".iwa")) || has("Index.zip") {
        return refuse("an Apple Numbers document");
    } else {
        // other programs name the main part as they like; a package that is a workbook has this one
        let package = has("[Content_Types].xml") && names.iter().any(|part| part.contains("worksheets/"));
        if !package {
            return refuse("a ZIP archive");
        }
        Kind::Xlsx
    };
    let (mut total, mut held) = (0_u64, 0_u64);
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).map_err(|e| match e {
            zip::result::ZipError::UnsupportedArchive(_) => SheetError::PasswordProtected { file: file.to_owned() },
            other => SheetError::Damaged { file: file.to_owned(), message: other.to_string() },
        })?;
        let name = part.name().map_or_else(|_| String::new(), Cow::into_owned);
        let streamed = kind == Kind::Xlsx && name.contains("worksheets/");
        let ignored = name.contains("media/") || name.starts_with("Pictures/");
        let mut size = part.size();
        // the directory may lie: what could be a bomb is unpacked once and thrown away
        if part.compressed_size().saturating_mul(DEFLATE_RATIO) > HELD_LIMIT && !ignored && size <= UNPACKED_LIMIT {
            size = io::copy(&mut part.by_ref().take(UNPACKED_LIMIT + 1), &mut io::sink())
                .map_err(|e| damaged(file, &e))?;
        }
        if !ignored {
            total = total.saturating_add(size);
            held = held.saturating_add(if streamed { 0 } else { size });
        }
    }
    limit(file, total, UNPACKED_LIMIT)?;
    limit(file, held, HELD_LIMIT)?;
    Ok(kind)
}

fn open(path: &Path, file: &str) -> Result<Input, SheetError> {
    File::open(path).map(BufReader::new).map_err(|source| SheetError::Unreadable { file: file.to_owned(), source })
}

fn length(path: &Path, file: &str) -> Result<u64, SheetError> {
    std::fs::metadata(path)
        .map(|metadata| metadata.len())
        .map_err(|source| SheetError::Unreadable { file: file.to_owned(), source })
}

/// Refuses more than `limit` bytes.
pub(super) fn limit(file: &str, bytes: u64, limit: u64) -> Result<(), SheetError> {
    if bytes <= limit {
        return Ok(());
    }
    Err(SheetError::TooLarge { file: file.to_owned(), megabytes: bytes / 1_000_000, limit: limit / 1_000_000 })
}

fn damaged(file: &str, error: &dyn std::fmt::Display) -> SheetError {
    SheetError::Damaged { file: file.to_owned(), message: error.to_string() }
}

fn xlsx_error(file: &str, error: &XlsxError) -> SheetError {
    match error {
        XlsxError::Password => SheetError::PasswordProtected { file: file.to_owned() },
        other => damaged(file, other),
    }
}

fn ods_error(file: &str, error: &OdsError) -> SheetError {
    match error {
        OdsError::Password => SheetError::PasswordProtected { file: file.to_owned() },
        other => damaged(file, other),
    }
}

impl Workbook {
    /// The sheet's rows from the top.
    pub(super) fn rows(&mut self, file: &str) -> Result<Box<dyn Iterator<Item = RawRow> + Send + '_>, SheetError> {
        match self {
            Self::Xlsx { book, sheet } => {
                let cells = book.worksheet_cells_reader(sheet).map_err(|e| xlsx_error(file, &e))?;
                Ok(Box::new(XlsxRows { cells, next: None, done: false, row: 0 }))
            }
            Self::Whole(range) => {
                let (top, left) = range.start().unwrap_or_default();
                let rows = range.rows().zip(u64::from(top) + 1..).map(move |(cells, row)| {
                    let margin = std::iter::repeat_n(String::new(), left as usize);
                    let cells = margin.chain(cells.iter().map(|cell| shown(cell.clone()))).collect();
                    RawRow { row, cells, flaw: None }
                });
                Ok(Box::new(rows))
            }
        }
    }
}

/// Rows of an XLSX sheet, gathered from its stream of cells.
struct XlsxRows<'a> {
    cells: XlsxCellReader<'a, Input>,
    /// First cell of the next row: row from zero, column, text.
    next: Option<(u32, u32, String)>,
    row: u32,
    done: bool,
}

impl XlsxRows<'_> {
    fn read(&mut self) -> Result<Option<(u32, u32, String)>, XlsxError> {
        while let Some((cell, style)) = self.cells.next_cell_with_style_id()? {
            let (row, column) = cell.get_position();
            let number = matches!(cell.get_value(), DataRef::Float(_) | DataRef::Int(_));
            let mut text = shown(Data::from(cell.get_value().clone()));
            if text.is_empty() {
                continue;
            }
            if number {
                let format = self.cells.styles().get(style).and_then(|style| style.number_format.as_ref());
                text = padded(text, format.map_or("", |format| format.format_code.as_str()));
            }
            return Ok(Some((row, column, text)));
        }
        Ok(None)
    }
}

impl Iterator for XlsxRows<'_> {
    type Item = RawRow;

    fn next(&mut self) -> Option<RawRow> {
        if self.done {
            return None;
        }
        let mut gathered: Option<(u32, Vec<String>)> = None;
        let mut pending = self.next.take();
        loop {
            let cell = match pending.take() {
                Some(cell) => Some(cell),
                None => match self.read() {
                    Ok(cell) => cell,
                    Err(error) => {
                        self.done = true;
                        let flaw = Flaw::Unreadable { message: error.to_string() };
                        return Some(RawRow { row: u64::from(self.row) + 2, cells: Vec::new(), flaw: Some(flaw) });
                    }
                },
            };
            let Some((row, column, text)) = cell else {
                self.done = true;
                break;
            };
            let (current, cells) = gathered.get_or_insert_with(|| (row, Vec::new()));
            if *current != row {
                self.next = Some((row, column, text));
                break;
            }
            let column = column as usize;
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            if let Some(cell) = cells.get_mut(column) {
                *cell = text;
            }
        }
        gathered.map(|(row, cells)| {
            self.row = row;
            RawRow { row: u64::from(row) + 1, cells, flaw: None }
        })
    }
}

/// A cell as text: codes in full, prices as short as they are exact, dates as ISO 8601.
fn shown(cell: Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text,
        Data::Int(number) => number.to_string(),
        Data::Float(number) => decimal(number),
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::DateTime(date) => iso(&date),
        Data::Error(error) => error.to_string(),
    }
}

/// A number with at most 15 significant digits, as spreadsheets show it, and never with an exponent: `4006381333931`.
fn decimal(number: f64) -> String {
    let shortest = number.to_string();
    if shortest.bytes().filter(u8::is_ascii_digit).count() <= 15 {
        return shortest;
    }
    // a sum such as 0.1 + 0.2 carries a rounding error in its 17th digit
    format!("{number:.14e}").parse::<f64>().map_or(shortest, |rounded| rounded.to_string())
}

/// A whole number in a format such as `00000` keeps its leading zeros, as the sheet shows them.
fn padded(text: String, format: &str) -> String {
    let zeros = format.len() > 1 && format.bytes().all(|b| b == b'0') && text.bytes().all(|b| b.is_ascii_digit());
    if zeros { format!("{text:0>width$}", width = format.len()) } else { text }
}

fn iso(date: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let value = date.as_f64();
    if date.is_duration() {
        #[allow(clippy::cast_possible_truncation)] // a sheet's durations are far below 2^63 seconds
        let seconds = (value * 86_400.0).round() as i64;
        let (sign, seconds) = (if seconds < 0 { "-" } else { "" }, seconds.unsigned_abs());
        return format!("{sign}{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if (0.0..1.0).contains(&value) {
        return time;
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    if value.fract() == 0.0 { day } else { format!("{day}T{time}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn numbers_are_codes_and_prices_not_floating_point() {
        assert_eq!(decimal(12.0), "12");
        assert_eq!(decimal(4_006_381_333_931.0), "4006381333931");
        assert_eq!(decimal(90.75), "90.75");
        assert_eq!(decimal(0.1 + 0.2), "0.3");
        assert_eq!(decimal(-0.5), "-0.5");
        assert_eq!(padded("12".into(), "00000"), "00012");
        assert_eq!(padded("12".into(), "0"), "12");
        assert_eq!(padded("1.5".into(), "000"), "1.5");
    }

    #[test]
    fn dates_are_iso() {
        let date = |value| iso(&ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false));
        assert_eq!(date(45_943.0), "2025-10-13");
        assert_eq!(date(45_943.5), "2025-10-13T12:00:00");
        assert_eq!(date(0.25), "06:00:00");
        assert_eq!(iso(&ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false)), "36:00:00");
    }
}
