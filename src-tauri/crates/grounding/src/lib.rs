//! What a product's facts say about every claim of its copy. Pure: no model, no network, no clock.
//!
//! [`Facts::of`] reads a product once; [`claims`] finds what a text claims and how each claim stands to the facts;
//! [`findings`] turns what differs or has no fact into findings; [`bases`] says which facts and interests each sentence
//! rests on; [`reduction_finding`] checks a price reduction against the lowest price of 30 days. How it works, what it
//! reaches and where it fails stands in the crate's README.

mod basis;
mod claim;
mod facts;
mod finding;
mod lexicon;
mod price;
mod quantity;
mod reading;
mod sentence;
mod statement;
mod text;

pub use basis::{SentenceBasis, bases};
pub use claim::{claims, claims_in};
pub use facts::Facts;
pub use finding::{findings, reduction_finding};
