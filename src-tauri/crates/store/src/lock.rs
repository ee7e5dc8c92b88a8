//! One Copydesk on one workspace. The lock is the system's and dies with the process, however that ends.

use crate::error::StoreError;
use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// Held while a workspace is open.
#[derive(Debug)]
pub(crate) struct Lock(File);

/// The lock is a file beside the workspace: locking the workspace itself would break SQLite's own locks.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    name.into()
}

impl Lock {
    pub(crate) fn take(path: &Path) -> Result<Self, StoreError> {
        let file = OpenOptions::new()
            .create(true)
            .write(true)
            .truncate(false)
            .open(beside(path))
            .map_err(|error| explain(path, &error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse { path: path.to_owned() }),
            Err(TryLockError::Error(error)) => Err(explain(path, &error)),
        }
    }

    /// Gives the lock up and takes its file away: nothing of ours stays beside a file that is not ours.
    pub(crate) fn remove(self, path: &Path) {
        let _ = std::fs::remove_file(beside(path));
        let _ = self.0.unlock();
    }
}

/// A failure to create or open a file, as the person's problem.
pub(crate) fn explain(path: &Path, error: &io::Error) -> StoreError {
    let path = path.to_owned();
    match error.kind() {
        io::ErrorKind::NotFound => StoreError::MissingFolder { path },
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full { path },
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly { path },
        _ => StoreError::Internal { detail: error.to_string() },
    }
}
