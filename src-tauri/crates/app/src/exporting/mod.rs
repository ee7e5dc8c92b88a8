//! Taking copy out, for people: a workbook or a CSV, whole or not at all.

mod columns;
mod dialogues;
mod email;
mod fields;
mod labels;

use crate::{
    Desk,
    channels::Channels,
    disclosing::Needed,
    view::{ExportFilter, ExportPreview, ExportRequest, ExportResult, InterfaceLanguage, Problem},
};
use columns::cell;
pub use columns::export_columns;
use copydesk_domain::{Deed, DraftCopy, DraftId, DraftState, approval::facts_hash};
use copydesk_sheet::{CsvStyle, ExportColumn, Written, write_csv, write_xlsx};
use fields::{Out, Refused, Source, columns};
use labels::{Labelled, Labelling, Outgoing};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tokio::sync::mpsc;
use uuid::Uuid;

/// Drafts read at a time: memory does not grow with the workspace.
const PAGE: usize = 500;
/// Rows of a preview.
const PREVIEW: usize = 20;

/// The two formats for people.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Xlsx,
    Csv,
}

impl Format {
    fn of(path: &Path) -> Result<Self, Problem> {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        match extension.as_deref() {
            Some("xlsx") => Ok(Self::Xlsx),
            Some("csv") => Ok(Self::Csv),
            _ => Err(Problem::new(
                "file_kind",
                format!("{} ends in neither .xlsx nor .csv. Choose one of the two.", path.display()),
            )
            .with("path", path.display())),
        }
    }
}

fn states(filter: ExportFilter) -> &'static [DraftState] {
    match filter {
        ExportFilter::Approved => &[DraftState::Approved],
        ExportFilter::All => &DraftState::ALL,
    }
}

fn row(out: &Outgoing, columns: &[Out], language: InterfaceLanguage) -> Vec<String> {
    let of = |column: &Out| match &column.source {
        Source::Record(key) => cell(out, key, language),
        Source::Field { id, entry } => fields::cell(&out.copy, id, *entry),
    };
    columns.iter().map(of).collect()
}

impl Desk {
    /// What an export would write.
    ///
    /// # Errors
    /// `unknown_column` for a key that does not exist.
    pub async fn preview_export(&self, request: &ExportRequest) -> Result<ExportPreview, Problem> {
        let channels = self.home.channels()?;
        let channel = channels.of(request.channel.as_deref().unwrap_or_default())?;
        let labelling = self.labelling(request.ai_label).await?;
        let needed = self.needed(request, &labelling).await?;
        // a file that is not named yet may be either: what a workbook needs is the least
        let plain = Format::of(Path::new(&request.path)) == Ok(Format::Csv);
        let always = labelling.columns(&needed, plain, request.columns.is_empty());
        let columns = columns(&request.columns, channel, request.language, &always)?;
        let total = self.store.drafts().count(states(request.filter), request.channel.as_deref()).await?;
        let drafts = self.page(request.filter, request.channel.as_deref(), None, PREVIEW).await?;
        let outgoing = drafts.into_iter().map(|draft| labelling.outgoing(draft, &channels));
        Ok(ExportPreview {
            total,
            keys: columns.iter().map(|column| column.key.clone()).collect(),
            headers: columns.iter().map(|column| column.header.clone()).collect(),
            rows: outgoing.map(|out| row(&out, &columns, request.language)).collect(),
            duties: needed.duties,
        })
    }

    async fn needed(&self, request: &ExportRequest, labelling: &Labelling) -> Result<Needed, Problem> {
        let (states, channel) = (states(request.filter), request.channel.as_deref());
        self.needed_by(states, channel, labelling.file(), labelling.shop()).await
    }

    /// Writes drafts to a file, oldest first.
    ///
    /// # Errors
    /// `limit_refused` with the cells that a platform would refuse, and why; `file_exists` unless it may be replaced; a folder that is missing, read-only or full. Nothing is left behind.
    pub async fn export(&self, request: &ExportRequest) -> Result<ExportResult, Problem> {
        let path = PathBuf::from(&request.path);
        let format = Format::of(&path)?;
        let channels = self.home.channels()?;
        let channel = channels.of(request.channel.as_deref().unwrap_or_default())?;
        let labelling = self.labelling(request.ai_label).await?;
        let needed = self.needed(request, &labelling).await?;
        let always = labelling.columns(&needed, format == Format::Csv, request.columns.is_empty());
        let columns = columns(&request.columns, channel, request.language, &always)?;
        let id = Uuid::now_v7().to_string();
        let (sender, receiver) = mpsc::channel(2 * PAGE);
        let sheet = Sheet {
            path: path.clone(),
            format,
            columns: sheet_columns(&columns),
            properties: labelling.properties(&needed, &id),
            language: request.language,
            overwrite: request.overwrite,
        };
        let writing = tokio::task::spawn_blocking(move || sheet.write(receiver));
        let read = self.feed(request, &channels, &columns, &labelling, &sender).await;
        if let Err(problem) = &read {
            // the writer must not take a short list for the whole one
            let _ = sender.send(Err(problem.clone())).await;
        }
        drop(sender);
        let written = writing.await.map_err(|error| Problem::new("internal", error.to_string()))?;
        let labelled = read?;
        let written = written?;
        let result = ExportResult { path: path.display().to_string(), rows: written.rows, bytes: written.bytes };
        self.exported(result, &id, labelled.told(labelling.mode())).await
    }

    /// Writes down what was taken out, under which id and how it was labelled. The file is there by now: a ledger that cannot
    /// be written is said, and it stays.
    async fn exported(&self, result: ExportResult, id: &str, labelled: Value) -> Result<ExportResult, Problem> {
        let mut detail = json!({ "path": result.path, "drafts": result.rows, "bytes": result.bytes, "export": id });
        if let (Value::Object(detail), Value::Object(labelled)) = (&mut detail, labelled) {
            detail.extend(labelled);
        }
        self.store.ledger().append(&[self.general(Deed::Exported, detail)]).await?;
        Ok(result)
    }

    async fn feed(
        &self,
        request: &ExportRequest,
        channels: &Channels,
        columns: &[Out],
        labelling: &Labelling,
        sender: &mpsc::Sender<Result<Vec<String>, Problem>>,
    ) -> Result<Labelled, Problem> {
        let (mut after, mut refused, mut labelled) = (None, Refused::default(), Labelled::default());
        // the header is row 1
        let mut number = 2;
        loop {
            let drafts = self.page(request.filter, request.channel.as_deref(), after, PAGE).await?;
            let Some(last) = drafts.last() else { break };
            after = Some(last.id);
            for draft in drafts {
                let out = labelling.outgoing(draft, channels);
                if let Some(channel) = channels.find(&out.copy.channel) {
                    refused.look(&out, channel, columns, number);
                }
                number += 1;
                labelled.count(&out);
                if refused.is_empty() && sender.send(Ok(row(&out, columns, request.language))).await.is_err() {
                    // the writer has stopped and says why
                    return Ok(labelled);
                }
            }
        }
        refused.problem().map_or(Ok(labelled), Err)
    }

    /// Copy with the facts that its approval is bound to, which may be newer than those it was drafted from.
    async fn page(
        &self,
        filter: ExportFilter,
        channel: Option<&str>,
        after: Option<DraftId>,
        limit: usize,
    ) -> Result<Vec<DraftCopy>, Problem> {
        let mut page = self.store.drafts().copy_after(states(filter), channel, after, limit).await?;
        for copy in &mut page {
            let bound = copy.approval.as_ref().map(|approval| approval.fingerprint.facts.as_str());
            if bound.is_some_and(|bound| bound != facts_hash(&copy.facts))
                && let Ok(product) = self.store.products().get(copy.product).await
            {
                copy.facts = product.fields;
            }
        }
        Ok(page)
    }
}

fn sheet_columns(columns: &[Out]) -> Vec<ExportColumn> {
    let column = |column: &Out| ExportColumn {
        key: column.key.clone(),
        header: column.header.clone(),
        width: column.width,
        wrap: column.wrap,
    };
    columns.iter().map(column).collect()
}

/// A file to be written, apart from its rows.
struct Sheet {
    path: PathBuf,
    format: Format,
    columns: Vec<ExportColumn>,
    properties: Vec<(String, String)>,
    language: InterfaceLanguage,
    overwrite: bool,
}

impl Sheet {
    fn write(self, mut receiver: mpsc::Receiver<Result<Vec<String>, Problem>>) -> Result<Written, Problem> {
        let rows = std::iter::from_fn(move || receiver.blocking_recv());
        let Self { path, format, columns, properties, language, overwrite } = self;
        let name = match language {
            InterfaceLanguage::English => "Copy",
            InterfaceLanguage::Chinese => "文案",
        };
        Ok(match format {
            Format::Xlsx => write_xlsx(&path, name, &columns, rows, &properties, overwrite)?,
            Format::Csv => write_csv(&path, CsvStyle::People, &columns, rows, overwrite)?,
        })
    }
}
