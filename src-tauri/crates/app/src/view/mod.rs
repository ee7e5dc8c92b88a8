//! What crosses to the window and to the command line: requests, answers, events. `make gen` writes their TypeScript.

mod campaign;
mod engine;
mod event;
mod export;
mod generate;
mod import;
mod problem;
mod provider;
mod settings;
mod workspace;

pub use campaign::{
    BatchProgress, BriefEstimate, CampaignEstimate, CampaignRequest, CellFilter, CellPreview, FailureGroup, LiveDraft,
    Money, ProductName, ProfileProgress, Range, Resume, Retry, RunProgress, RunView, Skippable, TroubleView,
};
pub use engine::{EngineView, ModelFileView};
pub use event::DeskEvent;
pub use export::{ExportColumnView, ExportFilter, ExportPreview, ExportRequest, ExportResult};
pub use generate::{Destination, GenerateRequest, PreviewRequest, PromptPreview, PromptWarning, Started};
pub use import::{
    CellChange, ColumnTarget, ColumnView, ImportCounts, ImportKind, ImportPreview, ImportRequest, ImportResult,
    Outcome, PreviewRow, ReadOptionsView, Rejected,
};
pub use problem::Problem;
pub use provider::{KeyKeeping, KeyState, ProviderView, TestReport, TestStepView};
pub use settings::{Density, InterfaceLanguage, Settings, Theme};
pub use workspace::{DraftView, Undecided, WorkspaceView};
