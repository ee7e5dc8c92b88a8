//! Taking copy out: a spreadsheet, conversations, an email.

use crate::{
    arguments::{AiLabelPlace, Dialogues, Export, ExportStatus, draft_ids},
    output,
};
use copydesk_app::{
    Desk, Problem,
    view::{AiLabel, DialogueFormat, ExportFilter, ExportRequest},
};
use std::process::ExitCode;

/// Writes what was asked for.
pub async fn export(desk: &Desk, command: Export, as_json: bool) -> Result<ExitCode, Problem> {
    let Export { file, status, columns, channel, dialogues, email, ai_label, overwrite } = command;
    let path = file.display().to_string();
    let filter = match status {
        ExportStatus::Approved => ExportFilter::Approved,
        ExportStatus::All => ExportFilter::All,
    };
    let ai_label = match ai_label {
        AiLabelPlace::Column => AiLabel::Column,
        AiLabelPlace::Text => AiLabel::Text,
        AiLabelPlace::None => AiLabel::None,
    };
    let result = match (email, dialogues) {
        (Some(draft), _) => {
            let draft = draft_ids(&[draft])?[0];
            desk.export_email(draft, &path, overwrite, ai_label).await?
        }
        (None, Some(format)) => {
            let format = match format {
                Dialogues::Macro => DialogueFormat::Macro,
                Dialogues::Faq => DialogueFormat::Faq,
                Dialogues::Training => DialogueFormat::Training,
            };
            desk.export_dialogues(&path, format, filter, overwrite, ai_label).await?
        }
        (None, None) => {
            let request = ExportRequest { path, filter, columns, channel, overwrite, ai_label, ..Default::default() };
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
