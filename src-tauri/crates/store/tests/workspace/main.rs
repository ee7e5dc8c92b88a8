//! The workspace file as the use cases see it: one binary, a fresh folder for every test.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr, reason = "tests stop at what is wrong")]

mod campaigns;
mod drafting;
mod erasing;
mod importing;
mod ledger;
mod named;
mod opening;
mod products;
mod records;
mod refusals;

use copydesk_store::Store;
use tempfile::TempDir;

/// A new workspace and the folder that goes away with it.
async fn workspace() -> (Store, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("workspace.db")).await.unwrap();
    (store, folder)
}
