//! Text in, findings out.
mod count;
#[cfg(test)]
mod fixtures;
mod lengths;
mod limits;
mod merge_tags;
mod place;
mod terms;
mod voice;
pub use copydesk_domain::Unit;
pub use count::{Sms, SmsEncoding, count, cut, sms, weighted_valid};
pub use lengths::{FieldLength, field_length, lengths};
pub use limits::limit_findings;
pub use merge_tags::*;
pub use voice::*;
// SHIM
/// Input.
pub struct CheckInput<'a> {
    /// c
    pub channel: &'a copydesk_domain::Channel,
    /// v
    pub values: &'a copydesk_domain::FieldValues,
    /// l
    pub language: &'a str,
    /// k
    pub keep: &'a [String],
    /// v
    pub voice: Option<&'a copydesk_domain::VoiceFields>,
    /// f
    pub facts: &'a [(String, String)],
}
/// Check.
#[must_use]
pub fn check(input: &CheckInput<'_>) -> Vec<copydesk_domain::Finding> {
    limit_findings(input.channel, input.values)
}
/// Check.
#[must_use]
pub fn check_text(
    _: &str,
    _: &str,
    _: &[String],
    _: Option<&copydesk_domain::VoiceFields>,
) -> Vec<copydesk_domain::Finding> {
    Vec::new()
}
