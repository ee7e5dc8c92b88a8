//! Taking copy out: a spreadsheet, conversations, an email.

use crate::{
    arguments::{Dialogues, Export, ExportStatus, draft_ids},
    output,
};
use copydesk_app::{
    Desk, Problem,
    view::{DialogueFormat, ExportFilter, ExportRequest},
};
use std::process::ExitCode;

/// Writes what was asked for.
pub async fn export(desk: &Desk, command: Export, as_json: bool) -> Result<ExitCode, Problem> {
    let Export { file, status, columns, channel, dialogues, email, overwrite } = command;
    let path = file.display().to_string();
    let filter = match status {
        ExportStatus::Approved => ExportFilter::Approved,
        ExportStatus::All => ExportFilter::All,
    };
    let result = match (email, dialogues) {
        (Some(draft), _) => {
            let draft = draft_ids(&[draft])?[0];
            desk.export_email(draft, &path, overwrite).await?
        }
        (None, Some(format)) => {
            let format = match format {
                Dialogues::Macro => DialogueFormat::Macro,
                Dialogues::Faq => DialogueFormat::Faq,
                Dialogues::Training => DialogueFormat::Training,
            };
            desk.export_dialogues(&path, format, filter, overwrite).await?
        }
        (None, None) => {
            let request = ExportRequest { path, filter, columns, channel, overwrite, ..Default::default() };
            desk.export(&request).await?
        }
    };
    if as_json {
        output::json_line(&result)?;
    } else {
        output::say(&format!("{}: {} drafts, {} bytes.", result.path, result.rows, result.bytes))?;
    }
    Ok(ExitCode::SUCCESS)
}
