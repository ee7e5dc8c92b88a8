//! Products: list, edit, delete and take back.

use crate::{Desk, view::Problem};
use copydesk_domain::{Page, Product, ProductFields, ProductId, ProductListing, ProductQuery};
use serde::Serialize;

/// A saved product, and how many approvals fell because its facts changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProductSaved {
    /// The product.
    pub product: Product,
    /// Approvals that went back to review.
    pub reopened: u64,
}

impl Desk {
    /// A part of the product list.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub async fn products(&self, query: &ProductQuery) -> Result<Page<ProductListing>, Problem> {
        let mut page = self.store.products().page(query).await?;
        let looked_at: Vec<_> = page.rows.iter().map(|row| (row.id, row.updated_at)).collect();
        for (row, suspicious) in page.rows.iter_mut().zip(self.suspicious(&looked_at).await?) {
            row.suspicious = suspicious;
        }
        Ok(page)
    }

    /// The ids of all products that a query finds, for "select all".
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub async fn product_ids(&self, query: &ProductQuery) -> Result<Vec<ProductId>, Problem> {
        Ok(self.store.products().ids(query).await?)
    }

    /// A product with all its facts.
    ///
    /// # Errors
    /// `not_found` when it was deleted.
    pub async fn product(&self, id: ProductId) -> Result<Product, Problem> {
        Ok(self.store.products().get(id).await?)
    }

    /// Every product, for the command line.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub async fn all_products(&self) -> Result<Vec<Product>, Problem> {
        Ok(self.store.products().all().await?)
    }

    /// Categories in use, for the filter and for suggestions.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub async fn categories(&self) -> Result<Vec<String>, Problem> {
        Ok(self.store.products().categories().await?)
    }

    /// Tags in use.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn tags(&self) -> Result<Vec<String>, Problem> {
        Ok(self.store.products().tags().await?)
    }

    /// Saves a product; without an id a new one. Approvals that rest on a changed fact go back to review.
    ///
    /// # Errors
    /// `invalid_fields` with every field that is wrong, a SKU that is taken among them.
    pub async fn save_product(&self, id: Option<ProductId>, fields: ProductFields) -> Result<ProductSaved, Problem> {
        fields.validate()?;
        let now = self.home.clock().now();
        let products = self.store.products();
        let product = match id {
            None => {
                let product =
                    Product { id: ProductId::new(), fields, source_row: None, created_at: now, updated_at: now };
                products.insert(&product).await.map_err(taken)?;
                product
            }
            Some(id) => {
                let stored = products.get(id).await?;
                let product = Product { fields, updated_at: now, ..stored };
                products.update(&product).await.map_err(taken)?;
                product
            }
        };
        let reopened = self.reopen_stale(&[product.id]).await?;
        Ok(ProductSaved { product, reopened })
    }

    /// Deletes products; their drafts stay and keep the product as it was.
    ///
    /// # Errors
    /// When the workspace cannot be written.
    pub async fn delete_products(&self, ids: &[ProductId]) -> Result<(), Problem> {
        Ok(self.store.products().delete(ids, self.home.clock().now()).await?)
    }

    /// Takes a deletion back.
    ///
    /// # Errors
    /// `sku_taken` when another product got the SKU meanwhile.
    pub async fn restore_products(&self, ids: &[ProductId]) -> Result<(), Problem> {
        Ok(self.store.products().restore(ids).await?)
    }
}

/// A SKU that is taken is said beside its field.
fn taken(error: copydesk_store::StoreError) -> Problem {
    crate::profiles::taken_field(error, "sku")
}
