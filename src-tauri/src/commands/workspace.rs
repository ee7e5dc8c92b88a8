//! The workspace and the settings.

use crate::state::Office;
use copydesk_app::{
    Fill, Problem,
    view::{Settings, WorkspaceView},
};
use std::path::Path;
use tauri::State;

/// The open workspace.
#[tauri::command]
pub async fn workspace(office: State<'_, Office>) -> Result<WorkspaceView, Problem> {
    office.desk().await?.view().await
}

/// Opens another workspace.
#[tauri::command]
pub async fn workspace_open(office: State<'_, Office>, path: String) -> Result<WorkspaceView, Problem> {
    let file = Path::new(&path);
    if !file.is_file() {
        return Err(Problem::new("not_found", format!("There is no file {path}.")).with("path", path));
    }
    office.open(file, Fill::Briefs).await?.view().await
}

/// Creates a workspace, empty or with the sample shop.
#[tauri::command]
pub async fn workspace_create(office: State<'_, Office>, path: String, sample: bool) -> Result<WorkspaceView, Problem> {
    let file = Path::new(&path);
    if file.exists() {
        return Err(Problem::new("file_exists", format!("{path} exists. Choose another name.")).with("path", path));
    }
    let fill = if sample { Fill::Sample } else { Fill::Briefs };
    office.open(file, fill).await?.view().await
}

/// The person's settings.
#[tauri::command]
pub fn settings(office: State<'_, Office>) -> Settings {
    office.home().settings()
}

/// Saves the person's settings.
#[tauri::command]
pub fn settings_save(office: State<'_, Office>, settings: Settings) -> Result<Settings, Problem> {
    office.home().save_settings(settings)
}
