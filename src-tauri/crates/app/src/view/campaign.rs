//! Campaigns: what is asked for, what it would cost, how it stands.

use super::Problem;
use copydesk_domain::{
    BriefId, Parameters, ProductChoice, ProductId, ProfileId, PromptPayload, ProviderId, RunId,
    campaign::{Caps, CellState, Pause, Price, RunState},
};
use serde::{Deserialize, Serialize};

/// A campaign that could be started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct CampaignRequest {
    /// What people call it; empty takes the brief's name.
    #[serde(default)]
    pub name: String,
    /// What to write.
    pub brief: BriefId,
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
    /// Other parameters than the brief's.
    #[serde(default)]
    pub parameters: Option<Parameters>,
    /// What it may cost at most.
    #[serde(default)]
    pub caps: Caps,
    /// Requests under way at a time; none is four.
    #[serde(default)]
    pub in_flight: Option<u32>,
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
    /// Drafts.
    #[ts(type = "number")]
    pub cells: u64,
    /// Products.
    #[ts(type = "number")]
    pub products: u64,
    /// Products without a description, of a hundred: a model has nothing to say about them that is true.
    pub without_description: u8,
    /// Tokens, read and written.
    pub tokens: Range,
    /// Money in billionths; none when the price is not known.
    pub cost: Option<Range>,
    /// The price it is counted with.
    pub price: Option<Price>,
    /// Seconds; a rough guess until the provider has answered.
    pub seconds: Range,
    /// The provider's name.
    pub provider: String,
    /// The model.
    pub model: String,
    /// Where it goes; none when nothing leaves this machine.
    pub host: Option<String>,
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
    /// The variant, from 1.
    pub variant: u32,
    /// What would be sent; its seed is drawn when it is.
    pub payload: PromptPayload,
}

/// How to go on with a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct Resume {
    /// Leave cells alone that failed.
    pub skip_failed: bool,
    /// Ask again after so many cells.
    #[ts(type = "number | null")]
    pub trial: Option<u64>,
    /// Other caps than before.
    pub caps: Option<Caps>,
    /// Another number of requests under way.
    pub in_flight: Option<u32>,
}

/// A run in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct RunView {
    /// How it stands.
    pub progress: RunProgress,
    /// What people call it.
    pub name: String,
    /// The brief's name.
    pub brief: String,
    /// Number of products.
    #[ts(type = "number")]
    pub products: u64,
    /// Names of the profiles; none is the neutral variant.
    pub profiles: Vec<Option<String>>,
    /// Variants of a product and a profile.
    pub variants: u32,
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
}

/// Which cells without a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct CellFilter {
    /// Their states; empty for failed and unknown.
    pub states: Vec<CellState>,
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
    /// The variant, from 1.
    pub variant: u32,
    /// What went wrong.
    pub problem: Option<Problem>,
}
