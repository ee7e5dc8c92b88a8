//! One request, and what its outcome means for the cell, the pace and the run.

use super::{
    job::{Job, cost},
    live::Seat,
};
use crate::{Desk, masking::Outgoing, reading::Answer, view::Problem, writing};
use copydesk_domain::{
    Completion, FinishReason, PromptPayload, Protocol, Timestamp,
    campaign::{AttemptOutcome, Cost, FaultClass, Price, Run},
};
use copydesk_llm::{Endpoint, RateLimits, count_tokens};
use copydesk_llm_local::EngineError;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

/// What came of a request.
pub(super) struct Finished {
    pub job: Job,
    pub sent: Instant,
    pub sent_at: Timestamp,
    pub at: Timestamp,
    pub answer: Result<Answer, Fault>,
    pub limits: RateLimits,
}

/// A request without a draft.
pub(super) struct Fault {
    pub problem: Problem,
    pub class: FaultClass,
    /// The provider asks for fewer requests.
    pub too_many: bool,
    /// It may have been carried out and billed.
    pub unknown: bool,
    pub retry_after: Option<Duration>,
    pub request_id: Option<String>,
}

impl From<copydesk_llm::CallError> for Fault {
    fn from(error: copydesk_llm::CallError) -> Self {
        Self {
            class: error.class(),
            too_many: error.code() == "rate_limited",
            unknown: error.outcome_unknown(),
            retry_after: error.retry_after(),
            request_id: error.request_id().map(ToOwned::to_owned),
            problem: error.into(),
        }
    }
}

impl From<EngineError> for Fault {
    fn from(error: EngineError) -> Self {
        let class = match error {
            EngineError::PromptTooLong { .. } => FaultClass::Cell,
            EngineError::Died { .. } => FaultClass::Passing,
            _ => FaultClass::Account,
        };
        // nobody bills for this machine
        let (too_many, unknown, retry_after, request_id) = (false, false, None, None);
        Self { problem: error.into(), class, too_many, unknown, retry_after, request_id }
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        let (too_many, unknown, retry_after, request_id) = (false, false, None, None);
        Self { problem, class: FaultClass::Account, too_many, unknown, retry_after, request_id }
    }
}

/// Where the requests of a run go.
#[derive(Clone)]
pub(super) enum Destination {
    Local(std::path::PathBuf),
    Server(Endpoint),
}

impl Desk {
    /// The destination of a run; a key that cannot be fetched is said before anything is sent.
    pub(super) async fn destination(&self, run: &Run) -> Result<Destination, Problem> {
        let provider = &run.plan.provider;
        if provider.fields.protocol == Protocol::Local {
            return Ok(Destination::Local(self.model_file(provider, Some(&run.plan.model))));
        }
        Ok(Destination::Server(self.endpoint(provider).await?))
    }

    /// One request, at whatever place.
    async fn carry(
        &self,
        to: &Destination,
        payload: &PromptPayload,
        on_text: &mut (dyn FnMut(&str) + Send),
        limits: &mut RateLimits,
        stop: &CancellationToken,
    ) -> Result<Completion, Fault> {
        match to {
            Destination::Local(file) => {
                self.home.engine().complete(file, payload, on_text, stop).await.map_err(Fault::from)
            }
            Destination::Server(endpoint) => {
                let client = self.home.client().map_err(Fault::from)?;
                let outgoing = Outgoing::of(payload);
                let mut restorer = outgoing.restorer();
                let mut heard = |words: &str| on_text(&restorer.push(words));
                let (answer, told) = client.attempt(endpoint, &outgoing.payload, &mut heard, stop).await;
                on_text(&restorer.finish());
                *limits = told;
                answer.map(|answer| outgoing.restored(answer)).map_err(Fault::from)
            }
        }
    }

    /// Sends one request and waits for its end; its words go to its seat as they come, if it has one.
    pub(super) async fn send(
        &self,
        to: &Destination,
        job: Job,
        sent_at: Timestamp,
        seat: Option<Seat>,
        stop: &CancellationToken,
    ) -> Finished {
        let sent = Instant::now();
        let mut on_text = |text: &str| {
            if let Some(seat) = &seat {
                seat.hear(text);
            }
        };
        let mut limits = RateLimits::default();
        let protocol = match to {
            Destination::Local(_) => Protocol::Local,
            Destination::Server(endpoint) => endpoint.protocol,
        };
        let answer = match self.carry(to, &job.payload, &mut on_text, &mut limits, stop).await {
            Ok(whole) if whole.finish != FinishReason::Cancelled && whole.text.trim().is_empty() => {
                // it was answered, and billed
                let (too_many, unknown, retry_after) = (false, false, None);
                let (problem, request_id) = (writing::empty_answer(&whole), whole.request_id);
                Err(Fault { problem, class: FaultClass::Cell, too_many, unknown, retry_after, request_id })
            }
            Ok(whole) => {
                let answer = Answer::read(job.channel.as_ref(), protocol, whole);
                match (answer.repair(&job.payload), &job.channel) {
                    // a repair that fails leaves the first answer, which was paid for
                    (Some(repair), Some(channel)) => {
                        match self.carry(to, &repair, &mut |_| {}, &mut limits, stop).await {
                            Ok(second) if !second.text.trim().is_empty() => Ok(answer.mended(channel, second)),
                            _ => Ok(answer),
                        }
                    }
                    _ => Ok(answer),
                }
            }
            Err(fault) => Err(fault),
        };
        Finished { job, sent, sent_at, at: self.home.clock().now(), answer, limits }
    }
}

/// What a whole answer cost: as the provider counted it, else as its texts are counted here.
pub(super) fn billed(price: Option<&Price>, job: &Job, completion: &Completion) -> Cost {
    let counted = || {
        let read = job.payload.messages.iter().map(|message| count_tokens(&message.content) + 4).sum();
        (read, count_tokens(&completion.text))
    };
    let (read, written) =
        completion.usage.map_or_else(counted, |usage| (u64::from(usage.prompt), u64::from(usage.completion)));
    cost(price, read, written)
}

/// What a request without a draft cost: nothing when it was refused before it was carried out, else the worst.
pub(super) fn billed_for_nothing(job: &Job, fault: &Fault) -> Cost {
    if fault.unknown || fault.problem.code == "empty_answer" { job.worst } else { Cost::default() }
}

/// Requests for one cell that may fail in a way that passes, before the cell is given up: more than the rounds after which
/// a run rests, so that only a cell that fails while others succeed is.
const TRIES: u32 = 8;

/// What becomes of a cell whose request gave no draft, while the run goes on.
pub(super) fn outcome(job: &Job, fault: &Fault) -> AttemptOutcome {
    match fault.class {
        _ if fault.unknown => AttemptOutcome::Unknown,
        FaultClass::Cell => AttemptOutcome::Failed,
        FaultClass::Account => AttemptOutcome::Returned,
        // too many requests are the pace's fault, not the cell's
        FaultClass::Passing if fault.too_many || job.passing < TRIES => AttemptOutcome::Retry,
        FaultClass::Passing => AttemptOutcome::Failed,
    }
}
