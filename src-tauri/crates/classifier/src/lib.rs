//! A linear classifier of claims beside the rules: what reads like a claim in words that no rule has. Pure: no clock,
//! no disk, no network, the same answer for the same sentence.
//!
//! How it works, what it finds and what it misses stand in its README. The weights and what is said about the families
//! lie in `assets/classifier`; `examples/train` makes the weights.

mod about;
mod concept;
mod finding;
mod gram;
mod model;
mod reading;
mod suspicion;
mod unit;

pub use about::{About, Setting};
pub use finding::findings;
pub use gram::{Gram, GramKind, grams, shares};
pub use model::{MAGIC, Model, Weighed};
pub use suspicion::{Suspicion, suspicions};
