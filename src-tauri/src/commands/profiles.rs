//! Profiles.

use crate::state::Office;
use copydesk_app::{
    Problem,
    domain::{Profile, ProfileFields, ProfileId},
    view::SpecialFinding,
};
use tauri::State;

/// Profiles that hold the words.
#[tauri::command]
pub async fn profiles(office: State<'_, Office>, search: String) -> Result<Vec<Profile>, Problem> {
    office.desk().await?.profiles(&search).await
}

/// What can be inferred about the people of a profile, as it stands in its form.
#[tauri::command]
pub fn special_categories(office: State<'_, Office>, profile: ProfileFields) -> Vec<SpecialFinding> {
    office.home().special_categories(&profile)
}

/// Saves a profile.
#[tauri::command]
pub async fn profile_save(
    office: State<'_, Office>,
    id: Option<ProfileId>,
    fields: ProfileFields,
) -> Result<Profile, Problem> {
    office.desk().await?.save_profile(id, fields).await
}

/// Deletes profiles.
#[tauri::command]
pub async fn profiles_delete(office: State<'_, Office>, ids: Vec<ProfileId>) -> Result<(), Problem> {
    office.desk().await?.delete_profiles(&ids).await
}

/// Takes a deletion back.
#[tauri::command]
pub async fn profiles_restore(office: State<'_, Office>, ids: Vec<ProfileId>) -> Result<(), Problem> {
    office.desk().await?.restore_profiles(&ids).await
}
