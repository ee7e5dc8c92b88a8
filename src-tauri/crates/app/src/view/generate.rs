//! Asking for drafts.

use copydesk_domain::{BriefFields, BriefId, Message, Parameters, ProductId, ProfileId, ProviderId, RunId, Variable};
use copydesk_privacy::{Masked, PersonalData};
use serde::{Deserialize, Serialize};

/// Products × profiles × variants of one brief.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct GenerateRequest {
    /// What to write.
    pub brief: BriefId,
    /// For which products.
    pub products: Vec<ProductId>,
    /// For which profiles; none is the neutral draft.
    pub profiles: Vec<Option<ProfileId>>,
    /// Where; none is the workspace's default provider.
    #[serde(default)]
    pub provider: Option<ProviderId>,
    /// Another model of that provider than its own.
    #[serde(default)]
    pub model: Option<String>,
    /// Other parameters than the brief's.
    #[serde(default)]
    pub parameters: Option<Parameters>,
    /// Values that stand for the brief's own variables in this run.
    #[serde(default)]
    pub variables: Vec<Variable>,
}

/// A brief on the bench: as it stands in its form, tried on a handful of products. Nothing is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct TrialRequest {
    /// The brief, saved or not.
    pub brief: BriefFields,
    /// The products, at most ten.
    pub products: Vec<ProductId>,
    /// The profile; none is neutral.
    pub profile: Option<ProfileId>,
    /// Where; none is the workspace's default provider.
    pub provider: Option<ProviderId>,
}

/// A run that has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Started {
    /// The run.
    pub run: RunId,
    /// Drafts it will write.
    pub drafts: u64,
}

/// A brief, as it stands in its form, and what to try it on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct PreviewRequest {
    /// The brief, saved or not.
    pub brief: BriefFields,
    /// The product; none takes the first.
    pub product: Option<ProductId>,
    /// The profile; none is neutral.
    pub profile: Option<ProfileId>,
    /// Where it would go; none is the workspace's default provider.
    pub provider: Option<ProviderId>,
}

/// Where a prompt goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Destination {
    /// The provider's name.
    pub provider: String,
    /// The model.
    pub model: String,
    /// Host name; none when nothing leaves this machine.
    pub host: Option<String>,
}

/// What a person should know before sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum PromptWarning {
    /// The template speaks to an audience, and no profile is chosen.
    NoProfile,
    /// The product has no description.
    NoDescription,
    /// The older text interface takes the prompt alone: the system message is not sent.
    SystemNotSent,
    /// The built-in model writes English; this asks for another language.
    SmallModelLanguage,
    /// The product holds instructions to a model, markup or characters that nobody sees.
    SuspiciousText,
    /// Something protected especially can be inferred from the profile.
    SpecialCategory,
}

/// Exactly what would be sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct PromptPreview {
    /// The rendered brief.
    pub prompt: String,
    /// All messages, with the system message and the example that the built-in model gets.
    pub messages: Vec<Message>,
    /// What to mark in each of them, in Unicode scalar values: placeholders, personal data that is not replaced, and words
    /// from which something protected especially can be inferred.
    pub marks: Vec<Vec<PersonalData>>,
    /// What the placeholders stand for.
    pub replaced: Vec<Masked>,
    /// Whether it may not leave this machine.
    pub local_only: bool,
    /// Where it goes.
    pub destination: Destination,
    /// What to know before sending.
    pub warnings: Vec<PromptWarning>,
    /// Product it was tried on.
    pub product_name: String,
    /// Profile it was tried on.
    pub profile_name: Option<String>,
}
