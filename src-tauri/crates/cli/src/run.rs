//! One command, from arguments to answer.

use crate::{
    accounting,
    arguments::{Arguments, Command, Kind, Profiles, ProtocolName, Providers, Status, draft_id, draft_ids},
    campaign, channels, checking, exporting,
    generate::{self, Channel},
    output, why,
};
use clap::CommandFactory;
use copydesk_app::{
    ClientSettings, Desk, EngineSettings, Fill, Home, HomeSettings, Keychain, Problem, Secret, SystemClock,
    data_folder,
    domain::{DraftQuery, DraftState, EditId, Protocol, ProviderFields},
    find_built_in_model,
    view::{ImportKind, ImportRequest, KeyKeeping, ReadOptionsView, Undecided},
};
use serde_json::json;
use std::{
    io::Read,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

/// Opens the workspace, does what was asked, closes it.
pub async fn run(arguments: Arguments) -> Result<ExitCode, Problem> {
    let (sender, events) = tokio::sync::mpsc::unbounded_channel();
    let home = Home::open(HomeSettings {
        folder: data_folder(),
        model: find_built_in_model(&[]),
        engine: EngineSettings::default(),
        client: ClientSettings::default(),
        clock: Arc::new(SystemClock),
        secrets: Arc::new(Keychain::default()),
        sink: Arc::new(Channel(sender)),
        reviewer: arguments.reviewer,
        fallback_reviewer: system_user(),
    });
    match &arguments.command {
        Command::Channels => return channels::channels(&home, arguments.json),
        Command::Count { channel, field, file } => {
            return channels::count(&home, channel, field, file, arguments.json);
        }
        Command::Rules { command } => return checking::rules(&home, command, arguments.json),
        Command::Check { sku: None, file, lines, .. } if arguments.workspace.is_none() => {
            let request = checking::request(&arguments.command).unwrap_or_default();
            return checking::check_without(&home, &request, file, *lines, arguments.json);
        }
        _ => {}
    }
    let workspace = arguments.workspace.unwrap_or_else(missing_workspace);
    let existed = workspace.exists();
    let fill = if matches!(arguments.command, Command::Init { sample: true }) { Fill::Sample } else { Fill::Briefs };
    let desk = match Desk::open(&home, &workspace, fill).await {
        // a campaign can be looked at and stopped while the window or another command carries it out
        Err(problem) if problem.code == "in_use" && campaign::may_visit(&arguments.command) => {
            Desk::visit(&home, &workspace).await?
        }
        other => other?,
    };
    if matches!(arguments.command, Command::Export(_) | Command::Drafts { .. } | Command::Approve { .. }) {
        // what goes out was judged by the rules of now
        desk.judge_by_present_rules().await?;
    }
    let answer = match arguments.command {
        Command::Init { sample } => init(&desk, sample && existed, arguments.json).await,
        Command::Import { kind, file } => import(&desk, kind, &file, arguments.json).await,
        Command::Products => products(&desk, arguments.json).await,
        Command::Profiles { command: None } => profiles(&desk, arguments.json).await,
        Command::Profiles { command: Some(Profiles::Erase { name }) } => {
            accounting::erase(&desk, &name, arguments.json).await
        }
        Command::Briefs => briefs(&desk, arguments.json).await,
        Command::Drafts { status, run } => drafts(&desk, status, run.as_deref(), arguments.json).await,
        // answered above, without a workspace
        Command::Channels | Command::Count { .. } | Command::Rules { .. } => Ok(ExitCode::SUCCESS),
        Command::Check { .. } => check(&desk, &arguments.command, arguments.json).await,
        Command::Recommend(command) => channels::recommend(&desk, events, command, arguments.json).await,
        Command::Generate(command) => generate::generate(&desk, events, command).await,
        Command::Localise { ids, language, provider } => {
            generate::localise(&desk, events, draft_ids(&ids)?, language, provider.as_deref()).await
        }
        Command::Campaign { command } => campaign::campaign(&desk, events, command, arguments.json).await,
        Command::Why { id } => why::why(&desk, draft_id(&id)?, arguments.json).await,
        Command::Edit { id, text_file, fields_file } => {
            edit(&desk, &id, text_file.as_deref(), fields_file.as_deref(), arguments.json).await
        }
        Command::Approve { ids, waive } => {
            let ids_known = draft_ids(&ids)?;
            if let Some(reason) = waive {
                for id in ids_known {
                    desk.waive_all(id, &reason).await?;
                }
            }
            decided(desk.approve(&draft_ids(&ids)?).await?, ids.len(), "approved", arguments.json)
        }
        Command::Reject { ids, reason } => {
            decided(desk.reject(&draft_ids(&ids)?, &reason).await?, ids.len(), "rejected", arguments.json)
        }
        Command::Export(command) => exporting::export(&desk, command, arguments.json).await,
        Command::LocalOnly { what, off } => accounting::local_only(&desk, what, !off, arguments.json).await,
        Command::Privacy { mask, keep_days } => accounting::privacy(&desk, mask, keep_days, arguments.json).await,
        Command::ApprovalRules { second_person } => {
            accounting::approval_rules(&desk, second_person, arguments.json).await
        }
        Command::Ledger { command } => accounting::ledger(&desk, command, arguments.json).await,
        Command::Providers { command } => providers(&desk, command, arguments.json).await,
    };
    desk.close().await?;
    answer
}

async fn check(desk: &Desk, command: &Command, as_json: bool) -> Result<ExitCode, Problem> {
    let (Some(request), Command::Check { file, lines, .. }) = (checking::request(command), command) else {
        return Ok(ExitCode::SUCCESS);
    };
    checking::check_at(desk, &request, file, *lines, as_json).await
}

/// Ends as clap does when an argument is missing, with status 2.
fn missing_workspace() -> PathBuf {
    let message = "This command needs a workspace. Name its file: --workspace FILE.db.";
    Arguments::command().error(clap::error::ErrorKind::MissingRequiredArgument, message).exit()
}

/// Who is logged in.
fn system_user() -> String {
    let named = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    named.filter(|name| !name.is_empty()).unwrap_or_else(|| "command line".to_owned())
}

async fn init(desk: &Desk, fill: bool, as_json: bool) -> Result<ExitCode, Problem> {
    if fill {
        desk.fill_sample().await?;
    }
    let view = desk.view().await?;
    if as_json {
        output::json_line(&view)?;
    } else {
        let counts = view.counts;
        output::say(&format!(
            "{}: {} products, {} profiles, {} briefs.",
            view.path, counts.products, counts.profiles, counts.briefs
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn import(desk: &Desk, kind: Kind, file: &Path, as_json: bool) -> Result<ExitCode, Problem> {
    let kind = match kind {
        Kind::Products => ImportKind::Products,
        Kind::Profiles => ImportKind::Profiles,
    };
    let path = file.display().to_string();
    let result = desk.import(&ImportRequest { kind, path, options: ReadOptionsView::default(), columns: None }).await?;
    if as_json {
        let rejected: Vec<_> =
            result.rejected.iter().map(|row| json!({ "row": row.row, "reason": row.reason })).collect();
        let mut told = json!({
            "created": result.created,
            "updated": result.updated,
            "unchanged": result.unchanged,
            "rejected": rejected,
        });
        if !result.suspicious.is_empty() {
            told["suspicious"] = json!(result.suspicious);
        }
        output::json_line(&told)?;
    } else {
        output::say(&format!(
            "{} created, {} updated, {} unchanged, {} rejected.",
            result.created,
            result.updated,
            result.unchanged,
            result.rejected.len()
        ))?;
        for row in &result.rejected {
            output::say(&format!("Row {}: {}", row.row, row.reason))?;
        }
        for row in &result.suspicious {
            let fields = row.fields.join(", ");
            output::say(&format!(
                "Row {}, {}: the {fields} holds instructions to a model, markup or characters that nobody sees. It goes into prompts as quoted data.",
                row.row, row.sku
            ))?;
        }
        if result.reopened > 0 {
            output::say(&format!("{} approvals went back to review: their facts changed.", result.reopened))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn products(desk: &Desk, as_json: bool) -> Result<ExitCode, Problem> {
    let products = desk.all_products().await?;
    if as_json {
        output::json_line(&products)?;
    } else {
        let rows: Vec<_> = products
            .into_iter()
            .map(|p| {
                vec![
                    p.fields.sku,
                    p.fields.name,
                    format!("{} {}", p.fields.price, p.fields.currency),
                    p.fields.category,
                ]
            })
            .collect();
        output::table(&["SKU", "NAME", "PRICE", "CATEGORY"], &rows)?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn profiles(desk: &Desk, as_json: bool) -> Result<ExitCode, Problem> {
    let profiles = desk.profiles("").await?;
    if as_json {
        output::json_line(&profiles)?;
    } else {
        let rows: Vec<_> = profiles
            .into_iter()
            .map(|p| vec![p.fields.name, p.fields.interests.join(", "), p.fields.language])
            .collect();
        output::table(&["NAME", "INTERESTS", "LANGUAGE"], &rows)?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn briefs(desk: &Desk, as_json: bool) -> Result<ExitCode, Problem> {
    let briefs = desk.briefs().await?;
    if as_json {
        output::json_line(&briefs)?;
    } else {
        let rows: Vec<_> =
            briefs.into_iter().map(|b| vec![b.fields.name, b.fields.template.replace('\n', " ⏎ ")]).collect();
        output::table(&["NAME", "TEMPLATE"], &rows)?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn drafts(desk: &Desk, status: Option<Status>, run: Option<&str>, as_json: bool) -> Result<ExitCode, Problem> {
    let states = status.map(|status| match status {
        Status::Draft => DraftState::Draft,
        Status::InReview => DraftState::InReview,
        Status::Approved => DraftState::Approved,
        Status::Rejected => DraftState::Rejected,
    });
    let run = run.map(campaign::parse_run).transpose()?;
    let query = DraftQuery { states: states.into_iter().collect(), run, ..Default::default() };
    let rows = desk.drafts(&query).await?.rows;
    if as_json {
        let mut drafts = Vec::with_capacity(rows.len());
        for row in rows {
            let draft = desk.stored_draft(row.id).await?;
            drafts.push(json!({
                "draft": draft.id,
                "run": draft.run,
                "sku": row.sku,
                "product": row.product_name,
                "profile": row.profile_name,
                "brief": row.brief_name,
                "variant": draft.variant,
                "status": draft.state,
                "text": draft.text,
                "channel": draft.channel,
                "fields": draft.fields,
                "revision": draft.revision,
                "prompt": draft.provenance.payload.prompt(),
                "finish": draft.provenance.finish.as_str(),
                "model": draft.provenance.model,
                "provider": draft.provenance.provider,
                "tokens": draft.provenance.usage,
                "seed": draft.provenance.payload.seed,
                "approval": draft.approval,
                "stale": draft.stale,
                "reason": draft.rejection,
                "created_at": draft.created_at,
                "updated_at": draft.updated_at,
            }));
        }
        output::json_line(&drafts)?;
    } else {
        let rows: Vec<_> = rows
            .into_iter()
            .map(|d| {
                vec![
                    d.id.to_string(),
                    d.state.as_str().into(),
                    d.sku,
                    d.profile_name.unwrap_or_else(|| "neutral".into()),
                    d.excerpt,
                ]
            })
            .collect();
        output::table(&["DRAFT", "STATUS", "SKU", "PROFILE", "TEXT"], &rows)?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn edit(
    desk: &Desk,
    id: &str,
    text_file: Option<&Path>,
    fields_file: Option<&Path>,
    as_json: bool,
) -> Result<ExitCode, Problem> {
    let id = draft_ids(&[id.to_owned()])?[0];
    let view = match (fields_file, text_file) {
        (Some(file), _) => {
            let fields = serde_json::from_str(&output::text_of(file)?).map_err(|error| {
                let message = format!("{} is not a JSON object of fields: {error}.", file.display());
                Problem::new("fields_unreadable", message).with("path", file.display())
            })?;
            desk.save_fields(id, EditId::new(), fields).await?
        }
        (None, file) => desk.save_text(id, EditId::new(), output::text_of(file.unwrap_or(Path::new("-")))?).await?,
    };
    if as_json {
        output::json_line(
            &json!({ "draft": view.draft.id, "revision": view.draft.revision, "status": view.draft.state }),
        )?;
    } else {
        output::say(&format!("Saved as revision {}.", view.draft.revision))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn decided(left: Vec<Undecided>, asked: usize, word: &str, as_json: bool) -> Result<ExitCode, Problem> {
    let done = asked - left.len();
    if as_json {
        let left: Vec<_> = left
            .iter()
            .map(|undecided| json!({ "draft": undecided.draft, "code": undecided.problem.code, "message": undecided.problem.message }))
            .collect();
        output::json_line(&json!({ word: done, "left": left }))?;
    } else {
        output::say(&format!("{done} {word}."))?;
    }
    match left.into_iter().next() {
        Some(undecided) => Err(undecided.problem),
        None => Ok(ExitCode::SUCCESS),
    }
}

async fn providers(desk: &Desk, command: Option<Providers>, as_json: bool) -> Result<ExitCode, Problem> {
    match command {
        None => {
            let providers = desk.providers().await?;
            if as_json {
                output::json_line(&providers)?;
            } else {
                let rows: Vec<_> = providers
                    .into_iter()
                    .map(|p| {
                        let fields = p.provider.fields;
                        vec![
                            fields.name,
                            fields.protocol.as_str().into(),
                            p.host.unwrap_or_else(|| "this machine".into()),
                            fields.model,
                        ]
                    })
                    .collect();
                output::table(&["NAME", "PROTOCOL", "WHERE", "MODEL"], &rows)?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Some(Providers::Add { name, protocol, base_url, model, key_stdin }) => {
            let protocol = match protocol {
                ProtocolName::OpenaiChat => Protocol::OpenaiChat,
                ProtocolName::OpenaiCompletions => Protocol::OpenaiCompletions,
                ProtocolName::Local => Protocol::Local,
            };
            let view = desk.save_provider(None, ProviderFields { name, protocol, base_url, model }).await?;
            let id = view.provider.id;
            if key_stdin {
                let mut key = String::new();
                let read = std::io::stdin().read_to_string(&mut key);
                let kept = match read {
                    Ok(_) => desk.set_key(id, Secret::new(key), KeyKeeping::Keychain).await,
                    Err(error) => Err(Problem::new("input", format!("The key could not be read: {error}."))),
                };
                if let Err(problem) = kept {
                    // a provider without the key that was asked for would only fail later
                    desk.delete_providers(&[id]).await?;
                    return Err(problem);
                }
            }
            output::json_line(&json!({ "provider": id, "name": view.provider.fields.name }))?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Providers::Test { name }) => {
            let id = desk.provider_named(&name).await?.id;
            let report = desk.test_provider(id).await?;
            output::json_line(&report)?;
            Ok(if report.passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Some(Providers::Remove { name }) => {
            let id = desk.provider_named(&name).await?.id;
            desk.remove_key(id).await?;
            desk.delete_providers(&[id]).await?;
            Ok(ExitCode::SUCCESS)
        }
    }
}
