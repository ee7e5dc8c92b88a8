//! Opening and closing a workspace.

use crate::{
    drafts::Drafts,
    error::StoreError,
    ledger::Ledger,
    lock::{self, Lock},
    migration,
    named::{Briefs, Partials, Profiles, Providers, Voices},
    picks::Picks,
    products::Products,
    runs::Runs,
    settings::SettingTable,
};
use copydesk_domain::Counts;
use sqlx::{
    ConnectOptions, Connection, Sqlite, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// Readers: a window asks for a few things at a time.
const READERS: u32 = 4;
/// How long a write waits for the one before it: an import of a large file holds the writer until its last row.
const PATIENCE: Duration = Duration::from_secs(600);

/// An open workspace. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    writer: SqlitePool,
    readers: SqlitePool,
    /// Until the workspace is closed.
    lock: Mutex<Option<Lock>>,
}

impl Store {
    /// Opens a workspace, or creates it when the file does not exist.
    ///
    /// # Errors
    /// Every variant of [`StoreError`] that speaks of a file. Nothing in a file that is refused is touched.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let path = std::path::absolute(path).map_err(|error| lock::explain(path, &error))?;
        if path.is_dir() {
            return Err(StoreError::NotAWorkspace { path });
        }
        // before anything else: closing a file that this process has open elsewhere would drop SQLite's own locks on it
        let lock = Lock::take(&path)?;
        let existed = path.exists();
        match Self::connect(&path, existed).await {
            Ok((writer, readers)) => {
                Ok(Self { inner: Arc::new(Inner { path, writer, readers, lock: Mutex::new(Some(lock)) }) })
            }
            Err(error) => {
                if !existed {
                    // a workspace that could not be begun is not left behind as an empty file
                    let _ = std::fs::remove_file(&path);
                    lock.remove(&path);
                } else if matches!(error, StoreError::NotAWorkspace { .. }) {
                    lock.remove(&path);
                }
                Err(error)
            }
        }
    }

    /// Opens a workspace that another Copydesk has open, without taking it over: what is read is true at that moment, and
    /// only wishes should be written.
    ///
    /// # Errors
    /// Every variant of [`StoreError`] that speaks of a file; [`StoreError::InUse`] when an older Copydesk has it open.
    pub async fn visit(path: &Path) -> Result<Self, StoreError> {
        let path = std::path::absolute(path).map_err(|error| lock::explain(path, &error))?;
        let internal = |error| StoreError::of(&path, error);
        let options = Self::options(&path).create_if_missing(false);
        let mut look = options.clone().read_only(true).connect().await.map_err(internal)?;
        migration::check(&path, &mut look).await?;
        let format: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut look).await.map_err(internal)?;
        look.close().await.map_err(internal)?;
        if format != migration::FORMAT {
            return Err(StoreError::InUse { path });
        }
        let writer =
            SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await.map_err(internal)?;
        let readers = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options.read_only(true))
            .await
            .map_err(internal)?;
        Ok(Self { inner: Arc::new(Inner { path, writer, readers, lock: Mutex::new(None) }) })
    }

    fn options(path: &Path) -> SqliteConnectOptions {
        SqliteConnectOptions::new()
            .filename(path)
            .disable_statement_logging()
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // on disk before the call answers: what a person typed outlives the power
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("temp_store", "memory")
    }

    async fn connect(path: &Path, existed: bool) -> Result<(SqlitePool, SqlitePool), StoreError> {
        let internal = |error| StoreError::of(path, error);
        let options = SqliteConnectOptions::new().filename(path).disable_statement_logging();
        if existed {
            let ours = migration::check_header(path)?;
            // A stranger's file is looked at so that not even a log appears beside it. Ours may have a log with the rest
            // of it, as a crash leaves it: then only SQLite's usual way sees a whole file.
            let alone = !ours && !log_of(path).exists();
            let mut look = options.clone().read_only(true).immutable(alone).connect().await.map_err(internal)?;
            migration::check(path, &mut look).await?;
            look.close().await.map_err(internal)?;
        }
        let options = Self::options(path);
        // A full disk makes SQLite roll back by itself, and sqlx goes on counting a transaction that is not there any
        // more: such a connection would refuse every write until the next start. It is replaced.
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .before_acquire(|connection, _| Box::pin(async { Ok(!connection.is_in_transaction()) }));
        let writer = pool.connect_with(options.clone()).await.map_err(internal)?;
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

    /// Waits for what is being written, puts the log back into the file and lets another Copydesk open it.
    ///
    /// # Errors
    /// When the log cannot be written back; it is then read at the next start, and nothing is lost.
    pub async fn close(self) -> Result<(), StoreError> {
        self.inner.readers.close().await;
        let lock = self.inner.lock.lock().unwrap_or_else(PoisonError::into_inner).take();
        if lock.is_none() {
            // a visitor leaves everything as it is
            self.inner.writer.close().await;
            return Ok(());
        }
        let checkpoint = sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.inner.writer).await;
        self.inner.writer.close().await;
        // other clones may live on; they answer nothing any more
        drop(lock);
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

    /// The brands' voices.
    #[must_use]
    pub fn voices(&self) -> Voices<'_> {
        Voices(self)
    }

    /// Parts that briefs share.
    #[must_use]
    pub fn partials(&self) -> Partials<'_> {
        Partials(self)
    }

    /// What was said about products and profiles.
    #[must_use]
    pub fn picks(&self) -> Picks<'_> {
        Picks(self)
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

    /// Who did what when.
    #[must_use]
    pub fn ledger(&self) -> Ledger<'_> {
        Ledger(self)
    }

    /// Runs of campaigns.
    #[must_use]
    pub fn runs(&self) -> Runs<'_> {
        Runs(self)
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
        let found = sqlx::query!(
            r#"SELECT (SELECT count(*) FROM product WHERE deleted_at IS NULL) AS "products!: i64",
                    (SELECT count(*) FROM profile WHERE deleted_at IS NULL) AS "profiles!: i64",
                    (SELECT count(*) FROM brief WHERE deleted_at IS NULL) AS "briefs!: i64",
                    (SELECT count(*) FROM draft WHERE deleted_at IS NULL AND state = 'draft') AS "draft!: i64",
                    (SELECT count(*) FROM draft WHERE deleted_at IS NULL AND state = 'in_review') AS "in_review!: i64",
                    (SELECT count(*) FROM draft WHERE deleted_at IS NULL AND state = 'approved') AS "approved!: i64",
                    (SELECT count(*) FROM draft WHERE deleted_at IS NULL AND state = 'rejected') AS "rejected!: i64",
                    (SELECT count(*) FROM draft WHERE deleted_at IS NULL AND malformed = 1
                                                      AND state IN ('draft', 'in_review')) AS "malformed!: i64""#
        )
        .fetch_one(self.readers())
        .await
        .map_err(|error| self.explain(error))?;
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        Ok(Counts {
            products: count(found.products),
            profiles: count(found.profiles),
            briefs: count(found.briefs),
            draft: count(found.draft),
            in_review: count(found.in_review),
            approved: count(found.approved),
            rejected: count(found.rejected),
            malformed: count(found.malformed),
        })
    }

    pub(crate) fn writer(&self) -> &SqlitePool {
        &self.inner.writer
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

/// Where SQLite keeps what is not yet in the file.
fn log_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{draft_list, product_list};
    use copydesk_domain::{DraftQuery, DraftState, ProductOrder, ProductQuery};
    use serde_json::json;
    use sqlx::QueryBuilder;

    #[tokio::test]
    async fn a_full_file_keeps_what_was_saved_and_works_again_with_room() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("workspace.db")).await.unwrap();
        let large = json!("x".repeat(1_000_000));
        let limit = |pages: i64| sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {pages}"));
        store.settings().set("kept", &json!(1)).await.unwrap();
        let pages: i64 = sqlx::query_scalar("PRAGMA page_count").fetch_one(&store.inner.writer).await.unwrap();
        for _ in 0..3 {
            sqlx::raw_sql(limit(pages + 2)).execute(&store.inner.writer).await.unwrap();
            let full = store.settings().set("large", &large).await.unwrap_err();
            assert_eq!(full, StoreError::Full { path: store.path().to_owned() });
        }
        assert_eq!(store.settings().get("kept").await.unwrap(), Some(json!(1)));
        assert_eq!(store.settings().get("large").await.unwrap(), None);
        sqlx::raw_sql(limit(1_000_000)).execute(&store.inner.writer).await.unwrap();
        store.settings().set("large", &large).await.unwrap();
    }

    #[tokio::test]
    async fn every_commit_is_on_disk_before_it_answers() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("workspace.db")).await.unwrap();
        let full: i64 = sqlx::query_scalar("PRAGMA synchronous").fetch_one(&store.inner.writer).await.unwrap();
        let keys: i64 = sqlx::query_scalar("PRAGMA foreign_keys").fetch_one(&store.inner.writer).await.unwrap();
        assert_eq!((full, keys), (2, 1));
        // readers are readers
        sqlx::query("DELETE FROM setting").execute(store.readers()).await.unwrap_err();
    }

    async fn plan(store: &Store, build: impl FnOnce(&mut QueryBuilder<Sqlite>)) -> String {
        let mut builder = QueryBuilder::new("EXPLAIN QUERY PLAN ");
        build(&mut builder);
        let steps: Vec<(i64, i64, i64, String)> = builder.build_query_as().fetch_all(store.readers()).await.unwrap();
        steps.into_iter().map(|step| step.3 + "\n").collect()
    }

    /// The rows of a page and the words of a search are found in an index that has all that is needed.
    #[tokio::test]
    async fn lists_do_not_go_through_whole_rows() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("workspace.db")).await.unwrap();
        for (order, index) in [
            (ProductOrder::Added, "product_added"),
            (ProductOrder::Name, "product_name"),
            (ProductOrder::Category, "product_category"),
            (ProductOrder::Updated, "product_updated"),
        ] {
            let query = ProductQuery { order, descending: true, limit: 50, ..Default::default() };
            let page = plan(&store, |builder| product_list::chosen(builder, &query)).await;
            assert!(page.contains("COVERING INDEX") && !page.contains("TEMP B-TREE"), "{order:?}, not {index}: {page}");
            let query = ProductQuery { search: "soft pillow".into(), ..query };
            for searched in [
                plan(&store, |builder| product_list::chosen(builder, &query)).await,
                plan(&store, |builder| product_list::counted(builder, &query)).await,
            ] {
                assert!(searched.contains("product_search"), "{order:?}: {searched}");
            }
        }
        for states in [vec![], vec![DraftState::Approved]] {
            let query = DraftQuery { states, limit: 50, ..Default::default() };
            let page = plan(&store, |builder| draft_list::chosen(builder, &query)).await;
            assert!(page.contains("COVERING INDEX") && !page.contains("TEMP B-TREE"), "{page}");
            let query = DraftQuery { search: "soft".into(), ..query };
            let count = plan(&store, |builder| draft_list::counted(builder, &query)).await;
            assert!(count.contains("INDEX draft_search"), "{count}");
        }
    }
}
