//! Campaigns: planned before anything is sent, started once, and finished whatever happens.

mod attempt;
mod batches;
mod collect;
mod engine;
mod estimate;
mod failures;
mod job;
mod lane;
mod live;
mod plan;
mod progress;

use crate::{
    Desk,
    view::{CampaignRequest, Problem, Resume, RunProgress, RunView},
};
use copydesk_domain::{
    RunId,
    campaign::{CellState, Cost, Delivery, Pause, Run, RunState, Tally},
};
use copydesk_store::{WhichCells, Wish};

pub(crate) use lane::Lanes;

impl Desk {
    /// Starts a campaign and answers at once; how it goes on is told through the sink. With a trial it rests after so many
    /// cells, for a look.
    ///
    /// # Errors
    /// When something that it names is gone, a parameter is out of range, nothing is chosen, or a cap in money is wanted
    /// for a model whose price is not known.
    pub async fn start_campaign(&self, request: &CampaignRequest, trial: Option<u64>) -> Result<RunView, Problem> {
        let plan = self.campaign_plan(request).await?;
        if plan.products == 0 {
            return Err(plan::nothing_chosen());
        }
        // a template that cannot be rendered is said now and not by every cell
        self.cell_payload(request, &plan, 0).await?;
        let now = self.home.clock().now();
        let name = request.name.trim();
        let mut run = Run {
            id: RunId::new(),
            name: if name.is_empty() {
                plan.briefs.first().map(|brief| brief.fields.name.clone()).unwrap_or_default()
            } else {
                name.to_owned()
            },
            plan,
            state: RunState::Running,
            pause: None,
            skipped: 0,
            tally: Tally::default(),
            attempts: 0,
            spent: Cost::default(),
            created_at: now,
            updated_at: now,
        };
        self.store.runs().create(&mut run, &request.products).await?;
        let view = progress::view(&run, None);
        self.carry_out(run, trial.map(|cells| (cells, Pause::Trial)));
        Ok(view)
    }

    /// Goes on with a run that rests: cells that were never sent, those of unknown outcome as new attempts, and, unless
    /// they are to be left alone, those that failed. What is queued again comes first.
    ///
    /// # Errors
    /// `run_active` when it runs already, `not_found` when there is no such run.
    pub async fn resume_campaign(&self, id: RunId, resume: &Resume) -> Result<RunView, Problem> {
        let mut run = self.at_rest(id).await?;
        if let Some(caps) = resume.caps {
            run.plan.caps = caps;
        }
        if resume.in_flight.is_some() {
            run.plan.in_flight = self.in_flight(&run.plan.provider, resume.in_flight)?;
        }
        let mut states = vec![CellState::Cancelled];
        if !resume.skip_unknown {
            states.push(CellState::Unknown);
        }
        if !resume.skip_failed {
            states.push(CellState::Failed);
        }
        self.store.runs().resume(&run, &WhichCells { states: &states, ..Default::default() }).await?;
        let run = self.store.runs().get(id).await?;
        let view = progress::view(&run, None);
        self.carry_out(run, resume.trial.map(|cells| (cells, Pause::Trial)));
        Ok(view)
    }

    /// A run that nobody carries out.
    async fn at_rest(&self, id: RunId) -> Result<Run, Problem> {
        if self.home.is_running(id) {
            return Err(active());
        }
        // a run that could not write its end, on a full disk, looks as if it ran
        self.store.runs().recover(self.home.clock().now(), &self.home.running()).await?;
        Ok(self.store.runs().get(id).await?)
    }

    fn carry_out(&self, run: Run, trial: Option<(u64, Pause)>) {
        let guard = self.home.register_campaign(run.id);
        let desk = self.clone();
        tokio::spawn(async move {
            match run.plan.delivery {
                Delivery::Live => engine::carry_out(desk, run, trial, guard).await,
                Delivery::Batch => batches::carry_out(desk, run, trial, guard).await,
            }
        });
    }

    /// Asks a run to finish what is under way and rest.
    ///
    /// # Errors
    /// `run_at_rest` when it does not run.
    pub async fn pause_campaign(&self, id: RunId) -> Result<(), Problem> {
        self.ask(id, Wish::Pause).await
    }

    /// Stops a run at once; drafts that are whole stay. A run that rests is cancelled as well.
    ///
    /// # Errors
    /// `run_at_rest` when it is done or cancelled already.
    pub async fn cancel_campaign(&self, id: RunId) -> Result<(), Problem> {
        self.ask(id, Wish::Cancel).await
    }

    async fn ask(&self, id: RunId, wish: Wish) -> Result<(), Problem> {
        if self.home.is_running(id) {
            match wish {
                Wish::Pause => drop(self.home.pause_run(id)),
                Wish::Cancel => self.home.cancel_run(id),
            }
            return Ok(());
        }
        let mut run = self.store.runs().get(id).await?;
        if wish == Wish::Cancel && run.state == RunState::Paused {
            let mut machine = run.machine();
            machine.cancel();
            run.follow(&machine, self.home.clock().now());
            return Ok(self.store.runs().record(&run.standing(), &Default::default()).await?);
        }
        // carried out by another process: it looks for wishes
        if self.store.runs().wish(id, wish).await? {
            return Ok(());
        }
        let state = run.state.as_str();
        Err(Problem::new("run_at_rest", format!("This run is {state}: there is nothing to stop.")).with("state", state))
    }

    /// How a run stands; one of another process as it was last written down.
    ///
    /// # Errors
    /// `not_found` when there is no such run.
    pub async fn campaign(&self, id: RunId) -> Result<RunView, Problem> {
        self.seen(&self.store.runs().get(id).await?).await
    }

    /// All runs of campaigns, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn campaigns(&self) -> Result<Vec<RunView>, Problem> {
        let mut views = Vec::new();
        for run in self.store.runs().list().await? {
            views.push(self.seen(&run).await?);
        }
        Ok(views)
    }

    async fn seen(&self, run: &Run) -> Result<RunView, Problem> {
        let mut view = progress::view(run, None);
        if run.plan.delivery == Delivery::Batch {
            view.progress.batches = self.batch_progress(run).await?;
        }
        if let Some(progress) = self.home.progress_of(run.id) {
            view.progress = progress;
        }
        Ok(view)
    }

    /// Takes runs at rest out of the list; their drafts stay.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn delete_campaigns(&self, ids: &[RunId]) -> Result<(), Problem> {
        Ok(self.store.runs().delete(ids, Some(self.home.clock().now())).await?)
    }

    /// Takes a deletion back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn restore_campaigns(&self, ids: &[RunId]) -> Result<(), Problem> {
        Ok(self.store.runs().delete(ids, None).await?)
    }
}

fn active() -> Problem {
    Problem::new("run_active", "This run is running already.")
}

/// Why a run rests, in English.
#[must_use]
pub fn why_it_rests(progress: &RunProgress) -> Option<String> {
    Some(match progress.pause.as_ref()? {
        Pause::Person => "Paused.".to_owned(),
        Pause::Trial => "The first drafts are there. Look at them, then resume.".to_owned(),
        Pause::Interrupted if progress.batches.is_some() => {
            let waiting = progress.batches.as_ref().map_or(0, |batches| batches.cells);
            format!(
                "The program ended while this ran. The provider goes on with {waiting} drafts; resuming collects them."
            )
        }
        Pause::Interrupted => format!(
            "The program ended while this ran. {} requests were under way and may have been billed; resuming sends them again.",
            progress.unknown
        ),
        Pause::Cost => "The next request could pass the cap of money. Raise it to go on.".to_owned(),
        Pause::Tokens => "The next request could pass the cap of tokens. Raise it to go on.".to_owned(),
        Pause::Repeated { message, .. } => format!("The same failure came again and again. {message}"),
        Pause::Quota { host, until } => format!("{host} asks to wait until {until}. Resume then."),
        Pause::Full => "The disk is full. Nothing is lost; make room, then resume.".to_owned(),
    })
}
