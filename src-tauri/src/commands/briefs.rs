//! Briefs and the prompt they make.

use crate::state::Office;
use copydesk_app::{
    Problem,
    domain::{Brief, BriefFields, BriefId},
    view::{PreviewRequest, PromptPreview, RecordVersion, Started, TrialRequest},
};
use tauri::State;

/// All briefs.
#[tauri::command]
pub async fn briefs(office: State<'_, Office>) -> Result<Vec<Brief>, Problem> {
    office.desk().await?.briefs().await
}

/// Saves a brief.
#[tauri::command]
pub async fn brief_save(office: State<'_, Office>, id: Option<BriefId>, fields: BriefFields) -> Result<Brief, Problem> {
    office.desk().await?.save_brief(id, fields).await
}

/// Deletes briefs.
#[tauri::command]
pub async fn briefs_delete(office: State<'_, Office>, ids: Vec<BriefId>) -> Result<(), Problem> {
    office.desk().await?.delete_briefs(&ids).await
}

/// Takes a deletion back.
#[tauri::command]
pub async fn briefs_restore(office: State<'_, Office>, ids: Vec<BriefId>) -> Result<(), Problem> {
    office.desk().await?.restore_briefs(&ids).await
}

/// Sets a built-in brief back.
#[tauri::command]
pub async fn brief_reset(office: State<'_, Office>, id: BriefId) -> Result<Brief, Problem> {
    office.desk().await?.reset_brief(id).await
}

/// Exactly what would be sent.
#[tauri::command]
pub async fn prompt_preview(office: State<'_, Office>, request: PreviewRequest) -> Result<PromptPreview, Problem> {
    office.desk().await?.preview_prompt(&request).await
}

/// Names a template can use.
#[tauri::command]
pub fn template_fields() -> Vec<String> {
    copydesk_app::template_fields()
}

/// Tries a brief on a few products.
#[tauri::command]
pub async fn brief_try(office: State<'_, Office>, request: TrialRequest) -> Result<Started, Problem> {
    office.desk().await?.try_brief(request).await
}

/// Every version of a brief.
#[tauri::command]
pub async fn brief_versions(
    office: State<'_, Office>,
    id: BriefId,
) -> Result<Vec<RecordVersion<BriefFields>>, Problem> {
    office.desk().await?.brief_versions(id).await
}
