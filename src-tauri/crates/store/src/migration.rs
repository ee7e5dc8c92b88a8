//! The file's format and how older files get there. Each step runs in one transaction with the number it reaches.

use crate::error::StoreError;
use sqlx::{Connection, SqliteConnection};
use std::path::Path;

/// Marks a file as ours: “CpDk” in ASCII, kept in SQLite's header.
const APPLICATION_ID: i64 = 0x4370_446b;

/// Steps in order. A step that was released is never changed; a new one is added behind it, beside its table.
const STEPS: &[&[&str]] = &[&[
    include_str!("product.sql"),
    include_str!("profile.sql"),
    include_str!("brief.sql"),
    include_str!("provider.sql"),
    include_str!("draft.sql"),
    include_str!("setting.sql"),
]];

/// The format that this program writes.
pub(crate) const FORMAT: i64 = STEPS.len() as i64;

/// Looks at a file without touching it.
pub(crate) async fn check(path: &Path, connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let internal = |error| StoreError::of(path, error);
    let id: i64 = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut *connection).await.map_err(internal)?;
    let found: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *connection).await.map_err(internal)?;
    let tables: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sqlite_schema").fetch_one(&mut *connection).await.map_err(internal)?;
    // an empty database is a file that was just made, or a creation that was cut off before its first step
    let fresh = id == 0 && found == 0 && tables == 0;
    if id != APPLICATION_ID && !fresh {
        return Err(StoreError::NotAWorkspace { path: path.to_owned() });
    }
    if found > FORMAT {
        return Err(StoreError::NewerVersion { path: path.to_owned(), found, known: FORMAT });
    }
    Ok(())
}

/// Brings a file to today's format.
pub(crate) async fn migrate(path: &Path, connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let internal = |error| StoreError::of(path, error);
    let found: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *connection).await.map_err(internal)?;
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
