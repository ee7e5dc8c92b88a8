//! Products, by id, by SKU and by the words in them.

use crate::{
    Store, StoreError,
    importer::ProductImport,
    row::{head, id, ids, json, time, to_json},
};
use copydesk_domain::{Product, ProductFields, ProductId, Timestamp};
use sqlx::SqliteConnection;

/// Characters of the description that are searched: enough for what people remember of a product.
const SEARCHED: usize = 2_000;

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

/// A product as it is stored.
pub(crate) struct ProductRow {
    id: String,
    sku: String,
    name: String,
    description: String,
    price: String,
    currency: String,
    category: String,
    brand: String,
    tags: String,
    attributes: String,
    language: String,
    local_only: bool,
    source_row: Option<String>,
    created_at: i64,
    updated_at: i64,
}

impl TryFrom<ProductRow> for Product {
    type Error = StoreError;

    fn try_from(row: ProductRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(&row.id)?,
            fields: ProductFields {
                sku: row.sku,
                name: row.name,
                description: row.description,
                price: row.price,
                currency: row.currency,
                category: row.category,
                brand: row.brand,
                tags: json(&row.tags)?,
                attributes: json(&row.attributes)?,
                language: row.language,
                local_only: row.local_only,
            },
            source_row: row.source_row.as_deref().map(json).transpose()?,
            created_at: time(row.created_at)?,
            updated_at: time(row.updated_at)?,
        })
    }
}

/// A checked query for whole products that are not deleted.
macro_rules! products_where {
    ($condition:literal $(, $value:expr)*) => {
        sqlx::query_as!(
            ProductRow,
            r#"SELECT id AS "id!", sku, name, description, price, currency, category, brand, tags, attributes, language,
                      local_only AS "local_only!: bool", source_row, created_at, updated_at
               FROM product WHERE deleted_at IS NULL AND "# + $condition
            $(, $value)*
        )
    };
}

/// The products of these SKUs, a JSON list, as the transaction of `connection` sees them.
pub(crate) async fn of_skus(connection: &mut SqliteConnection, skus: &str) -> sqlx::Result<Vec<ProductRow>> {
    products_where!("sku IN (SELECT value FROM json_each(?))", skus).fetch_all(connection).await
}

/// What the columns hold that is not a field as it stands.
struct Columns {
    id: String,
    tags: String,
    attributes: String,
    source_row: Option<String>,
    search: String,
    created_at: i64,
    updated_at: i64,
}

impl Columns {
    fn of(product: &Product) -> Result<Self, StoreError> {
        Ok(Self {
            id: product.id.to_string(),
            tags: to_json(&product.fields.tags)?,
            attributes: to_json(&product.fields.attributes)?,
            source_row: product.source_row.as_ref().map(to_json).transpose()?,
            search: search_text(&product.fields),
            created_at: product.created_at.as_microsecond(),
            updated_at: product.updated_at.as_microsecond(),
        })
    }
}

impl Products<'_> {
    /// A product.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it was deleted.
    pub async fn get(&self, id: ProductId) -> Result<Product, StoreError> {
        let id = id.to_string();
        let found = products_where!("id = ?", id).fetch_optional(self.0.readers()).await;
        found.map_err(|error| self.0.explain(error))?.ok_or(StoreError::NotFound { what: "product" })?.try_into()
    }

    /// Those of these products that were not deleted, in no order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn many(&self, products: &[ProductId]) -> Result<Vec<Product>, StoreError> {
        let products = ids(products)?;
        let found =
            products_where!("id IN (SELECT value FROM json_each(?))", products).fetch_all(self.0.readers()).await;
        found.map_err(|error| self.0.explain(error))?.into_iter().map(Product::try_from).collect()
    }

    /// The product of a SKU.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn find_by_sku(&self, sku: &str) -> Result<Option<Product>, StoreError> {
        let found = products_where!("sku = ?", sku).fetch_optional(self.0.readers()).await;
        found.map_err(|error| self.0.explain(error))?.map(Product::try_from).transpose()
    }

    /// Every product, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn all(&self) -> Result<Vec<Product>, StoreError> {
        let found = products_where!("true ORDER BY id").fetch_all(self.0.readers()).await;
        found.map_err(|error| self.0.explain(error))?.into_iter().map(Product::try_from).collect()
    }

    /// Categories in use, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn categories(&self) -> Result<Vec<String>, StoreError> {
        sqlx::query_scalar!(
            "SELECT DISTINCT category FROM product WHERE deleted_at IS NULL AND category <> '' ORDER BY category"
        )
        .fetch_all(self.0.readers())
        .await
        .map_err(|error| self.0.explain(error))
    }

    /// Tags in use, in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn tags(&self) -> Result<Vec<String>, StoreError> {
        sqlx::query_scalar!(
            r#"SELECT DISTINCT '' || item.value AS "tag!: String" FROM product, json_each(product.tags) AS item
               WHERE deleted_at IS NULL ORDER BY 1"#
        )
        .fetch_all(self.0.readers())
        .await
        .map_err(|error| self.0.explain(error))
    }

    /// How many products there are and when one last changed, in microseconds: another answer means other products.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn stamp(&self) -> Result<(u64, i64), StoreError> {
        let found = sqlx::query!(
            r#"SELECT count(*) AS "count!: i64", ifnull(max(updated_at), 0) AS "changed!: i64"
               FROM product WHERE deleted_at IS NULL"#
        )
        .fetch_one(self.0.readers())
        .await
        .map_err(|error| self.0.explain(error))?;
        Ok((u64::try_from(found.count).unwrap_or_default(), found.changed))
    }

    /// Adds a product.
    ///
    /// # Errors
    /// [`StoreError::SkuTaken`].
    pub async fn insert(&self, product: &Product) -> Result<(), StoreError> {
        let fields = &product.fields;
        let Columns { id, tags, attributes, source_row, search, created_at, updated_at } = Columns::of(product)?;
        let mut write = self.0.write().await?;
        sqlx::query!(
            "INSERT INTO product (id, sku, name, description, price, currency, category, brand, tags, attributes, language,
                                  local_only, source_row, created_at, updated_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            id,
            fields.sku,
            fields.name,
            fields.description,
            fields.price,
            fields.currency,
            fields.category,
            fields.brand,
            tags,
            attributes,
            fields.language,
            fields.local_only,
            source_row,
            created_at,
            updated_at
        )
        .execute(&mut *write)
        .await
        .map_err(|error| self.taken(error, &fields.sku))?;
        sqlx::query!("INSERT INTO product_search (id, search) VALUES (?, ?)", id, search)
            .execute(&mut *write)
            .await
            .map_err(|error| self.0.explain(error))?;
        self.0.commit(write).await
    }

    /// Changes a product. When it was made never changes.
    ///
    /// # Errors
    /// [`StoreError::SkuTaken`], or [`StoreError::NotFound`] when it was deleted.
    pub async fn update(&self, product: &Product) -> Result<(), StoreError> {
        let fields = &product.fields;
        let Columns { id, tags, attributes, source_row, search, created_at: _, updated_at } = Columns::of(product)?;
        let mut write = self.0.write().await?;
        let done = sqlx::query!(
            "UPDATE product SET sku = ?, name = ?, description = ?, price = ?, currency = ?, category = ?, brand = ?,
                                tags = ?, attributes = ?, language = ?, local_only = ?, source_row = ?, updated_at = ?
             WHERE id = ? AND deleted_at IS NULL",
            fields.sku,
            fields.name,
            fields.description,
            fields.price,
            fields.currency,
            fields.category,
            fields.brand,
            tags,
            attributes,
            fields.language,
            fields.local_only,
            source_row,
            updated_at,
            id
        )
        .execute(&mut *write)
        .await
        .map_err(|error| self.taken(error, &fields.sku))?;
        if done.rows_affected() == 0 {
            return Err(StoreError::NotFound { what: "product" });
        }
        sqlx::query!("UPDATE product_search SET search = ? WHERE id = ?", search, id)
            .execute(&mut *write)
            .await
            .map_err(|error| self.0.explain(error))?;
        self.0.commit(write).await
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
        let (products, at) = (ids(products)?, at.as_microsecond());
        sqlx::query!(
            "UPDATE product SET deleted_at = ? WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))",
            at,
            products
        )
        .execute(&mut *write)
        .await
        .map_err(|error| self.0.explain(error))?;
        sqlx::query!("DELETE FROM product_search WHERE id IN (SELECT value FROM json_each(?))", products)
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
        let products = ids(products)?;
        let mut write = self.0.write().await?;
        // a SKU that two products would have; one that was never deleted counts once
        let taken = sqlx::query_scalar!(
            "WITH back AS (SELECT id, sku FROM product WHERE id IN (SELECT value FROM json_each(?)))
             SELECT sku FROM (
                SELECT id, sku FROM back UNION
                SELECT id, sku FROM product WHERE deleted_at IS NULL AND sku IN (SELECT sku FROM back)
             ) GROUP BY sku HAVING count(*) > 1 LIMIT 1",
            products
        )
        .fetch_optional(&mut *write)
        .await
        .map_err(|error| self.0.explain(error))?;
        if let Some(sku) = taken {
            return Err(StoreError::SkuTaken { sku });
        }
        sqlx::query!("UPDATE product SET deleted_at = NULL WHERE id IN (SELECT value FROM json_each(?))", products)
            .execute(&mut *write)
            .await
            .map_err(|error| self.0.explain(error))?;
        let back = products_where!("id IN (SELECT value FROM json_each(?))", products)
            .fetch_all(&mut *write)
            .await
            .map_err(|error| self.0.explain(error))?;
        for row in back {
            let product = Product::try_from(row)?;
            let (id, search) = (product.id.to_string(), search_text(&product.fields));
            sqlx::query!("INSERT OR REPLACE INTO product_search (id, search) VALUES (?, ?)", id, search)
                .execute(&mut *write)
                .await
                .map_err(|error| self.0.explain(error))?;
        }
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
