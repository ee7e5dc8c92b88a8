//! What an exchange that gave no draft means: from a status, headers and a provider's words to a [`Failure`].

use crate::{
    codec::{EventError, ProviderError},
    endpoint::{Endpoint, host_of},
    error::{CallError, Failure, presentable},
};
use jiff::{SignedDuration, fmt::rfc2822::DateTimeParser};
use reqwest::{StatusCode, header::HeaderMap};
use serde_json::Value;
use std::{
    error::Error,
    io::{self, ErrorKind},
    time::Duration,
};

/// Most characters of a foreign text inside one of our sentences.
const QUOTED: usize = 200;
/// More than this is no waiting time.
const DAY: Duration = Duration::from_secs(86_400);

/// The text of a header.
pub(crate) fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(ToOwned::to_owned)
}

/// The provider's id of the request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<String> {
    header(headers, "x-request-id").or_else(|| header(headers, "request-id"))
}

/// What kept the bytes from moving. `connect` and `read` are the waits that were set.
pub(crate) fn transport(endpoint: &Endpoint, error: &reqwest::Error, connect: Duration, read: Duration) -> CallError {
    let host = error.url().and_then(host_of).unwrap_or_else(|| endpoint.host());
    let mut causes: Vec<&(dyn Error + 'static)> = Vec::new();
    let mut cause = error.source();
    while let Some(inner) = cause {
        causes.push(inner);
        // an I/O error that wraps another does not name that as its source
        cause = match inner.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(wrapped) => Some(wrapped),
            None => inner.source(),
        };
    }
    let kinds: Vec<ErrorKind> =
        causes.iter().filter_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind).collect();
    let is = |wanted: &[ErrorKind]| kinds.iter().any(|kind| wanted.contains(kind));
    let words: Vec<String> = causes.iter().map(ToString::to_string).collect();
    let all = words.join(": ").to_lowercase();
    // a server that speaks plain HTTP answers a handshake with what is no handshake
    let plain = error.is_connect() && is(&[ErrorKind::InvalidData]) && all.contains("corrupt message");
    let tls = plain || ["certificate", "tls", "handshake"].iter().any(|word| all.contains(word));
    CallError::new(if error.is_timeout() && error.is_connect() {
        Failure::ConnectTimeout { host, seconds: connect.as_secs().max(1) }
    } else if error.is_timeout() {
        Failure::Timeout { host, seconds: read.as_secs().max(1) }
    } else if error.is_dns() {
        Failure::HostNotFound { host }
    } else if tls {
        let last = words.last().cloned().unwrap_or_default();
        Failure::Tls { host, detail: if plain { "it speaks HTTP, not HTTPS".to_owned() } else { last } }
    } else if error.is_connect() && is(&NO_WAY) {
        Failure::NoNetwork { host }
    } else if error.is_connect() {
        Failure::Refused { host }
    } else {
        Failure::Cut { host, received: 0 }
    })
}

/// No way leads to an address.
pub(crate) const NO_WAY: [ErrorKind; 3] =
    [ErrorKind::NetworkUnreachable, ErrorKind::HostUnreachable, ErrorKind::NetworkDown];

/// An answer that is neither a stream nor JSON.
pub(crate) fn not_an_api(endpoint: &Endpoint, content: &str, bytes: &[u8]) -> CallError {
    let found = if bytes.is_empty() {
        "nothing".to_owned()
    } else if content.contains("html") || bytes.trim_ascii_start().starts_with(b"<") {
        "a web page".to_owned()
    } else if content.is_empty() {
        "something without a type".to_owned()
    } else {
        presentable(content.split(';').next().unwrap_or_default(), endpoint.key.as_ref(), QUOTED)
    };
    CallError::new(Failure::NotAnApi { host: endpoint.host(), found, hint: None })
}

/// An event that cannot be taken, or a provider's error after a good status.
pub(crate) fn event_error(error: EventError, endpoint: &Endpoint, model: &str) -> CallError {
    match error {
        EventError::Malformed(detail) => CallError::new(Failure::Malformed { host: endpoint.host(), detail }),
        EventError::Provider(error) => CallError::new(classify(endpoint, model, status_of(&error), None, &error))
            .with_words(&error.message, endpoint.key.as_ref()),
    }
}

/// The status that an error would have had, had it come before the answer.
fn status_of(error: &ProviderError) -> StatusCode {
    let code = error.code.parse().ok().and_then(|code| StatusCode::from_u16(code).ok());
    match code.filter(|code| code.is_client_error() || code.is_server_error()) {
        Some(code) => code,
        None if error.speaks_of(&["rate_limit", "rate limit", "too many requests"]) => StatusCode::TOO_MANY_REQUESTS,
        None if error.speaks_of(&["authentication"]) => StatusCode::UNAUTHORIZED,
        None if error.speaks_of(&["invalid_request", "badrequest"]) => StatusCode::BAD_REQUEST,
        None => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// An answer that is not a success.
pub(crate) fn refusal(
    endpoint: &Endpoint,
    model: &str,
    status: StatusCode,
    headers: &HeaderMap,
    bytes: &[u8],
) -> CallError {
    let content = header(headers, "content-type").unwrap_or_default();
    if status.is_redirection() {
        let to = header(headers, "location").unwrap_or_else(|| "another address".to_owned());
        let found = format!("a redirection to {}", presentable(&to, endpoint.key.as_ref(), QUOTED));
        return CallError::new(Failure::NotAnApi { host: endpoint.host(), found, hint: None });
    }
    let value = serde_json::from_slice::<Value>(bytes).ok();
    let error = value.as_ref().and_then(ProviderError::find);
    if error.is_none() && matches!(status, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED) {
        return not_an_api(endpoint, &content, bytes).with_request_id(request_id(headers));
    }
    let page = content.contains("html") || bytes.trim_ascii_start().starts_with(b"<");
    let error = error.unwrap_or_else(|| ProviderError {
        message: if page { String::new() } else { String::from_utf8_lossy(bytes).into_owned() },
        ..ProviderError::default()
    });
    let after = retry_after(headers);
    let should = header(headers, "x-should-retry").and_then(|word| word.trim().parse().ok());
    CallError::new(classify(endpoint, model, status, after, &error))
        .with_words(&error.message, endpoint.key.as_ref())
        .with_retry(after, should)
        .with_request_id(request_id(headers))
}

const NO_CREDIT: [&str; 7] = [
    "insufficient_quota",
    "billing_hard_limit",
    "insufficient balance",
    "insufficient_balance",
    "insufficient credit",
    "credit balance",
    "arrearage",
];
const BAD_KEY: [&str; 3] = ["invalid_api_key", "incorrect api key", "invalid api key"];
const TOO_LONG: [&str; 6] = [
    "context_length_exceeded",
    "maximum context length",
    "context size",
    "context window",
    "exceed_context",
    "prompt is too long",
];
const NO_MODEL: [&str; 10] = [
    "model_not_found",
    "model not found",
    "unknown model",
    "no such model",
    "model does not exist",
    "model not exist",
    "model_not_exist",
    "invalid_model",
    "invalid model:",
    "not a valid model",
];

pub(crate) fn classify(
    endpoint: &Endpoint,
    model: &str,
    status: StatusCode,
    retry_after: Option<Duration>,
    error: &ProviderError,
) -> Failure {
    let host = endpoint.host();
    let model = model.to_owned();
    let status = status.as_u16();
    match status {
        _ if error.speaks_of(&NO_CREDIT) => Failure::NoCredit { host },
        402 => Failure::NoCredit { host },
        _ if error.speaks_of(&BAD_KEY) => Failure::KeyRefused { host, status },
        // before 403: a key that may not use this model is a good key
        _ if error.speaks_of(&NO_MODEL) => Failure::UnknownModel { host, model },
        401 | 403 => Failure::KeyRefused { host, status },
        _ if error.speaks_of(&TOO_LONG) => Failure::PromptTooLong { host, model },
        404 if error.speaks_of(&["model"]) => Failure::UnknownModel { host, model },
        404 | 405 => {
            let words = presentable(&error.message, endpoint.key.as_ref(), QUOTED);
            let found =
                if words.is_empty() { format!("status {status}") } else { format!("“{words}” (status {status})") };
            Failure::NotAnApi { host, found, hint: None }
        }
        429 => {
            let retry_after_ms = retry_after.and_then(|after| u64::try_from(after.as_millis()).ok());
            Failure::RateLimited { host, retry_after_ms }
        }
        500.. => Failure::Server { host, status },
        _ => Failure::RequestRefused { host, status },
    }
}

/// How long to wait, a day at most: `retry-after-ms`, else `retry-after` in seconds or as a date (RFC 9110, 10.2.3). A date
/// is counted from the server's own `date`, so that a wrong clock here does not matter.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let number = |name: &str| header(headers, name)?.trim().parse::<f64>().ok().filter(|n| n.is_finite());
    let date = |name: &str| DateTimeParser::new().parse_timestamp(header(headers, name)?.trim()).ok();
    let wait = number("retry-after-ms")
        .map(|ms| ms / 1_000.0)
        .or_else(|| number("retry-after"))
        .and_then(|seconds| Duration::try_from_secs_f64(seconds.min(DAY.as_secs_f64())).ok())
        .or_else(|| {
            let left: SignedDuration = date("retry-after")?.duration_since(date("date")?);
            Duration::try_from(left).ok()
        })?;
    Some(wait.min(DAY))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use copydesk_domain::Protocol;

    fn endpoint() -> Endpoint {
        let key = Some(crate::Secret::new("sk-secret-0123456789".into()));
        Endpoint { protocol: Protocol::OpenaiChat, base_url: "https://host.example/v1".into(), key }
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_wait_is_read_however_it_is_written() {
        let date = ("date", "Wed, 21 Oct 2026 07:28:00 GMT");
        for (pairs, seconds) in [
            (vec![("retry-after-ms", "1500"), ("retry-after", "9")], Some(1.5)),
            (vec![("retry-after", "0.25")], Some(0.25)),
            (vec![("retry-after", "Wed, 21 Oct 2026 07:29:30 GMT"), date], Some(90.0)),
            (vec![("retry-after", "Wed, 21 Oct 2026 07:29:30 GMT")], None),
            (vec![("retry-after", "Wed, 21 Oct 2026 07:20:00 GMT"), date], None),
            (vec![("retry-after", "1e300")], Some(86_400.0)),
            (vec![("retry-after", "-4")], None),
            (vec![("retry-after", "NaN")], None),
            (vec![("retry-after", "soon")], None),
            (vec![], None),
        ] {
            assert_eq!(retry_after(&headers(&pairs)).map(|wait| wait.as_secs_f64()), seconds, "{pairs:?}");
        }
    }

    #[test]
    fn the_many_words_for_the_same_thing_have_one_code() {
        for (status, body, code) in [
            (400, r#"{"error":{"message":"Model Not Exist","type":"invalid_request_error"}}"#, "unknown_model"),
            (400, r#"{"error":{"message":"acme/x is not a valid model ID","code":400}}"#, "unknown_model"),
            (403, r#"{"error":{"message":"no access","code":"model_not_found"}}"#, "unknown_model"),
            (404, r#"{"error":{"message":"model 'x' not found, try pulling it first"}}"#, "unknown_model"),
            (404, r#"{"detail":"Not Found"}"#, "not_an_api"),
            (400, r#"{"error":{"message":"too long","type":"exceed_context_size_error"}}"#, "prompt_too_long"),
            (403, r#"{"error":"no"}"#, "key_refused"),
            (429, r#"{"error":{"message":"Your credit balance is too low"}}"#, "no_credit"),
            (503, "", "server_error"),
            (422, r#"{"detail":[{"msg":"extra field"}]}"#, "refused"),
        ] {
            let status = StatusCode::from_u16(status).unwrap();
            let error = refusal(&endpoint(), "x", status, &HeaderMap::new(), body.as_bytes());
            assert_eq!(error.code(), code, "{status} {body}");
        }
    }

    #[test]
    fn an_error_in_the_stream_has_the_code_it_would_have_had_before() {
        for (code, kind, expected) in [
            ("429", "", "rate_limited"),
            ("rate_limit_exceeded", "", "rate_limited"),
            ("", "invalid_request_error", "refused"),
            ("", "authentication_error", "key_refused"),
            ("200", "", "server_error"),
            ("", "", "server_error"),
        ] {
            let error = ProviderError { message: "no".into(), code: code.into(), kind: kind.into() };
            assert_eq!(event_error(EventError::Provider(error), &endpoint(), "x").code(), expected, "{code} {kind}");
        }
    }

    #[test]
    fn no_sentence_repeats_the_key() {
        let key = "sk-secret-0123456789";
        let long = format!("{}{key}", "x".repeat(QUOTED - 8));
        for (status, body, pairs) in [
            (404, format!(r#"{{"error":"no route for {key}"}}"#), vec![]),
            (404, format!(r#"{{"error":"{long}"}}"#), vec![]),
            (302, String::new(), vec![("location", "https://elsewhere.example/?k=sk-secret-0123456789")]),
            (404, "?".to_owned(), vec![("content-type", "text/sk-secret-0123456789")]),
            (500, format!("{key} broke it"), vec![]),
        ] {
            let status = StatusCode::from_u16(status).unwrap();
            let error = refusal(&endpoint(), "x", status, &headers(&pairs), body.as_bytes());
            let all = format!("{error} {error:?} {:?} {:?}", error.params(), error.provider_words());
            assert!(!all.contains("sk-secret"), "{all}");
        }
    }

    #[test]
    fn the_provider_may_say_itself_whether_to_try_again() {
        let ask = |status: u16, pairs: &[(&'static str, &'static str)]| {
            refusal(&endpoint(), "x", StatusCode::from_u16(status).unwrap(), &headers(pairs), b"{}").is_retryable()
        };
        assert!(ask(429, &[]) && ask(500, &[]) && ask(529, &[]) && ask(408, &[]) && ask(409, &[]));
        assert!(!ask(400, &[]) && !ask(401, &[]) && !ask(402, &[]) && !ask(404, &[]));
        assert!(ask(400, &[("x-should-retry", "true")]) && !ask(500, &[("x-should-retry", "false")]));
    }
}
