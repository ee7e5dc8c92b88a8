//! What leaves the machine, how long it is kept, and what was erased.

use copydesk_domain::Timestamp;
use serde::{Deserialize, Serialize};

/// The workspace's rules about data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct PrivacySettings {
    /// Nothing of the workspace leaves this machine: only the model on it writes.
    pub local_only: bool,
    /// Personal data is replaced before a request goes out, and put back in the answer.
    pub mask: bool,
    /// Days after which prompts, profiles in drafts, and deleted and rejected drafts are erased; none keeps them.
    pub retention_days: Option<u32>,
}

impl Default for PrivacySettings {
    fn default() -> Self {
        Self { local_only: false, mask: true, retention_days: None }
    }
}

/// Requests that went to one model at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct SentView {
    /// The provider's name.
    pub provider: String,
    /// Its host.
    pub host: String,
    /// The model.
    pub model: String,
    /// How many requests.
    #[ts(type = "number")]
    pub requests: u64,
    /// When the first went out.
    #[ts(type = "string")]
    pub first: Timestamp,
    /// When the latest did.
    #[ts(type = "string")]
    pub last: Timestamp,
}

/// What was erased with a profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ErasedView {
    /// Profiles of the name, deleted ones included.
    #[ts(type = "number")]
    pub profiles: u64,
    /// Drafts that were written for it, with all their revisions.
    #[ts(type = "number")]
    pub drafts: u64,
    /// Campaigns that had it in their plan.
    #[ts(type = "number")]
    pub runs: u64,
    /// Entries of the ledger that lost their detail.
    #[ts(type = "number")]
    pub entries: u64,
    /// Hosts that had requests of this workspace: what they keep, they erase.
    pub hosts: Vec<String>,
}
