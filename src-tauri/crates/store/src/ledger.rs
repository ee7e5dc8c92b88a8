//! The ledger: entries are added in the transaction of the deed that they tell of, so there is neither without the other.

use crate::{
    Store, StoreError,
    row::{id, time, to_json},
};
use copydesk_domain::{Broken, Chain, Deed, DraftId, LedgerEntry, Note, ProfileId, Timestamp, ledger::commitment};
use serde_json::json;
use sqlx::SqliteConnection;
use uuid::Uuid;

/// Entries read at a time while a chain is followed.
const PAGE: i64 = 5_000;
/// Entries added by one statement.
const CHUNK: usize = 5_000;

/// The ledger of a workspace.
pub struct Ledger<'a>(pub(crate) &'a Store);

/// Requests that went to one model at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentTo {
    /// The provider's name.
    pub provider: String,
    /// Its host.
    pub host: String,
    /// The model.
    pub model: String,
    /// How many requests.
    pub requests: u64,
    /// When the first went out.
    pub first: Timestamp,
    /// When the latest did.
    pub last: Timestamp,
}

/// An entry as it is stored.
struct Row {
    number: i64,
    at: i64,
    actor: String,
    deed: String,
    draft: Option<String>,
    profile: Option<String>,
    detail: Option<String>,
    salt: Option<String>,
    commitment: String,
    previous: String,
    hash: String,
}

impl Row {
    /// The entry, and its detail as it is stored. A detail that is no JSON any more was tampered with and is left out.
    fn read(self) -> Result<(LedgerEntry, Option<String>), StoreError> {
        let deed = Deed::from_word(&self.deed);
        let deed = deed.ok_or_else(|| StoreError::Internal { detail: format!("“{}” is no deed", self.deed) })?;
        let entry = LedgerEntry {
            number: u64::try_from(self.number).unwrap_or_default(),
            at: time(self.at)?,
            by: self.actor,
            deed,
            draft: self.draft.as_deref().map(id).transpose()?,
            profile: self.profile.as_deref().map(id).transpose()?,
            detail: self.detail.as_deref().and_then(|detail| serde_json::from_str(detail).ok()),
            salt: self.salt,
            commitment: self.commitment,
            previous: self.previous,
            hash: self.hash,
        };
        Ok((entry, self.detail))
    }
}

/// A checked query for entries.
macro_rules! entries_where {
    ($condition:literal $(, $value:expr)*) => {
        sqlx::query_as!(
            Row,
            r#"SELECT number AS "number!", at, actor, deed, draft, profile, detail, salt, commitment, previous, hash
               FROM ledger WHERE "# + $condition
            $(, $value)*
        )
    };
}

/// Adds entries in the transaction of `connection`, in their order.
pub(crate) async fn append(store: &Store, connection: &mut SqliteConnection, notes: &[Note]) -> Result<(), StoreError> {
    if notes.is_empty() {
        return Ok(());
    }
    let last = sqlx::query!("SELECT number, hash FROM ledger ORDER BY number DESC LIMIT 1")
        .fetch_optional(&mut *connection)
        .await
        .map_err(|error| store.explain(error))?;
    let (mut number, mut previous) = last.map_or((0, String::new()), |last| (last.number, last.hash));
    for notes in notes.chunks(CHUNK) {
        let mut rows = Vec::with_capacity(notes.len());
        for note in notes {
            number += 1;
            let (detail, salt) = (to_json(&note.detail)?, Uuid::new_v4().simple().to_string());
            let mut entry = LedgerEntry {
                number: u64::try_from(number).unwrap_or_default(),
                at: note.at,
                by: note.by.clone(),
                deed: note.deed,
                draft: note.draft,
                profile: note.profile,
                detail: None,
                commitment: commitment(&salt, &detail),
                salt: None,
                previous,
                hash: String::new(),
            };
            entry.hash = entry.sealed();
            rows.push(json!([
                number,
                entry.at.as_microsecond(),
                entry.by,
                entry.deed.as_str(),
                entry.draft,
                entry.profile,
                detail,
                salt,
                entry.commitment,
                entry.previous,
                entry.hash,
            ]));
            previous = entry.hash;
        }
        let rows = to_json(&rows)?;
        sqlx::query!(
            "INSERT INTO ledger (number, at, actor, deed, draft, profile, detail, salt, commitment, previous, hash)
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
                value ->> 8, value ->> 9, value ->> 10
             FROM json_each(?)",
            rows
        )
        .execute(&mut *connection)
        .await
        .map_err(|error| store.explain(error))?;
    }
    Ok(())
}

impl Ledger<'_> {
    /// Writes down what changes nothing else in the file: what was sent, what was exported.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn append(&self, notes: &[Note]) -> Result<(), StoreError> {
        let mut write = self.0.write().await?;
        append(self.0, &mut write, notes).await?;
        self.0.commit(write).await
    }

    /// Entries before a number, the newest first; only those of a deed, if one is named.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn page(
        &self,
        before: Option<u64>,
        deed: Option<Deed>,
        limit: u32,
    ) -> Result<Vec<LedgerEntry>, StoreError> {
        let before = before.and_then(|before| i64::try_from(before).ok()).unwrap_or(i64::MAX);
        let deed = deed.map(Deed::as_str);
        let found = entries_where!(
            "number < ?1 AND (?2 IS NULL OR deed = ?2) ORDER BY number DESC LIMIT ?3",
            before,
            deed,
            limit
        );
        let found = found.fetch_all(self.0.readers()).await.map_err(|error| self.0.explain(error))?;
        found.into_iter().map(|row| Ok(row.read()?.0)).collect()
    }

    /// Entries behind a number, the oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn after(&self, after: u64, limit: u32) -> Result<Vec<LedgerEntry>, StoreError> {
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        let found = entries_where!("number > ? ORDER BY number LIMIT ?", after, limit);
        let found = found.fetch_all(self.0.readers()).await.map_err(|error| self.0.explain(error))?;
        found.into_iter().map(|row| Ok(row.read()?.0)).collect()
    }

    /// What was done with a draft, the oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn of_draft(&self, draft: DraftId) -> Result<Vec<LedgerEntry>, StoreError> {
        let draft = draft.to_string();
        let found = entries_where!("draft = ? ORDER BY number", draft);
        let found = found.fetch_all(self.0.readers()).await.map_err(|error| self.0.explain(error))?;
        found.into_iter().map(|row| Ok(row.read()?.0)).collect()
    }

    /// Whether an entry of this hash is there.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn has(&self, hash: &str) -> Result<bool, StoreError> {
        let found = sqlx::query_scalar!(r#"SELECT 1 AS "one!: i64" FROM ledger WHERE hash = ? LIMIT 1"#, hash)
            .fetch_optional(self.0.readers())
            .await
            .map_err(|error| self.0.explain(error))?;
        Ok(found.is_some())
    }

    /// What was sent to whom, the latest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn sent(&self) -> Result<Vec<SentTo>, StoreError> {
        let found = sqlx::query!(
            r#"SELECT ifnull(detail ->> '$.provider', '') AS "provider!: String",
                      ifnull(detail ->> '$.host', '') AS "host!: String",
                      ifnull(detail ->> '$.model', '') AS "model!: String",
                      sum(ifnull(detail ->> '$.requests', 0)) AS "requests!: i64",
                      min(at) AS "first!: i64", max(at) AS "last!: i64"
               FROM ledger WHERE deed = 'sent' GROUP BY 1, 2, 3 ORDER BY max(at) DESC"#
        )
        .fetch_all(self.0.readers())
        .await
        .map_err(|error| self.0.explain(error))?;
        let sent = found.into_iter().map(|row| {
            Ok(SentTo {
                provider: row.provider,
                host: row.host,
                model: row.model,
                requests: u64::try_from(row.requests).unwrap_or_default(),
                first: time(row.first)?,
                last: time(row.last)?,
            })
        });
        sent.collect()
    }

    /// Follows the whole chain.
    ///
    /// # Errors
    /// When the file cannot be read; where the chain does not hold is the inner error.
    pub async fn verify(&self) -> Result<Result<Chain, Broken>, StoreError> {
        let mut chain = Chain::default();
        let mut after = 0;
        loop {
            let page = entries_where!("number > ? ORDER BY number LIMIT ?", after, PAGE);
            let page = page.fetch_all(self.0.readers()).await.map_err(|error| self.0.explain(error))?;
            let Some(last) = page.last() else { return Ok(Ok(chain)) };
            after = last.number;
            for row in page {
                let number = u64::try_from(row.number).unwrap_or_default();
                // a word that is no deed, or an id that is none, was put there by somebody else
                let Ok((entry, detail)) = row.read() else { return Ok(Err(Broken::Entry { number })) };
                if let Err(broken) = chain.follow(&entry, detail.as_deref()) {
                    return Ok(Err(broken));
                }
            }
        }
    }
}

/// Erases the details that tell of a profile, by its id or by any of its words, in the transaction of `connection`.
pub(crate) async fn erase(
    store: &Store,
    connection: &mut SqliteConnection,
    profile: ProfileId,
    words: &str,
) -> Result<u64, StoreError> {
    let profile = profile.to_string();
    let done = sqlx::query!(
        "UPDATE ledger SET detail = NULL, salt = NULL
         WHERE detail IS NOT NULL
           AND (profile = ? OR EXISTS (SELECT 1 FROM json_each(?) WHERE instr(detail, value) > 0))",
        profile,
        words
    )
    .execute(connection)
    .await
    .map_err(|error| store.explain(error))?;
    Ok(done.rows_affected())
}
