//! What is answered: products and profiles with the reasons for them.

use copydesk_domain::{ProductId, ProfileId};
use serde::{Deserialize, Serialize};

/// What a person decided already. It holds whatever the scores say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Picks<Id> {
    /// Always answered, first and in this order, even past the number asked for.
    pub pinned: Vec<Id>,
    /// Never answered, even if pinned.
    pub excluded: Vec<Id>,
}

impl<Id> Default for Picks<Id> {
    fn default() -> Self {
        Self { pinned: Vec::new(), excluded: Vec::new() }
    }
}

/// A product worth pitching to an audience.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Recommendation {
    /// The product.
    pub product: ProductId,
    /// 0 to 1: the mean over the profile's interests of how well each is met. An order, not a probability.
    pub score: f64,
    /// Strongest first. Never empty unless pinned.
    pub reasons: Vec<Reason>,
    /// Whether a person pinned it.
    pub pinned: bool,
}

/// An audience worth pitching a product to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct ProfileRecommendation {
    /// The profile.
    pub profile: ProfileId,
    /// 0 to 1, as in [`Recommendation::score`].
    pub score: f64,
    /// Strongest first. Never empty unless pinned.
    pub reasons: Vec<Reason>,
    /// Whether a person pinned it.
    pub pinned: bool,
}

/// An interest, and the fact of the product that it met.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Reason {
    /// The interest, or the note with a price limit, as the person typed it.
    pub interest: String,
    /// `name`, `tags`, `category`, `description`, `price`, or the name of an attribute.
    pub field: String,
    /// The value, or the sentence of a long one, exactly as the product has it.
    pub fact: String,
    /// The words of the fact that met the interest, in order and exactly as the fact has them.
    pub words: Vec<String>,
    /// How they met.
    pub via: Match,
    /// 0 to 1: how much this fact alone counts for this interest; 0 for a price, which only admits.
    pub weight: f64,
}

/// How an interest and a fact met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", content = "concept", rename_all = "snake_case")]
pub enum Match {
    /// By the same words.
    Exact,
    /// By another form of the words.
    Stem,
    /// By a word for the same concept, perhaps in the other language.
    Concept(String),
    /// By a word for a concept that is near this one.
    Near(String),
    /// The price is within the stated limit.
    Price,
}
