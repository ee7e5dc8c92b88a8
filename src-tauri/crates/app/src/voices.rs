//! Brands' voices and the parts that briefs share: list, edit, delete and take back.

use crate::{
    Desk,
    profiles::taken_field,
    view::{Problem, RecordVersion},
};
use copydesk_domain::{PartialFields, PartialId, SharedPartial, Voice, VoiceFields, VoiceId};

impl Desk {
    /// All voices, oldest first.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub async fn voices(&self) -> Result<Vec<Voice>, Problem> {
        Ok(self.store.voices().list().await?)
    }

    /// Saves a voice as its next version; without an id a new one.
    ///
    /// # Errors
    /// `invalid_fields` with every field that is wrong, `brand_taken` when another voice speaks for the brand.
    pub async fn save_voice(&self, id: Option<VoiceId>, fields: VoiceFields) -> Result<Voice, Problem> {
        fields.validate()?;
        let voices = self.store.voices();
        let brand = fields.brand.trim().to_lowercase();
        let same = |voice: &&Voice| Some(voice.id) != id && voice.fields.brand.trim().to_lowercase() == brand;
        if let Some(other) = voices.list().await?.iter().find(same) {
            let message = format!(
                "“{}” speaks for this brand already. Change that voice, or name another brand.",
                other.fields.name
            );
            return Err(Problem::new("brand_taken", message).with("name", &other.fields.name));
        }
        let (now, saved_by) = (self.home.clock().now(), self.home.reviewer());
        match id {
            None => {
                let id = VoiceId::new();
                let voice = Voice { id, fields, version: 1, saved_by, created_at: now, updated_at: now };
                voices.insert(&voice).await.map_err(|error| taken_field(error, "name"))?;
                Ok(voice)
            }
            Some(id) => {
                let before = voices.get(id).await?;
                if before.fields == fields {
                    return Ok(before);
                }
                let voice = Voice { fields, version: before.version + 1, saved_by, updated_at: now, ..before };
                voices.update(&voice).await.map_err(|error| taken_field(error, "name"))?;
                Ok(voice)
            }
        }
    }

    /// Every version of a voice, the newest first.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub async fn voice_versions(&self, id: VoiceId) -> Result<Vec<RecordVersion<VoiceFields>>, Problem> {
        let versions = self.store.voices().versions(id).await?;
        let version = |voice: Voice| RecordVersion {
            version: voice.version,
            saved_at: voice.updated_at,
            by: voice.saved_by,
            fields: voice.fields,
        };
        Ok(versions.into_iter().map(version).collect())
    }

    /// Deletes voices; drafts keep the one that they were written with.
    ///
    /// # Errors
    /// When the workspace cannot be written.
    pub async fn delete_voices(&self, ids: &[VoiceId]) -> Result<(), Problem> {
        Ok(self.store.voices().delete(ids, self.home.clock().now()).await?)
    }

    /// Takes a deletion back.
    ///
    /// # Errors
    /// `name_taken` when another voice got the name meanwhile.
    pub async fn restore_voices(&self, ids: &[VoiceId]) -> Result<(), Problem> {
        Ok(self.store.voices().restore(ids).await?)
    }

    /// All shared parts, oldest first.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub async fn partials(&self) -> Result<Vec<SharedPartial>, Problem> {
        Ok(self.store.partials().list().await?)
    }

    /// Saves a shared part; without an id a new one.
    ///
    /// # Errors
    /// `invalid_fields` with every field that is wrong.
    pub async fn save_partial(&self, id: Option<PartialId>, fields: PartialFields) -> Result<SharedPartial, Problem> {
        fields.validate()?;
        let (now, partials) = (self.home.clock().now(), self.store.partials());
        let partial = match id {
            None => SharedPartial { id: PartialId::new(), fields, created_at: now, updated_at: now },
            Some(id) => SharedPartial { fields, updated_at: now, ..partials.get(id).await? },
        };
        let saved = if id.is_none() { partials.insert(&partial).await } else { partials.update(&partial).await };
        saved.map_err(|error| taken_field(error, "name"))?;
        Ok(partial)
    }

    /// Deletes shared parts. Briefs that include one say so when they are next used.
    ///
    /// # Errors
    /// When the workspace cannot be written.
    pub async fn delete_partials(&self, ids: &[PartialId]) -> Result<(), Problem> {
        Ok(self.store.partials().delete(ids, self.home.clock().now()).await?)
    }

    /// Takes a deletion back.
    ///
    /// # Errors
    /// `name_taken` when another part got the name meanwhile.
    pub async fn restore_partials(&self, ids: &[PartialId]) -> Result<(), Problem> {
        Ok(self.store.partials().restore(ids).await?)
    }
}
