//! Profiles: list, edit, delete and take back.

use crate::{Desk, view::Problem};
use copydesk_domain::{FieldError, FieldProblem, Profile, ProfileFields, ProfileId};
use copydesk_store::StoreError;

impl Desk {
    /// Profiles whose name, interests or notes hold all the words of `search`.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub async fn profiles(&self, search: &str) -> Result<Vec<Profile>, Problem> {
        Ok(self.store.profiles().list(search).await?)
    }

    /// Saves a profile; without an id a new one.
    ///
    /// # Errors
    /// `invalid_fields` with every field that is wrong, a name that is taken among them.
    pub async fn save_profile(&self, id: Option<ProfileId>, mut fields: ProfileFields) -> Result<Profile, Problem> {
        fields.interests.retain(|interest| !interest.trim().is_empty());
        fields.validate()?;
        let now = self.home.clock().now();
        let profiles = self.store.profiles();
        match id {
            None => {
                let profile = Profile { id: ProfileId::new(), fields, created_at: now, updated_at: now };
                profiles.insert(&profile).await.map_err(|error| taken_field(error, "name"))?;
                Ok(profile)
            }
            Some(id) => {
                let profile = Profile { fields, updated_at: now, ..profiles.get(id).await? };
                profiles.update(&profile).await.map_err(|error| taken_field(error, "name"))?;
                Ok(profile)
            }
        }
    }

    /// Deletes profiles; drafts keep the profile as it was.
    ///
    /// # Errors
    /// When the workspace cannot be written.
    pub async fn delete_profiles(&self, ids: &[ProfileId]) -> Result<(), Problem> {
        Ok(self.store.profiles().delete(ids, self.home.clock().now()).await?)
    }

    /// Takes a deletion back.
    ///
    /// # Errors
    /// `name_taken` when another profile got the name meanwhile.
    pub async fn restore_profiles(&self, ids: &[ProfileId]) -> Result<(), Problem> {
        Ok(self.store.profiles().restore(ids).await?)
    }
}

/// Says a value that is taken beside its field.
pub(crate) fn taken_field(error: StoreError, field: &str) -> Problem {
    match error {
        StoreError::SkuTaken { sku: value } | StoreError::NameTaken { name: value } => {
            FieldError { field: field.to_owned(), problem: FieldProblem::Taken { value } }.into()
        }
        other => other.into(),
    }
}
