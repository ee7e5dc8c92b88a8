//! Campaigns: what is asked for, what it would cost, how it stands.

use super::Problem;
use copydesk_domain::{
    BriefId, Overrides, ProductChoice, ProductId, ProfileId, PromptPayload, ProviderId, RunId, Timestamp,
    campaign::{Caps, CellState, Delivery, Pause, Price, RunState, SkipReason, Skips},
};
use copydesk_privacy::{Masked, PersonalData};
use serde::{Deserialize, Serialize};

/// A campaign that could be started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct CampaignRequest {
    /// What people call it; empty takes the first brief's name.
    #[serde(default)]
    pub name: String,
    /// What to write; each brief is a draft of its own.
    pub briefs: Vec<BriefId>,
    /// For which products.
    pub products: ProductChoice,
    /// For which profiles; none is the neutral variant.
    pub profiles: Vec<Option<ProfileId>>,
    /// Where; none is the workspace's default provider.
    #[serde(default)]
    pub provider: Option<ProviderId>,
    /// Another model of that provider than its own.
    #[serde(default)]
    pub model: Option<String>,
    /// Other parameters than the briefs'. Without a number of variants it is the largest of the briefs'.
    #[serde(default)]
    pub overrides: Overrides,
    /// What it may cost at most.
    #[serde(default)]
    pub caps: Caps,
    /// Requests under way at a time; none is four, at a model on this machine as many as it writes together.
    #[serde(default)]
    pub in_flight: Option<u32>,
    /// What is left out.
    #[serde(default)]
    pub skips: Skips,
    /// At once, or collected by the provider in its own time for about half the price.
    #[serde(default)]
    pub delivery: Delivery,
}

/// From, to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Range {
    /// At least.
    #[ts(type = "number")]
    pub low: u64,
    /// At most.
    #[ts(type = "number")]
    pub high: u64,
}

/// A sum of money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Money {
    /// Billionths of the currency's unit.
    #[ts(type = "number")]
    pub nano: u64,
    /// ISO 4217 code.
    pub currency: String,
}

/// What a campaign would be and cost, before anything is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct CampaignEstimate {
    /// Drafts to be written.
    #[ts(type = "number")]
    pub cells: u64,
    /// Products with drafts to be written.
    #[ts(type = "number")]
    pub products: u64,
    /// Profiles, the neutral draft included.
    #[ts(type = "number")]
    pub profiles: u64,
    /// Variants of a product, a profile and a brief.
    pub variants: u32,
    /// What is left out, or could be.
    pub skippable: Vec<Skippable>,
    /// Drafts, tokens and money of each brief.
    pub by_brief: Vec<BriefEstimate>,
    /// Tokens read.
    pub read: Range,
    /// Tokens written.
    pub written: Range,
    /// Tokens, read and written.
    pub tokens: Range,
    /// Money in billionths; none when the price is not known.
    pub cost: Option<Range>,
    /// The price it is counted with.
    pub price: Option<Price>,
    /// Seconds; from what this provider and model last took, else a rough guess.
    pub seconds: Range,
    /// Whether the seconds rest on what this provider and model last took.
    pub measured: bool,
    /// Requests under way at a time.
    pub in_flight: u32,
    /// Whether the provider takes batches.
    pub batches: bool,
    /// The provider's name.
    pub provider: String,
    /// The model.
    pub model: String,
    /// Where it goes; none when nothing leaves this machine.
    pub host: Option<String>,
}

/// Cells that are left out, or could be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Skippable {
    /// Why.
    pub reason: SkipReason,
    /// How many cells.
    #[ts(type = "number")]
    pub cells: u64,
    /// How many products they belong to.
    #[ts(type = "number")]
    pub products: u64,
    /// Whether they are left out.
    pub skipped: bool,
    /// One of the products.
    pub example: Option<ProductName>,
}

/// A product by its names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ProductName {
    /// The product.
    pub id: ProductId,
    /// SKU.
    pub sku: String,
    /// Name.
    pub name: String,
}

/// What one brief of a campaign would cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct BriefEstimate {
    /// The brief's name.
    pub brief: String,
    /// Drafts.
    #[ts(type = "number")]
    pub cells: u64,
    /// Tokens, read and written.
    pub tokens: Range,
    /// Money in billionths; none when the price is not known.
    pub cost: Option<Range>,
}

/// Exactly what would be sent for one cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct CellPreview {
    /// Number of the cell, from 0.
    #[ts(type = "number")]
    pub cell: u64,
    /// The product's SKU.
    pub sku: String,
    /// The product's name.
    pub product_name: String,
    /// The profile's name.
    pub profile_name: Option<String>,
    /// The brief's name.
    pub brief_name: String,
    /// The variant, from 1.
    pub variant: u32,
    /// Tokens of the prompt, as counted here.
    #[ts(type = "number")]
    pub read: u64,
    /// What it could cost in billionths: with the shortest and the longest answer.
    pub cost: Option<Range>,
    /// What would be sent; its seed is drawn when it is.
    pub payload: PromptPayload,
    /// What to mark in each of its messages, as in [`PromptPreview::marks`](super::PromptPreview::marks).
    pub marks: Vec<Vec<PersonalData>>,
    /// What its placeholders stand for.
    pub replaced: Vec<Masked>,
}

/// How to go on with a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct Resume {
    /// Leave cells alone that failed.
    pub skip_failed: bool,
    /// Leave cells alone of unknown outcome.
    pub skip_unknown: bool,
    /// Ask again after so many cells.
    #[ts(type = "number | null")]
    pub trial: Option<u64>,
    /// Other caps than before.
    pub caps: Option<Caps>,
    /// Another number of requests under way.
    pub in_flight: Option<u32>,
}

/// Which cells without a draft to send again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct Retry {
    /// Only these cells; empty for all.
    #[ts(type = "number[]")]
    pub cells: Vec<u64>,
    /// Only those in these states; empty for failed and unknown.
    pub states: Vec<CellState>,
    /// Only those with the problem of this code, the empty one for none.
    pub code: Option<String>,
}

/// A run in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct RunView {
    /// How it stands.
    pub progress: RunProgress,
    /// What people call it.
    pub name: String,
    /// Names of the briefs.
    pub briefs: Vec<String>,
    /// Number of products.
    #[ts(type = "number")]
    pub products: u64,
    /// Names of the profiles; none is the neutral variant.
    pub profiles: Vec<Option<String>>,
    /// Variants of a product, a profile and a brief.
    pub variants: u32,
    /// Cells that were left out.
    #[ts(type = "number")]
    pub skipped: u64,
    /// At once, or in batches.
    pub delivery: Delivery,
    /// The provider's name.
    pub provider: String,
    /// The model.
    pub model: String,
    /// Where it goes; none when nothing leaves this machine.
    pub host: Option<String>,
    /// What it may cost at most.
    pub caps: Caps,
    /// Most requests under way at a time.
    pub in_flight: u32,
    /// When it was started.
    pub created_at: String,
    /// When something last happened.
    pub updated_at: String,
}

/// How a run stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct RunProgress {
    /// The run.
    pub run: RunId,
    /// Where it stands.
    pub state: RunState,
    /// Why it rests, or will.
    pub pause: Option<Pause>,
    /// Drafts that it asks for.
    #[ts(type = "number")]
    pub cells: u64,
    /// Stored drafts.
    #[ts(type = "number")]
    pub done: u64,
    /// Failed cells.
    #[ts(type = "number")]
    pub failed: u64,
    /// Cells of unknown outcome: they may have been billed.
    #[ts(type = "number")]
    pub unknown: u64,
    /// Cancelled cells.
    #[ts(type = "number")]
    pub cancelled: u64,
    /// Requests under way.
    #[ts(type = "number")]
    pub in_flight: u64,
    /// Requests that may be under way, as the provider's answers allow.
    pub pace: u32,
    /// Requests that went out.
    #[ts(type = "number")]
    pub attempts: u64,
    /// Tokens, read and written.
    #[ts(type = "number")]
    pub tokens: u64,
    /// What it cost; none when the price is not known.
    pub cost: Option<Money>,
    /// Drafts a minute over the last half minute; none while it rests or has just begun.
    #[ts(type = "number | null")]
    pub per_minute: Option<u64>,
    /// Seconds left at that rate.
    #[ts(type = "number | null")]
    pub seconds_left: Option<u64>,
    /// Batches that the provider works on; none for a run that is written at once.
    pub batches: Option<BatchProgress>,
}

/// How the batches of a run stand, as the provider last told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct BatchProgress {
    /// Batches at the provider.
    #[ts(type = "number")]
    pub open: u64,
    /// Drafts in them.
    #[ts(type = "number")]
    pub cells: u64,
    /// Drafts of them that the provider has written and not handed over yet.
    #[ts(type = "number")]
    pub written: u64,
    /// The provider's word for the state of the oldest one.
    pub state: Option<String>,
    /// When the oldest one is given up by the provider.
    #[ts(type = "string | null")]
    pub expires_at: Option<Timestamp>,
    /// When the provider was last asked.
    #[ts(type = "string | null")]
    pub asked_at: Option<Timestamp>,
}

/// A draft of a campaign that is being written now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct LiveDraft {
    /// Number of the cell, from 0.
    #[ts(type = "number")]
    pub cell: u64,
    /// The product's name.
    pub product_name: String,
    /// The profile's name.
    pub profile_name: Option<String>,
    /// The brief's name.
    pub brief_name: String,
    /// The words so far.
    pub text: String,
}

/// How the drafts of one profile stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ProfileProgress {
    /// The profile's name; none is the neutral variant.
    pub profile_name: Option<String>,
    /// Cells, those that were left out not counted.
    #[ts(type = "number")]
    pub cells: u64,
    /// Stored drafts.
    #[ts(type = "number")]
    pub done: u64,
    /// Failed and unknown cells.
    #[ts(type = "number")]
    pub troubled: u64,
}

/// Cells without a draft for the same reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct FailureGroup {
    /// Where they stand: failed or unknown.
    pub state: CellState,
    /// The problem of one of them; none when the program ended while they were under way.
    pub problem: Option<Problem>,
    /// How many.
    #[ts(type = "number")]
    pub cells: u64,
    /// What they may have cost, in billionths; none when the price is not known.
    #[ts(type = "number | null")]
    pub nano: Option<u64>,
    /// The first of them, at most three.
    pub examples: Vec<TroubleView>,
}

/// Which cells without a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct CellFilter {
    /// Their states; empty for failed and unknown.
    pub states: Vec<CellState>,
    /// Only those with the problem of this code, the empty one for none.
    pub code: Option<String>,
    /// Rows to skip.
    #[ts(type = "number")]
    pub offset: u64,
    /// Rows to return.
    #[ts(type = "number")]
    pub limit: u64,
}

/// A cell without a draft, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct TroubleView {
    /// Number of the cell, from 0.
    #[ts(type = "number")]
    pub cell: u64,
    /// Where it stands.
    pub state: CellState,
    /// Requests that went out for it.
    pub attempts: u32,
    /// Its product.
    pub product: ProductId,
    /// The product's SKU, unless it was deleted.
    pub sku: Option<String>,
    /// The product's name, unless it was deleted.
    pub product_name: Option<String>,
    /// The profile's name.
    pub profile_name: Option<String>,
    /// The brief's name.
    pub brief_name: String,
    /// The variant, from 1.
    pub variant: u32,
    /// What went wrong.
    pub problem: Option<Problem>,
}
