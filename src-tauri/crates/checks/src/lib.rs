//! Text in, findings out.
mod count;
#[cfg(test)]
mod fixtures;
mod lengths;
mod limits;
mod place;
pub use copydesk_domain::Unit;
pub use count::{Sms, SmsEncoding, count, cut, sms, weighted_valid};
pub use lengths::{FieldLength, field_length, lengths};
pub use limits::limit_findings;
