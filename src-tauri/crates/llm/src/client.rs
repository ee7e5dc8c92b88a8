//! Moves bytes between here and a provider.

use crate::{
    body::{Dialect, body, path},
    codec::{Answer, EventError, ProviderError, Step},
    endpoint::{Endpoint, host_of, is_loopback},
    error::{CallError, Failure},
};
use copydesk_domain::{Completion, FinishReason, PromptPayload};
use eventsource_stream::{EventStreamError, Eventsource};
use futures::{Stream, StreamExt};
use reqwest::{Response, StatusCode, header::HeaderMap, redirect};
use serde_json::Value;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Most bytes of one answer. A draft has a few thousand; this is a server gone wrong.
const ANSWER_LIMIT: usize = 8 << 20;
/// Most bytes of one line of a stream: a chunk has a few hundred, and the event reader goes through a line anew for
/// every piece that comes.
const LINE_LIMIT: usize = 256 << 10;
/// Most bytes of an error body that are read.
const ERROR_LIMIT: usize = 64 << 10;

/// How long to wait for whom.
#[derive(Clone, Copy, Debug)]
pub struct ClientSettings {
    /// For a connection.
    pub connect: Duration,
    /// Between two pieces of an answer. Large models think long before their first word.
    pub read: Duration,
}

impl Default for ClientSettings {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), read: Duration::from_secs(120) }
    }
}

/// Speaks to providers. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    /// For this machine's own servers, past any proxy.
    loopback: reqwest::Client,
    settings: ClientSettings,
}

impl Client {
    /// Prepares connections; opens none.
    ///
    /// # Errors
    /// [`Failure::Client`], for example when the system's root certificates cannot be read.
    pub fn new(settings: ClientSettings) -> Result<Self, CallError> {
        let builder = || {
            reqwest::Client::builder()
                .user_agent(concat!("copydesk/", env!("CARGO_PKG_VERSION")))
                .connect_timeout(settings.connect)
                .read_timeout(settings.read)
                // a redirect could carry the key to another host
                .redirect(redirect::Policy::none())
        };
        let made = |error: reqwest::Error| CallError::new(Failure::Client { detail: error.to_string() });
        Ok(Self {
            http: builder().build().map_err(made)?,
            loopback: builder().no_proxy().build().map_err(made)?,
            settings,
        })
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
        let mut answer = Answer::default();
        let mut request_id = None;
        let outcome = tokio::select! {
            outcome = self.exchange(endpoint, payload, &mut answer, &mut request_id, on_text) => outcome,
            () = cancel.cancelled() => {
                return Ok(Completion {
                    text: answer.so_far().trim().to_owned(),
                    finish: FinishReason::Cancelled,
                    usage: None,
                    model: payload.model.clone(),
                    request_id,
                });
            }
        };
        outcome.map_err(|error| error.with_request_id(request_id.clone()))?;
        let received = answer.received();
        match answer.close() {
            Some(whole) => Ok(Completion {
                text: whole.text.trim().to_owned(),
                finish: whole.finish,
                usage: whole.usage,
                model: whole.model.unwrap_or_else(|| payload.model.clone()),
                request_id,
            }),
            None => Err(CallError::new(Failure::Cut { host: endpoint.host(), received }).with_request_id(request_id)),
        }
    }

    async fn exchange(
        &self,
        endpoint: &Endpoint,
        payload: &PromptPayload,
        answer: &mut Answer,
        request_id: &mut Option<String>,
        on_text: &mut (dyn FnMut(&str) + Send),
    ) -> Result<(), CallError> {
        let response = self.send(endpoint, payload, request_id).await?;
        let content = header(response.headers(), "content-type").unwrap_or_default();
        if content.starts_with("text/event-stream") {
            self.stream(endpoint, payload, response, answer, on_text).await
        } else if content.contains("json") {
            let bytes = self.read(endpoint, response, ANSWER_LIMIT).await?;
            let value: Value = serde_json::from_slice(&bytes).map_err(|error| {
                CallError::new(Failure::Malformed { host: endpoint.host(), detail: error.to_string() })
            })?;
            let text = answer.at_once(&value).map_err(|error| event_error(error, endpoint, payload))?;
            on_text(&text);
            Ok(())
        } else {
            let bytes = self.read(endpoint, response, ERROR_LIMIT).await.unwrap_or_default();
            Err(not_an_api(endpoint, &content, &bytes))
        }
    }

    /// Sends the request, once more in another dialect when the server says that it does not know a parameter.
    async fn send(
        &self,
        endpoint: &Endpoint,
        payload: &PromptPayload,
        request_id: &mut Option<String>,
    ) -> Result<Response, CallError> {
        let url = endpoint.url(path(endpoint.protocol))?;
        let mut dialect = Dialect::default();
        loop {
            let mut request = self.http(endpoint).post(url.clone()).json(&body(endpoint.protocol, payload, dialect));
            if let Some(key) = &endpoint.key {
                request = request.bearer_auth(key.expose());
            }
            let response = request.send().await.map_err(|error| self.transport(endpoint, &error))?;
            *request_id =
                header(response.headers(), "x-request-id").or_else(|| header(response.headers(), "request-id"));
            let status = response.status();
            if status.is_success() {
                return Ok(response);
            }
            let headers = response.headers().clone();
            let bytes = self.read(endpoint, response, ERROR_LIMIT).await.unwrap_or_default();
            let words = String::from_utf8_lossy(&bytes);
            if status == StatusCode::BAD_REQUEST {
                if dialect.usage && words.contains("stream_options") {
                    dialect.usage = false;
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

    async fn stream(
        &self,
        endpoint: &Endpoint,
        payload: &PromptPayload,
        response: Response,
        answer: &mut Answer,
        on_text: &mut (dyn FnMut(&str) + Send),
    ) -> Result<(), CallError> {
        let mut events = limited(response).eventsource();
        while let Some(event) = events.next().await {
            let event = match event {
                Ok(event) => event,
                Err(EventStreamError::Transport(Interruption::TooLarge)) => return Err(too_large(endpoint)),
                Err(EventStreamError::Transport(Interruption::Http(error))) if error.is_timeout() => {
                    return Err(self.transport(endpoint, &error));
                }
                // a connection that breaks is a stream that ends: whether it was whole, the answer knows
                Err(EventStreamError::Transport(Interruption::Http(_))) => return Ok(()),
                Err(error) => {
                    let detail = error.to_string();
                    return Err(CallError::new(Failure::Malformed { host: endpoint.host(), detail }));
                }
            };
            match answer.event(&event.data).map_err(|error| event_error(error, endpoint, payload))? {
                Step::Text(text) if text.is_empty() => {}
                Step::Text(text) => on_text(&text),
                Step::End => return Ok(()),
            }
        }
        Ok(())
    }

    /// Models that the server offers, by name.
    ///
    /// # Errors
    /// See [`Failure`].
    pub async fn models(&self, endpoint: &Endpoint) -> Result<Vec<String>, CallError> {
        let url = endpoint.url("models")?;
        let mut request = self.http(endpoint).get(url);
        if let Some(key) = &endpoint.key {
            request = request.bearer_auth(key.expose());
        }
        let response = request.send().await.map_err(|error| self.transport(endpoint, &error))?;
        let (status, headers) = (response.status(), response.headers().clone());
        let content = header(&headers, "content-type").unwrap_or_default();
        let bytes = self.read(endpoint, response, ANSWER_LIMIT).await?;
        if !status.is_success() {
            return Err(refusal(endpoint, "", status, &headers, &bytes));
        }
        let value: Value = serde_json::from_slice(&bytes).map_err(|_| not_an_api(endpoint, &content, &bytes))?;
        // Ollama and some gateways send the list without its envelope
        let list = value.get("data").or_else(|| value.get("models")).unwrap_or(&value);
        let Some(list) = list.as_array() else { return Err(not_an_api(endpoint, &content, &bytes)) };
        let mut names: Vec<String> = list
            .iter()
            .filter_map(|model| model.get("id").or_else(|| model.get("name"))?.as_str().map(ToOwned::to_owned))
            .collect();
        names.sort();
        names.dedup();
        Ok(names)
    }

    fn http(&self, endpoint: &Endpoint) -> &reqwest::Client {
        match endpoint.url("") {
            Ok(url) if is_loopback(&url) => &self.loopback,
            _ => &self.http,
        }
    }

    async fn read(&self, endpoint: &Endpoint, response: Response, limit: usize) -> Result<Vec<u8>, CallError> {
        let mut bytes = Vec::new();
        let mut stream = response.bytes_stream();
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|error| self.transport(endpoint, &error))?;
            if bytes.len() + chunk.len() > limit {
                if limit == ANSWER_LIMIT {
                    return Err(too_large(endpoint));
                }
                return Ok(bytes);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    /// What kept the bytes from moving.
    pub(crate) fn transport(&self, endpoint: &Endpoint, error: &reqwest::Error) -> CallError {
        let host = error.url().and_then(host_of).unwrap_or_else(|| endpoint.host());
        let mut causes = Vec::new();
        let mut cause = std::error::Error::source(error);
        while let Some(inner) = cause {
            causes.push(inner.to_string());
            cause = inner.source();
        }
        let all = causes.join(": ").to_lowercase();
        CallError::new(if error.is_timeout() {
            let wait = if error.is_connect() { self.settings.connect } else { self.settings.read };
            Failure::Timeout { host, seconds: wait.as_secs().max(1) }
        } else if error.is_dns() {
            Failure::HostNotFound { host }
        } else if ["certificate", "tls", "handshake"].iter().any(|word| all.contains(word)) {
            Failure::Tls { host, detail: causes.last().cloned().unwrap_or_default() }
        } else if error.is_connect() {
            Failure::Refused { host }
        } else {
            Failure::Cut { host, received: 0 }
        })
    }
}

/// What interrupts a stream of bytes.
#[derive(Debug)]
enum Interruption {
    Http(reqwest::Error),
    TooLarge,
}

impl std::fmt::Display for Interruption {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Http(error) => error.fmt(f),
            Self::TooLarge => f.write_str("the answer is too large"),
        }
    }
}

/// The bytes of an answer, up to the limits: an answer or a line without an end would fill the memory.
fn limited(response: Response) -> impl Stream<Item = Result<Vec<u8>, Interruption>> + Unpin {
    let (mut total, mut line) = (0, 0);
    response.bytes_stream().map(move |chunk| {
        let chunk = chunk.map_err(Interruption::Http)?;
        total += chunk.len();
        line = match chunk.iter().rposition(|byte| *byte == b'\n') {
            Some(end) => chunk.len() - end - 1,
            None => line + chunk.len(),
        };
        if total > ANSWER_LIMIT || line > LINE_LIMIT { Err(Interruption::TooLarge) } else { Ok(chunk.to_vec()) }
    })
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(ToOwned::to_owned)
}

fn too_large(endpoint: &Endpoint) -> CallError {
    CallError::new(Failure::AnswerTooLarge { host: endpoint.host(), megabytes: (ANSWER_LIMIT >> 20) as u64 })
}

fn not_an_api(endpoint: &Endpoint, content: &str, bytes: &[u8]) -> CallError {
    let found = if bytes.is_empty() {
        "nothing".to_owned()
    } else if content.contains("html") || bytes.trim_ascii_start().starts_with(b"<") {
        "a web page".to_owned()
    } else if content.is_empty() {
        "something without a type".to_owned()
    } else {
        content.split(';').next().unwrap_or_default().to_owned()
    };
    CallError::new(Failure::NotAnApi { host: endpoint.host(), found, hint: None })
}

fn event_error(error: EventError, endpoint: &Endpoint, payload: &PromptPayload) -> CallError {
    let host = endpoint.host();
    match error {
        EventError::Malformed(detail) => CallError::new(Failure::Malformed { host, detail }),
        EventError::Provider(error) => {
            let status = error.code.parse().ok().and_then(|code| StatusCode::from_u16(code).ok());
            let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let failure = classify(endpoint, &payload.model, status, None, &error);
            CallError::new(failure).with_words(&error.message, endpoint.key.as_ref())
        }
    }
}

/// An answer that is not a success.
fn refusal(endpoint: &Endpoint, model: &str, status: StatusCode, headers: &HeaderMap, bytes: &[u8]) -> CallError {
    let content = header(headers, "content-type").unwrap_or_default();
    if status.is_redirection() {
        let to = header(headers, "location").unwrap_or_else(|| "another address".to_owned());
        let found = format!("a redirection to {to}");
        return CallError::new(Failure::NotAnApi { host: endpoint.host(), found, hint: None });
    }
    let value = serde_json::from_slice::<Value>(bytes).ok();
    let error = value.as_ref().and_then(ProviderError::find);
    if error.is_none() && matches!(status, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED) {
        return not_an_api(endpoint, &content, bytes);
    }
    let error = error.unwrap_or_else(|| ProviderError {
        message: if content.contains("html") { String::new() } else { String::from_utf8_lossy(bytes).into_owned() },
        ..ProviderError::default()
    });
    CallError::new(classify(endpoint, model, status, retry_after(headers), &error))
        .with_words(&error.message, endpoint.key.as_ref())
}

fn classify(
    endpoint: &Endpoint,
    model: &str,
    status: StatusCode,
    retry_after_ms: Option<u64>,
    error: &ProviderError,
) -> Failure {
    let host = endpoint.host();
    let model = model.to_owned();
    let number = status.as_u16();
    match number {
        _ if error.speaks_of(&["insufficient_quota", "insufficient balance", "insufficient credit"]) => {
            Failure::NoCredit { host }
        }
        402 => Failure::NoCredit { host },
        _ if error.speaks_of(&["invalid_api_key", "incorrect api key", "invalid api key"]) => {
            Failure::KeyRefused { host, status: number }
        }
        401 | 403 => Failure::KeyRefused { host, status: number },
        _ if error.speaks_of(&[
            "context_length_exceeded",
            "maximum context length",
            "context size",
            "exceed_context",
        ]) =>
        {
            Failure::PromptTooLong { host, model }
        }
        _ if error.speaks_of(&[
            "model_not_found",
            "model not found",
            "unknown model",
            "no such model",
            "model does not exist",
        ]) =>
        {
            Failure::UnknownModel { host, model }
        }
        404 if error.speaks_of(&["model"]) => Failure::UnknownModel { host, model },
        404 | 405 => {
            Failure::NotAnApi { host, found: format!("“{}” (status {number})", error.message), hint: None }
        }
        429 => Failure::RateLimited { host, retry_after_ms },
        500.. => Failure::Server { host, status: number },
        _ => Failure::RequestRefused { host, status: number },
    }
}

/// How long to wait, in milliseconds: `retry-after-ms`, else `retry-after` in seconds. A date is rare and left to the person.
fn retry_after(headers: &HeaderMap) -> Option<u64> {
    let number = |name: &str| header(headers, name)?.trim().parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0);
    let ms = number("retry-after-ms").or_else(|| number("retry-after").map(|seconds| seconds * 1_000.0))?;
    // a day at most: more is no waiting time
    Some(ms.min(86_400_000.0) as u64)
}
