//! Campaigns: planned before anything is sent, started once, and finished whatever happens.

mod attempt;
mod engine;
mod estimate;
mod job;
mod progress;

use crate::{
    Desk, prompting,
    view::{CampaignRequest, CellFilter, Problem, Resume, RunProgress, RunView, TroubleView},
};
use copydesk_domain::{
    FieldError, FieldProblem, Page, Protocol, RunId,
    campaign::{CampaignPlan, CellState, Cost, IN_FLIGHT_LIMIT, Pause, Run, RunState, Tally},
};
use copydesk_store::Wish;

/// Requests under way at one server unless a person wants more: enough to hide its latency, few enough for the smallest
/// account.
const IN_FLIGHT: u32 = 4;
/// Most rows of a list of failures.
const ROWS: u64 = 500;

impl Desk {
    /// The plan of a request, with the number of products it finds now.
    async fn campaign_plan(&self, request: &CampaignRequest) -> Result<CampaignPlan, Problem> {
        let brief = self.store.briefs().get(request.brief).await?;
        let parameters = request.parameters.clone().unwrap_or_else(|| brief.fields.parameters.clone());
        parameters.validate()?;
        brief.fields.validate()?;
        let provider = self.provider_or_default(request.provider).await?;
        let model = prompting::model_of(&provider, request.model.as_deref());
        let mut profiles = Vec::new();
        for id in &request.profiles {
            profiles.push(match id {
                Some(id) => Some(self.store.profiles().get(*id).await?),
                None => None,
            });
        }
        let products = self.store.runs().count_products(&request.products).await?;
        if products == 0 || profiles.is_empty() {
            return Err(Problem::new(
                "nothing_chosen",
                "Choose at least one product, and a profile or the neutral draft.",
            ));
        }
        let in_flight = in_flight(request.in_flight.unwrap_or(IN_FLIGHT))?;
        let price = copydesk_llm::price_of(&provider.fields, &model);
        if price.is_none() && request.caps.nano.is_some() {
            return Err(Problem::new(
                "price_unknown",
                format!("The price of “{model}” is not known, so a cap in money cannot be kept. Set a cap in tokens."),
            )
            .with("model", &model));
        }
        let one_at_a_time = provider.fields.protocol == Protocol::Local;
        Ok(CampaignPlan {
            brief,
            profiles,
            provider,
            model,
            parameters,
            products,
            caps: request.caps,
            in_flight: if one_at_a_time { 1 } else { in_flight },
            price,
        })
    }

    /// Starts a campaign and answers at once; how it goes on is told through the sink. With a trial it rests after so many
    /// cells, for a look.
    ///
    /// # Errors
    /// When something that it names is gone, a parameter is out of range, nothing is chosen, or a cap in money is wanted
    /// for a model whose price is not known.
    pub async fn start_campaign(&self, request: &CampaignRequest, trial: Option<u64>) -> Result<RunView, Problem> {
        let plan = self.campaign_plan(request).await?;
        // a template that cannot be rendered is said now and not by every cell
        self.preview_cell(request, 0).await?;
        let now = self.home.clock().now();
        let name = request.name.trim();
        let mut run = Run {
            id: RunId::new(),
            name: if name.is_empty() { plan.brief.fields.name.clone() } else { name.to_owned() },
            plan,
            state: RunState::Running,
            pause: None,
            tally: Tally::default(),
            attempts: 0,
            spent: Cost::default(),
            created_at: now,
            updated_at: now,
        };
        self.store.runs().create(&mut run, &request.products).await?;
        let view = progress::view(&run, None);
        self.carry_out(run, trial);
        Ok(view)
    }

    /// Goes on with a run that rests: cells that were never sent, those of unknown outcome as new attempts, and, unless
    /// they are to be left alone, those that failed. What is queued again comes first.
    ///
    /// # Errors
    /// `run_active` when it runs already, `not_found` when there is no such run.
    pub async fn resume_campaign(&self, id: RunId, resume: &Resume) -> Result<RunView, Problem> {
        if self.home.is_running(id) {
            return Err(active());
        }
        // a run that could not write its end, on a full disk, looks as if it ran
        self.store.runs().recover(self.home.clock().now(), &self.home.running()).await?;
        let mut run = self.store.runs().get(id).await?;
        if let Some(caps) = resume.caps {
            run.plan.caps = caps;
        }
        if let Some(wanted) = resume.in_flight.filter(|_| run.plan.provider.fields.protocol != Protocol::Local) {
            run.plan.in_flight = in_flight(wanted)?;
        }
        let mut states = vec![CellState::Unknown, CellState::Cancelled];
        if !resume.skip_failed {
            states.push(CellState::Failed);
        }
        self.store.runs().resume(&run, &states).await?;
        let run = self.store.runs().get(id).await?;
        let view = progress::view(&run, None);
        self.carry_out(run, resume.trial);
        Ok(view)
    }

    fn carry_out(&self, run: Run, trial: Option<u64>) {
        let guard = self.home.register_campaign(run.id);
        let desk = self.clone();
        tokio::spawn(async move { engine::carry_out(desk, run, trial, guard).await });
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
            return Ok(self.store.runs().record(&run, &Default::default()).await?);
        }
        // carried out by another process: it looks for wishes
        if self.store.runs().wish(id, wish).await? {
            return Ok(());
        }
        let state = run.state.as_str();
        Err(Problem::new("run_at_rest", format!("This run is {state}: there is nothing to stop.")).with("state", state))
    }

    /// How a run stands on the disk; a run of this process tells more through the sink.
    ///
    /// # Errors
    /// `not_found` when there is no such run.
    pub async fn campaign(&self, id: RunId) -> Result<RunView, Problem> {
        Ok(progress::view(&self.store.runs().get(id).await?, None))
    }

    /// All runs of campaigns, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn campaigns(&self) -> Result<Vec<RunView>, Problem> {
        Ok(self.store.runs().list().await?.iter().map(|run| progress::view(run, None)).collect())
    }

    /// Cells without a draft, each with its reason.
    ///
    /// # Errors
    /// `not_found` when there is no such run.
    pub async fn campaign_troubles(&self, id: RunId, filter: &CellFilter) -> Result<Page<TroubleView>, Problem> {
        let run = self.store.runs().get(id).await?;
        let plan = &run.plan;
        let usual = [CellState::Failed, CellState::Unknown];
        let states = if filter.states.is_empty() { &usual[..] } else { &filter.states };
        let limit = if filter.limit == 0 { ROWS } else { filter.limit.min(ROWS) };
        let page = self.store.runs().troubles(id, states, plan.per_product(), filter.offset, limit).await?;
        let rows = page
            .rows
            .into_iter()
            .map(|row| {
                let place = plan.place(row.cell);
                let profile = plan.profiles.get(place.profile).and_then(Option::as_ref);
                TroubleView {
                    cell: row.cell,
                    state: row.state,
                    attempts: row.attempts,
                    product: row.product,
                    sku: row.sku,
                    product_name: row.product_name,
                    profile_name: profile.map(|profile| profile.fields.name.clone()),
                    variant: place.variant,
                    problem: row.problem.and_then(|problem| serde_json::from_value(problem).ok()),
                }
            })
            .collect();
        Ok(Page { total: page.total, rows })
    }
}

fn in_flight(wanted: u32) -> Result<u32, Problem> {
    if (1..=IN_FLIGHT_LIMIT).contains(&wanted) {
        return Ok(wanted);
    }
    let problem = FieldProblem::OutOfRange { min: 1.0, max: f64::from(IN_FLIGHT_LIMIT) };
    Err(FieldError { field: "in_flight".to_owned(), problem }.into())
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
