//! Writing drafts, a line each.

use crate::{
    arguments::{Cells, Generate},
    output,
};
use copydesk_app::{
    Desk, EventSink, Problem, Selection,
    domain::{Draft, Overrides},
    view::{DeskEvent, GenerateRequest},
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
    mut events: UnboundedReceiver<DeskEvent>,
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
    json!({
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
    })
}

impl Cells {
    /// What is named.
    pub fn selection(&self, briefs: &[String]) -> Selection {
        Selection {
            briefs: briefs.to_vec(),
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
    let mut request = desk.select(&cells.selection(std::slice::from_ref(&arguments.brief))).await?;
    request.parameters = Some(cells.overrides().over(&request.parameters.take().unwrap_or_default()));
    request.model = cells.model.clone();
    Ok(request)
}
