//! How a run stands, for people: counts, money, drafts a minute, time left.

use crate::{
    providers,
    view::{Money, RunProgress, RunView},
};
use copydesk_domain::campaign::{Run, RunState};
use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

/// Time over which drafts a minute are counted.
const LATELY: Duration = Duration::from_secs(30);
/// Sooner than this there is no rate to speak of.
const SOON: Duration = Duration::from_secs(1);

/// What only the process that carries a run out knows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Live {
    pub in_flight: u64,
    pub pace: u32,
    pub per_minute: Option<u64>,
}

/// Counts drafts a minute.
#[derive(Debug, Default)]
pub(super) struct Rate {
    seen: VecDeque<(Instant, u64)>,
}

impl Rate {
    /// Notes how many drafts there are now; answers with the rate of the last half minute.
    pub(super) fn at(&mut self, now: Instant, done: u64) -> Option<u64> {
        while self.seen.len() > 1 && self.seen.front().is_some_and(|(at, _)| now.duration_since(*at) > LATELY) {
            self.seen.pop_front();
        }
        self.seen.push_back((now, done));
        let (since, before) = *self.seen.front()?;
        let elapsed = now.duration_since(since);
        if elapsed < SOON || done == before {
            return None;
        }
        let millis = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
        Some((done - before).saturating_mul(60_000) / millis)
    }
}

pub(super) fn progress(run: &Run, live: Option<Live>) -> RunProgress {
    let plan = &run.plan;
    let (cells, tally) = (run.cells(), run.tally);
    let per_minute = live.and_then(|live| live.per_minute).filter(|_| run.state == RunState::Running);
    let left = cells.saturating_sub(tally.done + tally.failed + tally.unknown + tally.cancelled);
    RunProgress {
        run: run.id,
        state: run.state,
        pause: run.pause.clone(),
        cells,
        done: tally.done,
        failed: tally.failed,
        unknown: tally.unknown,
        cancelled: tally.cancelled,
        in_flight: live.map_or(0, |live| live.in_flight),
        pace: live.map_or(plan.in_flight, |live| live.pace),
        attempts: run.attempts,
        tokens: run.spent.tokens,
        cost: plan.price.as_ref().map(|price| Money { nano: run.spent.nano, currency: price.currency.clone() }),
        per_minute,
        seconds_left: per_minute.filter(|rate| *rate > 0).map(|rate| (left * 60).div_ceil(rate)),
        batches: None,
    }
}

pub(super) fn view(run: &Run, live: Option<Live>) -> RunView {
    let plan = &run.plan;
    RunView {
        progress: progress(run, live),
        name: run.name.clone(),
        briefs: plan.briefs.iter().map(|brief| brief.fields.name.clone()).collect(),
        products: plan.products,
        profiles: plan.profiles.iter().map(|one| one.as_ref().map(|profile| profile.fields.name.clone())).collect(),
        variants: plan.variants,
        skipped: run.skipped,
        delivery: plan.delivery,
        provider: plan.provider.fields.name.clone(),
        model: plan.model.clone(),
        host: providers::host(&plan.provider),
        caps: plan.caps,
        in_flight: plan.in_flight,
        created_at: run.created_at.to_string(),
        updated_at: run.updated_at.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_a_minute_follow_the_last_half_minute() {
        let start = Instant::now();
        let mut rate = Rate::default();
        let at = |second| start + Duration::from_secs(second);
        assert_eq!(rate.at(at(0), 100), None);
        assert_eq!(rate.at(at(10), 110), Some(60));
        for second in 11..=60 {
            rate.at(at(second), 110 + (second - 10) * 5);
        }
        assert_eq!(rate.at(at(61), 365), Some(300));
        assert_eq!(Rate::default().at(at(0), 5), None);
    }
}
