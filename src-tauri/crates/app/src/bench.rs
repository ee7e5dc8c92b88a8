//! The test bench: one brief against a handful of products, before it is used. Nothing is stored.

use crate::{
    Desk,
    checking::{self, Against},
    home::RunGuard,
    prompting::{self, Ask},
    providers,
    shelf::Shelf,
    view::{DeskEvent, FieldReport, Problem, Started, TrialRequest, TrialResult},
    writing,
};
use copydesk_domain::{
    Brief, BriefFields, BriefId, FinishReason, Product, ProductId, Profile, Provenance, Provider, RunId, voice_for,
};
use std::time::Instant;

/// Products of one try.
const MOST: usize = 10;

struct Bench {
    run: RunId,
    brief: BriefFields,
    products: Vec<ProductId>,
    profile: Option<Profile>,
    provider: Provider,
    model: String,
    shelf: Shelf,
}

impl Desk {
    /// Tries a brief, saved or not; answers at once, and each answer is told as it comes.
    ///
    /// # Errors
    /// `invalid_fields` for a brief that cannot be used, `nothing_chosen`, `too_many_products` above ten.
    pub async fn try_brief(&self, request: TrialRequest) -> Result<Started, Problem> {
        request.brief.validate()?;
        if request.products.is_empty() {
            return Err(Problem::new("nothing_chosen", "Choose at least one product to try the brief on."));
        }
        if request.products.len() > MOST {
            let message = format!("Choose at most {MOST} products to try a brief on.");
            return Err(Problem::new("too_many_products", message).with("limit", MOST));
        }
        let profile = match request.profile {
            Some(id) => Some(self.store.profiles().get(id).await?),
            None => None,
        };
        let provider = self.provider_or_default(request.provider).await?;
        let (model, shelf) = (providers::model_of(&provider, None), self.shelf().await?);
        shelf.channels.of(&request.brief.channel)?;
        let (run, brief, products) = (RunId::new(), request.brief, request.products);
        let started = Started { run, drafts: products.len() as u64 };
        let guard = self.home.register_run(run);
        let desk = self.clone();
        let bench = Bench { run, brief, products, profile, provider, model, shelf };
        tokio::spawn(async move { desk.try_all(bench, guard).await });
        Ok(started)
    }

    async fn try_all(&self, bench: Bench, guard: RunGuard) {
        let (mut done, mut failed, mut malformed) = (0, 0, 0);
        for product in &bench.products {
            if guard.token.is_cancelled() {
                break;
            }
            let event = match self.try_one(&bench, *product, &guard).await {
                Ok(result) => {
                    done += 1;
                    malformed += u64::from(result.problem.is_some());
                    DeskEvent::TrialDone { product: *product, result: Box::new(result) }
                }
                Err(problem) => {
                    failed += 1;
                    DeskEvent::TrialFailed { run: bench.run, product: *product, problem }
                }
            };
            self.home.sink().send(event);
        }
        let (run, cancelled) = (bench.run, guard.token.is_cancelled());
        drop(guard);
        self.home.sink().send(DeskEvent::RunDone { run, done, failed, cancelled, malformed });
    }

    async fn try_one(&self, bench: &Bench, product: ProductId, guard: &RunGuard) -> Result<TrialResult, Problem> {
        let product = self.store.products().get(product).await?;
        let examples = self.examples(&bench.brief, &product).await?;
        let payload = prompting::payload(
            &bench.shelf,
            &Ask {
                brief: &bench.brief,
                product: &product,
                profile: bench.profile.as_ref(),
                companions: &[],
                variables: &[],
                examples: &examples,
                provider: &bench.provider,
                model: &bench.model,
                parameters: &bench.brief.parameters,
            },
        )?;
        let started = Instant::now();
        let completion = self.complete(&bench.provider, &payload, &mut |_| {}, &guard.token).await?;
        if completion.finish == FinishReason::Cancelled {
            return Err(Problem::new("cancelled", "The try was cancelled."));
        }
        if completion.text.trim().is_empty() {
            return Err(writing::empty_answer(&completion));
        }
        let channel = bench.shelf.channels.find(&bench.brief.channel);
        let answer = self.read(channel, &bench.provider, &payload, completion, &guard.token).await;
        let report = match (channel, &answer.fields) {
            (Some(channel), Some(values)) => {
                let provenance = self.as_if_drafted(bench, product.clone(), payload.clone());
                let against = Against {
                    provenance: &provenance,
                    product: &product,
                    shop: &bench.shelf.shop,
                    rules: &bench.shelf.rules,
                };
                checking::report(channel, values, &against)
            }
            _ => FieldReport::default(),
        };
        Ok(TrialResult {
            run: bench.run,
            text: answer.text,
            fields: answer.fields,
            problem: answer.reading.and_then(|reading| reading.problem),
            report,
            model: answer.completion.model,
            duration_ms: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        })
    }

    /// What the answer would rest on if it were a draft: checks ask for it.
    fn as_if_drafted(&self, bench: &Bench, product: Product, payload: copydesk_domain::PromptPayload) -> Provenance {
        let now = self.home.clock().now();
        Provenance {
            voice: voice_for(&bench.shelf.voices, &product.fields.brand).cloned(),
            product,
            profile: bench.profile.clone(),
            brief: Brief {
                id: BriefId::new(),
                fields: bench.brief.clone(),
                built_in: None,
                version: 1,
                saved_by: String::new(),
                created_at: now,
                updated_at: now,
            },
            payload,
            provider: bench.provider.fields.name.clone(),
            protocol: bench.provider.fields.protocol,
            model: bench.model.clone(),
            usage: None,
            duration_ms: 0,
            finish: FinishReason::Stop,
            request_id: None,
            companions: Vec::new(),
            reading: None,
            localised_from: None,
            examples: Vec::new(),
            requested_by: String::new(),
            scores: Vec::new(),
        }
    }
}
