//! Export.

use crate::state::Office;
use copydesk_app::{
    Problem,
    domain::{Disclosures, DraftId},
    view::{
        AiLabel, DialogueFormat, ExportColumnView, ExportFilter, ExportPreview, ExportRequest, ExportResult,
        InterfaceLanguage,
    },
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

/// The duties of laws and platforms to say that AI took part.
#[tauri::command]
pub fn disclosures(office: State<'_, Office>) -> Result<Disclosures, Problem> {
    office.home().all_disclosures()
}

/// An email as HTML.
#[tauri::command]
pub async fn email_html(office: State<'_, Office>, draft: DraftId) -> Result<String, Problem> {
    office.desk().await?.email_html(draft).await
}

/// Writes an email.
#[tauri::command]
pub async fn email_export(
    office: State<'_, Office>,
    draft: DraftId,
    path: String,
    overwrite: bool,
) -> Result<ExportResult, Problem> {
    office.desk().await?.export_email(draft, &path, overwrite, AiLabel::default()).await
}

/// Writes approved conversations.
#[tauri::command]
pub async fn dialogues_export(
    office: State<'_, Office>,
    path: String,
    format: DialogueFormat,
    filter: ExportFilter,
    overwrite: bool,
    label: AiLabel,
) -> Result<ExportResult, Problem> {
    office.desk().await?.export_dialogues(&path, format, filter, overwrite, label).await
}
