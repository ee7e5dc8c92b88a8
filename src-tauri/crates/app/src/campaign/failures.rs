//! Cells without a draft: which, why, and sent again.

use super::progress;
use crate::{
    Desk,
    home::RunGuard,
    view::{CellFilter, FailureGroup, Problem, ProfileProgress, Retry, RunView, TroubleView},
};
use copydesk_domain::{
    Page, RunId,
    campaign::{CellState, Pause, Run, RunMachine, RunState},
};
use copydesk_store::{CellTrouble, WhichCells};

/// Most rows of a list of failures.
const ROWS: u64 = 500;
/// Cells that stand for a group.
const EXAMPLES: u64 = 3;
/// What a list of failures is about unless something else is asked for.
const TROUBLED: [CellState; 2] = [CellState::Failed, CellState::Unknown];

impl Desk {
    /// Cells without a draft, each with its reason.
    ///
    /// # Errors
    /// `not_found` when there is no such run.
    pub async fn campaign_troubles(&self, id: RunId, filter: &CellFilter) -> Result<Page<TroubleView>, Problem> {
        let run = self.store.runs().get(id).await?;
        let limit = if filter.limit == 0 { ROWS } else { filter.limit.min(ROWS) };
        self.troubles(&run, filter, limit).await
    }

    async fn troubles(&self, run: &Run, filter: &CellFilter, limit: u64) -> Result<Page<TroubleView>, Problem> {
        let states = if filter.states.is_empty() { &TROUBLED[..] } else { &filter.states };
        let which = WhichCells { states, code: filter.code.as_deref(), numbers: &[] };
        let page = self.store.runs().troubles(run.id, &which, run.plan.per_product(), filter.offset, limit).await?;
        Ok(Page { total: page.total, rows: page.rows.into_iter().map(|row| view(run, row)).collect() })
    }

    /// Cells without a draft, those with the same reason together, the most frequent first.
    ///
    /// # Errors
    /// `not_found` when there is no such run.
    pub async fn campaign_failures(&self, id: RunId) -> Result<Vec<FailureGroup>, Problem> {
        let run = self.store.runs().get(id).await?;
        let mut groups = Vec::new();
        for group in self.store.runs().trouble_groups(id).await? {
            let filter = CellFilter { states: vec![group.state], code: Some(group.code.clone()), ..Default::default() };
            let examples = self.troubles(&run, &filter, EXAMPLES).await?.rows;
            groups.push(FailureGroup {
                state: group.state,
                problem: examples.first().and_then(|cell| cell.problem.clone()),
                cells: group.cells,
                nano: run.plan.price.as_ref().map(|_| group.nano),
                examples,
            });
        }
        Ok(groups)
    }

    /// How the drafts of each profile stand.
    ///
    /// # Errors
    /// `not_found` when there is no such run.
    pub async fn campaign_profiles(&self, id: RunId) -> Result<Vec<ProfileProgress>, Problem> {
        let run = self.store.runs().get(id).await?;
        let all = run.plan.products.saturating_mul(run.plan.per_profile());
        let mut rows: Vec<ProfileProgress> = run
            .plan
            .profiles
            .iter()
            .map(|profile| ProfileProgress {
                profile_name: profile.as_ref().map(|profile| profile.fields.name.clone()),
                cells: all,
                done: 0,
                troubled: 0,
            })
            .collect();
        for (position, state, cells) in self.store.runs().by_profile(&run).await? {
            let Some(row) = rows.get_mut(position) else { continue };
            match state {
                CellState::Done => row.done += cells,
                CellState::Failed | CellState::Unknown => row.troubled += cells,
                CellState::Skipped => row.cells = row.cells.saturating_sub(cells),
                _ => {}
            }
        }
        Ok(rows)
    }

    /// Sends cells without a draft again, and nothing else that a run at rest has left: it rests again behind them. A run
    /// that goes on takes them up as it goes.
    ///
    /// # Errors
    /// `nothing_to_retry` when no cell is meant, `not_found` when there is no such run.
    pub async fn retry_cells(&self, id: RunId, retry: &Retry) -> Result<RunView, Problem> {
        if let Some(requeued) = self.home.ask_to_retry(id, retry.clone()).await {
            return if requeued? == 0 { Err(nothing()) } else { self.campaign(id).await };
        }
        let run = self.at_rest(id).await?;
        let requeued = self.store.runs().requeue(id, &which(retry)).await?.taken();
        if requeued == 0 {
            return Err(nothing());
        }
        let why = run.pause.clone().filter(|_| run.state == RunState::Paused).unwrap_or(Pause::Person);
        self.store.runs().resume(&run, &WhichCells::default()).await?;
        let run = self.store.runs().get(id).await?;
        let view = progress::view(&run, None);
        self.carry_out(run, Some((requeued, why)));
        Ok(view)
    }
}

fn nothing() -> Problem {
    Problem::new("nothing_to_retry", "There is nothing to send again: these drafts are there already, or on their way.")
}

/// Why a run rests that met the same problem again and again.
pub(super) fn repeated(problem: &Problem) -> Pause {
    Pause::Repeated { code: problem.code.clone(), message: problem.message.clone(), params: problem.params.clone() }
}

/// Takes up again what people asked for while the run goes on, and tells them how many cells that were.
pub(super) async fn take_up_again(desk: &Desk, run: RunId, machine: &mut RunMachine, guard: &mut RunGuard) {
    while let Ok(asked) = guard.retries.try_recv() {
        let requeued = desk.store.runs().requeue(run, &which(&asked.retry)).await;
        let answer = requeued.map(|cells| {
            machine.requeue(cells);
            cells.taken()
        });
        // who asked may be gone
        let _ = asked.answer.send(answer.map_err(Problem::from));
    }
}

/// The cells that a person wants sent again.
fn which(retry: &Retry) -> WhichCells<'_> {
    let states = if retry.states.is_empty() { &TROUBLED[..] } else { &retry.states };
    WhichCells { states, code: retry.code.as_deref(), numbers: &retry.cells }
}

fn view(run: &Run, row: CellTrouble) -> TroubleView {
    let place = run.plan.place(row.cell);
    let profile = run.plan.profiles.get(place.profile).and_then(Option::as_ref);
    TroubleView {
        cell: row.cell,
        state: row.state,
        attempts: row.attempts,
        product: row.product,
        sku: row.sku,
        product_name: row.product_name,
        profile_name: profile.map(|profile| profile.fields.name.clone()),
        brief_name: run.plan.briefs.get(place.brief).map(|brief| brief.fields.name.clone()).unwrap_or_default(),
        variant: place.variant,
        problem: row.problem.and_then(|problem| serde_json::from_value(problem).ok()),
    }
}
