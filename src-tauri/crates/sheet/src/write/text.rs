//! Plain text out.

use super::{Written, whole, write_error};
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
