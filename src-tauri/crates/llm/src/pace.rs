//! How fast a provider may be asked: learnt from what it answers.
//!
//! The number of requests under way grows by one a round while all goes well and is halved when the provider says that it
//! was too much (additive increase, multiplicative decrease: Chiu and Jain, 1989). Waits that the provider names are kept.
//! Time is passed in, so that every rule is tested without sleeping.

use crate::RateLimits;
use std::time::{Duration, Instant};

/// The first wait before the same request is sent again, and the longest; as the providers' own clients have them.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// See [`FIRST_WAIT`].
const LONGEST_WAIT: Duration = Duration::from_secs(8);
/// A wait beyond this is not slept: the run pauses and says until when.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// How many requests may be under way, and when the next may go.
#[derive(Clone, Debug)]
pub struct Pace {
    ceiling: u32,
    allowed: f64,
    not_before: Option<Instant>,
    /// Requests sent before the last decrease say nothing new.
    decreased: Option<Instant>,
}

impl Pace {
    /// Begins with everything that the person allows.
    #[must_use]
    pub fn new(ceiling: u32) -> Self {
        let ceiling = ceiling.max(1);
        Self { ceiling, allowed: f64::from(ceiling), not_before: None, decreased: None }
    }

    /// How many may be under way.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and the ceiling")]
    pub fn allowed(&self) -> u32 {
        (self.allowed as u32).clamp(1, self.ceiling)
    }

    /// How long the next request has to wait.
    #[must_use]
    pub fn wait(&self, now: Instant) -> Option<Duration> {
        self.not_before.map(|at| at.saturating_duration_since(now)).filter(|wait| !wait.is_zero())
    }

    /// A request was answered. `next` is what the next one may need in tokens.
    pub fn answered(&mut self, limits: &RateLimits, next: u64, now: Instant) {
        self.allowed = (self.allowed + 1.0 / self.allowed).min(f64::from(self.ceiling));
        self.learn(limits, next, now);
    }

    /// What the head of an answer says about the next request.
    pub fn learn(&mut self, limits: &RateLimits, next: u64, now: Instant) {
        let requests = limits.requests.filter(|window| window.remaining == 0);
        let tokens = limits.tokens.filter(|window| window.remaining < next);
        for window in requests.into_iter().chain(tokens) {
            self.hold(now + window.reset);
        }
    }

    /// The provider said that it was too much. `sent` is when that request went out.
    pub fn refused(&mut self, sent: Instant, after: Option<Duration>, now: Instant) {
        if self.decreased.is_none_or(|at| sent > at) {
            self.allowed = (self.allowed / 2.0).max(1.0);
            self.decreased = Some(now);
        }
        if let Some(after) = after {
            self.hold(now + after);
        }
    }

    fn hold(&mut self, until: Instant) {
        self.not_before = Some(self.not_before.map_or(until, |at| at.max(until)));
    }
}

/// The wait before an attempt is repeated: what the provider asks for, else 0.5 s doubled for each failed attempt up to 8 s,
/// less up to a quarter of it. `chance` is a random number from 0 to 1.
#[must_use]
pub fn wait_before_retry(failed: u32, asked: Option<Duration>, chance: f64) -> Duration {
    asked.unwrap_or_else(|| {
        let doubled = FIRST_WAIT.saturating_mul(2_u32.saturating_pow(failed.saturating_sub(1))).min(LONGEST_WAIT);
        doubled.mul_f64(1.0 - 0.25 * chance.clamp(0.0, 1.0))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Window;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn too_much_is_halved_once_a_round_and_grows_back() {
        let start = Instant::now();
        let mut pace = Pace::new(64);
        for _ in 0..64 {
            pace.refused(start, None, start + SECOND);
        }
        assert_eq!(pace.allowed(), 32, "one round of refusals is one decrease");
        pace.refused(start + 2 * SECOND, None, start + 3 * SECOND);
        assert_eq!(pace.allowed(), 16);
        for _ in 0..16 {
            pace.answered(&RateLimits::default(), 0, start);
        }
        assert_eq!(pace.allowed(), 16, "a round of successes gives one more, rounded down");
        pace.answered(&RateLimits::default(), 0, start);
        assert_eq!(pace.allowed(), 17);
        for _ in 0..10_000 {
            pace.answered(&RateLimits::default(), 0, start);
        }
        assert_eq!(pace.allowed(), 64);
        for second in 10..40 {
            pace.refused(start + second * SECOND, None, start + second * SECOND);
        }
        assert_eq!(pace.allowed(), 1);
    }

    #[test]
    fn waits_that_the_provider_names_are_kept() {
        let now = Instant::now();
        let mut pace = Pace::new(4);
        assert_eq!(pace.wait(now), None);
        pace.refused(now, Some(3 * SECOND), now);
        pace.refused(now, Some(SECOND), now);
        assert_eq!(pace.wait(now), Some(3 * SECOND));
        assert_eq!(pace.wait(now + 3 * SECOND), None);
        let window = |remaining| Some(Window { remaining, reset: 5 * SECOND });
        pace.answered(&RateLimits { requests: window(1), tokens: window(900) }, 900, now);
        assert_eq!(pace.wait(now + 3 * SECOND), None);
        pace.answered(&RateLimits { requests: window(1), tokens: window(899) }, 900, now);
        assert_eq!(pace.wait(now), Some(5 * SECOND));
        pace.answered(&RateLimits { requests: window(0), tokens: None }, 900, now + 5 * SECOND);
        assert_eq!(pace.wait(now + 5 * SECOND), Some(5 * SECOND));
    }

    #[test]
    fn the_wait_before_a_repetition_doubles_up_to_eight_seconds() {
        let waits: Vec<u128> = (1..8).map(|failed| wait_before_retry(failed, None, 0.0).as_millis()).collect();
        assert_eq!(waits, [500, 1000, 2000, 4000, 8000, 8000, 8000]);
        assert_eq!(wait_before_retry(1, None, 1.0).as_millis(), 375);
        assert_eq!(wait_before_retry(40, None, 0.0), LONGEST_WAIT);
        assert_eq!(wait_before_retry(5, Some(SECOND), 0.5), SECOND);
    }
}
