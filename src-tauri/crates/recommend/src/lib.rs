//! Which products are worth pitching to an audience, and which audiences to pitch a product to. Pure and
//! deterministic: no model, no network, the same answer every time, and for every answer the product's own words that
//! led to it.
//!
//! # Method
//!
//! BM25F over five fields (S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
//! Foundations and Trends in Information Retrieval 3(4), 2009): occurrences are weighted by field and its length,
//! added up, and only then saturated, so a word in the name counts more than one in the description and a repeated
//! word soon stops counting. It differs in four points:
//!
//! - The lengths that fields are held against are fixed, not the catalogue's averages: a score does not move when
//!   another product is imported, and one product can be scored alone.
//! - A field shorter than usual is not lifted; only a longer one is held back. A one-line description would otherwise
//!   outweigh a tag.
//! - Each interest is scored on its own, as the share of the best possible: rarity decides between the words of one
//!   interest, not between interests. The score is the mean over the interests, each below 1, so an audience with
//!   three interests prefers a product that meets several over one that meets a single one very well.
//! - A lexicon of interests (`assets/recommend/interests.json`) adds what words alone miss: 瑜伽 and `yoga` are one
//!   concept. A concept counts 0.6 of the words themselves, a neighbouring one 0.25; the three ways add up as
//!   independent evidence.
//!
//! Latin text is split after Unicode Standard Annex 29 and stemmed by the first step of Porter's algorithm; Han text
//! is read as overlapping pairs of characters, the usual unit where words are not spaced (J.-Y. Nie, J. Gao, J. Zhang
//! and M. Zhou, "On the use of words and n-grams for Chinese information retrieval", IRAL 2000). The longest phrase
//! of the lexicon wins: a coffee table is no coffee, 咖啡色 is no 咖啡. Denied words (`no perfume`) are kept apart.
//!
//! What it reaches on the project's labelled set, and where it fails, is in the crate's README.

mod analysis;
mod field;
mod index;
mod lexicon;
mod price;
mod profiles;
mod query;
mod reason;
mod recommendation;
mod score;
mod stem;
mod text;

pub use index::Index;
pub use lexicon::{Lexicon, LexiconError};
pub use price::PriceLimit;
pub use profiles::profiles_for;
pub use recommendation::{Match, Picks, ProfileRecommendation, Reason, Recommendation};
