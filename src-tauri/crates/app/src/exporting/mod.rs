//! Taking copy out, for people: a workbook or a CSV, whole or not at all.

mod columns;

use crate::{
    Desk,
    view::{ExportFilter, ExportPreview, ExportRequest, ExportResult, InterfaceLanguage, Problem},
};
pub use columns::export_columns;
use columns::{Column, cell, chosen};
use copydesk_domain::{DraftCopy, DraftId, DraftState, draft::facts_hash};
use copydesk_sheet::{CsvStyle, ExportColumn, Written, write_csv, write_xlsx};
use std::path::{Path, PathBuf};
use tokio::sync::mpsc;

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

fn columns(request: &ExportRequest) -> Result<Vec<&'static Column>, Problem> {
    chosen(&request.columns).map_err(|key| {
        let known: Vec<&str> = columns::COLUMNS.iter().map(|column| column.key).collect();
        Problem::new("unknown_column", format!("There is no column “{key}”. There are: {}.", known.join(", ")))
            .with("name", key)
    })
}

fn row(copy: &DraftCopy, columns: &[&Column], language: InterfaceLanguage) -> Vec<String> {
    columns.iter().map(|column| cell(copy, column.key, language)).collect()
}

impl Desk {
    /// What an export would write.
    ///
    /// # Errors
    /// `unknown_column` for a key that does not exist.
    pub async fn preview_export(&self, request: &ExportRequest) -> Result<ExportPreview, Problem> {
        let columns = columns(request)?;
        let total = self.store.drafts().count(states(request.filter)).await?;
        let drafts = self.page(request.filter, None, PREVIEW).await?;
        Ok(ExportPreview {
            total,
            headers: columns.iter().map(|column| column.header(request.language).to_owned()).collect(),
            rows: drafts.iter().map(|draft| row(draft, &columns, request.language)).collect(),
        })
    }

    /// Writes drafts to a file, oldest first.
    ///
    /// # Errors
    /// `file_exists` unless it may be replaced; a folder that is missing, read-only or full. Nothing is left behind.
    pub async fn export(&self, request: &ExportRequest) -> Result<ExportResult, Problem> {
        let path = PathBuf::from(&request.path);
        let format = Format::of(&path)?;
        let columns = columns(request)?;
        let (sender, receiver) = mpsc::channel(2 * PAGE);
        let file = path.clone();
        let (sheet_columns, overwrite, language) =
            (sheet_columns(&columns, request.language), request.overwrite, request.language);
        let writing =
            tokio::task::spawn_blocking(move || write(&file, format, &sheet_columns, receiver, overwrite, language));
        let read = self.feed(request, &columns, &sender).await;
        if let Err(problem) = &read {
            // the writer must not take a short list for the whole one
            let _ = sender.send(Err(problem.clone())).await;
        }
        drop(sender);
        let written = writing.await.map_err(|error| Problem::new("internal", error.to_string()))?;
        read?;
        let written = written?;
        Ok(ExportResult { path: path.display().to_string(), rows: written.rows, bytes: written.bytes })
    }

    async fn feed(
        &self,
        request: &ExportRequest,
        columns: &[&Column],
        sender: &mpsc::Sender<Result<Vec<String>, Problem>>,
    ) -> Result<(), Problem> {
        let mut after = None;
        loop {
            let drafts = self.page(request.filter, after, PAGE).await?;
            let Some(last) = drafts.last() else { return Ok(()) };
            after = Some(last.id);
            for draft in &drafts {
                if sender.send(Ok(row(draft, columns, request.language))).await.is_err() {
                    // the writer has stopped and says why
                    return Ok(());
                }
            }
        }
    }

    /// Copy with the facts that its approval is bound to, which may be newer than those it was drafted from.
    async fn page(
        &self,
        filter: ExportFilter,
        after: Option<DraftId>,
        limit: usize,
    ) -> Result<Vec<DraftCopy>, Problem> {
        let mut page = self.store.drafts().copy_after(states(filter), after, limit).await?;
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

fn sheet_columns(columns: &[&Column], language: InterfaceLanguage) -> Vec<ExportColumn> {
    columns
        .iter()
        .map(|column| ExportColumn {
            key: column.key.to_owned(),
            header: column.header(language).to_owned(),
            width: column.width,
            wrap: column.wrap,
        })
        .collect()
}

fn write(
    path: &Path,
    format: Format,
    columns: &[ExportColumn],
    mut receiver: mpsc::Receiver<Result<Vec<String>, Problem>>,
    overwrite: bool,
    language: InterfaceLanguage,
) -> Result<Written, Problem> {
    let rows = std::iter::from_fn(move || receiver.blocking_recv());
    let sheet = match language {
        InterfaceLanguage::English => "Copy",
        InterfaceLanguage::Chinese => "文案",
    };
    Ok(match format {
        Format::Xlsx => write_xlsx(path, sheet, columns, rows, overwrite)?,
        Format::Csv => write_csv(path, CsvStyle::People, columns, rows, overwrite)?,
    })
}
