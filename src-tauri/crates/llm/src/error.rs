//! What can go wrong between here and a provider, each with what to do next.

use crate::{Secret, batch::BatchFailure};
use copydesk_domain::campaign::FaultClass;
use std::time::Duration;

/// Why a call gave no draft.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// What was to be sent may not leave this machine.
    #[error(
        "This stays on this machine: its product, its profile or the workspace is marked so. Choose a model on this machine, or take the mark away. Nothing was sent."
    )]
    LocalOnly,
    /// The address is none.
    #[error("“{address}” is not a server address. It looks like https://host/v1.")]
    AddressInvalid {
        /// What was typed.
        address: String,
    },
    /// The name has no address.
    #[error("The host {host} was not found. Check the address for a typing error, and whether this machine is online.")]
    HostNotFound {
        /// Host.
        host: String,
    },
    /// No way leads to the host: no network, or none to it.
    #[error("No network leads to {host}. Check that this machine is online, and the VPN if {host} needs one.")]
    NoNetwork {
        /// Host.
        host: String,
    },
    /// Nobody listens.
    #[error("{host} does not accept connections. Check that the server is running and that the port is right.")]
    Refused {
        /// Host.
        host: String,
    },
    /// The secure connection failed.
    #[error("The secure connection to {host} failed ({detail}). Check the address, or ask who runs the network.")]
    Tls {
        /// Host.
        host: String,
        /// The library's words.
        detail: String,
    },
    /// No connection came about in time. Nothing was sent.
    #[error("{host} could not be reached within {seconds} seconds. Check the address, and any firewall on the way.")]
    ConnectTimeout {
        /// Host.
        host: String,
        /// Seconds without a connection.
        seconds: u64,
    },
    /// The request was sent and nothing came for too long.
    #[error(
        "{host} did not answer within {seconds} seconds. The request may have been carried out and billed. Try again later."
    )]
    Timeout {
        /// Host.
        host: String,
        /// Seconds without a byte.
        seconds: u64,
    },
    /// The key cannot be sent.
    #[error("The key for {host} has characters that no key has, such as a line break. Paste it again.")]
    KeyMalformed {
        /// Host.
        host: String,
    },
    /// The key was refused.
    #[error("{host} refused the key (status {status}). Replace it in Settings, Models and keys.")]
    KeyRefused {
        /// Host.
        host: String,
        /// HTTP status.
        status: u16,
    },
    /// The server does not have the model.
    #[error("{host} does not know the model “{model}”. Choose one that it offers.")]
    UnknownModel {
        /// Host.
        host: String,
        /// Model asked for.
        model: String,
    },
    /// The answer is not the protocol's.
    #[error("{host} answered with {found}, not as an API of this kind. Check the address; it usually ends in /v1{}.", hint.as_ref().map(|hint| format!(" (try {hint})")).unwrap_or_default())]
    NotAnApi {
        /// Host.
        host: String,
        /// What came instead, such as `a web page`.
        found: String,
        /// An address that does answer.
        hint: Option<String>,
    },
    /// Too many requests.
    #[error("{host} asks to wait{}. Try again then, or lower the number of drafts.", retry_after_ms.map(|ms| format!(" for {} seconds", ms.div_ceil(1000))).unwrap_or_default())]
    RateLimited {
        /// Host.
        host: String,
        /// How long, in milliseconds.
        retry_after_ms: Option<u64>,
    },
    /// The account has no credit.
    #[error("The account at {host} has no credit left. Add credit there, or choose another provider.")]
    NoCredit {
        /// Host.
        host: String,
    },
    /// The prompt does not fit.
    #[error("The prompt is longer than “{model}” at {host} can take. Shorten the description or the brief.")]
    PromptTooLong {
        /// Host.
        host: String,
        /// Model asked for.
        model: String,
    },
    /// The provider refuses this request.
    #[error("{host} refused the request (status {status}).")]
    RequestRefused {
        /// Host.
        host: String,
        /// HTTP status.
        status: u16,
    },
    /// The provider has a problem.
    #[error("{host} has a problem of its own (status {status}). Try again in a while.")]
    Server {
        /// Host.
        host: String,
        /// HTTP status.
        status: u16,
    },
    /// The answer ended before its end.
    #[error(
        "The answer of {host} was cut off after {received} characters. Nothing of it was kept, and it may have been billed. Try again."
    )]
    Cut {
        /// Host.
        host: String,
        /// Characters received.
        received: usize,
    },
    /// The answer cannot be understood.
    #[error("{host} sent something that cannot be understood ({detail}). Nothing of it was kept.")]
    Malformed {
        /// Host.
        host: String,
        /// What is wrong.
        detail: String,
    },
    /// The answer has no end.
    #[error("The answer of {host} is larger than {megabytes} MB and was stopped. Nothing of it was kept.")]
    AnswerTooLarge {
        /// Host.
        host: String,
        /// Limit in megabytes.
        megabytes: u64,
    },
    /// The HTTP client could not be made.
    #[error("Connections cannot be made on this machine: {detail}.")]
    Client {
        /// The library's words.
        detail: String,
    },
    /// What only a batch can meet.
    #[error(transparent)]
    Batch(#[from] BatchFailure),
}

/// A failure, with what the provider said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallError {
    /// What went wrong.
    pub failure: Failure,
    told: Box<Told>,
}

/// What the provider told beside the failure. Boxed, for every `Result` of this crate carries the room for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Told {
    words: Option<String>,
    request_id: Option<String>,
    retry_after: Option<Duration>,
    /// Its own word on trying again.
    should_retry: Option<bool>,
}

impl std::fmt::Display for CallError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.failure.fmt(f)
    }
}

impl std::error::Error for CallError {}

/// Most characters of a provider's words that are shown.
const WORDS: usize = 2_000;

/// Foreign words as they may be shown: without control characters, without the key should they repeat it, and no longer
/// than `limit` characters. The key goes first, so that a cut cannot leave a part of it.
pub(crate) fn presentable(words: &str, key: Option<&Secret>, limit: usize) -> String {
    let redacted = key.map_or_else(|| words.to_owned(), |key| key.redact(words));
    let clean: String =
        redacted.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).take(limit).collect();
    clean.trim().to_owned()
}

impl CallError {
    pub(crate) fn new(failure: impl Into<Failure>) -> Self {
        Self { failure: failure.into(), told: Box::default() }
    }

    /// Adds the provider's words, see [`presentable`].
    pub(crate) fn with_words(mut self, words: &str, key: Option<&Secret>) -> Self {
        self.told.words = Some(presentable(words, key, WORDS)).filter(|words| !words.is_empty());
        self
    }

    /// Adds what the provider says about trying again.
    pub(crate) fn with_retry(mut self, after: Option<Duration>, should: Option<bool>) -> Self {
        self.told.retry_after = after;
        self.told.should_retry = should;
        self
    }

    /// The same answer of the provider, understood as another failure. Its word on trying again was about the first.
    pub(crate) fn read_as(mut self, failure: impl Into<Failure>) -> Self {
        self.failure = failure.into();
        self.told.should_retry = None;
        self
    }

    pub(crate) fn with_request_id(mut self, id: Option<String>) -> Self {
        self.told.request_id = id;
        self
    }

    /// The provider's own words, if it gave any.
    #[must_use]
    pub fn provider_words(&self) -> Option<&str> {
        self.told.words.as_deref()
    }

    /// The provider's id of the request, for its support desk.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.told.request_id.as_deref()
    }

    /// How long the provider asks to wait before the next request; a day at most.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.told.retry_after
    }

    /// Whether the same request may succeed later without anybody changing something. The provider's own word
    /// (`x-should-retry`) decides where it gave one; else as the providers' own clients do it: no connection, 408, 409,
    /// 429 and from 500. See [`Self::outcome_unknown`] for what a repetition may cost.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.told.should_retry.unwrap_or(match self.failure {
            Failure::HostNotFound { .. }
            | Failure::NoNetwork { .. }
            | Failure::Refused { .. }
            | Failure::ConnectTimeout { .. }
            | Failure::Timeout { .. }
            | Failure::RateLimited { .. }
            | Failure::Server { .. }
            | Failure::Cut { .. } => true,
            Failure::RequestRefused { status, .. } => matches!(status, 408 | 409),
            Failure::Batch(ref batch) => batch.is_passing(),
            _ => false,
        })
    }

    /// Whether the request may have been carried out and billed although no draft came of it.
    #[must_use]
    pub fn outcome_unknown(&self) -> bool {
        matches!(
            self.failure,
            Failure::Timeout { .. }
                | Failure::Cut { .. }
                | Failure::AnswerTooLarge { .. }
                | Failure::Malformed { .. }
                | Failure::Batch(BatchFailure::MaybeTaken { .. })
        )
    }

    /// That something may not leave this machine.
    #[must_use]
    pub fn local_only() -> Self {
        Self::new(Failure::LocalOnly)
    }

    /// What the failure says about the requests after it.
    #[must_use]
    pub fn class(&self) -> FaultClass {
        match self.failure {
            Failure::AddressInvalid { .. }
            | Failure::Tls { .. }
            | Failure::KeyMalformed { .. }
            | Failure::KeyRefused { .. }
            | Failure::UnknownModel { .. }
            | Failure::NotAnApi { .. }
            | Failure::NoCredit { .. }
            | Failure::Client { .. } => FaultClass::Account,
            Failure::Batch(ref batch) if batch.needs_a_person() => FaultClass::Account,
            _ if self.is_retryable() && !self.outcome_unknown() => FaultClass::Passing,
            _ => FaultClass::Cell,
        }
    }

    /// A stable name for the window.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.failure {
            Failure::AddressInvalid { .. } => "address_invalid",
            Failure::HostNotFound { .. } => "host_not_found",
            Failure::NoNetwork { .. } => "no_network",
            Failure::Refused { .. } => "connection_refused",
            Failure::Tls { .. } => "tls",
            Failure::ConnectTimeout { .. } => "connect_timeout",
            Failure::Timeout { .. } => "timeout",
            Failure::KeyMalformed { .. } => "key_malformed",
            Failure::KeyRefused { .. } => "key_refused",
            Failure::UnknownModel { .. } => "unknown_model",
            Failure::NotAnApi { .. } => "not_an_api",
            Failure::RateLimited { .. } => "rate_limited",
            Failure::NoCredit { .. } => "no_credit",
            Failure::PromptTooLong { .. } => "prompt_too_long",
            Failure::RequestRefused { .. } => "refused",
            Failure::Server { .. } => "server_error",
            Failure::Cut { .. } => "cut",
            Failure::Malformed { .. } => "malformed",
            Failure::AnswerTooLarge { .. } => "answer_too_large",
            Failure::Client { .. } => "no_client",
            Failure::LocalOnly => "local_only",
            Failure::Batch(ref batch) => batch.code(),
        }
    }

    /// The values that the sentence names.
    #[must_use]
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match &self.failure {
            Failure::AddressInvalid { address } => vec![("address", address.clone())],
            Failure::HostNotFound { host }
            | Failure::NoNetwork { host }
            | Failure::Refused { host }
            | Failure::KeyMalformed { host }
            | Failure::NoCredit { host } => vec![("host", host.clone())],
            Failure::Tls { host, detail } | Failure::Malformed { host, detail } => {
                vec![("host", host.clone()), ("detail", detail.clone())]
            }
            Failure::ConnectTimeout { host, seconds } | Failure::Timeout { host, seconds } => {
                vec![("host", host.clone()), ("seconds", seconds.to_string())]
            }
            Failure::KeyRefused { host, status }
            | Failure::RequestRefused { host, status }
            | Failure::Server { host, status } => vec![("host", host.clone()), ("status", status.to_string())],
            Failure::UnknownModel { host, model } | Failure::PromptTooLong { host, model } => {
                vec![("host", host.clone()), ("model", model.clone())]
            }
            Failure::NotAnApi { host, found, hint } => {
                vec![("host", host.clone()), ("found", found.clone()), ("hint", hint.clone().unwrap_or_default())]
            }
            Failure::RateLimited { host, retry_after_ms } => {
                let seconds = retry_after_ms.map_or_else(String::new, |ms| ms.div_ceil(1000).to_string());
                vec![("host", host.clone()), ("seconds", seconds)]
            }
            Failure::Cut { host, received } => vec![("host", host.clone()), ("received", received.to_string())],
            Failure::AnswerTooLarge { host, megabytes } => {
                vec![("host", host.clone()), ("limit", megabytes.to_string())]
            }
            Failure::LocalOnly => Vec::new(),
            Failure::Client { detail } => vec![("detail", detail.clone())],
            Failure::Batch(batch) => batch.params(),
        }
    }
}
