//! Drafts and their revisions.

use crate::{
    Store, StoreError,
    row::{id, ids, json, time, to_json, words},
};
use copydesk_domain::{
    Draft, DraftId, DraftListing, DraftQuery, DraftState, FinishReason, Page, ProductId, Revision, Timestamp,
};
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection, sqlite::SqliteRow};

/// The drafts of a workspace.
pub struct Drafts<'a>(pub(crate) &'a Store);

fn state(word: &str) -> Result<DraftState, StoreError> {
    DraftState::from_word(word)
        .ok_or_else(|| StoreError::Internal { detail: format!("“{word}” is no state of a draft") })
}

fn number(number: i64) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

fn optional<T: serde::de::DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<Option<T>, StoreError> {
    row.get::<Option<String>, _>(column).map(|text| json(&text)).transpose()
}

fn draft(row: &SqliteRow) -> Result<Draft, StoreError> {
    Ok(Draft {
        id: id(row.get("id"))?,
        run: id(row.get("run"))?,
        product: id(row.get("product"))?,
        profile: row.get::<Option<String>, _>("profile").map(|text| id(&text)).transpose()?,
        brief: id(row.get("brief"))?,
        variant: number(row.get("variant")),
        state: state(row.get("state"))?,
        text: row.get("text"),
        revision: number(row.get("revision")),
        approval: optional(row, "approval")?,
        stale: optional(row, "stale")?,
        rejection: row.get("rejection"),
        provenance: json(row.get("provenance"))?,
        created_at: time(row.get("created_at"))?,
        updated_at: time(row.get("updated_at"))?,
    })
}

fn listing(row: &SqliteRow) -> Result<DraftListing, StoreError> {
    Ok(DraftListing {
        id: id(row.get("id"))?,
        run: id(row.get("run"))?,
        product: id(row.get("product"))?,
        product_name: row.get("product_name"),
        sku: row.get("sku"),
        profile: row.get::<Option<String>, _>("profile").map(|text| id(&text)).transpose()?,
        profile_name: row.get("profile_name"),
        brief: id(row.get("brief"))?,
        brief_name: row.get("brief_name"),
        variant: number(row.get("variant")),
        state: state(row.get("state"))?,
        stale: optional(row, "stale")?,
        rejection: row.get("rejection"),
        finish: FinishReason::from_word(row.get("finish")),
        excerpt: row.get("excerpt"),
        length: u64::try_from(row.get::<i64, _>("length")).unwrap_or_default(),
        revision: number(row.get("revision")),
        language: row.get("language"),
        created_at: time(row.get("created_at"))?,
        updated_at: time(row.get("updated_at"))?,
    })
}

const LISTING: &str =
    "SELECT id, run, product, product_name, sku, profile, profile_name, brief, brief_name, variant, state,
    stale, rejection, finish, substr(text, 1, 200) AS excerpt, length(text) AS length, revision, language, created_at,
    updated_at FROM draft";

fn filter(builder: &mut QueryBuilder<Sqlite>, query: &DraftQuery) {
    builder.push(" WHERE deleted_at IS NULL");
    states(builder, &query.states);
    if let Some(product) = query.product {
        builder.push(" AND product = ").push_bind(product.to_string());
    }
    if let Some(run) = query.run {
        builder.push(" AND run = ").push_bind(run.to_string());
    }
    for word in words(&query.search) {
        builder
            .push(" AND instr(lower(product_name || char(10) || sku || char(10) || ifnull(profile_name, '') || char(10) ||")
            .push(" brief_name || char(10) || text), ")
            .push_bind(word)
            .push(") > 0");
    }
}

fn states(builder: &mut QueryBuilder<Sqlite>, states: &[DraftState]) {
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
        let provenance = &draft.provenance;
        let mut write = self.0.write().await?;
        sqlx::query(
            "INSERT INTO draft (id, run, product, profile, brief, variant, state, text, revision, approval, stale,
                rejection, provenance, product_name, sku, profile_name, brief_name, finish, language, created_at, updated_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(draft.id.to_string())
        .bind(draft.run.to_string())
        .bind(draft.product.to_string())
        .bind(draft.profile.map(|profile| profile.to_string()))
        .bind(draft.brief.to_string())
        .bind(draft.variant)
        .bind(draft.state.as_str())
        .bind(&draft.text)
        .bind(draft.revision)
        .bind(draft.approval.as_ref().map(to_json).transpose()?)
        .bind(draft.stale.as_ref().map(to_json).transpose()?)
        .bind(&draft.rejection)
        .bind(to_json(provenance)?)
        .bind(&provenance.product.fields.name)
        .bind(&provenance.product.fields.sku)
        .bind(provenance.profile.as_ref().map(|profile| &profile.fields.name))
        .bind(&provenance.brief.fields.name)
        .bind(provenance.finish.as_str())
        .bind(&provenance.product.fields.language)
        .bind(draft.created_at.as_microsecond())
        .bind(draft.updated_at.as_microsecond())
        .execute(&mut *write)
        .await
        .map_err(|error| self.0.explain(error))?;
        self.put_revision(&mut write, draft.id, revision).await?;
        self.0.commit(write).await
    }

    /// A draft.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it was deleted.
    pub async fn get(&self, id: DraftId) -> Result<Draft, StoreError> {
        let row = sqlx::query("SELECT * FROM draft WHERE id = ? AND deleted_at IS NULL")
            .bind(id.to_string())
            .fetch_optional(self.0.readers())
            .await
            .map_err(|error| self.0.explain(error))?;
        draft(&row.ok_or(StoreError::NotFound { what: "draft" })?)
    }

    /// A part of the list, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn page(&self, query: &DraftQuery) -> Result<Page<DraftListing>, StoreError> {
        let explain = |error| self.0.explain(error);
        let mut count = QueryBuilder::new("SELECT count(*) FROM draft");
        filter(&mut count, query);
        let total: i64 = count.build_query_scalar().fetch_one(self.0.readers()).await.map_err(explain)?;
        let mut builder = QueryBuilder::new(LISTING);
        filter(&mut builder, query);
        builder.push(" ORDER BY id DESC");
        if query.limit > 0 {
            let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
            builder.push(" LIMIT ").push_bind(number(query.limit)).push(" OFFSET ").push_bind(number(query.offset));
        }
        let rows = builder.build().fetch_all(self.0.readers()).await.map_err(explain)?;
        Ok(Page {
            total: u64::try_from(total).unwrap_or_default(),
            rows: rows.iter().map(listing).collect::<Result<_, _>>()?,
        })
    }

    /// A draft as the list shows it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it was deleted.
    pub async fn listing(&self, id: DraftId) -> Result<DraftListing, StoreError> {
        let mut builder = QueryBuilder::new(LISTING);
        builder.push(" WHERE deleted_at IS NULL AND id = ").push_bind(id.to_string());
        let row = builder.build().fetch_optional(self.0.readers()).await.map_err(|error| self.0.explain(error))?;
        listing(&row.ok_or(StoreError::NotFound { what: "draft" })?)
    }

    /// How many drafts are in one of these states; all for none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn count(&self, wanted: &[DraftState]) -> Result<u64, StoreError> {
        let mut builder = QueryBuilder::new("SELECT count(*) FROM draft WHERE deleted_at IS NULL");
        states(&mut builder, wanted);
        let count: i64 =
            builder.build_query_scalar().fetch_one(self.0.readers()).await.map_err(|error| self.0.explain(error))?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// The next whole drafts in one of these states, oldest first, behind `after`: a workspace of any size is gone
    /// through in bounded memory.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn after(
        &self,
        wanted: &[DraftState],
        after: Option<DraftId>,
        limit: usize,
    ) -> Result<Vec<Draft>, StoreError> {
        let mut builder = QueryBuilder::new("SELECT * FROM draft WHERE deleted_at IS NULL");
        states(&mut builder, wanted);
        if let Some(after) = after {
            builder.push(" AND id > ").push_bind(after.to_string());
        }
        builder.push(" ORDER BY id LIMIT ").push_bind(i64::try_from(limit).unwrap_or(i64::MAX));
        let rows = builder.build().fetch_all(self.0.readers()).await.map_err(|error| self.0.explain(error))?;
        rows.iter().map(draft).collect()
    }

    /// Whole drafts of one product, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn of_product(&self, product: ProductId) -> Result<Vec<Draft>, StoreError> {
        let rows = sqlx::query("SELECT * FROM draft WHERE product = ? AND deleted_at IS NULL ORDER BY id")
            .bind(product.to_string())
            .fetch_all(self.0.readers())
            .await
            .map_err(|error| self.0.explain(error))?;
        rows.iter().map(draft).collect()
    }

    /// Approved drafts of these products.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn approved_for(&self, products: &[ProductId]) -> Result<Vec<Draft>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM draft WHERE state = 'approved' AND deleted_at IS NULL
                AND product IN (SELECT value FROM json_each(?)) ORDER BY id",
        )
        .bind(ids(products)?)
        .fetch_all(self.0.readers())
        .await
        .map_err(|error| self.0.explain(error))?;
        rows.iter().map(draft).collect()
    }

    /// Every revision of a draft, the model's first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn revisions(&self, draft: DraftId) -> Result<Vec<Revision>, StoreError> {
        let rows = sqlx::query("SELECT * FROM revision WHERE draft = ? ORDER BY number")
            .bind(draft.to_string())
            .fetch_all(self.0.readers())
            .await
            .map_err(|error| self.0.explain(error))?;
        rows.iter()
            .map(|row| {
                Ok(Revision {
                    id: id(row.get("id"))?,
                    number: number(row.get("number")),
                    author: json(row.get("author"))?,
                    text: row.get("text"),
                    edit: row.get::<Option<String>, _>("edit").map(|text| id(&text)).transpose()?,
                    restored_from: row.get::<Option<i64>, _>("restored_from").map(number),
                    created_at: time(row.get("created_at"))?,
                    updated_at: time(row.get("updated_at"))?,
                })
            })
            .collect()
    }

    /// Saves state, text and decision of a draft. Its provenance never changes.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it was deleted.
    pub async fn save(&self, draft: &Draft) -> Result<(), StoreError> {
        let mut write = self.0.write().await?;
        self.put(&mut write, draft).await?;
        self.0.commit(write).await
    }

    /// Saves a revision and the draft whose text it is, both or neither. Saving the same revision again changes its text.
    ///
    /// # Errors
    /// [`StoreError::RevisionSealed`] for what the model wrote.
    pub async fn save_revision(&self, draft: &Draft, revision: &Revision) -> Result<(), StoreError> {
        let mut write = self.0.write().await?;
        self.put_revision(&mut write, draft.id, revision).await?;
        self.put(&mut write, draft).await?;
        self.0.commit(write).await
    }

    async fn put(&self, connection: &mut SqliteConnection, draft: &Draft) -> Result<(), StoreError> {
        let done = sqlx::query(
            "UPDATE draft SET state = ?2, text = ?3, revision = ?4, approval = ?5, stale = ?6, rejection = ?7, updated_at = ?8
             WHERE id = ?1 AND deleted_at IS NULL",
        )
        .bind(draft.id.to_string())
        .bind(draft.state.as_str())
        .bind(&draft.text)
        .bind(draft.revision)
        .bind(draft.approval.as_ref().map(to_json).transpose()?)
        .bind(draft.stale.as_ref().map(to_json).transpose()?)
        .bind(&draft.rejection)
        .bind(draft.updated_at.as_microsecond())
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
        sqlx::query(
            "INSERT INTO revision (id, draft, number, author, text, edit, restored_from, created_at, updated_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at",
        )
        .bind(revision.id.to_string())
        .bind(draft.to_string())
        .bind(revision.number)
        .bind(to_json(&revision.author)?)
        .bind(&revision.text)
        .bind(revision.edit.map(|edit| edit.to_string()))
        .bind(revision.restored_from)
        .bind(revision.created_at.as_microsecond())
        .bind(revision.updated_at.as_microsecond())
        .execute(connection)
        .await
        .map_err(|error| self.0.explain(error))?;
        Ok(())
    }

    /// Deletes drafts; [`Self::restore`] brings them back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn delete(&self, drafts: &[DraftId], at: Timestamp) -> Result<(), StoreError> {
        let mut write = self.0.write().await?;
        sqlx::query(
            "UPDATE draft SET deleted_at = ?2 WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?1))",
        )
        .bind(ids(drafts)?)
        .bind(at.as_microsecond())
        .execute(&mut *write)
        .await
        .map_err(|error| self.0.explain(error))?;
        self.0.commit(write).await
    }

    /// Takes a deletion back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn restore(&self, drafts: &[DraftId]) -> Result<(), StoreError> {
        let mut write = self.0.write().await?;
        sqlx::query("UPDATE draft SET deleted_at = NULL WHERE id IN (SELECT value FROM json_each(?))")
            .bind(ids(drafts)?)
            .execute(&mut *write)
            .await
            .map_err(|error| self.0.explain(error))?;
        self.0.commit(write).await
    }
}
