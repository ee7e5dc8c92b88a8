//! Channels and drafts for tests.
#![allow(clippy::unwrap_used)]

use copydesk_domain::{
    Channel, ChannelField, FieldShape, FieldValues, Finding, Limit, LimitKind, Unit, Words,
    channel::{ChannelFamily, Evidence, PreviewKind},
};

pub fn channel(fields: Vec<ChannelField>) -> Channel {
    Channel {
        id: "test".into(),
        name: Words::default(),
        family: ChannelFamily::Email,
        preview: PreviewKind::Plain,
        fields,
        success: Words::default(),
        measures: vec![],
    }
}

pub fn field(id: &str, limits: Vec<Limit>) -> ChannelField {
    ChannelField {
        id: id.into(),
        name: Words { en: format!("The {id}"), zh: id.into() },
        purpose: Words::default(),
        shape: FieldShape::Text,
        required: true,
        composed_of: vec![],
        limits,
        rules: vec![],
    }
}

pub fn list(id: &str, limits: Vec<Limit>) -> ChannelField {
    ChannelField { shape: FieldShape::List { min: 1, max: 5 }, ..field(id, limits) }
}

pub fn turns(id: &str) -> ChannelField {
    ChannelField { shape: FieldShape::Turns { min: 2, max: 8 }, ..field(id, vec![]) }
}

pub fn limit(kind: LimitKind, value: u32, unit: Unit) -> Limit {
    Limit {
        kind,
        value,
        min: None,
        unit,
        together: false,
        source: "help.example".into(),
        date: "2026-11".into(),
        evidence: Evidence::Primary,
        note: None,
    }
}

/// Values as JSON.
pub fn values(json: &str) -> FieldValues {
    serde_json::from_str(json).unwrap()
}

/// Rule, field and words of each finding.
pub fn seen(findings: &[Finding]) -> Vec<(&str, &str, &str)> {
    findings.iter().map(|finding| (finding.rule.as_str(), finding.field.as_str(), finding.text.as_str())).collect()
}
