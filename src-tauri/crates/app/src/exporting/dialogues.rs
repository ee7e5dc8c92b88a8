//! Conversations on their way out: saved replies, a FAQ, or messages for training.

use super::{
    CsvStyle, ExportColumn,
    columns::{LABEL, METADATA},
    labels::{Labelled, Outgoing},
    states, write_csv,
};
use crate::{
    Desk,
    view::{AiLabel, DialogueFormat, ExportFilter, ExportResult, Problem},
};
use copydesk_domain::{FieldValue, Speaker, Turn, approval::facts_hash};
use copydesk_sheet::write_text;
use serde_json::{Value, json};
use std::path::PathBuf;
use uuid::Uuid;

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
        label: AiLabel,
    ) -> Result<ExportResult, Problem> {
        let path = PathBuf::from(path);
        let wanted = if format == DialogueFormat::Training { "jsonl" } else { "csv" };
        if path.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case(wanted)) {
            let message = format!("{} does not end in .{wanted}. Choose a name that does.", path.display());
            return Err(Problem::new("file_kind", message).with("path", path.display()));
        }
        let (labelling, channels) = (self.labelling(label).await?, self.home.channels()?);
        let needed = self.needed_by(states(filter), Some(CHANNEL), labelling.file(), labelling.shop()).await?;
        let mut headers: Vec<&str> = headers(format).to_vec();
        if format != DialogueFormat::Training {
            headers.extend(labelling.columns(&needed, true, false));
        }
        let (mut rows, mut labelled, mut after) = (Vec::new(), Labelled::default(), None);
        loop {
            let page = self.store.drafts().copy_after(states(filter), Some(CHANNEL), after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            for copy in page {
                let mut out = labelling.outgoing(copy, &channels);
                out.in_text = label == AiLabel::Text && format != DialogueFormat::Training && out.label.is_some();
                labelled.count(&out);
                rows.extend(rows_of(&out, format).into_iter().map(|row| with_marks(row, &headers, &out)));
            }
        }
        let shown = path.display().to_string();
        let written = tokio::task::spawn_blocking(move || match format {
            DialogueFormat::Training => {
                let lines: String = rows.iter().map(|row| format!("{}\n", row.concat())).collect();
                write_text(&path, &lines, overwrite)
            }
            _ => {
                let headers = headers.iter().map(|header| ExportColumn {
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
        let result = ExportResult { path: shown, rows: written.rows, bytes: written.bytes };
        self.exported(result, &Uuid::now_v7().to_string(), labelled.told(label)).await
    }
}

fn headers(format: DialogueFormat) -> &'static [&'static str] {
    match format {
        DialogueFormat::Macro => &["name", "sku", "subject", "reply", "basis", "approved_by"],
        DialogueFormat::Faq => &["sku", "subject", "question", "answer", "basis", "approved_by"],
        DialogueFormat::Training => &[],
    }
}

/// A row with the columns of labels and marks that its file has.
fn with_marks(mut row: Vec<String>, headers: &[&str], out: &Outgoing) -> Vec<String> {
    let label = out.label.as_ref().filter(|_| !out.in_text).map(|label| label.words.clone());
    for (key, cell) in [(LABEL, label.unwrap_or_default()), (METADATA, out.metadata.clone())] {
        if headers.contains(&key) {
            row.push(cell);
        }
    }
    row
}

/// The rows of one conversation; none when it has no turns.
fn rows_of(out: &Outgoing, format: DialogueFormat) -> Vec<Vec<String>> {
    let copy = &out.copy;
    let labelled = |said: String| match &out.label {
        Some(label) if out.in_text => label.on(&said),
        _ => said,
    };
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
            vec![vec![name, sku, subject, labelled(reply.join("\n\n")), unique(basis), by]]
        }
        DialogueFormat::Faq => pairs(turns)
            .into_iter()
            .map(|(question, answer)| {
                let (words, basis) = (labelled(said(answer)), unique(answer.basis.clone()));
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
            let mut line = json!({ "messages": messages, "metadata": { "sku": sku, "subject": subject,
                "facts": facts_hash(&copy.facts), "draft": copy.id } });
            // never in the messages: a model would learn to say it
            if let Ok(marks @ Value::Object(_)) = serde_json::from_str::<Value>(&out.metadata) {
                line["metadata"]["ai"] = marks;
            }
            if let Some(label) = &out.label {
                line["metadata"]["ai_label"] = json!(label.words);
            }
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
