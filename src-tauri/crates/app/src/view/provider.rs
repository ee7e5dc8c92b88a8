//! Providers and their keys. A key goes in and never comes out.

use super::Problem;
use copydesk_domain::Provider;
use serde::{Deserialize, Serialize};

/// Whether there is a key, never which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum KeyState {
    /// A model on this machine takes none.
    NotNeeded,
    /// None was given; many local servers need none.
    None,
    /// In the system's keychain.
    Stored {
        /// When it was put there, RFC 3339.
        since: String,
    },
    /// In memory, until Copydesk is closed.
    ThisRun,
}

/// Where a typed key is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyKeeping {
    /// The system's keychain.
    Keychain,
    /// Memory, until Copydesk is closed.
    ThisRun,
}

/// A provider and the state of its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ProviderView {
    /// The provider.
    #[serde(flatten)]
    pub provider: Provider,
    /// Whether there is a key.
    pub key: KeyState,
    /// Whether drafts are written here unless said otherwise.
    pub default: bool,
    /// Host name; none when it is on this machine's disk.
    pub host: Option<String>,
}

/// A step of a connection test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct TestStepView {
    /// Stable name of the step, such as `host_found`.
    pub step: String,
    /// How long it took, in milliseconds; none when it failed.
    pub millis: Option<u64>,
    /// A remark, such as a plain-HTTP connection.
    pub note: Option<String>,
    /// What is wrong.
    pub problem: Option<Problem>,
}

/// A connection test, step by step; the first that fails is the last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct TestReport {
    /// Whether every step passed.
    pub passed: bool,
    /// Steps.
    pub steps: Vec<TestStepView>,
    /// When it was done, RFC 3339.
    pub at: String,
}
