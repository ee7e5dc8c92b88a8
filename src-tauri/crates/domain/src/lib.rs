//! Products, profiles, briefs, drafts, the rules of approval, and campaigns.
//!
//! This crate knows nobody: no clock, no disk, no network. Time and ids are passed in, so every rule can be read and
//! tested as a plain function. Types that cross to the window derive [`ts_rs::TS`]; `make gen` writes their TypeScript.

pub mod approval;
pub mod brief;
pub mod campaign;
pub mod channel;
pub mod claim;
pub mod disclosure;
pub mod draft;
pub mod field;
pub mod finding;
pub mod fold;
pub mod generation;
pub mod id;
pub mod ledger;
pub mod listing;
pub mod market;
pub mod place;
pub mod product;
pub mod profile;
pub mod prompt;
pub mod provider;
pub mod sentence;
pub mod shop;
pub mod surprisal;
mod traditional;
pub mod voice;

pub use approval::{Approval, ApprovalBasis, Fingerprint, Staleness, Waiver};
pub use brief::{Brief, BriefFields, Overrides, Parameters, Variable};
pub use channel::{
    Channel, ChannelField, FieldShape, FieldValue, FieldValues, Limit, LimitKind, Speaker, Turn, Unit, Words,
};
pub use claim::{Claim, ClaimKind, FactRef, Standing};
pub use disclosure::{Aigc, Disclosure, DisclosureCase, Disclosures, Duty, Label, LabelPlace, LabelRule, Marking};
pub use draft::{Author, DecisionError, Draft, DraftState, Provenance, Reading, ReadingMethod, Revision};
pub use field::{FieldError, FieldProblem};
pub use finding::{Finding, FindingPlace, Level, RuleWords};
pub use generation::{Completion, FinishReason, Message, PromptPayload, Role, TokenUsage};
pub use id::{
    AttemptId, BriefId, DraftId, EditId, PartialId, ProductId, ProfileId, ProviderId, RevisionId, RunId, VoiceId,
};
pub use jiff::Timestamp;
pub use ledger::{Broken, Chain, Deed, LedgerEntry, Note};
pub use listing::{
    Counts, DraftCopy, DraftListing, DraftMark, DraftQuery, Page, ProductChoice, ProductListing, ProductOrder,
    ProductQuery,
};
pub use market::Market;
pub use product::{Attribute, Product, ProductFields, SourceRow};
pub use profile::{Profile, ProfileFields};
pub use prompt::{PromptError, PromptInput, render_prompt};
pub use provider::{Protocol, Provider, ProviderFields};
pub use shop::{EmailPlatform, PartialFields, Policy, SharedPartial, Shop};
pub use surprisal::{PlaceSurprisal, Scoring, Surprisal, TokenScore, WordSurprisal};
pub use voice::{ToneSlider, Voice, VoiceFields, voice_for};
