//! Products, by id, by SKU and by the words in them.

use crate::{
    Store, StoreError,
    importer::ProductImport,
    row::{head, id, ids, json, time, to_json, words},
};
use copydesk_domain::{
    DraftMark, DraftState, Page, Product, ProductFields, ProductId, ProductListing, ProductOrder, ProductQuery,
    Timestamp,
};
use sqlx::{QueryBuilder, Row, Sqlite, sqlite::SqliteRow};
use std::collections::HashMap;

/// Characters of the description that are searched: enough for what people remember of a product.
const SEARCHED: usize = 2_000;
/// Marks in a product's row.
const MARKS: usize = 12;

/// The products of a workspace.
pub struct Products<'a>(pub(crate) &'a Store);

/// What is searched, in lower case.
pub(crate) fn search_text(fields: &ProductFields) -> String {
    let mut text = String::new();
    let parts = [&fields.sku, &fields.name, &fields.category, &fields.brand];
    let facts = fields.attributes.iter().flat_map(|fact| [&fact.name, &fact.value]);
    for part in parts.into_iter().chain(&fields.tags).chain(facts) {
        text.push_str(part);
        text.push('\n');
    }
    text.push_str(head(&fields.description, SEARCHED));
    text.to_lowercase()
}

pub(crate) fn product(row: &SqliteRow) -> Result<Product, StoreError> {
    let text = |column: &str| row.get::<String, _>(column);
    Ok(Product {
        id: id(row.get("id"))?,
        fields: ProductFields {
            sku: text("sku"),
            name: text("name"),
            description: text("description"),
            price: text("price"),
            currency: text("currency"),
            category: text("category"),
            brand: text("brand"),
            tags: json(row.get("tags"))?,
            attributes: json(row.get("attributes"))?,
            language: text("language"),
        },
        source_row: row.get::<Option<String>, _>("source_row").map(|text| json(&text)).transpose()?,
        created_at: time(row.get("created_at"))?,
        updated_at: time(row.get("updated_at"))?,
    })
}

fn filter(builder: &mut QueryBuilder<Sqlite>, query: &ProductQuery) {
    builder.push(" WHERE deleted_at IS NULL");
    for word in words(&query.search) {
        builder.push(" AND instr(search, ").push_bind(word).push(") > 0");
    }
    if let Some(category) = &query.category {
        builder.push(" AND category = ").push_bind(category.clone());
    }
    if query.with_drafts {
        builder.push(" AND EXISTS (SELECT 1 FROM draft WHERE draft.product = product.id AND draft.deleted_at IS NULL)");
    }
}

fn order(builder: &mut QueryBuilder<Sqlite>, query: &ProductQuery) {
    builder.push(match query.order {
        // ids sort by the time they were made
        ProductOrder::Added => " ORDER BY id",
        ProductOrder::Sku => " ORDER BY sku",
        ProductOrder::Name => " ORDER BY name",
        ProductOrder::Category => " ORDER BY category",
        ProductOrder::Updated => " ORDER BY updated_at",
    });
    builder.push(if query.descending { " DESC, id DESC" } else { ", id" });
    if query.limit > 0 {
        let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        builder.push(" LIMIT ").push_bind(number(query.limit));
        builder.push(" OFFSET ").push_bind(number(query.offset));
    }
}

impl Products<'_> {
    /// A part of the list.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn page(&self, query: &ProductQuery) -> Result<Page<ProductListing>, StoreError> {
        let explain = |error| self.0.explain(error);
        let mut count = QueryBuilder::new("SELECT count(*) FROM product");
        filter(&mut count, query);
        let total: i64 = count.build_query_scalar().fetch_one(self.0.readers()).await.map_err(explain)?;

        let mut builder = QueryBuilder::new(
            "SELECT id, sku, name, substr(description, 1, 300) AS description, price, currency, category, brand, language,
                    json_array_length(attributes) AS facts, updated_at FROM product",
        );
        filter(&mut builder, query);
        order(&mut builder, query);
        let found = builder.build().fetch_all(self.0.readers()).await.map_err(explain)?;
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
        let products: Vec<ProductId> = rows.iter().map(|row| row.id).collect();
        let drafts: Vec<(String, String, bool)> = sqlx::query_as(
            "SELECT product, state, stale IS NOT NULL FROM draft
             WHERE deleted_at IS NULL AND product IN (SELECT value FROM json_each(?)) ORDER BY id",
        )
        .bind(ids(&products)?)
        .fetch_all(self.0.readers())
        .await
        .map_err(|error| self.0.explain(error))?;
        let mut marks: HashMap<String, Vec<DraftMark>> = HashMap::new();
        for (product, state, stale) in drafts {
            let marks = marks.entry(product).or_default();
            if marks.len() < MARKS
                && let Some(state) = DraftState::from_word(&state)
            {
                marks.push(DraftMark { state, stale });
            }
        }
        Ok(marks)
    }

    /// The ids of all products that a query finds, in its order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn ids(&self, query: &ProductQuery) -> Result<Vec<ProductId>, StoreError> {
        let mut builder = QueryBuilder::new("SELECT id FROM product");
        filter(&mut builder, query);
        order(&mut builder, query);
        let found: Vec<String> =
            builder.build_query_scalar().fetch_all(self.0.readers()).await.map_err(|error| self.0.explain(error))?;
        found.iter().map(|text| id(text)).collect()
    }

    /// A product.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it was deleted.
    pub async fn get(&self, id: ProductId) -> Result<Product, StoreError> {
        let row = sqlx::query("SELECT * FROM product WHERE id = ? AND deleted_at IS NULL")
            .bind(id.to_string())
            .fetch_optional(self.0.readers())
            .await
            .map_err(|error| self.0.explain(error))?;
        product(&row.ok_or(StoreError::NotFound { what: "product" })?)
    }

    /// The product of a SKU.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn find_by_sku(&self, sku: &str) -> Result<Option<Product>, StoreError> {
        let row = sqlx::query("SELECT * FROM product WHERE sku = ? AND deleted_at IS NULL")
            .bind(sku)
            .fetch_optional(self.0.readers())
            .await
            .map_err(|error| self.0.explain(error))?;
        row.as_ref().map(product).transpose()
    }

    /// Every product, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn all(&self) -> Result<Vec<Product>, StoreError> {
        let rows = sqlx::query("SELECT * FROM product WHERE deleted_at IS NULL ORDER BY id")
            .fetch_all(self.0.readers())
            .await
            .map_err(|error| self.0.explain(error))?;
        rows.iter().map(product).collect()
    }

    /// Categories in use, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn categories(&self) -> Result<Vec<String>, StoreError> {
        sqlx::query_scalar(
            "SELECT DISTINCT category FROM product WHERE deleted_at IS NULL AND category <> '' ORDER BY category",
        )
        .fetch_all(self.0.readers())
        .await
        .map_err(|error| self.0.explain(error))
    }

    /// Adds a product.
    ///
    /// # Errors
    /// [`StoreError::SkuTaken`].
    pub async fn insert(&self, product: &Product) -> Result<(), StoreError> {
        self.put(
            "INSERT INTO product (sku, name, description, price, currency, category, brand, tags, attributes, language,
                                  source_row, search, updated_at, id, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            product,
        )
        .await
        .map(|_| ())
    }

    /// Changes a product.
    ///
    /// # Errors
    /// [`StoreError::SkuTaken`], or [`StoreError::NotFound`] when it was deleted.
    pub async fn update(&self, product: &Product) -> Result<(), StoreError> {
        let changed = self
            .put(
                "UPDATE product SET sku = ?1, name = ?2, description = ?3, price = ?4, currency = ?5, category = ?6,
                        brand = ?7, tags = ?8, attributes = ?9, language = ?10, source_row = ?11, search = ?12,
                        updated_at = ?13
                 WHERE id = ?14 AND created_at = ?15 AND deleted_at IS NULL",
                product,
            )
            .await?;
        if changed == 0 { Err(StoreError::NotFound { what: "product" }) } else { Ok(()) }
    }

    async fn put(&self, statement: &'static str, product: &Product) -> Result<u64, StoreError> {
        let fields = &product.fields;
        let source = product.source_row.as_ref().map(to_json).transpose()?;
        let mut write = self.0.write().await?;
        let done = sqlx::query(statement)
            .bind(&fields.sku)
            .bind(&fields.name)
            .bind(&fields.description)
            .bind(&fields.price)
            .bind(&fields.currency)
            .bind(&fields.category)
            .bind(&fields.brand)
            .bind(to_json(&fields.tags)?)
            .bind(to_json(&fields.attributes)?)
            .bind(&fields.language)
            .bind(source)
            .bind(search_text(fields))
            .bind(product.updated_at.as_microsecond())
            .bind(product.id.to_string())
            .bind(product.created_at.as_microsecond())
            .execute(&mut *write)
            .await
            .map_err(|error| self.taken(error, &fields.sku))?;
        self.0.commit(write).await?;
        Ok(done.rows_affected())
    }

    fn taken(&self, error: sqlx::Error, sku: &str) -> StoreError {
        match error.as_database_error() {
            Some(database) if database.is_unique_violation() => StoreError::SkuTaken { sku: sku.to_owned() },
            _ => self.0.explain(error),
        }
    }

    /// Deletes products; [`Self::restore`] brings them back. Their drafts stay.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn delete(&self, products: &[ProductId], at: Timestamp) -> Result<(), StoreError> {
        let mut write = self.0.write().await?;
        sqlx::query(
            "UPDATE product SET deleted_at = ?2 WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?1))",
        )
        .bind(ids(products)?)
        .bind(at.as_microsecond())
        .execute(&mut *write)
        .await
        .map_err(|error| self.0.explain(error))?;
        self.0.commit(write).await
    }

    /// Takes a deletion back.
    ///
    /// # Errors
    /// [`StoreError::SkuTaken`] when another product got a SKU meanwhile; then none comes back.
    pub async fn restore(&self, products: &[ProductId]) -> Result<(), StoreError> {
        let list = ids(products)?;
        let mut write = self.0.write().await?;
        let taken: Option<String> = sqlx::query_scalar(
            "SELECT sku FROM product WHERE deleted_at IS NULL AND sku IN
                (SELECT sku FROM product WHERE deleted_at IS NOT NULL AND id IN (SELECT value FROM json_each(?)))",
        )
        .bind(&list)
        .fetch_optional(&mut *write)
        .await
        .map_err(|error| self.0.explain(error))?;
        if let Some(sku) = taken {
            return Err(StoreError::SkuTaken { sku });
        }
        sqlx::query("UPDATE product SET deleted_at = NULL WHERE id IN (SELECT value FROM json_each(?))")
            .bind(list)
            .execute(&mut *write)
            .await
            .map_err(|error| self.0.explain(error))?;
        self.0.commit(write).await
    }

    /// Begins an import. It holds the workspace's one writer until it is committed or dropped.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn importer(&self) -> Result<ProductImport, StoreError> {
        ProductImport::begin(self.0).await
    }
}
