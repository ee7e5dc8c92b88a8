//! Profiles, briefs, providers, voices and parts: few records, each with a name that identifies it, kept whole as JSON.

use crate::{
    Store, StoreError,
    row::{ids, json, to_json, words},
};
use copydesk_domain::{
    Brief, BriefId, PartialId, Profile, ProfileId, Provider, ProviderId, SharedPartial, Timestamp, Voice, VoiceId,
};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::{Sqlite, SqliteConnection, Transaction};

/// What the tables need to know of a record.
trait Named: Serialize + DeserializeOwned {
    fn id(&self) -> String;
    fn name(&self) -> &str;
    /// What it is found by.
    fn search(&self) -> String {
        self.name().to_lowercase()
    }
}

impl Named for Profile {
    fn id(&self) -> String {
        self.id.to_string()
    }
    fn name(&self) -> &str {
        &self.fields.name
    }
    fn search(&self) -> String {
        let fields = &self.fields;
        format!("{}\n{}\n{}\n{}", fields.name, fields.interests.join("\n"), fields.tone, fields.notes).to_lowercase()
    }
}

impl Named for Brief {
    fn id(&self) -> String {
        self.id.to_string()
    }
    fn name(&self) -> &str {
        &self.fields.name
    }
}

impl Named for Voice {
    fn id(&self) -> String {
        self.id.to_string()
    }
    fn name(&self) -> &str {
        &self.fields.name
    }
}

impl Named for SharedPartial {
    fn id(&self) -> String {
        self.id.to_string()
    }
    fn name(&self) -> &str {
        &self.fields.name
    }
}

impl Named for Provider {
    fn id(&self) -> String {
        self.id.to_string()
    }
    fn name(&self) -> &str {
        &self.fields.name
    }
}

/// The statements of one table: sqlx takes SQL that is fixed when the program is built.
struct Statements {
    what: &'static str,
    list: &'static str,
    get: &'static str,
    by_name: &'static str,
    insert: &'static str,
    update: &'static str,
    delete: &'static str,
    restore: &'static str,
    /// A name that would be there twice if these came back.
    doubled: &'static str,
}

macro_rules! statements {
    ($table:literal) => {
        Statements {
            what: $table,
            list: concat!("SELECT body, search FROM ", $table, " WHERE deleted_at IS NULL ORDER BY id"),
            get: concat!("SELECT body FROM ", $table, " WHERE id = ? AND deleted_at IS NULL"),
            by_name: concat!("SELECT body FROM ", $table, " WHERE name = ? AND deleted_at IS NULL"),
            insert: concat!("INSERT INTO ", $table, " (id, name, body, search) VALUES (?, ?, ?, ?)"),
            update: concat!("UPDATE ", $table, " SET name = ?2, body = ?3, search = ?4 WHERE id = ?1 AND deleted_at IS NULL"),
            delete: concat!(
                "UPDATE ", $table, " SET deleted_at = ?2 WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?1))"
            ),
            restore: concat!("UPDATE ", $table, " SET deleted_at = NULL WHERE id IN (SELECT value FROM json_each(?1))"),
            doubled: concat!(
                "SELECT name FROM ",
                $table,
                " WHERE deleted_at IS NULL OR id IN (SELECT value FROM json_each(?1)) GROUP BY name HAVING count(*) > 1 LIMIT 1"
            ),
        }
    };
}

impl Statements {
    async fn list<T: Named>(&self, store: &Store, search: &str) -> Result<Vec<T>, StoreError> {
        let rows: Vec<(String, String)> =
            sqlx::query_as(self.list).fetch_all(store.readers()).await.map_err(|error| store.explain(error))?;
        let words = words(search);
        rows.iter()
            .filter(|(_, search)| words.iter().all(|word| search.contains(word)))
            .map(|(body, _)| json(body))
            .collect()
    }

    async fn one<T: Named>(&self, store: &Store, statement: &'static str, key: &str) -> Result<Option<T>, StoreError> {
        let body: Option<String> = sqlx::query_scalar(statement)
            .bind(key)
            .fetch_optional(store.readers())
            .await
            .map_err(|error| store.explain(error))?;
        body.map(|body| json(&body)).transpose()
    }

    async fn get<T: Named>(&self, store: &Store, id: &str) -> Result<T, StoreError> {
        self.one(store, self.get, id).await?.ok_or(StoreError::NotFound { what: self.what })
    }

    /// Runs an insert or an update; the number of rows it touched.
    async fn put<T: Named>(
        store: &Store,
        connection: &mut SqliteConnection,
        statement: &'static str,
        record: &T,
    ) -> Result<u64, StoreError> {
        let done = sqlx::query(statement)
            .bind(record.id())
            .bind(record.name())
            .bind(to_json(record)?)
            .bind(record.search())
            .execute(connection)
            .await
            .map_err(|error| taken(store, error, record.name()))?;
        Ok(done.rows_affected())
    }

    async fn insert<T: Named>(&self, store: &Store, record: &T) -> Result<(), StoreError> {
        let mut write = store.write().await?;
        Self::put(store, &mut write, self.insert, record).await?;
        store.commit(write).await
    }

    async fn update<T: Named>(&self, store: &Store, record: &T) -> Result<(), StoreError> {
        let mut write = store.write().await?;
        if Self::put(store, &mut write, self.update, record).await? == 0 {
            return Err(StoreError::NotFound { what: self.what });
        }
        store.commit(write).await
    }

    async fn put_all<T: Named>(&self, store: &Store, records: &[T]) -> Result<(), StoreError> {
        let mut write: Transaction<'static, Sqlite> = store.write().await?;
        for record in records {
            if Self::put(store, &mut write, self.update, record).await? == 0 {
                Self::put(store, &mut write, self.insert, record).await?;
            }
        }
        store.commit(write).await
    }

    async fn delete<T: ToString>(&self, store: &Store, records: &[T], at: Timestamp) -> Result<(), StoreError> {
        let mut write = store.write().await?;
        sqlx::query(self.delete)
            .bind(ids(records)?)
            .bind(at.as_microsecond())
            .execute(&mut *write)
            .await
            .map_err(|error| store.explain(error))?;
        store.commit(write).await
    }

    async fn restore<T: ToString>(&self, store: &Store, records: &[T]) -> Result<(), StoreError> {
        let records = ids(records)?;
        let mut write = store.write().await?;
        let explain = |error| store.explain(error);
        let doubled: Option<String> =
            sqlx::query_scalar(self.doubled).bind(&records).fetch_optional(&mut *write).await.map_err(explain)?;
        if let Some(name) = doubled {
            return Err(StoreError::NameTaken { name });
        }
        sqlx::query(self.restore).bind(records).execute(&mut *write).await.map_err(explain)?;
        store.commit(write).await
    }
}

fn taken(store: &Store, error: sqlx::Error, name: &str) -> StoreError {
    match error.as_database_error() {
        Some(database) if database.is_unique_violation() => StoreError::NameTaken { name: name.to_owned() },
        _ => store.explain(error),
    }
}

macro_rules! table {
    ($(#[$doc:meta])* $name:ident, $record:ty, $id:ty, $table:literal) => {
        $(#[$doc])*
        pub struct $name<'a>(pub(crate) &'a Store);

        impl $name<'_> {
            const STATEMENTS: Statements = statements!($table);

            /// A record.
            ///
            /// # Errors
            /// [`StoreError::NotFound`] when it was deleted.
            pub async fn get(&self, id: $id) -> Result<$record, StoreError> {
                Self::STATEMENTS.get(self.0, &id.to_string()).await
            }

            /// The record of a name.
            ///
            /// # Errors
            /// When the file cannot be read.
            pub async fn find_by_name(&self, name: &str) -> Result<Option<$record>, StoreError> {
                Self::STATEMENTS.one(self.0, Self::STATEMENTS.by_name, name).await
            }

            /// Adds a record.
            ///
            /// # Errors
            /// [`StoreError::NameTaken`].
            pub async fn insert(&self, record: &$record) -> Result<(), StoreError> {
                Self::STATEMENTS.insert(self.0, record).await
            }

            /// Changes a record.
            ///
            /// # Errors
            /// [`StoreError::NameTaken`], or [`StoreError::NotFound`] when it was deleted.
            pub async fn update(&self, record: &$record) -> Result<(), StoreError> {
                Self::STATEMENTS.update(self.0, record).await
            }

            /// Deletes records; [`Self::restore`] brings them back.
            ///
            /// # Errors
            /// When the file cannot be written.
            pub async fn delete(&self, ids: &[$id], at: Timestamp) -> Result<(), StoreError> {
                Self::STATEMENTS.delete(self.0, ids, at).await
            }

            /// Takes a deletion back.
            ///
            /// # Errors
            /// [`StoreError::NameTaken`] when another record got a name meanwhile; then none comes back.
            pub async fn restore(&self, ids: &[$id]) -> Result<(), StoreError> {
                Self::STATEMENTS.restore(self.0, ids).await
            }
        }
    };
}

table!(
    /// The profiles of a workspace.
    Profiles, Profile, ProfileId, "profile"
);
table!(
    /// The briefs of a workspace.
    Briefs, Brief, BriefId, "brief"
);
table!(
    /// The providers of a workspace, without their keys.
    Providers, Provider, ProviderId, "provider"
);

table!(
    /// The brands' voices of a workspace.
    Voices, Voice, VoiceId, "voice"
);
table!(
    /// The parts that the briefs of a workspace share.
    Partials, SharedPartial, PartialId, "partial"
);

impl Profiles<'_> {
    /// Profiles that hold all the words of `search`, oldest first; all for none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn list(&self, search: &str) -> Result<Vec<Profile>, StoreError> {
        Self::STATEMENTS.list(self.0, search).await
    }

    /// Adds or changes profiles, all or none.
    ///
    /// # Errors
    /// [`StoreError::NameTaken`] by a profile that is not among them.
    pub async fn put_all(&self, profiles: &[Profile]) -> Result<(), StoreError> {
        Self::STATEMENTS.put_all(self.0, profiles).await
    }
}

/// Every version of a record, the newest first.
async fn versions<T: DeserializeOwned>(store: &Store, record: String) -> Result<Vec<T>, StoreError> {
    let found = sqlx::query_scalar!("SELECT body FROM record_version WHERE record = ? ORDER BY version DESC", record)
        .fetch_all(store.readers())
        .await
        .map_err(|error| store.explain(error))?;
    found.iter().map(|body| json(body)).collect()
}

impl Voices<'_> {
    /// All voices, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn list(&self) -> Result<Vec<Voice>, StoreError> {
        Self::STATEMENTS.list(self.0, "").await
    }

    /// Every version of a voice, the newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn versions(&self, id: VoiceId) -> Result<Vec<Voice>, StoreError> {
        versions(self.0, id.to_string()).await
    }
}

impl Partials<'_> {
    /// All parts, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn list(&self) -> Result<Vec<SharedPartial>, StoreError> {
        Self::STATEMENTS.list(self.0, "").await
    }
}

impl Briefs<'_> {
    /// Every version of a brief, the newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn versions(&self, id: BriefId) -> Result<Vec<Brief>, StoreError> {
        versions(self.0, id.to_string()).await
    }

    /// All briefs, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn list(&self) -> Result<Vec<Brief>, StoreError> {
        Self::STATEMENTS.list(self.0, "").await
    }
}

impl Providers<'_> {
    /// All providers, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn list(&self) -> Result<Vec<Provider>, StoreError> {
        Self::STATEMENTS.list(self.0, "").await
    }
}
