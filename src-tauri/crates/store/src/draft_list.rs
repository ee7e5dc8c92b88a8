//! The list of drafts: filtered, newest first, a page at a time, however many there are.

use crate::{
    Drafts, StoreError,
    drafts::{number, state, states},
    row::{id, json, limit, time, words},
};
use copydesk_domain::{DraftId, DraftListing, DraftQuery, DraftState, FinishReason, Page};
use sqlx::{QueryBuilder, Row, Sqlite, sqlite::SqliteRow};

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
        channel: row.get("channel"),
        malformed: row.get("malformed"),
        variant: number(row.get("variant")),
        state: state(row.get("state"))?,
        stale: row.get::<Option<&str>, _>("stale").map(json).transpose()?,
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
    "SELECT id, run, product, product_name, sku, profile, profile_name, brief, brief_name, channel, malformed, variant, state,
    stale, rejection, finish, substr(text, 1, 200) AS excerpt, length(text) AS length, revision, language, created_at,
    updated_at FROM draft";

fn filter(builder: &mut QueryBuilder<Sqlite>, query: &DraftQuery) {
    // left alone, SQLite would rather go through whole rows
    let searching = !query.search.trim().is_empty()
        && query.product.is_none()
        && query.run.is_none()
        && query.channel.is_none()
        && !query.malformed;
    builder.push(if searching { " FROM draft INDEXED BY draft_search" } else { " FROM draft" });
    builder.push(" WHERE deleted_at IS NULL");
    states(builder, &query.states);
    if let Some(product) = query.product {
        builder.push(" AND product = ").push_bind(product.to_string());
    }
    if let Some(run) = query.run {
        builder.push(" AND run = ").push_bind(run.to_string());
    }
    if let Some(channel) = &query.channel {
        builder.push(" AND channel = ").push_bind(channel.clone());
    }
    if query.malformed {
        builder.push(" AND malformed = 1");
    }
    for word in words(&query.search) {
        builder.push(" AND instr(search, ").push_bind(word).push(") > 0");
    }
}

/// How many rows a query finds.
pub(crate) fn counted(builder: &mut QueryBuilder<Sqlite>, query: &DraftQuery) {
    builder.push("SELECT count(*)");
    filter(builder, query);
}

/// The ids of the rows asked for: found in an index, before any whole row is read.
pub(crate) fn chosen(builder: &mut QueryBuilder<Sqlite>, query: &DraftQuery) {
    builder.push("SELECT id");
    filter(builder, query);
    builder.push(" ORDER BY id DESC");
    limit(builder, query.limit, query.offset);
}

impl Drafts<'_> {
    /// A part of the list, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn page(&self, query: &DraftQuery) -> Result<Page<DraftListing>, StoreError> {
        let explain = |error| self.0.explain(error);
        let mut count = QueryBuilder::new("");
        counted(&mut count, query);
        let mut builder = QueryBuilder::new(LISTING);
        builder.push(" WHERE id IN (");
        chosen(&mut builder, query);
        builder.push(") ORDER BY id DESC");
        let (total, rows) = futures::try_join!(
            count.build_query_scalar::<i64>().fetch_one(self.0.readers()),
            builder.build().fetch_all(self.0.readers())
        )
        .map_err(explain)?;
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

    /// How many drafts are in one of these states and of a channel; all for none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn count(&self, wanted: &[DraftState], channel: Option<&str>) -> Result<u64, StoreError> {
        let mut builder = QueryBuilder::new("SELECT count(*) FROM draft WHERE deleted_at IS NULL");
        states(&mut builder, wanted);
        if let Some(channel) = channel {
            builder.push(" AND channel = ").push_bind(channel.to_owned());
        }
        let count: i64 =
            builder.build_query_scalar().fetch_one(self.0.readers()).await.map_err(|error| self.0.explain(error))?;
        Ok(u64::try_from(count).unwrap_or_default())
    }
}
