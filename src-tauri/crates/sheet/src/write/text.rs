//! Plain text out.

use super::{SourceError, Written, whole, write_error};
use crate::error::SheetError;
use std::{io::Write as _, path::Path};

/// Writes a text as it stands, in UTF-8. Its lines count as rows.
///
/// # Errors
/// When the file exists and `overwrite` is not set; when the folder is missing, read-only or full. Then the folder is as it
/// was before.
pub fn write_text(path: &Path, text: &str, overwrite: bool) -> Result<Written, SheetError> {
    whole(path, overwrite, |out, _| {
        out.write_all(text.as_bytes()).map_err(|source| write_error(path, source))?;
        Ok(text.lines().count() as u64)
    })
}

/// Writes lines as they come, in UTF-8. Memory does not grow with them.
///
/// # Errors
/// As [`write_text`], and when a line fails.
pub fn write_lines<E: Into<SourceError>>(
    path: &Path,
    lines: impl Iterator<Item = Result<String, E>>,
    overwrite: bool,
) -> Result<Written, SheetError> {
    whole(path, overwrite, |out, _| {
        let mut written = 0;
        for line in lines {
            let line = line.map_err(|error| SheetError::Source(error.into()))?;
            writeln!(out, "{line}").map_err(|source| write_error(path, source))?;
            written += 1;
        }
        Ok(written)
    })
}
