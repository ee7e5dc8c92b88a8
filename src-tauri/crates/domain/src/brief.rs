//! A brief: what to write and how. Templates are data, never code of ours.

use crate::{
    field::{FieldError, FieldProblem, Findings},
    id::BriefId,
    product::FIELD_LIMIT,
    prompt,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Most variants of one cell in one press of "generate".
pub const VARIANTS_LIMIT: u32 = 20;
/// Most tokens a draft may ask for.
pub const MAX_TOKENS_LIMIT: u32 = 32_000;
/// Highest temperature; the range of OpenAI's interface.
pub const TEMPERATURE_LIMIT: f32 = 2.0;
/// Most stop texts; OpenAI's interface takes four.
pub const STOP_LIMIT: usize = 4;

/// How to sample. The defaults are those of the field's first scripts: 100 tokens, one variant, temperature 0.7.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct Parameters {
    /// Most tokens to write, 1 to [`MAX_TOKENS_LIMIT`].
    pub max_tokens: u32,
    /// Variants of each cell, 1 to [`VARIANTS_LIMIT`].
    pub variants: u32,
    /// Texts at which writing ends, at most [`STOP_LIMIT`].
    pub stop: Vec<String>,
    /// Sampling temperature, 0 to [`TEMPERATURE_LIMIT`].
    pub temperature: f32,
    /// Seed of the first variant; the next ones count on. Without one each draft gets its own and records it.
    #[ts(type = "number | null")]
    pub seed: Option<u64>,
}

impl Default for Parameters {
    fn default() -> Self {
        Self { max_tokens: 100, variants: 1, stop: Vec::new(), temperature: 0.7, seed: None }
    }
}

impl Parameters {
    fn check(&self, findings: &mut Findings) {
        let mut range = |field: &str, value: f64, min: f64, max: f64| {
            if !(min..=max).contains(&value) {
                findings.push(field, FieldProblem::OutOfRange { min, max });
            }
        };
        range("max_tokens", f64::from(self.max_tokens), 1.0, f64::from(MAX_TOKENS_LIMIT));
        range("variants", f64::from(self.variants), 1.0, f64::from(VARIANTS_LIMIT));
        range("temperature", f64::from(self.temperature), 0.0, f64::from(TEMPERATURE_LIMIT));
        if self.stop.len() > STOP_LIMIT {
            findings.push("stop", FieldProblem::TooMany { limit: STOP_LIMIT });
        }
    }

    /// Checks the ranges alone, for a request that overrides a brief's parameters.
    ///
    /// # Errors
    /// Every parameter outside its range.
    pub fn validate(&self) -> Result<(), Vec<FieldError>> {
        let mut findings = Findings::default();
        self.check(&mut findings);
        findings.into_result()
    }
}

/// Parameters of one campaign or one call that differ from the briefs'.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct Overrides {
    /// Most tokens to write.
    pub max_tokens: Option<u32>,
    /// Variants of each cell.
    pub variants: Option<u32>,
    /// Sampling temperature.
    pub temperature: Option<f32>,
    /// Seed of the first variant.
    #[ts(type = "number | null")]
    pub seed: Option<u64>,
}

impl Overrides {
    /// A brief's parameters with these in their place.
    #[must_use]
    pub fn over(&self, parameters: &Parameters) -> Parameters {
        Parameters {
            max_tokens: self.max_tokens.unwrap_or(parameters.max_tokens),
            variants: self.variants.unwrap_or(parameters.variants),
            stop: parameters.stop.clone(),
            temperature: self.temperature.unwrap_or(parameters.temperature),
            seed: self.seed.or(parameters.seed),
        }
    }
}

/// Most examples from approved drafts in one prompt.
pub const EXAMPLES_LIMIT: u32 = 5;
/// Most variables of one brief.
pub const VARIABLES_LIMIT: usize = 50;

/// A name that a brief's template uses for something that changes from campaign to campaign, such as `season`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Variable {
    /// Name, as the template has it: a letter, then letters, digits and `_`.
    pub name: String,
    /// What it stands for unless a run says otherwise.
    pub value: String,
}

impl Variable {
    /// Whether a template could use the name, and no fact has it.
    fn is_well_named(&self) -> bool {
        let mut letters = self.name.chars();
        letters.next().is_some_and(|first| first.is_ascii_lowercase())
            && letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            && !prompt::FIELDS.contains(&self.name.as_str())
    }
}

/// What a person types in a brief.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct BriefFields {
    /// Name: identifies the brief.
    pub name: String,
    /// The template, in minijinja's syntax; [`prompt::FIELDS`] lists what it can name.
    pub template: String,
    /// A sentence that the template may place with `{{ instruction }}`.
    pub instruction: String,
    /// Standing instructions for chat models; empty for none.
    pub system: String,
    /// Language of the copy as a BCP 47 tag; empty leaves it to the product and the model.
    pub copy_language: String,
    /// The channel that it writes for, by its id; empty for copy without fields.
    pub channel: String,
    /// Names of its own that the template uses.
    pub variables: Vec<Variable>,
    /// How many approved drafts are shown to the model as examples, 0 to [`EXAMPLES_LIMIT`]: those of the same channel,
    /// brand and language first.
    pub examples: u32,
    /// How to sample.
    pub parameters: Parameters,
}

impl BriefFields {
    /// Checks every field, and that the template can be read and names known fields only.
    ///
    /// # Errors
    /// Every field that is missing, too long, out of range, or a template that does not render.
    pub fn validate(&self) -> Result<(), Vec<FieldError>> {
        let mut findings = Findings::default();
        findings.required("name", &self.name);
        findings.required("template", &self.template);
        for (field, text) in [
            ("name", &self.name),
            ("template", &self.template),
            ("instruction", &self.instruction),
            ("system", &self.system),
            ("copy_language", &self.copy_language),
        ] {
            findings.text(field, text, FIELD_LIMIT);
        }
        let names: Vec<&str> = self.variables.iter().map(|variable| variable.name.as_str()).collect();
        if let Err(error) = prompt::check_template(&self.template, &names) {
            findings.push("template", FieldProblem::Template { message: error.to_string() });
        }
        for (at, variable) in self.variables.iter().enumerate() {
            if !variable.is_well_named() || names[..at].contains(&names[at]) {
                findings.push("variables", FieldProblem::NotAName { value: variable.name.clone() });
            }
            findings.text("variables", &variable.value, FIELD_LIMIT);
        }
        if self.variables.len() > VARIABLES_LIMIT {
            findings.push("variables", FieldProblem::TooMany { limit: VARIABLES_LIMIT });
        }
        if self.examples > EXAMPLES_LIMIT {
            findings.push("examples", FieldProblem::OutOfRange { min: 0.0, max: f64::from(EXAMPLES_LIMIT) });
        }
        self.parameters.check(&mut findings);
        findings.into_result()
    }
}

/// A brief of the workspace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Brief {
    /// Identifier.
    pub id: BriefId,
    /// What it says.
    #[serde(flatten)]
    pub fields: BriefFields,
    /// The key of the shipped brief it was made from, such as `marketing-copy`; it can be set back to that.
    pub built_in: Option<String>,
    /// Counts its saved versions, from 1.
    #[serde(default = "first_version")]
    pub version: u32,
    /// Who saved this version; empty for what was shipped.
    #[serde(default)]
    pub saved_by: String,
    /// When it was first saved.
    #[ts(type = "string")]
    pub created_at: Timestamp,
    /// When it last changed.
    #[ts(type = "string")]
    pub updated_at: Timestamp,
}

/// Briefs from before versions were counted are their first.
fn first_version() -> u32 {
    1
}
