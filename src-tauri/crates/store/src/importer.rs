//! Importing products in bulk: one transaction for the whole file, a few statements for every thousand rows.

use crate::{
    Store, StoreError,
    products::{of_skus, search_text},
    row::to_json,
};
use copydesk_domain::{Product, ProductFields, ProductId, SourceRow, Timestamp};
use serde_json::json;
use sqlx::{QueryBuilder, Sqlite, Transaction};
use std::collections::{HashMap, HashSet};

/// Which fields a file supplies; the others stay as they are stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldSet(HashSet<String>);

impl FieldSet {
    /// The fields of these names; `fact` is not needed: facts are replaced by their own names.
    pub fn new<T: Into<String>>(names: impl IntoIterator<Item = T>) -> Self {
        Self(names.into_iter().map(Into::into).collect())
    }

    fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// The stored product with what the row supplies.
    fn merge(&self, before: &ProductFields, row: ProductFields) -> ProductFields {
        let pick = |name: &str, new: String, old: &String| if self.has(name) { new } else { old.clone() };
        let mut attributes = before.attributes.clone();
        for fact in row.attributes {
            match attributes.iter_mut().find(|stored| stored.name == fact.name) {
                Some(stored) => stored.value = fact.value,
                None => attributes.push(fact),
            }
        }
        ProductFields {
            sku: row.sku,
            name: pick("name", row.name, &before.name),
            description: pick("description", row.description, &before.description),
            price: pick("price", row.price, &before.price),
            currency: pick("currency", row.currency, &before.currency),
            category: pick("category", row.category, &before.category),
            brand: pick("brand", row.brand, &before.brand),
            tags: if self.has("tags") { row.tags } else { before.tags.clone() },
            attributes,
            language: pick("language", row.language, &before.language),
            // a file says nothing about it
            local_only: before.local_only,
        }
    }
}

/// Rows in one statement: fourteen values each, of the 32,766 that SQLite takes at most.
const ROWS: usize = 500;

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A new product.
    Created,
    /// The stored product has other values now.
    Updated {
        /// Names of the fields that changed.
        changed: Vec<String>,
        /// The product as it was.
        before: Box<ProductFields>,
        /// The product as it is.
        after: Box<ProductFields>,
    },
    /// The stored product has these values already.
    Unchanged,
}

/// An import under way. Dropped without [`Self::commit`] it never was.
pub struct ProductImport {
    store: Store,
    transaction: Transaction<'static, Sqlite>,
    /// After a failure SQLite may have ended the transaction: what came next would be kept row by row.
    failed: bool,
}

const INSERT: &str =
    "INSERT INTO product (id, sku, name, description, price, currency, category, brand, tags, attributes,
    language, source_row, created_at, updated_at) ";

const UPDATE: &str =
    "UPDATE product SET name = new.value ->> 2, description = new.value ->> 3, price = new.value ->> 4,
        currency = new.value ->> 5, category = new.value ->> 6, brand = new.value ->> 7, tags = new.value ->> 8,
        attributes = new.value ->> 9, language = new.value ->> 10, source_row = new.value ->> 11, updated_at = ?2
    FROM json_each(?1) AS new WHERE product.id = new.value ->> 0";

const UPDATE_SEARCH: &str = "UPDATE product_search SET search = new.value ->> 12
    FROM json_each(?1) AS new WHERE product_search.id = new.value ->> 0 AND ?2";

impl ProductImport {
    pub(crate) async fn begin(store: &Store) -> Result<Self, StoreError> {
        Ok(Self { store: store.clone(), transaction: store.write().await?, failed: false })
    }

    /// Takes a batch of rows, matched by SKU. SKUs must differ within a batch; the sheet sees to that for the file.
    ///
    /// # Errors
    /// When the file cannot be written: then nothing of the import is kept.
    pub async fn put(
        &mut self,
        rows: Vec<(ProductFields, SourceRow)>,
        supplied: &FieldSet,
        at: Timestamp,
    ) -> Result<Vec<(ProductId, Outcome)>, StoreError> {
        self.intact()?;
        // until it went well, also when the caller stops waiting in the middle
        self.failed = true;
        let outcomes = self.take(rows, supplied, at).await?;
        self.failed = false;
        Ok(outcomes)
    }

    fn intact(&self) -> Result<(), StoreError> {
        if self.failed {
            return Err(StoreError::Internal { detail: "a batch of this import failed before".to_owned() });
        }
        Ok(())
    }

    async fn take(
        &mut self,
        rows: Vec<(ProductFields, SourceRow)>,
        supplied: &FieldSet,
        at: Timestamp,
    ) -> Result<Vec<(ProductId, Outcome)>, StoreError> {
        let mut stored = self.stored(&rows).await?;
        let (mut inserts, mut updates, mut sources) = (Vec::new(), Vec::new(), Vec::new());
        let mut outcomes = Vec::with_capacity(rows.len());
        for (row, source) in rows {
            let Some(before) = stored.remove(&row.sku) else {
                let id = ProductId::new();
                inserts.push((id, row, source));
                outcomes.push((id, Outcome::Created));
                continue;
            };
            let after = supplied.merge(&before.fields, row);
            if after == before.fields {
                if before.source_row.as_ref() != Some(&source) {
                    sources.push(json!([before.id, to_json(&source)?]));
                }
                outcomes.push((before.id, Outcome::Unchanged));
                continue;
            }
            updates.push(record(before.id, &after, &source)?);
            let changed = before.fields.changed(&after);
            let (before_fields, after) = (Box::new(before.fields), Box::new(after));
            outcomes.push((before.id, Outcome::Updated { changed, before: before_fields, after }));
        }
        self.insert(inserts, at).await?;
        self.run(UPDATE, &updates, at).await?;
        self.run(UPDATE_SEARCH, &updates, at).await?;
        self.run(
            "UPDATE product SET source_row = new.value ->> 1 FROM json_each(?1) AS new WHERE product.id = new.value ->> 0 AND ?2",
            &sources,
            at,
        )
        .await?;
        Ok(outcomes)
    }

    /// New products are most of an import: their texts are bound as they are, a few statements for a batch.
    async fn insert(
        &mut self,
        products: Vec<(ProductId, ProductFields, SourceRow)>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let at = at.as_microsecond();
        let mut products = products.into_iter();
        loop {
            let (mut rows, mut searches) = (Vec::with_capacity(ROWS), Vec::with_capacity(ROWS));
            for (id, fields, source) in products.by_ref().take(ROWS) {
                let id = id.to_string();
                searches.push((id.clone(), search_text(&fields)));
                rows.push((id, to_json(&fields.tags)?, to_json(&fields.attributes)?, to_json(&source)?, fields));
            }
            if rows.is_empty() {
                return Ok(());
            }
            let mut product = QueryBuilder::<Sqlite>::new(INSERT);
            product.push_values(rows, |mut row, (id, tags, attributes, source, fields)| {
                row.push_bind(id).push_bind(fields.sku).push_bind(fields.name).push_bind(fields.description);
                row.push_bind(fields.price).push_bind(fields.currency).push_bind(fields.category);
                row.push_bind(fields.brand).push_bind(tags).push_bind(attributes).push_bind(fields.language);
                row.push_bind(source).push_bind(at).push_bind(at);
            });
            let mut search = QueryBuilder::<Sqlite>::new("INSERT INTO product_search (id, search) ");
            search.push_values(searches, |mut row, (id, search)| {
                row.push_bind(id).push_bind(search);
            });
            for mut statement in [product, search] {
                let done = statement.build().execute(&mut *self.transaction).await;
                done.map_err(|error| self.store.explain(error))?;
            }
        }
    }

    async fn stored(&mut self, rows: &[(ProductFields, SourceRow)]) -> Result<HashMap<String, Product>, StoreError> {
        let skus: Vec<&str> = rows.iter().map(|(fields, _)| fields.sku.as_str()).collect();
        let skus = to_json(&skus)?;
        let found = of_skus(&mut self.transaction, &skus).await.map_err(|error| self.store.explain(error))?;
        found
            .into_iter()
            .map(|row| Product::try_from(row).map(|product| (product.fields.sku.clone(), product)))
            .collect()
    }

    async fn run(
        &mut self,
        statement: &'static str,
        records: &[serde_json::Value],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        if records.is_empty() {
            return Ok(());
        }
        sqlx::query(statement)
            .bind(to_json(records)?)
            .bind(at.as_microsecond())
            .execute(&mut *self.transaction)
            .await
            .map_err(|error| self.store.explain(error))?;
        Ok(())
    }

    /// Keeps everything that was put.
    ///
    /// # Errors
    /// When the file cannot be written: then nothing is kept.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.intact()?;
        self.store.commit(self.transaction).await
    }
}

fn record(id: ProductId, fields: &ProductFields, source: &SourceRow) -> Result<serde_json::Value, StoreError> {
    Ok(json!([
        id,
        fields.sku,
        fields.name,
        fields.description,
        fields.price,
        fields.currency,
        fields.category,
        fields.brand,
        to_json(&fields.tags)?,
        to_json(&fields.attributes)?,
        fields.language,
        to_json(source)?,
        search_text(fields),
    ]))
}
