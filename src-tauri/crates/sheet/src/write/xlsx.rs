//! Workbooks out.

use super::{ExportColumn, SourceError, Written, checked, line_feeds, whole, write_error};
use crate::error::SheetError;
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

/// Rows of a sheet, without its header.
const ROW_LIMIT: u64 = 1_048_575;
/// Longest text of a cell, in UTF-16 code units.
const CELL_LIMIT: usize = 32_767;
/// A tenth larger than the default level's files, in half the time.
const COMPRESSION: u8 = 5;

/// Writes a workbook of one sheet in which every cell is text: codes keep their zeros, prices their digits, and no text
/// is ever a formula. The header is bold, stays in place and has a filter. Memory does not grow with the rows.
///
/// `properties` are custom properties of the document, by name: what machines are to know of the file. Nothing else in its
/// properties names anybody.
///
/// A text that no cell can hold is an error, not a cut: what was approved goes out letter for letter or not at all.
///
/// # Errors
/// When the file exists and `overwrite` is not set; when the folder is missing, read-only or full; when there are more
/// rows than a sheet holds; when a row fails, does not fit the columns or has a text longer than 32,767 UTF-16 units.
/// Then the folder is as it was before.
pub fn write_xlsx<E: Into<SourceError>>(
    path: &Path,
    sheet_name: &str,
    columns: &[ExportColumn],
    rows: impl Iterator<Item = Result<Vec<String>, E>>,
    properties: &[(String, String)],
    overwrite: bool,
) -> Result<Written, SheetError> {
    whole(path, overwrite, |out, folder| {
        let write = || {
            let failed = |error| xlsx_error(path, error);
            let mut workbook = Workbook::new();
            let own =
                properties.iter().fold(DocProperties::new(), |own, (name, value)| own.set_custom_property(name, value));
            workbook.set_properties(&own).set_zip_compression_level(COMPRESSION);
            // rows wait in a file without a name, on the disk that must have room for them anyway
            workbook.set_tempdir(folder).map_err(failed)?;
            let sheet = workbook.add_worksheet_with_constant_memory().map_err(failed)?;
            sheet.set_name(sheet_name).map_err(failed)?;
            let written = fill(sheet, columns, rows, failed)?;
            workbook.save_to_writer(out).map_err(failed)?;
            Ok(written)
        };
        // rust_xlsxwriter panics when the file in which rows wait cannot be written, and that is only for want of room.
        // The workbook is dropped with the panic, so nothing half-done is seen.
        catch_unwind(AssertUnwindSafe(write)).unwrap_or_else(|_| Err(SheetError::DiskFull { path: path.to_owned() }))
    })
}

/// Writes header and rows; returns the number of rows.
fn fill<E: Into<SourceError>>(
    sheet: &mut Worksheet,
    columns: &[ExportColumn],
    rows: impl Iterator<Item = Result<Vec<String>, E>>,
    failed: impl Fn(XlsxError) -> SheetError,
) -> Result<u64, SheetError> {
    // one format for each kind of column, looked up by column and not made for each cell; number format 49 is `@`, which keeps what is typed later text
    let text = Format::new().set_num_format_index(49).set_align(FormatAlign::Top);
    let wrapped = text.clone().set_text_wrap();
    let bold = wrapped.clone().set_bold();
    sheet.set_freeze_panes(1, 0).map_err(&failed)?;
    for (column, at) in columns.iter().zip(0_u16..) {
        sheet.set_column_width(at, column.width).map_err(&failed)?;
        sheet.set_column_format(at, if column.wrap { &wrapped } else { &text }).map_err(&failed)?;
        check_length(&column.header, columns, at, 1)?;
        sheet.write_string_with_format(0, at, &column.header, &bold).map_err(&failed)?;
    }
    let mut last = 0_u32;
    for row in rows {
        if u64::from(last) == ROW_LIMIT {
            return Err(SheetError::TooManyRows { limit: ROW_LIMIT });
        }
        last += 1;
        let number = u64::from(last) + 1;
        for (cell, at) in checked(row, number, columns.len())?.into_iter().zip(0_u16..) {
            let cell = line_feeds(cell);
            check_length(&cell, columns, at, number)?;
            sheet.write_string(last, at, cell).map_err(&failed)?;
        }
    }
    if let Some(right) = columns.len().checked_sub(1).and_then(|right| u16::try_from(right).ok()) {
        sheet.autofilter(0, 0, last, right).map_err(&failed)?;
    }
    Ok(u64::from(last))
}

fn check_length(cell: &str, columns: &[ExportColumn], at: u16, row: u64) -> Result<(), SheetError> {
    // bytes bound UTF-16 units from above: most texts need no counting
    if cell.len() <= CELL_LIMIT {
        return Ok(());
    }
    let length = cell.encode_utf16().count();
    if length <= CELL_LIMIT {
        return Ok(());
    }
    let column = columns.get(usize::from(at)).map_or_else(String::new, |column| column.header.clone());
    Err(SheetError::CellTooLong { row, column, length, limit: CELL_LIMIT })
}

fn xlsx_error(path: &Path, error: XlsxError) -> SheetError {
    match error {
        XlsxError::IoError(source) | XlsxError::TempFileError(_, source) => write_error(path, source),
        XlsxError::ZipError(error) => write_error(path, io::Error::from(error)),
        other => SheetError::Layout { message: other.to_string() },
    }
}
