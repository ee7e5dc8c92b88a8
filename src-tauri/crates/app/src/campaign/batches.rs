//! Carries a run out in batches: files of requests that the provider writes in its own time, for about half the price.
//!
//! A batch is written down before its first cell, and a cell before it goes out. So whatever becomes of this program, a batch
//! is found again: by the provider's id, or by the tag on it when the answer to its submission was lost. Pausing stops
//! asking; the provider goes on with what it has.

use super::{
    collect::Collector,
    failures::{self, repeated},
    job::{Job, Prepared},
    progress,
};
use crate::{
    Desk,
    home::RunGuard,
    masking::as_sent,
    privacy,
    view::{BatchProgress, DeskEvent, Problem},
};
use copydesk_domain::{
    RunId, Timestamp,
    campaign::{CellState, FaultClass, Pause, Run, RunMachine, RunState},
};
use copydesk_llm::{
    CallError, Client, Endpoint,
    batch::{BatchStatus, BatchTag, BatchWriter, batches_for},
};
use copydesk_store::{Batch, RunStep, Sent, Wish};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{path::Path, time::Duration};
use tempfile::TempPath;

/// Cells that are taken up, and results that are stored, in one transaction.
pub(super) const CHUNK: u64 = 200;
/// The first wait between two looks, in units of a request's first wait; it grows by half each time.
const FIRST_LOOK: u32 = 2;
/// The longest wait between two looks, in units of a request's first wait: a minute.
const LAST_LOOK: u32 = 120;
/// Looks that may fail in a row in a way that passes.
const PATIENCE: u32 = 6;
/// How often the wishes of a person and of other processes are heard.
const LISTEN: Duration = Duration::from_millis(100);

/// What goes out with a cell and is needed when its answer comes, another day.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    pub product: copydesk_domain::Product,
    pub payload: copydesk_domain::PromptPayload,
    #[serde(default)]
    pub origin: crate::writing::Origin,
}

/// How a batch stood when it was last asked for, as it is stored.
#[derive(Default, Serialize, Deserialize)]
struct Seen {
    state: String,
    written: u64,
    expires_at: Option<Timestamp>,
}

/// Carries a run out until it rests.
pub(super) async fn carry_out(desk: Desk, run: Run, trial: Option<(u64, Pause)>, guard: RunGuard) {
    let home = desk.home.clone();
    let mut machine = run.machine();
    machine.resume(Default::default(), trial);
    let mut batches = Batches { desk, run, machine, guard };
    let problem = batches.run().await.err();
    if let Some(problem) = &problem {
        tracing::error!(code = problem.code, "a run could not go on");
    }
    let progress = Box::new(batches.progress().await);
    drop(batches);
    home.sink().send(DeskEvent::CampaignRest { progress, problem });
}

struct Batches {
    desk: Desk,
    run: Run,
    machine: RunMachine,
    guard: RunGuard,
}

/// Why the run stops looking for now.
enum Stop {
    /// A person wants it, or the run rests by itself: the machine knows.
    Rest,
    /// The store or the system failed.
    Broken(Problem),
}

impl<E: Into<Problem>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Broken(error.into())
    }
}

impl Batches {
    fn id(&self) -> RunId {
        self.run.id
    }

    fn now(&self) -> Timestamp {
        self.desk.home.clock().now()
    }

    async fn run(&mut self) -> Result<(), Problem> {
        let (cells, worst) = self.desk.store.runs().in_batches(self.id()).await?;
        self.machine.adopt(cells, worst);
        let outcome = self.work().await;
        self.machine.leave();
        self.machine.settle();
        let step = RunStep::default();
        self.record(&step).await?;
        match outcome {
            Ok(()) | Err(Stop::Rest) => Ok(()),
            Err(Stop::Broken(problem)) => {
                self.machine.pause(repeated(&problem));
                self.machine.settle();
                self.record(&step).await?;
                Ok(())
            }
        }
    }

    async fn work(&mut self) -> Result<(), Stop> {
        let endpoint = self.desk.endpoint(&self.run.plan.provider).await?;
        let client = self.desk.home.client()?.clone();
        self.find_lost(&client, &endpoint).await?;
        while self.machine.may_lease() > 0 {
            self.hear().await?;
            if !self.submit(&client, &endpoint).await? {
                break;
            }
        }
        let first = self.desk.home.timeouts().first_wait;
        let (mut wait, mut failed) = (first * FIRST_LOOK, 0);
        loop {
            let open = self.desk.store.runs().open_batches(self.id()).await?;
            if open.is_empty() {
                return Ok(());
            }
            let mut over = false;
            for batch in &open {
                match self.look(&client, &endpoint, batch).await {
                    Ok(ended) => (over, failed) = (over || ended, 0),
                    Err(Look::Failed(error)) => {
                        failed += 1;
                        if failed >= PATIENCE || error.class() != FaultClass::Passing {
                            self.machine.pause(repeated(&error.into()));
                            return Err(Stop::Rest);
                        }
                    }
                    Err(Look::Stop(stop)) => return Err(stop),
                }
            }
            // what a batch gave back, or a person wants again
            while self.machine.may_lease() > 0 {
                if !self.submit(&client, &endpoint).await? {
                    break;
                }
            }
            if !over {
                self.rest_for(wait).await?;
                wait = (wait + wait / 2).min(first * LAST_LOOK);
            }
        }
    }

    /// Waits while listening. A cancelled run goes on to look until its batches are over.
    async fn rest_for(&mut self, wait: Duration) -> Result<(), Stop> {
        let until = std::time::Instant::now() + wait;
        loop {
            self.hear().await?;
            self.tell().await;
            let left = until.saturating_duration_since(std::time::Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            tokio::time::sleep(left.min(LISTEN)).await;
        }
    }

    async fn hear(&mut self) -> Result<(), Stop> {
        match self.desk.store.runs().wished(self.id()).await? {
            Some(Wish::Pause) => self.guard.pause.cancel(),
            Some(Wish::Cancel) => self.guard.token.cancel(),
            None => {}
        }
        failures::take_up_again(&self.desk, self.run.id, &mut self.machine, &mut self.guard).await;
        if self.guard.token.is_cancelled() && self.machine.state() != RunState::Cancelled {
            self.machine.cancel();
            self.record(&RunStep::default()).await?;
            self.cancel_all().await?;
        }
        if self.guard.pause.is_cancelled() {
            self.machine.pause(Pause::Person);
            return Err(Stop::Rest);
        }
        Ok(())
    }

    async fn cancel_all(&mut self) -> Result<(), Stop> {
        let endpoint = self.desk.endpoint(&self.run.plan.provider).await?;
        let client = self.desk.home.client()?.clone();
        for batch in self.desk.store.runs().open_batches(self.id()).await? {
            if let Some(remote) = &batch.remote
                && let Err(error) = client.cancel_batch(&endpoint, remote).await
            {
                // one that is over already cannot be cancelled: the next look says how it ended
                tracing::info!(code = error.code(), "a batch was not cancelled");
            }
        }
        Ok(())
    }

    /// Batches whose submission was never answered: the provider has them, or never had.
    async fn find_lost(&mut self, client: &Client, endpoint: &Endpoint) -> Result<(), Stop> {
        for batch in self.desk.store.runs().open_batches(self.id()).await? {
            if batch.remote.is_some() {
                continue;
            }
            match self.seek(client, endpoint, batch.number).await? {
                Some(status) => self.note(batch.number, &status).await?,
                None => self.give_back(batch.number).await?,
            }
        }
        Ok(())
    }

    fn tag(&self, number: u64) -> BatchTag {
        BatchTag { run: self.id().to_string(), batch: number.to_string() }
    }

    async fn note(&self, number: u64, status: &BatchStatus) -> Result<(), Stop> {
        let seen = Seen {
            state: status.state.as_str().to_owned(),
            written: status.counts.completed,
            expires_at: status.expires_at,
        };
        let seen = serde_json::to_value(seen).unwrap_or_default();
        Ok(self.desk.store.runs().note_batch(self.id(), number, &status.id, &seen, self.now()).await?)
    }

    /// Fills one batch and submits it; false when no cell went out.
    async fn submit(&mut self, client: &Client, endpoint: &Endpoint) -> Result<bool, Stop> {
        let Some(protocol) = batches_for(endpoint.protocol) else { return Ok(false) };
        let number = self.desk.store.runs().begin_batch(self.id(), self.now()).await?;
        let file = scratch()?;
        let mut writer = BatchWriter::create(&file, protocol, &endpoint.base_url).await?;
        let mut full = false;
        while !full && self.machine.may_lease() > 0 {
            self.hear().await?;
            let prepared = self.desk.prepare(&self.run, self.machine.may_lease().min(CHUNK)).await?;
            if prepared.is_empty() {
                break;
            }
            self.machine.lease(prepared.len() as u64);
            full = self.put(number, prepared, &mut writer).await?;
        }
        let written = writer.finish().await?;
        if written.lines == 0 {
            self.desk.store.runs().end_batch(self.id(), number, self.now()).await?;
            return Ok(false);
        }
        self.tell().await;
        match self.send(client, endpoint, number, &file).await {
            Ok(status) => {
                self.note(number, &status).await?;
                Ok(true)
            }
            Err(error) => {
                if !error.outcome_unknown() {
                    self.give_back(number).await?;
                }
                self.machine.pause(repeated(&error.into()));
                Err(Stop::Rest)
            }
        }
    }

    /// Writes cells into a batch, and down that they go out; true when the batch is full.
    async fn put(&mut self, number: u64, prepared: Vec<Prepared>, writer: &mut BatchWriter) -> Result<bool, Stop> {
        let (mut step, mut full, at) = (RunStep::default(), false, self.now());
        for (cell, job) in prepared {
            // one that must stay here would spoil the file for all
            let job = job.and_then(|job| if job.payload.local_only { Err(privacy::stays_here()) } else { Ok(job) });
            let job: Job = match job {
                Ok(job) => job,
                Err(problem) => {
                    self.machine.drop_leased(CellState::Failed);
                    step.dropped.push((cell, json!(problem)));
                    continue;
                }
            };
            let taken = !full && self.machine.send(job.worst);
            if taken && writer.append(&custom_id(cell, job.attempts + 1), &as_sent(&job.payload)).await? {
                let kept = json!(Kept { product: job.product, payload: job.payload, origin: job.origin }).to_string();
                step.sent.push(Sent { cell, worst: job.worst, at, batch: Some((number, kept)) });
                continue;
            }
            full = true;
            if taken {
                self.machine.recall(job.worst);
            } else {
                self.machine.drop_leased(CellState::Queued);
            }
            step.released.push(cell);
        }
        if !step.sent.is_empty() {
            step.notes.extend(self.desk.sent_by(&self.run, step.sent.len()));
        }
        self.record(&step).await?;
        Ok(full)
    }

    async fn send(
        &self,
        client: &Client,
        endpoint: &Endpoint,
        number: u64,
        file: &Path,
    ) -> Result<BatchStatus, CallError> {
        let uploaded = client.upload_batch(endpoint, file).await?;
        match client.create_batch(endpoint, &uploaded, &self.tag(number)).await {
            // the answer was lost: the provider has the batch, or it has not
            Err(error) if error.outcome_unknown() => {
                self.seek(client, endpoint, number).await.ok().flatten().ok_or(error)
            }
            other => other,
        }
    }

    /// Looks for a batch by its tag; twice, for a provider's list may lag behind by moments.
    async fn seek(&self, client: &Client, endpoint: &Endpoint, number: u64) -> Result<Option<BatchStatus>, CallError> {
        let found = client.find_batch(endpoint, &self.tag(number)).await?;
        if found.is_some() {
            return Ok(found);
        }
        tokio::time::sleep(self.desk.home.timeouts().first_wait * FIRST_LOOK).await;
        client.find_batch(endpoint, &self.tag(number)).await
    }

    /// A batch that the provider never had: its cells were not sent.
    async fn give_back(&mut self, number: u64) -> Result<(), Stop> {
        loop {
            let cells = self.desk.store.runs().batch_cells(self.id(), number, None, CHUNK).await?;
            if cells.is_empty() {
                break;
            }
            let mut step = RunStep::default();
            for cell in cells {
                self.machine.recall(cell.worst);
                step.recalled.push(cell.cell);
            }
            self.record(&step).await?;
        }
        Ok(self.desk.store.runs().end_batch(self.id(), number, self.now()).await?)
    }

    /// Asks how a batch stands, and collects it when it is over; true then.
    async fn look(&mut self, client: &Client, endpoint: &Endpoint, batch: &Batch) -> Result<bool, Look> {
        let Some(remote) = &batch.remote else { return Ok(false) };
        let status = client.batch(endpoint, remote).await.map_err(Look::Failed)?;
        self.note(batch.number, &status).await.map_err(Look::Stop)?;
        if !status.is_over() {
            return Ok(false);
        }
        if let Some(error) = status.failure(endpoint, &self.run.plan.model) {
            // refused as a whole: nothing was written, nothing is billed
            self.give_back(batch.number).await.map_err(Look::Stop)?;
            self.machine.pause(repeated(&error.into()));
            return Err(Look::Stop(Stop::Rest));
        }
        for id in [&status.output_file, &status.error_file].into_iter().flatten() {
            let file = scratch().map_err(|problem| Look::Stop(Stop::Broken(problem)))?;
            client.download(endpoint, id, &file, Collector::MOST_BYTES).await.map_err(Look::Failed)?;
            let mut collector = Collector::new(&self.desk, &mut self.run, &mut self.machine, batch.number);
            collector.read(&file, endpoint).await.map_err(|problem| Look::Stop(Stop::Broken(problem)))?;
        }
        let mut collector = Collector::new(&self.desk, &mut self.run, &mut self.machine, batch.number);
        collector.close(status.state).await.map_err(|problem| Look::Stop(Stop::Broken(problem)))?;
        self.desk
            .store
            .runs()
            .end_batch(self.id(), batch.number, self.now())
            .await
            .map_err(|error| Look::Stop(error.into()))?;
        // what was sent and what came back is stored here; the provider need not keep it
        for id in
            [Some(&status.input_file), status.output_file.as_ref(), status.error_file.as_ref()].into_iter().flatten()
        {
            if !id.is_empty() && client.delete_file(endpoint, id).await.is_err() {
                tracing::info!("a file of a batch stays at the provider until it deletes it by itself");
            }
        }
        self.tell().await;
        Ok(true)
    }

    async fn record(&mut self, step: &RunStep) -> Result<(), Problem> {
        let now = self.now();
        self.run.follow(&self.machine, now);
        Ok(self.desk.store.runs().record(&self.run.standing(), step).await?)
    }

    async fn progress(&self) -> crate::view::RunProgress {
        let mut progress = progress::progress(&self.run, None);
        progress.batches = self.desk.batch_progress(&self.run).await.ok().flatten();
        progress
    }

    async fn tell(&self) {
        let progress = self.progress().await;
        self.desk.home.note_progress(&progress);
        self.desk.home.sink().send(DeskEvent::CampaignProgress { progress: Box::new(progress), live: Vec::new() });
    }
}

/// Why a look told nothing.
enum Look {
    Failed(CallError),
    Stop(Stop),
}

/// A file that only this person can read, and that is gone when nobody needs it any more.
fn scratch() -> Result<TempPath, Problem> {
    match tempfile::Builder::new().prefix("copydesk-").suffix(".jsonl").tempfile() {
        Ok(file) => Ok(file.into_temp_path()),
        Err(error) => {
            let folder = std::env::temp_dir();
            let message =
                format!("No file can be made in {}: {error}. Make room or allow writing there.", folder.display());
            Err(Problem::new("read_only", message).with("path", folder.display()))
        }
    }
}

/// The name of a request within its batch.
fn custom_id(cell: u64, attempt: u32) -> String {
    format!("cell-{cell}-{attempt}")
}

/// The cell that a request was for.
pub(super) fn cell_of(custom_id: &str) -> Option<u64> {
    custom_id.strip_prefix("cell-")?.split('-').next()?.parse().ok()
}

impl Desk {
    /// How the batches of a run stand, as the provider last told; none when it has none.
    pub(super) async fn batch_progress(&self, run: &Run) -> Result<Option<BatchProgress>, Problem> {
        let open = self.store.runs().open_batches(run.id).await?;
        let Some(oldest) = open.first() else { return Ok(None) };
        let seen = |batch: &Batch| -> Seen {
            batch.status.clone().and_then(|status: Value| serde_json::from_value(status).ok()).unwrap_or_default()
        };
        let first = seen(oldest);
        Ok(Some(BatchProgress {
            open: open.len() as u64,
            cells: open.iter().map(|batch| batch.cells).sum(),
            written: open.iter().map(|batch| seen(batch).written).sum(),
            state: Some(first.state).filter(|state| !state.is_empty()),
            expires_at: first.expires_at,
            asked_at: open.iter().map(|batch| batch.updated_at).max(),
        }))
    }
}
