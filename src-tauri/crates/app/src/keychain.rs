//! The operating system's keychain: Keychain, Credential Manager or, on Linux, the Secret Service.

use crate::ports::{SecretError, SecretStore};
use async_trait::async_trait;
use copydesk_llm::Secret;
use keyring::{Entry, Error};
use std::time::Duration;

/// A locked keyring may show a prompt and wait for the person; this long, and then we say so.
const PATIENCE: Duration = Duration::from_secs(90);

/// Keys under one service name of the system's keychain.
#[derive(Clone, Debug)]
pub struct Keychain {
    service: &'static str,
}

impl Default for Keychain {
    fn default() -> Self {
        Self { service: "Copydesk" }
    }
}

impl Keychain {
    /// Runs a call on a thread of its own: the calls block, must not run inside tokio, and a locked keyring can hang.
    async fn call<T: Send + 'static>(
        &self,
        account: &str,
        work: impl FnOnce(Entry) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, SecretError> {
        let (answer, answered) = tokio::sync::oneshot::channel();
        let (service, account) = (self.service, account.to_owned());
        std::thread::Builder::new()
            .name("keychain".into())
            .spawn(move || {
                let _ = answer.send(Entry::new(service, &account).and_then(work));
            })
            .map_err(|error| SecretError::Failed(error.to_string()))?;
        match tokio::time::timeout(PATIENCE, answered).await {
            Err(_) => Err(SecretError::Locked),
            Ok(Err(_)) => Err(SecretError::Failed("the call ended without an answer".into())),
            Ok(Ok(result)) => result.map_err(explain),
        }
    }
}

fn explain(error: Error) -> SecretError {
    match error {
        Error::NoDefaultStore => SecretError::Absent,
        Error::NoStorageAccess(cause) => access(cause.as_ref()),
        Error::PlatformFailure(cause) => platform(cause.as_ref()),
        // never the value itself: BadEncoding and BadDataFormat carry it
        Error::BadEncoding(_) | Error::BadDataFormat(..) => {
            SecretError::Failed("what is stored there is not a key".into())
        }
        other => SecretError::Failed(other.to_string()),
    }
}

#[cfg(target_os = "linux")]
fn access(cause: &(dyn std::error::Error + Send + Sync + 'static)) -> SecretError {
    use secret_service::Error as Service;
    match cause.downcast_ref::<Service>() {
        Some(Service::Prompt) => SecretError::Dismissed,
        Some(Service::Unavailable) => SecretError::Absent,
        _ => SecretError::Locked,
    }
}

#[cfg(not(target_os = "linux"))]
fn access(_: &(dyn std::error::Error + Send + Sync + 'static)) -> SecretError {
    SecretError::Locked
}

#[cfg(target_os = "linux")]
fn platform(cause: &(dyn std::error::Error + Send + Sync + 'static)) -> SecretError {
    use secret_service::Error as Service;
    match cause.downcast_ref::<Service>() {
        Some(Service::Unavailable) => SecretError::Absent,
        _ => SecretError::Failed(cause.to_string()),
    }
}

#[cfg(not(target_os = "linux"))]
fn platform(cause: &(dyn std::error::Error + Send + Sync + 'static)) -> SecretError {
    SecretError::Failed(cause.to_string())
}

#[async_trait]
impl SecretStore for Keychain {
    async fn put(&self, account: &str, secret: Secret) -> Result<(), SecretError> {
        // as bytes: Windows would widen a text to UTF-16 and halve its limit of 2560 bytes
        self.call(account, move |entry| entry.set_secret(secret.expose().as_bytes())).await
    }

    async fn get(&self, account: &str) -> Result<Option<Secret>, SecretError> {
        let bytes = self
            .call(account, |entry| match entry.get_secret() {
                Ok(bytes) => Ok(Some(bytes)),
                Err(Error::NoEntry) => Ok(None),
                Err(error) => Err(error),
            })
            .await?;
        let Some(bytes) = bytes else { return Ok(None) };
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(Secret::new(text))),
            Err(_) => Err(SecretError::Failed("what is stored there is not a key".into())),
        }
    }

    async fn remove(&self, account: &str) -> Result<(), SecretError> {
        self.call(account, |entry| match entry.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(error),
        })
        .await
    }
}
