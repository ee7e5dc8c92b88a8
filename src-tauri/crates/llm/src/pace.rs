//! How fast a provider may be asked: learnt from what it answers.
//!
//! The number of requests under way grows by one a round while all goes well and is halved when the provider says that it
//! was too much (additive increase, multiplicative decrease: Chiu and Jain, 1989). Waits that the provider names are kept.
//! Time is passed in, so that every rule is tested without sleeping.

use crate::RateLimits;
use std::time::{Duration, Instant};

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
    first_wait: Duration,
    /// Rounds in a row without an answer.
    rounds: u32,
    /// Requests sent before the last failed round say nothing new.
    failed: Option<Instant>,
}

impl Pace {
    /// Begins with everything that the person allows.
    #[must_use]
    pub fn new(ceiling: u32, first_wait: Duration) -> Self {
        let ceiling = ceiling.max(1);
        let (not_before, decreased, failed) = (None, None, None);
        Self { ceiling, allowed: f64::from(ceiling), not_before, decreased, first_wait, rounds: 0, failed }
    }

    /// Somebody else allows more. What was learnt about the provider stays; what was never refused grows at once.
    pub fn raise(&mut self, ceiling: u32) {
        if ceiling > self.ceiling {
            if self.decreased.is_none() {
                self.allowed = f64::from(ceiling);
            }
            self.ceiling = ceiling;
        }
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
        self.rounds = 0;
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

    /// The provider, or the way to it, failed in a way that may pass: nothing more is sent for a while that doubles with
    /// each round. `chance` is a random number from 0 to 1.
    pub fn failed(&mut self, sent: Instant, chance: f64, now: Instant) {
        if self.failed.is_none_or(|at| sent > at) {
            self.rounds += 1;
            self.failed = Some(now);
            self.hold(now + self.wait_before_retry(self.rounds, None, chance));
        }
    }

    /// The wait before a request is repeated: what the provider asks for, else the first wait doubled for each failed
    /// attempt up to sixteen times, less up to a quarter of it; as the providers' own clients have it.
    #[must_use]
    pub fn wait_before_retry(&self, failed: u32, asked: Option<Duration>, chance: f64) -> Duration {
        asked.unwrap_or_else(|| {
            let doubled = self.first_wait * 2_u32.pow(failed.clamp(1, 5) - 1);
            doubled.mul_f64(1.0 - 0.25 * chance.clamp(0.0, 1.0))
        })
    }

    fn hold(&mut self, until: Instant) {
        self.not_before = Some(self.not_before.map_or(until, |at| at.max(until)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Window;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn too_much_is_halved_once_a_round_and_grows_back() {
        let start = Instant::now();
        let mut pace = Pace::new(64, SECOND);
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
        let mut pace = Pace::new(4, SECOND);
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
    fn the_wait_before_a_repetition_doubles_up_to_sixteen_times() {
        let pace = Pace::new(1, SECOND / 2);
        let waits: Vec<u128> = (1..8).map(|failed| pace.wait_before_retry(failed, None, 0.0).as_millis()).collect();
        assert_eq!(waits, [500, 1000, 2000, 4000, 8000, 8000, 8000]);
        assert_eq!(pace.wait_before_retry(1, None, 1.0).as_millis(), 375);
        assert_eq!(pace.wait_before_retry(u32::MAX, None, 0.0).as_secs(), 8);
        assert_eq!(pace.wait_before_retry(5, Some(SECOND), 0.5), SECOND);
    }

    #[test]
    fn a_round_that_fails_holds_everything_longer_each_time() {
        let start = Instant::now();
        let mut pace = Pace::new(4, SECOND);
        for _ in 0..4 {
            pace.failed(start, 0.0, start + SECOND);
        }
        assert_eq!(pace.wait(start + SECOND), Some(SECOND), "a round is one failure");
        pace.failed(start + 2 * SECOND, 0.0, start + 3 * SECOND);
        assert_eq!(pace.wait(start + 3 * SECOND), Some(2 * SECOND));
        pace.answered(&RateLimits::default(), 0, start + 6 * SECOND);
        pace.failed(start + 7 * SECOND, 0.0, start + 8 * SECOND);
        assert_eq!(pace.wait(start + 8 * SECOND), Some(SECOND), "an answer forgets it");
    }
}
