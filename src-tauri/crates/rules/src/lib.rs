//! Compliance rules that a person can read: dated packs of phrases with their statutes, checked against copy on every
//! keystroke. Pure: no clock, no disk, no network, the same findings for the same text, product and rules.
//!
//! The format of a pack and the phrase language stand in `assets/rules/README.md`; what the crate can and cannot see
//! stands in its own README.

mod about;
mod category;
mod matcher;
mod own;
mod pack;
mod phrase;
mod proof;
mod rulebook;
mod version;

// how texts are compared and split, which other readers of copy share
use copydesk_domain::{fold, sentence};

pub use about::{About, Audience};
pub use category::{CategoryId, categories_of};
pub use own::{Override, OwnRule, Setting};
pub use pack::{Pack, PackError, Rule, Source};
pub use phrase::PhraseError;
pub use proof::TestFailure;
pub use rulebook::{Hit, Rulebook};
