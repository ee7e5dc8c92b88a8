//! What happens while nobody asks: text that streams in, drafts that are done, failures.

use super::{LiveDraft, Problem, RunProgress, Suggestion, TrialResult};
use copydesk_domain::{DraftId, DraftListing, ProductId, ProfileId, RunId};
use serde::{Deserialize, Serialize};

/// An event of the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DeskEvent {
    /// Approvals went back to review because rules or limits are others than they were judged by.
    ApprovalsFell {
        /// How many.
        drafts: u64,
    },
    /// A run has begun.
    RunStarted {
        /// The run.
        run: RunId,
        /// Drafts it will write.
        drafts: u64,
    },
    /// A draft is being written.
    DraftStarted {
        /// The run.
        run: RunId,
        /// The draft.
        draft: DraftId,
        /// Its product.
        product: ProductId,
        /// The product's name.
        product_name: String,
        /// Its profile.
        profile: Option<ProfileId>,
        /// The profile's name.
        profile_name: Option<String>,
        /// 1 for the first variant.
        variant: u32,
    },
    /// Words came in.
    Text {
        /// The run.
        run: RunId,
        /// The draft.
        draft: DraftId,
        /// The new words.
        text: String,
    },
    /// A draft is whole and stored.
    DraftDone {
        /// The run.
        run: RunId,
        /// The draft as the list shows it.
        draft: Box<DraftListing>,
    },
    /// A draft failed; nothing of it is stored.
    DraftFailed {
        /// The run.
        run: RunId,
        /// The draft that will not be.
        draft: DraftId,
        /// Its product.
        product: ProductId,
        /// Its profile.
        profile: Option<ProfileId>,
        /// What went wrong.
        problem: Problem,
    },
    /// Words of a suggestion came in.
    SuggestionText {
        /// The run.
        run: RunId,
        /// The new words.
        text: String,
    },
    /// A suggestion is whole.
    SuggestionDone {
        /// The run.
        run: RunId,
        /// The suggestion.
        suggestion: Box<Suggestion>,
    },
    /// A suggestion failed, or was cancelled before a word.
    SuggestionFailed {
        /// The run.
        run: RunId,
        /// Why.
        problem: Problem,
    },
    /// A brief on the bench has its answer for a product.
    TrialDone {
        /// The product.
        product: ProductId,
        /// The answer.
        result: Box<TrialResult>,
    },
    /// A brief on the bench has none.
    TrialFailed {
        /// The run.
        run: RunId,
        /// The product.
        product: ProductId,
        /// Why.
        problem: Problem,
    },
    /// How a campaign stands; at most ten times a second.
    CampaignProgress {
        /// How it stands.
        progress: Box<RunProgress>,
        /// A few of the drafts that are being written, oldest first.
        live: Vec<LiveDraft>,
    },
    /// A campaign has come to rest: it is done, paused or cancelled.
    CampaignRest {
        /// How it stands.
        progress: Box<RunProgress>,
        /// What kept it from being written down, if anything did.
        problem: Option<Problem>,
    },
    /// The person wants to close the window while campaigns run: ask whether they go on in the tray or pause.
    CloseAsked {
        /// Runs of campaigns that are carried out.
        runs: Vec<RunId>,
    },
    /// A run has ended.
    RunDone {
        /// The run.
        run: RunId,
        /// Drafts stored.
        done: u64,
        /// Drafts that failed.
        failed: u64,
        /// Whether a person cancelled it.
        cancelled: bool,
        /// Answers among those stored that could not be read as fields.
        malformed: u64,
    },
}
