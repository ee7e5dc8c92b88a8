//! The file's format and how older files get there. Each step runs in one transaction with the number it reaches.

use crate::{error::StoreError, lock, steps::STEPS};
use sqlx::{Connection, SqliteConnection};
use std::{fs::File, io::Read, path::Path};

/// Marks a file as ours: “CpDk” in ASCII, kept in SQLite's header.
const APPLICATION_ID: i64 = 0x4370_446b;

/// The format that this program writes.
pub(crate) const FORMAT: i64 = STEPS.len() as i64;

/// The first bytes of every SQLite file.
const MAGIC: &[u8] = b"SQLite format 3\0";
/// Length of SQLite's header, and where it keeps the two numbers, in bytes (sqlite.org/fileformat2.html, section 1.3).
const HEADER: u64 = 100;
const VERSION_AT: usize = 60;
const APPLICATION_AT: usize = 68;

/// Reads a file's header before SQLite opens it, and so before anything could touch it. True when it is marked as ours;
/// a file without a mark may be one whose creation was cut off.
pub(crate) fn check_header(path: &Path) -> Result<bool, StoreError> {
    let explain = |error| lock::explain(path, &error);
    let mut head = Vec::new();
    File::open(path).map_err(explain)?.take(HEADER).read_to_end(&mut head).map_err(explain)?;
    if head.is_empty() {
        return Ok(false);
    }
    let number = |at: usize| head.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes);
    let (Some(found), Some(id)) = (number(VERSION_AT), number(APPLICATION_AT)) else {
        return Err(StoreError::NotAWorkspace { path: path.to_owned() });
    };
    let (found, id) = (i64::from(found), i64::from(id));
    if !head.starts_with(MAGIC) || ![0, APPLICATION_ID].contains(&id) {
        return Err(StoreError::NotAWorkspace { path: path.to_owned() });
    }
    // what a log may add is never an older format
    if id == APPLICATION_ID && found > FORMAT {
        return Err(StoreError::NewerVersion { path: path.to_owned(), found, known: FORMAT });
    }
    Ok(id == APPLICATION_ID)
}

/// Looks at a file and its log without touching them.
pub(crate) async fn check(path: &Path, connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let internal = |error| StoreError::of(path, error);
    let id: i64 = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut *connection).await.map_err(internal)?;
    let found: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *connection).await.map_err(internal)?;
    if id != APPLICATION_ID {
        let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema")
            .fetch_one(&mut *connection)
            .await
            .map_err(internal)?;
        // an empty database is a file that was just made, or a creation that was cut off before its first step
        if id != 0 || found != 0 || tables != 0 {
            return Err(StoreError::NotAWorkspace { path: path.to_owned() });
        }
    }
    if found > FORMAT {
        return Err(StoreError::NewerVersion { path: path.to_owned(), found, known: FORMAT });
    }
    Ok(())
}

/// Brings a file to today's format, step by step. A file that cannot be written is found out here, not at the first
/// word a person types.
pub(crate) async fn migrate(path: &Path, connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let internal = |error| StoreError::of(path, error);
    let found: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *connection).await.map_err(internal)?;
    connection.begin_with("BEGIN IMMEDIATE").await.map_err(internal)?.rollback().await.map_err(internal)?;
    for (number, step) in (1_i64..).zip(STEPS).filter(|(number, _)| *number > found) {
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await.map_err(internal)?;
        for script in *step {
            sqlx::raw_sql(*script).execute(&mut *transaction).await.map_err(internal)?;
        }
        let marks = format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {number}");
        // two numbers of our own: a pragma takes no bound values
        sqlx::raw_sql(sqlx::AssertSqlSafe(marks)).execute(&mut *transaction).await.map_err(internal)?;
        transaction.commit().await.map_err(internal)?;
    }
    Ok(())
}
