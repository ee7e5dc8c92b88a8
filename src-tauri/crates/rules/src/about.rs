//! What a rule may know of the text besides the text.

use crate::category::CategoryId;
use copydesk_domain::{Market, channel::ChannelFamily};
use serde::{Deserialize, Serialize};

/// Who reads a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Everybody: published, paid for, or sent to many, emails included.
    #[default]
    Advert,
    /// One customer, in a service dialogue.
    Chat,
}

/// What is known of a text: whose law it is under, who reads it, and the product that it is about.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// Markets in which it is read. Empty: only the packs without a market apply.
    pub markets: &'a [Market],
    /// The product's categories, as [`crate::categories_of`] guesses them.
    pub categories: &'a [CategoryId],
    /// Who reads it.
    pub audience: Audience,
    /// The channel's family, where it is known. Rules for certain families stay silent without it.
    pub family: Option<ChannelFamily>,
    /// All facts of the product as one text: title, description, attributes, the imported row.
    pub facts: &'a str,
    /// The product's attributes, name and value.
    pub attributes: &'a [(String, String)],
}
