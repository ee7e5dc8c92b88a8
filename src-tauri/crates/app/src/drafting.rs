//! A press of "generate": products × profiles × variants of one brief, written one after the other on this machine or a
//! few at a time at a server.

use crate::{
    Desk,
    home::RunGuard,
    prompting,
    view::{DeskEvent, GenerateRequest, Problem, Started},
    writing::{self, Source},
};
use copydesk_domain::{
    Brief, Completion, DraftId, FinishReason, Parameters, Product, ProductId, Profile, PromptPayload, Protocol,
    Provider, RunId,
};
use futures::StreamExt;
use std::{sync::Arc, time::Instant};
use tokio_util::sync::CancellationToken;

/// Requests under way at one server at a time: enough to hide its latency, few enough for the smallest account.
const IN_FLIGHT: usize = 4;
/// Most drafts of one press; more is a campaign's work.
const RUN_LIMIT: u64 = 10_000;
/// What all drafts of a run share.
struct Run {
    id: RunId,
    brief: Brief,
    provider: Provider,
    model: String,
    parameters: Parameters,
}

/// One draft to be written.
#[derive(Clone)]
struct Cell {
    product: ProductId,
    profile: Option<Arc<Profile>>,
    variant: u32,
}

impl Desk {
    /// Starts a run and answers at once; what happens is told through the sink.
    ///
    /// # Errors
    /// When the brief, a profile or the provider is gone, a parameter is out of range, the template cannot be read, or
    /// nothing is chosen.
    pub async fn generate(&self, request: GenerateRequest) -> Result<Started, Problem> {
        let (run, cells) = self.plan(request).await?;
        let started = Started { run: run.id, drafts: cells.len() as u64 };
        let desk = self.clone();
        let guard = self.home.register_run(run.id);
        tokio::spawn(async move { desk.write(run, cells, guard).await });
        Ok(started)
    }

    /// What a run would send, without sending it: one payload a draft.
    ///
    /// # Errors
    /// As [`Desk::generate`].
    pub async fn dry_run(
        &self,
        request: GenerateRequest,
    ) -> Result<Vec<(Product, Option<Profile>, PromptPayload)>, Problem> {
        let (run, cells) = self.plan(request).await?;
        let mut payloads = Vec::new();
        for cell in cells {
            let product = self.store.products().get(cell.product).await?;
            let payload = self.payload(&run, &cell, &product)?;
            payloads.push((product, cell.profile.as_deref().cloned(), payload));
        }
        Ok(payloads)
    }

    async fn plan(&self, request: GenerateRequest) -> Result<(Run, Vec<Cell>), Problem> {
        let brief = self.store.briefs().get(request.brief).await?;
        let parameters = request.parameters.unwrap_or_else(|| brief.fields.parameters.clone());
        parameters.validate()?;
        brief.fields.validate()?;
        let provider = self.provider_or_default(request.provider).await?;
        let model = prompting::model_of(&provider, request.model.as_deref());
        let mut profiles = Vec::new();
        for id in &request.profiles {
            profiles.push(match id {
                Some(id) => Some(Arc::new(self.store.profiles().get(*id).await?)),
                None => None,
            });
        }
        let drafts = request.products.len() as u64 * profiles.len() as u64 * u64::from(parameters.variants);
        if drafts == 0 {
            return Err(Problem::new(
                "nothing_chosen",
                "Choose at least one product, and a profile or the neutral draft.",
            ));
        }
        if drafts > RUN_LIMIT {
            return Err(Problem::new(
                "too_many_drafts",
                format!("That would be {drafts} drafts; {RUN_LIMIT} can be asked for at once. Choose fewer products."),
            )
            .with("drafts", drafts)
            .with("limit", RUN_LIMIT));
        }
        let cells = request
            .products
            .iter()
            .flat_map(|product| profiles.iter().map(move |profile| (*product, profile.clone())))
            .flat_map(|(product, profile)| {
                (1..=parameters.variants).map(move |variant| Cell { product, profile: profile.clone(), variant })
            })
            .collect();
        Ok((Run { id: RunId::new(), brief, provider, model, parameters }, cells))
    }

    fn payload(&self, run: &Run, cell: &Cell, product: &Product) -> Result<PromptPayload, Problem> {
        let mut payload = prompting::payload(
            &run.brief.fields,
            product,
            cell.profile.as_deref(),
            &run.provider,
            &run.model,
            &run.parameters,
        )?;
        payload.seed = Some(writing::seed(&run.parameters, cell.variant));
        Ok(payload)
    }

    /// Writes all cells of a run. The guard keeps it cancellable until the end.
    async fn write(&self, run: Run, cells: Vec<Cell>, guard: RunGuard) {
        let sink = self.home.sink();
        sink.send(DeskEvent::RunStarted { run: run.id, drafts: cells.len() as u64 });
        let at_once = if run.provider.fields.protocol == Protocol::Local { 1 } else { IN_FLIGHT };
        let outcomes: Vec<Option<bool>> = futures::stream::iter(cells)
            .map(|cell| self.write_one(&run, cell, &guard.token))
            .buffer_unordered(at_once)
            .collect()
            .await;
        let count = |wanted| outcomes.iter().filter(|outcome| **outcome == Some(wanted)).count() as u64;
        let (done, failed) = (count(true), count(false));
        let (id, cancelled) = (run.id, guard.token.is_cancelled());
        // the run is forgotten before its end is told: whoever hears it may start the next
        drop(guard);
        sink.send(DeskEvent::RunDone { run: id, done, failed, cancelled });
    }

    /// Writes one cell: true when a draft was stored, false when it failed, none when it was cancelled before a word.
    async fn write_one(&self, run: &Run, cell: Cell, cancel: &CancellationToken) -> Option<bool> {
        if cancel.is_cancelled() {
            return None;
        }
        let draft = DraftId::new();
        match self.write_draft(run, &cell, draft, cancel).await {
            Ok(stored) => stored.then_some(true),
            Err(problem) => {
                self.home.sink().send(DeskEvent::DraftFailed {
                    run: run.id,
                    draft,
                    product: cell.product,
                    profile: cell.profile.as_ref().map(|profile| profile.id),
                    problem,
                });
                Some(false)
            }
        }
    }

    async fn write_draft(
        &self,
        run: &Run,
        cell: &Cell,
        id: DraftId,
        cancel: &CancellationToken,
    ) -> Result<bool, Problem> {
        let product = self.store.products().get(cell.product).await?;
        let payload = self.payload(run, cell, &product)?;
        self.home.sink().send(DeskEvent::DraftStarted {
            run: run.id,
            draft: id,
            product: product.id,
            product_name: product.fields.name.clone(),
            profile: cell.profile.as_ref().map(|profile| profile.id),
            profile_name: cell.profile.as_ref().map(|profile| profile.fields.name.clone()),
            variant: cell.variant,
        });
        let started = Instant::now();
        let completion = self.complete(run, &payload, id, cancel).await?;
        if completion.finish == FinishReason::Cancelled && completion.text.trim().is_empty() {
            return Ok(false);
        }
        if completion.text.trim().is_empty() {
            return Err(writing::empty_answer(&completion));
        }
        let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let source = Source {
            run: run.id,
            brief: &run.brief,
            provider: &run.provider,
            product,
            profile: cell.profile.as_deref(),
            variant: cell.variant,
            payload,
        };
        let (draft, revision) = source.draft(id, completion, duration_ms, self.home.clock().now());
        self.store.drafts().insert(&draft, &revision).await?;
        let listing = self.store.drafts().listing(draft.id).await?;
        self.home.sink().send(DeskEvent::DraftDone { run: run.id, draft: Box::new(listing) });
        Ok(true)
    }

    async fn complete(
        &self,
        run: &Run,
        payload: &PromptPayload,
        id: DraftId,
        cancel: &CancellationToken,
    ) -> Result<Completion, Problem> {
        let sink = self.home.sink();
        let mut on_text = |text: &str| sink.send(DeskEvent::Text { run: run.id, draft: id, text: text.to_owned() });
        if run.provider.fields.protocol == Protocol::Local {
            let file = self.model_file(&run.provider, Some(&run.model));
            Ok(self.home.engine().complete(&file, payload, &mut on_text, cancel).await?)
        } else {
            let endpoint = self.endpoint(&run.provider).await?;
            Ok(self.home.client()?.complete(&endpoint, payload, &mut on_text, cancel).await?)
        }
    }
}
