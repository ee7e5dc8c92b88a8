//! Campaigns on the command line: planned, carried out, resumed.

use crate::{
    arguments::{Campaign, CampaignCells, Command, Limits},
    campaign_told::{BILLION, failures, line, list, money, say, skippable, span, units},
    output,
};
use copydesk_app::{
    Desk, Problem,
    domain::{
        ProductQuery, RunId,
        campaign::{Caps, Delivery, Existing, Pause, RunState, Skips},
    },
    view::{CampaignRequest, DeskEvent, Resume, Retry, RunView},
    why_it_rests,
};
use serde_json::json;
use std::{
    process::ExitCode,
    time::{Duration, Instant},
};
use tokio::sync::mpsc::UnboundedReceiver;

/// How long a full disk is waited for.
const ROOM: Duration = Duration::from_secs(15);
/// How long another process is given to rest.
const OTHER: Duration = Duration::from_secs(30);

/// Whether a command leaves a workspace alone that another Copydesk has open.
pub fn may_visit(command: &Command) -> bool {
    let Command::Campaign { command } = command else { return false };
    !matches!(
        command,
        Campaign::Plan { .. }
            | Campaign::Start { .. }
            | Campaign::Resume { .. }
            | Campaign::Retry { .. }
            | Campaign::Again { .. }
    )
}

/// A run's id as it was typed.
pub fn parse_run(id: &str) -> Result<RunId, Problem> {
    id.parse().map_err(|_| {
        Problem::new("not_found", format!("“{id}” is not a run's id. List them with: campaign list.")).with("name", id)
    })
}

/// Does what was asked of a campaign.
pub async fn campaign(
    desk: &Desk,
    events: UnboundedReceiver<DeskEvent>,
    command: Campaign,
    as_json: bool,
) -> Result<ExitCode, Problem> {
    match command {
        Campaign::Plan { cells, cell } => plan(desk, &cells, cell, as_json).await,
        Campaign::Start { cells, name, trial } => {
            let request = CampaignRequest { name, ..request(desk, &cells).await? };
            let run = desk.start_campaign(&request, trial).await?;
            follow(desk, events, run, as_json).await
        }
        Campaign::Resume { run, skip_failed, skip_unknown, trial, limits } => {
            let id = parse_run(&run)?;
            let before = desk.campaign(id).await?;
            if before.progress.unknown > 0 && !skip_unknown {
                output::note(&format!(
                    "{} requests are of unknown outcome and may have been billed; they are sent again as new attempts.",
                    before.progress.unknown
                ));
            }
            let given = caps(&limits)?;
            let caps = Caps { tokens: given.tokens.or(before.caps.tokens), nano: given.nano.or(before.caps.nano) };
            let resume = Resume { skip_failed, skip_unknown, trial, caps: Some(caps), in_flight: limits.in_flight };
            let run = desk.resume_campaign(id, &resume).await?;
            follow(desk, events, run, as_json).await
        }
        Campaign::Retry { run, cell, code } => {
            let id = parse_run(&run)?;
            let run = desk.retry_cells(id, &Retry { cells: cell, code, ..Default::default() }).await?;
            follow(desk, events, run, as_json).await
        }
        Campaign::Again { run, provider, model, only_missing, limits } => {
            let mut request = desk.campaign_request(parse_run(&run)?).await?;
            if let Some(name) = provider {
                request.provider = Some(desk.provider_named(&name).await?.id);
                request.model = None;
            }
            request.model = model.or(request.model);
            request.caps = caps(&limits)?;
            request.in_flight = limits.in_flight.or(request.in_flight);
            if only_missing {
                request.skips.existing = Existing::SkipDrafted;
            }
            let run = desk.start_campaign(&request, None).await?;
            follow(desk, events, run, as_json).await
        }
        Campaign::Pause { run } => {
            let id = parse_run(&run)?;
            desk.pause_campaign(id).await?;
            at_rest(desk, id, as_json).await
        }
        Campaign::Cancel { run } => {
            let id = parse_run(&run)?;
            desk.cancel_campaign(id).await?;
            at_rest(desk, id, as_json).await
        }
        Campaign::Status { run } => {
            say(&desk.campaign(parse_run(&run)?).await?, as_json)?;
            Ok(ExitCode::SUCCESS)
        }
        Campaign::Failures { run } => failures(desk, parse_run(&run)?, as_json).await,
        Campaign::List => list(desk, as_json).await,
    }
}

async fn request(desk: &Desk, arguments: &CampaignCells) -> Result<CampaignRequest, Problem> {
    let cells = &arguments.cells;
    let query = ProductQuery {
        search: arguments.search.clone().unwrap_or_default(),
        category: arguments.category.clone(),
        tag: arguments.tag.clone(),
        ..Default::default()
    };
    let mut request = desk.select_campaign(&cells.selection(&arguments.brief, &arguments.channel), query).await?;
    request.overrides = cells.overrides();
    request.model.clone_from(&cells.model);
    request.caps = caps(&arguments.limits)?;
    request.in_flight = arguments.limits.in_flight;
    request.skips = Skips {
        without_description: arguments.skip_without_description,
        existing: if arguments.only_missing {
            Existing::SkipDrafted
        } else if arguments.skip_approved {
            Existing::SkipApproved
        } else {
            Existing::Beside
        },
    };
    if arguments.batch {
        request.delivery = Delivery::Batch;
    }
    if arguments.neutral && !request.profiles.contains(&None) {
        request.profiles.push(None);
    }
    Ok(request)
}

fn caps(limits: &Limits) -> Result<Caps, Problem> {
    let nano = match limits.max_cost {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
        Some(amount) if (0.0..1e9).contains(&amount) => Some((amount * BILLION).floor() as u64),
        Some(amount) => {
            return Err(Problem::new("invalid_fields", format!("--max-cost {amount} is not an amount of money.")));
        }
        None => None,
    };
    Ok(Caps { tokens: limits.max_total_tokens, nano })
}

async fn plan(desk: &Desk, arguments: &CampaignCells, cell: Option<u64>, as_json: bool) -> Result<ExitCode, Problem> {
    let request = request(desk, arguments).await?;
    if let Some(cell) = cell {
        output::json_line(&desk.preview_cell(&request, cell).await?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let estimate = desk.estimate_campaign(&request).await?;
    let currency = estimate.price.as_ref().map(|price| price.currency.clone());
    if as_json {
        let cost = |part: fn(copydesk_app::view::Range) -> u64| estimate.cost.map(|range| units(part(range)));
        output::json_line(&json!({
            "cells": estimate.cells,
            "products": estimate.products,
            "tokens": { "low": estimate.tokens.low, "high": estimate.tokens.high },
            "cost": { "low": cost(|range| range.low), "high": cost(|range| range.high), "currency": currency },
            "seconds": { "low": estimate.seconds.low, "high": estimate.seconds.high },
            "skippable": estimate.skippable,
            "by_brief": estimate.by_brief,
            "in_flight": estimate.in_flight,
            "provider": estimate.provider,
            "model": estimate.model,
            "host": estimate.host,
            "price": estimate.price,
        }))?;
        return Ok(ExitCode::SUCCESS);
    }
    let place = estimate.host.as_deref().unwrap_or("this machine");
    output::say(&format!(
        "{} drafts of {} products, by {} at {place}.",
        estimate.cells, estimate.products, estimate.model
    ))?;
    output::say(&format!("Tokens: {} to {}.", estimate.tokens.low, estimate.tokens.high))?;
    match (&estimate.cost, &estimate.price) {
        (Some(cost), Some(price)) => output::say(&format!(
            "Money: {} to {} ({}).",
            money(cost.low, &price.currency),
            money(cost.high, &price.currency),
            price.source
        ))?,
        _ => output::say("Money: the price of this model is not known.")?,
    }
    output::say(&format!("Time: {} to {}, roughly.", span(estimate.seconds.low), span(estimate.seconds.high)))?;
    for one in &estimate.skippable {
        output::say(&skippable(one))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Shows how a run goes on until it rests. Ctrl-C and a wish to terminate let it finish what is under way; a second one
/// stops it at once.
async fn follow(
    desk: &Desk,
    mut events: UnboundedReceiver<DeskEvent>,
    run: RunView,
    as_json: bool,
) -> Result<ExitCode, Problem> {
    let id = run.progress.run;
    let watched = output::is_watched();
    output::note(&format!("Run {id}"));
    let (mut asked, mut full_since) = (false, None::<Instant>);
    loop {
        let event = tokio::select! {
            event = events.recv() => event,
            () = wanted_to_stop() => {
                if asked {
                    // what was under way is of unknown outcome now, and said so when the run is resumed
                    output::note("Stopped at once.");
                    std::process::exit(130);
                }
                asked = true;
                output::note("Finishing what is under way; once more stops at once.");
                desk.home().pause_run(id);
                continue;
            }
        };
        match event {
            Some(DeskEvent::CampaignProgress { progress, .. }) => {
                if progress.pause == Some(Pause::Full) {
                    let since = *full_since.get_or_insert_with(|| {
                        output::note("The disk is full. The run goes on as soon as there is room.");
                        Instant::now()
                    });
                    if since.elapsed() > ROOM {
                        desk.home().pause_run(id);
                    }
                } else {
                    full_since = None;
                }
                if watched {
                    output::progress(&line(&progress));
                }
            }
            Some(DeskEvent::CampaignRest { progress, problem }) => {
                if watched {
                    output::end_progress();
                }
                let view = desk.campaign(id).await.unwrap_or(RunView { progress: *progress, ..run });
                say(&view, as_json)?;
                return match problem {
                    Some(problem) => Err(problem),
                    None => ended(&view),
                };
            }
            Some(_) => {}
            None => return Err(Problem::new("internal", "The run ended without a word.")),
        }
    }
}

/// Ctrl-C, or a wish to terminate.
async fn wanted_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// Status 0 when all that was asked for is there, or was asked to rest after a trial.
fn ended(view: &RunView) -> Result<ExitCode, Problem> {
    let progress = &view.progress;
    let left = progress.failed + progress.unknown;
    match progress.state {
        RunState::Done if left == 0 => Ok(ExitCode::SUCCESS),
        RunState::Done => Err(Problem::new(
            "cells_failed",
            format!(
                "{left} of {} drafts are missing. See why with: campaign failures {}; try again with: campaign resume {}.",
                progress.cells, progress.run, progress.run
            ),
        )),
        _ if progress.pause == Some(Pause::Trial) => Ok(ExitCode::SUCCESS),
        RunState::Cancelled => Err(Problem::new("run_cancelled", "The run was cancelled; drafts that are whole stay.")),
        _ => {
            let why = why_it_rests(progress).unwrap_or_else(|| "The run rests.".to_owned());
            Err(Problem::new("run_paused", format!("{why} Go on with: campaign resume {}.", progress.run)))
        }
    }
}

/// Waits for a run that another process carries out.
async fn at_rest(desk: &Desk, id: RunId, as_json: bool) -> Result<ExitCode, Problem> {
    let until = Instant::now() + OTHER;
    loop {
        let view = desk.campaign(id).await?;
        let rests = !matches!(view.progress.state, RunState::Running | RunState::Pausing);
        if rests || Instant::now() > until {
            say(&view, as_json)?;
            return Ok(ExitCode::SUCCESS);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
