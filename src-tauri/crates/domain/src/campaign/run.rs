//! The states of a run, and the bookkeeping that loses no cell.

use super::{
    budget::{Budget, CapReached, Cost},
    cell::{CellEvent, CellState},
    plan::CampaignPlan,
};
use crate::id::RunId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// It writes.
    Running,
    /// It finishes what is under way and sends nothing new.
    Pausing,
    /// It rests until a person goes on.
    Paused,
    /// Nothing is left to do by itself; cells may have failed or be of unknown outcome.
    Done,
    /// A person stopped it.
    Cancelled,
}

impl RunState {
    /// All states.
    pub const ALL: [Self; 5] = [Self::Running, Self::Pausing, Self::Paused, Self::Done, Self::Cancelled];

    /// The word that is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Pausing => "pausing",
            Self::Paused => "paused",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads the stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// Why a run rests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Pause {
    /// The person wanted it.
    Person,
    /// The first cells are written, for a look.
    Trial,
    /// The program ended while it ran.
    Interrupted,
    /// The next request could pass the cap of money.
    Cost,
    /// The next request could pass the cap of tokens.
    Tokens,
    /// The same failure came again and again.
    Repeated {
        /// Its code.
        code: String,
        /// Its sentence in English.
        message: String,
        /// Values that the sentence names.
        params: BTreeMap<String, String>,
    },
    /// The provider asks to wait for long.
    Quota {
        /// Who.
        host: String,
        /// Until then.
        #[ts(type = "string")]
        until: Timestamp,
    },
    /// The disk is full.
    Full,
}

/// How many cells are where. What is in none of these is queued.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Tally {
    /// Taken up.
    #[ts(type = "number")]
    pub leased: u64,
    /// Under way.
    #[ts(type = "number")]
    pub running: u64,
    /// With a draft.
    #[ts(type = "number")]
    pub done: u64,
    /// Failed.
    #[ts(type = "number")]
    pub failed: u64,
    /// Cancelled one by one.
    #[ts(type = "number")]
    pub cancelled: u64,
    /// Of unknown outcome.
    #[ts(type = "number")]
    pub unknown: u64,
}

impl Tally {
    /// Cells that are not queued.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.leased + self.running + self.done + self.failed + self.cancelled + self.unknown
    }

    fn count(&mut self, state: CellState) -> Option<&mut u64> {
        Some(match state {
            // what is left out is no cell of the run
            CellState::Queued | CellState::Skipped => return None,
            CellState::Leased => &mut self.leased,
            CellState::Running => &mut self.running,
            CellState::Done => &mut self.done,
            CellState::Failed => &mut self.failed,
            CellState::Cancelled => &mut self.cancelled,
            CellState::Unknown => &mut self.unknown,
        })
    }

    fn moved(&mut self, from: CellState, to: CellState) {
        if let Some(count) = self.count(from) {
            *count = count.saturating_sub(1);
        }
        if let Some(count) = self.count(to) {
            *count += 1;
        }
    }
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum AttemptOutcome {
    /// With a draft.
    Done,
    /// It failed in a way that passes; the cell waits to be sent again by the same process.
    Retry,
    /// It failed for a reason that has nothing to do with the cell, which goes back into the queue.
    Returned,
    /// It failed for good.
    Failed,
    /// Nobody knows.
    Unknown,
    /// The person cancelled it.
    Cancelled,
}

impl AttemptOutcome {
    /// The word that is stored: what became of the attempt, not of its cell.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Retry | Self::Returned | Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Cancelled => "cancelled",
        }
    }

    /// What it does to the cell, step by step.
    fn events(self) -> &'static [CellEvent] {
        match self {
            Self::Done => &[CellEvent::Finish],
            Self::Retry => &[CellEvent::Retry],
            Self::Returned => &[CellEvent::Retry, CellEvent::Release],
            Self::Failed => &[CellEvent::Fail],
            Self::Unknown => &[CellEvent::LoseTrack],
            Self::Cancelled => &[CellEvent::Cancel],
        }
    }

    /// The state of the cell after an attempt that ended so.
    #[must_use]
    pub fn cell(self) -> CellState {
        self.events().iter().fold(CellState::Running, |state, event| state.on(*event).unwrap_or(state))
    }
}

/// A run as it is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Identifier; its drafts carry it.
    pub id: RunId,
    /// What people call it.
    pub name: String,
    /// What it is made of.
    pub plan: CampaignPlan,
    /// Where it stands.
    pub state: RunState,
    /// Why it rests.
    pub pause: Option<Pause>,
    /// Cells of the plan that are left out.
    pub skipped: u64,
    /// How many cells are where.
    pub tally: Tally,
    /// Requests that went out.
    pub attempts: u64,
    /// What they cost, those that failed after they were billed included.
    pub spent: Cost,
    /// When it was started.
    pub created_at: Timestamp,
    /// When something last happened.
    pub updated_at: Timestamp,
}

/// How a run stands, without what it is made of: what is written down with every step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The run.
    pub run: RunId,
    /// Where it stands.
    pub state: RunState,
    /// Why it rests.
    pub pause: Option<Pause>,
    /// How many cells are where.
    pub tally: Tally,
    /// Requests that went out.
    pub attempts: u64,
    /// What they cost.
    pub spent: Cost,
    /// When something last happened.
    pub updated_at: Timestamp,
}

impl Run {
    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        Standing {
            run: self.id,
            state: self.state,
            pause: self.pause.clone(),
            tally: self.tally,
            attempts: self.attempts,
            spent: self.spent,
            updated_at: self.updated_at,
        }
    }

    /// Drafts that it asks for.
    #[must_use]
    pub fn cells(&self) -> u64 {
        self.plan.cells().saturating_sub(self.skipped)
    }

    /// The run for the process that goes on with it. Nothing is under way.
    #[must_use]
    pub fn machine(&self) -> RunMachine {
        let budget = Budget::new(self.plan.caps, self.spent);
        RunMachine::new(self.cells(), self.state, self.pause.clone(), self.tally, budget, self.attempts)
    }

    /// Takes over what the machine knows.
    pub fn follow(&mut self, machine: &RunMachine, at: Timestamp) {
        self.state = machine.state();
        self.pause = machine.why().cloned();
        self.tally = machine.tally();
        self.attempts = machine.attempts();
        self.spent = machine.budget().spent();
        self.updated_at = at;
    }
}

/// A run as its process sees it: how many cells are where, what was spent, and whether it may go on. It holds no cells, so
/// a million of them cost nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunMachine {
    state: RunState,
    pause: Option<Pause>,
    cells: u64,
    tally: Tally,
    budget: Budget,
    attempts: u64,
    /// Cells that may still be sent before the run rests, and why it rests then.
    trial: Option<(u64, Pause)>,
}

impl RunMachine {
    /// A run as it was stored. Nothing is under way in it.
    #[must_use]
    pub fn new(cells: u64, state: RunState, pause: Option<Pause>, tally: Tally, budget: Budget, attempts: u64) -> Self {
        Self { state, pause, cells, tally, budget, attempts, trial: None }
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> RunState {
        self.state
    }

    /// Why it rests, or will.
    #[must_use]
    pub fn why(&self) -> Option<&Pause> {
        self.pause.as_ref()
    }

    /// How many cells are where.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// What was spent and is set aside.
    #[must_use]
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Requests that went out.
    #[must_use]
    pub fn attempts(&self) -> u64 {
        self.attempts
    }

    /// Cells that wait for their turn.
    #[must_use]
    pub fn queued(&self) -> u64 {
        self.cells.saturating_sub(self.tally.taken())
    }

    /// How many cells may be taken up now.
    #[must_use]
    pub fn may_lease(&self) -> u64 {
        if self.state != RunState::Running {
            return 0;
        }
        let trial = self.trial.as_ref().map_or(u64::MAX, |(left, _)| left.saturating_sub(self.tally.leased));
        self.queued().min(trial)
    }

    /// Cells were taken up.
    pub fn lease(&mut self, cells: u64) {
        self.tally.leased += cells.min(self.queued());
    }

    /// A cell is about to be sent: sets aside its worst case. False when it must not be sent; the run is pausing then if a
    /// cap stands in the way.
    #[must_use]
    pub fn send(&mut self, worst: Cost) -> bool {
        if self.state != RunState::Running || self.tally.leased == 0 || self.trial_is_over() {
            return false;
        }
        if let Err(cap) = self.budget.reserve(worst) {
            self.pause(match cap {
                CapReached::Money => Pause::Cost,
                CapReached::Tokens => Pause::Tokens,
            });
            return false;
        }
        if let Some((left, _)) = &mut self.trial {
            *left -= 1;
        }
        self.attempts += 1;
        self.tally.moved(CellState::Leased, CellState::Running);
        true
    }

    /// An attempt has ended: `worst` is what was set aside for it, `billed` what it cost.
    pub fn end(&mut self, outcome: AttemptOutcome, worst: Cost, billed: Cost) {
        self.budget.settle(worst, billed);
        self.tally.moved(CellState::Running, outcome.cell());
        // a trial counts cells that were answered, not attempts
        if matches!(outcome, AttemptOutcome::Retry | AttemptOutcome::Returned)
            && let Some((left, _)) = &mut self.trial
        {
            *left += 1;
        }
    }

    /// A cell that was about to be sent is not sent after all: nothing went out, nothing is set aside.
    pub fn recall(&mut self, worst: Cost) {
        self.budget.settle(worst, Cost::default());
        self.tally.moved(CellState::Running, CellState::Queued);
        self.attempts = self.attempts.saturating_sub(1);
        if let Some((left, _)) = &mut self.trial {
            *left += 1;
        }
    }

    /// Cells are under way that an earlier process sent in batches, with so much set aside for them.
    pub fn adopt(&mut self, cells: u64, worst: Cost) {
        self.tally.running += cells;
        self.budget.adopt(worst);
    }

    /// Cells go on under way without this process: the provider writes its batches whether or not anybody waits.
    pub fn leave(&mut self) {
        self.tally.running = 0;
    }

    /// A cell that was taken up cannot be sent, for example because its product is gone.
    pub fn drop_leased(&mut self, to: CellState) {
        self.tally.moved(CellState::Leased, to);
    }

    /// Lets what is under way finish and sends nothing new.
    pub fn pause(&mut self, why: Pause) {
        if self.state == RunState::Running {
            self.state = RunState::Pausing;
            self.pause = Some(why);
        }
    }

    /// The run ends now; cells that are not whole are not sent any more.
    pub fn cancel(&mut self) {
        if self.state != RunState::Done {
            self.state = RunState::Cancelled;
            self.pause = None;
        }
    }

    /// Goes on, with `requeued` cells of each kind back in the queue. At most `trial` cells are sent before it rests for
    /// the reason given with them.
    pub fn resume(&mut self, requeued: Tally, trial: Option<(u64, Pause)>) {
        self.requeue(requeued);
        self.state = RunState::Running;
        self.pause = None;
        self.trial = trial;
    }

    /// Cells of each kind are back in the queue: a person wants them tried again while the run goes on.
    pub fn requeue(&mut self, cells: Tally) {
        self.tally.failed = self.tally.failed.saturating_sub(cells.failed);
        self.tally.unknown = self.tally.unknown.saturating_sub(cells.unknown);
        self.tally.cancelled = self.tally.cancelled.saturating_sub(cells.cancelled);
        if let Some((left, _)) = &mut self.trial {
            *left += cells.failed + cells.unknown + cells.cancelled;
        }
    }

    fn trial_is_over(&self) -> bool {
        self.trial.as_ref().is_some_and(|(left, _)| *left == 0)
    }

    /// Looks whether the run has come to rest: true when nothing is under way and nothing will be. Cells that were taken
    /// up and not sent must have been released before.
    pub fn settle(&mut self) -> bool {
        if self.tally.running > 0 {
            return false;
        }
        match self.state {
            RunState::Running if self.queued() == 0 && self.tally.leased == 0 => self.state = RunState::Done,
            RunState::Running if self.trial_is_over() => {
                self.pause = self.trial.take().map(|(_, why)| why);
                self.state = RunState::Paused;
            }
            RunState::Running => return false,
            RunState::Pausing => self.state = RunState::Paused,
            RunState::Paused | RunState::Done | RunState::Cancelled => {}
        }
        true
    }
}
