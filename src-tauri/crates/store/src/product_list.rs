//! The list of products: filtered, ordered, a page at a time, however many there are.

use crate::{
    Products, StoreError,
    row::{id, ids, limit, time, words},
};
use copydesk_domain::{DraftMark, DraftState, Page, ProductId, ProductListing, ProductOrder, ProductQuery};
use sqlx::{QueryBuilder, Row, Sqlite};
use std::collections::HashMap;

/// Marks in a product's row.
const MARKS: usize = 12;

/// Whether the words of products alone answer the query.
fn words_alone(query: &ProductQuery) -> bool {
    !query.search.trim().is_empty() && query.category.is_none() && query.tag.is_none()
}

fn holds_words(builder: &mut QueryBuilder<Sqlite>, query: &ProductQuery) {
    builder.push(" FROM product_search WHERE true");
    for word in words(&query.search) {
        builder.push(" AND instr(search, ").push_bind(word).push(") > 0");
    }
}

/// Products that the query finds. Deleted ones have no words, so a search need not look into their rows.
fn filter(builder: &mut QueryBuilder<Sqlite>, query: &ProductQuery) {
    builder.push(" FROM product WHERE ");
    if query.search.trim().is_empty() {
        builder.push("deleted_at IS NULL");
    } else {
        builder.push("id IN (SELECT id");
        holds_words(builder, query);
        builder.push(")");
    }
    if let Some(category) = &query.category {
        builder.push(" AND deleted_at IS NULL AND category = ").push_bind(category.clone());
    }
    if let Some(tag) = &query.tag {
        builder
            .push(" AND EXISTS (SELECT 1 FROM json_each(product.tags) WHERE value = ")
            .push_bind(tag.clone())
            .push(")");
    }
}

fn with_drafts(builder: &mut QueryBuilder<Sqlite>, query: &ProductQuery) {
    if query.with_drafts {
        builder.push(" AND id IN (SELECT product FROM draft WHERE deleted_at IS NULL)");
    }
}

fn order(builder: &mut QueryBuilder<Sqlite>, query: &ProductQuery) {
    let (up, down) = match query.order {
        // ids sort by the time they were made
        ProductOrder::Added => (" ORDER BY id", " ORDER BY id DESC"),
        ProductOrder::Sku => (" ORDER BY sku, id", " ORDER BY sku DESC, id DESC"),
        ProductOrder::Name => (" ORDER BY name, id", " ORDER BY name DESC, id DESC"),
        ProductOrder::Category => (" ORDER BY category, id", " ORDER BY category DESC, id DESC"),
        ProductOrder::Updated => (" ORDER BY updated_at, id", " ORDER BY updated_at DESC, id DESC"),
    };
    builder.push(if query.descending { down } else { up });
}

/// How many rows a query finds.
pub(crate) fn counted(builder: &mut QueryBuilder<Sqlite>, query: &ProductQuery) {
    builder.push("SELECT count(*)");
    if words_alone(query) {
        holds_words(builder, query)
    } else {
        filter(builder, query)
    }
    with_drafts(builder, query);
}

/// The ids of the rows asked for: found in an index, before any whole row is read.
pub(crate) fn chosen(builder: &mut QueryBuilder<Sqlite>, query: &ProductQuery) {
    builder.push("SELECT id");
    let alone = words_alone(query) && query.order == ProductOrder::Added;
    if alone {
        holds_words(builder, query)
    } else {
        filter(builder, query)
    }
    with_drafts(builder, query);
    order(builder, query);
    limit(builder, query.limit, query.offset);
}

impl Products<'_> {
    /// A part of the list.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn page(&self, query: &ProductQuery) -> Result<Page<ProductListing>, StoreError> {
        let explain = |error| self.0.explain(error);
        let mut count = QueryBuilder::new("");
        counted(&mut count, query);
        let mut builder = QueryBuilder::new(
            "SELECT id, sku, name, substr(description, 1, 300) AS description, price, currency, category, brand, language,
                    json_array_length(attributes) AS facts, local_only, updated_at FROM product WHERE id IN (",
        );
        chosen(&mut builder, query);
        builder.push(")");
        order(&mut builder, query);
        // a search goes through everything for each of the two: side by side, on two readers
        let (total, found) = futures::try_join!(
            count.build_query_scalar::<i64>().fetch_one(self.0.readers()),
            builder.build().fetch_all(self.0.readers())
        )
        .map_err(explain)?;
        let mut rows = found
            .iter()
            .map(|row| {
                let text = |column: &str| row.get::<String, _>(column);
                Ok(ProductListing {
                    id: id(row.get("id"))?,
                    sku: text("sku"),
                    name: text("name"),
                    description: text("description"),
                    price: text("price"),
                    currency: text("currency"),
                    category: text("category"),
                    brand: text("brand"),
                    language: text("language"),
                    facts: u64::try_from(row.get::<i64, _>("facts")).unwrap_or_default(),
                    drafts: Vec::new(),
                    local_only: row.get("local_only"),
                    suspicious: false,
                    updated_at: time(row.get("updated_at"))?,
                })
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        let mut marks = self.marks(&rows).await?;
        for row in &mut rows {
            row.drafts = marks.remove(&row.id.to_string()).unwrap_or_default();
        }
        Ok(Page { total: u64::try_from(total).unwrap_or_default(), rows })
    }

    /// The drafts of the products on one page, in one statement.
    async fn marks(&self, rows: &[ProductListing]) -> Result<HashMap<String, Vec<DraftMark>>, StoreError> {
        let products = ids(&rows.iter().map(|row| row.id).collect::<Vec<_>>())?;
        let drafts = sqlx::query!(
            r#"SELECT product, state, stale IS NOT NULL AS "stale!: bool" FROM draft
               WHERE deleted_at IS NULL AND product IN (SELECT value FROM json_each(?)) ORDER BY product, id"#,
            products
        )
        .fetch_all(self.0.readers())
        .await
        .map_err(|error| self.0.explain(error))?;
        let mut marks: HashMap<String, Vec<DraftMark>> = HashMap::new();
        for draft in drafts {
            let marks = marks.entry(draft.product).or_default();
            if marks.len() < MARKS
                && let Some(state) = DraftState::from_word(&draft.state)
            {
                marks.push(DraftMark { state, stale: draft.stale });
            }
        }
        Ok(marks)
    }

    /// The ids of all products that a query finds, in its order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn ids(&self, query: &ProductQuery) -> Result<Vec<ProductId>, StoreError> {
        let mut builder = QueryBuilder::new("");
        chosen(&mut builder, query);
        let found: Vec<String> =
            builder.build_query_scalar().fetch_all(self.0.readers()).await.map_err(|error| self.0.explain(error))?;
        found.iter().map(|text| id(text)).collect()
    }
}
