//! Text in, findings out.
mod count;
#[cfg(test)]
mod fixtures;
mod lengths;
mod limits;
mod merge_tags;
mod numbers;
mod place;
mod terms;
mod voice;
pub use copydesk_domain::Unit;
pub use count::{Sms, SmsEncoding, count, cut, sms, weighted_valid};
pub use lengths::{FieldLength, field_length, lengths};
pub use limits::limit_findings;
pub use merge_tags::*;
pub use voice::*;
