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
        properties.insert(field.id.clone(), property(field, bounds));
        required.push(json!(field.id));
    }
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn property(field: &ChannelField, bounds: &SchemaBounds) -> Value {
    match field.shape {
        FieldShape::Text => text(longest(field, bounds)),
        FieldShape::List { min, max } => {
            let most = bounds.entries.map_or(max, |entries| max.min(entries)).max(min).max(1);
            json!({ "type": "array", "items": text(longest(field, bounds)), "minItems": min, "maxItems": most })
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
                    "text": text(longest(field, bounds)),
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

/// Longest text: what is advised, else what is refused or cut, and never more than the bound.
fn longest(field: &ChannelField, bounds: &SchemaBounds) -> Option<u32> {
    let bound = bounds.longest?;
    let in_letters = |unit: Unit| unit != Unit::Items && unit != Unit::Segments;
    let of = |kind: LimitKind| {
        let limits =
            field.limits.iter().filter(|limit| limit.kind == kind && !limit.together && in_letters(limit.unit));
        limits.map(|limit| limit.value).min()
    };
    let own = of(LimitKind::Advice).or_else(|| of(LimitKind::Hard)).or_else(|| of(LimitKind::Truncated));
    Some(own.map_or(bound, |own| own.min(bound)))
}

fn text(longest: Option<u32>) -> Value {
    match longest {
        Some(longest) => json!({ "type": "string", "minLength": 1, "maxLength": longest }),
        None => json!({ "type": "string" }),
    }
}
