//! What a person has said about a product and a profile: always recommended, or never.

use crate::{Store, StoreError, row::id};
use copydesk_domain::{ProductId, ProfileId};

/// The picks of a workspace.
pub struct Picks<'a>(pub(crate) &'a Store);

impl Picks<'_> {
    /// Picks for a profile: product, and whether it is pinned or excluded.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn of_profile(&self, profile: ProfileId) -> Result<Vec<(ProductId, bool)>, StoreError> {
        let profile = profile.to_string();
        let found = sqlx::query!("SELECT product, pinned FROM pick WHERE profile = ? ORDER BY product", profile)
            .fetch_all(self.0.readers())
            .await
            .map_err(|error| self.0.explain(error))?;
        found.into_iter().map(|row| Ok((id(&row.product)?, row.pinned != 0))).collect()
    }

    /// Picks for a product: profile, and whether it is pinned or excluded.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn of_product(&self, product: ProductId) -> Result<Vec<(ProfileId, bool)>, StoreError> {
        let product = product.to_string();
        let found = sqlx::query!("SELECT profile, pinned FROM pick WHERE product = ? ORDER BY profile", product)
            .fetch_all(self.0.readers())
            .await
            .map_err(|error| self.0.explain(error))?;
        found.into_iter().map(|row| Ok((id(&row.profile)?, row.pinned != 0))).collect()
    }

    /// Pins, excludes, or takes either back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn set(&self, profile: ProfileId, product: ProductId, pinned: Option<bool>) -> Result<(), StoreError> {
        let (profile, product) = (profile.to_string(), product.to_string());
        let mut write = self.0.write().await?;
        let done = match pinned {
            Some(pinned) => {
                sqlx::query!(
                    "INSERT INTO pick (profile, product, pinned) VALUES (?, ?, ?)
                     ON CONFLICT (profile, product) DO UPDATE SET pinned = excluded.pinned",
                    profile,
                    product,
                    pinned
                )
                .execute(&mut *write)
                .await
            }
            None => {
                sqlx::query!("DELETE FROM pick WHERE profile = ? AND product = ?", profile, product)
                    .execute(&mut *write)
                    .await
            }
        };
        done.map_err(|error| self.0.explain(error))?;
        self.0.commit(write).await
    }
}
