//! OpenAI's batches: lines of JSON out, lines of JSON back (API reference, “Batch”, 2026-11).

use super::{
    BatchCounts, BatchFailure, BatchLimits, BatchProblem, BatchProtocol, BatchResult, BatchState, BatchStatus, BatchTag,
};
use crate::{
    body::{Dialect, body, path},
    codec::{Answer, EventError, ProviderError},
    diagnosis::{event_error, refusal},
    endpoint::Endpoint,
    error::{CallError, Failure},
};
use copydesk_domain::{Completion, PromptPayload, Protocol, Timestamp};
use reqwest::{StatusCode, header::HeaderMap};
use serde_json::{Value, json};

/// OpenAI's limits of one batch (API reference, “Create batch”, `input_file_id`, 2026-11: up to 50,000 requests, up to
/// 200 MB). A megabyte is taken as a million bytes, the smaller of its two readings.
pub const OPENAI_LIMITS: BatchLimits = BatchLimits { requests: 50_000, bytes: 200_000_000 };

/// The only time in which OpenAI offers to carry a batch out.
const WINDOW: &str = "24h";

/// OpenAI's batches of one of its two text protocols, as it has them itself and as compatible servers have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenAiBatches {
    /// Chat or text; the same for every request of a batch.
    pub(super) protocol: Protocol,
}

impl OpenAiBatches {
    /// The interface that the requests go to. It is named from the host, whatever the provider's base address is.
    fn url(self) -> String {
        format!("/v1/{}", path(self.protocol))
    }
}

impl BatchProtocol for OpenAiBatches {
    fn limits(&self) -> BatchLimits {
        OPENAI_LIMITS
    }

    fn request_line(&self, base_url: &str, custom_id: &str, payload: &PromptPayload) -> Result<String, CallError> {
        let body = body(self.protocol, payload, Dialect::batched(self.protocol, base_url))?;
        Ok(json!({ "custom_id": custom_id, "method": "POST", "url": self.url(), "body": body }).to_string())
    }

    fn submission(&self, input_file: &str, tag: &BatchTag) -> Value {
        json!({
            "input_file_id": input_file,
            "endpoint": self.url(),
            "completion_window": WINDOW,
            "metadata": tag.metadata(),
        })
    }

    fn status(&self, batch: &Value) -> Result<BatchStatus, String> {
        let word = |key: &str| batch[key].as_str().filter(|word| !word.is_empty()).map(ToOwned::to_owned);
        let id = word("id").ok_or("the batch has no id")?;
        let state = word("status").ok_or("the batch has no state")?;
        let state = BatchState::from_word(&state).ok_or_else(|| format!("a batch in the unknown state “{state}”"))?;
        let count = |key: &str| batch["request_counts"][key].as_u64().unwrap_or(0);
        let errors = batch["errors"]["data"].as_array().or_else(|| batch["errors"].as_array());
        Ok(BatchStatus {
            id,
            state,
            input_file: word("input_file_id").unwrap_or_default(),
            output_file: word("output_file_id"),
            error_file: word("error_file_id"),
            counts: BatchCounts { total: count("total"), completed: count("completed"), failed: count("failed") },
            errors: errors.map(|errors| errors.iter().map(problem).collect()).unwrap_or_default(),
            expires_at: batch["expires_at"].as_i64().and_then(|second| Timestamp::from_second(second).ok()),
        })
    }

    fn result(&self, line: &[u8], endpoint: &Endpoint, model: &str) -> Result<BatchResult, String> {
        let line: Value = serde_json::from_slice(line).map_err(|error| error.to_string())?;
        let custom_id = line["custom_id"].as_str().filter(|id| !id.is_empty()).ok_or("it has no custom_id")?;
        Ok(BatchResult { custom_id: custom_id.to_owned(), answer: answer(&line, endpoint, model) })
    }
}

fn problem(problem: &Value) -> BatchProblem {
    let word = |key: &str| problem[key].as_str().unwrap_or_default().to_owned();
    BatchProblem { code: word("code"), message: word("message"), line: problem["line"].as_u64() }
}

/// What one line says: a whole answer, the refusal that a live call would have met, or why the request was never made.
fn answer(line: &Value, endpoint: &Endpoint, model: &str) -> Result<Completion, CallError> {
    let response = &line["response"];
    let status = response["status_code"].as_u64().and_then(|code| StatusCode::from_u16(u16::try_from(code).ok()?).ok());
    let request_id = response["request_id"].as_str().filter(|id| !id.is_empty()).map(ToOwned::to_owned);
    if status.is_some_and(|status| status.is_success()) {
        let mut answer = Answer::default();
        let taken = answer.at_once(&response["body"]).map_err(|error| event_error(error, endpoint, model));
        let whole = taken.and_then(|_| answer.close().ok_or_else(|| malformed(endpoint, "an answer without an end")));
        return match whole {
            Ok(whole) => Ok(whole.completion(model, request_id)),
            Err(error) => Err(error.with_request_id(request_id)),
        };
    }
    // “For requests that failed with a non-HTTP error”: they were never made
    let error = ProviderError::find(line);
    let host = endpoint.host();
    match error.as_ref().map(|error| error.code.as_str()) {
        Some("batch_expired") => return Err(CallError::new(BatchFailure::Expired { host })),
        Some("batch_cancelled" | "batch_canceled") => return Err(CallError::new(BatchFailure::Cancelled { host })),
        _ => {}
    }
    match (status, error) {
        (Some(status), error) => {
            // vLLM puts the error beside the response, OpenAI into its body
            let told = if response["body"].is_null() && error.is_some() { line } else { &response["body"] };
            let told = if told.is_null() { String::new() } else { told.to_string() };
            Err(refusal(endpoint, model, status, &HeaderMap::new(), told.as_bytes()).with_request_id(request_id))
        }
        (None, Some(error)) => Err(event_error(EventError::Provider(error), endpoint, model)),
        (None, None) => Err(malformed(endpoint, "a result that is neither an answer nor an error")),
    }
}

fn malformed(endpoint: &Endpoint, detail: &str) -> CallError {
    CallError::new(Failure::Malformed { host: endpoint.host(), detail: detail.to_owned() })
}
