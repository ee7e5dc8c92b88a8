//! Moves bytes between here and a provider.

use crate::{
    body::{Dialect, body, path, takes_schema},
    codec::{Answer, ProviderError},
    diagnosis::{event_error, header, not_an_api, refusal, request_id, transport},
    endpoint::{Endpoint, is_loopback},
    error::{CallError, Failure},
    limits::RateLimits,
    stream::{ANSWER_LIMIT, FOREIGN_LIMIT, Fault, follow},
};
use copydesk_domain::{Completion, FinishReason, PromptPayload};
use futures::StreamExt;
use reqwest::{
    RequestBuilder, Response, StatusCode, Url,
    header::{HeaderMap, HeaderValue},
    redirect,
};
use serde_json::Value;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio_util::sync::CancellationToken;

/// How long to wait for whom.
#[derive(Clone, Copy, Debug)]
pub struct ClientSettings {
    /// For a connection, its encryption included. Shorter than `read`, which counts from the same moment.
    pub connect: Duration,
    /// Between two pieces of an answer. Large models think long before their first word.
    pub read: Duration,
    /// Before a request is first repeated; it doubles up to sixteen times this.
    pub first_wait: Duration,
}

impl Default for ClientSettings {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            read: Duration::from_secs(120),
            first_wait: Duration::from_millis(500),
        }
    }
}

/// What the head of an answer told.
#[derive(Default)]
struct Head {
    request_id: Option<String>,
    limits: RateLimits,
    /// The server took the schema that was sent.
    kept_to_schema: bool,
}

/// Speaks to providers. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    /// For this machine's own servers, past any proxy.
    loopback: reqwest::Client,
    pub(crate) settings: ClientSettings,
    /// How servers want to be asked, by address and model, where they have said so.
    dialects: Arc<Mutex<HashMap<(Url, String), Dialect>>>,
}

impl Client {
    /// Prepares connections; opens none.
    ///
    /// # Errors
    /// [`Failure::Client`], for example when the system's root certificates cannot be read.
    pub fn new(settings: ClientSettings) -> Result<Self, CallError> {
        let builder = || builder(&settings).read_timeout(settings.read);
        Ok(Self {
            http: builder().build().map_err(not_made)?,
            loopback: builder().no_proxy().build().map_err(not_made)?,
            settings,
            dialects: Arc::default(),
        })
    }

    /// Connections whose answer may begin later than [`ClientSettings::read`] after the request began: the library counts
    /// sending into that wait, and a large file takes longer.
    pub(crate) fn unhurried(&self, url: &Url) -> Result<reqwest::Client, CallError> {
        let builder = builder(&self.settings);
        if is_loopback(url) { builder.no_proxy() } else { builder }.build().map_err(not_made)
    }

    /// Writes one draft; `on_text` gets the words as they come. A cancellation answers with the words so far.
    ///
    /// # Errors
    /// See [`Failure`]. Nothing of an answer that was cut, malformed or too large counts as a draft.
    pub async fn complete(
        &self,
        endpoint: &Endpoint,
        payload: &PromptPayload,
        on_text: &mut (dyn FnMut(&str) + Send),
        cancel: &CancellationToken,
    ) -> Result<Completion, CallError> {
        self.attempt(endpoint, payload, on_text, cancel).await.0
    }

    /// As [`Self::complete`], and what the provider said about its limits, whatever the outcome.
    pub async fn attempt(
        &self,
        endpoint: &Endpoint,
        payload: &PromptPayload,
        on_text: &mut (dyn FnMut(&str) + Send),
        cancel: &CancellationToken,
    ) -> (Result<Completion, CallError>, RateLimits) {
        let mut head = Head::default();
        let outcome = self.follow_attempt(endpoint, payload, &mut head, on_text, cancel).await;
        (outcome, head.limits)
    }

    async fn follow_attempt(
        &self,
        endpoint: &Endpoint,
        payload: &PromptPayload,
        head: &mut Head,
        on_text: &mut (dyn FnMut(&str) + Send),
        cancel: &CancellationToken,
    ) -> Result<Completion, CallError> {
        let mut answer = Answer::default();
        let outcome = tokio::select! {
            outcome = self.exchange(endpoint, payload, &mut answer, head, on_text) => outcome,
            () = cancel.cancelled() => {
                return Ok(Completion {
                    text: answer.so_far().trim().to_owned(),
                    finish: FinishReason::Cancelled,
                    usage: None,
                    model: payload.model.clone(),
                    request_id: head.request_id.take(),
                    kept_to_schema: head.kept_to_schema,
                    scores: answer.into_scores(),
                });
            }
        };
        let request_id = head.request_id.take();
        outcome.map_err(|error| error.with_request_id(request_id.clone()))?;
        let received = answer.received();
        if answer.is_foreign() {
            let found = "events of another protocol".to_owned();
            let failure = Failure::NotAnApi { host: endpoint.host(), found, hint: None };
            return Err(CallError::new(failure).with_request_id(request_id));
        }
        match answer.close() {
            Some(whole) => {
                let completion = whole.completion(&payload.model, request_id);
                Ok(Completion { kept_to_schema: head.kept_to_schema, ..completion })
            }
            None => Err(CallError::new(Failure::Cut { host: endpoint.host(), received }).with_request_id(request_id)),
        }
    }

    async fn exchange(
        &self,
        endpoint: &Endpoint,
        payload: &PromptPayload,
        answer: &mut Answer,
        head: &mut Head,
        on_text: &mut (dyn FnMut(&str) + Send),
    ) -> Result<(), CallError> {
        let response = self.send(endpoint, payload, head).await?;
        let content = header(response.headers(), "content-type").unwrap_or_default().to_lowercase();
        let declared = content.starts_with("text/event-stream");
        match follow(response.bytes_stream(), declared, answer, on_text).await {
            Ok(()) => Ok(()),
            // no more text was to come: only the count of tokens is lost
            Err(Fault::Source(_)) if answer.is_finished() => Ok(()),
            Err(Fault::Source(error)) if error.is_timeout() => Err(self.transport(endpoint, &error)),
            // a connection that breaks is a stream that ends: how far it came, the answer knows
            Err(Fault::Source(_)) => Ok(()),
            Err(Fault::TooLarge) => Err(too_large(endpoint)),
            Err(Fault::Foreign(bytes)) => Err(not_an_api(endpoint, &content, &bytes)),
            Err(Fault::Event(error)) => Err(event_error(error, endpoint, &payload.model)),
        }
    }

    /// Sends the request, once more in another dialect when the server says that it does not know a parameter.
    async fn send(&self, endpoint: &Endpoint, payload: &PromptPayload, head: &mut Head) -> Result<Response, CallError> {
        let url = endpoint.url(path(endpoint.protocol))?;
        let known = (url.clone(), payload.model.clone());
        let dialects = || self.dialects.lock().unwrap_or_else(PoisonError::into_inner);
        let mut dialect = dialects().get(&known).copied().unwrap_or_default();
        loop {
            let request = self.http(&url).post(url.clone()).json(&body(endpoint.protocol, payload, dialect)?);
            let response = self.answer(endpoint, request).await?;
            head.request_id = request_id(response.headers());
            head.limits = RateLimits::of(response.headers());
            let status = response.status();
            if status.is_success() {
                head.kept_to_schema = dialect.schema && takes_schema(endpoint.protocol) && payload.schema.is_some();
                if dialect != Dialect::default() {
                    dialects().insert(known, dialect);
                }
                return Ok(response);
            }
            let headers = response.headers().clone();
            let bytes = self.read(endpoint, response, FOREIGN_LIMIT).await.unwrap_or_default();
            let words = String::from_utf8_lossy(&bytes);
            // OpenAI forbids it for some models, others do not know it
            let of_request =
                matches!(status, StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::FORBIDDEN);
            if of_request && dialect.logprobs && words.contains("logprobs") {
                dialect.logprobs = false;
                continue;
            }
            // 422 is what servers built on FastAPI say to a field that they do not know
            if matches!(status, StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY) {
                if dialect.usage && words.contains("stream_options") {
                    dialect.usage = false;
                    continue;
                }
                // a model or a server without schemas: the prompt says what is wanted too
                if dialect.schema
                    && payload.schema.is_some()
                    && ["response_format", "json_schema", "schema"].iter().any(|word| words.contains(word))
                {
                    dialect.schema = false;
                    continue;
                }
                if !dialect.completion_tokens && words.contains("max_completion_tokens") {
                    dialect.completion_tokens = true;
                    continue;
                }
            }
            return Err(refusal(endpoint, &payload.model, status, &headers, &bytes));
        }
    }

    /// Models that the server offers, by name.
    ///
    /// # Errors
    /// See [`Failure`].
    pub async fn models(&self, endpoint: &Endpoint) -> Result<Vec<String>, CallError> {
        let url = endpoint.url("models")?;
        let response = self.answer(endpoint, self.http(&url).get(url)).await?;
        let (status, headers, bytes) = self.whole(endpoint, response).await?;
        let content = header(&headers, "content-type").unwrap_or_default().to_lowercase();
        if !status.is_success() {
            return Err(refusal(endpoint, "", status, &headers, &bytes));
        }
        let value: Value = serde_json::from_slice(&bytes).map_err(|_| not_an_api(endpoint, &content, &bytes))?;
        // some gateways send the list without its envelope
        let list = match value.get("data").or_else(|| value.get("models")).unwrap_or(&value) {
            Value::Array(list) => list.as_slice(),
            // Ollama, while it has no model
            Value::Null => &[],
            _ if ProviderError::find(&value).is_some() => {
                return Err(refusal(endpoint, "", StatusCode::INTERNAL_SERVER_ERROR, &headers, &bytes));
            }
            _ => return Err(not_an_api(endpoint, &content, &bytes)),
        };
        let mut names: Vec<String> = list
            .iter()
            .filter_map(|model| model.get("id").or_else(|| model.get("name"))?.as_str().map(ToOwned::to_owned))
            .collect();
        names.sort();
        names.dedup();
        Ok(names)
    }

    pub(crate) fn http(&self, url: &Url) -> &reqwest::Client {
        if is_loopback(url) { &self.loopback } else { &self.http }
    }

    /// Sends a request with the key, and waits for the head of its answer.
    pub(crate) async fn answer(&self, endpoint: &Endpoint, mut request: RequestBuilder) -> Result<Response, CallError> {
        if let Some(key) = &endpoint.key {
            if HeaderValue::from_str(key.expose()).is_err() {
                return Err(CallError::new(Failure::KeyMalformed { host: endpoint.host() }));
            }
            request = request.bearer_auth(key.expose());
        }
        request.send().await.map_err(|error| self.transport(endpoint, &error))
    }

    /// An answer that is small enough to keep, and as much of a refusal as its sentence needs.
    pub(crate) async fn whole(
        &self,
        endpoint: &Endpoint,
        response: Response,
    ) -> Result<(StatusCode, HeaderMap, Vec<u8>), CallError> {
        let (status, headers) = (response.status(), response.headers().clone());
        if !status.is_success() {
            let bytes = self.read(endpoint, response, FOREIGN_LIMIT).await.unwrap_or_default();
            return Ok((status, headers, bytes));
        }
        // one byte more than allowed tells an answer that is too large from one that just fits
        let bytes = self.read(endpoint, response, ANSWER_LIMIT + 1).await?;
        if bytes.len() > ANSWER_LIMIT {
            return Err(too_large(endpoint));
        }
        Ok((status, headers, bytes))
    }

    /// The body of an answer, or its first `limit` bytes.
    pub(crate) async fn read(
        &self,
        endpoint: &Endpoint,
        response: Response,
        limit: usize,
    ) -> Result<Vec<u8>, CallError> {
        let mut bytes = Vec::new();
        let mut pieces = response.bytes_stream();
        while bytes.len() < limit
            && let Some(piece) = pieces.next().await
        {
            bytes.extend_from_slice(&piece.map_err(|error| self.transport(endpoint, &error))?);
        }
        bytes.truncate(limit);
        Ok(bytes)
    }

    pub(crate) fn transport(&self, endpoint: &Endpoint, error: &reqwest::Error) -> CallError {
        transport(endpoint, error, self.settings.connect, self.settings.read)
    }
}

/// What every connection has; how long it waits for an answer is set by who asks.
fn builder(settings: &ClientSettings) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .user_agent(concat!("copydesk/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(settings.connect)
        // a kept connection may be closed by the server just as the next request goes out: a request of which nobody
        // knows whether it was billed, to save a handshake before an answer that takes seconds
        .pool_max_idle_per_host(0)
        // a redirect could carry the key to another host
        .redirect(redirect::Policy::none())
}

fn not_made(error: reqwest::Error) -> CallError {
    CallError::new(Failure::Client { detail: error.to_string() })
}

fn too_large(endpoint: &Endpoint) -> CallError {
    CallError::new(Failure::AnswerTooLarge { host: endpoint.host(), megabytes: (ANSWER_LIMIT >> 20) as u64 })
}
