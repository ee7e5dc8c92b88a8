//! The ledger's own state.

use copydesk_domain::Broken;
use serde::{Deserialize, Serialize};

/// What following the whole chain came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct LedgerVerdict {
    /// Entries; 0 when it does not hold.
    #[ts(type = "number")]
    pub entries: u64,
    /// Entries whose detail was erased.
    #[ts(type = "number")]
    pub erased: u64,
    /// The hash of the newest entry: kept elsewhere, it proves later that nothing was cut off.
    pub head: String,
    /// Where it does not hold.
    pub broken: Option<Broken>,
    /// The same in English; empty when it holds.
    pub message: String,
}
