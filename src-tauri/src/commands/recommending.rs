//! Recommendations.

use crate::state::Office;
use copydesk_app::{
    Problem,
    domain::{ProductId, ProfileId},
    view::{Pick, RecommendRequest, RecommendationMessageRequest, Recommended, Started},
};
use tauri::State;

/// Products for a profile, or profiles for a product.
#[tauri::command]
pub async fn recommend(office: State<'_, Office>, request: RecommendRequest) -> Result<Vec<Recommended>, Problem> {
    office.desk().await?.recommend(request).await
}

/// Pins, excludes, or leaves it to the score.
#[tauri::command]
pub async fn recommend_pick(
    office: State<'_, Office>,
    product: ProductId,
    profile: ProfileId,
    pick: Option<Pick>,
) -> Result<(), Problem> {
    office.desk().await?.pick(product, profile, pick).await
}

/// A message over a chosen few.
#[tauri::command]
pub async fn recommendation_message(
    office: State<'_, Office>,
    request: RecommendationMessageRequest,
) -> Result<Started, Problem> {
    office.desk().await?.recommendation_message(request).await
}
