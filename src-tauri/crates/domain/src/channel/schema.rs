//! The JSON schema of an answer: an object with the fields of a channel by name.

use super::{Channel, ChannelField, FieldShape, LimitKind, Unit};
use serde_json::{Map, Value, json};

/// What a schema says beyond names and types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchemaBounds {
    /// Longest text of a field, in characters, whatever its limits. With it every text gets a `maxLength`: a grammar keeps
    /// to it, while OpenAI's strict schemas refuse the word.
    pub longest: Option<u32>,
    /// Most entries of a list, whatever the channel asks for: a small model repeats itself in long ones.
    pub entries: Option<u32>,
    /// Only these fields; all for none.
    pub only: Vec<String>,
    /// The copy is in a script whose characters count double at some platforms.
    pub wide: bool,
    /// Names of the facts and policies that an agent's turn may rest on.
    pub basis: Vec<String>,
}

/// The schema of an answer. Every property is required and no other is allowed, as OpenAI's strict schemas want it
/// (OpenAI, “Structured model outputs”, supported schemas).
#[must_use]
pub fn json_schema(channel: &Channel, bounds: &SchemaBounds) -> Value {
    let wanted = |field: &&ChannelField| bounds.only.is_empty() || bounds.only.contains(&field.id);
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in channel.written().filter(wanted) {
        properties.insert(field.id.clone(), property(channel, field, bounds));
        required.push(json!(field.id));
    }
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn property(channel: &Channel, field: &ChannelField, bounds: &SchemaBounds) -> Value {
    let longest = longest(channel, field, bounds);
    match field.shape {
        FieldShape::Text => text(longest),
        FieldShape::List { min, max } => {
            let most = bounds.entries.map_or(max, |entries| max.min(entries)).max(min).max(1);
            json!({ "type": "array", "items": text(longest), "minItems": min, "maxItems": most })
        }
        FieldShape::Turns { min, max } => {
            let most = bounds.entries.map_or(max, |entries| max.min(entries)).max(min).max(1);
            let mut basis = json!({ "type": "string" });
            if !bounds.basis.is_empty() {
                basis["enum"] = json!(bounds.basis);
            }
            let mut several = json!({ "type": "array", "items": basis });
            if bounds.longest.is_some() {
                several["maxItems"] = json!(2);
            }
            let turn = json!({
                "type": "object",
                "properties": {
                    "speaker": { "type": "string", "enum": ["customer", "agent"] },
                    "text": text(longest),
                    "basis": several,
                    "ask_person": { "type": "boolean" },
                },
                "required": ["speaker", "text", "basis", "ask_person"],
                "additionalProperties": false,
            });
            json!({ "type": "array", "items": turn, "minItems": min, "maxItems": most })
        }
    }
}

/// Longest text: what is advised, else what is refused or cut, its share of the whole that it is a part of, and never more
/// than the bound.
fn longest(channel: &Channel, field: &ChannelField, bounds: &SchemaBounds) -> Option<u32> {
    let bound = bounds.longest?;
    let whole = channel.fields.iter().find(|whole| whole.composed_of.contains(&field.id));
    let share = whole.and_then(|whole| {
        // the text has two shares, and one is left for what stands between
        let shares = u32::try_from(whole.composed_of.len()).unwrap_or(u32::MAX).saturating_add(2);
        let one = tightest(whole, bounds)? / shares;
        Some(match field.shape {
            FieldShape::Text if field.id == "text" => one.saturating_mul(2),
            FieldShape::List { max, .. } => one / bounds.entries.map_or(max, |entries| max.min(entries)).max(1),
            _ => one,
        })
    });
    Some([tightest(field, bounds), share].into_iter().flatten().fold(bound, u32::min).max(1))
}

/// The limit that a field's writer keeps to, in characters.
fn tightest(field: &ChannelField, bounds: &SchemaBounds) -> Option<u32> {
    let of = |kind: LimitKind| {
        let limits = field.limits.iter().filter(|limit| limit.kind == kind && !limit.together);
        limits.filter_map(|limit| in_characters(limit.value, limit.unit, bounds.wide)).min()
    };
    of(LimitKind::Advice).or_else(|| of(LimitKind::Hard)).or_else(|| of(LimitKind::Truncated))
}

fn in_characters(value: u32, unit: Unit, wide: bool) -> Option<u32> {
    match unit {
        Unit::Items => None,
        Unit::Weighted | Unit::GbkBytes | Unit::DoubleWidth if wide => Some(value / 2),
        // one message holds 160 letters of GSM-7 or 70 of UCS-2
        Unit::Segments => Some(value.saturating_mul(if wide { 66 } else { 150 })),
        _ => Some(value),
    }
}

fn text(longest: Option<u32>) -> Value {
    match longest {
        Some(longest) => json!({ "type": "string", "minLength": 1, "maxLength": longest }),
        None => json!({ "type": "string" }),
    }
}
