//! Who waits for which draft: the child's lines go to the caller whose draft they name.

use crate::{error::EngineError, wire::Tell};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// The callers of one child.
#[derive(Default)]
pub(crate) struct Switchboard {
    lines: Mutex<Lines>,
}

enum Lines {
    Open(HashMap<u64, UnboundedSender<Tell>>),
    /// The child is gone, and why.
    Closed(EngineError),
}

impl Default for Lines {
    fn default() -> Self {
        Self::Open(HashMap::new())
    }
}

impl Switchboard {
    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn is_open(&self) -> bool {
        matches!(*self.lines(), Lines::Open(_))
    }

    /// A line on which everything about a draft arrives; it ends when the child does.
    pub(crate) fn connect(&self, id: u64) -> Result<UnboundedReceiver<Tell>, EngineError> {
        match &mut *self.lines() {
            Lines::Open(lines) => {
                let (sender, receiver) = unbounded_channel();
                lines.insert(id, sender);
                Ok(receiver)
            }
            Lines::Closed(why) => Err(why.clone()),
        }
    }

    /// Nobody waits for the draft any more.
    pub(crate) fn disconnect(&self, id: u64) {
        if let Lines::Open(lines) = &mut *self.lines() {
            lines.remove(&id);
        }
    }

    /// Hands over what the child said; what is about a draft that nobody waits for is dropped.
    pub(crate) fn route(&self, tell: Tell) {
        if let (Lines::Open(lines), Some(id)) = (&*self.lines(), tell.id())
            && let Some(line) = lines.get(&id)
        {
            // the caller may be leaving in this moment
            let _ = line.send(tell);
        }
    }

    /// Ends every line.
    pub(crate) fn close(&self, why: EngineError) {
        *self.lines() = Lines::Closed(why);
    }

    /// Why a line has ended.
    pub(crate) fn why_closed(&self) -> EngineError {
        match &*self.lines() {
            Lines::Closed(why) => why.clone(),
            Lines::Open(_) => EngineError::Died { detail: "it does not speak of this draft any more".to_owned() },
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn text(id: u64, text: &str) -> Tell {
        Tell::Text { id, text: text.to_owned() }
    }

    #[test]
    fn each_caller_hears_of_its_own_draft() {
        let board = Switchboard::default();
        let (mut one, mut two) = (board.connect(1).unwrap(), board.connect(2).unwrap());
        board.route(text(2, "b"));
        board.route(text(1, "a"));
        board.disconnect(2);
        board.route(text(2, "c"));
        assert!(matches!(one.try_recv().unwrap(), Tell::Text { text, .. } if text == "a"));
        assert!(matches!(two.try_recv().unwrap(), Tell::Text { text, .. } if text == "b"));
        assert!(two.try_recv().is_err());
    }

    #[test]
    fn a_closed_board_says_why_to_those_who_wait_and_those_who_come() {
        let board = Switchboard::default();
        let mut waiting = board.connect(1).unwrap();
        let why = EngineError::Died { detail: "signal: 6".to_owned() };
        board.close(why.clone());
        assert!(waiting.blocking_recv().is_none());
        assert_eq!((board.why_closed(), board.connect(2).unwrap_err()), (why.clone(), why));
        assert!(!board.is_open());
    }
}
