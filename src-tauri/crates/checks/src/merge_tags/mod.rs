//! Merge tags of email programs: `{{ first_name|default:'there' }}` of Klaviyo, `*|FNAME|*` of Mailchimp.

mod read;

use copydesk_domain::place::{Place, Said};
use copydesk_domain::{Channel, FieldValues, Finding, Level};
pub use read::merge_tags;
use read::{Flaw, read};
use serde::{Deserialize, Serialize};

const KLAVIYO: &str = "Klaviyo, “Message personalization reference”";
const MAILCHIMP: &str = "Mailchimp, “All the merge tags cheat sheet”";

/// The email program that a tag is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum TagDialect {
    /// `{{ … }}` and `{% … %}`.
    Klaviyo,
    /// `*|…|*`.
    Mailchimp,
}

impl TagDialect {
    fn source(self) -> &'static str {
        match self {
            Self::Klaviyo => KLAVIYO,
            Self::Mailchimp => MAILCHIMP,
        }
    }
}

/// What a tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum TagKind {
    /// Stands for a value.
    Value,
    /// Chooses or repeats what stands between it and its end.
    Control,
}

/// A merge tag in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct MergeTag {
    /// The tag, letter for letter.
    pub text: String,
    /// Its first character, in Unicode scalar values of the text.
    pub start: u32,
    /// The character behind it.
    pub end: u32,
    /// The program that it is for.
    pub dialect: TagDialect,
    /// What it does.
    pub kind: TagKind,
    /// Whether something is shown where the value is missing: it has a default, stands in a condition on itself, or is
    /// always there.
    pub has_fallback: bool,
}

/// Tags of a draft that are broken or show nothing where a value is missing.
#[must_use]
pub fn merge_tag_findings(channel: &Channel, values: &FieldValues) -> Vec<Finding> {
    Place::written(channel, values).iter().flat_map(place_findings).collect()
}

fn place_findings(place: &Place) -> Vec<Finding> {
    let reading = read(&place.text);
    let broken = reading.flaws.iter().map(|flaw| broken_said(place, flaw));
    // A default of Mailchimp lives in the audience: the text cannot show whether there is one.
    let bare = reading
        .tags
        .iter()
        .filter(|(_, tag)| tag.dialect == TagDialect::Klaviyo && tag.kind == TagKind::Value && !tag.has_fallback);
    let bare = bare.map(|(range, tag)| {
        let message = format!("{} shows nothing to a person whose profile lacks the value.", tag.text);
        place
            .finding("merge_tag.no_fallback", Level::Caution, range.clone())
            .with("tag", &tag.text)
            .resting_on(KLAVIYO, "")
            .said(message, "Give it a default, as in {{ first_name|default:'there' }}.")
    });
    let mut findings: Vec<Finding> = broken.chain(bare).collect();
    findings.sort_by_key(|finding| finding.start);
    findings
}

fn broken_said(place: &Place, flaw: &Flaw) -> Finding {
    let finding = place.finding("merge_tag.broken", Level::Ban, flaw.range.clone());
    let tag = finding.text.clone();
    let message =
        format!("The merge tag {tag} {}: readers would see it as it stands, or nothing at all.", flaw.problem);
    finding
        .with("tag", &tag)
        .with("problem", flaw.problem)
        .resting_on(flaw.dialect.source(), "")
        .said(message, "Close it, or take it out.")
}

/// Tags that an edit or a translation lost or changed: all of `before` must stand in `after`, letter for letter and as
/// often. A changed tag is marked in `after`; a lost one has no place there.
#[must_use]
pub fn changed_tags(before: &str, after: &str) -> Vec<Finding> {
    let place = Place::plain(after);
    let mut extra = read(after).tags;
    let mut missing = Vec::new();
    for (_, tag) in read(before).tags {
        match extra.iter().position(|(_, other)| other.text == tag.text) {
            Some(at) => drop(extra.remove(at)),
            None => missing.push(tag),
        }
    }
    let mut findings = Vec::new();
    for tag in missing {
        let alike = |other: &MergeTag| other.dialect == tag.dialect && other.kind == tag.kind;
        let found = extra.iter().position(|(_, other)| alike(other)).map(|at| extra.remove(at));
        findings.push(match found {
            Some((range, other)) => changed_said(&place.finding("merge_tag.changed", Level::Ban, range), &tag, &other),
            None => lost_said(&place.finding("merge_tag.lost", Level::Ban, 0..0), &tag),
        });
    }
    findings.extend(extra.into_iter().map(|(range, tag)| {
        let message = format!("The merge tag {} does not stand in the source.", tag.text);
        let finding = place.finding("merge_tag.changed", Level::Ban, range);
        finding.with("before", "").with("after", &tag.text).said(message, "Take it out.")
    }));
    findings
}

fn changed_said(finding: &Finding, before: &MergeTag, after: &MergeTag) -> Finding {
    let message =
        format!("The merge tag {} became {}: it would show something else or nothing.", before.text, after.text);
    let finding = finding.clone().with("before", &before.text).with("after", &after.text);
    finding.said(message, "Write it letter for letter as in the source.")
}

fn lost_said(finding: &Finding, tag: &MergeTag) -> Finding {
    let message = format!("The merge tag {} stands in the source and not here.", tag.text);
    finding.clone().with("before", &tag.text).said(message, "Put it back.")
}

#[cfg(test)]
mod tests;
