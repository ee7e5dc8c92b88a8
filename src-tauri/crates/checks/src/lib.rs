//! Text in, findings out: how long copy is where it appears, what its channel refuses, and whether tags, language, voice
//! and facts are in order.
//!
//! This crate knows the domain and nobody else: no disk, no network, no clock. Every check is a plain function, and what
//! it marks always begins and ends between what a reader sees as characters.

mod borrowed;
mod count;
mod dialogue;
mod facts_kept;
#[cfg(test)]
mod fixtures;
pub mod hostile;
mod language;
mod lengths;
mod limits;
mod merge_tags;
mod numbers;
mod terms;
mod voice;

pub use borrowed::borrowed_findings;
pub use copydesk_domain::Unit;
pub use count::{Sms, SmsEncoding, count, cut, sms, weighted_valid};
pub use dialogue::dialogue_findings;
pub use facts_kept::{kept_findings, kept_in_text, numbers_lost};
pub use language::{FEWEST_HAN, FEWEST_LETTERS, Guess, language_finding, language_of};
pub use lengths::{FieldLength, field_length, lengths};
pub use limits::limit_findings;
pub use merge_tags::{MergeTag, TagDialect, TagKind, changed_tags, merge_tag_findings, merge_tags};
pub use voice::{glossary_lost, voice_findings};

use copydesk_domain::place::Place;
use copydesk_domain::{Channel, FieldValues, Finding, VoiceFields, channel::ChannelFamily};

/// A draft of a channel and what it is checked against.
#[derive(Clone, Copy, Debug)]
pub struct CheckInput<'a> {
    /// Where it appears.
    pub channel: &'a Channel,
    /// What it says.
    pub values: &'a FieldValues,
    /// The language asked for, as a BCP 47 tag; empty if none was.
    pub language: &'a str,
    /// Names that stay in every language: the product's, the brand's, the glossary's.
    pub keep: &'a [String],
    /// The brand's voice.
    pub voice: Option<&'a VoiceFields>,
    /// Names and values of the product's facts and of the shop's policies.
    pub facts: &'a [(String, String)],
}

/// Checks a draft: limits, merge tags of emails, voice, language, conversations, in this order.
#[must_use]
pub fn check(input: &CheckInput) -> Vec<Finding> {
    let CheckInput { channel, values, language, keep, voice, facts } = *input;
    let mut findings = limit_findings(channel, values);
    if channel.family == ChannelFamily::Email {
        findings.extend(merge_tag_findings(channel, values));
    }
    if let Some(voice) = voice {
        findings.extend(voice_findings(voice, channel, values));
    }
    findings.extend(language_finding(language, channel, values, &kept(keep, voice)));
    findings.extend(dialogue_findings(channel, values, facts));
    findings
}

/// Checks a draft without a channel: its voice and its language.
#[must_use]
pub fn check_text(text: &str, language: &str, keep: &[String], voice: Option<&VoiceFields>) -> Vec<Finding> {
    let place = Place::plain(text);
    let mut findings = voice.map(|voice| voice::avoided(voice, &place)).unwrap_or_default();
    findings.extend(language::wrong_language(language, &place, &kept(keep, voice)));
    findings
}

/// Names that no language is judged by: those given and the voice's glossary.
fn kept(keep: &[String], voice: Option<&VoiceFields>) -> Vec<String> {
    let glossary = voice.map(|voice| voice.glossary.as_slice()).unwrap_or_default();
    [keep, glossary].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{channel, field, limit, turns, values};
    use copydesk_domain::LimitKind;

    fn voice() -> VoiceFields {
        let glossary = vec!["The Wonderful Pillow Company of London".to_owned()];
        VoiceFields { avoid_words: vec!["cheap".into()], glossary, ..Default::default() }
    }

    #[test]
    fn a_draft_is_checked_in_one_order() {
        let mut channel =
            channel(vec![field("subject", vec![limit(LimitKind::Hard, 9, Unit::Characters)]), turns("talk")]);
        let values = values(
            r#"{"subject":"Hi *|FNAME, a cheap pillow is waiting for you and your neck",
                "talk":[{"speaker":"agent","text":"5 years."}]}"#,
        );
        let voice = voice();
        let rules = |channel: &Channel| {
            let input =
                CheckInput { channel, values: &values, language: "de", keep: &[], voice: Some(&voice), facts: &[] };
            check(&input).into_iter().map(|finding| finding.rule).collect::<Vec<_>>()
        };
        let wanted = [
            "limit.hard",
            "merge_tag.broken",
            "voice.avoid_word",
            "language.wrong",
            "dialogue.order",
            "dialogue.unsupported_number",
        ];
        assert_eq!(rules(&channel), wanted);
        channel.family = ChannelFamily::Service;
        assert!(!rules(&channel).contains(&"merge_tag.broken".to_owned()), "only emails have merge tags");
    }

    #[test]
    fn a_text_without_a_channel_has_a_voice_and_a_language() {
        let findings = check_text("A cheap pillow is waiting for you and your neck", "de", &[], Some(&voice()));
        let rules: Vec<_> = findings.iter().map(|finding| finding.rule.as_str()).collect();
        assert_eq!(rules, ["voice.avoid_word", "language.wrong"]);
        assert_eq!(check_text("The Wonderful Pillow Company of London", "de", &[], Some(&voice())), []);
        assert_eq!(check_text("A cheap pillow", "", &[], None), []);
    }
}
