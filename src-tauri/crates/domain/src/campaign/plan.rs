//! What a campaign is made of, frozen when it is started.

use super::{budget::Caps, price::Price};
use crate::{Brief, DraftState, Overrides, Parameters, Profile, Provider};
use serde::{Deserialize, Serialize};

/// Most requests under way at one provider.
pub const IN_FLIGHT_LIMIT: u32 = 256;

/// How drafts are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// One request a draft, answered while somebody watches.
    #[default]
    Live,
    /// Many drafts in a file, written by the provider within a day for about half the price.
    Batch,
}

/// What becomes of cells that have a draft already. A draft is never overwritten: a new one is laid beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Existing {
    /// They get another one.
    #[default]
    Beside,
    /// Those with an approval that holds are left out.
    SkipApproved,
    /// Only what is missing: those with a draft that was not rejected are left out.
    SkipDrafted,
}

impl Existing {
    /// States of a draft with which its cell is left out.
    #[must_use]
    pub fn states(self) -> &'static [DraftState] {
        match self {
            Self::Beside => &[],
            Self::SkipApproved => &[DraftState::Approved],
            Self::SkipDrafted => &[DraftState::Draft, DraftState::InReview, DraftState::Approved],
        }
    }
}

/// What a campaign leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct Skips {
    /// Products without a description: a model has nothing to say about them that is true.
    pub without_description: bool,
    /// Cells that have a draft.
    pub existing: Existing,
}

/// Why a cell is left out, or could be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// Its product has no description.
    NoDescription,
    /// Its draft is approved.
    Approved,
    /// It has a draft that is not decided.
    Drafted,
}

/// Everything that the cells of a run share. Products are listed beside it, for there may be a million.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct CampaignPlan {
    /// The briefs as they were when the run was started.
    pub briefs: Vec<Brief>,
    /// The profiles as they were; none is the neutral variant.
    pub profiles: Vec<Option<Profile>>,
    /// Where.
    pub provider: Provider,
    /// The model at that provider.
    pub model: String,
    /// Parameters that differ from the briefs'.
    pub overrides: Overrides,
    /// Drafts of a product, a profile and a brief.
    pub variants: u32,
    /// What is left out.
    pub skips: Skips,
    /// How drafts are asked for.
    pub delivery: Delivery,
    /// Number of products.
    #[ts(type = "number")]
    pub products: u64,
    /// What it may cost at most.
    pub caps: Caps,
    /// Most requests under way at a time, 1 to [`IN_FLIGHT_LIMIT`].
    pub in_flight: u32,
    /// The price that it is counted with; none when it is not known.
    pub price: Option<Price>,
}

/// Where a cell lies in its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Position of the product in the run's list, from 0.
    pub product: u64,
    /// Position of the profile in the plan, from 0.
    pub profile: usize,
    /// Position of the brief in the plan, from 0.
    pub brief: usize,
    /// The variant, from 1.
    pub variant: u32,
}

impl CampaignPlan {
    /// Cells, those that are left out included.
    #[must_use]
    pub fn cells(&self) -> u64 {
        self.products.saturating_mul(self.per_product())
    }

    /// Cells of one product.
    #[must_use]
    pub fn per_product(&self) -> u64 {
        self.profiles.len() as u64 * self.per_profile()
    }

    /// Cells of one product and one profile.
    #[must_use]
    pub fn per_profile(&self) -> u64 {
        self.briefs.len() as u64 * u64::from(self.variants)
    }

    /// Where a cell lies; cells are numbered product by product, then profile by profile, brief by brief, from 0.
    #[must_use]
    pub fn place(&self, cell: u64) -> Place {
        let (per_product, per_profile) = (self.per_product().max(1), self.per_profile().max(1));
        let variants = u64::from(self.variants).max(1);
        let position = |number: u64| usize::try_from(number).unwrap_or_default();
        Place {
            product: cell / per_product,
            profile: position(cell % per_product / per_profile),
            brief: position(cell % per_profile / variants),
            variant: u32::try_from(cell % variants).unwrap_or_default() + 1,
        }
    }

    /// How a brief of the plan is sampled; the defaults where there is no such brief.
    #[must_use]
    pub fn parameters(&self, brief: usize) -> Parameters {
        let own = self.briefs.get(brief).map(|brief| brief.fields.parameters.clone()).unwrap_or_default();
        Parameters { variants: self.variants, ..self.overrides.over(&own) }
    }
}
