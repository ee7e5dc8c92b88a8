//! Runs of campaigns: created once, listed, resumed.

use crate::{
    Store, StoreError,
    row::{id, ids, json, time, to_json},
};
use copydesk_domain::{
    RunId, Timestamp,
    campaign::{CellState, Cost, Pause, Run, RunState, Tally},
};

/// The runs of a workspace.
pub struct Runs<'a>(pub(crate) &'a Store);

/// What another process asks of the one that has the workspace open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Finish what is under way and rest.
    Pause,
    /// Stop at once.
    Cancel,
}

impl Wish {
    /// The word that is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::Cancel => "cancel",
        }
    }
}

/// Which cells of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WhichCells<'a> {
    /// In these states.
    pub states: &'a [CellState],
    /// With the problem of this code, the empty one for none; none for any.
    pub code: Option<&'a str>,
    /// Only these numbers; empty for all.
    pub numbers: &'a [u64],
}

/// A run as it is stored.
struct RunRow {
    id: String,
    name: String,
    plan: String,
    state: String,
    pause: Option<String>,
    skipped: i64,
    done: i64,
    failed: i64,
    cancelled: i64,
    unknown: i64,
    attempts: i64,
    tokens: i64,
    nano: i64,
    created_at: i64,
    updated_at: i64,
}

pub(crate) fn natural(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

pub(crate) fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

impl TryFrom<RunRow> for Run {
    type Error = StoreError;

    fn try_from(row: RunRow) -> Result<Self, StoreError> {
        let state = RunState::from_word(&row.state)
            .ok_or_else(|| StoreError::Internal { detail: format!("“{}” is no state of a run", row.state) })?;
        Ok(Self {
            id: id(&row.id)?,
            name: row.name,
            plan: json(&row.plan)?,
            state,
            pause: row.pause.as_deref().map(json).transpose()?,
            skipped: natural(row.skipped),
            tally: Tally {
                done: natural(row.done),
                failed: natural(row.failed),
                cancelled: natural(row.cancelled),
                unknown: natural(row.unknown),
                ..Tally::default()
            },
            attempts: natural(row.attempts),
            spent: Cost { tokens: natural(row.tokens), nano: natural(row.nano) },
            created_at: time(row.created_at)?,
            updated_at: time(row.updated_at)?,
        })
    }
}

/// A checked query for runs that are not deleted.
macro_rules! runs_where {
    ($condition:literal $(, $value:expr)*) => {
        sqlx::query_as!(
            RunRow,
            r#"SELECT id AS "id!", name, plan, state, pause, skipped, done, failed, cancelled, unknown, attempts, tokens, nano,
                      created_at, updated_at
               FROM run WHERE deleted_at IS NULL AND "# + $condition
            $(, $value)*
        )
    };
}

impl Runs<'_> {
    /// A run.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub async fn get(&self, run: RunId) -> Result<Run, StoreError> {
        let run = run.to_string();
        let found = runs_where!("id = ?", run).fetch_optional(self.0.readers()).await;
        found.map_err(|error| self.0.explain(error))?.ok_or(StoreError::NotFound { what: "run" })?.try_into()
    }

    /// Runs, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn list(&self) -> Result<Vec<Run>, StoreError> {
        let found = runs_where!("true ORDER BY id DESC").fetch_all(self.0.readers()).await;
        found.map_err(|error| self.0.explain(error))?.into_iter().map(Run::try_from).collect()
    }

    /// Finds what a process that is gone left behind: cells that it had taken up are queued again, cells that were under
    /// way are of unknown outcome and count as billed, and their runs rest. Cells of a batch stay under way: the provider
    /// writes them without us. Those of `active` are carried out by this
    /// process. Answers with the runs that were found.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn recover(&self, at: Timestamp, active: &[RunId]) -> Result<Vec<RunId>, StoreError> {
        let explain = |error| self.0.explain(error);
        let active = ids(active)?;
        let found = sqlx::query_scalar!(
            r#"SELECT id AS "id!" FROM run
               WHERE state IN ('running', 'pausing') AND id NOT IN (SELECT value FROM json_each(?))"#,
            active
        )
        .fetch_all(self.0.readers())
        .await
        .map_err(explain)?;
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let (at, pause) = (at.as_microsecond(), to_json(&Pause::Interrupted)?);
        let mut write = self.0.write().await?;
        for run in &found {
            let lost = sqlx::query!(
                r#"SELECT number, attempts, sent_at, worst_tokens, worst_nano FROM cell
                   WHERE run = ? AND state = 'running' AND state <> 'done' AND batch IS NULL"#,
                run
            )
            .fetch_all(&mut *write)
            .await
            .map_err(explain)?;
            for cell in &lost {
                let (attempt, sent_at) = (copydesk_domain::AttemptId::new().to_string(), cell.sent_at.unwrap_or(at));
                sqlx::query!(
                    "INSERT INTO attempt (id, run, cell, number, outcome, tokens, nano, started_at, ended_at)
                     VALUES (?, ?, ?, ?, 'unknown', ifnull(?, 0), ifnull(?, 0), ?, ?)",
                    attempt,
                    run,
                    cell.number,
                    cell.attempts,
                    cell.worst_tokens,
                    cell.worst_nano,
                    sent_at,
                    at
                )
                .execute(&mut *write)
                .await
                .map_err(explain)?;
            }
            sqlx::query!(
                "UPDATE cell SET state = CASE state WHEN 'running' THEN 'unknown' ELSE 'queued' END
                 WHERE run = ? AND state IN ('running', 'leased') AND state <> 'done' AND batch IS NULL",
                run
            )
            .execute(&mut *write)
            .await
            .map_err(explain)?;
            let tokens: i64 = lost.iter().filter_map(|cell| cell.worst_tokens).sum();
            let nano: i64 = lost.iter().filter_map(|cell| cell.worst_nano).sum();
            let unknown = whole(lost.len() as u64);
            sqlx::query!(
                "UPDATE run SET state = 'paused', pause = ?, wish = NULL, unknown = unknown + ?, tokens = tokens + ?,
                                nano = nano + ?, updated_at = ?
                 WHERE id = ?",
                pause,
                unknown,
                tokens,
                nano,
                at,
                run
            )
            .execute(&mut *write)
            .await
            .map_err(explain)?;
        }
        self.0.commit(write).await?;
        found.iter().map(|run| id(run)).collect()
    }

    /// Hides runs from the list, or shows them again. Their drafts stay.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn delete(&self, runs: &[RunId], at: Option<Timestamp>) -> Result<(), StoreError> {
        let (runs, at) = (ids(runs)?, at.map(Timestamp::as_microsecond));
        let mut write = self.0.write().await?;
        sqlx::query!(
            "UPDATE run SET deleted_at = ? WHERE state NOT IN ('running', 'pausing')
                AND id IN (SELECT value FROM json_each(?))",
            at,
            runs
        )
        .execute(&mut *write)
        .await
        .map_err(|error| self.0.explain(error))?;
        self.0.commit(write).await
    }

    /// Leaves a wish for the process that runs it; true when a run in that state is there.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn wish(&self, run: RunId, wish: Wish) -> Result<bool, StoreError> {
        let (run, wish) = (run.to_string(), wish.as_str());
        let mut write = self.0.write().await?;
        let done = sqlx::query!("UPDATE run SET wish = ? WHERE id = ? AND state IN ('running', 'pausing')", wish, run)
            .execute(&mut *write)
            .await
            .map_err(|error| self.0.explain(error))?;
        self.0.commit(write).await?;
        Ok(done.rows_affected() > 0)
    }

    /// What another process asks of this run.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn wished(&self, run: RunId) -> Result<Option<Wish>, StoreError> {
        let run = run.to_string();
        let wish = sqlx::query_scalar!("SELECT wish FROM run WHERE id = ?", run)
            .fetch_optional(self.0.readers())
            .await
            .map_err(|error| self.0.explain(error))?
            .flatten();
        Ok([Wish::Pause, Wish::Cancel].into_iter().find(|known| Some(known.as_str()) == wish.as_deref()))
    }
}
