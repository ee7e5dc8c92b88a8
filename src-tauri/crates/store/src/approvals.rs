//! Approvals in bulk: which rest on products that changed, and sending those back to review. A hundred thousand drafts are
//! a few statements, and nothing is read of a draft but its approval.

use crate::{
    Drafts, StoreError, ledger,
    row::{id, ids, json, to_json},
};
use copydesk_domain::{Approval, DraftId, Note, ProductId, Staleness, Timestamp};
use serde_json::json;

/// Drafts changed by one statement.
const CHUNK: usize = 5_000;

/// An approval and the products that it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct ApprovedOn {
    /// The draft.
    pub draft: DraftId,
    /// Its product.
    pub product: ProductId,
    /// Other products that its copy is about, in the order of the draft.
    pub companions: Vec<ProductId>,
    /// The approval.
    pub approval: Approval,
}

/// Another product as a draft keeps it.
#[derive(serde::Deserialize)]
struct Companion {
    id: ProductId,
}

impl Drafts<'_> {
    /// Approvals in force that rest on any of these products, as their own or as a companion.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn approved_on(&self, products: &[ProductId]) -> Result<Vec<ApprovedOn>, StoreError> {
        let products = ids(products)?;
        let found = sqlx::query!(
            r#"SELECT id AS "id!", product, approval AS "approval!",
                      CASE WHEN EXISTS (SELECT 1 FROM draft_companion WHERE draft_companion.draft = draft.id)
                           THEN '' || provenance ->> '$.companions' END AS "companions: String"
               FROM draft
               WHERE deleted_at IS NULL AND state = 'approved' AND approval IS NOT NULL
                 AND id IN (SELECT id FROM draft WHERE deleted_at IS NULL AND product IN (SELECT value FROM json_each(?1))
                            UNION
                            SELECT draft FROM draft_companion WHERE product IN (SELECT value FROM json_each(?1)))
               ORDER BY id"#,
            products
        )
        .fetch_all(self.0.readers())
        .await
        .map_err(|error| self.0.explain(error))?;
        let mut approved = Vec::with_capacity(found.len());
        for row in found {
            // read only where there are any: what else a draft rests on is long
            let companions: Vec<Companion> = row.companions.as_deref().map(json).transpose()?.unwrap_or_default();
            approved.push(ApprovedOn {
                draft: id(&row.id)?,
                product: id(&row.product)?,
                companions: companions.into_iter().map(|companion| companion.id).collect(),
                approval: json(&row.approval)?,
            });
        }
        Ok(approved)
    }

    /// Sends approvals back to review, each with its reason and its entry in the ledger: all of them or none. One that is
    /// no longer approved is left as it is.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn make_stale(
        &self,
        stale: &[(DraftId, Staleness)],
        at: Timestamp,
        notes: &[Note],
    ) -> Result<(), StoreError> {
        let micros = at.as_microsecond();
        let mut write = self.0.write().await?;
        for chunk in stale.chunks(CHUNK) {
            let mut rows = Vec::with_capacity(chunk.len());
            for (draft, why) in chunk {
                rows.push(json!([draft, to_json(why)?]));
            }
            let rows = to_json(&rows)?;
            sqlx::query!(
                "UPDATE draft SET state = 'in_review', stale = found.value ->> 1, updated_at = ?
                 FROM json_each(?) AS found WHERE draft.id = found.value ->> 0 AND draft.state = 'approved'",
                micros,
                rows
            )
            .execute(&mut *write)
            .await
            .map_err(|error| self.0.explain(error))?;
        }
        ledger::append(self.0, &mut write, notes).await?;
        self.0.commit(write).await
    }

    /// Binds approvals that still hold to what they were judged by anew.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn bind(&self, approvals: &[(DraftId, Approval)]) -> Result<(), StoreError> {
        let mut rows = Vec::with_capacity(approvals.len());
        for (draft, approval) in approvals {
            rows.push(json!([draft, to_json(approval)?]));
        }
        let rows = to_json(&rows)?;
        let mut write = self.0.write().await?;
        sqlx::query!(
            "UPDATE draft SET approval = found.value ->> 1
             FROM json_each(?) AS found WHERE draft.id = found.value ->> 0 AND draft.state = 'approved'",
            rows
        )
        .execute(&mut *write)
        .await
        .map_err(|error| self.0.explain(error))?;
        self.0.commit(write).await
    }
}
