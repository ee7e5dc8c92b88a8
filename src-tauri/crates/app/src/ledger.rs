//! The ledger as the use cases write and read it.

use crate::{
    Desk,
    view::{LedgerVerdict, Problem},
};
use copydesk_domain::{Deed, Draft, DraftId, LedgerEntry, Note};
use copydesk_sheet::write_lines;
use serde_json::{Value, json};
use std::path::Path;
use tokio::sync::mpsc;

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
        let (sender, mut receiver) = mpsc::channel::<Result<String, Problem>>(2 * PAGE as usize);
        let file = path.to_owned();
        let writing = tokio::task::spawn_blocking(move || {
            write_lines(&file, std::iter::from_fn(move || receiver.blocking_recv()), overwrite)
        });
        let read = self.tell_ledger(&sender).await;
        if let Err(problem) = &read {
            // the writer must not take a part for the whole
            let _ = sender.send(Err(problem.clone())).await;
        }
        drop(sender);
        let written = writing.await.map_err(|error| Problem::new("internal", error.to_string()))?;
        read?;
        Ok(written?.rows)
    }

    /// Sends every entry as a line, oldest first.
    async fn tell_ledger(&self, sender: &mpsc::Sender<Result<String, Problem>>) -> Result<(), Problem> {
        let mut told = 0;
        loop {
            let page = self.store.ledger().after(told, PAGE).await?;
            if page.is_empty() {
                return Ok(());
            }
            for entry in &page {
                told += 1;
                let line = serde_json::to_string(entry).map_err(|error| Problem::new("internal", error.to_string()))?;
                if sender.send(Ok(line)).await.is_err() {
                    // the writer has stopped and says why
                    return Ok(());
                }
            }
        }
    }
}
