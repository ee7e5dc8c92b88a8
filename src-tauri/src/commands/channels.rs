//! Channels, and copy in their fields: check, save, rewrite, localise.

use crate::state::Office;
use copydesk_app::{
    Problem,
    domain::{Brief, DraftId, EditId, FieldValues},
    view::{ChannelView, CheckRequest, DraftView, FieldReport, LocaliseRequest, RewriteRequest, Started},
};
use tauri::State;

/// Every channel.
#[tauri::command]
pub async fn channels(office: State<'_, Office>) -> Result<Vec<ChannelView>, Problem> {
    office.home().all_channels()
}

/// The brief of a channel.
#[tauri::command]
pub async fn channel_brief(office: State<'_, Office>, channel: String, language: String) -> Result<Brief, Problem> {
    office.desk().await?.channel_brief(&channel, &language).await
}

/// Checks what stands in an editor.
#[tauri::command]
pub async fn draft_check(office: State<'_, Office>, request: CheckRequest) -> Result<FieldReport, Problem> {
    office.desk().await?.check_draft(&request).await
}

/// Saves the fields that a person typed.
#[tauri::command]
pub async fn draft_save_fields(
    office: State<'_, Office>,
    id: DraftId,
    edit: EditId,
    fields: FieldValues,
) -> Result<DraftView, Problem> {
    office.desk().await?.save_fields(id, edit, fields).await
}

/// Has a field written anew, as a suggestion.
#[tauri::command]
pub async fn rewrite(office: State<'_, Office>, request: RewriteRequest) -> Result<Started, Problem> {
    office.desk().await?.rewrite(request).await
}

/// Writes approved drafts in another language.
#[tauri::command]
pub async fn localise(office: State<'_, Office>, request: LocaliseRequest) -> Result<Started, Problem> {
    office.desk().await?.localise(request).await
}
