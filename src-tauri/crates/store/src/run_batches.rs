//! Batches: cells that went out together in a file, written by the provider whether or not this program runs.

use crate::{
    Runs, StoreError,
    row::{json, time, to_json},
    runs::{natural, whole},
};
use copydesk_domain::{RunId, Timestamp, campaign::Cost};
use serde_json::Value;

/// A batch that is not over.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// Number in its run, from 1.
    pub number: u64,
    /// The provider's id; none when its answer to the submission was never heard.
    pub remote: Option<String>,
    /// How it stood when the provider was last asked, as the use cases put it.
    pub status: Option<Value>,
    /// Cells that are under way in it.
    pub cells: u64,
    /// When the provider was last asked.
    pub updated_at: Timestamp,
}

/// A cell that is under way in a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchCell {
    /// Number in its run.
    pub cell: u64,
    /// Requests that went out for it, this one included.
    pub attempts: u32,
    /// What is set aside for it.
    pub worst: Cost,
    /// When it went out.
    pub sent_at: Timestamp,
    /// What was sent, as the use cases put it.
    pub request: String,
}

impl Runs<'_> {
    /// The next batch of a run, written down before its first cell.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn begin_batch(&self, run: RunId, at: Timestamp) -> Result<u64, StoreError> {
        let (run, at) = (run.to_string(), at.as_microsecond());
        let mut write = self.0.write().await?;
        let number = sqlx::query_scalar!(
            r#"INSERT INTO batch (run, number, state, cells, created_at, updated_at)
               SELECT ?, ifnull(max(number), 0) + 1, 'sending', 0, ?, ? FROM batch WHERE run = ?
               RETURNING number AS "number!: i64""#,
            run,
            at,
            at,
            run
        )
        .fetch_one(&mut *write)
        .await
        .map_err(|error| self.0.explain(error))?;
        self.0.commit(write).await?;
        Ok(natural(number))
    }

    /// The provider has told how a batch stands.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn note_batch(
        &self,
        run: RunId,
        number: u64,
        remote: &str,
        status: &Value,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let (run, number, status, at) = (run.to_string(), whole(number), status.to_string(), at.as_microsecond());
        let mut write = self.0.write().await?;
        sqlx::query!(
            "UPDATE batch SET state = 'open', remote = ?, status = ?, updated_at = ? WHERE run = ? AND number = ?",
            remote,
            status,
            at,
            run,
            number
        )
        .execute(&mut *write)
        .await
        .map_err(|error| self.0.explain(error))?;
        self.0.commit(write).await
    }

    /// A batch is over: nothing of it is under way any more.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn end_batch(&self, run: RunId, number: u64, at: Timestamp) -> Result<(), StoreError> {
        let (run, number, at) = (run.to_string(), whole(number), at.as_microsecond());
        let mut write = self.0.write().await?;
        sqlx::query!("UPDATE batch SET state = 'over', updated_at = ? WHERE run = ? AND number = ?", at, run, number)
            .execute(&mut *write)
            .await
            .map_err(|error| self.0.explain(error))?;
        self.0.commit(write).await
    }

    /// Batches of a run that are not over, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn open_batches(&self, run: RunId) -> Result<Vec<Batch>, StoreError> {
        let run = run.to_string();
        let rows = sqlx::query!(
            r#"SELECT number, remote, status, updated_at,
                      (SELECT count(*) FROM cell WHERE cell.run = batch.run AND cell.batch = batch.number) AS "cells!: i64"
               FROM batch WHERE run = ? AND state <> 'over' ORDER BY number"#,
            run
        )
        .fetch_all(self.0.readers())
        .await
        .map_err(|error| self.0.explain(error))?;
        rows.into_iter()
            .map(|row| {
                Ok(Batch {
                    number: natural(row.number),
                    remote: row.remote,
                    status: row.status.as_deref().map(json).transpose()?,
                    cells: natural(row.cells),
                    updated_at: time(row.updated_at)?,
                })
            })
            .collect()
    }

    /// How many cells of a run are under way in batches, and what is set aside for them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn in_batches(&self, run: RunId) -> Result<(u64, Cost), StoreError> {
        let run = run.to_string();
        let row = sqlx::query!(
            r#"SELECT count(*) AS "cells!: i64", ifnull(sum(worst_tokens), 0) AS "tokens!: i64",
                      ifnull(sum(worst_nano), 0) AS "nano!: i64"
               FROM cell WHERE run = ? AND batch IS NOT NULL"#,
            run
        )
        .fetch_one(self.0.readers())
        .await
        .map_err(|error| self.0.explain(error))?;
        Ok((natural(row.cells), Cost { tokens: natural(row.tokens), nano: natural(row.nano) }))
    }

    /// Cells that are under way in a batch: those of `cells` that are, or without any the first `limit`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn batch_cells(
        &self,
        run: RunId,
        number: u64,
        cells: Option<&[u64]>,
        limit: u64,
    ) -> Result<Vec<BatchCell>, StoreError> {
        let (run, number, limit) = (run.to_string(), whole(number), whole(limit));
        let cells = cells.map(to_json).transpose()?;
        let rows = sqlx::query!(
            r#"SELECT number, attempts, worst_tokens, worst_nano, sent_at, request FROM cell
               WHERE run = ? AND batch = ? AND batch IS NOT NULL
                 AND (? IS NULL OR number IN (SELECT value FROM json_each(?)))
               ORDER BY number LIMIT ?"#,
            run,
            number,
            cells,
            cells,
            limit
        )
        .fetch_all(self.0.readers())
        .await
        .map_err(|error| self.0.explain(error))?;
        rows.into_iter()
            .map(|row| {
                Ok(BatchCell {
                    cell: natural(row.number),
                    attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
                    worst: Cost {
                        tokens: natural(row.worst_tokens.unwrap_or_default()),
                        nano: natural(row.worst_nano.unwrap_or_default()),
                    },
                    sent_at: time(row.sent_at.unwrap_or_default())?,
                    request: row.request.unwrap_or_default(),
                })
            })
            .collect()
    }
}
