//! What can go wrong with a workspace, in sentences that say what to do next.

use std::path::PathBuf;

/// Why the workspace did not answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// A newer Copydesk wrote the file.
    #[error("{} was written by a newer Copydesk (its format is {found}, this one knows {known}). Update Copydesk; the file was not touched.", path.display())]
    NewerVersion {
        /// The file.
        path: PathBuf,
        /// Format of the file.
        found: i64,
        /// Newest format this program knows.
        known: i64,
    },
    /// Another Copydesk has the file open.
    #[error("{} is open in another Copydesk. Close that one, or open another workspace.", path.display())]
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// Another kind of file.
    #[error("{} is not a Copydesk workspace. Choose another file; this one was not touched.", path.display())]
    NotAWorkspace {
        /// The file.
        path: PathBuf,
    },
    /// The file or its folder may not be written.
    #[error("{} cannot be written. Allow writing to the file and its folder, or copy it to a place where you may.", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The disk is full.
    #[error("The disk has no room for {}. Free some space and try again; what was saved before is safe.", path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// The folder is not there.
    #[error("The folder of {} is not there. Create it, or choose another place.", path.display())]
    MissingFolder {
        /// The file.
        path: PathBuf,
    },
    /// The file is damaged.
    #[error("{} is damaged ({detail}). Restore a copy; SQLite's “.recover” command can save what is readable.", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// SQLite's words.
        detail: String,
    },
    /// Another product has the SKU.
    #[error("Another product has the SKU “{sku}”. A SKU identifies one product: choose another.")]
    SkuTaken {
        /// The SKU.
        sku: String,
    },
    /// Another profile, brief or provider has the name.
    #[error("The name “{name}” is already in use. Choose another.")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// There is no such record.
    #[error("This {what} is not there any more; it may have been deleted.")]
    NotFound {
        /// Kind of record.
        what: &'static str,
    },
    /// What the model wrote is never changed.
    #[error("What the model wrote is never changed. Save the text as a revision of its own.")]
    RevisionSealed,
    /// Anything else; the detail is for the log.
    #[error("The workspace did not answer as expected. Close Copydesk and open it again; what was saved is safe.")]
    Internal {
        /// SQLite's or the decoder's words.
        detail: String,
    },
}

impl StoreError {
    /// A stable name for the window.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NewerVersion { .. } => "newer_version",
            Self::InUse { .. } => "in_use",
            Self::NotAWorkspace { .. } => "not_a_workspace",
            Self::ReadOnly { .. } => "read_only",
            Self::Full { .. } => "full",
            Self::MissingFolder { .. } => "missing_folder",
            Self::Damaged { .. } => "damaged",
            Self::SkuTaken { .. } => "sku_taken",
            Self::NameTaken { .. } => "name_taken",
            Self::NotFound { .. } => "not_found",
            Self::RevisionSealed => "revision_sealed",
            Self::Internal { .. } => "internal",
        }
    }

    /// The values that the sentence names.
    #[must_use]
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NewerVersion { path, found, known } => {
                vec![("path", path.display().to_string()), ("found", found.to_string()), ("known", known.to_string())]
            }
            Self::InUse { path }
            | Self::NotAWorkspace { path }
            | Self::ReadOnly { path }
            | Self::Full { path }
            | Self::MissingFolder { path } => vec![("path", path.display().to_string())],
            Self::Damaged { path, detail } => vec![("path", path.display().to_string()), ("detail", detail.clone())],
            Self::SkuTaken { sku } => vec![("sku", sku.clone())],
            Self::NameTaken { name } => vec![("name", name.clone())],
            Self::NotFound { what } => vec![("what", (*what).to_owned())],
            Self::Internal { detail } => vec![("detail", detail.clone())],
            Self::RevisionSealed => Vec::new(),
        }
    }

    /// Reads SQLite's answer. Constraint names become errors of the field; the rest keeps SQLite's words for the log.
    pub(crate) fn of(path: &std::path::Path, error: sqlx::Error) -> Self {
        let path = path.to_owned();
        let Some(database) = error.as_database_error() else {
            return match error {
                sqlx::Error::RowNotFound => Self::NotFound { what: "record" },
                other => Self::Internal { detail: other.to_string() },
            };
        };
        let message = database.message().to_owned();
        // primary result codes: the low byte of the extended ones
        let code: Option<i32> = database.code().and_then(|code| code.parse().ok());
        match code.map(|code| code & 0xff) {
            _ if message.contains("revision sealed") => Self::RevisionSealed,
            Some(libsqlite3_sys::SQLITE_FULL) => Self::Full { path },
            Some(libsqlite3_sys::SQLITE_READONLY | libsqlite3_sys::SQLITE_CANTOPEN | libsqlite3_sys::SQLITE_PERM) => {
                Self::ReadOnly { path }
            }
            Some(libsqlite3_sys::SQLITE_NOTADB) => Self::NotAWorkspace { path },
            Some(libsqlite3_sys::SQLITE_CORRUPT) => Self::Damaged { path, detail: message },
            Some(libsqlite3_sys::SQLITE_IOERR) if no_room(&path) => Self::Full { path },
            Some(libsqlite3_sys::SQLITE_BUSY | libsqlite3_sys::SQLITE_LOCKED) => Self::InUse { path },
            _ => Self::Internal { detail: message },
        }
    }
}

/// Whether a write failed because nothing is left: SQLite reports a full disk under its log as an I/O error.
fn no_room(path: &std::path::Path) -> bool {
    path.parent().and_then(|folder| fs4::available_space(folder).ok()).is_some_and(|free| free < 65_536)
}
