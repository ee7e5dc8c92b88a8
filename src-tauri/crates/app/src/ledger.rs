//! The ledger as the use cases write and read it.

use crate::{
    Desk,
    view::{LedgerVerdict, Problem},
};
use copydesk_domain::{Deed, Draft, DraftId, LedgerEntry, Note};
use serde_json::{Value, json};
use std::{io::Write, path::Path};

/// Entries read at a time for an export.
const PAGE: u32 = 5_000;

impl Desk {
    /// A deed of the person at the desk, about one draft.
    pub(crate) fn note(&self, deed: Deed, draft: &Draft, detail: Value) -> Note {
        Note { draft: Some(draft.id), profile: draft.profile, ..self.general(deed, detail) }
    }

    /// The same deed about several drafts, of which nothing more is to be said.
    pub(crate) fn notes(&self, deed: Deed, drafts: &[DraftId]) -> Vec<Note> {
        let note = self.general(deed, json!({}));
        drafts.iter().map(|draft| Note { draft: Some(*draft), ..note.clone() }).collect()
    }

    /// A deed that is about no single draft.
    pub(crate) fn general(&self, deed: Deed, detail: Value) -> Note {
        let (at, by) = (self.home.clock().now(), self.home.reviewer());
        Note { at, by, deed, draft: None, profile: None, detail }
    }

    /// Entries of the ledger before a number, the newest first.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub async fn ledger(
        &self,
        before: Option<u64>,
        deed: Option<Deed>,
        limit: u32,
    ) -> Result<Vec<LedgerEntry>, Problem> {
        Ok(self.store.ledger().page(before, deed, limit).await?)
    }

    /// What was done with a draft, the oldest first.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub async fn ledger_of(&self, draft: DraftId) -> Result<Vec<LedgerEntry>, Problem> {
        Ok(self.store.ledger().of_draft(draft).await?)
    }

    /// Follows the whole chain of the ledger.
    ///
    /// # Errors
    /// When the workspace cannot be read. A chain that does not hold is an answer.
    pub async fn verify_ledger(&self) -> Result<LedgerVerdict, Problem> {
        Ok(match self.store.ledger().verify().await? {
            Ok(chain) => LedgerVerdict {
                entries: chain.entries,
                erased: chain.erased,
                head: chain.head,
                broken: None,
                message: String::new(),
            },
            Err(broken) => {
                LedgerVerdict { message: broken.to_string(), broken: Some(broken), ..LedgerVerdict::default() }
            }
        })
    }

    /// Whether an entry of this hash is in the ledger.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub async fn ledger_has(&self, hash: &str) -> Result<bool, Problem> {
        Ok(self.store.ledger().has(hash).await?)
    }

    /// Writes the ledger to a file for an auditor: a JSON object a line, oldest first, with all that a verification by
    /// other hands needs.
    ///
    /// # Errors
    /// `file_exists` unless it may be replaced; a folder that is missing, read-only or full. Nothing is left behind.
    pub async fn export_ledger(&self, path: &Path, overwrite: bool) -> Result<u64, Problem> {
        let failed = |error: std::io::Error| {
            let message = format!("{} could not be written: {error}. Choose another place.", path.display());
            Problem::new("not_written", message).with("path", path.display()).with("detail", error)
        };
        if path.exists() && !overwrite {
            let message = format!("{} exists. Choose another name, or let it be replaced.", path.display());
            return Err(Problem::new("file_exists", message).with("path", path.display()));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
        let mut written = 0;
        loop {
            let page = self.store.ledger().after(written, PAGE).await?;
            if page.is_empty() {
                break;
            }
            for entry in &page {
                written += 1;
                let line = serde_json::to_string(entry).map_err(|error| failed(error.into()))?;
                writeln!(file, "{line}").map_err(failed)?;
            }
        }
        file.as_file().sync_all().map_err(failed)?;
        file.persist(path).map_err(|error| failed(error.error))?;
        Ok(written)
    }
}
