//! How long every text of a draft is, beside what its place allows: what the counters under the fields show.

use crate::count::{Sms, count, cut, sms, weighted_valid};
use copydesk_domain::place::{Place, scalars, whole};
use copydesk_domain::{Channel, ChannelField, FieldShape, FieldValues, Limit, LimitKind, Unit};
use serde::{Deserialize, Serialize};

/// Length of a field's text, of an entry of its list, or of a turn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct FieldLength {
    /// The field, by its id.
    pub field: String,
    /// The entry or turn, from 0. A list has lengths without it too: for its number of entries, and for what all of them
    /// may be together, where such limits exist.
    pub part: Option<u32>,
    /// Length in `unit`.
    pub length: u32,
    /// What is counted.
    pub unit: Unit,
    /// Most: what is refused beyond it, else what is cut, else what is advised.
    pub limit: Option<u32>,
    /// Fewest, of the same limit.
    pub min: Option<u32>,
    /// How binding the limit is.
    pub kind: Option<LimitKind>,
    /// Whether no limit is broken that the platform refuses, and nothing is missing.
    pub ok: bool,
    /// Where the platform cuts, in Unicode scalar values; none where all of it is seen.
    pub cut_at: Option<u32>,
    /// For text messages: encoding and parts.
    pub sms: Option<Sms>,
}

/// The lengths of every field, written and put together, in the channel's order.
#[must_use]
pub fn lengths(channel: &Channel, values: &FieldValues) -> Vec<FieldLength> {
    let of = |field| {
        let places = Place::of(channel, field, values);
        let texts: Vec<&str> = places.iter().map(|place| place.text.as_str()).collect();
        field_lengths(field, &texts)
    };
    channel.fields.iter().flat_map(of).collect()
}

/// The length of a text for a field. For a list it has an entry per line, and the length is that of the longest.
#[must_use]
pub fn field_length(field: &ChannelField, text: &str) -> FieldLength {
    let texts: Vec<&str> = if is_list(field) { entries(text) } else { vec![text] };
    let lengths = field_lengths(field, &texts);
    // whoever measures one headline has not written too few
    let few = |length: &FieldLength| length.part.is_none() && length.limit.is_some_and(|most| length.length <= most);
    let said = texts.iter().any(|text| !text.trim().is_empty());
    let ok = lengths.iter().all(|length| length.ok || (is_list(field) && said && few(length)));
    let single = lengths.into_iter().filter(|length| length.part.is_some() || !is_list(field));
    let longest = single.max_by_key(|length| length.length).unwrap_or_else(|| measured(field, None, ""));
    FieldLength { part: None, ok, ..longest }
}

fn is_list(field: &ChannelField) -> bool {
    !matches!(field.shape, FieldShape::Text)
}

fn entries(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

fn field_lengths(field: &ChannelField, texts: &[&str]) -> Vec<FieldLength> {
    let missing = field.required && texts.iter().all(|text| text.trim().is_empty());
    let mut lengths: Vec<FieldLength> = match texts {
        [] => vec![measured(field, None, "")],
        [text] if !is_list(field) => vec![measured(field, None, text)],
        _ => texts.iter().enumerate().map(|(at, text)| measured(field, Some(whole(at)), text)).collect(),
    };
    if is_list(field) {
        let limits = field.limits.iter().filter(|limit| limit.unit == Unit::Items || limit.together);
        lengths.extend(limits.map(|limit| of_list(field, limit, texts)));
    }
    for length in &mut lengths {
        length.ok &= !missing;
    }
    lengths
}

/// The length of one text.
fn measured(field: &ChannelField, part: Option<u32>, text: &str) -> FieldLength {
    let limits: Vec<&Limit> = single(field).collect();
    let shown = shown(&limits);
    let unit = shown.map_or(Unit::Characters, |limit| limit.unit);
    FieldLength {
        field: field.id.clone(),
        part,
        length: count(text, unit),
        unit,
        limit: shown.map(|limit| limit.value),
        min: shown.and_then(|limit| limit.min),
        kind: shown.map(|limit| limit.kind),
        ok: limits.iter().all(|limit| limit.kind != LimitKind::Hard || takes(limit, text)),
        cut_at: cut_at(&limits, text),
        sms: (unit == Unit::Segments).then(|| sms(text)),
    }
}

/// Whether a platform takes a text. X refuses some characters at any length.
fn takes(limit: &Limit, text: &str) -> bool {
    let refused = limit.unit == Unit::Weighted && !text.trim().is_empty() && !weighted_valid(text);
    keeps(limit, count(text, limit.unit)) && !refused
}

/// The length of a list as a whole: its entries, or all that they say.
fn of_list(field: &ChannelField, limit: &Limit, texts: &[&str]) -> FieldLength {
    let length = match limit.unit {
        Unit::Items => whole(texts.iter().filter(|text| !text.trim().is_empty()).count()),
        unit => texts.iter().map(|text| count(text, unit)).sum(),
    };
    FieldLength {
        field: field.id.clone(),
        part: None,
        length,
        unit: limit.unit,
        limit: Some(limit.value),
        min: limit.min,
        kind: Some(limit.kind),
        ok: limit.kind != LimitKind::Hard || keeps(limit, length),
        cut_at: None,
        sms: None,
    }
}

/// The limits of one text of a field.
pub fn single(field: &ChannelField) -> impl Iterator<Item = &Limit> {
    field.limits.iter().filter(|limit| limit.unit != Unit::Items && !limit.together)
}

/// Whether a length keeps a limit. Nothing written is not too short: whether that is missing is another question.
pub fn keeps(limit: &Limit, length: u32) -> bool {
    length <= limit.value && (length == 0 || limit.min.is_none_or(|min| length >= min))
}

/// The limit that a counter shows: the parts of a text message, which are what it costs; else the most binding, of these
/// the smallest.
fn shown<'a>(limits: &[&'a Limit]) -> Option<&'a Limit> {
    let rank = |limit: &&Limit| (limit.unit == Unit::Segments, limit.kind, std::cmp::Reverse(limit.value));
    limits.iter().copied().max_by_key(rank)
}

/// The first place where the platform refuses or hides the rest.
fn cut_at(limits: &[&Limit], text: &str) -> Option<u32> {
    let binding = limits.iter().filter(|limit| limit.kind != LimitKind::Advice);
    let cuts = binding.map(|limit| cut(text, limit.unit, limit.value)).filter(|end| *end < text.len());
    cuts.min().map(|end| scalars(&text[..end]))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::fixtures::{channel, field, limit, list, values};
    use LimitKind::{Advice, Hard, Truncated};

    #[test]
    fn a_counter_shows_what_is_refused_before_what_is_cut_or_advised() {
        let limits = vec![
            limit(Advice, 5, Unit::Characters),
            limit(Hard, 20, Unit::Characters),
            limit(Truncated, 10, Unit::Characters),
        ];
        let length = field_length(&field("title", limits), "Soft natural pillow");
        assert_eq!((length.length, length.limit, length.kind, length.ok), (19, Some(20), Some(Hard), true));
        assert_eq!(length.cut_at, Some(10), "the screen still cuts");
        assert_eq!(length.sms, None);
    }

    #[test]
    fn a_field_without_limits_is_counted_in_characters() {
        let length = field_length(&field("text", vec![]), "枕头");
        assert_eq!((length.length, length.unit, length.limit, length.ok), (2, Unit::Characters, None, true));
    }

    #[test]
    fn every_entry_has_a_length_and_the_list_has_its_own() {
        let mut entries = limit(Hard, 2, Unit::Items);
        entries.min = Some(2);
        let mut together = limit(Hard, 10, Unit::Characters);
        together.together = true;
        let channel = channel(vec![list("bullets", vec![limit(Hard, 8, Unit::Characters), entries, together])]);
        let lengths = lengths(&channel, &values(r#"{"bullets":["Soft","Very warm"]}"#));
        let seen: Vec<_> = lengths.iter().map(|l| (l.part, l.length, l.unit, l.ok)).collect();
        let characters = Unit::Characters;
        let wanted = [
            (Some(0), 4, characters, true),
            (Some(1), 9, characters, false),
            (None, 2, Unit::Items, true),
            (None, 13, characters, false),
        ];
        assert_eq!(seen, wanted);
        assert_eq!(lengths[1].cut_at, Some(8));
    }

    #[test]
    fn a_list_as_text_has_an_entry_per_line_and_the_length_of_the_longest() {
        let headlines = list("headlines", vec![limit(Hard, 10, Unit::DoubleWidth), limit(Hard, 15, Unit::Items)]);
        let length = field_length(&headlines, "Soft\n\n乳胶枕头好\nWarm");
        assert_eq!((length.length, length.part, length.ok), (10, None, true));
        assert!(!field_length(&headlines, "Soft\nMuch too long").ok);
        assert!(!field_length(&headlines, "").ok, "it is required");
    }

    #[test]
    fn a_required_field_that_says_nothing_is_not_in_order() {
        let channel = channel(vec![field("title", vec![limit(Hard, 8, Unit::Characters)])]);
        assert!(!lengths(&channel, &FieldValues::new())[0].ok);
        assert!(!lengths(&channel, &values(r#"{"title":"  "}"#))[0].ok);
        assert!(lengths(&channel, &values(r#"{"title":"Soft"}"#))[0].ok);
    }

    #[test]
    fn a_message_says_its_parts_and_a_whole_post_is_counted_too() {
        let mut post = field("post", vec![limit(Hard, 1, Unit::Segments)]);
        post.composed_of = vec!["hook".into(), "text".into()];
        let channel = channel(vec![field("hook", vec![]), field("text", vec![]), post]);
        let text = "x".repeat(158);
        let lengths = lengths(&channel, &values(&format!(r#"{{"hook":"Hi","text":"{text}"}}"#)));
        let post = &lengths[2];
        assert_eq!((post.field.as_str(), post.length, post.ok), ("post", 2, false));
        assert_eq!(post.sms.unwrap().units, 162);
        assert_eq!(post.cut_at, Some(160));
    }
}
