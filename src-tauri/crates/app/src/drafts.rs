//! Drafts: read and edit.

use crate::{
    Desk,
    view::{DraftView, Problem},
};
use copydesk_domain::{
    Author, Deed, Draft, DraftId, DraftListing, DraftQuery, EditId, FieldValues, Note, Page, Product, ProductId,
    Revision, RevisionId, Surprisal, place::Place,
};
use serde_json::json;

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
        let shelf = self.shelf().await?;
        let product = product_now.as_ref().unwrap_or(&draft.provenance.product);
        let report = self.report(&shelf, &draft, product).await;
        let channel = shelf.channels.find(&draft.channel).cloned();
        let changes = self.changes(&shelf, &draft, product_now.as_ref()).await;
        let places = Place::of_copy(channel.as_ref(), draft.fields.as_ref(), &draft.text);
        let surprisal = Surprisal::of(&draft.provenance.scores, &places);
        Ok(DraftView { draft, revisions, product_now, channel, report, changes, surprisal })
    }

    /// A draft as it is stored, without its history and without judging it.
    ///
    /// # Errors
    /// `not_found` when it was deleted.
    pub async fn stored_draft(&self, id: DraftId) -> Result<Draft, Problem> {
        Ok(self.store.drafts().get(id).await?)
    }

    /// The product of a draft as it is now. A deleted one has no newer facts than those it was drafted from.
    pub(crate) async fn product_of(&self, draft: &Draft) -> Product {
        match self.store.products().get(draft.product).await {
            Ok(product) => product,
            Err(_) => draft.provenance.product.clone(),
        }
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
    /// `has_fields` for copy in fields; when the draft was deleted or the workspace cannot be written. The window keeps the
    /// text and tries again.
    pub async fn save_text(&self, id: DraftId, edit: EditId, text: String) -> Result<DraftView, Problem> {
        let draft = self.store.drafts().get(id).await?;
        if !draft.channel.is_empty() {
            return Err(Problem::new("has_fields", "This draft has fields. Save them by name."));
        }
        self.save_copy(draft, edit, text, None).await
    }

    /// As [`Desk::save_text`], for copy in fields. It makes fields of an answer that could not be read, too.
    ///
    /// # Errors
    /// `no_fields` for copy without a channel, `unknown_field` for a field that the channel does not have, and as
    /// [`Desk::save_text`].
    pub async fn save_fields(&self, id: DraftId, edit: EditId, fields: FieldValues) -> Result<DraftView, Problem> {
        let draft = self.store.drafts().get(id).await?;
        let channels = self.home.channels()?;
        let Some(channel) = channels.of(&draft.channel)? else {
            return Err(Problem::new("no_fields", "This draft has no channel, so it has no fields. Save its text."));
        };
        if let Some(field) = fields.keys().find(|field| !channel.written().any(|written| written.id == **field)) {
            let message = format!("The channel “{}” has no field “{field}”.", channel.id);
            return Err(Problem::new("unknown_field", message).with("name", field));
        }
        let text = channel.text(&fields);
        self.save_copy(draft, edit, text, Some(fields)).await
    }

    async fn save_copy(
        &self,
        mut draft: Draft,
        edit: EditId,
        text: String,
        fields: Option<FieldValues>,
    ) -> Result<DraftView, Problem> {
        let id = draft.id;
        let revisions = self.store.drafts().revisions(id).await?;
        let now = self.home.clock().now();
        let sitting = revisions.last().filter(|revision| revision.edit == Some(edit));
        if sitting.is_none() && draft.text == text && draft.fields == fields {
            return self.draft(id).await;
        }
        let revision = match sitting {
            Some(revision) => {
                Revision { text: text.clone(), fields: fields.clone(), updated_at: now, ..revision.clone() }
            }
            None => self.revision(&draft, &text, fields.clone(), Some(edit), None),
        };
        let begun = sitting.is_none().then(|| self.edited(&draft, &revision));
        draft.text_changed(text, fields, revision.number, now);
        self.store.drafts().save_revision(&draft, &revision, begun.as_ref()).await?;
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
        let revision = self.revision(&draft, &earlier.text, earlier.fields.clone(), None, Some(number));
        draft.text_changed(earlier.text.clone(), earlier.fields.clone(), revision.number, revision.updated_at);
        let note = self.edited(&draft, &revision);
        self.store.drafts().save_revision(&draft, &revision, Some(&note)).await?;
        self.draft(id).await
    }

    /// That a person began a revision. What is typed into it stands in the revision alone.
    fn edited(&self, draft: &Draft, revision: &Revision) -> Note {
        let detail = json!({ "revision": revision.number, "restored_from": revision.restored_from });
        self.note(Deed::Edited, draft, detail)
    }

    fn revision(
        &self,
        draft: &Draft,
        text: &str,
        fields: Option<FieldValues>,
        edit: Option<EditId>,
        restored_from: Option<u32>,
    ) -> Revision {
        let now = self.home.clock().now();
        Revision {
            id: RevisionId::new(),
            number: draft.revision + 1,
            author: Author::Person { name: self.home.reviewer() },
            text: text.to_owned(),
            fields,
            edit,
            restored_from,
            created_at: now,
            updated_at: now,
        }
    }

    /// Deletes drafts.
    ///
    /// # Errors
    /// When the workspace cannot be written.
    pub async fn delete_drafts(&self, ids: &[DraftId]) -> Result<(), Problem> {
        let notes = self.notes(Deed::Deleted, ids);
        Ok(self.store.drafts().delete(ids, self.home.clock().now(), &notes).await?)
    }

    /// Takes a deletion back.
    ///
    /// # Errors
    /// When the workspace cannot be written.
    pub async fn restore_drafts(&self, ids: &[DraftId]) -> Result<(), Problem> {
        Ok(self.store.drafts().restore(ids, &self.notes(Deed::Restored, ids)).await?)
    }
}
