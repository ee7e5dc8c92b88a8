//! Which products are worth pitching to whom.

use copydesk_domain::{BriefId, ProductId, ProfileId, ProviderId};
use copydesk_recommend::Reason;
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RecommendRequest {
    /// The products for a profile.
    ForProfile {
        /// The profile.
        profile: ProfileId,
        /// How many at most.
        top: u32,
    },
    /// The profiles for a product.
    ForProduct {
        /// The product.
        product: ProductId,
        /// How many at most.
        top: u32,
    },
}

/// What a person has said about a product and a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    /// Always among the recommended, first.
    Pinned,
    /// Never.
    Excluded,
}

/// A product for a profile, or a profile for a product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Recommended {
    /// The product.
    pub product: ProductId,
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub product_name: String,
    /// Language of its texts.
    pub product_language: String,
    /// Its price with its currency, as text.
    pub price: String,
    /// The profile.
    pub profile: ProfileId,
    /// Its name.
    pub profile_name: String,
    /// Language of the profile.
    pub profile_language: String,
    /// 0 to 1; 1 is every interest met by the strongest match.
    pub score: f64,
    /// Which interest met which fact.
    pub reasons: Vec<Reason>,
    /// What a person has said; excluded ones come last, with a score of 0.
    pub pick: Option<Pick>,
}

/// A message over a few products for one profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct RecommendationMessageRequest {
    /// For whom.
    pub profile: ProfileId,
    /// About which products, in this order.
    pub products: Vec<ProductId>,
    /// The brief; none is the shipped one of the recommendation channel.
    pub brief: Option<BriefId>,
    /// Where; none is the workspace's default provider.
    pub provider: Option<ProviderId>,
}
