//! Stops a run that would burn through its queue: a wrong key fails every cell in the same way.

/// What a failed attempt says about the attempts after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultClass {
    /// It says something about this cell alone: a prompt that is too long, a filter.
    Cell,
    /// Every request fails so until a person changes something: a wrong key, no credit, an unknown model.
    Account,
    /// It may pass by itself: the host is down, busy, or has a problem of its own.
    Passing,
}

/// Failures of the account in a row that stop a run.
const ACCOUNT_LIMIT: u32 = 3;
/// Passing failures in a row that stop a run: so many rounds of everything that is under way, with growing waits between.
const ROUNDS: u32 = 6;

/// Counts failures of one kind in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Breaker {
    kind: Option<String>,
    row: u32,
}

impl Breaker {
    /// A request succeeded.
    pub fn succeeded(&mut self) {
        *self = Self::default();
    }

    /// A request failed; true when the run should stop. `kind` is the failure's code, `in_flight` how many are under way.
    pub fn failed(&mut self, kind: &str, class: FaultClass, in_flight: u32) -> bool {
        if class == FaultClass::Cell {
            // it was answered: the provider works
            self.succeeded();
            return false;
        }
        if self.kind.as_deref() != Some(kind) {
            self.kind = Some(kind.to_owned());
            self.row = 0;
        }
        self.row += 1;
        let limit = match class {
            FaultClass::Account => ACCOUNT_LIMIT,
            _ => in_flight.saturating_mul(ROUNDS),
        };
        self.row >= limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_of_one_kind_in_a_row_stop_a_run_and_a_success_between_does_not() {
        let mut breaker = Breaker::default();
        let stops = |breaker: &mut Breaker, kind| breaker.failed(kind, FaultClass::Account, 4);
        assert!(!stops(&mut breaker, "key_refused") && !stops(&mut breaker, "key_refused"));
        breaker.succeeded();
        assert!(!stops(&mut breaker, "key_refused") && !stops(&mut breaker, "no_credit"));
        assert!(!stops(&mut breaker, "key_refused") && !stops(&mut breaker, "key_refused"));
        assert!(stops(&mut breaker, "key_refused"));
    }

    #[test]
    fn what_may_pass_gets_six_rounds_and_a_cells_own_failure_counts_for_nothing() {
        let mut breaker = Breaker::default();
        let passing = (1..100).find(|_| breaker.failed("server_error", FaultClass::Passing, 10));
        assert_eq!(passing, Some(60));
        let mut breaker = Breaker::default();
        assert_eq!((1..100).find(|_| breaker.failed("refused", FaultClass::Cell, 10)), None);
    }
}
