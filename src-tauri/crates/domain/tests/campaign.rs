//! No sequence of events loses a cell or bills above the cap.
#![allow(clippy::unwrap_used, missing_docs)]

use copydesk_domain::campaign::{
    AttemptOutcome, Budget, Caps, CellEvent, CellState, Cost, Pause, RunMachine, RunState, Tally,
};
use proptest::prelude::*;

/// What may happen to a run, in any order.
#[derive(Clone, Debug)]
enum Event {
    Lease,
    Send {
        worst: u64,
    },
    End {
        outcome: AttemptOutcome,
        share: u64,
    },
    ProductGone,
    Recall,
    Pause,
    Cancel,
    Crash,
    Resume {
        failed: bool,
        trial: Option<u64>,
    },
    /// A person wants what failed tried again while the run goes on.
    Retry,
}

fn events() -> impl Strategy<Value = Event> {
    let outcome = prop_oneof![
        4 => Just(AttemptOutcome::Done),
        1 => Just(AttemptOutcome::Retry),
        1 => Just(AttemptOutcome::Returned),
        1 => Just(AttemptOutcome::Failed),
        1 => Just(AttemptOutcome::Unknown),
        1 => Just(AttemptOutcome::Cancelled),
    ];
    prop_oneof![
        6 => Just(Event::Lease),
        6 => (0_u64..40).prop_map(|worst| Event::Send { worst }),
        8 => (outcome, 0_u64..=100).prop_map(|(outcome, share)| Event::End { outcome, share }),
        1 => Just(Event::ProductGone),
        1 => Just(Event::Recall),
        1 => Just(Event::Pause),
        1 => Just(Event::Cancel),
        1 => Just(Event::Crash),
        2 => (any::<bool>(), proptest::option::of(0_u64..4)).prop_map(|(failed, trial)| Event::Resume { failed, trial }),
        1 => Just(Event::Retry),
    ]
}

/// The cells one by one, as the store has them, beside the machine that only counts them.
struct World {
    machine: RunMachine,
    cells: Vec<CellState>,
    under_way: Vec<(usize, Cost)>,
    caps: Caps,
    /// Every draft that was ever stored, by cell.
    drafts: Vec<u32>,
}

impl World {
    fn new(cells: usize, cap: Option<u64>) -> Self {
        let caps = Caps { tokens: cap, nano: cap.map(|cap| cap * 2) };
        let budget = Budget::new(caps, Cost::default());
        Self {
            machine: RunMachine::new(cells as u64, RunState::Running, None, Tally::default(), budget, 0),
            cells: vec![CellState::Queued; cells],
            under_way: Vec::new(),
            caps,
            drafts: vec![0; cells],
        }
    }

    fn first(&self, state: CellState) -> Option<usize> {
        self.cells.iter().position(|cell| *cell == state)
    }

    fn step(&mut self, cell: usize, event: CellEvent) {
        self.cells[cell] = self.cells[cell].on(event).unwrap();
    }

    fn release(&mut self) {
        while let Some(cell) = self.first(CellState::Leased) {
            self.step(cell, CellEvent::Release);
            self.machine.drop_leased(CellState::Queued);
        }
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Lease => {
                if self.machine.may_lease() > 0 {
                    let cell = self.first(CellState::Queued).unwrap();
                    self.step(cell, CellEvent::Lease);
                    self.machine.lease(1);
                }
            }
            Event::Send { worst } => {
                let worst = Cost { tokens: worst, nano: worst * 3 };
                if self.machine.send(worst) {
                    let cell = self.first(CellState::Leased).unwrap();
                    self.step(cell, CellEvent::Send);
                    self.under_way.push((cell, worst));
                }
            }
            Event::End { outcome, share } => {
                if self.under_way.is_empty() {
                    return;
                }
                let (cell, worst) = self.under_way.remove(0);
                let part = |of: u64| of * share / 100;
                let billed = Cost { tokens: part(worst.tokens), nano: part(worst.nano) };
                self.machine.end(outcome, worst, billed);
                assert_eq!(self.cells[cell], CellState::Running);
                self.cells[cell] = outcome.cell();
                self.drafts[cell] += u32::from(outcome == AttemptOutcome::Done);
            }
            Event::ProductGone => {
                if let Some(cell) = self.first(CellState::Leased) {
                    self.step(cell, CellEvent::Fail);
                    self.machine.drop_leased(CellState::Failed);
                }
            }
            Event::Recall => {
                if let Some((cell, worst)) = self.under_way.pop() {
                    self.step(cell, CellEvent::Recall);
                    self.machine.recall(worst);
                }
            }
            Event::Pause => self.machine.pause(Pause::Person),
            Event::Cancel => self.machine.cancel(),
            Event::Crash => self.crash(),
            Event::Resume { failed, trial } => self.resume(failed, trial),
            Event::Retry => {
                if self.machine.state() == RunState::Running {
                    let requeued = self.requeue(true);
                    self.machine.requeue(requeued);
                }
            }
        }
        if self.machine.state() != RunState::Running {
            self.release();
        }
        self.machine.settle();
    }

    /// The process is gone: what was under way is of unknown outcome, and counts as billed.
    fn crash(&mut self) {
        for (cell, worst) in std::mem::take(&mut self.under_way) {
            self.step(cell, CellEvent::LoseTrack);
            self.machine.end(AttemptOutcome::Unknown, worst, worst);
        }
        self.release();
        let (state, why) = match self.machine.state() {
            RunState::Running | RunState::Pausing => (RunState::Paused, Some(Pause::Interrupted)),
            state => (state, self.machine.why().cloned()),
        };
        let budget = Budget::new(self.caps, self.machine.budget().spent());
        self.machine =
            RunMachine::new(self.cells.len() as u64, state, why, self.machine.tally(), budget, self.machine.attempts());
    }

    fn resume(&mut self, failed: bool, trial: Option<u64>) {
        if !self.under_way.is_empty() || self.machine.state() == RunState::Running {
            return;
        }
        let requeued = self.requeue(failed);
        self.machine.resume(requeued, trial.map(|cells| (cells, Pause::Trial)));
    }

    fn requeue(&mut self, failed: bool) -> Tally {
        let mut requeued = Tally::default();
        for cell in 0..self.cells.len() {
            let count = match self.cells[cell] {
                CellState::Failed if failed => &mut requeued.failed,
                CellState::Unknown => &mut requeued.unknown,
                CellState::Cancelled => &mut requeued.cancelled,
                _ => continue,
            };
            *count += 1;
            self.step(cell, CellEvent::Requeue);
        }
        requeued
    }

    fn check(&self) {
        let count = |state| self.cells.iter().filter(|cell| **cell == state).count() as u64;
        let tally = self.machine.tally();
        assert_eq!(self.machine.queued(), count(CellState::Queued));
        assert_eq!(tally.leased, count(CellState::Leased));
        assert_eq!(tally.running, count(CellState::Running));
        assert_eq!(tally.done, count(CellState::Done));
        assert_eq!(tally.failed, count(CellState::Failed));
        assert_eq!(tally.unknown, count(CellState::Unknown));
        assert_eq!(tally.cancelled, count(CellState::Cancelled));
        for (cell, drafts) in self.cells.iter().zip(&self.drafts) {
            assert_eq!(*drafts, u32::from(*cell == CellState::Done), "a cell has exactly its draft");
        }
        let budget = self.machine.budget();
        let at_worst = |part: fn(Cost) -> u64| part(budget.spent()) + part(budget.reserved());
        assert!(self.caps.tokens.is_none_or(|cap| at_worst(|cost| cost.tokens) <= cap));
        assert!(self.caps.nano.is_none_or(|cap| at_worst(|cost| cost.nano) <= cap));
        if self.machine.state() == RunState::Done {
            assert_eq!(count(CellState::Queued) + count(CellState::Leased) + count(CellState::Running), 0);
        }
        if self.machine.state() == RunState::Paused {
            assert!(self.machine.why().is_some() && self.under_way.is_empty());
        }
    }
}

proptest! {
    #[test]
    fn no_sequence_of_events_loses_a_cell_or_bills_above_the_cap(
        cells in 1_usize..12,
        cap in proptest::option::of(0_u64..200),
        happening in proptest::collection::vec(events(), 0..150),
    ) {
        let mut world = World::new(cells, cap);
        for event in happening {
            world.happen(event);
            world.check();
        }
        // whatever came before: without a cap, a person who resumes and a provider that answers bring it to its end
        world.crash();
        world.caps = Caps::default();
        world.crash();
        world.resume(true, None);
        for _ in 0..cells * 3 {
            world.happen(Event::Lease);
            world.happen(Event::Send { worst: 1 });
            world.happen(Event::End { outcome: AttemptOutcome::Done, share: 100 });
            world.check();
        }
        prop_assert_eq!(world.machine.state(), RunState::Done);
        prop_assert!(world.cells.iter().all(|cell| *cell == CellState::Done));
    }

    #[test]
    fn every_cell_lies_at_one_place(
        products in 1_u64..50, profiles in 1_usize..5, briefs in 1_usize..4, variants in 1_u32..4
    ) {
        let mut plan = plan();
        plan.products = products;
        plan.profiles = vec![None; profiles];
        plan.briefs = vec![plan.briefs[0].clone(); briefs];
        plan.variants = variants;
        let places: std::collections::HashSet<_> = (0..plan.cells())
            .map(|cell| plan.place(cell))
            .inspect(|place| {
                assert!(place.product < products && place.profile < profiles);
                assert!(place.brief < briefs && (1..=variants).contains(&place.variant));
            })
            .map(|place| (place.product, place.profile, place.brief, place.variant))
            .collect();
        prop_assert_eq!(places.len() as u64, plan.cells());
    }
}

fn plan() -> copydesk_domain::campaign::CampaignPlan {
    serde_json::from_value(serde_json::json!({
        "briefs": [{
            "id": "00000000-0000-7000-8000-000000000001", "name": "Marketing copy", "template": "", "built_in": null,
            "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z",
        }],
        "profiles": [], "provider": {"id": "00000000-0000-7000-8000-000000000002", "built_in": true},
        "model": "", "overrides": {}, "variants": 1, "skips": {}, "delivery": "live", "products": 0, "caps": {}, "in_flight": 1, "price": null,
    }))
    .unwrap()
}
