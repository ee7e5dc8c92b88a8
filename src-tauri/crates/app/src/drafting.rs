//! A press of "generate": products × profiles × variants of one brief, written one after the other on this machine or a
//! few at a time at a server.

use crate::{
    Desk,
    home::RunGuard,
    masking::Outgoing,
    prompting::{self, Ask},
    providers,
    reading::Answer,
    shelf::Shelf,
    view::{DeskEvent, GenerateRequest, Problem, Started},
    writing::{self, Origin, Source},
};
use copydesk_domain::{
    Brief, Channel, Completion, DraftId, FinishReason, Parameters, Product, ProductId, Profile, PromptPayload,
    Protocol, Provider, RunId, Variable, voice_for,
};
use futures::StreamExt;
use std::{sync::Arc, time::Instant};
use tokio_util::sync::CancellationToken;

/// Requests under way at one server at a time: enough to hide its latency, few enough for the smallest account.
const IN_FLIGHT: usize = 4;
/// Most drafts of one press; more is a campaign's work.
const RUN_LIMIT: u64 = 10_000;

/// What all drafts of a run share.
pub(crate) struct Run {
    pub id: RunId,
    pub brief: Brief,
    pub provider: Provider,
    pub model: String,
    pub parameters: Parameters,
    pub variables: Vec<Variable>,
    pub shelf: Shelf,
}

impl Run {
    /// What its drafts are written for; none for copy without fields.
    pub(crate) fn channel(&self) -> Option<&Channel> {
        self.shelf.channels.find(&self.brief.fields.channel)
    }
}

/// One draft to be written.
#[derive(Clone)]
pub(crate) struct Cell {
    pub product: ProductId,
    pub profile: Option<Arc<Profile>>,
    pub variant: u32,
    /// The rest of a recommendation.
    pub companions: Vec<ProductId>,
}

/// What came of one cell.
enum Outcome {
    /// A draft is stored; whether its answer could not be read as fields.
    Stored { malformed: bool },
    /// There is none.
    Failed,
    /// It was cancelled before a word.
    Cancelled,
}

impl Desk {
    /// Starts a run and answers at once; what happens is told through the sink.
    ///
    /// # Errors
    /// When the brief, a profile or the provider is gone, a parameter is out of range, the template cannot be read, or
    /// nothing is chosen.
    pub async fn generate(&self, request: GenerateRequest) -> Result<Started, Problem> {
        let (run, cells) = self.plan(request).await?;
        Ok(self.start(run, cells))
    }

    /// Writes cells beside whatever else goes on.
    pub(crate) fn start(&self, run: Run, cells: Vec<Cell>) -> Started {
        let started = Started { run: run.id, drafts: cells.len() as u64 };
        let desk = self.clone();
        let guard = self.home.register_run(run.id);
        tokio::spawn(async move { desk.write(run, cells, guard).await });
        started
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
            let (payload, _) = self.payload(&run, &cell, &product).await?;
            payloads.push((product, cell.profile.as_deref().cloned(), payload));
        }
        Ok(payloads)
    }

    async fn plan(&self, request: GenerateRequest) -> Result<(Run, Vec<Cell>), Problem> {
        let brief = self.store.briefs().get(request.brief).await?;
        let parameters = request.parameters.unwrap_or_else(|| brief.fields.parameters.clone());
        parameters.validate()?;
        brief.fields.validate()?;
        let shelf = self.shelf().await?;
        shelf.channels.of(&brief.fields.channel)?;
        let provider = self.provider_or_default(request.provider).await?;
        let model = providers::model_of(&provider, request.model.as_deref());
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
                (1..=parameters.variants).map(move |variant| Cell {
                    product,
                    profile: profile.clone(),
                    variant,
                    companions: Vec::new(),
                })
            })
            .collect();
        let (id, variables) = (RunId::new(), request.variables);
        Ok((Run { id, brief, provider, model, parameters, variables, shelf }, cells))
    }

    async fn payload(&self, run: &Run, cell: &Cell, product: &Product) -> Result<(PromptPayload, Origin), Problem> {
        let mut companions = Vec::new();
        for id in &cell.companions {
            companions.push(self.store.products().get(*id).await?);
        }
        let examples = self.examples(&run.brief.fields, product).await?;
        let mut payload = prompting::payload(
            &run.shelf,
            &Ask {
                brief: &run.brief.fields,
                product,
                profile: cell.profile.as_deref(),
                companions: &companions,
                variables: &run.variables,
                examples: &examples,
                provider: &run.provider,
                model: &run.model,
                parameters: &run.parameters,
            },
        )?;
        payload.seed = Some(writing::seed(&run.parameters, cell.variant));
        let voice = voice_for(&run.shelf.voices, &product.fields.brand).cloned();
        let examples = examples.iter().map(|example| example.id).collect();
        Ok((payload, Origin { voice, companions, examples, localised_from: None, requested_by: self.home.reviewer() }))
    }

    /// Writes all cells of a run. The guard keeps it cancellable until the end.
    async fn write(&self, run: Run, cells: Vec<Cell>, guard: RunGuard) {
        let sink = self.home.sink();
        sink.send(DeskEvent::RunStarted { run: run.id, drafts: cells.len() as u64 });
        let at_once = if run.provider.fields.protocol == Protocol::Local { 1 } else { IN_FLIGHT };
        let outcomes: Vec<Outcome> = futures::stream::iter(cells)
            .map(|cell| self.write_one(&run, cell, &guard.token))
            .buffer_unordered(at_once)
            .collect()
            .await;
        let count = |wanted: fn(&Outcome) -> bool| outcomes.iter().filter(|outcome| wanted(outcome)).count() as u64;
        let done = count(|outcome| matches!(outcome, Outcome::Stored { .. }));
        let malformed = count(|outcome| matches!(outcome, Outcome::Stored { malformed: true }));
        let failed = count(|outcome| matches!(outcome, Outcome::Failed));
        let (id, cancelled) = (run.id, guard.token.is_cancelled());
        // the run is forgotten before its end is told: whoever hears it may start the next
        drop(guard);
        sink.send(DeskEvent::RunDone { run: id, done, failed, cancelled, malformed });
    }

    async fn write_one(&self, run: &Run, cell: Cell, cancel: &CancellationToken) -> Outcome {
        if cancel.is_cancelled() {
            return Outcome::Cancelled;
        }
        let draft = DraftId::new();
        match self.write_draft(run, &cell, draft, cancel).await {
            Ok(outcome) => outcome,
            Err(problem) => {
                self.home.sink().send(DeskEvent::DraftFailed {
                    run: run.id,
                    draft,
                    product: cell.product,
                    profile: cell.profile.as_ref().map(|profile| profile.id),
                    problem,
                });
                Outcome::Failed
            }
        }
    }

    async fn write_draft(
        &self,
        run: &Run,
        cell: &Cell,
        id: DraftId,
        cancel: &CancellationToken,
    ) -> Result<Outcome, Problem> {
        let product = self.store.products().get(cell.product).await?;
        let (payload, origin) = self.payload(run, cell, &product).await?;
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
        let sink = self.home.sink();
        let mut on_text = |text: &str| sink.send(DeskEvent::Text { run: run.id, draft: id, text: text.to_owned() });
        let completion = self.complete(&run.provider, &payload, &mut on_text, cancel).await?;
        if completion.finish == FinishReason::Cancelled && completion.text.trim().is_empty() {
            return Ok(Outcome::Cancelled);
        }
        if completion.text.trim().is_empty() {
            return Err(writing::empty_answer(&completion));
        }
        let answer = self.read(run.channel(), &run.provider, &payload, completion, cancel).await;
        let source = Source {
            run: run.id,
            brief: &run.brief,
            provider: &run.provider,
            product,
            profile: cell.profile.as_deref(),
            variant: cell.variant,
            payload,
            origin,
        };
        let malformed = self.keep(source, id, answer, started).await?;
        Ok(Outcome::Stored { malformed })
    }

    /// Stores a draft and tells of it; whether its answer could not be read as fields.
    pub(crate) async fn keep(
        &self,
        source: Source<'_>,
        id: DraftId,
        answer: Answer,
        started: Instant,
    ) -> Result<bool, Problem> {
        let (run, malformed) = (source.run, answer.is_malformed());
        let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let (draft, revision) = source.draft(id, answer, duration_ms, self.home.clock().now());
        self.store.drafts().insert(&draft, &revision).await?;
        let listing = self.store.drafts().listing(draft.id).await?;
        self.home.sink().send(DeskEvent::DraftDone { run, draft: Box::new(listing) });
        Ok(malformed)
    }

    /// Reads an answer as the fields of its channel, and asks once more when it cannot be read.
    pub(crate) async fn read(
        &self,
        channel: Option<&Channel>,
        provider: &Provider,
        payload: &PromptPayload,
        completion: Completion,
        cancel: &CancellationToken,
    ) -> Answer {
        let answer = Answer::read(channel, provider.fields.protocol, completion);
        let (Some(channel), Some(repair)) = (channel, answer.repair(payload)) else { return answer };
        match self.complete(provider, &repair, &mut |_| {}, cancel).await {
            Ok(second) if !second.text.trim().is_empty() => answer.mended(channel, second),
            // the first answer stays, with why it could not be read
            _ => answer,
        }
    }

    /// One answer, on this machine or from a server.
    pub(crate) async fn complete(
        &self,
        provider: &Provider,
        payload: &PromptPayload,
        on_text: &mut (dyn FnMut(&str) + Send),
        cancel: &CancellationToken,
    ) -> Result<Completion, Problem> {
        if provider.fields.protocol == Protocol::Local {
            let file = self.model_file(provider, Some(&payload.model));
            Ok(self.home.engine().complete(&file, payload, on_text, cancel).await?)
        } else {
            let endpoint = self.endpoint(provider).await?;
            self.store.ledger().append(&[self.sent_note(provider, &payload.model, 1, None)]).await?;
            let outgoing = Outgoing::of(payload);
            let mut restorer = outgoing.restorer();
            let mut heard = |words: &str| on_text(&restorer.push(words));
            let answer = self.home.client()?.complete(&endpoint, &outgoing.payload, &mut heard, cancel).await?;
            on_text(&restorer.finish());
            Ok(outgoing.restored(answer))
        }
    }
}
