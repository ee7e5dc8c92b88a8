//! Drafts: read, edit, decide.

use crate::{
    Desk,
    view::{DraftView, Problem, Undecided},
};
use copydesk_domain::{
    Author, Draft, DraftId, DraftListing, DraftQuery, EditId, Page, ProductId, Revision, RevisionId,
};

impl Desk {
    /// A part of the list of drafts, newest first.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub async fn drafts(&self, query: &DraftQuery) -> Result<Page<DraftListing>, Problem> {
        Ok(self.store.drafts().page(query).await?)
    }

    /// A draft with its history.
    ///
    /// # Errors
    /// `not_found` when it was deleted.
    pub async fn draft(&self, id: DraftId) -> Result<DraftView, Problem> {
        let draft = self.store.drafts().get(id).await?;
        let revisions = self.store.drafts().revisions(id).await?;
        let product_now = self.store.products().get(draft.product).await.ok();
        Ok(DraftView { draft, revisions, product_now })
    }

    /// Whole drafts of one product, oldest first.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub async fn drafts_of_product(&self, product: ProductId) -> Result<Vec<Draft>, Problem> {
        Ok(self.store.drafts().of_product(product).await?)
    }

    /// Saves what a person typed. All saves of one sitting are one revision; the model's own is never touched.
    ///
    /// # Errors
    /// When the draft was deleted or the workspace cannot be written. The window keeps the text and tries again.
    pub async fn save_text(&self, id: DraftId, edit: EditId, text: String) -> Result<DraftView, Problem> {
        let mut draft = self.store.drafts().get(id).await?;
        let revisions = self.store.drafts().revisions(id).await?;
        let now = self.home.clock().now();
        let sitting = revisions.last().filter(|revision| revision.edit == Some(edit));
        if sitting.is_none() && draft.text == text {
            return self.draft(id).await;
        }
        let revision = match sitting {
            Some(revision) => Revision { text: text.clone(), updated_at: now, ..revision.clone() },
            None => self.revision(&draft, &text, Some(edit), None),
        };
        draft.text_changed(text, revision.number, now);
        self.store.drafts().save_revision(&draft, &revision).await?;
        self.draft(id).await
    }

    /// Makes a new revision with the text of an earlier one.
    ///
    /// # Errors
    /// `not_found` when there is no revision of that number.
    pub async fn restore_revision(&self, id: DraftId, number: u32) -> Result<DraftView, Problem> {
        let mut draft = self.store.drafts().get(id).await?;
        let revisions = self.store.drafts().revisions(id).await?;
        let Some(earlier) = revisions.iter().find(|revision| revision.number == number) else {
            return Err(Problem::new("not_found", format!("This draft has no revision {number}.")).with("name", number));
        };
        let revision = self.revision(&draft, &earlier.text, None, Some(number));
        draft.text_changed(earlier.text.clone(), revision.number, revision.updated_at);
        self.store.drafts().save_revision(&draft, &revision).await?;
        self.draft(id).await
    }

    fn revision(&self, draft: &Draft, text: &str, edit: Option<EditId>, restored_from: Option<u32>) -> Revision {
        let now = self.home.clock().now();
        Revision {
            id: RevisionId::new(),
            number: draft.revision + 1,
            author: Author::Person { name: self.home.reviewer() },
            text: text.to_owned(),
            edit,
            restored_from,
            created_at: now,
            updated_at: now,
        }
    }

    /// Puts drafts before a person, or takes a decision back.
    ///
    /// # Errors
    /// When the workspace cannot be read or written.
    pub async fn to_review(&self, ids: &[DraftId]) -> Result<Vec<Undecided>, Problem> {
        for id in ids {
            let mut draft = self.store.drafts().get(*id).await?;
            draft.to_review(self.home.clock().now());
            self.store.drafts().save(&draft).await?;
        }
        Ok(Vec::new())
    }

    /// Approves drafts as the reviewer of the settings, bound to the text and to the product's facts now.
    ///
    /// # Errors
    /// `reviewer_missing` when the settings have no name: an approval without one explains nothing.
    pub async fn approve(&self, ids: &[DraftId]) -> Result<Vec<Undecided>, Problem> {
        let reviewer = self.home.reviewer();
        if reviewer.is_empty() {
            return Err(Problem::new(
                "reviewer_missing",
                "An approval carries a name. Put yours into Settings, General, and approve again.",
            ));
        }
        let mut left = Vec::new();
        for id in ids {
            let mut draft = self.store.drafts().get(*id).await?;
            // a deleted product has no newer facts than those it was drafted from
            let facts = match self.store.products().get(draft.product).await {
                Ok(product) => product.fields,
                Err(_) => draft.provenance.product.fields.clone(),
            };
            match draft.approve(&reviewer, &facts, self.home.clock().now()) {
                Ok(()) => self.store.drafts().save(&draft).await?,
                Err(error) => left.push(Undecided { draft: *id, problem: error.into() }),
            }
        }
        Ok(left)
    }

    /// Rejects drafts; the reason stays with them.
    ///
    /// # Errors
    /// `missing_reason` without one.
    pub async fn reject(&self, ids: &[DraftId], reason: &str) -> Result<Vec<Undecided>, Problem> {
        if reason.trim().is_empty() {
            return Err(copydesk_domain::DecisionError::MissingReason.into());
        }
        let mut left = Vec::new();
        for id in ids {
            let mut draft = self.store.drafts().get(*id).await?;
            match draft.reject(reason, self.home.clock().now()) {
                Ok(()) => self.store.drafts().save(&draft).await?,
                Err(error) => left.push(Undecided { draft: *id, problem: error.into() }),
            }
        }
        Ok(left)
    }

    /// Deletes drafts.
    ///
    /// # Errors
    /// When the workspace cannot be written.
    pub async fn delete_drafts(&self, ids: &[DraftId]) -> Result<(), Problem> {
        Ok(self.store.drafts().delete(ids, self.home.clock().now()).await?)
    }

    /// Takes a deletion back.
    ///
    /// # Errors
    /// When the workspace cannot be written.
    pub async fn restore_drafts(&self, ids: &[DraftId]) -> Result<(), Problem> {
        Ok(self.store.drafts().restore(ids).await?)
    }
}
