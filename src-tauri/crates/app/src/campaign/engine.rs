//! Carries a run out: takes cells up, sends what the pace and the budget allow, writes down what came back.
//!
//! One loop owns the run. Everything that happened since the last transaction is written in the next one, and a request goes
//! out only after the transaction that says so: a crash at any instant leaves at most what was under way unknown. The loop
//! goes on while the disk writes: what comes back meanwhile makes room for what is written down already.

use super::{
    attempt::{self, Destination, Fault, Finished},
    failures::{self, repeated},
    job::{Job, Prepared},
    lane::Lane,
    live::Stage,
    progress::{self, Live, Rate},
};
use crate::{
    Desk,
    home::RunGuard,
    view::{DeskEvent, Problem, RunProgress},
};
use copydesk_domain::{
    FinishReason, RunId, Timestamp,
    campaign::{AttemptOutcome, Breaker, CellState, FaultClass, Pause, Run, RunMachine, RunState},
};
use copydesk_llm::pace;
use copydesk_store::{Ended, RunStep, Sent, StoreError, Wish};
use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, VecDeque},
    time::{Duration, Instant},
};
use tokio::{
    sync::mpsc,
    task::{JoinError, JoinSet},
};

/// Progress is told at most ten times a second.
const TELL: Duration = Duration::from_millis(100);
/// How often the wishes of other processes are looked for.
const LISTEN: Duration = Duration::from_millis(500);
/// What happens within this long is written down together, as long as cells are there that may go out meanwhile.
const GATHER: Duration = Duration::from_millis(10);
/// How long a full disk is left alone.
const FULL: Duration = Duration::from_secs(1);

/// Carries a run out until it rests.
pub(super) async fn carry_out(desk: Desk, run: Run, trial: Option<(u64, Pause)>, guard: RunGuard) {
    let home = desk.home.clone();
    let mut engine = Engine::new(desk, run, trial, guard);
    let problem = engine.run().await.err();
    if let Some(problem) = &problem {
        tracing::error!(code = problem.code, "a run could not go on");
    }
    let progress = Box::new(engine.progress());
    // the run is forgotten before its rest is told: whoever hears it may go on with it
    drop(engine);
    home.sink().send(DeskEvent::CampaignRest { progress, problem });
}

struct Engine {
    desk: Desk,
    run: Run,
    machine: RunMachine,
    guard: RunGuard,
    lane: Lane,
    breaker: Breaker,
    /// Taken up and ready to be sent, in order.
    ready: VecDeque<Job>,
    /// Failed in a way that passes: when each is sent again.
    waiting: BinaryHeap<Reverse<(Instant, u64)>>,
    resting: HashMap<u64, Job>,
    /// What happened since the last transaction.
    step: RunStep,
    /// What the disk does while the loop goes on.
    beside: JoinSet<Beside>,
    /// Cells are being taken up and made ready.
    preparing: bool,
    /// To be sent after the next transaction.
    outgoing: Vec<Job>,
    /// Cells that may go out after the transaction that is being written.
    recording: Option<Vec<Job>>,
    /// When the last transaction began.
    recorded: Instant,
    /// Written down as sent, and sent as soon as an answer makes room.
    armed: VecDeque<Job>,
    sender: mpsc::Sender<Finished>,
    finished: mpsc::Receiver<Finished>,
    rate: Rate,
    /// The few drafts that are watched while they are written.
    stage: Stage,
    told: Option<Instant>,
    last: Option<RunProgress>,
    listened: Instant,
    /// No cell could be taken up for want of room.
    full: bool,
    /// The disk is full: the same step is tried again then.
    stuck: Option<Instant>,
}

/// Work beside the loop, done.
enum Beside {
    /// Cells were taken up.
    Prepared(Result<Vec<Prepared>, StoreError>),
    /// A step is on the disk, or could not be written.
    Recorded(RunStep, Result<(), StoreError>),
}

impl Engine {
    fn new(desk: Desk, run: Run, trial: Option<(u64, Pause)>, guard: RunGuard) -> Self {
        let in_flight = run.plan.in_flight;
        let mut machine = run.machine();
        machine.resume(Default::default(), trial);
        let (sender, finished) = mpsc::channel(in_flight as usize);
        Self {
            lane: desk.home.lanes().join(
                run.plan.provider.id,
                &run.plan.model,
                in_flight,
                desk.home.timeouts().first_wait,
            ),
            breaker: Breaker::default(),
            ready: VecDeque::new(),
            waiting: BinaryHeap::new(),
            resting: HashMap::new(),
            step: RunStep::default(),
            beside: JoinSet::new(),
            preparing: false,
            outgoing: Vec::new(),
            recording: None,
            recorded: Instant::now(),
            armed: VecDeque::new(),
            rate: Rate::default(),
            stage: Stage::default(),
            told: None,
            last: None,
            listened: Instant::now(),
            full: false,
            stuck: None,
            sender,
            finished,
            machine,
            guard,
            desk,
            run,
        }
    }

    fn id(&self) -> RunId {
        self.run.id
    }

    fn in_flight(&self) -> u32 {
        self.run.plan.in_flight
    }

    async fn run(&mut self) -> Result<(), Problem> {
        let destination = match self.desk.destination(&self.run).await {
            Ok(destination) => destination,
            Err(problem) => {
                self.machine.pause(repeated(&problem));
                self.machine.settle();
                return self.record_the_end().await;
            }
        };
        loop {
            self.hear().await?;
            while let Some(done) = self.beside.try_join_next() {
                self.land(done)?;
            }
            while let Ok(finished) = self.finished.try_recv() {
                self.take(finished);
            }
            self.launch(&destination);
            if self.stuck.is_none() {
                self.refill();
                self.arm();
            }
            if self.machine.state() != RunState::Running {
                self.release().await?;
            }
            if self.machine.settle() {
                return self.record_the_end().await;
            }
            self.record();
            self.tell();
            self.wait().await?;
        }
    }

    /// What a person or another process asks.
    async fn hear(&mut self) -> Result<(), Problem> {
        if self.listened.elapsed() >= LISTEN {
            self.listened = Instant::now();
            match self.desk.store.runs().wished(self.id()).await? {
                Some(Wish::Pause) => self.guard.pause.cancel(),
                Some(Wish::Cancel) => self.guard.token.cancel(),
                None => {}
            }
        }
        failures::take_up_again(&self.desk, self.run.id, &mut self.machine, &mut self.guard).await;
        if self.guard.pause.is_cancelled() {
            self.machine.pause(Pause::Person);
        }
        if self.guard.token.is_cancelled() {
            self.machine.cancel();
        }
        Ok(())
    }

    /// How many cells are written down as sent before there is room for them.
    fn ahead(&self) -> u32 {
        self.lane.allowed() / 2
    }

    /// Takes cells up, so many that the next ones are ready when there is room for them.
    fn refill(&mut self) {
        let wanted = u64::from(self.in_flight());
        let (ready, free) = (self.ready.len() as u64, self.machine.may_lease());
        if !self.preparing && ready < wanted && free > 0 {
            let (desk, run) = (self.desk.clone(), self.run.clone());
            let limit = (2 * wanted - ready).min(free);
            self.preparing = true;
            self.beside.spawn(async move { Beside::Prepared(desk.prepare(&run, limit).await) });
        }
    }

    /// Takes over what was done beside the loop.
    fn land(&mut self, done: Result<Beside, JoinError>) -> Result<(), Problem> {
        match done.map_err(|panic| Problem::new("internal", panic.to_string()))? {
            Beside::Prepared(prepared) => {
                self.preparing = false;
                self.prepared(prepared)
            }
            Beside::Recorded(step, written) => {
                let outgoing = self.recording.take().unwrap_or_default();
                self.recorded(step, written, outgoing)
            }
        }
    }

    /// Waits for one piece of work beside the loop.
    async fn land_next(&mut self) -> Result<(), Problem> {
        match self.beside.join_next().await {
            Some(done) => self.land(done),
            None => Ok(()),
        }
    }

    fn prepared(&mut self, prepared: Result<Vec<Prepared>, StoreError>) -> Result<(), Problem> {
        let prepared = match prepared {
            Ok(prepared) => prepared,
            // nothing was taken up; the next transaction says why
            Err(StoreError::Full { .. }) => {
                self.full = true;
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        self.machine.lease(prepared.len() as u64);
        for (cell, job) in prepared {
            match job {
                Ok(job) => self.ready.push_back(job),
                Err(problem) => {
                    self.machine.drop_leased(CellState::Failed);
                    self.step.dropped.push((cell, json(&problem)));
                }
            }
        }
        Ok(())
    }

    /// Chooses what goes out next: first what waited to be sent again.
    fn arm(&mut self) {
        let now = Instant::now();
        while let Some(Reverse((at, cell))) = self.waiting.peek().copied()
            && at <= now
        {
            self.waiting.pop();
            if let Some(job) = self.resting.remove(&cell) {
                self.ready.push_front(job);
            }
        }
        let at = self.desk.home.clock().now();
        let room = u64::from(self.lane.allowed() + self.ahead());
        while self.machine.tally().running < room && self.lane.wait(now).is_none() {
            let Some(mut job) = self.ready.pop_front() else { break };
            if !self.machine.send(job.worst) {
                self.ready.push_front(job);
                break;
            }
            job.attempts += 1;
            self.step.sent.push(Sent { cell: job.cell, worst: job.worst, at, batch: None });
            self.outgoing.push(job);
        }
    }

    /// Sends what is written down as sent, as far as there is room.
    fn launch(&mut self, destination: &Destination) {
        let now = Instant::now();
        while self.machine.state() == RunState::Running && !self.armed.is_empty() && self.lane.enter(now) {
            let Some(job) = self.armed.pop_front() else { break };
            let (desk, destination, sender) = (self.desk.clone(), destination.clone(), self.sender.clone());
            let (stop, at) = (self.guard.token.clone(), self.desk.home.clock().now());
            let seat = self.stage.seat(&self.run.plan, &job);
            tokio::spawn(async move {
                let finished = desk.send(&destination, job, at, seat, &stop).await;
                // the run is gone only when its file cannot be written any more
                let _ = sender.send(finished).await;
            });
        }
    }

    /// Lets go what was taken up and will not be sent now.
    async fn release(&mut self) -> Result<(), Problem> {
        while self.preparing {
            self.land_next().await?;
        }
        for job in self.armed.drain(..) {
            self.machine.recall(job.worst);
            self.step.recalled.push(job.cell);
        }
        self.waiting.clear();
        let resting = self.resting.drain().map(|(_, job)| job);
        for job in self.ready.drain(..).chain(resting) {
            self.machine.drop_leased(CellState::Queued);
            self.step.released.push(job.cell);
        }
        Ok(())
    }

    /// Begins to write down what happened, unless that is under way or waits for room on the disk.
    fn record(&mut self) {
        let now = Instant::now();
        let waits = self.stuck.is_some_and(|at| at > now);
        if self.recording.is_some() || waits || self.gathers_until().is_some_and(|at| at > now) {
            return;
        }
        if !std::mem::take(&mut self.full) && self.step.is_empty() {
            return;
        }
        self.run.follow(&self.machine, self.desk.home.clock().now());
        if !self.step.sent.is_empty() {
            self.step.notes.extend(self.desk.sent_by(&self.run, self.step.sent.len()));
        }
        let (store, standing) = (self.desk.store.clone(), self.run.standing());
        let (step, outgoing) = (std::mem::take(&mut self.step), std::mem::take(&mut self.outgoing));
        (self.recording, self.recorded) = (Some(outgoing), now);
        self.beside.spawn(async move {
            let written = store.runs().record(&standing, &step).await;
            Beside::Recorded(step, written)
        });
    }

    /// Until when more is gathered for the next transaction; none when the provider would wait for it.
    fn gathers_until(&self) -> Option<Instant> {
        (!self.armed.is_empty()).then(|| self.recorded + GATHER)
    }

    /// A step is on the disk. On a full disk the same step is tried until there is room or somebody wants it to stop;
    /// nothing is sent meanwhile.
    fn recorded(&mut self, step: RunStep, written: Result<(), StoreError>, outgoing: Vec<Job>) -> Result<(), Problem> {
        match written {
            Ok(()) => {
                self.stuck = None;
                self.armed.extend(outgoing);
                Ok(())
            }
            Err(error @ StoreError::Full { .. }) => {
                let newer = std::mem::replace(&mut self.step, step);
                self.step.append(newer);
                self.outgoing.splice(0..0, outgoing);
                self.stuck = Some(Instant::now() + FULL);
                self.told = None;
                self.tell();
                if self.guard.pause.is_cancelled() || self.guard.token.is_cancelled() {
                    return Err(error.into());
                }
                Ok(())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Writes down how the run has come to rest, after everything before.
    async fn record_the_end(&mut self) -> Result<(), Problem> {
        loop {
            while self.recording.is_some() {
                self.land_next().await?;
            }
            if let Some(at) = self.stuck.take() {
                tokio::select! {
                    () = tokio::time::sleep_until(at.into()) => {}
                    () = self.guard.pause.cancelled() => {}
                    () = self.guard.token.cancelled() => {}
                }
            }
            self.full = true;
            self.record();
            while self.recording.is_some() {
                self.land_next().await?;
            }
            if self.stuck.is_none() {
                return Ok(());
            }
        }
    }

    fn take(&mut self, finished: Finished) {
        let Finished { mut job, sent, sent_at, at, answer, limits } = finished;
        self.lane.leave();
        let now = Instant::now();
        let price = self.run.plan.price.as_ref();
        let mut ended = Ended {
            cell: job.cell,
            outcome: AttemptOutcome::Cancelled,
            number: job.attempts,
            billed: job.worst,
            problem: None,
            request_id: None,
            draft: None,
            sent: sent_at,
            at,
        };
        match answer {
            Ok(answer) if answer.completion.finish == FinishReason::Cancelled => {}
            Ok(answer) => {
                let completion = &answer.completion;
                self.breaker.succeeded();
                self.lane.pace(|pace| pace.answered(&limits, job.worst.tokens, now));
                ended.outcome = AttemptOutcome::Done;
                ended.billed = attempt::billed(price, &job, completion);
                ended.request_id.clone_from(&completion.request_id);
                let millis = u64::try_from(now.duration_since(sent).as_millis()).unwrap_or(u64::MAX);
                ended.draft = job.draft(&self.run, answer, millis, self.desk.home.clock().now());
            }
            Err(fault) => {
                job.passing += u32::from(fault.class == FaultClass::Passing && !fault.too_many);
                ended.billed = attempt::billed_for_nothing(&job, &fault);
                ended.problem = Some(json(&fault.problem));
                ended.request_id.clone_from(&fault.request_id);
                if fault.too_many {
                    let after = fault.retry_after.filter(|wait| *wait <= pace::PATIENCE);
                    self.lane.pace(|pace| pace.refused(sent, after, now));
                }
                self.lane.pace(|pace| pace.learn(&limits, job.worst.tokens, now));
                if fault.unknown || (fault.class == FaultClass::Passing && fault.retry_after.is_none()) {
                    self.lane.pace(|pace| pace.failed(sent, chance(), now));
                }
                self.judge(&fault);
                ended.outcome = attempt::outcome(&job, &fault);
                if ended.outcome == AttemptOutcome::Retry && self.machine.state() != RunState::Running {
                    ended.outcome = AttemptOutcome::Returned;
                }
                if ended.outcome == AttemptOutcome::Retry {
                    let wait = self.lane.pace(|pace| pace.wait_before_retry(job.passing, fault.retry_after, chance()));
                    self.waiting.push(Reverse((now + wait, job.cell)));
                    self.resting.insert(job.cell, job.clone());
                }
            }
        }
        self.machine.end(ended.outcome, job.worst, ended.billed);
        self.step.ended.push(ended);
    }

    /// Whether a failure stops the run.
    fn judge(&mut self, fault: &Fault) {
        // what nobody knows the outcome of is a failure of the way there, and costs money each time
        let class = if fault.unknown { FaultClass::Passing } else { fault.class };
        let problem = &fault.problem;
        if self.breaker.failed(&problem.code, class, self.in_flight()) {
            self.machine.pause(repeated(problem));
        } else if let Some(wait) = fault.retry_after.filter(|wait| *wait > pace::PATIENCE) {
            let now = self.desk.home.clock().now();
            let until = now.checked_add(wait).unwrap_or(now);
            // the fraction of a second that the provider did not mean
            let until = Timestamp::from_second(until.as_second()).unwrap_or(until);
            let host = problem.params.get("host").cloned().unwrap_or_default();
            self.machine.pause(Pause::Quota { host, until });
        }
    }

    fn progress(&mut self) -> RunProgress {
        let per_minute = self.rate.at(Instant::now(), self.machine.tally().done);
        let live = Live { in_flight: u64::from(self.lane.in_air()), pace: self.lane.allowed(), per_minute };
        let mut progress = progress::progress(&self.run, Some(live));
        if self.stuck.is_some() {
            progress.state = RunState::Paused;
            progress.pause = Some(Pause::Full);
        }
        progress
    }

    fn tell(&mut self) {
        if self.told.is_none_or(|told| told.elapsed() >= TELL) {
            self.told = Some(Instant::now());
            let (progress, live) = (self.progress(), self.stage.now());
            if self.last.as_ref() != Some(&progress) || !live.is_empty() {
                self.last = Some(progress.clone());
                self.desk.home.note_progress(&progress);
                self.desk.home.sink().send(DeskEvent::CampaignProgress { progress: Box::new(progress), live });
            }
        }
    }

    /// Until something comes back, somebody asks for something, or it is time to send or to tell.
    async fn wait(&mut self) -> Result<(), Problem> {
        let now = Instant::now();
        let again = self.waiting.peek().map(|Reverse((at, _))| *at);
        let paced = self.lane.wait(now).map(|wait| now + wait);
        let due = self.gathers_until().filter(|_| self.recording.is_none() && !self.step.is_empty());
        let until = [again, paced, due].into_iter().flatten().fold(now + TELL, Instant::min);
        let (pause, cancel) = (self.guard.pause.clone(), self.guard.token.clone());
        tokio::select! {
            finished = self.finished.recv() => {
                if let Some(finished) = finished {
                    self.take(finished);
                }
            }
            Some(done) = self.beside.join_next() => self.land(done)?,
            () = pause.cancelled(), if self.machine.state() == RunState::Running => {}
            () = cancel.cancelled(), if self.machine.state() != RunState::Cancelled => {}
            () = tokio::time::sleep_until(until.into()) => {}
        }
        Ok(())
    }
}

/// A problem as it is stored with its cell.
fn json(problem: &Problem) -> serde_json::Value {
    serde_json::to_value(problem).unwrap_or_default()
}

/// A number from 0 to 1, for waits that should not all end at once.
fn chance() -> f64 {
    let bits = uuid::Uuid::new_v4().as_u128() & u128::from(u32::MAX);
    f64::from(u32::try_from(bits).unwrap_or_default()) / f64::from(u32::MAX)
}
