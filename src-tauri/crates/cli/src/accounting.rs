//! Who answers for what: rules of data and approval, the ledger, and erasing.

use crate::{
    arguments::{Ledger, LocalOnlyWhat, Switch},
    output,
};
use copydesk_app::{
    Desk, Problem,
    domain::{ProductFields, ProfileFields},
    view::{ApprovalRules, PrivacySettings, SentView},
};
use serde_json::json;
use std::process::ExitCode;

/// Entries of a list.
const NEWEST: u32 = 50;

/// Lists, verifies or exports the ledger.
pub async fn ledger(desk: &Desk, command: Option<Ledger>, as_json: bool) -> Result<ExitCode, Problem> {
    match command {
        None => list(desk, as_json).await,
        Some(Ledger::Verify { head }) => verify(desk, head.as_deref(), as_json).await,
        Some(Ledger::Export { file, overwrite }) => {
            let entries = desk.export_ledger(&file, overwrite).await?;
            if as_json {
                output::json_line(&json!({ "path": file, "entries": entries }))?;
            } else {
                output::say(&format!("{}: {entries} entries.", file.display()))?;
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

async fn list(desk: &Desk, as_json: bool) -> Result<ExitCode, Problem> {
    let entries = desk.ledger(None, None, NEWEST).await?;
    if as_json {
        output::json_line(&entries)?;
    } else {
        let row = |entry: &copydesk_app::domain::LedgerEntry| {
            let detail = entry.detail.as_ref().map_or_else(|| "(erased)".to_owned(), ToString::to_string);
            let draft = entry.draft.map(|draft| draft.to_string()).unwrap_or_default();
            vec![
                entry.number.to_string(),
                entry.at.to_string(),
                entry.by.clone(),
                entry.deed.as_str().into(),
                draft,
                detail,
            ]
        };
        let rows: Vec<_> = entries.iter().map(row).collect();
        output::table(&["ENTRY", "WHEN", "WHO", "WHAT", "DRAFT", "DETAIL"], &rows)?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn verify(desk: &Desk, head: Option<&str>, as_json: bool) -> Result<ExitCode, Problem> {
    let verdict = desk.verify_ledger().await?;
    if let Some(broken) = &verdict.broken {
        return Err(Problem::new("ledger_broken", format!("The ledger does not hold. {}", verdict.message))
            .with("where", json!(broken)));
    }
    if let Some(head) = head
        && !desk.ledger_has(head).await?
    {
        let message = "The ledger holds, but no entry has that hash: its end was cut off, or it is another ledger's.";
        return Err(Problem::new("ledger_cut", message).with("head", head));
    }
    if as_json {
        output::json_line(&verdict)?;
    } else {
        let erased =
            if verdict.erased > 0 { format!(" The details of {} were erased.", verdict.erased) } else { String::new() };
        output::say(&format!("The ledger holds: {} entries, the newest {}.{erased}", verdict.entries, verdict.head))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Marks a product, a profile or the workspace to stay on this machine, or takes the mark away.
pub async fn local_only(desk: &Desk, what: LocalOnlyWhat, on: bool, as_json: bool) -> Result<ExitCode, Problem> {
    let missing = |name: &str| Problem::new("not_found", format!("“{name}” is not there.")).with("name", name);
    let marked = match (what.sku, what.profile) {
        (Some(sku), _) => {
            let product = desk.product_with_sku(&sku).await?;
            desk.save_product(Some(product.id), ProductFields { local_only: on, ..product.fields }).await?;
            format!("The product {sku}")
        }
        (None, Some(name)) => {
            let profile = desk.profiles("").await?.into_iter().find(|profile| profile.fields.name == name);
            let profile = profile.ok_or_else(|| missing(&name))?;
            desk.save_profile(Some(profile.id), ProfileFields { local_only: on, ..profile.fields }).await?;
            format!("The profile {name}")
        }
        (None, None) => {
            let privacy = PrivacySettings { local_only: on, ..desk.privacy().await? };
            desk.save_privacy(privacy).await?;
            "Everything in this workspace".to_owned()
        }
    };
    if as_json {
        output::json_line(&json!({ "local_only": on }))?;
    } else {
        output::say(&format!("{marked} {} leave this machine.", if on { "may not" } else { "may" }))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What was sent to whom, and the workspace's rules about data.
pub async fn privacy(
    desk: &Desk,
    mask: Option<Switch>,
    keep_days: Option<u32>,
    as_json: bool,
) -> Result<ExitCode, Problem> {
    let mut privacy = desk.privacy().await?;
    if mask.is_some() || keep_days.is_some() {
        privacy.mask = mask.map_or(privacy.mask, |mask| mask == Switch::On);
        privacy.retention_days = keep_days.map_or(privacy.retention_days, |days| (days > 0).then_some(days));
        privacy = desk.save_privacy(privacy).await?;
    }
    let sent = desk.sent().await?;
    if as_json {
        output::json_line(&json!({ "privacy": privacy, "sent": sent }))?;
        return Ok(ExitCode::SUCCESS);
    }
    let days = privacy.retention_days.map_or_else(|| "without end".to_owned(), |days| format!("{days} days"));
    let masked = if privacy.mask { "masked" } else { "sent as it is" };
    output::say(&format!("Personal data is {masked}. Prompts and what was rejected are kept {days}."))?;
    if sent.is_empty() {
        output::say("Nothing was sent to anybody.")?;
        return Ok(ExitCode::SUCCESS);
    }
    let row = |sent: &SentView| {
        let (first, last) = (sent.first.to_string(), sent.last.to_string());
        vec![sent.provider.clone(), sent.host.clone(), sent.model.clone(), sent.requests.to_string(), first, last]
    };
    let rows: Vec<_> = sent.iter().map(row).collect();
    output::table(&["PROVIDER", "HOST", "MODEL", "REQUESTS", "FIRST", "LATEST"], &rows)?;
    Ok(ExitCode::SUCCESS)
}

/// What the workspace asks of an approval.
pub async fn approval_rules(desk: &Desk, second_person: Option<Switch>, as_json: bool) -> Result<ExitCode, Problem> {
    let mut rules = desk.approval_rules().await?;
    if let Some(switch) = second_person {
        rules = desk.save_approval_rules(ApprovalRules { second_person: switch == Switch::On }).await?;
    }
    if as_json {
        output::json_line(&rules)?;
    } else if rules.second_person {
        output::say("Another person than those who wrote the copy or asked for it approves.")?;
    } else {
        output::say("Everybody approves, their own copy too.")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Erases a profile everywhere.
pub async fn erase(desk: &Desk, name: &str, as_json: bool) -> Result<ExitCode, Problem> {
    let erased = desk.erase_profile(name).await?;
    if as_json {
        output::json_line(&erased)?;
        return Ok(ExitCode::SUCCESS);
    }
    output::say(&format!(
        "Erased: {} profiles, {} drafts with their revisions, {} campaign plans, {} details of the ledger.",
        erased.profiles, erased.drafts, erased.runs, erased.entries
    ))?;
    if !erased.hosts.is_empty() {
        output::say(&format!(
            "Requests of this workspace went to {}. Ask them to erase what they keep.",
            erased.hosts.join(", ")
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}
