//! The workspace file: SQLite through sqlx, a file per table with its migration beside it.
//!
//! One Copydesk at a time has a workspace open. Writes go through one connection, each in a transaction that is on disk
//! before the call answers; reads go through a few others and never wait for them. The interface speaks of products and
//! drafts, not of SQLite: a team's workspace in PostgreSQL would stand behind the same calls.

mod approvals;
mod draft_copy;
mod draft_list;
mod drafts;
mod erasing;
mod error;
mod file;
mod importer;
mod ledger;
mod lock;
mod migration;
mod named;
mod picks;
mod product_list;
mod products;
mod row;
mod run_batches;
mod run_plan;
mod run_queue;
mod run_troubles;
mod runs;
mod settings;
mod steps;

pub use approvals::ApprovedOn;
pub use draft_copy::CopyKind;
pub use drafts::Drafts;
pub use erasing::ErasedProfile;
pub use error::StoreError;
pub use file::Store;
pub use importer::{FieldSet, Outcome, ProductImport};
pub use ledger::{Ledger, SentTo};
pub use named::{Briefs, Partials, Profiles, Providers, Voices};
pub use picks::Picks;
pub use products::Products;
pub use run_batches::{Batch, BatchCell};
pub use run_plan::Found;
pub use run_queue::{Claimed, Ended, RunStep, Sent};
pub use run_troubles::{CellTrouble, TroubleGroup};
pub use runs::{Runs, WhichCells, Wish};
pub use settings::SettingTable;
