//! What a campaign is made of, frozen when it is started.

use super::{budget::Caps, price::Price};
use crate::{Brief, Parameters, Profile, Provider};
use serde::{Deserialize, Serialize};

/// Most requests under way at one provider.
pub const IN_FLIGHT_LIMIT: u32 = 256;

/// Everything that the cells of a run share. Products are listed beside it, for there may be a million.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct CampaignPlan {
    /// The brief as it was when the run was started.
    pub brief: Brief,
    /// The profiles as they were; none is the neutral variant.
    pub profiles: Vec<Option<Profile>>,
    /// Where.
    pub provider: Provider,
    /// The model at that provider.
    pub model: String,
    /// How to sample; `variants` counts the drafts of a cell's product and profile.
    pub parameters: Parameters,
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
    /// The variant, from 1.
    pub variant: u32,
}

impl CampaignPlan {
    /// Drafts that it asks for.
    #[must_use]
    pub fn cells(&self) -> u64 {
        self.products.saturating_mul(self.per_product())
    }

    /// Drafts of one product.
    #[must_use]
    pub fn per_product(&self) -> u64 {
        self.profiles.len() as u64 * u64::from(self.parameters.variants)
    }

    /// Where a cell lies; cells are numbered product by product, then profile by profile, from 0.
    #[must_use]
    pub fn place(&self, cell: u64) -> Place {
        let variants = u64::from(self.parameters.variants).max(1);
        let within = cell % self.per_product().max(1);
        Place {
            product: cell / self.per_product().max(1),
            profile: usize::try_from(within / variants).unwrap_or_default(),
            variant: u32::try_from(within % variants).unwrap_or_default() + 1,
        }
    }
}
