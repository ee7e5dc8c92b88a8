//! Tests a connection step by step, so that the step that fails names what is wrong.

use crate::{
    client::Client,
    endpoint::{Endpoint, host_of, is_loopback},
    error::{CallError, Failure},
};
use copydesk_domain::{Message, PromptPayload, Role};
use std::time::{Duration, Instant};
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
    fn end(&mut self, name: TestStep, outcome: Result<Option<&str>, CallError>) -> bool {
        let millis = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.started = Instant::now();
        let outcome = match outcome {
            Ok(note) => StepOutcome::Passed { millis, note: note.map(ToOwned::to_owned) },
            Err(error) => StepOutcome::Failed(error),
        };
        let passed = matches!(outcome, StepOutcome::Passed { .. });
        let result = StepResult { name, outcome };
        (self.on_step)(&result);
        self.done.push(result);
        passed
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
        self.go_through(endpoint, model, &mut steps).await;
        steps.done
    }

    async fn go_through(&self, endpoint: &Endpoint, model: &str, steps: &mut Steps<'_>) {
        let url = match endpoint.url("") {
            Ok(url) => url,
            Err(error) => {
                steps.end(TestStep::Address, Err(error));
                return;
            }
        };
        let plain = url.scheme() == "http" && !is_loopback(&url);
        steps.end(TestStep::Address, Ok(plain.then_some("plain_http")));

        let host = host_of(&url).unwrap_or_default();
        let target = (
            url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned(),
            url.port_or_known_default().unwrap_or(443),
        );
        let found: Vec<_> = match tokio::net::lookup_host(target).await {
            Ok(found) => found.collect(),
            Err(_) => Vec::new(),
        };
        if found.is_empty() {
            steps.end(TestStep::HostFound, Err(CallError::new(Failure::HostNotFound { host })));
            return;
        }
        steps.end(TestStep::HostFound, Ok(None));

        let connection =
            tokio::time::timeout(Duration::from_secs(10), tokio::net::TcpStream::connect(&found[..])).await;
        let connected = match connection {
            Ok(Ok(stream)) => {
                drop(stream);
                Ok(None)
            }
            Ok(Err(_)) => Err(CallError::new(Failure::Refused { host: host.clone() })),
            Err(_) => Err(CallError::new(Failure::Timeout { host: host.clone(), seconds: 10 })),
        };
        if !steps.end(TestStep::Connected, connected) {
            return;
        }
        let models = match self.models(endpoint).await {
            Ok(models) => models,
            Err(error) => {
                let error = self.with_hint(endpoint, error).await;
                steps.end(TestStep::Answers, Err(error));
                return;
            }
        };
        steps.end(TestStep::Answers, Ok(None));
        // a server that lists nothing may still have the model: its first word decides
        let listed = models.is_empty() || models.iter().any(|offered| offered == model);
        steps.end(TestStep::ModelThere, Ok((!listed).then_some("not_listed")));

        let payload = PromptPayload {
            messages: vec![Message::new(Role::User, "Say: ready")],
            model: model.to_owned(),
            max_tokens: 1,
            temperature: 0.0,
            stop: vec![],
            seed: None,
        };
        let word = self.complete(endpoint, &payload, &mut |_| {}, &CancellationToken::new()).await;
        steps.end(TestStep::FirstWord, word.map(|_| None));
    }

    /// Tries the usual version path when the address lacks it.
    async fn with_hint(&self, endpoint: &Endpoint, mut error: CallError) -> CallError {
        if let Failure::NotAnApi { hint, .. } = &mut error.failure {
            let base = format!("{}/v1", endpoint.base_url.trim().trim_end_matches('/'));
            let other = Endpoint { base_url: base.clone(), ..endpoint.clone() };
            if self.models(&other).await.is_ok() {
                *hint = Some(base);
            }
        }
        error
    }
}
