//! Delimited text out.

use super::{ExportColumn, SourceError, Written, checked, line_feeds, whole, write_error};
use crate::error::SheetError;
use serde::{Deserialize, Serialize};
use std::{
    io::{self, Write as _},
    path::Path,
};

/// Whom a delimited text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum CsvStyle {
    /// People who open it in a spreadsheet: with a byte order mark, so that Excel reads UTF-8, and with a `'` before
    /// what a spreadsheet would calculate.
    People,
    /// Platforms that import it: the exact text, no byte order mark, which would stick to the first header.
    Platforms,
}

/// Writes a delimited text: UTF-8, commas, CRLF, quotation marks where needed.
///
/// # Errors
/// When the file exists and `overwrite` is not set; when the folder is missing, read-only or full; when a row fails or
/// does not fit the columns. Then the folder is as it was before.
pub fn write_csv<E: Into<SourceError>>(
    path: &Path,
    style: CsvStyle,
    columns: &[ExportColumn],
    rows: impl Iterator<Item = Result<Vec<String>, E>>,
    overwrite: bool,
) -> Result<Written, SheetError> {
    let failed = |source: io::Error| write_error(path, source);
    let cell = |text: String| match style {
        CsvStyle::People => line_feeds(guarded(text)),
        CsvStyle::Platforms => text,
    };
    whole(path, overwrite, |out, _| {
        if style == CsvStyle::People {
            out.write_all(b"\xef\xbb\xbf").map_err(failed)?;
        }
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        let mut write =
            |cells: Vec<String>| writer.write_record(cells.into_iter().map(cell)).map_err(|e| failed(io_error(e)));
        write(columns.iter().map(|column| column.header.clone()).collect())?;
        let mut written = 0;
        for row in rows {
            write(checked(row, written + 2, columns.len())?)?;
            written += 1;
        }
        writer.flush().map_err(failed)?;
        Ok(written)
    })
}

fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Puts a `'` before a text that a spreadsheet would take for a formula (OWASP, “CSV Injection”). A signed number such
/// as `-12.50` calculates to itself and stays.
fn guarded(text: String) -> String {
    let formula =
        text.starts_with(['=', '@', '\t', '\r']) || (text.starts_with(['+', '-']) && !is_signed_number(&text));
    if formula { format!("'{text}") } else { text }
}

fn is_signed_number(text: &str) -> bool {
    let digits = text.get(1..).unwrap_or_default();
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        let guarded = |text: &str| guarded(text.to_owned());
        for formula in ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\r=1", "-", "+49 170 1", "--1", "-A1"]
        {
            assert_eq!(guarded(formula), format!("'{formula}"));
        }
        for text in ["-12.50", "+3", "-1,234.5", "1=1", "a@b", "", " =1", "'quoted'"] {
            assert_eq!(guarded(text), text);
        }
    }
}
