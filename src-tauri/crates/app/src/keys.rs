//! Keys: typed once, never shown again.

use crate::{
    Desk,
    ports::SecretError,
    view::{KeyKeeping, KeyState, Problem, ProviderView},
};
use copydesk_domain::{Protocol, Provider, ProviderId};
use copydesk_llm::Secret;
use serde_json::json;

/// Remembers that a key is in the keychain, and since when, without asking the keychain: asking may prompt the person.
fn note(provider: ProviderId) -> String {
    format!("key-since:{provider}")
}

impl Desk {
    /// Keeps a key where the person chose.
    ///
    /// # Errors
    /// `no_keychain`, `keychain_locked`, `keychain_dismissed` or `keychain_failed`; the key is then kept nowhere.
    pub async fn set_key(&self, id: ProviderId, key: Secret, keeping: KeyKeeping) -> Result<ProviderView, Problem> {
        let key = Secret::new(key.expose().trim().to_owned());
        if key.expose().is_empty() {
            return Err(copydesk_domain::FieldError {
                field: "key".into(),
                problem: copydesk_domain::FieldProblem::Missing,
            }
            .into());
        }
        let provider = self.store.providers().get(id).await?;
        match keeping {
            KeyKeeping::ThisRun => self.home.keep_run_key(id, key),
            KeyKeeping::Keychain => {
                self.home.secrets().put(&id.to_string(), key).await?;
                self.home.drop_run_key(id);
                let since = self.home.clock().now();
                self.store.settings().set(&note(id), &json!(since)).await?;
            }
        }
        self.provider_view(provider).await
    }

    /// Removes a key from the keychain and from memory.
    ///
    /// # Errors
    /// When the keychain refuses; the key is then still there.
    pub async fn remove_key(&self, id: ProviderId) -> Result<ProviderView, Problem> {
        let provider = self.store.providers().get(id).await?;
        self.home.drop_run_key(id);
        if self.store.settings().get(&note(id)).await?.is_some_and(|since| !since.is_null()) {
            self.home.secrets().remove(&id.to_string()).await?;
            self.store.settings().set(&note(id), &serde_json::Value::Null).await?;
        }
        self.provider_view(provider).await
    }

    /// Whether there is a key, never which.
    pub(crate) async fn key_state(&self, provider: &Provider) -> Result<KeyState, Problem> {
        if provider.fields.protocol == Protocol::Local {
            return Ok(KeyState::NotNeeded);
        }
        if self.home.run_key(provider.id).is_some() {
            return Ok(KeyState::ThisRun);
        }
        let since = self.store.settings().get(&note(provider.id)).await?;
        Ok(match since.as_ref().and_then(serde_json::Value::as_str) {
            Some(since) => KeyState::Stored { since: since.to_owned() },
            None => KeyState::None,
        })
    }

    /// The key for a call. The keychain is asked only for a provider whose key was put there.
    pub(crate) async fn key_for(&self, provider: &Provider) -> Result<Option<Secret>, Problem> {
        match self.key_state(provider).await? {
            KeyState::NotNeeded | KeyState::None => Ok(None),
            KeyState::ThisRun => Ok(self.home.run_key(provider.id)),
            KeyState::Stored { .. } => match self.home.secrets().get(&provider.id.to_string()).await? {
                Some(key) => Ok(Some(key)),
                None => Err(SecretError::Failed("the key that was stored is not there any more".into()).into()),
            },
        }
    }
}
