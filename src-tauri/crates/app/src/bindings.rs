//! Writes the TypeScript of everything that crosses to the window.

use crate::view;
use copydesk_domain as domain;
use std::path::Path;
use ts_rs::{Config, ExportError, TS};

/// Writes one file a type into `folder`.
///
/// # Errors
/// When a file cannot be written.
pub fn write(folder: &Path) -> Result<(), ExportError> {
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
        view::EngineView,
        view::ModelFileView,
        view::ProviderView,
        view::KeyKeeping,
        view::TestReport,
        view::ExportRequest,
        view::ExportColumnView,
        view::ExportPreview,
        view::ExportResult,
        view::Problem,
    );
    Ok(())
}
