//! The shop behind the copy: what its messages must name, and what its agents may promise.

use crate::{
    field::{FieldError, FieldProblem, Findings},
    id::PartialId,
    market::Market,
    product::FIELD_LIMIT,
    prompt,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Most policies of a shop.
pub const POLICIES_LIMIT: usize = 100;

/// Where emails are sent from: whose merge tags are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum EmailPlatform {
    /// None: no merge tags.
    #[default]
    None,
    /// Klaviyo: `{{ first_name|default:'there' }}`.
    Klaviyo,
    /// Mailchimp: `*|FNAME|*`, with defaults in the audience.
    Mailchimp,
}

impl EmailPlatform {
    /// Tags that a model may use, one a line.
    #[must_use]
    pub fn example_tags(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Klaviyo => "{{ first_name|default:'there' }}",
            Self::Mailchimp => "*|FNAME|*",
        }
    }

    /// The tag behind which a reader can leave the list (Klaviyo, “How to add an unsubscribe link”; Mailchimp, “Merge tags
    /// cheat sheet”); empty without a platform.
    #[must_use]
    pub fn unsubscribe_tag(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Klaviyo => "{% unsubscribe_link %}",
            Self::Mailchimp => "*|UNSUB|*",
        }
    }
}

/// What the shop promises, such as `Returns`: free within 30 days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Policy {
    /// What it is about.
    pub subject: String,
    /// What holds.
    pub text: String,
}

/// The shop of a workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct Shop {
    /// Name, as the sender of an email has it.
    pub name: String,
    /// Postal address: commercial email must name a valid one (16 CFR 316, 15 U.S.C. 7704(a)(5)).
    pub postal_address: String,
    /// Address of the page on which a reader leaves the list; empty for the platform's own tag.
    pub unsubscribe: String,
    /// Where emails are sent from.
    pub email_platform: EmailPlatform,
    /// What the shop promises.
    pub policies: Vec<Policy>,
    /// Where it sells: whose law its copy is judged by. Empty: by the language of the copy.
    pub markets: Vec<Market>,
}

impl Shop {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is too long or damaged, and policies without a subject.
    pub fn validate(&self) -> Result<(), Vec<FieldError>> {
        let mut findings = Findings::default();
        for (field, text) in
            [("name", &self.name), ("postal_address", &self.postal_address), ("unsubscribe", &self.unsubscribe)]
        {
            findings.text(field, text, FIELD_LIMIT);
        }
        for policy in &self.policies {
            findings.required("policies", &policy.subject);
            findings.text("policies", &policy.subject, FIELD_LIMIT);
            findings.text("policies", &policy.text, FIELD_LIMIT);
        }
        if self.policies.len() > POLICIES_LIMIT {
            findings.push("policies", FieldProblem::TooMany { limit: POLICIES_LIMIT });
        }
        findings.into_result()
    }

    /// Its policies as a prompt has them, one a line.
    #[must_use]
    pub fn policy_lines(&self) -> String {
        self.policies.iter().map(|policy| format!("{}: {}", policy.subject, policy.text)).collect::<Vec<_>>().join("\n")
    }

    /// What a reader needs to leave the list; empty when the shop has said nothing.
    #[must_use]
    pub fn unsubscribe_target(&self) -> &str {
        let own = self.unsubscribe.trim();
        if own.is_empty() { self.email_platform.unsubscribe_tag() } else { own }
    }

    /// What a commercial email must have and this shop has not said: `postal_address`, `unsubscribe`.
    #[must_use]
    pub fn footer_gaps(&self) -> Vec<&'static str> {
        let gaps = [
            ("postal_address", self.postal_address.trim().is_empty()),
            ("unsubscribe", self.unsubscribe_target().is_empty()),
        ];
        gaps.into_iter().filter(|(_, missing)| *missing).map(|(name, _)| name).collect()
    }
}

/// A part that briefs share: `{% include "name" %}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct PartialFields {
    /// Name: briefs include it by this.
    pub name: String,
    /// Its text, a template as a brief's.
    pub text: String,
}

impl PartialFields {
    /// Checks both fields, and that the text can be read and names known fields only.
    ///
    /// # Errors
    /// Every field that is missing, too long or cannot be read.
    pub fn validate(&self) -> Result<(), Vec<FieldError>> {
        let mut findings = Findings::default();
        findings.required("name", &self.name);
        findings.required("text", &self.text);
        findings.text("name", &self.name, FIELD_LIMIT);
        findings.text("text", &self.text, FIELD_LIMIT);
        if let Err(error) = prompt::check_template(&self.text, &[]) {
            findings.push("text", FieldProblem::Template { message: error.to_string() });
        }
        findings.into_result()
    }
}

/// A shared part of a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct SharedPartial {
    /// Identifier.
    pub id: PartialId,
    /// What it says.
    #[serde(flatten)]
    pub fields: PartialFields,
    /// When it was first saved.
    #[ts(type = "string")]
    pub created_at: Timestamp,
    /// When it last changed.
    #[ts(type = "string")]
    pub updated_at: Timestamp,
}
