//! What lists show: queries and rows that are cheap to read, however much is stored.

use crate::{
    approval::{Approval, Staleness},
    channel::FieldValues,
    draft::DraftState,
    generation::FinishReason,
    id::{BriefId, DraftId, ProductId, ProfileId, RunId},
    product::ProductFields,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A part of a list, and how long the whole is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Page<T> {
    /// Rows of the whole list.
    pub total: u64,
    /// The rows asked for.
    pub rows: Vec<T>,
}

/// The column a product list is ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ProductOrder {
    /// As first saved or imported.
    #[default]
    Added,
    /// By SKU.
    Sku,
    /// By name.
    Name,
    /// By category.
    Category,
    /// By last change.
    Updated,
}

/// Which products, in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct ProductQuery {
    /// Words that must all occur in SKU, name, description, category, brand, tags or facts; empty for all.
    pub search: String,
    /// Only this category.
    pub category: Option<String>,
    /// Only products with this tag.
    pub tag: Option<String>,
    /// Only products that have drafts.
    pub with_drafts: bool,
    /// Order.
    pub order: ProductOrder,
    /// Last first.
    pub descending: bool,
    /// Rows to skip.
    pub offset: u64,
    /// Rows to return; 0 for all.
    pub limit: u64,
}

/// Which products a campaign is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProductChoice {
    /// All that a query finds, when the campaign starts.
    Query {
        /// The query; its offset and limit count too.
        query: ProductQuery,
    },
    /// These, in this order.
    Listed {
        /// The products.
        products: Vec<ProductId>,
    },
    /// All that one of the queries finds, and these besides; each once, in the order in which they were added.
    Union {
        /// The queries; their offsets and limits count too.
        queries: Vec<ProductQuery>,
        /// Chosen by hand.
        products: Vec<ProductId>,
    },
    /// Those of an earlier campaign, in its order.
    Run {
        /// Its run.
        run: RunId,
    },
}

/// A draft as a mark in a product's row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct DraftMark {
    /// Where it stands.
    pub state: DraftState,
    /// Whether an approval went stale.
    pub stale: bool,
}

/// A product as a row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ProductListing {
    /// Identifier.
    pub id: ProductId,
    /// SKU.
    pub sku: String,
    /// Name.
    pub name: String,
    /// Price as text.
    pub price: String,
    /// Currency as text.
    pub currency: String,
    /// Category.
    pub category: String,
    /// Brand.
    pub brand: String,
    /// The first 300 characters of the description.
    pub description: String,
    /// How many facts it has.
    pub facts: u64,
    /// Language of its texts.
    pub language: String,
    /// Its drafts, oldest first, at most twelve.
    pub drafts: Vec<DraftMark>,
    /// Whether what is written about it stays on this machine.
    pub local_only: bool,
    /// Whether it holds text that would rather be obeyed than read; the list of the workspace file does not know.
    pub suspicious: bool,
    /// When a fact last changed.
    #[ts(type = "string")]
    pub updated_at: Timestamp,
}

/// Which drafts, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct DraftQuery {
    /// Only these states; empty for all.
    pub states: Vec<DraftState>,
    /// Only this product's.
    pub product: Option<ProductId>,
    /// Only this run's.
    pub run: Option<RunId>,
    /// Only this channel's; the empty text is copy without fields.
    pub channel: Option<String>,
    /// Only answers that could not be read as fields.
    pub malformed: bool,
    /// Words that must all occur in product name, SKU, profile name, brief name or text; empty for all.
    pub search: String,
    /// Rows to skip.
    pub offset: u64,
    /// Rows to return; 0 for all.
    pub limit: u64,
}

/// A draft as a row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct DraftListing {
    /// Identifier.
    pub id: DraftId,
    /// The press of "generate" that asked for it.
    pub run: RunId,
    /// Its product.
    pub product: ProductId,
    /// The product's name as drafted.
    pub product_name: String,
    /// The product's SKU as drafted.
    pub sku: String,
    /// Its profile.
    pub profile: Option<ProfileId>,
    /// The profile's name as drafted; none for the neutral draft.
    pub profile_name: Option<String>,
    /// Its brief.
    pub brief: BriefId,
    /// The brief's name as drafted.
    pub brief_name: String,
    /// The channel it is written for; empty for copy without fields.
    pub channel: String,
    /// The model's answer could not be read as the channel's fields.
    pub malformed: bool,
    /// 1 for the first variant of its cell.
    pub variant: u32,
    /// Where it stands.
    pub state: DraftState,
    /// Why an earlier approval no longer holds.
    pub stale: Option<Staleness>,
    /// Why it was rejected.
    pub rejection: Option<String>,
    /// Why the model stopped.
    pub finish: FinishReason,
    /// The first 200 characters of the current text.
    pub excerpt: String,
    /// Characters (grapheme clusters are counted by the window) of the current text, in Unicode scalar values.
    pub length: u64,
    /// Number of the latest revision.
    pub revision: u32,
    /// Language of the product's texts.
    pub language: String,
    /// When it was written.
    #[ts(type = "string")]
    pub created_at: Timestamp,
    /// When its text or state last changed.
    #[ts(type = "string")]
    pub updated_at: Timestamp,
}

/// A draft on its way out: its copy, the facts it was drafted from, and who answers for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftCopy {
    /// Identifier.
    pub id: DraftId,
    /// Its product.
    pub product: ProductId,
    /// The product's facts as drafted.
    pub facts: ProductFields,
    /// The profile's name as drafted; none for the neutral draft.
    pub profile_name: Option<String>,
    /// The brief's name as drafted.
    pub brief_name: String,
    /// 1 for the first variant of its cell.
    pub variant: u32,
    /// Where it stands.
    pub state: DraftState,
    /// The channel it is written for; empty for copy without fields.
    pub channel: String,
    /// The language of the copy; empty where nobody has said it.
    pub language: String,
    /// The current text.
    pub text: String,
    /// The current fields.
    pub fields: Option<FieldValues>,
    /// Number of the latest revision.
    pub revision: u32,
    /// The approval in force.
    pub approval: Option<Approval>,
    /// The model that answered, as it names itself.
    pub model: String,
    /// Why the model stopped.
    pub finish: FinishReason,
}

/// How much a workspace holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Counts {
    /// Products.
    pub products: u64,
    /// Profiles.
    pub profiles: u64,
    /// Briefs.
    pub briefs: u64,
    /// Drafts not yet put before a person.
    pub draft: u64,
    /// Drafts in review.
    pub in_review: u64,
    /// Approved drafts.
    pub approved: u64,
    /// Rejected drafts.
    pub rejected: u64,
    /// Answers that could not be read as fields, among those not decided.
    pub malformed: u64,
}
