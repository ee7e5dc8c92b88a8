//! From an answer to a draft with all that explains it, the same for a press of "generate" and for a campaign.

use crate::view::Problem;
use copydesk_domain::{
    Author, Brief, Completion, Draft, DraftId, DraftState, Parameters, Product, Profile, PromptPayload, Provenance,
    Provider, Revision, RevisionId, RunId, Timestamp,
};

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

/// What a draft is made of besides the answer.
pub(crate) struct Source<'a> {
    pub run: RunId,
    pub brief: &'a Brief,
    pub provider: &'a Provider,
    pub product: Product,
    pub profile: Option<&'a Profile>,
    pub variant: u32,
    pub payload: PromptPayload,
}

impl Source<'_> {
    /// The draft with its first revision, which is the model's own.
    pub(crate) fn draft(
        self,
        id: DraftId,
        completion: Completion,
        duration_ms: u64,
        now: Timestamp,
    ) -> (Draft, Revision) {
        let revision = Revision {
            id: RevisionId::new(),
            number: 1,
            author: Author::Model,
            text: completion.text.clone(),
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
            text: completion.text,
            revision: 1,
            approval: None,
            stale: None,
            rejection: None,
            provenance: Provenance {
                product: self.product,
                profile: self.profile.cloned(),
                brief: self.brief.clone(),
                payload: self.payload,
                provider: self.provider.fields.name.clone(),
                protocol: self.provider.fields.protocol,
                model: completion.model,
                usage: completion.usage,
                duration_ms,
                finish: completion.finish,
                request_id: completion.request_id,
            },
            created_at: now,
            updated_at: now,
        };
        (draft, revision)
    }
}
