//! A claim: what copy says about a product that can be true or false, and the facts that it rests on.

use serde::{Deserialize, Serialize};

/// What a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// A count without a unit.
    Number,
    /// A number with a unit: weight, length, volume, power, time.
    Measure,
    /// A percentage.
    Percentage,
    /// An amount of money.
    Price,
    /// What something is made of.
    Material,
    /// A mark, standard or approval.
    Certification,
    /// Where something comes from.
    Origin,
    /// What something works with or fits.
    Compatibility,
    /// More, or better, than all others.
    Superlative,
}

/// How a claim stands to the product's facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A fact says so.
    Supported,
    /// A fact says something else.
    Differs,
    /// No fact says anything about it.
    Unsupported,
}

/// A place in a product's facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct FactRef {
    /// The field: `name`, `price`, `description`, …, or the name of an attribute or column behind `attribute:` or `row:`.
    pub field: String,
    /// First character of the place in the field, in Unicode scalar values.
    pub start: u32,
    /// The character behind it.
    pub end: u32,
    /// The words there.
    pub text: String,
}

/// A claim in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Claim {
    /// The field, by its id; empty for a draft without fields.
    pub field: String,
    /// The entry of a list or the turn of a conversation, from 0.
    pub part: Option<u32>,
    /// First character of the place, in Unicode scalar values of the field's text or of its part.
    pub start: u32,
    /// The character behind it.
    pub end: u32,
    /// The words at that place.
    pub text: String,
    /// What it is about.
    pub kind: ClaimKind,
    /// How it stands to the facts.
    pub standing: Standing,
    /// The facts that support it, or the one that differs.
    pub facts: Vec<FactRef>,
}
