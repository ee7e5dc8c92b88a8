//! From an answer to a draft with all that explains it, the same for a press of "generate" and for a campaign.

use crate::{masking::as_sent, reading::Answer, view::Problem};
use copydesk_domain::{
    Author, Brief, Completion, Draft, DraftId, DraftState, Parameters, Product, Profile, PromptPayload, Provenance,
    Provider, Revision, RevisionId, RunId, Timestamp, Voice,
};
use serde::{Deserialize, Serialize};

/// Seeds stay exact in every JSON reader below 2^53; 32 bits are plenty to tell drafts apart.
const SEED_MASK: u128 = 0xFFFF_FFFF;

/// The seed of a variant: the variants of a given seed count on, others get their own.
pub(crate) fn seed(parameters: &Parameters, variant: u32) -> u64 {
    let random = u64::try_from(uuid::Uuid::new_v4().as_u128() & SEED_MASK).unwrap_or_default();
    parameters.seed.map_or(random, |seed| seed.wrapping_add(u64::from(variant - 1)))
}

/// A draft without a word is no draft: a filter, or a model that had nothing to add.
pub(crate) fn empty_answer(completion: &Completion) -> Problem {
    let (model, finish) = (&completion.model, completion.finish.as_str());
    Problem::new(
        "empty_answer",
        format!(
            "{model} answered without a word (it stopped for: {finish}), so there is no draft. Ask again, or change the brief."
        ),
    )
    .with("model", model)
    .with("finish", finish)
}

/// What else a draft rests on.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Origin {
    /// The brand's voice.
    pub voice: Option<Voice>,
    /// The rest of a recommendation.
    pub companions: Vec<Product>,
    /// The approved draft that it says again in another language.
    pub localised_from: Option<DraftId>,
    /// The approved drafts that were shown.
    pub examples: Vec<DraftId>,
    /// Who asked for it.
    pub requested_by: String,
}

/// What a draft is made of besides the answer.
pub(crate) struct Source<'a> {
    pub run: RunId,
    pub brief: &'a Brief,
    pub provider: &'a Provider,
    pub product: Product,
    pub profile: Option<&'a Profile>,
    pub variant: u32,
    pub payload: PromptPayload,
    pub origin: Origin,
}

impl Source<'_> {
    /// The draft with its first revision, which is the model's own.
    pub(crate) fn draft(self, id: DraftId, answer: Answer, duration_ms: u64, now: Timestamp) -> (Draft, Revision) {
        let Answer { completion, text, fields, reading } = answer;
        let revision = Revision {
            id: RevisionId::new(),
            number: 1,
            author: Author::Model,
            text: text.clone(),
            fields: fields.clone(),
            edit: None,
            restored_from: None,
            created_at: now,
            updated_at: now,
        };
        let draft = Draft {
            id,
            run: self.run,
            product: self.product.id,
            profile: self.profile.map(|profile| profile.id),
            brief: self.brief.id,
            variant: self.variant,
            state: DraftState::Draft,
            channel: self.brief.fields.channel.clone(),
            text,
            fields,
            revision: 1,
            approval: None,
            stale: None,
            rejection: None,
            waivers: Vec::new(),
            provenance: Provenance {
                product: self.product,
                profile: self.profile.cloned(),
                brief: self.brief.clone(),
                payload: as_sent(&self.payload),
                provider: self.provider.fields.name.clone(),
                protocol: self.provider.fields.protocol,
                model: completion.model,
                usage: completion.usage,
                duration_ms,
                finish: completion.finish,
                request_id: completion.request_id,
                voice: self.origin.voice,
                companions: self.origin.companions,
                reading,
                localised_from: self.origin.localised_from,
                examples: self.origin.examples,
                requested_by: self.origin.requested_by,
                scores: completion.scores,
            },
            created_at: now,
            updated_at: now,
        };
        (draft, revision)
    }
}
