//! Rows that are products, matched by SKU.

use super::{Keep, Tally, blocking, table, target};
use crate::{
    Desk,
    incoming::suspicious_fields,
    view::{CellChange, ColumnView, ImportRequest, Outcome, Problem},
};
use copydesk_domain::{ProductFields, ProductId, SourceRow};
use copydesk_sheet::{ProductRow, RejectedRow};
use copydesk_store::{FieldSet, Outcome as Stored};
use tokio::sync::mpsc;

/// Rows stored in one statement.
const BATCH: usize = 1_000;
/// Batches that may wait between the reader and the store.
const WAITING: usize = 4;

/// Rows with the names of their suspicious fields.
type Batch = Vec<Result<(ProductRow, Vec<String>), RejectedRow>>;

impl Desk {
    pub(super) async fn import_products(
        &self,
        request: &ImportRequest,
        columns: &[ColumnView],
        keep: Keep,
    ) -> Result<Tally, Problem> {
        let (sender, mut batches) = mpsc::channel::<Batch>(WAITING);
        let (path, options, mapping) = (request.path.clone(), request.options.clone(), target::products(columns));
        let reading = tokio::spawn(blocking(move || {
            let mut table = table(&path, &options)?;
            let mut rows = copydesk_sheet::products(&mut table, &mapping)?;
            loop {
                let looked = |row: ProductRow| {
                    let suspicious = suspicious_fields(&row.fields);
                    (row, suspicious)
                };
                let batch: Batch = rows.by_ref().take(BATCH).map(|row| row.map(looked)).collect();
                if batch.is_empty() || sender.blocking_send(batch).is_err() {
                    return Ok(());
                }
            }
        }));
        let fields: Vec<String> = columns.iter().map(|column| column.target.field.clone()).collect();
        let supplied = FieldSet::new(fields.iter().cloned());
        let now = self.home.clock().now();
        let mut importer = self.store.products().importer().await?;
        let mut tally = Tally::default();
        let mut changed: Vec<ProductId> = Vec::new();
        while let Some(batch) = batches.recv().await {
            let mut numbers = Vec::with_capacity(batch.len());
            let mut rows: Vec<(ProductFields, SourceRow)> = Vec::with_capacity(batch.len());
            let mut shown: Vec<ProductFields> = Vec::new();
            let mut looked: Vec<Vec<String>> = Vec::with_capacity(batch.len());
            for row in batch {
                match row {
                    Ok((row, suspicious)) => {
                        if !suspicious.is_empty() {
                            tally.suspicious(row.row, &row.fields.sku, &suspicious);
                        }
                        looked.push(suspicious);
                        numbers.push(row.row);
                        if tally.shown + shown.len() < super::PREVIEW {
                            shown.push(row.fields.clone());
                        }
                        rows.push((row.fields, row.source));
                    }
                    Err(rejected) => tally.refused(rejected),
                }
            }
            let outcomes = importer.put(rows, &supplied, now).await?;
            for (index, (id, stored)) in outcomes.into_iter().enumerate() {
                let (outcome, before) = match stored {
                    Stored::Created => (Outcome::Created, None),
                    Stored::Unchanged => (Outcome::Unchanged, None),
                    Stored::Updated { before, .. } => {
                        changed.push(id);
                        (Outcome::Updated, Some(before))
                    }
                };
                let after = shown.get(index);
                let row = numbers.get(index).copied().unwrap_or_default();
                let suspicious = looked.get_mut(index).map(std::mem::take).unwrap_or_default();
                tally.accepted(row, outcome, suspicious, || {
                    after.map_or_else(Vec::new, |after| cells(columns, before.as_deref(), after))
                });
            }
        }
        reading.await.map_err(|error| Problem::new("internal", error.to_string()))??;
        if keep == Keep::Yes {
            importer.commit().await?;
            tally.counts.reopened = self.reopen_stale(&changed).await?;
        } else {
            drop(importer);
            // an approved draft of a changed product falls, unless the change leaves its facts as they were approved
            tally.counts.reopened = self.store.drafts().approved_on(&changed).await?.len() as u64;
        }
        Ok(tally)
    }
}

fn value(product: &ProductFields, column: &ColumnView) -> String {
    match column.target.field.as_str() {
        "sku" => product.sku.clone(),
        "name" => product.name.clone(),
        "description" => product.description.chars().take(300).collect(),
        "price" => product.price.clone(),
        "currency" => product.currency.clone(),
        "category" => product.category.clone(),
        "brand" => product.brand.clone(),
        "tags" => product.tags.join(", "),
        "language" => product.language.clone(),
        "fact" => product
            .attributes
            .iter()
            .find(|fact| Some(&fact.name) == column.target.fact.as_ref())
            .map_or_else(String::new, |fact| fact.value.clone()),
        _ => String::new(),
    }
}

fn cells(columns: &[ColumnView], before: Option<&ProductFields>, after: &ProductFields) -> Vec<CellChange> {
    columns
        .iter()
        .filter(|column| column.target.field != "ignore")
        .map(|column| {
            let now = value(after, column);
            let then = before.map(|before| value(before, column)).filter(|then| *then != now);
            let field = column.target.fact.clone().unwrap_or_else(|| column.target.field.clone());
            CellChange { field, before: then, value: now }
        })
        .collect()
}
