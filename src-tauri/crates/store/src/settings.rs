//! Settings of the workspace: small JSON values by key.

use crate::{Store, StoreError};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The settings of a workspace.
pub struct SettingTable<'a>(pub(crate) &'a Store);

impl SettingTable<'_> {
    /// A value; none when it was never set.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn get(&self, key: &str) -> Result<Option<Value>, StoreError> {
        let text = sqlx::query_scalar!("SELECT value FROM setting WHERE key = ?", key)
            .fetch_optional(self.0.readers())
            .await
            .map_err(|error| self.0.explain(error))?;
        text.map(|text| crate::row::json(&text)).transpose()
    }

    /// A value as what it is; the default when it was never set, or by a version that meant something else by it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn read<T: DeserializeOwned + Default>(&self, key: &str) -> Result<T, StoreError> {
        let kept = self.get(key).await?;
        Ok(kept.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default())
    }

    /// Sets a value.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn set(&self, key: &str, value: &Value) -> Result<(), StoreError> {
        let mut write = self.0.write().await?;
        let value = value.to_string();
        sqlx::query!(
            "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            key,
            value
        )
        .execute(&mut *write)
        .await
        .map_err(|error| self.0.explain(error))?;
        self.0.commit(write).await
    }
}
