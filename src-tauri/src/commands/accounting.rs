//! Who answers for what: waivers, rules of approval, the ledger, privacy, erasing.

use crate::state::Office;
use copydesk_app::{
    Problem,
    domain::{Deed, DraftId, LedgerEntry},
    view::{
        ApprovalRules, ClaimAcceptance, DraftView, ErasedView, FindingPlace, LedgerVerdict, PrivacySettings,
        RuleSettings, RulesView, SentView,
    },
};
use std::path::PathBuf;
use tauri::State;

/// Lets findings stand.
#[tauri::command]
pub async fn draft_waive(
    office: State<'_, Office>,
    id: DraftId,
    findings: Vec<FindingPlace>,
    reason: String,
) -> Result<DraftView, Problem> {
    office.desk().await?.waive(id, &findings, &reason).await
}

/// Takes waivers back.
#[tauri::command]
pub async fn draft_waiver_withdraw(
    office: State<'_, Office>,
    id: DraftId,
    findings: Vec<FindingPlace>,
) -> Result<DraftView, Problem> {
    office.desk().await?.withdraw_waivers(id, &findings).await
}

/// The workspace's rules of approval.
#[tauri::command]
pub async fn approval_rules(office: State<'_, Office>) -> Result<ApprovalRules, Problem> {
    office.desk().await?.approval_rules().await
}

/// Saves the workspace's rules of approval.
#[tauri::command]
pub async fn approval_rules_save(office: State<'_, Office>, rules: ApprovalRules) -> Result<ApprovalRules, Problem> {
    office.desk().await?.save_approval_rules(rules).await
}

/// A part of the ledger, the newest first.
#[tauri::command]
pub async fn ledger(
    office: State<'_, Office>,
    before: Option<u64>,
    deed: Option<Deed>,
    limit: u32,
) -> Result<Vec<LedgerEntry>, Problem> {
    office.desk().await?.ledger(before, deed, limit).await
}

/// What was done with a draft.
#[tauri::command]
pub async fn ledger_of_draft(office: State<'_, Office>, id: DraftId) -> Result<Vec<LedgerEntry>, Problem> {
    office.desk().await?.ledger_of(id).await
}

/// Follows the whole chain.
#[tauri::command]
pub async fn ledger_verify(office: State<'_, Office>) -> Result<LedgerVerdict, Problem> {
    office.desk().await?.verify_ledger().await
}

/// Writes the ledger to a file.
#[tauri::command]
pub async fn ledger_export(office: State<'_, Office>, path: PathBuf, overwrite: bool) -> Result<u64, Problem> {
    office.desk().await?.export_ledger(&path, overwrite).await
}

/// The workspace's rules about data.
#[tauri::command]
pub async fn privacy(office: State<'_, Office>) -> Result<PrivacySettings, Problem> {
    office.desk().await?.privacy().await
}

/// Saves the workspace's rules about data.
#[tauri::command]
pub async fn privacy_save(office: State<'_, Office>, privacy: PrivacySettings) -> Result<PrivacySettings, Problem> {
    office.desk().await?.save_privacy(privacy).await
}

/// What was sent to whom.
#[tauri::command]
pub async fn privacy_sent(office: State<'_, Office>) -> Result<Vec<SentView>, Problem> {
    office.desk().await?.sent().await
}

/// Erases a profile everywhere.
#[tauri::command]
pub async fn profile_erase(office: State<'_, Office>, name: String) -> Result<ErasedView, Problem> {
    office.desk().await?.erase_profile(&name).await
}

/// All rule packs, and what the shop decided about them.
#[tauri::command]
pub async fn rules(office: State<'_, Office>) -> Result<RulesView, Problem> {
    office.desk().await?.rules().await
}

/// Saves what the shop decides about rules; answers with how many approvals fell.
#[tauri::command]
pub async fn rules_save(office: State<'_, Office>, settings: RuleSettings) -> Result<u64, Problem> {
    office.desk().await?.save_rules(settings).await
}

/// Makes a claim a fact of its product.
#[tauri::command]
pub async fn claim_accept(
    office: State<'_, Office>,
    id: DraftId,
    acceptance: ClaimAcceptance,
) -> Result<DraftView, Problem> {
    office.desk().await?.accept_claim(id, acceptance).await
}
