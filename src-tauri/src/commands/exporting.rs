//! Export.

use crate::state::Office;
use copydesk_app::{
    Problem,
    view::{ExportColumnView, ExportPreview, ExportRequest, ExportResult, InterfaceLanguage},
};
use tauri::State;

/// What would be written.
#[tauri::command]
pub async fn export_preview(office: State<'_, Office>, request: ExportRequest) -> Result<ExportPreview, Problem> {
    office.desk().await?.preview_export(&request).await
}

/// Writes the file.
#[tauri::command]
pub async fn export_run(office: State<'_, Office>, request: ExportRequest) -> Result<ExportResult, Problem> {
    office.desk().await?.export(&request).await
}

/// Columns that can go out.
#[tauri::command]
pub fn export_columns(language: InterfaceLanguage) -> Vec<ExportColumnView> {
    copydesk_app::export_columns(language)
}
