//! What crosses to the window and to the command line: requests, answers, events. `make gen` writes their TypeScript.

mod campaign;
mod channel;
mod deciding;
mod engine;
mod event;
mod export;
mod generate;
mod import;
mod ledger;
mod privacy;
mod problem;
mod provider;
mod recommend;
mod rules;
mod settings;
mod voice;
mod why;
mod workspace;

pub use campaign::{
    BatchProgress, BriefEstimate, CampaignEstimate, CampaignRequest, CellFilter, CellPreview, FailureGroup, LiveDraft,
    Money, ProductName, ProfileProgress, Range, Resume, Retry, RunProgress, RunView, Skippable, TroubleView,
};
pub use channel::{
    ChannelView, CheckRequest, FieldBasis, FieldReport, LocaliseRequest, RecordVersion, RewriteRequest, RewriteTool,
    Suggestion, TrialResult,
};
pub use copydesk_domain::FindingPlace;
pub use copydesk_privacy::SpecialFinding;
pub use deciding::{ApprovalRules, ClaimAcceptance};
pub use engine::{EngineView, ModelFileView};
pub use event::DeskEvent;
pub use export::{
    AiLabel, DialogueFormat, DutyCount, ExportColumnView, ExportFilter, ExportPreview, ExportRequest, ExportResult,
};
pub use generate::{Destination, GenerateRequest, PreviewRequest, PromptPreview, PromptWarning, Started, TrialRequest};
pub use import::{
    CellChange, ColumnTarget, ColumnView, ImportCounts, ImportKind, ImportPreview, ImportRequest, ImportResult,
    Outcome, PreviewRow, ReadOptionsView, Rejected, SuspiciousRow,
};
pub use ledger::LedgerVerdict;
pub use privacy::{ErasedView, PrivacySettings, SentView};
pub use problem::Problem;
pub use provider::{KeyKeeping, KeyState, ProviderView, TestReport, TestStepView};
pub use recommend::{Pick, RecommendRequest, RecommendationMessageRequest, Recommended};
pub use rules::{PackView, RuleSettings, RuleView, RulesView};
pub use settings::{Density, InterfaceLanguage, Settings, Theme};
pub use voice::{LearnRequest, VoiceEvidence, VoiceProposal};
pub use why::{Change, ChangeOf};
pub use workspace::{DraftView, Undecided, WorkspaceView};
