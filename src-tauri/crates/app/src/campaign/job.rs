//! One cell, ready to be sent.

use crate::{
    Desk,
    prompting::{self, Ask},
    reading::Answer,
    shelf::Shelf,
    view::Problem,
    writing::{self, Origin, Source},
};
use copydesk_domain::{
    Channel, Draft, DraftId, Product, ProductId, PromptPayload, Protocol, Revision, Timestamp,
    campaign::{CampaignPlan, Cost, Place, Price, Run},
    voice_for,
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
    /// What it is written for; none for copy without fields.
    pub channel: Option<Channel>,
    /// What its draft rests on besides.
    pub origin: Origin,
    /// What a request for it costs at most.
    pub worst: Cost,
    /// Requests that went out for it, in this process and before.
    pub attempts: u32,
    /// Requests of this process that failed in a way that passes.
    pub passing: u32,
}

impl Job {
    /// The draft that a whole answer makes; none when the plan has no such brief.
    pub(super) fn draft(&self, run: &Run, answer: Answer, ms: u64, now: Timestamp) -> Option<Box<(Draft, Revision)>> {
        let plan = &run.plan;
        let source = Source {
            run: run.id,
            brief: plan.briefs.get(self.place.brief)?,
            provider: &plan.provider,
            product: self.product.clone(),
            profile: plan.profiles.get(self.place.profile).and_then(Option::as_ref),
            variant: self.place.variant,
            payload: self.payload.clone(),
            origin: self.origin.clone(),
        };
        Some(Box::new(source.draft(DraftId::new(), answer, ms, now)))
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
        let shelf = self.shelf().await;
        let claimed = self.store.runs().claim(run, limit).await?;
        let mut ids: Vec<ProductId> = claimed.iter().map(|claim| claim.product).collect();
        ids.dedup();
        let products = self.store.products().many(&ids).await?;
        let products: HashMap<ProductId, Product> = products.into_iter().map(|product| (product.id, product)).collect();
        let mut prepared = Vec::with_capacity(claimed.len());
        for claim in claimed {
            let cell = claim.cell;
            let job = match (&shelf, products.get(&claim.product)) {
                (Err(problem), _) => Err(problem.clone()),
                (_, None) => Err(Problem::new("not_found", "The product was deleted meanwhile.")),
                (Ok(shelf), Some(product)) => self.job(shelf, run, claim, product.clone()).await,
            };
            prepared.push((cell, job));
        }
        Ok(prepared)
    }

    async fn job(&self, shelf: &Shelf, run: &Run, claimed: Claimed, product: Product) -> Result<Job, Problem> {
        let plan = &run.plan;
        let place = plan.place(claimed.cell);
        let parameters = plan.parameters(place.brief);
        let (mut payload, origin) = self.planned(shelf, plan, place, &product).await?;
        payload.seed = Some(writing::seed(&parameters, place.variant));
        let channel = plan.briefs.get(place.brief).and_then(|brief| shelf.channels.find(&brief.fields.channel));
        let mut worst = cost(plan.price.as_ref(), most_tokens(&payload), u64::from(payload.max_tokens));
        if channel.is_some() && plan.provider.fields.protocol != Protocol::Local {
            // an answer that cannot be read is asked for once more, with the first one beside it
            let again = most_tokens(&payload).saturating_add(u64::from(payload.max_tokens));
            let repair = cost(plan.price.as_ref(), again, u64::from(payload.max_tokens));
            worst = Cost { tokens: worst.tokens + repair.tokens, nano: worst.nano + repair.nano };
        }
        let (channel, attempts) = (channel.cloned(), claimed.attempts);
        Ok(Job { cell: claimed.cell, place, product, payload, channel, origin, worst, attempts, passing: 0 })
    }

    /// Everything that is sent for one cell, but for its seed, and what its draft rests on besides.
    pub(super) async fn planned(
        &self,
        shelf: &Shelf,
        plan: &CampaignPlan,
        place: Place,
        product: &Product,
    ) -> Result<(PromptPayload, Origin), Problem> {
        let brief =
            plan.briefs.get(place.brief).ok_or_else(|| Problem::new("not_found", "The plan has no such brief."))?;
        let examples = self.examples(&brief.fields, product).await?;
        let payload = prompting::payload(
            shelf,
            &Ask {
                brief: &brief.fields,
                product,
                profile: plan.profiles.get(place.profile).and_then(Option::as_ref),
                companions: &[],
                variables: &[],
                examples: &examples,
                provider: &plan.provider,
                model: &plan.model,
                parameters: &plan.parameters(place.brief),
            },
        )?;
        let voice = voice_for(&shelf.voices, &product.fields.brand).cloned();
        let examples = examples.iter().map(|example| example.id).collect();
        let requested_by = self.home.reviewer();
        Ok((payload, Origin { voice, examples, requested_by, ..Origin::default() }))
    }
}
