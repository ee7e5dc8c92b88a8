//! A draft, its revisions, and the rules of approval.
//!
//! `draft → in review → approved | rejected`. What the model wrote is revision 1 and never changes; what a person types
//! is a revision of its own. An approval is bound to the text, the facts, the channel and the rules it was given for: when one
//! of them changes, the draft returns to review and says why.

use crate::{
    approval::{Approval, ApprovalBasis, Fingerprint, Staleness, Waiver, digests, text_hash},
    brief::Brief,
    channel::FieldValues,
    finding::{Finding, FindingPlace, Level},
    generation::{FinishReason, PromptPayload, TokenUsage},
    id::{BriefId, DraftId, EditId, ProductId, ProfileId, RevisionId, RunId},
    product::{Product, ProductFields},
    profile::Profile,
    provider::Protocol,
    surprisal::TokenScore,
    voice::Voice,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Where a draft stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum DraftState {
    /// Fresh from the model or still being written.
    Draft,
    /// Waiting for a decision.
    InReview,
    /// Approved by a person.
    Approved,
    /// Rejected by a person, with a reason.
    Rejected,
}

impl DraftState {
    /// All states, in the order of the way of a draft.
    pub const ALL: [Self; 4] = [Self::Draft, Self::InReview, Self::Approved, Self::Rejected];

    /// The word that is stored and that the command line takes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
        }
    }

    /// Reads the stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// How a model was made to answer in fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ReadingMethod {
    /// The server kept to a JSON schema.
    Schema,
    /// The model on this machine could write nothing else: a grammar.
    Grammar,
    /// It was told to.
    Instruction,
}

/// How an answer became the fields of a draft, or did not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Reading {
    /// How it was made to answer in fields.
    pub method: ReadingMethod,
    /// Answers that could not be read, as they came: the first, and the one that was asked for to mend it.
    pub unread: Vec<String>,
    /// Why the last answer could not be read; none when it could.
    pub problem: Option<String>,
}

/// Everything a claim in a draft can be explained by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Provenance {
    /// The product as it was.
    pub product: Product,
    /// The profile as it was; none for the neutral draft.
    pub profile: Option<Profile>,
    /// The brief as it was.
    pub brief: Brief,
    /// Exactly what was sent.
    pub payload: PromptPayload,
    /// Name of the provider.
    pub provider: String,
    /// How it was spoken to.
    pub protocol: Protocol,
    /// The model that answered, as it names itself.
    pub model: String,
    /// Tokens, where the provider counted them.
    pub usage: Option<TokenUsage>,
    /// From sending to the last word, in milliseconds.
    #[ts(type = "number")]
    pub duration_ms: u64,
    /// Why the model stopped.
    pub finish: FinishReason,
    /// The provider's id of the request.
    pub request_id: Option<String>,
    /// The brand's voice as it was, version and all.
    #[serde(default)]
    pub voice: Option<Voice>,
    /// Other products that the copy is about, as they were: the rest of a recommendation.
    #[serde(default)]
    pub companions: Vec<Product>,
    /// How the answer became fields; none for copy without fields.
    #[serde(default)]
    pub reading: Option<Reading>,
    /// The approved draft that it says again in another language.
    #[serde(default)]
    pub localised_from: Option<DraftId>,
    /// The approved drafts that were shown as examples.
    #[serde(default)]
    pub examples: Vec<DraftId>,
    /// Who asked for it, by the name in Settings.
    #[serde(default)]
    pub requested_by: String,
    /// Every token of the answer and how likely the model held it; empty where the provider does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(skip)]
    pub scores: Vec<TokenScore>,
}

/// Who wrote a revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Author {
    /// The model.
    Model,
    /// A person, by the name in Settings.
    Person {
        /// Name.
        name: String,
    },
}

/// A text of a draft at one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Revision {
    /// Identifier.
    pub id: RevisionId,
    /// 1 is the model's own.
    pub number: u32,
    /// Who wrote it.
    pub author: Author,
    /// The text: what the fields say, where there are fields.
    pub text: String,
    /// The fields; none for copy without fields and for an answer that could not be read.
    #[serde(default)]
    pub fields: Option<FieldValues>,
    /// The sitting it was typed in: typing on in the same sitting changes this revision.
    pub edit: Option<EditId>,
    /// The number of the revision it was restored from.
    pub restored_from: Option<u32>,
    /// When it was begun.
    #[ts(type = "string")]
    pub created_at: Timestamp,
    /// When it was last typed into.
    #[ts(type = "string")]
    pub updated_at: Timestamp,
}

/// A draft with its current text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Draft {
    /// Identifier.
    pub id: DraftId,
    /// The press of "generate" that asked for it.
    pub run: RunId,
    /// Its product.
    pub product: ProductId,
    /// Its profile; none for the neutral draft.
    pub profile: Option<ProfileId>,
    /// Its brief.
    pub brief: BriefId,
    /// 1 for the first variant of its cell.
    pub variant: u32,
    /// Where it stands.
    pub state: DraftState,
    /// The channel that it is written for, by its id; empty for copy without fields.
    #[serde(default)]
    pub channel: String,
    /// The current text: that of the latest revision.
    pub text: String,
    /// The current fields; none for copy without fields and for an answer that could not be read.
    #[serde(default)]
    pub fields: Option<FieldValues>,
    /// Number of the latest revision.
    pub revision: u32,
    /// The approval in force, or the one that went stale.
    pub approval: Option<Approval>,
    /// Why an earlier approval no longer holds.
    pub stale: Option<Staleness>,
    /// Why it was rejected.
    pub rejection: Option<String>,
    /// Findings that a person lets stand.
    #[serde(default)]
    pub waivers: Vec<Waiver>,
    /// Where it came from.
    pub provenance: Provenance,
    /// When it was written.
    #[ts(type = "string")]
    pub created_at: Timestamp,
    /// When its text or state last changed.
    #[ts(type = "string")]
    pub updated_at: Timestamp,
}

/// Why a decision cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecisionError {
    /// There is nothing to approve.
    #[error("This draft has no text. Write some, or reject it.")]
    EmptyText,
    /// A rejection says why.
    #[error("Say why the draft is rejected: the reason stays with it.")]
    MissingReason,
    /// The model's answer could not be read as fields.
    #[error("The answer could not be read as the fields of its channel. Ask again, or write the fields yourself.")]
    Malformed,
    /// A platform would refuse it.
    #[error("{message}")]
    Banned {
        /// The first finding that stands in the way, in English.
        message: String,
        /// Its rule.
        rule: String,
        /// Its field.
        field: String,
        /// How many there are.
        count: usize,
    },
    /// Something asks for a person's word.
    #[error("{message} Change the words, or waive the finding with a reason.")]
    Unwaived {
        /// The first finding that was not waived, in English.
        message: String,
        /// Its rule.
        rule: String,
        /// Its field.
        field: String,
        /// How many there are.
        count: usize,
    },
    /// A second pair of eyes is asked for.
    #[error("{name} wrote or asked for this copy. Another person approves it, as the workspace asks for.")]
    OwnDraft {
        /// Who it was.
        name: String,
    },
    /// A waiver says why.
    #[error("Say why the finding may stand: the reason stays with the draft.")]
    MissingWaiverReason,
    /// What is forbidden cannot be waived.
    #[error("This finding stands in the way of an approval and cannot be waived. Change the words.")]
    CannotWaive,
    /// Approved text is already what it is.
    #[error("This draft is already approved.")]
    AlreadyApproved,
    /// Rejected already.
    #[error("This draft is already rejected.")]
    AlreadyRejected,
}

impl Draft {
    /// Seals the text and what it rests on.
    ///
    /// # Errors
    /// When the text is empty or the draft is approved already.
    pub fn approve(&mut self, by: &str, basis: &ApprovalBasis<'_>, at: Timestamp) -> Result<(), DecisionError> {
        if self.state == DraftState::Approved {
            return Err(DecisionError::AlreadyApproved);
        }
        if self.text.trim().is_empty() {
            return Err(DecisionError::EmptyText);
        }
        if self.is_malformed() {
            return Err(DecisionError::Malformed);
        }
        let fingerprint = Fingerprint::of(&self.text, self.fields.as_ref(), basis);
        let facts = digests(basis.product, basis.companions);
        self.approval = Some(Approval { by: by.to_owned(), at, fingerprint, facts });
        self.settle(DraftState::Approved, at);
        Ok(())
    }

    /// The first finding, with how many there are, that stands in the way of an approval: what is forbidden, and what asks
    /// for a person's word and did not get it.
    ///
    /// # Errors
    /// That finding.
    pub fn permits(&self, findings: &[Finding]) -> Result<(), DecisionError> {
        let bans: Vec<&Finding> = findings.iter().filter(|finding| finding.level == Level::Ban).collect();
        if let Some(first) = bans.first() {
            let (message, rule, field) = (first.message.clone(), first.rule.clone(), first.field.clone());
            return Err(DecisionError::Banned { message, rule, field, count: bans.len() });
        }
        let open: Vec<&Finding> = findings.iter().filter(|finding| self.asks_for_a_waiver(finding)).collect();
        if let Some(first) = open.first() {
            let (message, rule, field) = (first.message.clone(), first.rule.clone(), first.field.clone());
            return Err(DecisionError::Unwaived { message, rule, field, count: open.len() });
        }
        Ok(())
    }

    /// Whether a finding asks for a person's word and did not get it.
    #[must_use]
    pub fn asks_for_a_waiver(&self, finding: &Finding) -> bool {
        finding.level == Level::Caution && !self.waivers.iter().any(|waiver| waiver.place.names(finding))
    }

    /// Whether a finding stands in the way of an approval: it is forbidden, or asks for a person's word and did not get it.
    #[must_use]
    pub fn is_barred_by(&self, finding: &Finding) -> bool {
        finding.level == Level::Ban || self.asks_for_a_waiver(finding)
    }

    /// Lets a finding stand. Waiving it again replaces the reason.
    ///
    /// # Errors
    /// Without a reason, and for what is forbidden.
    pub fn waive(&mut self, finding: &Finding, reason: &str, by: &str, at: Timestamp) -> Result<(), DecisionError> {
        if finding.level == Level::Ban {
            return Err(DecisionError::CannotWaive);
        }
        if reason.trim().is_empty() {
            return Err(DecisionError::MissingWaiverReason);
        }
        self.waivers.retain(|waiver| !waiver.place.names(finding));
        let (place, reason) = (FindingPlace::of(finding), reason.trim().to_owned());
        self.waivers.push(Waiver { place, reason, by: by.to_owned(), at });
        Ok(())
    }

    /// Rejects the draft; its reason stays with it.
    ///
    /// # Errors
    /// Without a reason, or when it is rejected already.
    pub fn reject(&mut self, reason: &str, at: Timestamp) -> Result<(), DecisionError> {
        if self.state == DraftState::Rejected {
            return Err(DecisionError::AlreadyRejected);
        }
        if reason.trim().is_empty() {
            return Err(DecisionError::MissingReason);
        }
        self.approval = None;
        self.settle(DraftState::Rejected, at);
        self.rejection = Some(reason.trim().to_owned());
        Ok(())
    }

    /// Puts the draft before a person, or takes a decision back.
    pub fn to_review(&mut self, at: Timestamp) {
        self.approval = None;
        self.settle(DraftState::InReview, at);
    }

    /// Notes that the text is another now. An approval falls; a rejection is a decision about the old text and falls too.
    pub fn text_changed(&mut self, text: String, fields: Option<FieldValues>, revision: u32, at: Timestamp) {
        let approved_text = self.approval.as_ref().map(|approval| approval.fingerprint.text.clone());
        self.text = text;
        self.fields = fields;
        self.revision = revision;
        if let Some(hash) = approved_text {
            if self.state == DraftState::Approved && hash != text_hash(&self.text, self.fields.as_ref()) {
                self.state = DraftState::InReview;
                self.stale = Some(Staleness::Text);
            }
        } else {
            self.settle(DraftState::InReview, at);
        }
        self.updated_at = at;
    }

    /// Whether it should have fields and has none: the model's answer could not be read as such.
    #[must_use]
    pub fn is_malformed(&self) -> bool {
        !self.channel.is_empty() && self.fields.is_none()
    }

    /// Compares the approval with the facts now; true when the draft went back to review.
    pub fn facts_changed(&mut self, product: &ProductFields, companions: &[ProductFields], at: Timestamp) -> bool {
        let Some(approval) = &self.approval else { return false };
        if self.state != DraftState::Approved {
            return false;
        }
        let Some(fields) = approval.changed_facts(product, companions) else { return false };
        self.state = DraftState::InReview;
        self.stale = Some(Staleness::Facts { fields });
        self.updated_at = at;
        true
    }

    fn settle(&mut self, state: DraftState, at: Timestamp) {
        self.state = state;
        self.stale = None;
        self.rejection = None;
        self.updated_at = at;
    }
}
