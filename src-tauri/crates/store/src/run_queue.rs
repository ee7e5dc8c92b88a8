//! The lease table: taking up cells, and one transaction for everything that happened since the last.

use crate::{
    Runs, StoreError, ledger,
    row::{id, to_json},
    runs::{WhichCells, natural, whole},
};
use copydesk_domain::{
    AttemptId, Draft, Note, ProductId, Revision, RunId, Timestamp,
    campaign::{AttemptOutcome, CellState, Cost, Run, Standing, Tally},
};
use serde_json::{Value, json};
use sqlx::SqliteConnection;
use std::collections::HashMap;

/// A cell that was taken up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// Number in its run.
    pub cell: u64,
    /// Its product.
    pub product: ProductId,
    /// Requests that went out for it before.
    pub attempts: u32,
}

/// A request that is about to go out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The cell.
    pub cell: u64,
    /// What is set aside for it.
    pub worst: Cost,
    /// When.
    pub at: Timestamp,
    /// The batch that it goes out in, and what is sent, as the use cases put it.
    pub batch: Option<(u64, String)>,
}

/// An attempt that has ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    /// The cell.
    pub cell: u64,
    /// How.
    pub outcome: AttemptOutcome,
    /// Its number in the cell, from 1.
    pub number: u32,
    /// What it cost.
    pub billed: Cost,
    /// Why there is no draft.
    pub problem: Option<Value>,
    /// The provider's id of the request.
    pub request_id: Option<String>,
    /// The draft with its first revision.
    pub draft: Option<Box<(Draft, Revision)>>,
    /// When the request went out.
    pub sent: Timestamp,
    /// When it ended.
    pub at: Timestamp,
}

/// What happened in a run since the last transaction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunStep {
    /// Attempts that have ended. They come before `sent`: a cell may be sent again.
    pub ended: Vec<Ended>,
    /// Requests that are about to go out.
    pub sent: Vec<Sent>,
    /// Cells that were taken up and are let go.
    pub released: Vec<u64>,
    /// Cells that were about to be sent and were not.
    pub recalled: Vec<u64>,
    /// Cells that were taken up and cannot be sent, with the reason.
    pub dropped: Vec<(u64, Value)>,
    /// What the ledger tells of it.
    pub notes: Vec<Note>,
}

impl RunStep {
    /// What happened after it.
    pub fn append(&mut self, mut newer: Self) {
        self.ended.append(&mut newer.ended);
        self.sent.append(&mut newer.sent);
        self.released.append(&mut newer.released);
        self.recalled.append(&mut newer.recalled);
        self.dropped.append(&mut newer.dropped);
        self.notes.append(&mut newer.notes);
    }

    /// Whether nothing happened.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ended.is_empty()
            && self.sent.is_empty()
            && self.released.is_empty()
            && self.recalled.is_empty()
            && self.dropped.is_empty()
    }
}

impl Runs<'_> {
    /// Takes up at most `limit` cells: first those that were tried before, then those that were let go, then new ones. Cells get a row
    /// only here, so a run of a million costs no more than one of ten.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn claim(&self, run: &Run, limit: u64) -> Result<Vec<Claimed>, StoreError> {
        let explain = |error| self.0.explain(error);
        let (run_id, wanted) = (run.id.to_string(), whole(limit));
        let mut write = self.0.write().await?;
        let again = sqlx::query!(
            "UPDATE cell SET state = 'leased'
             WHERE run = ? AND number IN (
                SELECT number FROM cell WHERE run = ? AND state = 'queued' AND state <> 'done'
                ORDER BY attempts = 0, number LIMIT ?)
             RETURNING number, attempts",
            run_id,
            run_id,
            wanted
        )
        .fetch_all(&mut *write)
        .await
        .map_err(explain)?;
        let mut cells: Vec<(u64, u32)> = again
            .into_iter()
            .map(|row| (natural(row.number), u32::try_from(row.attempts).unwrap_or(u32::MAX)))
            .collect();
        cells.sort_unstable_by_key(|(cell, attempts)| (*attempts == 0, *cell));
        self.take_new(&mut write, run, limit, &mut cells).await?;
        let products = self.products_of(&mut write, run, &cells).await?;
        self.0.commit(write).await?;
        let gone = || StoreError::Internal { detail: "a cell has no product".to_owned() };
        cells
            .into_iter()
            .map(|(cell, attempts)| {
                let product = *products.get(&run.plan.place(cell).product).ok_or_else(gone)?;
                Ok(Claimed { cell, product, attempts })
            })
            .collect()
    }

    /// Takes up cells that were never taken up, past those that are left out.
    async fn take_new(
        &self,
        write: &mut SqliteConnection,
        run: &Run,
        limit: u64,
        cells: &mut Vec<(u64, u32)>,
    ) -> Result<(), StoreError> {
        let explain = |error| self.0.explain(error);
        let id = run.id.to_string();
        let next = sqlx::query_scalar!("SELECT next FROM run WHERE id = ?", id)
            .fetch_one(&mut *write)
            .await
            .map_err(explain)?;
        let (mut first, end) = (natural(next), run.plan.cells());
        while first < end && (cells.len() as u64) < limit {
            let behind = end.min(first + limit - cells.len() as u64);
            let numbers = to_json(&(first..behind).collect::<Vec<u64>>())?;
            let new = sqlx::query_scalar!(
                r#"INSERT INTO cell (run, number, state, attempts) SELECT ?, value, 'leased', 0 FROM json_each(?) WHERE true
                   ON CONFLICT (run, number) DO NOTHING RETURNING number AS "number!: i64""#,
                id,
                numbers
            )
            .fetch_all(&mut *write)
            .await
            .map_err(explain)?;
            cells.extend(new.into_iter().map(|cell| (natural(cell), 0)));
            first = behind;
        }
        let after = whole(first);
        sqlx::query!("UPDATE run SET next = ? WHERE id = ?", after, id).execute(&mut *write).await.map_err(explain)?;
        Ok(())
    }

    async fn products_of(
        &self,
        connection: &mut SqliteConnection,
        run: &Run,
        cells: &[(u64, u32)],
    ) -> Result<HashMap<u64, ProductId>, StoreError> {
        let mut positions: Vec<u64> = cells.iter().map(|(cell, _)| run.plan.place(*cell).product).collect();
        positions.dedup();
        let (run, positions) = (run.id.to_string(), to_json(&positions)?);
        let found = sqlx::query!(
            "SELECT position, product FROM run_product
             WHERE run = ? AND position IN (SELECT value FROM json_each(?))",
            run,
            positions
        )
        .fetch_all(connection)
        .await
        .map_err(|error| self.0.explain(error))?;
        found.into_iter().map(|row| Ok((natural(row.position), id(&row.product)?))).collect()
    }

    /// Writes down all that happened, and how the run stands after it, in one transaction: what is on disk when this
    /// answers may be sent, and a draft is there with the cell that it fills or not at all.
    ///
    /// # Errors
    /// When the file cannot be written; nothing of the step is kept then.
    pub async fn record(&self, standing: &Standing, step: &RunStep) -> Result<(), StoreError> {
        let mut write = self.0.write().await?;
        if !step.ended.is_empty() {
            self.put_ended(&mut write, standing.run, &step.ended).await?;
        }
        if !step.sent.is_empty() {
            self.put_sent(&mut write, standing.run, &step.sent).await?;
        }
        if !step.released.is_empty() || !step.recalled.is_empty() || !step.dropped.is_empty() {
            self.put_back(&mut write, standing.run, step).await?;
        }
        self.put_state(&mut write, standing).await?;
        ledger::append(self.0, &mut write, &step.notes).await?;
        self.0.commit(write).await
    }

    // The rows are there: an insertion that meets them goes from row to row by the key, while an update from a list of rows
    // looks through the whole run for each.

    async fn put_ended(
        &self,
        connection: &mut SqliteConnection,
        run: RunId,
        ended: &[Ended],
    ) -> Result<(), StoreError> {
        let explain = |error| self.0.explain(error);
        let rows: Vec<Value> = ended
            .iter()
            .map(|end| {
                let draft = end.draft.as_ref().map(|draft| draft.0.id.to_string());
                let problem = end.problem.as_ref().map(Value::to_string);
                json!([
                    AttemptId::new().to_string(),
                    end.cell,
                    end.number,
                    end.outcome.as_str(),
                    end.billed.tokens,
                    end.billed.nano,
                    draft,
                    problem,
                    end.request_id,
                    end.sent.as_microsecond(),
                    end.at.as_microsecond(),
                    end.outcome.cell().as_str(),
                ])
            })
            .collect();
        let (run, rows) = (run.to_string(), to_json(&rows)?);
        sqlx::query!(
            "INSERT INTO attempt (id, run, cell, number, outcome, tokens, nano, draft, problem, request_id, started_at,
                ended_at)
             SELECT value ->> 0, ?, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
                value ->> 7, value ->> 8, value ->> 9, value ->> 10
             FROM json_each(?)",
            run,
            rows
        )
        .execute(&mut *connection)
        .await
        .map_err(explain)?;
        sqlx::query!(
            "INSERT INTO cell (run, number, state, attempts, draft, problem)
             SELECT ?, value ->> 1, value ->> 11, 0, value ->> 6, value ->> 7 FROM json_each(?) WHERE true
             ON CONFLICT (run, number) DO UPDATE SET state = excluded.state, draft = excluded.draft,
                problem = excluded.problem, sent_at = NULL, worst_tokens = NULL, worst_nano = NULL, batch = NULL,
                request = NULL",
            run,
            rows
        )
        .execute(&mut *connection)
        .await
        .map_err(explain)?;
        for (draft, revision) in ended.iter().filter_map(|end| end.draft.as_deref()) {
            self.0.drafts().put_new(connection, draft, revision).await?;
        }
        Ok(())
    }

    async fn put_sent(&self, connection: &mut SqliteConnection, run: RunId, sent: &[Sent]) -> Result<(), StoreError> {
        let rows: Vec<Value> = sent
            .iter()
            .map(|sent| {
                let (batch, request) = sent.batch.as_ref().map(|(number, request)| (number, request)).unzip();
                json!([sent.cell, sent.at.as_microsecond(), sent.worst.tokens, sent.worst.nano, batch, request])
            })
            .collect();
        let (run, rows) = (run.to_string(), to_json(&rows)?);
        sqlx::query!(
            "INSERT INTO cell (run, number, state, attempts, sent_at, worst_tokens, worst_nano, batch, request)
             SELECT ?, value ->> 0, 'running', 1, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5
             FROM json_each(?) WHERE true
             ON CONFLICT (run, number) DO UPDATE SET state = 'running', attempts = attempts + 1, problem = NULL,
                sent_at = excluded.sent_at, worst_tokens = excluded.worst_tokens, worst_nano = excluded.worst_nano,
                batch = excluded.batch, request = excluded.request",
            run,
            rows
        )
        .execute(connection)
        .await
        .map_err(|error| self.0.explain(error))?;
        Ok(())
    }

    async fn put_back(&self, connection: &mut SqliteConnection, run: RunId, step: &RunStep) -> Result<(), StoreError> {
        let queued = step.released.iter().map(|cell| json!([cell, CellState::Queued.as_str(), null, 0]));
        let recalled = step.recalled.iter().map(|cell| json!([cell, CellState::Queued.as_str(), null, 1]));
        let failed = step
            .dropped
            .iter()
            .map(|(cell, problem)| json!([cell, CellState::Failed.as_str(), problem.to_string(), 0]));
        let (run, rows) = (run.to_string(), to_json(&queued.chain(recalled).chain(failed).collect::<Vec<_>>())?);
        sqlx::query!(
            "INSERT INTO cell (run, number, state, attempts, problem)
             SELECT ?, value ->> 0, value ->> 1, value ->> 3, value ->> 2 FROM json_each(?) WHERE true
             ON CONFLICT (run, number) DO UPDATE SET state = excluded.state, problem = ifnull(excluded.problem, problem),
                attempts = attempts - excluded.attempts, batch = NULL, request = NULL",
            run,
            rows
        )
        .execute(connection)
        .await
        .map_err(|error| self.0.explain(error))?;
        Ok(())
    }

    async fn put_state(&self, connection: &mut SqliteConnection, run: &Standing) -> Result<(), StoreError> {
        let (id, state) = (run.run.to_string(), run.state.as_str());
        let pause = run.pause.as_ref().map(to_json).transpose()?;
        let tally = run.tally;
        let [done, failed, cancelled, unknown, attempts, tokens, nano] =
            [tally.done, tally.failed, tally.cancelled, tally.unknown, run.attempts, run.spent.tokens, run.spent.nano]
                .map(whole);
        let updated_at = run.updated_at.as_microsecond();
        sqlx::query!(
            "UPDATE run SET state = ?, pause = ?, done = ?, failed = ?, cancelled = ?, unknown = ?, attempts = ?,
                            tokens = ?, nano = ?, updated_at = ?
             WHERE id = ?",
            state,
            pause,
            done,
            failed,
            cancelled,
            unknown,
            attempts,
            tokens,
            nano,
            updated_at,
            id
        )
        .execute(connection)
        .await
        .map_err(|error| self.0.explain(error))?;
        Ok(())
    }

    /// Goes on with a run: some cells are back in the queue, the plan is what it is now, and what was wished is forgotten.
    /// Answers with how many cells of each state there were.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn resume(&self, run: &Run, which: &WhichCells<'_>) -> Result<Tally, StoreError> {
        let (id, plan) = (run.id.to_string(), to_json(&run.plan)?);
        let mut write = self.0.write().await?;
        let requeued = self.put_again(&mut write, run.id, which).await?;
        sqlx::query!("UPDATE run SET plan = ?, state = 'running', pause = NULL, wish = NULL WHERE id = ?", plan, id)
            .execute(&mut *write)
            .await
            .map_err(|error| self.0.explain(error))?;
        self.0.commit(write).await?;
        Ok(requeued)
    }

    /// Puts cells that failed, were cancelled or are of unknown outcome back into the queue. Answers with how many of each
    /// state there were.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn requeue(&self, run: RunId, which: &WhichCells<'_>) -> Result<Tally, StoreError> {
        let mut write = self.0.write().await?;
        let requeued = self.put_again(&mut write, run, which).await?;
        self.0.commit(write).await?;
        Ok(requeued)
    }

    async fn put_again(
        &self,
        write: &mut SqliteConnection,
        run: RunId,
        which: &WhichCells<'_>,
    ) -> Result<Tally, StoreError> {
        let explain = |error| self.0.explain(error);
        let (id, code) = (run.to_string(), which.code);
        let numbers = if which.numbers.is_empty() { None } else { Some(to_json(which.numbers)?) };
        let mut requeued = Tally::default();
        for state in which.states {
            let count = match state {
                CellState::Failed => &mut requeued.failed,
                CellState::Unknown => &mut requeued.unknown,
                CellState::Cancelled => &mut requeued.cancelled,
                _ => continue,
            };
            let state = state.as_str();
            *count = sqlx::query!(
                "UPDATE cell SET state = 'queued' WHERE run = ? AND state = ? AND state <> 'done'
                    AND (? IS NULL OR ifnull(problem ->> '$.code', '') = ?)
                    AND (? IS NULL OR number IN (SELECT value FROM json_each(?)))",
                id,
                state,
                code,
                code,
                numbers,
                numbers
            )
            .execute(&mut *write)
            .await
            .map_err(explain)?
            .rows_affected();
        }
        let [failed, unknown, cancelled] = [requeued.failed, requeued.unknown, requeued.cancelled].map(whole);
        sqlx::query!(
            "UPDATE run SET failed = failed - ?, unknown = unknown - ?, cancelled = cancelled - ? WHERE id = ?",
            failed,
            unknown,
            cancelled,
            id
        )
        .execute(&mut *write)
        .await
        .map_err(explain)?;
        Ok(requeued)
    }
}
