//! What breaks the limits and rules of a channel's fields.

mod rules;

use crate::{
    count::{count, cut},
    lengths::{keeps, single},
};
use copydesk_domain::place::{Place, Said, whole};
use copydesk_domain::{Channel, ChannelField, FieldShape, FieldValues, Finding, Level, Limit, LimitKind, Unit};

/// Findings of every limit and rule, field by field in the channel's order. What is too long is marked from where it
/// passes the limit.
#[must_use]
pub fn limit_findings(channel: &Channel, values: &FieldValues) -> Vec<Finding> {
    channel.fields.iter().flat_map(|field| field_findings(channel, field, values)).collect()
}

fn field_findings(channel: &Channel, field: &ChannelField, values: &FieldValues) -> Vec<Finding> {
    let places = Place::of(channel, field, values);
    if places.iter().all(|place| place.text.trim().is_empty()) {
        return if field.required && field.composed_of.is_empty() { vec![missing(field)] } else { Vec::new() };
    }
    let mut findings: Vec<Finding> = places.iter().flat_map(|place| of_text(field, place)).collect();
    if !matches!(field.shape, FieldShape::Text) {
        findings.extend(field.limits.iter().filter_map(|limit| of_list(field, limit, &places)));
    }
    findings.extend(field.rules.iter().flat_map(|rule| rules::findings(field, rule, &places)));
    findings
}

fn missing(field: &ChannelField) -> Finding {
    let place = Place { field: field.id.clone(), part: None, text: String::new() };
    place
        .finding("field.missing", Level::Ban, 0..0)
        .with("name", &field.name.en)
        .said(format!("“{}” is empty, and a draft without it is incomplete.", field.name.en), "Write it.")
}

fn of_text(field: &ChannelField, place: &Place) -> Vec<Finding> {
    single(field).filter_map(|limit| length_finding(field, limit, place)).collect()
}

/// A text that is too long or too short.
fn length_finding(field: &ChannelField, limit: &Limit, place: &Place) -> Option<Finding> {
    let length = count(&place.text, limit.unit);
    if keeps(limit, length) {
        return None;
    }
    let start = if length > limit.value { cut(&place.text, limit.unit, limit.value) } else { 0 };
    let (rule, level) = rule_of(limit.kind);
    let finding = place.finding(rule, level, start..place.text.len());
    Some(length_said(finding, field, limit, length))
}

/// A list with too many or too few entries, or with entries that are too long together.
fn of_list(field: &ChannelField, limit: &Limit, places: &[Place]) -> Option<Finding> {
    if limit.unit == Unit::Items {
        return items_finding(field, limit, places);
    }
    if !limit.together {
        return None;
    }
    let length = places.iter().map(|place| count(&place.text, limit.unit)).sum();
    if keeps(limit, length) {
        return None;
    }
    let (rule, level) = rule_of(limit.kind);
    let (place, start) = passing(limit, places)?;
    Some(length_said(place.finding(rule, level, start..place.text.len()), field, limit, length))
}

/// The entry in which a limit for all of them is passed, and where in it; the first one if they are too short.
fn passing<'a>(limit: &Limit, places: &'a [Place]) -> Option<(&'a Place, usize)> {
    let mut left = limit.value;
    for place in places {
        let length = count(&place.text, limit.unit);
        if length > left {
            return Some((place, cut(&place.text, limit.unit, left)));
        }
        left -= length;
    }
    places.first().map(|place| (place, 0))
}

fn items_finding(field: &ChannelField, limit: &Limit, places: &[Place]) -> Option<Finding> {
    let entries: Vec<&Place> = places.iter().filter(|place| !place.text.trim().is_empty()).collect();
    let length = whole(entries.len());
    if keeps(limit, length) {
        return None;
    }
    let level = if limit.kind == LimitKind::Hard { Level::Ban } else { Level::Advice };
    let beyond = entries.get(usize::try_from(limit.value).unwrap_or(usize::MAX));
    let finding = match beyond {
        Some(place) => place.finding("limit.items", level, 0..place.text.len()),
        None => Place { field: field.id.clone(), part: None, text: String::new() }.finding("limit.items", level, 0..0),
    };
    Some(length_said(finding, field, limit, length))
}

fn rule_of(kind: LimitKind) -> (&'static str, Level) {
    match kind {
        LimitKind::Hard => ("limit.hard", Level::Ban),
        LimitKind::Truncated => ("limit.truncated", Level::Advice),
        LimitKind::Advice => ("limit.advice", Level::Advice),
    }
}

fn length_said(finding: Finding, field: &ChannelField, limit: &Limit, length: u32) -> Finding {
    let long = length > limit.value;
    let bound = if long { limit.value } else { limit.min.unwrap_or_default() };
    let border = if long { "the limit is" } else { "the least is" };
    let outcome = match limit.kind {
        LimitKind::Hard => "the platform refuses it",
        LimitKind::Truncated if long => "the rest is cut on the screen",
        LimitKind::Truncated => "it is shown badly",
        LimitKind::Advice if long => "shorter works better",
        LimitKind::Advice => "longer works better",
    };
    let (name, unit) = (&field.name.en, unit_words(limit.unit));
    let message = format!("“{name}” has {length} {unit}, and {border} {bound}: {outcome}.");
    let difference = length.abs_diff(bound);
    let step = if long { "Take away" } else { "Add" };
    let finding = finding
        .said(message, &format!("{step} {difference} {unit}."))
        .resting_on(&limit.source, &limit.date)
        .with("name", name)
        .with("length", length)
        .with("limit", bound)
        .with("unit", unit_id(limit.unit))
        .with("side", if long { "long" } else { "short" });
    if limit.together { finding.with("together", "true") } else { finding }
}

/// The unit as the window knows it.
fn unit_id(unit: Unit) -> &'static str {
    match unit {
        Unit::Characters => "characters",
        Unit::Weighted => "weighted",
        Unit::XhsUnits => "xhs_units",
        Unit::GbkBytes => "gbk_bytes",
        Unit::DoubleWidth => "double_width",
        Unit::Segments => "segments",
        Unit::Items => "items",
    }
}

fn unit_words(unit: Unit) -> &'static str {
    match unit {
        Unit::Characters => "characters",
        Unit::Weighted => "weighted characters",
        Unit::XhsUnits => "Xiaohongshu characters",
        Unit::GbkBytes => "GBK bytes",
        Unit::DoubleWidth => "characters (double-width ones count 2)",
        Unit::Segments => "message parts",
        Unit::Items => "entries",
    }
}

#[cfg(test)]
mod tests;
