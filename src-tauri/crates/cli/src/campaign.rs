//! Campaigns on the command line: planned, carried out, resumed.

use crate::{
    arguments::{Campaign, CampaignCells, Command, Limits},
    output,
};
use copydesk_app::{
    Desk, Problem,
    domain::{
        ProductQuery, RunId,
        campaign::{Caps, Delivery, Existing, Pause, RunState, SkipReason, Skips},
    },
    view::{CampaignRequest, CellFilter, DeskEvent, Money, Resume, Retry, RunProgress, RunView, Skippable},
    why_it_rests,
};
use serde_json::{Value, json};
use std::{
    process::ExitCode,
    time::{Duration, Instant},
};
use tokio::sync::mpsc::UnboundedReceiver;

/// How long a full disk is waited for.
const ROOM: Duration = Duration::from_secs(15);
/// How long another process is given to rest.
const OTHER: Duration = Duration::from_secs(30);
/// Billionths of a unit of money.
const BILLION: f64 = 1e9;

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
    let mut request = desk.select_campaign(&cells.selection(&arguments.brief), query).await?;
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

/// What is left out, or could be, and how.
fn skippable(one: &Skippable) -> String {
    let (why, flag) = match one.reason {
        SkipReason::NoDescription => ("have no description", "--skip-without-description"),
        SkipReason::Approved => ("have an approved draft", "--skip-approved"),
        SkipReason::Drafted => ("have a draft that is not decided", "--only-missing"),
    };
    let example = one.example.as_ref().map(|product| format!(", for example of {}", product.sku)).unwrap_or_default();
    if one.skipped {
        format!("Skipped: {} that {why}{example}.", one.cells)
    } else {
        format!("{} {why}{example}; {flag} leaves them out.", one.cells)
    }
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

#[allow(clippy::cast_precision_loss, reason = "money for people")]
fn units(nano: u64) -> f64 {
    nano as f64 / BILLION
}

fn money(nano: u64, currency: &str) -> String {
    let amount = units(nano);
    if amount >= 1.0 || nano == 0 { format!("{amount:.2} {currency}") } else { format!("{amount:.4} {currency}") }
}

fn span(seconds: u64) -> String {
    match seconds {
        0..=89 => format!("{seconds} s"),
        90..=5_399 => format!("{} min", (seconds + 30) / 60),
        _ => format!("{} h {} min", seconds / 3_600, seconds % 3_600 / 60),
    }
}

/// The object that `status` gives.
fn object(view: &RunView) -> Value {
    let progress = &view.progress;
    json!({
        "run": progress.run,
        "state": progress.state,
        "cells": progress.cells,
        "done": progress.done,
        "failed": progress.failed,
        "unknown": progress.unknown,
        "cancelled": progress.cancelled,
        "attempts": progress.attempts,
        "tokens": progress.tokens,
        "cost": progress.cost.as_ref().map(|cost| units(cost.nano)),
        "currency": progress.cost.as_ref().map(|cost| &cost.currency),
        "pause": progress.pause,
        "name": view.name,
        "created_at": view.created_at,
        "updated_at": view.updated_at,
    })
}

/// One line on how a run stands.
fn line(progress: &RunProgress) -> String {
    let mut parts = vec![format!("{} of {} drafts", progress.done, progress.cells)];
    let counted = [(progress.failed, "failed"), (progress.unknown, "unknown"), (progress.in_flight, "under way")];
    parts.extend(counted.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")));
    parts.push(format!("{} tokens", progress.tokens));
    if let Some(Money { nano, currency }) = progress.cost.as_ref().filter(|cost| cost.nano > 0) {
        parts.push(money(*nano, currency));
    }
    if let Some(rate) = progress.per_minute {
        parts.push(format!("{rate} a minute"));
    }
    if let Some(left) = progress.seconds_left {
        parts.push(format!("{} left", span(left)));
    }
    parts.join(" · ")
}

fn say(view: &RunView, as_json: bool) -> Result<(), Problem> {
    if as_json {
        return output::json_line(&object(view));
    }
    output::say(&format!("{}: {}. {}.", view.name, view.progress.state.as_str(), line(&view.progress)))?;
    match why_it_rests(&view.progress) {
        Some(why) => output::say(&why),
        None => Ok(()),
    }
}

async fn failures(desk: &Desk, id: RunId, as_json: bool) -> Result<ExitCode, Problem> {
    let mut rows = Vec::new();
    loop {
        let filter = CellFilter { offset: rows.len() as u64, ..Default::default() };
        let page = desk.campaign_troubles(id, &filter).await?;
        let whole = page.rows.is_empty();
        rows.extend(page.rows);
        if whole || rows.len() as u64 >= page.total {
            break;
        }
    }
    if as_json {
        let rows: Vec<Value> = rows
            .iter()
            .map(|row| {
                json!({
                    "cell": row.cell,
                    "state": row.state,
                    "attempts": row.attempts,
                    "sku": row.sku,
                    "profile": row.profile_name,
                    "variant": row.variant,
                    "code": row.problem.as_ref().map(|problem| &problem.code),
                    "message": row.problem.as_ref().map(|problem| &problem.message),
                    "provider": row.problem.as_ref().and_then(|problem| problem.words.as_ref()),
                })
            })
            .collect();
        output::json_line(&rows)?;
    } else {
        let rows: Vec<Vec<String>> = rows
            .into_iter()
            .map(|row| {
                vec![
                    row.cell.to_string(),
                    row.state.as_str().to_owned(),
                    row.sku.unwrap_or_else(|| "deleted".to_owned()),
                    row.profile_name.unwrap_or_else(|| "neutral".to_owned()),
                    row.problem.map(|problem| problem.message).unwrap_or_default(),
                ]
            })
            .collect();
        output::table(&["CELL", "STATE", "SKU", "PROFILE", "WHY"], &rows)?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn list(desk: &Desk, as_json: bool) -> Result<ExitCode, Problem> {
    let runs = desk.campaigns().await?;
    if as_json {
        output::json_line(&runs.iter().map(object).collect::<Vec<_>>())?;
    } else {
        let rows: Vec<Vec<String>> = runs
            .iter()
            .map(|run| {
                vec![
                    run.progress.run.to_string(),
                    run.name.clone(),
                    run.progress.state.as_str().to_owned(),
                    line(&run.progress),
                ]
            })
            .collect();
        output::table(&["RUN", "NAME", "STATE", "DRAFTS"], &rows)?;
    }
    Ok(ExitCode::SUCCESS)
}
