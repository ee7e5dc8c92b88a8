//! What the use cases need from the world, as narrow traits: the clock, the keychain, somebody who listens.

use crate::view::DeskEvent;
use async_trait::async_trait;
use copydesk_domain::Timestamp;
use copydesk_llm::Secret;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// Hears what happens while nobody asks. The window's channel is one, the terminal another.
pub trait EventSink: Send + Sync {
    /// Takes an event; must not block.
    fn send(&self, event: DeskEvent);
}

/// Why a key could not be kept or fetched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// There is no keychain on this system, or it does not answer.
    #[error(
        "This system has no keychain that answers. Start one (on Linux: gnome-keyring or KWallet), or keep the key for this run only."
    )]
    Absent,
    /// The keychain is locked.
    #[error("The system's keychain is locked. Unlock it and try again, or keep the key for this run only.")]
    Locked,
    /// The person dismissed the keychain's prompt.
    #[error("The keychain's prompt was dismissed. Try again and allow it, or keep the key for this run only.")]
    Dismissed,
    /// The keychain failed in another way.
    #[error("The system's keychain failed: {0}. Try again, or keep the key for this run only.")]
    Failed(String),
}

/// Keeps keys. They go in and come out only here, never in the window, the database or a log.
#[async_trait]
pub trait SecretStore: Send + Sync {
    /// Keeps a key under an account name, replacing an earlier one.
    async fn put(&self, account: &str, secret: Secret) -> Result<(), SecretError>;
    /// Fetches a key; none when there is none.
    async fn get(&self, account: &str) -> Result<Option<Secret>, SecretError>;
    /// Removes a key; removing none is fine.
    async fn remove(&self, account: &str) -> Result<(), SecretError>;
}
