//! The way to one model at one provider. All runs that write there share it: what one of them learns about the provider's
//! pace holds for the others, and together they have no more under way than the provider takes.

use copydesk_domain::ProviderId;
use copydesk_llm::Pace;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::{Duration, Instant},
};

#[derive(Debug)]
struct Shared {
    pace: Pace,
    in_air: u32,
}

/// A model at a provider.
type Way = (ProviderId, String);

/// The lanes that runs are on now.
#[derive(Debug, Default)]
pub(crate) struct Lanes(Mutex<HashMap<Way, Weak<Mutex<Shared>>>>);

impl Lanes {
    /// A run's part of a lane, with at most `in_flight` of its requests under way.
    pub(crate) fn join(&self, provider: ProviderId, model: &str, in_flight: u32, first_wait: Duration) -> Lane {
        let mut lanes = lock(&self.0);
        lanes.retain(|_, lane| lane.strong_count() > 0);
        let way = (provider, model.to_owned());
        let known = lanes.get(&way).and_then(Weak::upgrade);
        let shared =
            known.unwrap_or_else(|| Arc::new(Mutex::new(Shared { pace: Pace::new(in_flight, first_wait), in_air: 0 })));
        lock(&shared).pace.raise(in_flight);
        lanes.insert(way, Arc::downgrade(&shared));
        Lane { shared, in_flight, in_air: 0 }
    }
}

/// A run's part of a lane.
#[derive(Debug)]
pub(crate) struct Lane {
    shared: Arc<Mutex<Shared>>,
    in_flight: u32,
    in_air: u32,
}

impl Lane {
    /// How many requests of this run may be under way.
    pub(super) fn allowed(&self) -> u32 {
        lock(&self.shared).pace.allowed().min(self.in_flight)
    }

    /// Requests of this run that are under way.
    pub(super) fn in_air(&self) -> u32 {
        self.in_air
    }

    /// How long the next request has to wait.
    pub(super) fn wait(&self, now: Instant) -> Option<Duration> {
        lock(&self.shared).pace.wait(now)
    }

    /// Takes off with one more request, if it may.
    pub(super) fn enter(&mut self, now: Instant) -> bool {
        let mut shared = lock(&self.shared);
        let free = shared.in_air < shared.pace.allowed() && self.in_air < self.in_flight;
        if !free || shared.pace.wait(now).is_some() {
            return false;
        }
        shared.in_air += 1;
        self.in_air += 1;
        true
    }

    /// A request has come back.
    pub(super) fn leave(&mut self) {
        self.in_air = self.in_air.saturating_sub(1);
        let mut shared = lock(&self.shared);
        shared.in_air = shared.in_air.saturating_sub(1);
    }

    /// What the lane has learnt about the provider's pace.
    pub(super) fn pace<T>(&self, learn: impl FnOnce(&mut Pace) -> T) -> T {
        learn(&mut lock(&self.shared).pace)
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        let mut shared = lock(&self.shared);
        shared.in_air = shared.in_air.saturating_sub(self.in_air);
    }
}

/// A panic while a lane was held leaves it whole: every change to it is one number.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_at_one_model_share_what_the_provider_takes() {
        let (lanes, now, provider) = (Lanes::default(), Instant::now(), ProviderId::new());
        let mut first = lanes.join(provider, "m", 4, Duration::from_secs(1));
        let mut second = lanes.join(provider, "m", 6, Duration::from_secs(1));
        assert_eq!((0..9).filter(|_| first.enter(now)).count(), 4, "its own limit");
        assert_eq!((0..9).filter(|_| second.enter(now)).count(), 2, "what is left of the larger one");
        first.pace(|pace| pace.refused(now, None, now));
        assert_eq!(second.allowed(), 3, "what one learns holds for the other");
        drop(first);
        assert!(second.enter(now), "what a run leaves behind is free again");
        assert!(!second.enter(now));
        let mut elsewhere = lanes.join(provider, "other", 2, Duration::from_secs(1));
        assert!(elsewhere.enter(now), "another model has a lane of its own");
    }
}
