//! Personal data in a text: found, marked and masked, before the text goes to a model. Pure and deterministic: no model, no
//! network, no disk.
//!
//! Method, figures and what it cannot see are in the crate's README.

mod find;
mod folded;
mod kind;
mod left;
mod mask;
mod payload;
mod restore;
mod special;
mod terms;

pub use find::personal_data;
pub use kind::{PersonalData, PersonalKind, SpecialKind};
pub use left::placeholder_findings;
pub use mask::{Mask, Masked};
pub use payload::{KEEP_PLACEHOLDERS, marked, mask_payload};
pub use restore::Restorer;
pub use special::{SpecialFinding, SpecialSource, special_categories, special_words};
