//! What comes back from a batch, cell by cell, however often it is read: only cells that are still under way take a result.

use super::{
    attempt,
    batches::{CHUNK, Kept, cell_of},
    job::Job,
};
use crate::{Desk, masking::Outgoing, reading::Answer, view::Problem, writing};
use copydesk_domain::{
    Channel,
    campaign::{AttemptOutcome, Cost, FaultClass, Run, RunMachine},
};
use copydesk_llm::{
    Endpoint,
    batch::{BatchResult, BatchState, ResultLines, batches_for},
};
use copydesk_store::{BatchCell, Ended, RunStep};
use std::{collections::HashMap, path::Path};

/// Stores the results of one batch.
pub(super) struct Collector<'a> {
    desk: &'a Desk,
    run: &'a mut Run,
    machine: &'a mut RunMachine,
    number: u64,
}

impl<'a> Collector<'a> {
    /// The largest file of results that is taken: four times what a batch may hold of requests.
    pub(super) const MOST_BYTES: u64 = 800_000_000;

    pub(super) fn new(desk: &'a Desk, run: &'a mut Run, machine: &'a mut RunMachine, number: u64) -> Self {
        Self { desk, run, machine, number }
    }

    /// Reads a file of results.
    pub(super) async fn read(&mut self, file: &Path, endpoint: &Endpoint) -> Result<(), Problem> {
        let Some(protocol) = batches_for(endpoint.protocol) else { return Ok(()) };
        let mut lines = ResultLines::open(file, protocol, endpoint, &self.run.plan.model).await?;
        let mut results: HashMap<u64, BatchResult> = HashMap::new();
        loop {
            match lines.next().await? {
                Some(Ok(result)) => {
                    if let Some(cell) = cell_of(&result.custom_id) {
                        results.insert(cell, result);
                    }
                }
                // whose it was is not known: its cell is found without a result when the batch is closed
                Some(Err(fault)) => tracing::warn!(%fault, "a line of a batch"),
                None => break,
            }
            if results.len() as u64 >= CHUNK {
                self.store(std::mem::take(&mut results)).await?;
            }
        }
        self.store(results).await
    }

    async fn store(&mut self, mut results: HashMap<u64, BatchResult>) -> Result<(), Problem> {
        if results.is_empty() {
            return Ok(());
        }
        let numbers: Vec<u64> = results.keys().copied().collect();
        let cells = self.desk.store.runs().batch_cells(self.run.id, self.number, Some(&numbers), CHUNK).await?;
        let mut step = RunStep::default();
        for cell in cells {
            if let Some(result) = results.remove(&cell.cell) {
                step.ended.push(self.ended(cell, result));
            }
        }
        self.record(step).await
    }

    /// What became of a cell that has its result.
    fn ended(&mut self, cell: BatchCell, result: BatchResult) -> Ended {
        let mut ended = self.without_draft(&cell, AttemptOutcome::Failed, Cost::default());
        let Ok(kept) = serde_json::from_str::<Kept>(&cell.request) else {
            ended.problem = Some(problem("internal", "What was sent for this draft cannot be read any more."));
            return self.end(&cell, ended);
        };
        let job = self.job(&cell, kept);
        match result.answer {
            Ok(whole) if whole.text.trim().is_empty() => {
                ended.billed = attempt::billed(self.run.plan.price.as_ref(), &job, &whole);
                ended.request_id.clone_from(&whole.request_id);
                ended.problem = Some(serde_json::json!(writing::empty_answer(&whole)));
            }
            Ok(whole) => {
                ended.outcome = AttemptOutcome::Done;
                ended.billed = attempt::billed(self.run.plan.price.as_ref(), &job, &whole);
                ended.request_id.clone_from(&whole.request_id);
                let now = self.desk.home.clock().now();
                let took = now.as_millisecond().saturating_sub(cell.sent_at.as_millisecond());
                let protocol = self.run.plan.provider.fields.protocol;
                let whole = Outgoing::of(&job.payload).restored(whole);
                let answer = Answer::read(job.channel.as_ref(), protocol, whole);
                ended.draft = job.draft(self.run, answer, u64::try_from(took).unwrap_or_default(), now);
            }
            Err(error) => {
                ended.request_id = error.request_id().map(ToOwned::to_owned);
                // a cell that the provider gave up by itself goes back only when a person wants it: another day is long
                if error.class() == FaultClass::Cell && error.code() == "batch_cancelled" {
                    ended.outcome = AttemptOutcome::Cancelled;
                }
                ended.problem = Some(serde_json::json!(Problem::from(error)));
            }
        }
        self.end(&cell, ended)
    }

    /// Cells of a batch that is over and has no result for them.
    pub(super) async fn close(&mut self, state: BatchState) -> Result<(), Problem> {
        loop {
            let cells = self.desk.store.runs().batch_cells(self.run.id, self.number, None, CHUNK).await?;
            if cells.is_empty() {
                return Ok(());
            }
            let mut step = RunStep::default();
            for cell in cells {
                let (outcome, billed, why) = match state {
                    BatchState::Expired => (AttemptOutcome::Failed, Cost::default(), "batch_expired"),
                    BatchState::Cancelled => (AttemptOutcome::Cancelled, Cost::default(), "batch_cancelled"),
                    // it says that it is complete: what it wrote for this cell was paid and never came
                    _ => (AttemptOutcome::Unknown, cell.worst, "batch_without_result"),
                };
                let mut ended = self.without_draft(&cell, outcome, billed);
                ended.problem = Some(problem(why, sentence(why)));
                step.ended.push(self.end(&cell, ended));
            }
            self.record(step).await?;
        }
    }

    fn job(&self, cell: &BatchCell, kept: Kept) -> Job {
        Job {
            cell: cell.cell,
            place: self.run.plan.place(cell.cell),
            product: kept.product,
            payload: kept.payload,
            channel: self.channel(cell.cell),
            origin: kept.origin,
            worst: cell.worst,
            attempts: cell.attempts,
            passing: 0,
        }
    }

    /// The channel that a cell's brief writes for.
    fn channel(&self, cell: u64) -> Option<Channel> {
        let plan = &self.run.plan;
        let brief = plan.briefs.get(plan.place(cell).brief)?;
        self.desk.home.channels().ok()?.find(&brief.fields.channel).cloned()
    }

    fn without_draft(&self, cell: &BatchCell, outcome: AttemptOutcome, billed: Cost) -> Ended {
        Ended {
            cell: cell.cell,
            outcome,
            number: cell.attempts,
            billed,
            problem: None,
            request_id: None,
            draft: None,
            sent: cell.sent_at,
            at: self.desk.home.clock().now(),
        }
    }

    fn end(&mut self, cell: &BatchCell, ended: Ended) -> Ended {
        self.machine.end(ended.outcome, cell.worst, ended.billed);
        ended
    }

    async fn record(&mut self, step: RunStep) -> Result<(), Problem> {
        self.run.follow(self.machine, self.desk.home.clock().now());
        Ok(self.desk.store.runs().record(&self.run.standing(), &step).await?)
    }
}

fn problem(code: &str, message: &str) -> serde_json::Value {
    serde_json::json!(Problem::new(code, message))
}

fn sentence(code: &str) -> &'static str {
    match code {
        "batch_expired" => "The provider did not write this draft within its day, and did not bill it. Send it again.",
        "batch_cancelled" => "The batch was cancelled before this draft was written.",
        _ => {
            "The provider says that the batch is complete, but it holds no result for this draft. It may have been billed."
        }
    }
}
