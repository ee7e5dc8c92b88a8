//! Drafts: write, edit, decide.

use crate::state::Office;
use copydesk_app::{
    Problem,
    domain::{Draft, DraftId, DraftListing, DraftQuery, EditId, Page, ProductId, RunId},
    view::{DraftView, GenerateRequest, Started, Undecided},
};
use tauri::State;

/// Starts a run.
#[tauri::command]
pub async fn generate(office: State<'_, Office>, request: GenerateRequest) -> Result<Started, Problem> {
    office.desk().await?.generate(request).await
}

/// A part of the list.
#[tauri::command]
pub async fn drafts(office: State<'_, Office>, query: DraftQuery) -> Result<Page<DraftListing>, Problem> {
    office.desk().await?.drafts(&query).await
}

/// A draft with its history.
#[tauri::command]
pub async fn draft(office: State<'_, Office>, id: DraftId) -> Result<DraftView, Problem> {
    office.desk().await?.draft(id).await
}

/// Whole drafts of a product.
#[tauri::command]
pub async fn drafts_of_product(office: State<'_, Office>, product: ProductId) -> Result<Vec<Draft>, Problem> {
    office.desk().await?.drafts_of_product(product).await
}

/// Saves what a person typed.
#[tauri::command]
pub async fn draft_save_text(
    office: State<'_, Office>,
    id: DraftId,
    edit: EditId,
    text: String,
) -> Result<DraftView, Problem> {
    office.desk().await?.save_text(id, edit, text).await
}

/// Brings an earlier revision back.
#[tauri::command]
pub async fn draft_restore(office: State<'_, Office>, id: DraftId, revision: u32) -> Result<DraftView, Problem> {
    office.desk().await?.restore_revision(id, revision).await
}

/// Puts drafts before a person.
#[tauri::command]
pub async fn drafts_to_review(office: State<'_, Office>, ids: Vec<DraftId>) -> Result<Vec<Undecided>, Problem> {
    office.desk().await?.to_review(&ids).await
}

/// Approves.
#[tauri::command]
pub async fn drafts_approve(office: State<'_, Office>, ids: Vec<DraftId>) -> Result<Vec<Undecided>, Problem> {
    office.desk().await?.approve(&ids).await
}

/// Rejects, with a reason.
#[tauri::command]
pub async fn drafts_reject(
    office: State<'_, Office>,
    ids: Vec<DraftId>,
    reason: String,
) -> Result<Vec<Undecided>, Problem> {
    office.desk().await?.reject(&ids, &reason).await
}

/// Deletes drafts.
#[tauri::command]
pub async fn drafts_delete(office: State<'_, Office>, ids: Vec<DraftId>) -> Result<(), Problem> {
    office.desk().await?.delete_drafts(&ids).await
}

/// Takes a deletion back.
#[tauri::command]
pub async fn drafts_undelete(office: State<'_, Office>, ids: Vec<DraftId>) -> Result<(), Problem> {
    office.desk().await?.restore_drafts(&ids).await
}

/// Asks a run to stop.
#[tauri::command]
pub fn run_cancel(office: State<'_, Office>, run: RunId) {
    office.home().cancel_run(run);
}
