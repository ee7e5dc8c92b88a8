//! What the window may call. A command only hands over to the use case of the same name.

mod briefs;
mod campaigns;
mod drafts;
mod exporting;
mod importing;
mod products;
mod profiles;
mod providers;
mod workspace;

use tauri::{Wry, ipc::Invoke};

/// The handler of all commands. Each is named again in `build.rs` and in the capability, or it is refused.
pub fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        workspace::workspace,
        workspace::workspace_open,
        workspace::workspace_create,
        workspace::settings,
        workspace::settings_save,
        products::products,
        products::product_ids,
        products::product,
        products::categories,
        products::tags,
        products::product_save,
        products::products_delete,
        products::products_restore,
        profiles::profiles,
        profiles::profile_save,
        profiles::profiles_delete,
        profiles::profiles_restore,
        importing::import_preview,
        importing::import_run,
        briefs::briefs,
        briefs::brief_save,
        briefs::briefs_delete,
        briefs::briefs_restore,
        briefs::brief_reset,
        briefs::prompt_preview,
        briefs::template_fields,
        drafts::generate,
        drafts::drafts,
        drafts::draft,
        drafts::drafts_of_product,
        drafts::draft_save_text,
        drafts::draft_restore,
        drafts::drafts_to_review,
        drafts::drafts_approve,
        drafts::drafts_reject,
        drafts::drafts_delete,
        drafts::drafts_undelete,
        drafts::run_cancel,
        campaigns::campaigns,
        campaigns::campaign,
        campaigns::campaign_estimate,
        campaigns::campaign_preview_cell,
        campaigns::campaign_start,
        campaigns::campaign_pause,
        campaigns::campaign_cancel,
        campaigns::campaign_resume,
        campaigns::campaign_retry,
        campaigns::campaign_failures,
        campaigns::campaign_troubles,
        campaigns::campaign_profiles,
        campaigns::campaign_request,
        campaigns::campaigns_delete,
        campaigns::campaigns_restore,
        campaigns::keep_going,
        campaigns::pause_and_close,
        exporting::export_preview,
        exporting::export_run,
        exporting::export_columns,
        providers::providers,
        providers::provider_save,
        providers::providers_delete,
        providers::providers_restore,
        providers::provider_make_default,
        providers::key_set,
        providers::key_remove,
        providers::provider_test,
        providers::provider_models,
        providers::engine,
        providers::model_inspect,
    ]
}
