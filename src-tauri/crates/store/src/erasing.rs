//! Erasing for good: a profile with everything that was written for it, and what is older than it may be.
//!
//! Deleting marks rows, so that it can be taken back. Erasing takes the bytes away: rows go, the file is rebuilt without
//! them and the log is emptied. The ledger keeps its entries and loses what they told.

use crate::{
    Profiles, Store, StoreError, ledger,
    row::{id, ids, json, to_json},
};
use copydesk_domain::{DraftId, Note, Profile, ProfileId, Timestamp};
use serde_json::{Value, json};
use sqlx::SqliteConnection;

/// What stands where something was erased.
const ERASED: &str = "[erased]";

/// What was erased with a profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErasedProfile {
    /// Profiles of the name, deleted ones included.
    pub profiles: Vec<ProfileId>,
    /// Drafts that were written for it, with all their revisions.
    pub drafts: u64,
    /// Campaigns that had it in their plan.
    pub runs: u64,
    /// Entries of the ledger that lost their detail.
    pub entries: u64,
}

impl Profiles<'_> {
    /// Every profile that has or had this name, deleted ones included.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn all_named(&self, name: &str) -> Result<Vec<Profile>, StoreError> {
        let found = sqlx::query_scalar!("SELECT body FROM profile WHERE name = ?", name)
            .fetch_all(self.0.readers())
            .await
            .map_err(|error| self.0.explain(error))?;
        found.iter().map(|body| json(body)).collect()
    }

    /// Whether a campaign that is being carried out has one of these profiles in its plan.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn in_running_campaign(&self, profiles: &[ProfileId]) -> Result<Option<String>, StoreError> {
        let profiles = ids(profiles)?;
        sqlx::query_scalar!(
            "SELECT name FROM run WHERE state IN ('running', 'pausing') AND EXISTS (
                SELECT 1 FROM json_each(run.plan, '$.profiles') AS planned
                WHERE planned.value ->> '$.id' IN (SELECT value FROM json_each(?))) LIMIT 1",
            profiles
        )
        .fetch_optional(self.0.readers())
        .await
        .map_err(|error| self.0.explain(error))
    }

    /// Erases profiles everywhere: themselves, drafts that were written for them with every revision, their place in plans
    /// of campaigns and in what other drafts were shown, and what the ledger told of them. Then the file is rebuilt.
    /// `note` tells of it afterwards; it must not name the profile.
    ///
    /// # Errors
    /// When the file cannot be written; nothing is erased then.
    pub async fn erase(
        &self,
        profiles: &[Profile],
        note: impl FnOnce(&ErasedProfile) -> Note,
    ) -> Result<ErasedProfile, StoreError> {
        let store = self.0;
        let mut write = store.write().await?;
        let mut erased = ErasedProfile::default();
        for profile in profiles {
            let drafts = drafts_for(store, &mut write, profile.id).await?;
            forget_examples(store, &mut write, &drafts).await?;
            erase_drafts(store, &mut write, &drafts).await?;
            erased.runs += blank_plans(store, &mut write, profile.id).await?;
            let words = to_json(&[json_inner(&profile.fields.name)?])?;
            erased.entries += ledger::erase(store, &mut write, profile.id, &words).await?;
            let id = profile.id.to_string();
            for statement in [
                sqlx::query!("DELETE FROM pick WHERE profile = ?", id),
                sqlx::query!("DELETE FROM profile WHERE id = ?", id),
            ] {
                statement.execute(&mut *write).await.map_err(|error| store.explain(error))?;
            }
            erased.drafts += drafts.len() as u64;
            erased.profiles.push(profile.id);
        }
        ledger::append(store, &mut write, &[note(&erased)]).await?;
        store.commit(write).await?;
        store.rebuild().await?;
        Ok(erased)
    }
}

impl Store {
    /// Erases what is older than `before`: drafts that were deleted or rejected go with their revisions; others keep copy,
    /// facts and approval, and lose the prompt and the profile that they were written from. Answers with both counts.
    ///
    /// # Errors
    /// When the file cannot be written; nothing is erased then.
    pub async fn expire(
        &self,
        before: Timestamp,
        note: impl FnOnce(u64, u64) -> Note,
    ) -> Result<(u64, u64), StoreError> {
        let micros = before.as_microsecond();
        let mut write = self.write().await?;
        let gone: Vec<DraftId> = sqlx::query_scalar!(
            r#"SELECT id AS "id!" FROM draft WHERE updated_at < ? AND (deleted_at IS NOT NULL OR state = 'rejected')"#,
            micros
        )
        .fetch_all(&mut *write)
        .await
        .map_err(|error| self.explain(error))?
        .iter()
        .map(|found| id(found))
        .collect::<Result<_, _>>()?;
        erase_drafts(self, &mut write, &gone).await?;
        let lightened = sqlx::query!(
            "UPDATE draft SET provenance = json_set(provenance, '$.payload.messages', json('[]'), '$.profile', NULL),
                search = replace(search, lower(ifnull(profile_name, '')), ''), profile_name = NULL
             WHERE updated_at < ? AND (provenance ->> '$.profile' IS NOT NULL
                OR json_array_length(provenance, '$.payload.messages') > 0)",
            micros
        )
        .execute(&mut *write)
        .await
        .map_err(|error| self.explain(error))?
        .rows_affected();
        let erased = gone.len() as u64;
        if erased + lightened > 0 {
            ledger::append(self, &mut write, &[note(erased, lightened)]).await?;
        }
        self.commit(write).await?;
        if erased + lightened > 0 {
            self.rebuild().await?;
        }
        Ok((erased, lightened))
    }

    /// Writes the file anew without what was taken out of it, and empties the log: SQLite leaves deleted bytes where they
    /// were until then (sqlite.org/lang_vacuum.html).
    async fn rebuild(&self) -> Result<(), StoreError> {
        sqlx::raw_sql("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(self.writer())
            .await
            .map(|_| ())
            .map_err(|error| self.explain(error))
    }
}

async fn drafts_for(
    store: &Store,
    connection: &mut SqliteConnection,
    profile: ProfileId,
) -> Result<Vec<DraftId>, StoreError> {
    let profile = profile.to_string();
    let found = sqlx::query_scalar!(r#"SELECT id AS "id!" FROM draft WHERE profile = ?"#, profile)
        .fetch_all(connection)
        .await
        .map_err(|error| store.explain(error))?;
    found.iter().map(|found| id(found)).collect()
}

async fn erase_drafts(store: &Store, connection: &mut SqliteConnection, drafts: &[DraftId]) -> Result<(), StoreError> {
    let drafts = ids(drafts)?;
    for statement in [
        sqlx::query!("DELETE FROM revision WHERE draft IN (SELECT value FROM json_each(?))", drafts),
        sqlx::query!("DELETE FROM draft_companion WHERE draft IN (SELECT value FROM json_each(?))", drafts),
        sqlx::query!("DELETE FROM draft WHERE id IN (SELECT value FROM json_each(?))", drafts),
        sqlx::query!(
            "UPDATE ledger SET detail = NULL, salt = NULL
             WHERE detail IS NOT NULL AND draft IN (SELECT value FROM json_each(?))",
            drafts
        ),
    ] {
        statement.execute(&mut *connection).await.map_err(|error| store.explain(error))?;
    }
    Ok(())
}

/// Takes the words of erased drafts out of the prompts of others that were shown them.
async fn forget_examples(
    store: &Store,
    connection: &mut SqliteConnection,
    drafts: &[DraftId],
) -> Result<(), StoreError> {
    let drafts = ids(drafts)?;
    let erased = to_json(&json!([{ "role": "system", "content": ERASED }]))?;
    sqlx::query!(
        "UPDATE draft SET provenance = json_set(provenance, '$.payload.messages', json(?1))
         WHERE EXISTS (SELECT 1 FROM json_each(draft.provenance, '$.examples') AS shown
                       WHERE shown.value IN (SELECT value FROM json_each(?2)))
            OR provenance ->> '$.localised_from' IN (SELECT value FROM json_each(?2))",
        erased,
        drafts
    )
    .execute(connection)
    .await
    .map_err(|error| store.explain(error))?;
    Ok(())
}

/// Takes a profile out of the plans of campaigns. One that is not over can never be: it is cancelled.
async fn blank_plans(store: &Store, connection: &mut SqliteConnection, profile: ProfileId) -> Result<u64, StoreError> {
    let profile = profile.to_string();
    let found = sqlx::query!(
        r#"SELECT id AS "id!", plan FROM run WHERE EXISTS (
              SELECT 1 FROM json_each(run.plan, '$.profiles') AS planned WHERE planned.value ->> '$.id' = ?)"#,
        profile
    )
    .fetch_all(&mut *connection)
    .await
    .map_err(|error| store.explain(error))?;
    let runs = found.len() as u64;
    for row in found {
        let mut plan: Value = json(&row.plan)?;
        let planned = plan.get_mut("profiles").and_then(Value::as_array_mut);
        for planned in planned.into_iter().flatten() {
            if planned["id"].as_str() == Some(&profile) {
                for (name, blank) in
                    [("name", json!(ERASED)), ("interests", json!([])), ("tone", json!("")), ("notes", json!(""))]
                {
                    planned[name] = blank;
                }
            }
        }
        let plan = to_json(&plan)?;
        for statement in [
            sqlx::query!(
                "UPDATE run SET plan = ?,
                    state = CASE WHEN state IN ('done', 'cancelled') THEN state ELSE 'cancelled' END WHERE id = ?",
                plan,
                row.id
            ),
            sqlx::query!("UPDATE cell SET request = NULL WHERE run = ? AND request IS NOT NULL", row.id),
        ] {
            statement.execute(&mut *connection).await.map_err(|error| store.explain(error))?;
        }
    }
    Ok(runs)
}

/// A text as it stands inside JSON, without the quotation marks.
fn json_inner(text: &str) -> Result<String, StoreError> {
    Ok(to_json(text)?.trim_matches('"').to_owned())
}
