//! Tables out to files, each whole or not at all.

mod csv;
mod text;
mod xlsx;

pub use csv::{CsvStyle, write_csv};
pub use text::{write_lines, write_text};
pub use xlsx::write_xlsx;

use crate::error::SheetError;
use serde::{Deserialize, Serialize};
use std::{
    error::Error,
    fs::File,
    io::{self, BufWriter, ErrorKind},
    path::{Path, PathBuf},
};

/// A column of an export.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct ExportColumn {
    /// What the column holds, for the one who fills it.
    pub key: String,
    /// Header as people read it.
    pub header: String,
    /// Width in characters of the default font.
    pub width: f64,
    /// Whether long text wraps inside the cell.
    pub wrap: bool,
}

/// What an export wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Written {
    /// Rows under the header.
    pub rows: u64,
    /// Size of the file, in bytes.
    pub bytes: u64,
}

/// What the source of the rows may fail with.
type SourceError = Box<dyn Error + Send + Sync>;

/// Writes beside the target and moves the finished file there: a reader sees the old file or the new one, and a failure
/// leaves neither a part nor a temporary file. `write` returns the rows under the header.
fn whole(
    path: &Path,
    overwrite: bool,
    write: impl FnOnce(&mut BufWriter<&mut File>, &Path) -> Result<u64, SheetError>,
) -> Result<Written, SheetError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !overwrite && path.symlink_metadata().is_ok() {
        return Err(SheetError::Exists { path: path.to_owned() });
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".export-").suffix(".part");
    // temporary files are private; an export has the rights that the person's other files have
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut temporary = builder.tempfile_in(folder).map_err(|source| folder_error(folder, path, source))?;
    let rows = {
        let mut out = BufWriter::with_capacity(1 << 18, temporary.as_file_mut());
        let rows = write(&mut out, folder)?;
        io::Write::flush(&mut out).map_err(|source| write_error(path, source))?;
        rows
    };
    let file = temporary.as_file();
    file.sync_all().map_err(|source| write_error(path, source))?;
    let bytes = file.metadata().map_err(|source| write_error(path, source))?.len();
    let moved = if overwrite { temporary.persist(path) } else { temporary.persist_noclobber(path) };
    moved.map_err(|e| match e.error.kind() {
        ErrorKind::AlreadyExists => SheetError::Exists { path: path.to_owned() },
        _ => write_error(path, e.error),
    })?;
    sync_folder(folder);
    Ok(Written { rows, bytes })
}

/// Makes the move survive a power cut. The file is in place by now, and a file system that cannot do this is no failure.
fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    if let Ok(folder) = File::open(folder) {
        drop(folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = folder;
}

fn folder_error(folder: &Path, path: &Path, source: io::Error) -> SheetError {
    match source.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => SheetError::FolderMissing { folder: folder.to_owned() },
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            SheetError::FolderReadOnly { folder: folder.to_owned() }
        }
        _ => write_error(path, source),
    }
}

fn write_error(path: &Path, source: io::Error) -> SheetError {
    let path: PathBuf = path.to_owned();
    match source.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => SheetError::DiskFull { path },
        _ => SheetError::NotWritable { path, source },
    }
}

/// Takes the next row from its source and checks that it has a cell for each column.
fn checked<E: Into<SourceError>>(
    row: Result<Vec<String>, E>,
    number: u64,
    columns: usize,
) -> Result<Vec<String>, SheetError> {
    let cells = row.map_err(|e| SheetError::Source(e.into()))?;
    if cells.len() == columns {
        Ok(cells)
    } else {
        let message = format!("row {number} has {} cells for {columns} columns", cells.len());
        Err(SheetError::Layout { message })
    }
}

/// Line breaks inside a cell are LF in spreadsheets; a CR would show as a box or split the row.
fn line_feeds(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            folder.read_dir().unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_full_disk_leaves_nothing_behind_and_the_old_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copy.csv");
        std::fs::write(&path, "old").unwrap();
        let error = whole(&path, true, |out, _| {
            io::Write::write_all(out, &[b'x'; 1 << 20]).unwrap();
            Err(write_error(&path, io::Error::from(ErrorKind::StorageFull)))
        })
        .unwrap_err();
        assert!(matches!(error, SheetError::DiskFull { .. }), "{error}");
        assert_eq!(names(folder.path()), ["copy.csv"]);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
    }

    #[test]
    fn a_file_that_appears_meanwhile_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copy.csv");
        let error = whole(&path, false, |_, _| {
            std::fs::write(&path, "theirs").unwrap();
            Ok(0)
        })
        .unwrap_err();
        assert!(matches!(error, SheetError::Exists { .. }), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "theirs");
        assert_eq!(names(folder.path()), ["copy.csv"]);
    }

    #[cfg(unix)]
    #[test]
    fn an_export_has_the_rights_of_any_other_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copy.csv");
        whole(&path, false, |_, _| Ok(0)).unwrap();
        let other = folder.path().join("other");
        std::fs::write(&other, "").unwrap();
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode();
        assert_eq!(mode(&path), mode(&other));
    }
}
