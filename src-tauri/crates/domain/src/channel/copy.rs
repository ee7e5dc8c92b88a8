//! What a draft says in the fields of its channel.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who speaks in a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    /// The shop's customer.
    Customer,
    /// The shop's agent.
    Agent,
}

/// A turn of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// Who speaks.
    pub speaker: Speaker,
    /// What is said.
    pub text: String,
    /// The facts and policies that an agent's words rest on, by name.
    #[serde(default)]
    pub basis: Vec<String>,
    /// Neither product nor policies know the answer: the agent must ask a person before saying more.
    #[serde(default)]
    pub ask_person: bool,
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(untagged)]
pub enum FieldValue {
    /// One text.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
    /// A conversation.
    Turns(Vec<Turn>),
}

/// Values by field id. Their order is the channel's.
pub type FieldValues = BTreeMap<String, FieldValue>;

impl FieldValue {
    /// As one text: entries a line each, turns with who speaks.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::List(list) => list.join("\n"),
            Self::Turns(turns) => {
                let line = |turn: &Turn| {
                    let speaker = match turn.speaker {
                        Speaker::Customer => "Customer",
                        Speaker::Agent => "Agent",
                    };
                    format!("{speaker}: {}", turn.text)
                };
                turns.iter().map(line).collect::<Vec<_>>().join("\n")
            }
        }
    }

    /// The texts of it, each by itself.
    #[must_use]
    pub fn parts(&self) -> Vec<&str> {
        match self {
            Self::Text(text) => vec![text],
            Self::List(list) => list.iter().map(String::as_str).collect(),
            Self::Turns(turns) => turns.iter().map(|turn| turn.text.as_str()).collect(),
        }
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts().iter().all(|part| part.trim().is_empty())
    }
}
