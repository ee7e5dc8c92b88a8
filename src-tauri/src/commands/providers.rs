//! Providers, keys and the engine.

use crate::state::Office;
use copydesk_app::{
    Problem, Secret,
    domain::{ProviderFields, ProviderId},
    view::{EngineView, KeyKeeping, ModelFileView, ProviderView, TestReport},
};
use std::path::Path;
use tauri::State;

/// All providers.
#[tauri::command]
pub async fn providers(office: State<'_, Office>) -> Result<Vec<ProviderView>, Problem> {
    office.desk().await?.providers().await
}

/// Saves a provider.
#[tauri::command]
pub async fn provider_save(
    office: State<'_, Office>,
    id: Option<ProviderId>,
    fields: ProviderFields,
) -> Result<ProviderView, Problem> {
    office.desk().await?.save_provider(id, fields).await
}

/// Deletes providers.
#[tauri::command]
pub async fn providers_delete(office: State<'_, Office>, ids: Vec<ProviderId>) -> Result<(), Problem> {
    office.desk().await?.delete_providers(&ids).await
}

/// Takes a deletion back.
#[tauri::command]
pub async fn providers_restore(office: State<'_, Office>, ids: Vec<ProviderId>) -> Result<(), Problem> {
    office.desk().await?.restore_providers(&ids).await
}

/// Chooses the default.
#[tauri::command]
pub async fn provider_make_default(office: State<'_, Office>, id: ProviderId) -> Result<Vec<ProviderView>, Problem> {
    office.desk().await?.make_default_provider(id).await
}

/// Keeps a key. It is never given back.
#[tauri::command]
pub async fn key_set(
    office: State<'_, Office>,
    provider: ProviderId,
    key: String,
    keeping: KeyKeeping,
) -> Result<ProviderView, Problem> {
    office.desk().await?.set_key(provider, Secret::new(key), keeping).await
}

/// Removes a key.
#[tauri::command]
pub async fn key_remove(office: State<'_, Office>, provider: ProviderId) -> Result<ProviderView, Problem> {
    office.desk().await?.remove_key(provider).await
}

/// Tests a provider step by step.
#[tauri::command]
pub async fn provider_test(office: State<'_, Office>, provider: ProviderId) -> Result<TestReport, Problem> {
    office.desk().await?.test_provider(provider).await
}

/// Models a server offers.
#[tauri::command]
pub async fn provider_models(office: State<'_, Office>, provider: ProviderId) -> Result<Vec<String>, Problem> {
    office.desk().await?.provider_models(provider).await
}

/// What the engine does.
#[tauri::command]
pub async fn engine(office: State<'_, Office>) -> Result<EngineView, Problem> {
    Ok(office.desk().await?.engine())
}

/// Looks into a GGUF file.
#[tauri::command]
pub async fn model_inspect(office: State<'_, Office>, path: String) -> Result<ModelFileView, Problem> {
    office.desk().await?.inspect_model(Path::new(&path)).await
}
