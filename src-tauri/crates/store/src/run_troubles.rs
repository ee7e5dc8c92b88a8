//! Cells by where they stand: those without a draft and why, and how far each profile is.

use crate::{
    Runs, StoreError,
    row::{id, json, to_json},
    runs::{WhichCells, natural, whole},
};
use copydesk_domain::{
    Page, ProductId, RunId,
    campaign::{CellState, Run},
};
use serde_json::Value;

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

/// Cells without a draft for the same reason.
#[derive(Clone, Debug, PartialEq)]
pub struct TroubleGroup {
    /// Where they stand.
    pub state: CellState,
    /// The code of their problem; empty when nothing is known.
    pub code: String,
    /// How many.
    pub cells: u64,
    /// What their attempts cost, as far as is known, in billionths.
    pub nano: u64,
}

impl Runs<'_> {
    /// Cells without a draft that were tried, with the reason.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn troubles(
        &self,
        run: RunId,
        which: &WhichCells<'_>,
        per_product: u64,
        offset: u64,
        limit: u64,
    ) -> Result<Page<CellTrouble>, StoreError> {
        let run = run.to_string();
        let states = to_json(&which.states.iter().map(|state| state.as_str()).collect::<Vec<_>>())?;
        let code = which.code;
        let (per_product, offset, limit) = (whole(per_product.max(1)), whole(offset), whole(limit));
        let total = sqlx::query_scalar!(
            "SELECT count(*) FROM cell
             WHERE run = ? AND state <> 'done' AND state IN (SELECT value FROM json_each(?))
               AND (? IS NULL OR ifnull(problem ->> '$.code', '') = ?)",
            run,
            states,
            code,
            code
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
                 AND (? IS NULL OR ifnull(cell.problem ->> '$.code', '') = ?)
               ORDER BY cell.number LIMIT ? OFFSET ?"#,
            per_product,
            run,
            states,
            code,
            code,
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

    /// Cells without a draft that were tried, by state and problem, the most frequent first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn trouble_groups(&self, run: RunId) -> Result<Vec<TroubleGroup>, StoreError> {
        let run = run.to_string();
        let rows = sqlx::query!(
            r#"SELECT state, ifnull(problem ->> '$.code', '') AS "code!: String", count(*) AS "cells!: i64",
                      ifnull(sum((SELECT sum(nano) FROM attempt WHERE attempt.run = cell.run AND attempt.cell = cell.number)), 0)
                        AS "nano!: i64"
               FROM cell WHERE run = ? AND state <> 'done' AND state IN ('failed', 'unknown')
               GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"#,
            run
        )
        .fetch_all(self.0.readers())
        .await
        .map_err(|error| self.0.explain(error))?;
        Ok(rows
            .into_iter()
            .map(|row| TroubleGroup {
                state: CellState::from_word(&row.state).unwrap_or(CellState::Unknown),
                code: row.code,
                cells: natural(row.cells),
                nano: natural(row.nano),
            })
            .collect())
    }

    /// How many cells of each profile, by its position in the plan, are in which state. Queued cells without a row are
    /// not counted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn by_profile(&self, run: &Run) -> Result<Vec<(usize, CellState, u64)>, StoreError> {
        let id = run.id.to_string();
        let (per_product, per_profile) = (whole(run.plan.per_product().max(1)), whole(run.plan.per_profile().max(1)));
        let rows = sqlx::query!(
            r#"SELECT number % ? / ? AS "profile!: i64", state, count(*) AS "cells!: i64" FROM cell
               WHERE run = ? GROUP BY 1, 2"#,
            per_product,
            per_profile,
            id
        )
        .fetch_all(self.0.readers())
        .await
        .map_err(|error| self.0.explain(error))?;
        let known = |word: &str| CellState::from_word(word).unwrap_or(CellState::Unknown);
        Ok(rows
            .into_iter()
            .map(|row| (usize::try_from(row.profile).unwrap_or_default(), known(&row.state), natural(row.cells)))
            .collect())
    }
}
