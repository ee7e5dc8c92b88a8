//! Briefs: list, edit, delete and take back, set back to what was shipped.

use crate::{
    Desk, channels,
    profiles::taken_field,
    sample,
    view::{Problem, RecordVersion},
};
use copydesk_domain::{Brief, BriefFields, BriefId};

impl Desk {
    /// All briefs, built-in ones first.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub async fn briefs(&self) -> Result<Vec<Brief>, Problem> {
        Ok(self.store.briefs().list().await?)
    }

    /// Saves a brief; without an id a new one.
    ///
    /// # Errors
    /// `invalid_fields` with every field that is wrong: a template that cannot be read, a name that is taken, a
    /// parameter out of range.
    pub async fn save_brief(&self, id: Option<BriefId>, fields: BriefFields) -> Result<Brief, Problem> {
        fields.validate()?;
        self.home.channels()?.of(&fields.channel)?;
        let saved_by = self.home.reviewer();
        let now = self.home.clock().now();
        let briefs = self.store.briefs();
        match id {
            None => {
                let brief = Brief {
                    id: BriefId::new(),
                    fields,
                    built_in: None,
                    version: 1,
                    saved_by: String::new(),
                    created_at: now,
                    updated_at: now,
                };
                briefs.insert(&brief).await.map_err(|error| taken_field(error, "name"))?;
                Ok(brief)
            }
            Some(id) => {
                let before = briefs.get(id).await?;
                if before.fields == fields {
                    return Ok(before);
                }
                let brief = Brief { fields, version: before.version + 1, saved_by, updated_at: now, ..before };
                briefs.update(&brief).await.map_err(|error| taken_field(error, "name"))?;
                Ok(brief)
            }
        }
    }

    /// Sets a built-in brief back to what was shipped.
    ///
    /// # Errors
    /// `not_built_in` for a brief that a person made.
    pub async fn reset_brief(&self, id: BriefId) -> Result<Brief, Problem> {
        let brief = self.store.briefs().get(id).await?;
        if let Some(key) = brief.built_in.as_deref().filter(|key| key.starts_with("channel.")) {
            let mut fields = channels::shipped(&self.home.channels()?, key)?;
            // its name is its place in the list, which a person may have given
            fields.name.clone_from(&brief.fields.name);
            return self.save_brief(Some(id), fields).await;
        }
        let shipped = sample::built_in_briefs()?;
        let fields = brief
            .built_in
            .as_ref()
            .and_then(|key| shipped.into_iter().find(|(shipped, _)| shipped == key))
            .map(|(_, fields)| fields)
            .ok_or_else(|| {
                Problem::new("not_built_in", "This brief was not shipped with Copydesk, so it has no original.")
            })?;
        self.save_brief(Some(id), fields).await
    }

    /// Every version of a brief, the newest first.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub async fn brief_versions(&self, id: BriefId) -> Result<Vec<RecordVersion<BriefFields>>, Problem> {
        let versions = self.store.briefs().versions(id).await?;
        let version = |brief: Brief| RecordVersion {
            version: brief.version,
            saved_at: brief.updated_at,
            by: brief.saved_by,
            fields: brief.fields,
        };
        Ok(versions.into_iter().map(version).collect())
    }

    /// Deletes briefs; drafts keep the brief as it was.
    ///
    /// # Errors
    /// When the workspace cannot be written.
    pub async fn delete_briefs(&self, ids: &[BriefId]) -> Result<(), Problem> {
        Ok(self.store.briefs().delete(ids, self.home.clock().now()).await?)
    }

    /// Takes a deletion back.
    ///
    /// # Errors
    /// `name_taken` when another brief got the name meanwhile.
    pub async fn restore_briefs(&self, ids: &[BriefId]) -> Result<(), Problem> {
        Ok(self.store.briefs().restore(ids).await?)
    }
}
