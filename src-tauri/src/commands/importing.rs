//! Import.

use crate::state::Office;
use copydesk_app::{
    Problem,
    view::{ImportPreview, ImportRequest, ImportResult},
};
use tauri::State;

/// What an import would do.
#[tauri::command]
pub async fn import_preview(office: State<'_, Office>, request: ImportRequest) -> Result<ImportPreview, Problem> {
    office.desk().await?.preview_import(&request).await
}

/// Imports.
#[tauri::command]
pub async fn import_run(office: State<'_, Office>, request: ImportRequest) -> Result<ImportResult, Problem> {
    office.desk().await?.import(&request).await
}
