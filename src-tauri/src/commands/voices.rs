//! Voices, parts of briefs, and what the shop says of itself.

use crate::state::Office;
use copydesk_app::{
    Problem,
    domain::{PartialFields, PartialId, SharedPartial, Shop, Voice, VoiceFields, VoiceId},
    view::{LearnRequest, RecordVersion, VoiceProposal},
};
use tauri::State;

/// All voices.
#[tauri::command]
pub async fn voices(office: State<'_, Office>) -> Result<Vec<Voice>, Problem> {
    office.desk().await?.voices().await
}

/// Saves a voice.
#[tauri::command]
pub async fn voice_save(office: State<'_, Office>, id: Option<VoiceId>, fields: VoiceFields) -> Result<Voice, Problem> {
    office.desk().await?.save_voice(id, fields).await
}

/// Deletes voices.
#[tauri::command]
pub async fn voices_delete(office: State<'_, Office>, ids: Vec<VoiceId>) -> Result<(), Problem> {
    office.desk().await?.delete_voices(&ids).await
}

/// Takes a deletion back.
#[tauri::command]
pub async fn voices_restore(office: State<'_, Office>, ids: Vec<VoiceId>) -> Result<(), Problem> {
    office.desk().await?.restore_voices(&ids).await
}

/// Every version of a voice.
#[tauri::command]
pub async fn voice_versions(
    office: State<'_, Office>,
    id: VoiceId,
) -> Result<Vec<RecordVersion<VoiceFields>>, Problem> {
    office.desk().await?.voice_versions(id).await
}

/// Proposes a voice.
#[tauri::command]
pub async fn voice_learn(request: LearnRequest) -> Result<VoiceProposal, Problem> {
    copydesk_app::learn_voice(&request)
}

/// All shared parts.
#[tauri::command]
pub async fn partials(office: State<'_, Office>) -> Result<Vec<SharedPartial>, Problem> {
    office.desk().await?.partials().await
}

/// Saves a shared part.
#[tauri::command]
pub async fn partial_save(
    office: State<'_, Office>,
    id: Option<PartialId>,
    fields: PartialFields,
) -> Result<SharedPartial, Problem> {
    office.desk().await?.save_partial(id, fields).await
}

/// Deletes shared parts.
#[tauri::command]
pub async fn partials_delete(office: State<'_, Office>, ids: Vec<PartialId>) -> Result<(), Problem> {
    office.desk().await?.delete_partials(&ids).await
}

/// Takes a deletion back.
#[tauri::command]
pub async fn partials_restore(office: State<'_, Office>, ids: Vec<PartialId>) -> Result<(), Problem> {
    office.desk().await?.restore_partials(&ids).await
}

/// What the shop says of itself.
#[tauri::command]
pub async fn shop(office: State<'_, Office>) -> Result<Shop, Problem> {
    office.desk().await?.shop().await
}

/// Saves it.
#[tauri::command]
pub async fn shop_save(office: State<'_, Office>, shop: Shop) -> Result<Shop, Problem> {
    office.desk().await?.save_shop(shop).await
}
