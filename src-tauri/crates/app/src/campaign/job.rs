//! One cell, ready to be sent.

use crate::{Desk, prompting, view::Problem, writing};
use copydesk_domain::{
    Product, PromptPayload,
    campaign::{Cost, Place, Price, Run},
};
use copydesk_llm::most_tokens;
use copydesk_store::Claimed;

/// A cell that was taken up, with everything that its request needs.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub cell: u64,
    pub place: Place,
    pub product: Product,
    pub payload: PromptPayload,
    /// What a request for it costs at most.
    pub worst: Cost,
    /// Requests that went out for it, in this process and before.
    pub attempts: u32,
    /// Requests of this process that failed in a way that passes.
    pub passing: u32,
}

/// Tokens and money of a request.
pub(super) fn cost(price: Option<&Price>, read: u64, written: u64) -> Cost {
    Cost { tokens: read.saturating_add(written), nano: price.map_or(0, |price| price.of(read, written)) }
}

impl Desk {
    /// Makes a claimed cell ready to be sent.
    pub(super) async fn job(&self, run: &Run, claimed: Claimed) -> Result<Job, Problem> {
        let product = self.store.products().get(claimed.product).await?;
        let plan = &run.plan;
        let place = plan.place(claimed.cell);
        let profile = plan.profiles.get(place.profile).and_then(Option::as_ref);
        let mut payload =
            prompting::payload(&plan.brief.fields, &product, profile, &plan.provider, &plan.model, &plan.parameters)?;
        payload.seed = Some(writing::seed(&plan.parameters, place.variant));
        let worst = cost(plan.price.as_ref(), most_tokens(&payload), u64::from(payload.max_tokens));
        Ok(Job { cell: claimed.cell, place, product, payload, worst, attempts: claimed.attempts, passing: 0 })
    }
}
