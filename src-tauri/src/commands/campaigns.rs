//! Campaigns: planned, carried out, resumed.

use crate::{closing, state::Office};
use copydesk_app::{
    Problem,
    domain::{Page, RunId},
    view::{
        CampaignEstimate, CampaignRequest, CellFilter, CellPreview, FailureGroup, ProfileProgress, Resume, Retry,
        RunView, TroubleView,
    },
};
use tauri::{AppHandle, State};

/// All runs.
#[tauri::command]
pub async fn campaigns(office: State<'_, Office>) -> Result<Vec<RunView>, Problem> {
    office.desk().await?.campaigns().await
}

/// One run.
#[tauri::command]
pub async fn campaign(office: State<'_, Office>, id: RunId) -> Result<RunView, Problem> {
    office.desk().await?.campaign(id).await
}

/// What a campaign would be and cost.
#[tauri::command]
pub async fn campaign_estimate(
    office: State<'_, Office>,
    request: CampaignRequest,
) -> Result<CampaignEstimate, Problem> {
    office.desk().await?.estimate_campaign(&request).await
}

/// Exactly what would be sent for one cell.
#[tauri::command]
pub async fn campaign_preview_cell(
    office: State<'_, Office>,
    request: CampaignRequest,
    cell: u64,
) -> Result<CellPreview, Problem> {
    office.desk().await?.preview_cell(&request, cell).await
}

/// Starts a run.
#[tauri::command]
pub async fn campaign_start(
    office: State<'_, Office>,
    request: CampaignRequest,
    trial: Option<u64>,
) -> Result<RunView, Problem> {
    office.desk().await?.start_campaign(&request, trial).await
}

/// Lets a run finish what is under way and rest.
#[tauri::command]
pub async fn campaign_pause(office: State<'_, Office>, id: RunId) -> Result<(), Problem> {
    office.desk().await?.pause_campaign(id).await
}

/// Stops a run at once.
#[tauri::command]
pub async fn campaign_cancel(office: State<'_, Office>, id: RunId) -> Result<(), Problem> {
    office.desk().await?.cancel_campaign(id).await
}

/// Goes on with a run.
#[tauri::command]
pub async fn campaign_resume(office: State<'_, Office>, id: RunId, resume: Resume) -> Result<RunView, Problem> {
    office.desk().await?.resume_campaign(id, &resume).await
}

/// Sends cells without a draft again.
#[tauri::command]
pub async fn campaign_retry(office: State<'_, Office>, id: RunId, retry: Retry) -> Result<RunView, Problem> {
    office.desk().await?.retry_cells(id, &retry).await
}

/// Cells without a draft, by cause.
#[tauri::command]
pub async fn campaign_failures(office: State<'_, Office>, id: RunId) -> Result<Vec<FailureGroup>, Problem> {
    office.desk().await?.campaign_failures(id).await
}

/// Cells without a draft, one by one.
#[tauri::command]
pub async fn campaign_troubles(
    office: State<'_, Office>,
    id: RunId,
    filter: CellFilter,
) -> Result<Page<TroubleView>, Problem> {
    office.desk().await?.campaign_troubles(id, &filter).await
}

/// How the drafts of each profile stand.
#[tauri::command]
pub async fn campaign_profiles(office: State<'_, Office>, id: RunId) -> Result<Vec<ProfileProgress>, Problem> {
    office.desk().await?.campaign_profiles(id).await
}

/// What a run was asked for, to ask again.
#[tauri::command]
pub async fn campaign_request(office: State<'_, Office>, id: RunId) -> Result<CampaignRequest, Problem> {
    office.desk().await?.campaign_request(id).await
}

/// Takes runs out of the list.
#[tauri::command]
pub async fn campaigns_delete(office: State<'_, Office>, ids: Vec<RunId>) -> Result<(), Problem> {
    office.desk().await?.delete_campaigns(&ids).await
}

/// Takes a deletion back.
#[tauri::command]
pub async fn campaigns_restore(office: State<'_, Office>, ids: Vec<RunId>) -> Result<(), Problem> {
    office.desk().await?.restore_campaigns(&ids).await
}

/// Hides the window; runs go on in the tray.
#[tauri::command]
pub fn keep_going(app: AppHandle) -> Result<(), Problem> {
    closing::keep_going(&app)
}

/// Lets every run finish what is under way, then closes the window.
#[tauri::command]
pub fn pause_and_close(app: AppHandle) {
    closing::pause_and_close(app);
}
