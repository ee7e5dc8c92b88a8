//! Conversations on their way out: saved replies, a FAQ, or messages for training.

use super::{CsvStyle, ExportColumn, states, write_csv};
use crate::{
    Desk,
    view::{DialogueFormat, ExportFilter, ExportResult, Problem},
};
use copydesk_domain::{DraftCopy, FieldValue, Speaker, Turn, draft::facts_hash};
use copydesk_sheet::write_text;
use serde_json::json;
use std::path::PathBuf;

/// The channel of conversations.
const CHANNEL: &str = "dialogue";
/// The fields of that channel.
const SUBJECT: &str = "subject";
const TURNS: &str = "turns";
const PAGE: usize = 500;
/// Says that an agent must ask a person at this place.
const ASK: &str = "[ask a person]";

impl Desk {
    /// Writes conversations to a file.
    ///
    /// # Errors
    /// `file_kind` when the extension is not the format's, and as [`Desk::export`].
    pub async fn export_dialogues(
        &self,
        path: &str,
        format: DialogueFormat,
        filter: ExportFilter,
        overwrite: bool,
    ) -> Result<ExportResult, Problem> {
        let path = PathBuf::from(path);
        let wanted = if format == DialogueFormat::Training { "jsonl" } else { "csv" };
        if path.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case(wanted)) {
            let message = format!("{} does not end in .{wanted}. Choose a name that does.", path.display());
            return Err(Problem::new("file_kind", message).with("path", path.display()));
        }
        let mut rows = Vec::new();
        let mut after = None;
        loop {
            let page = self.store.drafts().copy_after(states(filter), Some(CHANNEL), after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            rows.extend(page.iter().flat_map(|copy| rows_of(copy, format)));
        }
        let shown = path.display().to_string();
        let written = tokio::task::spawn_blocking(move || match format {
            DialogueFormat::Training => {
                let lines: String = rows.iter().map(|row| format!("{}\n", row.concat())).collect();
                write_text(&path, &lines, overwrite)
            }
            _ => {
                let headers = headers(format).iter().map(|header| ExportColumn {
                    key: (*header).to_owned(),
                    header: (*header).to_owned(),
                    width: 40.0,
                    wrap: true,
                });
                let headers: Vec<ExportColumn> = headers.collect();
                write_csv(&path, CsvStyle::People, &headers, rows.into_iter().map(Ok::<_, Problem>), overwrite)
            }
        })
        .await
        .map_err(|error| Problem::new("internal", error.to_string()))??;
        self.exported(ExportResult { path: shown, rows: written.rows, bytes: written.bytes }).await
    }
}

fn headers(format: DialogueFormat) -> &'static [&'static str] {
    match format {
        DialogueFormat::Macro => &["name", "sku", "subject", "reply", "basis", "approved_by"],
        DialogueFormat::Faq => &["sku", "subject", "question", "answer", "basis", "approved_by"],
        DialogueFormat::Training => &[],
    }
}

/// The rows of one conversation; none when it has no turns.
fn rows_of(copy: &DraftCopy, format: DialogueFormat) -> Vec<Vec<String>> {
    let fields = copy.fields.as_ref();
    let Some(FieldValue::Turns(turns)) = fields.and_then(|fields| fields.get(TURNS)) else { return Vec::new() };
    let subject = fields.and_then(|fields| fields.get(SUBJECT)).map(FieldValue::text).unwrap_or_default();
    let sku = copy.facts.sku.clone();
    let by = copy.approval.as_ref().map(|approval| approval.by.clone()).unwrap_or_default();
    let agents = || turns.iter().filter(|turn| turn.speaker == Speaker::Agent);
    match format {
        DialogueFormat::Macro => {
            let reply: Vec<String> = agents().map(said).collect();
            let basis: Vec<String> = agents().flat_map(|turn| turn.basis.iter().cloned()).collect();
            let name = format!("{} · {subject}", copy.facts.name);
            vec![vec![name, sku, subject, reply.join("\n\n"), unique(basis), by]]
        }
        DialogueFormat::Faq => pairs(turns)
            .into_iter()
            .map(|(question, answer)| {
                let (words, basis) = (said(answer), unique(answer.basis.clone()));
                vec![sku.clone(), subject.clone(), question, words, basis, by.clone()]
            })
            .collect(),
        DialogueFormat::Training => {
            let message = |turn: &Turn| {
                let role = if turn.speaker == Speaker::Customer { "user" } else { "assistant" };
                json!({ "role": role, "content": said(turn) })
            };
            let messages: Vec<_> = turns.iter().map(message).collect();
            // the facts that the conversation was written from: an auditor's question about a training file
            let line = json!({ "messages": messages, "metadata": { "sku": sku, "subject": subject,
                "facts": facts_hash(&copy.facts), "draft": copy.id } });
            vec![vec![line.to_string()]]
        }
    }
}

fn said(turn: &Turn) -> String {
    if turn.ask_person { format!("{} {ASK}", turn.text.trim()) } else { turn.text.trim().to_owned() }
}

/// What a customer asks, and what the agent answers: the customer's turns before it, together.
fn pairs(turns: &[Turn]) -> Vec<(String, &Turn)> {
    let (mut asked, mut pairs) = (Vec::new(), Vec::new());
    for turn in turns {
        match turn.speaker {
            Speaker::Customer => asked.push(turn.text.trim()),
            Speaker::Agent if !asked.is_empty() => {
                pairs.push((asked.join(" "), turn));
                asked.clear();
            }
            Speaker::Agent => {}
        }
    }
    pairs
}

fn unique(mut names: Vec<String>) -> String {
    names.sort();
    names.dedup();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(speaker: Speaker, text: &str, ask_person: bool) -> Turn {
        Turn { speaker, text: text.into(), basis: vec!["Size".into()], ask_person }
    }

    #[test]
    fn questions_meet_their_answers_and_open_ones_are_marked() {
        let turns = [
            turn(Speaker::Agent, "Hello.", false),
            turn(Speaker::Customer, "How big?", false),
            turn(Speaker::Customer, "In cm.", false),
            turn(Speaker::Agent, "60 × 40 cm.", false),
            turn(Speaker::Customer, "By Friday?", false),
            turn(Speaker::Agent, "I will ask.", true),
        ];
        let pairs: Vec<(String, String)> =
            pairs(&turns).into_iter().map(|(question, turn)| (question, said(turn))).collect();
        assert_eq!(pairs[0], ("How big? In cm.".into(), "60 × 40 cm.".into()));
        assert_eq!(pairs[1], ("By Friday?".into(), "I will ask. [ask a person]".into()));
    }
}
