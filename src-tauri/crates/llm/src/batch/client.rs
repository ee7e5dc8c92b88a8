//! Batches at a provider: made, asked for, found again, cancelled.

use super::{
    BatchProtocol, BatchStatus, BatchTag, batches_for,
    failure::{BatchFailure, Step, explain},
};
use crate::{
    client::Client,
    codec::{EventError, ProviderError},
    diagnosis::{event_error, header, not_an_api, refusal},
    endpoint::Endpoint,
    error::{CallError, Failure, presentable},
};
use reqwest::RequestBuilder;
use serde_json::Value;

/// Batches on one page of the list; OpenAI gives no more (API reference, “List batches”, `limit`).
const PAGE: usize = 100;
/// Most pages that are looked through for a batch. The list begins with the newest, and what is looked for was made moments
/// or, after a crash, days ago.
const PAGES: usize = 20;
/// Most characters of what is wrong with an answer.
const QUOTED: usize = 200;

impl Client {
    /// Makes a batch of a file that [was uploaded](Self::upload_batch). From here on it is carried out and billed.
    ///
    /// # Errors
    /// See [`Failure`]. When [`CallError::outcome_unknown`] says so (`batch_maybe_taken`), the batch may exist although
    /// its answer was lost: [`Self::find_batch`] knows, and until it was asked the file must not be submitted again.
    /// `batch_gone`: the provider does not have the file. `no_batches`: it has no such interface.
    pub async fn create_batch(
        &self,
        endpoint: &Endpoint,
        input_file: &str,
        tag: &BatchTag,
    ) -> Result<BatchStatus, CallError> {
        let protocol = protocol(endpoint)?;
        let url = endpoint.url("batches")?;
        let request = self.http(&url).post(url).json(&protocol.submission(input_file, tag));
        self.status(endpoint, request, Step::Create { input: input_file }).await
    }

    /// How far a batch is.
    ///
    /// # Errors
    /// See [`Failure`]; none of them says anything about the batch, except `batch_gone`: the provider does not have it. A
    /// connection that breaks is `batch_interrupted`, a state that is not known `malformed`.
    pub async fn batch(&self, endpoint: &Endpoint, id: &str) -> Result<BatchStatus, CallError> {
        let url = endpoint.url_of(&["batches", id])?;
        self.status(endpoint, self.http(&url).get(url), Step::About(id)).await
    }

    /// Asks for a batch's end. What was carried out by then is billed and has its result; the state is mostly
    /// [`Cancelling`](super::BatchState::Cancelling) at first.
    ///
    /// # Errors
    /// As [`Self::batch`]. A batch that is over already is mostly `refused`: its status says how it ended.
    pub async fn cancel_batch(&self, endpoint: &Endpoint, id: &str) -> Result<BatchStatus, CallError> {
        let url = endpoint.url_of(&["batches", id, "cancel"])?;
        self.status(endpoint, self.http(&url).post(url), Step::About(id)).await
    }

    /// Finds the batch with this tag, the newest if there are several, among the newest 2,000: the way back to a submission
    /// whose answer was lost. None means that there is none as far as the provider's list is up to date; it may lag behind
    /// by moments.
    ///
    /// # Errors
    /// See [`Failure`]; `no_batches` when the server has no such list.
    pub async fn find_batch(&self, endpoint: &Endpoint, tag: &BatchTag) -> Result<Option<BatchStatus>, CallError> {
        let protocol = protocol(endpoint)?;
        let mut after: Option<String> = None;
        for _ in 0..PAGES {
            let mut url = endpoint.url("batches")?;
            url.query_pairs_mut().append_pair("limit", &PAGE.to_string());
            if let Some(after) = &after {
                url.query_pairs_mut().append_pair("after", after);
            }
            let page = self.object(endpoint, self.http(&url).get(url), Step::List).await?;
            let Some(batches) = page["data"].as_array() else {
                return Err(told(endpoint, &page, "a list without data"));
            };
            // only the one that is looked for need be understood
            if let Some(found) = batches.iter().find(|batch| tag.is_on(batch)) {
                return protocol.status(found).map(Some).map_err(|detail| malformed(endpoint, &detail));
            }
            let last = batches.last().and_then(|batch| batch["id"].as_str()).map(ToOwned::to_owned);
            // a server that does not know “after” gives the same page again and again
            if page["has_more"] != true || last.is_none() || last == after {
                return Ok(None);
            }
            after = last;
        }
        Ok(None)
    }

    async fn status(
        &self,
        endpoint: &Endpoint,
        request: RequestBuilder,
        step: Step<'_>,
    ) -> Result<BatchStatus, CallError> {
        let protocol = protocol(endpoint)?;
        let batch = self.object(endpoint, request, step).await?;
        protocol.status(&batch).map_err(|detail| explain(step, endpoint, None, told(endpoint, &batch, &detail)))
    }

    /// Sends a request whose answer is JSON.
    pub(super) async fn object(
        &self,
        endpoint: &Endpoint,
        request: RequestBuilder,
        step: Step<'_>,
    ) -> Result<Value, CallError> {
        let unanswered = |error| explain(step, endpoint, None, error);
        let response = self.answer(endpoint, request).await.map_err(unanswered)?;
        let (status, headers, bytes) = self.whole(endpoint, response).await.map_err(unanswered)?;
        if !status.is_success() {
            return Err(explain(step, endpoint, Some(status), refusal(endpoint, "", status, &headers, &bytes)));
        }
        serde_json::from_slice(&bytes).map_err(|error| {
            let content = header(&headers, "content-type").unwrap_or_default().to_lowercase();
            // JSON that breaks off is this interface's own answer, and no other kind of server
            let begun = bytes.trim_ascii_start().starts_with(b"{");
            let error =
                if begun { malformed(endpoint, &error.to_string()) } else { not_an_api(endpoint, &content, &bytes) };
            unanswered(error)
        })
    }
}

/// The batches of the endpoint's protocol.
pub(super) fn protocol(endpoint: &Endpoint) -> Result<&'static dyn BatchProtocol, CallError> {
    batches_for(endpoint.protocol).ok_or_else(|| CallError::new(BatchFailure::NoBatches { host: endpoint.host() }))
}

/// JSON after a good status that is not what was asked for: a provider's error, or something that cannot be understood.
pub(super) fn told(endpoint: &Endpoint, value: &Value, detail: &str) -> CallError {
    match ProviderError::find(value) {
        Some(error) => event_error(EventError::Provider(error), endpoint, ""),
        None => malformed(endpoint, detail),
    }
}

fn malformed(endpoint: &Endpoint, detail: &str) -> CallError {
    let detail = presentable(detail, endpoint.key.as_ref(), QUOTED);
    CallError::new(Failure::Malformed { host: endpoint.host(), detail })
}
