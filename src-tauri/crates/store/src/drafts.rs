//! Drafts and their revisions.

use crate::{
    Store, StoreError, ledger,
    row::{id, ids, json, time, to_json},
};
use copydesk_domain::{Deed, Draft, DraftId, DraftState, Note, ProductId, Revision, Timestamp};
use serde_json::json;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

/// The drafts of a workspace.
pub struct Drafts<'a>(pub(crate) &'a Store);

pub(crate) fn state(word: &str) -> Result<DraftState, StoreError> {
    DraftState::from_word(word)
        .ok_or_else(|| StoreError::Internal { detail: format!("“{word}” is no state of a draft") })
}

pub(crate) fn number(number: i64) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

/// A draft as it is stored.
struct DraftRow {
    id: String,
    run: String,
    product: String,
    profile: Option<String>,
    brief: String,
    variant: i64,
    state: String,
    channel: String,
    text: String,
    fields: Option<String>,
    revision: i64,
    approval: Option<String>,
    stale: Option<String>,
    rejection: Option<String>,
    waivers: String,
    provenance: String,
    created_at: i64,
    updated_at: i64,
}

impl TryFrom<DraftRow> for Draft {
    type Error = StoreError;

    fn try_from(row: DraftRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(&row.id)?,
            run: id(&row.run)?,
            product: id(&row.product)?,
            profile: row.profile.as_deref().map(id).transpose()?,
            brief: id(&row.brief)?,
            variant: number(row.variant),
            state: state(&row.state)?,
            channel: row.channel,
            text: row.text,
            fields: row.fields.as_deref().map(json).transpose()?,
            revision: number(row.revision),
            approval: row.approval.as_deref().map(json).transpose()?,
            stale: row.stale.as_deref().map(json).transpose()?,
            rejection: row.rejection,
            waivers: json(&row.waivers)?,
            provenance: json(&row.provenance)?,
            created_at: time(row.created_at)?,
            updated_at: time(row.updated_at)?,
        })
    }
}

/// A checked query for whole drafts that are not deleted.
macro_rules! drafts_where {
    ($condition:literal $(, $value:expr)*) => {
        sqlx::query_as!(
            DraftRow,
            r#"SELECT id AS "id!", run, product, profile, brief, variant, state, channel, text, fields, revision, approval, stale,
                      rejection, waivers, provenance, created_at, updated_at
               FROM draft WHERE deleted_at IS NULL AND "# + $condition
            $(, $value)*
        )
    };
}

/// The first entry of every draft: who asked whom, about what. What a person typed is not in it.
fn generated(draft: &Draft) -> Note {
    let provenance = &draft.provenance;
    Note {
        at: draft.created_at,
        by: provenance.requested_by.clone(),
        deed: Deed::Generated,
        draft: Some(draft.id),
        profile: draft.profile,
        detail: json!({
            "sku": provenance.product.fields.sku,
            "brief": provenance.brief.fields.name,
            "channel": draft.channel,
            "provider": provenance.provider,
            "model": provenance.model,
            "run": draft.run,
            "malformed": draft.is_malformed(),
        }),
    }
}

/// What is searched, in lower case.
fn search_text(draft: &Draft) -> String {
    let provenance = &draft.provenance;
    let product = &provenance.product.fields;
    let profile = provenance.profile.as_ref().map_or("", |profile| profile.fields.name.as_str());
    let brief = &provenance.brief.fields.name;
    format!("{}\n{}\n{profile}\n{brief}\n{}", product.name, product.sku, draft.text).to_lowercase()
}

/// Only these states; all for none.
pub(crate) fn states(builder: &mut QueryBuilder<Sqlite>, states: &[DraftState]) {
    if states.is_empty() || DraftState::ALL.iter().all(|state| states.contains(state)) {
        return;
    }
    builder.push(" AND state IN (");
    let mut list = builder.separated(", ");
    for state in states {
        list.push_bind(state.as_str());
    }
    builder.push(")");
}

impl Drafts<'_> {
    /// Stores a draft with its first revision, both or neither.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn insert(&self, draft: &Draft, revision: &Revision) -> Result<(), StoreError> {
        let mut write = self.0.write().await?;
        self.put_new(&mut write, draft, revision).await?;
        self.0.commit(write).await
    }

    pub(crate) async fn put_new(
        &self,
        connection: &mut SqliteConnection,
        draft: &Draft,
        revision: &Revision,
    ) -> Result<(), StoreError> {
        let provenance = &draft.provenance;
        let (product, brief) = (&provenance.product.fields, &provenance.brief.fields);
        let profile_name = provenance.profile.as_ref().map(|profile| profile.fields.name.as_str());
        let (id, run) = (draft.id.to_string(), draft.run.to_string());
        let (product_id, brief_id) = (draft.product.to_string(), draft.brief.to_string());
        let profile = draft.profile.map(|profile| profile.to_string());
        let (state, finish) = (draft.state.as_str(), provenance.finish.as_str());
        let fields = draft.fields.as_ref().map(to_json).transpose()?;
        let malformed = draft.is_malformed();
        let approval = draft.approval.as_ref().map(to_json).transpose()?;
        let stale = draft.stale.as_ref().map(to_json).transpose()?;
        let waivers = to_json(&draft.waivers)?;
        let (provenance, search) = (to_json(provenance)?, search_text(draft));
        let (created_at, updated_at) = (draft.created_at.as_microsecond(), draft.updated_at.as_microsecond());
        sqlx::query!(
            "INSERT INTO draft (id, run, product, profile, brief, variant, state, channel, text, fields, malformed, revision,
                approval, stale, rejection, waivers, provenance, product_name, sku, profile_name, brief_name, finish, language, search, created_at,
                updated_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            id,
            run,
            product_id,
            profile,
            brief_id,
            draft.variant,
            state,
            draft.channel,
            draft.text,
            fields,
            malformed,
            draft.revision,
            approval,
            stale,
            draft.rejection,
            waivers,
            provenance,
            product.name,
            product.sku,
            profile_name,
            brief.name,
            finish,
            product.language,
            search,
            created_at,
            updated_at
        )
        .execute(&mut *connection)
        .await
        .map_err(|error| self.0.explain(error))?;
        self.put_companions(connection, draft).await?;
        self.put_revision(connection, draft.id, revision).await?;
        ledger::append(self.0, connection, &[generated(draft)]).await
    }

    /// The other products that a draft rests on, to be found when one of them changes.
    async fn put_companions(&self, connection: &mut SqliteConnection, draft: &Draft) -> Result<(), StoreError> {
        let companions: Vec<_> = draft.provenance.companions.iter().map(|companion| companion.id).collect();
        if companions.is_empty() {
            return Ok(());
        }
        let (id, companions) = (draft.id.to_string(), ids(&companions)?);
        sqlx::query!(
            "INSERT OR IGNORE INTO draft_companion (draft, product) SELECT ?, value FROM json_each(?)",
            id,
            companions
        )
        .execute(connection)
        .await
        .map_err(|error| self.0.explain(error))?;
        Ok(())
    }

    /// A draft.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it was deleted.
    pub async fn get(&self, id: DraftId) -> Result<Draft, StoreError> {
        let id = id.to_string();
        let found = drafts_where!("id = ?", id).fetch_optional(self.0.readers()).await;
        found.map_err(|error| self.0.explain(error))?.ok_or(StoreError::NotFound { what: "draft" })?.try_into()
    }

    /// Whole drafts of one product, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn of_product(&self, product: ProductId) -> Result<Vec<Draft>, StoreError> {
        let product = product.to_string();
        let found = drafts_where!("product = ? ORDER BY id", product).fetch_all(self.0.readers()).await;
        found.map_err(|error| self.0.explain(error))?.into_iter().map(Draft::try_from).collect()
    }

    /// Approved drafts behind a draft, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn approved_after(&self, after: Option<DraftId>, limit: u32) -> Result<Vec<Draft>, StoreError> {
        let after = after.map(|after| after.to_string()).unwrap_or_default();
        let found = drafts_where!("state = 'approved' AND id > ? ORDER BY id LIMIT ?", after, limit);
        let found = found.fetch_all(self.0.readers()).await.map_err(|error| self.0.explain(error))?;
        found.into_iter().map(Draft::try_from).collect()
    }

    /// Approved drafts of a channel and a language, those of a brand first and then the newest, out of the last
    /// 500: examples for a prompt.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn examples(
        &self,
        channel: &str,
        language: &str,
        brand: &str,
        limit: u32,
    ) -> Result<Vec<Draft>, StoreError> {
        let found = drafts_where!(
            "id IN (SELECT id FROM draft WHERE deleted_at IS NULL AND state = 'approved' AND channel = ?
                    ORDER BY id DESC LIMIT 500)
             AND ifnull(nullif(provenance ->> '$.brief.copy_language', ''), language) = ?
             ORDER BY (provenance ->> '$.product.brand') = ? DESC, id DESC LIMIT ?",
            channel,
            language,
            brand,
            limit
        );
        let found = found.fetch_all(self.0.readers()).await;
        found.map_err(|error| self.0.explain(error))?.into_iter().map(Draft::try_from).collect()
    }

    /// Every revision of a draft, the model's first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn revisions(&self, draft: DraftId) -> Result<Vec<Revision>, StoreError> {
        let draft = draft.to_string();
        let found = sqlx::query!(
            r#"SELECT id AS "id!", number, author, text, fields, edit, restored_from, created_at, updated_at
               FROM revision WHERE draft = ? ORDER BY number"#,
            draft
        )
        .fetch_all(self.0.readers())
        .await
        .map_err(|error| self.0.explain(error))?;
        found
            .into_iter()
            .map(|row| {
                Ok(Revision {
                    id: id(&row.id)?,
                    number: number(row.number),
                    author: json(&row.author)?,
                    text: row.text,
                    fields: row.fields.as_deref().map(json).transpose()?,
                    edit: row.edit.as_deref().map(id).transpose()?,
                    restored_from: row.restored_from.map(number),
                    created_at: time(row.created_at)?,
                    updated_at: time(row.updated_at)?,
                })
            })
            .collect()
    }

    /// Saves state, text and decision of a draft, and writes down the deed. Its provenance never changes.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it was deleted.
    pub async fn save(&self, draft: &Draft, note: &Note) -> Result<(), StoreError> {
        let mut write = self.0.write().await?;
        self.put(&mut write, draft).await?;
        ledger::append(self.0, &mut write, std::slice::from_ref(note)).await?;
        self.0.commit(write).await
    }

    /// Saves a revision and the draft whose text it is, both or neither. Saving the same revision again changes its text;
    /// the deed is written down when the revision is new.
    ///
    /// # Errors
    /// [`StoreError::RevisionSealed`] for what the model wrote.
    pub async fn save_revision(
        &self,
        draft: &Draft,
        revision: &Revision,
        note: Option<&Note>,
    ) -> Result<(), StoreError> {
        let mut write = self.0.write().await?;
        self.put_revision(&mut write, draft.id, revision).await?;
        self.put(&mut write, draft).await?;
        ledger::append(self.0, &mut write, note.map(std::slice::from_ref).unwrap_or_default()).await?;
        self.0.commit(write).await
    }

    async fn put(&self, connection: &mut SqliteConnection, draft: &Draft) -> Result<(), StoreError> {
        let (id, state) = (draft.id.to_string(), draft.state.as_str());
        let fields = draft.fields.as_ref().map(to_json).transpose()?;
        let malformed = draft.is_malformed();
        let approval = draft.approval.as_ref().map(to_json).transpose()?;
        let stale = draft.stale.as_ref().map(to_json).transpose()?;
        let waivers = to_json(&draft.waivers)?;
        let (search, updated_at) = (search_text(draft), draft.updated_at.as_microsecond());
        let done = sqlx::query!(
            "UPDATE draft SET state = ?, text = ?, fields = ?, malformed = ?, revision = ?, approval = ?, stale = ?, rejection = ?, waivers = ?,
                              search = ?, updated_at = ?
             WHERE id = ? AND deleted_at IS NULL",
            state,
            draft.text,
            fields,
            malformed,
            draft.revision,
            approval,
            stale,
            draft.rejection,
            waivers,
            search,
            updated_at,
            id
        )
        .execute(connection)
        .await
        .map_err(|error| self.0.explain(error))?;
        if done.rows_affected() == 0 { Err(StoreError::NotFound { what: "draft" }) } else { Ok(()) }
    }

    async fn put_revision(
        &self,
        connection: &mut SqliteConnection,
        draft: DraftId,
        revision: &Revision,
    ) -> Result<(), StoreError> {
        let (id, draft, author) = (revision.id.to_string(), draft.to_string(), to_json(&revision.author)?);
        let edit = revision.edit.map(|edit| edit.to_string());
        let fields = revision.fields.as_ref().map(to_json).transpose()?;
        let (created_at, updated_at) = (revision.created_at.as_microsecond(), revision.updated_at.as_microsecond());
        let done = sqlx::query!(
            "INSERT INTO revision (id, draft, number, author, text, fields, edit, restored_from, created_at, updated_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET text = excluded.text, fields = excluded.fields, updated_at = excluded.updated_at
                WHERE draft = excluded.draft AND number = excluded.number",
            id,
            draft,
            revision.number,
            author,
            revision.text,
            fields,
            edit,
            revision.restored_from,
            created_at,
            updated_at
        )
        .execute(connection)
        .await
        .map_err(|error| match error.as_database_error() {
            // another text in the place of the model's
            Some(database) if database.is_unique_violation() && revision.number == 1 => StoreError::RevisionSealed,
            _ => self.0.explain(error),
        })?;
        if done.rows_affected() == 0 {
            return Err(StoreError::Internal {
                detail: format!("revision {id} is already one of another number or draft"),
            });
        }
        Ok(())
    }

    /// Deletes drafts; [`Self::restore`] brings them back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn delete(&self, drafts: &[DraftId], at: Timestamp, notes: &[Note]) -> Result<(), StoreError> {
        let (drafts, at) = (ids(drafts)?, at.as_microsecond());
        let mut write = self.0.write().await?;
        sqlx::query!(
            "UPDATE draft SET deleted_at = ? WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))",
            at,
            drafts
        )
        .execute(&mut *write)
        .await
        .map_err(|error| self.0.explain(error))?;
        ledger::append(self.0, &mut write, notes).await?;
        self.0.commit(write).await
    }

    /// Takes a deletion back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn restore(&self, drafts: &[DraftId], notes: &[Note]) -> Result<(), StoreError> {
        let drafts = ids(drafts)?;
        let mut write = self.0.write().await?;
        sqlx::query!("UPDATE draft SET deleted_at = NULL WHERE id IN (SELECT value FROM json_each(?))", drafts)
            .execute(&mut *write)
            .await
            .map_err(|error| self.0.explain(error))?;
        ledger::append(self.0, &mut write, notes).await?;
        self.0.commit(write).await
    }
}
