//! Products.

use crate::state::Office;
use copydesk_app::{
    Problem, ProductSaved,
    domain::{Finding, Page, Product, ProductFields, ProductId, ProductListing, ProductQuery},
};
use tauri::State;

/// A part of the list.
#[tauri::command]
pub async fn products(office: State<'_, Office>, query: ProductQuery) -> Result<Page<ProductListing>, Problem> {
    office.desk().await?.products(&query).await
}

/// All ids a query finds.
#[tauri::command]
pub async fn product_ids(office: State<'_, Office>, query: ProductQuery) -> Result<Vec<ProductId>, Problem> {
    office.desk().await?.product_ids(&query).await
}

/// A product.
#[tauri::command]
pub async fn product(office: State<'_, Office>, id: ProductId) -> Result<Product, Problem> {
    office.desk().await?.product(id).await
}

/// Categories in use.
#[tauri::command]
pub async fn categories(office: State<'_, Office>) -> Result<Vec<String>, Problem> {
    office.desk().await?.categories().await
}

/// Tags in use.
#[tauri::command]
pub async fn tags(office: State<'_, Office>) -> Result<Vec<String>, Problem> {
    office.desk().await?.tags().await
}

/// What is hostile in a product, as it stands in its form.
#[tauri::command]
pub fn product_inspect(office: State<'_, Office>, fields: ProductFields) -> Vec<Finding> {
    office.home().inspect_product(&fields)
}

/// Saves a product.
#[tauri::command]
pub async fn product_save(
    office: State<'_, Office>,
    id: Option<ProductId>,
    fields: ProductFields,
) -> Result<ProductSaved, Problem> {
    office.desk().await?.save_product(id, fields).await
}

/// Deletes products.
#[tauri::command]
pub async fn products_delete(office: State<'_, Office>, ids: Vec<ProductId>) -> Result<(), Problem> {
    office.desk().await?.delete_products(&ids).await
}

/// Takes a deletion back.
#[tauri::command]
pub async fn products_restore(office: State<'_, Office>, ids: Vec<ProductId>) -> Result<(), Problem> {
    office.desk().await?.restore_products(&ids).await
}
