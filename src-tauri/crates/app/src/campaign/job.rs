//! One cell, ready to be sent.

use crate::{
    Desk, prompting,
    view::Problem,
    writing::{self, Source},
};
use copydesk_domain::{
    Completion, Draft, DraftId, Product, ProductId, PromptPayload, Revision, Timestamp,
    campaign::{CampaignPlan, Cost, Place, Price, Run},
};
use copydesk_llm::most_tokens;
use copydesk_store::{Claimed, StoreError};
use std::collections::HashMap;

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

impl Job {
    /// The draft that a whole answer makes; none when the plan has no such brief.
    pub(super) fn draft(
        &self,
        run: &Run,
        whole: Completion,
        ms: u64,
        now: Timestamp,
    ) -> Option<Box<(Draft, Revision)>> {
        let plan = &run.plan;
        let source = Source {
            run: run.id,
            brief: plan.briefs.get(self.place.brief)?,
            provider: &plan.provider,
            product: self.product.clone(),
            profile: plan.profiles.get(self.place.profile).and_then(Option::as_ref),
            variant: self.place.variant,
            payload: self.payload.clone(),
        };
        Some(Box::new(source.draft(DraftId::new(), whole, ms, now)))
    }
}

/// Tokens and money of a request.
pub(super) fn cost(price: Option<&Price>, read: u64, written: u64) -> Cost {
    Cost { tokens: read.saturating_add(written), nano: price.map_or(0, |price| price.of(read, written)) }
}

/// A claimed cell that is ready, or why it cannot be sent.
pub(super) type Prepared = (u64, Result<Job, Problem>);

impl Desk {
    /// Takes up at most `limit` cells and makes them ready to be sent.
    pub(super) async fn prepare(&self, run: &Run, limit: u64) -> Result<Vec<Prepared>, StoreError> {
        let claimed = self.store.runs().claim(run, limit).await?;
        let mut ids: Vec<ProductId> = claimed.iter().map(|claim| claim.product).collect();
        ids.dedup();
        let products = self.store.products().many(&ids).await?;
        let products: HashMap<ProductId, Product> = products.into_iter().map(|product| (product.id, product)).collect();
        let gone = || Problem::new("not_found", "The product was deleted meanwhile.");
        Ok(claimed
            .into_iter()
            .map(|claim| {
                let product = products.get(&claim.product).cloned().ok_or_else(gone);
                (claim.cell, product.and_then(|product| job(run, claim, product)))
            })
            .collect())
    }
}

fn job(run: &Run, claimed: Claimed, product: Product) -> Result<Job, Problem> {
    let plan = &run.plan;
    let place = plan.place(claimed.cell);
    let parameters = plan.parameters(place.brief);
    let mut payload = payload(plan, place, &product)?;
    payload.seed = Some(writing::seed(&parameters, place.variant));
    let worst = cost(plan.price.as_ref(), most_tokens(&payload), u64::from(payload.max_tokens));
    Ok(Job { cell: claimed.cell, place, product, payload, worst, attempts: claimed.attempts, passing: 0 })
}

/// Everything that is sent for one cell, but for its seed.
pub(super) fn payload(plan: &CampaignPlan, place: Place, product: &Product) -> Result<PromptPayload, Problem> {
    let brief = plan.briefs.get(place.brief).ok_or_else(|| Problem::new("not_found", "The plan has no such brief."))?;
    let profile = plan.profiles.get(place.profile).and_then(Option::as_ref);
    let parameters = plan.parameters(place.brief);
    prompting::payload(&brief.fields, product, profile, &plan.provider, &plan.model, &parameters)
}
