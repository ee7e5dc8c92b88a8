//! Runs of campaigns: created once, listed, resumed.

use crate::{
    Store, StoreError, product_list,
    row::{id, ids, json, time, to_json},
};
use copydesk_domain::{
    Page, ProductChoice, ProductId, RunId, Timestamp,
    campaign::{CellState, Cost, Pause, Run, RunState, Tally},
};
use serde_json::Value;
use sqlx::{QueryBuilder, Sqlite};

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

/// A cell without a draft, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct CellTrouble {
    /// Number in its run.
    pub cell: u64,
    /// Where it stands.
    pub state: CellState,
    /// Requests that went out for it.
    pub attempts: u32,
    /// Its product.
    pub product: ProductId,
    /// The product's SKU, unless it was deleted.
    pub sku: Option<String>,
    /// The product's name, unless it was deleted.
    pub product_name: Option<String>,
    /// What went wrong, as the use cases put it.
    pub problem: Option<Value>,
}

/// A run as it is stored.
struct RunRow {
    id: String,
    name: String,
    plan: String,
    state: String,
    pause: Option<String>,
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
            r#"SELECT id AS "id!", name, plan, state, pause, done, failed, cancelled, unknown, attempts, tokens, nano,
                      created_at, updated_at
               FROM run WHERE deleted_at IS NULL AND "# + $condition
            $(, $value)*
        )
    };
}

impl Runs<'_> {
    /// How many products a choice finds.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn count_products(&self, choice: &ProductChoice) -> Result<u64, StoreError> {
        match choice {
            ProductChoice::Listed { products } => Ok(products.len() as u64),
            ProductChoice::Query { query } => {
                let mut builder = QueryBuilder::<Sqlite>::new("");
                product_list::counted(&mut builder, query);
                let found: i64 = builder
                    .build_query_scalar()
                    .fetch_one(self.0.readers())
                    .await
                    .map_err(|error| self.0.explain(error))?;
                let skipped = natural(found).saturating_sub(query.offset);
                Ok(if query.limit > 0 { skipped.min(query.limit) } else { skipped })
            }
        }
    }

    /// Every so-manieth product of a choice, about `wanted` of them: a sample to estimate from.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn sample_products(&self, choice: &ProductChoice, wanted: u64) -> Result<Vec<ProductId>, StoreError> {
        let query = match choice {
            ProductChoice::Listed { products } => {
                let step = (products.len() as u64).div_ceil(wanted.max(1)).max(1);
                let step = usize::try_from(step).unwrap_or(usize::MAX);
                return Ok(products.iter().step_by(step).copied().collect());
            }
            ProductChoice::Query { query } => query,
        };
        let step = self.count_products(choice).await?.div_ceil(wanted.max(1)).max(1);
        let mut builder =
            QueryBuilder::<Sqlite>::new("SELECT id FROM (SELECT id, row_number() OVER () AS number FROM (");
        product_list::chosen(&mut builder, query);
        builder.push(")) WHERE (number - 1) % ").push_bind(whole(step)).push(" = 0");
        let found: Vec<String> =
            builder.build_query_scalar().fetch_all(self.0.readers()).await.map_err(|error| self.0.explain(error))?;
        found.iter().map(|product| id(product)).collect()
    }

    /// Stores a run with its list of products, both or neither. The number of products becomes the plan's.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn create(&self, run: &mut Run, choice: &ProductChoice) -> Result<(), StoreError> {
        let id = run.id.to_string();
        let mut write = self.0.write().await?;
        let (state, pause) = (run.state.as_str(), run.pause.as_ref().map(to_json).transpose()?);
        let (created_at, updated_at) = (run.created_at.as_microsecond(), run.updated_at.as_microsecond());
        sqlx::query!(
            "INSERT INTO run (id, name, plan, state, pause, next, done, failed, cancelled, unknown, attempts, tokens, nano,
                created_at, updated_at)
             VALUES (?, ?, '', ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, ?, ?)",
            id,
            run.name,
            state,
            pause,
            created_at,
            updated_at
        )
        .execute(&mut *write)
        .await
        .map_err(|error| self.0.explain(error))?;
        let mut builder = QueryBuilder::<Sqlite>::new("INSERT INTO run_product (run, position, product) SELECT ");
        builder.push_bind(&id);
        match choice {
            ProductChoice::Listed { products } => {
                builder.push(", key, value FROM json_each(").push_bind(ids(products)?).push(")");
            }
            ProductChoice::Query { query } => {
                builder.push(", row_number() OVER () - 1, id FROM (");
                product_list::chosen(&mut builder, query);
                builder.push(")");
            }
        }
        let listed = builder.build().execute(&mut *write).await.map_err(|error| self.0.explain(error))?;
        run.plan.products = listed.rows_affected();
        let plan = to_json(&run.plan)?;
        sqlx::query!("UPDATE run SET plan = ? WHERE id = ?", plan, id)
            .execute(&mut *write)
            .await
            .map_err(|error| self.0.explain(error))?;
        self.0.commit(write).await
    }

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
    /// way are of unknown outcome and count as billed, and their runs rest. Those of `active` are carried out by this
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
                   WHERE run = ? AND state = 'running' AND state <> 'done'"#,
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
                 WHERE run = ? AND state IN ('running', 'leased') AND state <> 'done'",
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

    /// Cells without a draft that were tried, with the reason; those of `states`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn troubles(
        &self,
        run: RunId,
        states: &[CellState],
        per_product: u64,
        offset: u64,
        limit: u64,
    ) -> Result<Page<CellTrouble>, StoreError> {
        let run = run.to_string();
        let states = to_json(&states.iter().map(|state| state.as_str()).collect::<Vec<_>>())?;
        let (per_product, offset, limit) = (whole(per_product.max(1)), whole(offset), whole(limit));
        let total = sqlx::query_scalar!(
            "SELECT count(*) FROM cell
             WHERE run = ? AND state <> 'done' AND state IN (SELECT value FROM json_each(?))",
            run,
            states
        )
        .fetch_one(self.0.readers())
        .await
        .map_err(|error| self.0.explain(error))?;
        let rows = sqlx::query!(
            r#"SELECT cell.number, cell.state, cell.attempts, cell.problem, run_product.product,
                      product.sku AS "sku?", product.name AS "name?"
               FROM cell
               JOIN run_product ON run_product.run = cell.run AND run_product.position = cell.number / ?
               LEFT JOIN product ON product.id = run_product.product AND product.deleted_at IS NULL
               WHERE cell.run = ? AND cell.state <> 'done' AND cell.state IN (SELECT value FROM json_each(?))
               ORDER BY cell.number LIMIT ? OFFSET ?"#,
            per_product,
            run,
            states,
            limit,
            offset
        )
        .fetch_all(self.0.readers())
        .await
        .map_err(|error| self.0.explain(error))?;
        let rows = rows.into_iter().map(|row| {
            Ok(CellTrouble {
                cell: natural(row.number),
                state: CellState::from_word(&row.state).unwrap_or(CellState::Unknown),
                attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
                product: id(&row.product)?,
                sku: row.sku,
                product_name: row.name,
                problem: row.problem.as_deref().map(json).transpose()?,
            })
        });
        Ok(Page { total: natural(total), rows: rows.collect::<Result<_, StoreError>>()? })
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
