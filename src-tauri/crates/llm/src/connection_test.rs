//! Tests a connection step by step, so that the step that fails names what is wrong.

use crate::{
    client::Client,
    diagnosis::NO_WAY,
    endpoint::{Endpoint, host_of, is_loopback},
    error::{CallError, Failure},
};
use copydesk_domain::{Message, PromptPayload, Role};
use reqwest::Url;
use std::{net::SocketAddr, time::Instant};
use tokio::{
    net::{TcpStream, lookup_host},
    time::timeout,
};
use tokio_util::sync::CancellationToken;

/// A step, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestStep {
    /// The address is one.
    Address,
    /// The host has an address.
    HostFound,
    /// Somebody listens.
    Connected,
    /// It answers as an API, and takes the key.
    Answers,
    /// It has the model.
    ModelThere,
    /// It writes.
    FirstWord,
}

impl TestStep {
    /// A stable name for the window.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::HostFound => "host_found",
            Self::Connected => "connected",
            Self::Answers => "answers",
            Self::ModelThere => "model_there",
            Self::FirstWord => "first_word",
        }
    }
}

/// How a step ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepOutcome {
    /// Well.
    Passed {
        /// How long it took, in milliseconds.
        millis: u64,
        /// A stable word to remark, such as `plain_http`.
        note: Option<String>,
    },
    /// With an error that says what to do.
    Failed(CallError),
}

/// A step and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepResult {
    /// The step.
    pub name: TestStep,
    /// How it ended.
    pub outcome: StepOutcome,
}

/// Collects steps and tells them as they end.
struct Steps<'a> {
    done: Vec<StepResult>,
    on_step: &'a mut (dyn FnMut(&StepResult) + Send),
    started: Instant,
}

impl Steps<'_> {
    fn end(&mut self, name: TestStep, outcome: Result<Option<&str>, CallError>) {
        let millis = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.started = Instant::now();
        let outcome = match outcome {
            Ok(note) => StepOutcome::Passed { millis, note: note.map(ToOwned::to_owned) },
            Err(error) => StepOutcome::Failed(error),
        };
        let result = StepResult { name, outcome };
        (self.on_step)(&result);
        self.done.push(result);
    }
}

impl Client {
    /// Tests a connection; the first step that fails is the last. The last step writes one token.
    pub async fn test(
        &self,
        endpoint: &Endpoint,
        model: &str,
        on_step: &mut (dyn FnMut(&StepResult) + Send),
    ) -> Vec<StepResult> {
        let mut steps = Steps { done: Vec::new(), on_step, started: Instant::now() };
        if let Err((step, error)) = self.go_through(endpoint, model, &mut steps).await {
            steps.end(step, Err(error));
        }
        steps.done
    }

    async fn go_through(
        &self,
        endpoint: &Endpoint,
        model: &str,
        steps: &mut Steps<'_>,
    ) -> Result<(), (TestStep, CallError)> {
        let url = endpoint.base().map_err(|error| (TestStep::Address, error))?;
        let plain = url.scheme() == "http" && !is_loopback(&url);
        steps.end(TestStep::Address, Ok(plain.then_some("plain_http")));

        // behind a proxy neither the name nor the way need be known here: then the client's own answer counts
        let mut models = None;
        let found = match self.look_up(&url).await {
            Ok(found) => found,
            Err(error) => {
                models = Some(self.models_past_a_proxy(endpoint, &url).await.ok_or((TestStep::HostFound, error))?);
                Vec::new()
            }
        };
        steps.end(TestStep::HostFound, Ok(None));
        if models.is_none()
            && let Err(error) = self.knock(&url, &found).await
        {
            models = Some(self.models_past_a_proxy(endpoint, &url).await.ok_or((TestStep::Connected, error))?);
        }
        steps.end(TestStep::Connected, Ok(None));

        let models = match models {
            Some(models) => models,
            None => self.models(endpoint).await.map_err(|error| handshake(error, &url)),
        };
        let mut word = None;
        let listed = match models {
            // a server that lists nothing may still have the model: its first word decides
            Ok(models) => models.is_empty() || models.iter().any(|offered| offered == model),
            Err(error) => {
                word =
                    Some(self.word_without_a_list(endpoint, model, error).await.map_err(|e| (TestStep::Answers, e))?);
                false
            }
        };
        steps.end(TestStep::Answers, Ok(None));
        if listed {
            steps.end(TestStep::ModelThere, Ok(None));
        }
        let word = match word {
            Some(word) => word,
            None => self.first_word(endpoint, model).await,
        };
        if !listed {
            if let Err(error @ CallError { failure: Failure::UnknownModel { .. }, .. }) = word {
                return Err((TestStep::ModelThere, error));
            }
            // it writes under a name that it does not list: an alias
            steps.end(TestStep::ModelThere, Ok(Some("not_listed")));
        }
        word.map_err(|error| (TestStep::FirstWord, error))?;
        steps.end(TestStep::FirstWord, Ok(None));
        Ok(())
    }

    async fn look_up(&self, url: &Url) -> Result<Vec<SocketAddr>, CallError> {
        let name = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        let target = (name, url.port_or_known_default().unwrap_or(443));
        match timeout(self.settings.connect, lookup_host(target)).await {
            Ok(Ok(found)) => Some(found.collect::<Vec<_>>()).filter(|found| !found.is_empty()),
            Ok(Err(_)) | Err(_) => None,
        }
        .ok_or_else(|| CallError::new(Failure::HostNotFound { host: host_of(url).unwrap_or_default() }))
    }

    async fn knock(&self, url: &Url, found: &[SocketAddr]) -> Result<(), CallError> {
        let host = host_of(url).unwrap_or_default();
        match timeout(self.settings.connect, TcpStream::connect(found)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) if NO_WAY.contains(&error.kind()) => Err(CallError::new(Failure::NoNetwork { host })),
            Ok(Err(_)) => Err(CallError::new(Failure::Refused { host })),
            Err(_) => {
                let seconds = self.settings.connect.as_secs().max(1);
                Err(CallError::new(Failure::ConnectTimeout { host, seconds }))
            }
        }
    }

    /// What the server says when it is asked as a draft would ask, through the system's proxy; nothing when that does not
    /// reach it either.
    async fn models_past_a_proxy(&self, endpoint: &Endpoint, url: &Url) -> Option<Result<Vec<String>, CallError>> {
        if is_loopback(url) {
            return None;
        }
        let models = self.models(endpoint).await;
        let unreached = models.as_ref().is_err_and(|error| {
            matches!(
                error.failure,
                Failure::HostNotFound { .. }
                    | Failure::NoNetwork { .. }
                    | Failure::Refused { .. }
                    | Failure::ConnectTimeout { .. }
            )
        });
        (!unreached).then_some(models)
    }

    /// Some servers write but have no list. The first word of one that has none, or why it is no server to write with.
    async fn word_without_a_list(
        &self,
        endpoint: &Endpoint,
        model: &str,
        mut error: CallError,
    ) -> Result<Result<(), CallError>, CallError> {
        let Failure::NotAnApi { hint, .. } = &mut error.failure else { return Err(error) };
        *hint = self.other_address(endpoint).await;
        if hint.is_some() {
            return Err(error);
        }
        let word = self.first_word(endpoint, model).await;
        match &word {
            Ok(()) => Ok(word),
            Err(told) => match told.failure {
                Failure::UnknownModel { .. } | Failure::NoCredit { .. } | Failure::RateLimited { .. } => Ok(word),
                Failure::KeyRefused { .. } => Err(told.clone()),
                _ => Err(error),
            },
        }
    }

    /// The usual version path, if that answers.
    async fn other_address(&self, endpoint: &Endpoint) -> Option<String> {
        let base_url = String::from(endpoint.url("v1").ok()?);
        let other = Endpoint { base_url: base_url.clone(), ..endpoint.clone() };
        self.models(&other).await.is_ok().then_some(base_url)
    }

    async fn first_word(&self, endpoint: &Endpoint, model: &str) -> Result<(), CallError> {
        let payload = PromptPayload {
            messages: vec![Message::new(Role::User, "Say: ready")],
            model: model.to_owned(),
            max_tokens: 1,
            temperature: 0.0,
            stop: vec![],
            seed: None,
            schema: None,
            local_only: false,
            masked: false,
        };
        self.complete(endpoint, &payload, &mut |_| {}, &CancellationToken::new()).await.map(|_| ())
    }
}

/// Somebody listened a moment ago, so what takes too long is the encryption: a server without it may wait for more of a
/// request that it does not understand.
fn handshake(error: CallError, url: &Url) -> CallError {
    match error.failure {
        Failure::ConnectTimeout { host, .. } if url.scheme() == "https" => {
            CallError::new(Failure::Tls { host, detail: "it may speak HTTP, not HTTPS".to_owned() })
        }
        _ => error,
    }
}
