//! A profile: what an audience is interested in, and how to speak to it.

use crate::{
    field::{FieldError, FieldProblem, Findings},
    id::ProfileId,
    product::FIELD_LIMIT,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Most interests in one profile.
pub const INTERESTS_LIMIT: usize = 200;

/// What a person types about an audience.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct ProfileFields {
    /// Name: identifies the profile.
    pub name: String,
    /// Interests, in the order in which the person typed them.
    pub interests: Vec<String>,
    /// Language the audience reads, as a BCP 47 tag, or empty.
    pub language: String,
    /// Tone, in the person's words.
    pub tone: String,
    /// Notes for the people at the desk; briefs may use them.
    pub notes: String,
    /// Whether what is written for it stays on this machine.
    pub local_only: bool,
}

impl ProfileFields {
    /// Checks every field on its own.
    ///
    /// # Errors
    /// Every field that is missing, too long or damaged.
    pub fn validate(&self) -> Result<(), Vec<FieldError>> {
        let mut findings = Findings::default();
        findings.required("name", &self.name);
        if self.interests.iter().all(|interest| interest.trim().is_empty()) {
            findings.push("interests", FieldProblem::Missing);
        }
        if self.interests.len() > INTERESTS_LIMIT {
            findings.push("interests", FieldProblem::TooMany { limit: INTERESTS_LIMIT });
        }
        for interest in &self.interests {
            findings.text("interests", interest, FIELD_LIMIT);
        }
        for (field, text) in
            [("name", &self.name), ("language", &self.language), ("tone", &self.tone), ("notes", &self.notes)]
        {
            findings.text(field, text, FIELD_LIMIT);
        }
        findings.into_result()
    }
}

/// A profile of the workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Profile {
    /// Identifier.
    pub id: ProfileId,
    /// What is known about the audience.
    #[serde(flatten)]
    pub fields: ProfileFields,
    /// When it was first saved.
    #[ts(type = "string")]
    pub created_at: Timestamp,
    /// When it last changed.
    #[ts(type = "string")]
    pub updated_at: Timestamp,
}
