//! Writes the TypeScript of everything that crosses to the window.

use crate::view;
use copydesk_domain as domain;
use std::path::Path;
use ts_rs::{Config, ExportError, TS};

/// Writes one file a type into `folder`, and an index of them; files of types that are gone are removed.
///
/// # Errors
/// When a file cannot be written.
pub fn write(folder: &Path) -> Result<(), ExportError> {
    if folder.is_dir() {
        std::fs::remove_dir_all(folder)?;
    }
    let config = Config::new().with_out_dir(folder).with_large_int("number");
    macro_rules! write {
        ($($type:ty),* $(,)?) => { $(<$type>::export_all(&config)?;)* };
    }
    write!(
        domain::ProductQuery,
        domain::DraftQuery,
        domain::Page<domain::ProductListing>,
        domain::Page<domain::DraftListing>,
        domain::Product,
        domain::Profile,
        domain::Brief,
        domain::ProductFields,
        domain::ProfileFields,
        domain::BriefFields,
        domain::ProviderFields,
        view::WorkspaceView,
        view::DraftView,
        view::SpecialFinding,
        domain::Finding,
        view::Undecided,
        view::Settings,
        view::ImportRequest,
        view::ImportPreview,
        view::ImportResult,
        view::GenerateRequest,
        view::Started,
        view::PreviewRequest,
        view::PromptPreview,
        view::DeskEvent,
        view::CampaignRequest,
        view::CampaignEstimate,
        view::CellPreview,
        view::Resume,
        view::Retry,
        view::RunView,
        view::ProfileProgress,
        view::FailureGroup,
        view::CellFilter,
        domain::Page<view::TroubleView>,
        view::EngineView,
        view::ModelFileView,
        view::ProviderView,
        view::KeyKeeping,
        view::TestReport,
        view::ExportRequest,
        view::ExportColumnView,
        view::ExportPreview,
        view::ExportResult,
        domain::Disclosures,
        view::Problem,
        view::ChannelView,
        view::CheckRequest,
        view::FieldReport,
        view::RewriteRequest,
        view::Suggestion,
        view::LocaliseRequest,
        view::TrialRequest,
        view::TrialResult,
        view::RecordVersion<domain::BriefFields>,
        view::RecordVersion<domain::VoiceFields>,
        view::DialogueFormat,
        view::RecommendRequest,
        view::Recommended,
        view::RecommendationMessageRequest,
        view::LearnRequest,
        view::ApprovalRules,
        view::FindingPlace,
        view::ClaimAcceptance,
        view::LedgerVerdict,
        view::RulesView,
        view::RuleSettings,
        view::PrivacySettings,
        view::SentView,
        view::ErasedView,
        domain::LedgerEntry,
        domain::Claim,
        domain::Market,
        view::VoiceProposal,
        domain::Voice,
        domain::Shop,
        domain::SharedPartial,
        domain::PartialFields,
    );
    let mut names: Vec<String> = std::fs::read_dir(folder)?
        .filter_map(|entry| entry.ok()?.path().file_stem()?.to_str().map(ToOwned::to_owned))
        .collect();
    names.sort();
    let index: String = names.iter().map(|name| format!("export type {{ {name} }} from './{name}'\n")).collect();
    Ok(std::fs::write(folder.join("index.ts"), index)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::{collections::BTreeMap, fs, path::Path};

    fn files(folder: &Path) -> BTreeMap<String, String> {
        fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap()))
            .collect()
    }

    #[test]
    fn the_interface_has_the_types_of_today() {
        let folder = tempfile::tempdir().unwrap();
        super::write(folder.path()).unwrap();
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/backend/bindings");
        let (fresh, kept) = (files(folder.path()), files(&kept));
        let stale: Vec<_> =
            fresh.keys().chain(kept.keys()).filter(|name| fresh.get(*name) != kept.get(*name)).collect();
        assert!(stale.is_empty(), "run `make gen`: {stale:?} differ");
    }
}
