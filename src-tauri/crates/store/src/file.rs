//! Opening and closing a workspace.

use crate::{
    drafts::Drafts,
    error::StoreError,
    lock::{self, Lock},
    migration,
    named::{Briefs, Profiles, Providers},
    products::Products,
    settings::SettingTable,
};
use copydesk_domain::Counts;
use sqlx::{
    ConnectOptions, Sqlite, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    fs::OpenOptions,
    io::Read,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// The first bytes of every SQLite file.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// Readers: a window asks for a few things at a time.
const READERS: u32 = 4;

/// An open workspace. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    writer: SqlitePool,
    readers: SqlitePool,
    _lock: Lock,
}

impl Store {
    /// Opens a workspace, or creates it when the file does not exist.
    ///
    /// # Errors
    /// Every variant of [`StoreError`] that speaks of a file. Nothing in a file that is refused is touched.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let path = std::path::absolute(path).map_err(|error| lock::explain(path, &error))?;
        refuse_strangers(&path)?;
        let lock = Lock::take(&path)?;
        let existed = path.exists();
        let opened = Self::connect(&path).await;
        match opened {
            Ok((writer, readers)) => Ok(Self { inner: Arc::new(Inner { path, writer, readers, _lock: lock }) }),
            Err(error) => {
                if !existed {
                    // a workspace that could not be begun is not left behind as an empty file
                    let _ = std::fs::remove_file(&path);
                }
                Err(error)
            }
        }
    }

    async fn connect(path: &Path) -> Result<(SqlitePool, SqlitePool), StoreError> {
        let internal = |error| StoreError::of(path, error);
        let options = SqliteConnectOptions::new().filename(path).disable_statement_logging();
        if path.exists() {
            writable(path)?;
            // looked at without a journal mode of ours, so that a stranger's file stays as it is
            let mut look = options.clone().read_only(true).connect().await.map_err(internal)?;
            migration::check(path, &mut look).await?;
            sqlx::Connection::close(look).await.map_err(internal)?;
        }
        let options = options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // on disk before the call answers: what a person typed outlives the power
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("temp_store", "memory");
        let writer =
            SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await.map_err(internal)?;
        let mut connection = writer.acquire().await.map_err(internal)?;
        migration::migrate(path, &mut connection).await?;
        drop(connection);
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options.read_only(true).create_if_missing(false))
            .await
            .map_err(internal)?;
        Ok((writer, readers))
    }

    /// Where the workspace is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// Writes the log back into the file and lets another Copydesk open it.
    ///
    /// # Errors
    /// When the log cannot be written back; it is then read at the next start, and nothing is lost.
    pub async fn close(self) -> Result<(), StoreError> {
        self.inner.readers.close().await;
        let checkpoint = sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.inner.writer).await;
        self.inner.writer.close().await;
        checkpoint.map(|_| ()).map_err(|error| self.explain(error))
    }

    /// Products.
    #[must_use]
    pub fn products(&self) -> Products<'_> {
        Products(self)
    }

    /// Profiles.
    #[must_use]
    pub fn profiles(&self) -> Profiles<'_> {
        Profiles(self)
    }

    /// Briefs.
    #[must_use]
    pub fn briefs(&self) -> Briefs<'_> {
        Briefs(self)
    }

    /// Providers, without their keys.
    #[must_use]
    pub fn providers(&self) -> Providers<'_> {
        Providers(self)
    }

    /// Drafts and their revisions.
    #[must_use]
    pub fn drafts(&self) -> Drafts<'_> {
        Drafts(self)
    }

    /// Settings of the workspace.
    #[must_use]
    pub fn settings(&self) -> SettingTable<'_> {
        SettingTable(self)
    }

    /// How much the workspace holds.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn counts(&self) -> Result<Counts, StoreError> {
        let numbers: (i64, i64, i64, i64, i64, i64, i64) = sqlx::query_as(
            "SELECT (SELECT count(*) FROM product WHERE deleted_at IS NULL),
                    (SELECT count(*) FROM profile WHERE deleted_at IS NULL),
                    (SELECT count(*) FROM brief WHERE deleted_at IS NULL),
                    (SELECT count(*) FROM draft WHERE deleted_at IS NULL AND state = 'draft'),
                    (SELECT count(*) FROM draft WHERE deleted_at IS NULL AND state = 'in_review'),
                    (SELECT count(*) FROM draft WHERE deleted_at IS NULL AND state = 'approved'),
                    (SELECT count(*) FROM draft WHERE deleted_at IS NULL AND state = 'rejected')",
        )
        .fetch_one(self.readers())
        .await
        .map_err(|error| self.explain(error))?;
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        Ok(Counts {
            products: count(numbers.0),
            profiles: count(numbers.1),
            briefs: count(numbers.2),
            draft: count(numbers.3),
            in_review: count(numbers.4),
            approved: count(numbers.5),
            rejected: count(numbers.6),
        })
    }

    pub(crate) fn readers(&self) -> &SqlitePool {
        &self.inner.readers
    }

    /// A write: all of it is on disk when it is committed, none of it when it is dropped.
    pub(crate) async fn write(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        self.inner.writer.begin_with("BEGIN IMMEDIATE").await.map_err(|error| self.explain(error))
    }

    pub(crate) async fn commit(&self, transaction: Transaction<'_, Sqlite>) -> Result<(), StoreError> {
        transaction.commit().await.map_err(|error| self.explain(error))
    }

    pub(crate) fn explain(&self, error: sqlx::Error) -> StoreError {
        let error = StoreError::of(&self.inner.path, error);
        if let StoreError::Internal { detail } = &error {
            tracing::error!(detail, "the workspace did not answer as expected");
        }
        error
    }
}

/// Refuses a file that is no SQLite database before anything opens it, and so before anything could touch it.
fn refuse_strangers(path: &Path) -> Result<(), StoreError> {
    if path.is_dir() {
        return Err(StoreError::NotAWorkspace { path: path.to_owned() });
    }
    let mut file = match OpenOptions::new().read(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(lock::explain(path, &error)),
    };
    let mut head = Vec::new();
    file.by_ref().take(MAGIC.len() as u64).read_to_end(&mut head).map_err(|error| lock::explain(path, &error))?;
    // an empty file is what a cut-off creation leaves
    if head.is_empty() || head == MAGIC { Ok(()) } else { Err(StoreError::NotAWorkspace { path: path.to_owned() }) }
}

/// A file that may only be read is said at once, not at the first word a person types.
fn writable(path: &Path) -> Result<(), StoreError> {
    OpenOptions::new().write(true).open(path).map(|_| ()).map_err(|error| lock::explain(path, &error))
}
