//! Importing products and profiles: the preview does everything that the import does, and then takes it back.

mod products;
mod profiles;
mod target;

use crate::{
    Desk,
    view::{
        CellChange, ColumnView, ImportCounts, ImportKind, ImportPreview, ImportRequest, ImportResult, Outcome,
        PreviewRow, Problem, ReadOptionsView, Rejected, SuspiciousRow,
    },
};
use copydesk_sheet::{Opened, ReadOptions, RejectedRow, Table};
use std::path::Path;

/// Rows of a preview, and rejected rows besides.
const PREVIEW: usize = 200;

/// What happened to the rows so far.
#[derive(Default)]
pub(super) struct Tally {
    counts: ImportCounts,
    rows: Vec<PreviewRow>,
    rejected: Vec<Rejected>,
    suspicious: Vec<SuspiciousRow>,
    shown: usize,
}

impl Tally {
    fn accepted(
        &mut self,
        row: u64,
        outcome: Outcome,
        suspicious: Vec<String>,
        cells: impl FnOnce() -> Vec<CellChange>,
    ) {
        match outcome {
            Outcome::Created => self.counts.created += 1,
            Outcome::Updated => self.counts.updated += 1,
            Outcome::Unchanged => self.counts.unchanged += 1,
            Outcome::Rejected => self.counts.rejected += 1,
        }
        if self.shown < PREVIEW {
            self.shown += 1;
            self.rows.push(PreviewRow { row, outcome, cells: cells(), problem: None, suspicious });
        }
    }

    fn refused(&mut self, rejected: RejectedRow) {
        self.counts.rejected += 1;
        if self.rejected.len() < PREVIEW {
            let problem = Some(rejected.reason.clone());
            let (row, outcome) = (rejected.row, Outcome::Rejected);
            self.rows.push(PreviewRow { row, outcome, cells: Vec::new(), problem, suspicious: Vec::new() });
        }
        self.rejected.push(Rejected {
            row: rejected.row,
            reason: rejected.reason.to_string(),
            problem: rejected.reason,
        });
    }

    /// Notes what would rather be obeyed than read.
    fn suspicious(&mut self, row: u64, sku: &str, fields: &[String]) {
        self.counts.suspicious += 1;
        if self.suspicious.len() < PREVIEW {
            self.suspicious.push(SuspiciousRow { row, sku: sku.to_owned(), fields: fields.to_vec() });
        }
    }

    fn result(mut self) -> ImportResult {
        self.rejected.sort_by_key(|rejected| rejected.row);
        ImportResult {
            created: self.counts.created,
            updated: self.counts.updated,
            unchanged: self.counts.unchanged,
            rejected: self.rejected,
            reopened: self.counts.reopened,
            suspicious: self.suspicious,
        }
    }
}

/// Whether what is imported stays.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    Yes,
    No,
}

impl Desk {
    /// What an import would do; nothing is stored.
    ///
    /// # Errors
    /// When the file cannot be read, or a column mapping does not fit it.
    pub async fn preview_import(&self, request: &ImportRequest) -> Result<ImportPreview, Problem> {
        let opened = open(request).await?;
        let (opened, example) = opened;
        let columns = columns(request, &opened, &example);
        let mut tally = if target::identifies(request.kind, &columns) {
            self.go_through(request, &columns, Keep::No).await?
        } else {
            // without the identifying column there is nothing to preview yet; the window says so beside its button
            Tally::default()
        };
        tally.rows.sort_by_key(|row| row.row);
        Ok(ImportPreview {
            file: opened.file_name,
            format: format!("{:?}", opened.kind).to_lowercase(),
            encoding: opened.encoding,
            separator: opened.separator.map(String::from),
            sheet: opened.sheet,
            sheets: opened.sheets,
            columns,
            rows: tally.rows,
            counts: tally.counts,
        })
    }

    /// Imports a file: all of its good rows, or none when the workspace cannot take them.
    ///
    /// # Errors
    /// When the file cannot be read, a column mapping does not fit it, or the workspace cannot be written.
    pub async fn import(&self, request: &ImportRequest) -> Result<ImportResult, Problem> {
        let (opened, example) = open(request).await?;
        let columns = columns(request, &opened, &example);
        Ok(self.go_through(request, &columns, Keep::Yes).await?.result())
    }

    async fn go_through(&self, request: &ImportRequest, columns: &[ColumnView], keep: Keep) -> Result<Tally, Problem> {
        match request.kind {
            ImportKind::Products => self.import_products(request, columns, keep).await,
            ImportKind::Profiles => self.import_profiles(request, columns, keep).await,
        }
    }
}

/// Opens the table anew: its rows can be read once.
pub(super) fn table(path: &str, options: &ReadOptionsView) -> Result<Table, Problem> {
    let options = ReadOptions {
        encoding: options.encoding.clone(),
        separator: options.separator.as_ref().and_then(|separator| separator.chars().next()),
        sheet: options.sheet.clone(),
        header_row: None,
    };
    Ok(copydesk_sheet::open(Path::new(path), &options)?)
}

/// Header and examples: the first value of each column that is not empty, from the first rows.
async fn open(request: &ImportRequest) -> Result<(Opened, Vec<String>), Problem> {
    let (path, options) = (request.path.clone(), request.options.clone());
    blocking(move || {
        let mut table = table(&path, &options)?;
        let opened = table.opened().clone();
        let mut example = vec![String::new(); opened.headers.len()];
        for record in table.rows()?.take(50).flatten() {
            for (example, cell) in example.iter_mut().zip(&record.cells) {
                if example.is_empty() {
                    *example = cell.trim().chars().take(80).collect();
                }
            }
        }
        Ok((opened, example))
    })
    .await
}

fn columns(request: &ImportRequest, opened: &Opened, example: &[String]) -> Vec<ColumnView> {
    let guessed = target::guess(request.kind, &opened.headers);
    opened
        .headers
        .iter()
        .enumerate()
        .map(|(index, header)| {
            let given = request.columns.as_ref().and_then(|columns| columns.get(index)).cloned();
            let guess = guessed.get(index).cloned().unwrap_or_else(target::ignored);
            ColumnView {
                header: header.clone(),
                example: example.get(index).cloned().unwrap_or_default(),
                guessed: given.as_ref().is_none_or(|given| *given == guess),
                target: given.unwrap_or(guess),
            }
        })
        .collect()
}

/// Runs file work off the async threads.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Problem::new("internal", error.to_string()))?
}
