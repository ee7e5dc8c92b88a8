//! One cell of a campaign: a product, a profile or none, a variant. It gets exactly one draft, or a reason why not.

use serde::{Deserialize, Serialize};

/// Where a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum CellState {
    /// Waiting for its turn.
    Queued,
    /// Taken up by the process that runs the campaign; nothing was sent yet, or it waits to be sent again.
    Leased,
    /// Its request is on its way, and may be billed.
    Running,
    /// Its draft is stored.
    Done,
    /// It failed, with a reason.
    Failed,
    /// The person cancelled it.
    Cancelled,
    /// It was sent, and nobody knows what became of it: it may have been billed.
    Unknown,
    /// It was left out when the run was started: it has a draft already. It never leaves this state.
    Skipped,
}

/// What happens to a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellEvent {
    /// The process takes it up.
    Lease,
    /// The process lets it go before anything was sent.
    Release,
    /// Its request goes out.
    Send,
    /// A whole answer came and its draft is stored.
    Finish,
    /// The attempt failed in a way that passes: it is sent again after a while.
    Retry,
    /// Its request was about to go out and did not.
    Recall,
    /// It failed for good.
    Fail,
    /// The request went out and its outcome will never be known.
    LoseTrack,
    /// The person cancels it.
    Cancel,
    /// The person wants it tried again.
    Requeue,
}

impl CellState {
    /// All states.
    pub const ALL: [Self; 8] = [
        Self::Queued,
        Self::Leased,
        Self::Running,
        Self::Done,
        Self::Failed,
        Self::Cancelled,
        Self::Unknown,
        Self::Skipped,
    ];

    /// The word that is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Leased => "leased",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Unknown => "unknown",
            Self::Skipped => "skipped",
        }
    }

    /// Reads the stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// The state after an event; none when the event cannot happen in this state. Nothing leads away from
    /// [`CellState::Done`]: a new result is a new draft beside the old one, in a run of its own.
    #[must_use]
    pub fn on(self, event: CellEvent) -> Option<Self> {
        use CellEvent as Event;
        Some(match (self, event) {
            (Self::Queued, Event::Lease) | (Self::Running, Event::Retry) => Self::Leased,
            (Self::Leased, Event::Release)
            | (Self::Running, Event::Recall)
            | (Self::Failed | Self::Unknown | Self::Cancelled, Event::Requeue) => Self::Queued,
            (Self::Leased, Event::Send) => Self::Running,
            (Self::Running, Event::Finish) => Self::Done,
            (Self::Leased | Self::Running, Event::Fail) => Self::Failed,
            (Self::Running, Event::LoseTrack) => Self::Unknown,
            (Self::Queued | Self::Leased | Self::Running, Event::Cancel) => Self::Cancelled,
            _ => return None,
        })
    }
}
