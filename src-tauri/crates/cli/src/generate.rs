//! Writing drafts, a line each.

use crate::{
    arguments::{Cells, Generate},
    output,
};
use copydesk_app::{
    Desk, EventSink, Problem, Selection,
    domain::{Draft, DraftId, Overrides},
    view::{DeskEvent, GenerateRequest, LocaliseRequest, Started},
};
use serde_json::{Value, json};
use std::process::ExitCode;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};

/// Hands events from the desk to the loop that prints.
pub struct Channel(pub UnboundedSender<DeskEvent>);

impl EventSink for Channel {
    fn send(&self, event: DeskEvent) {
        // nobody listens when nothing is generated
        let _ = self.0.send(event);
    }
}

/// Generates and prints; ends with status 1 when a draft failed.
pub async fn generate(
    desk: &Desk,
    events: UnboundedReceiver<DeskEvent>,
    arguments: Generate,
) -> Result<ExitCode, Problem> {
    let request = request(desk, &arguments).await?;
    if arguments.dry_run {
        for (product, profile, payload) in desk.dry_run(request).await? {
            let line = json!({
                "draft": null,
                "sku": product.fields.sku,
                "profile": profile.map(|profile| profile.fields.name),
                "prompt": payload.prompt(),
                "text": null,
                "finish": null,
                "model": payload.model,
                "tokens": null,
                "messages": payload.messages,
                "max_tokens": payload.max_tokens,
                "temperature": payload.temperature,
            });
            output::json_line(&line)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let started = desk.generate(request).await?;
    follow(desk, events, started).await
}

/// Writes approved drafts in another language.
pub async fn localise(
    desk: &Desk,
    events: UnboundedReceiver<DeskEvent>,
    drafts: Vec<DraftId>,
    language: String,
    provider: Option<&str>,
) -> Result<ExitCode, Problem> {
    let provider = desk.select_provider(provider).await?.id;
    let started = desk.localise(LocaliseRequest { drafts, language, provider: Some(provider) }).await?;
    follow(desk, events, started).await
}

/// Prints a run's drafts until it is done.
pub async fn follow(
    desk: &Desk,
    mut events: UnboundedReceiver<DeskEvent>,
    started: Started,
) -> Result<ExitCode, Problem> {
    let mut failure: Option<Problem> = None;
    loop {
        let event = tokio::select! {
            event = events.recv() => event,
            _ = tokio::signal::ctrl_c() => {
                output::note("Stopping; finished drafts are kept.");
                desk.home().cancel_run(started.run);
                continue;
            }
        };
        match event {
            // one JSON line a draft, for people and programs alike
            Some(DeskEvent::DraftDone { draft, .. }) => output::json_line(&line(&desk.draft(draft.id).await?.draft))?,
            Some(DeskEvent::DraftFailed { problem, .. }) => {
                output::failed(&problem);
                failure = Some(problem);
            }
            Some(DeskEvent::RunDone { cancelled, .. }) => {
                let clean = failure.is_none() && !cancelled;
                return Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE });
            }
            Some(_) => {}
            None => return Err(Problem::new("internal", "The run ended without a word.")),
        }
    }
}

fn line(draft: &Draft) -> Value {
    let provenance = &draft.provenance;
    let mut line = json!({
        "draft": draft.id,
        "sku": provenance.product.fields.sku,
        "profile": provenance.profile.as_ref().map(|profile| &profile.fields.name),
        "prompt": provenance.payload.prompt(),
        "text": draft.text,
        "finish": provenance.finish.as_str(),
        "model": provenance.model,
        "tokens": provenance.usage,
        "seed": provenance.payload.seed,
        "variant": draft.variant,
    });
    if !draft.channel.is_empty() {
        // null when the answer could not be read: its text is kept as it came, and `malformed` says why
        line["channel"] = json!(draft.channel);
        line["fields"] = json!(draft.fields);
        line["malformed"] = json!(provenance.reading.as_ref().and_then(|reading| reading.problem.as_ref()));
    }
    line
}

impl Cells {
    /// What is named.
    pub fn selection(&self, briefs: &[String], channels: &[String]) -> Selection {
        Selection {
            briefs: briefs.to_vec(),
            channels: channels.to_vec(),
            skus: self.sku.clone(),
            profiles: self.profile.clone(),
            provider: self.provider.clone(),
        }
    }

    /// Parameters that are given.
    pub fn overrides(&self) -> Overrides {
        Overrides {
            max_tokens: self.max_tokens,
            variants: self.variants,
            temperature: self.temperature,
            seed: self.seed,
        }
    }
}

async fn request(desk: &Desk, arguments: &Generate) -> Result<GenerateRequest, Problem> {
    let cells = &arguments.cells;
    let mut request = desk.select(&cells.selection(arguments.brief.as_slice(), arguments.channel.as_slice())).await?;
    request.parameters = Some(cells.overrides().over(&request.parameters.take().unwrap_or_default()));
    request.model = cells.model.clone();
    request.variables.clone_from(&arguments.variables);
    Ok(request)
}
