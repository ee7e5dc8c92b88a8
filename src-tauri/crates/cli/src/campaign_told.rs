//! Campaigns in words, tables and JSON.

use crate::output;
use copydesk_app::{
    Desk, Problem,
    domain::{RunId, campaign::SkipReason},
    view::{CellFilter, Money, RunProgress, RunView, Skippable},
    why_it_rests,
};
use serde_json::{Value, json};
use std::process::ExitCode;

/// Billionths of a unit of money.
pub const BILLION: f64 = 1e9;

/// What is left out, or could be, and how.
pub fn skippable(one: &Skippable) -> String {
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

/// An amount in units of its currency.
#[allow(clippy::cast_precision_loss, reason = "money for people")]
pub fn units(nano: u64) -> f64 {
    nano as f64 / BILLION
}

/// An amount for people.
pub fn money(nano: u64, currency: &str) -> String {
    let amount = units(nano);
    if amount >= 1.0 || nano == 0 { format!("{amount:.2} {currency}") } else { format!("{amount:.4} {currency}") }
}

/// A time for people.
pub fn span(seconds: u64) -> String {
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
pub fn line(progress: &RunProgress) -> String {
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

/// How a run stands.
pub fn say(view: &RunView, as_json: bool) -> Result<(), Problem> {
    if as_json {
        return output::json_line(&object(view));
    }
    output::say(&format!("{}: {}. {}.", view.name, view.progress.state.as_str(), line(&view.progress)))?;
    match why_it_rests(&view.progress) {
        Some(why) => output::say(&why),
        None => Ok(()),
    }
}

/// Cells without a draft.
pub async fn failures(desk: &Desk, id: RunId, as_json: bool) -> Result<ExitCode, Problem> {
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

/// All runs.
pub async fn list(desk: &Desk, as_json: bool) -> Result<ExitCode, Problem> {
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
