//! Many requests in one file, answered within a day at half the price.
//!
//! The way of a batch: [`BatchWriter`] puts requests into a file, [`Client`](crate::Client) uploads it and creates the
//! batch, whose [`BatchStatus`] is asked for until it [is over](BatchState::is_over); then its output file and its error
//! file are downloaded and [`ResultLines`] reads one answer after the other, in any order, each told apart by the
//! `custom_id` that its request had. Neither file is ever whole in memory.
//!
//! What a vendor writes and answers is a [`BatchProtocol`], which knows no network. OpenAI's is the only one so far.
//! Anthropic's message batches (100,000 requests or 256 MB, results kept for 29 days) would be a second: their requests
//! and results are lines too, but they are created in one request without an uploaded file and carry no metadata, so
//! they would bring their own way of creating and of finding again.

mod client;
mod failure;
mod files;
mod openai;
mod results;
mod status;
mod write;

pub use failure::BatchFailure;
pub use openai::{OPENAI_LIMITS, OpenAiBatches};
pub use results::{BatchResult, LINE_LIMIT, LineFault, ResultLines};
pub use status::{BatchCounts, BatchProblem, BatchState, BatchStatus, BatchTag};
pub use write::{BatchWriter, Written};

use crate::{Endpoint, error::CallError};
use copydesk_domain::{PromptPayload, Protocol};
use serde_json::Value;

/// How much one batch may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchLimits {
    /// Most requests, 1 or more.
    pub requests: u64,
    /// Most bytes of the file, line ends included.
    pub bytes: u64,
}

/// What a vendor's batches are made of.
pub trait BatchProtocol: Send + Sync + std::fmt::Debug {
    /// How much one batch may hold.
    fn limits(&self) -> BatchLimits;

    /// One request as a line of the file, without its line end and with none inside. `base_url` is the provider's address:
    /// some servers name the limit of tokens differently. `custom_id` is one that [`is_custom_id`] takes, and no other
    /// request of the same batch has it.
    ///
    /// # Errors
    /// [`crate::error::Failure::LocalOnly`] for what must stay on this machine.
    fn request_line(&self, base_url: &str, custom_id: &str, payload: &PromptPayload) -> Result<String, CallError>;

    /// The request that makes a batch of an uploaded file.
    fn submission(&self, input_file: &str, tag: &BatchTag) -> Value;

    /// Reads the vendor's description of a batch.
    ///
    /// # Errors
    /// What is wrong with it, in words that follow “cannot be understood”: no id, or a state that is not known.
    fn status(&self, batch: &Value) -> Result<BatchStatus, String>;

    /// Reads one line of an output file or an error file. `endpoint` and `model` are those that were asked, for the
    /// sentences of an answer that is none.
    ///
    /// # Errors
    /// What is wrong with it, when it cannot be told whose answer it is.
    fn result(&self, line: &[u8], endpoint: &Endpoint, model: &str) -> Result<BatchResult, String>;
}

/// The batches of a protocol; none for a model on this machine.
#[must_use]
pub fn batches_for(protocol: Protocol) -> Option<&'static dyn BatchProtocol> {
    match protocol {
        Protocol::OpenaiChat => Some(&OpenAiBatches { protocol: Protocol::OpenaiChat }),
        Protocol::OpenaiCompletions => Some(&OpenAiBatches { protocol: Protocol::OpenaiCompletions }),
        Protocol::Local => None,
    }
}

/// Whether a text can name a request: 1 to 64 of `[A-Za-z0-9_-]`. This is Anthropic's rule (API reference, “Create a Message
/// Batch”, 2026-11); OpenAI states none that is stricter, so what passes here can be sent to either.
#[must_use]
pub fn is_custom_id(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_a_request_fits_every_vendor() {
        for (text, expected) in [
            ("0190f3a2-7c1e-7000-8000-000000000001", true),
            ("run_1-cell_2", true),
            ("", false),
            ("a b", false),
            ("茶", false),
            ("line\nend", false),
        ] {
            assert_eq!(is_custom_id(text), expected, "{text:?}");
        }
        assert!(is_custom_id(&"x".repeat(64)) && !is_custom_id(&"x".repeat(65)));
    }

    #[test]
    fn the_model_on_this_machine_has_no_batches() {
        assert!(batches_for(Protocol::Local).is_none());
        let limits = batches_for(Protocol::OpenaiChat).map(BatchProtocol::limits);
        assert_eq!(limits, Some(BatchLimits { requests: 50_000, bytes: 200_000_000 }));
    }
}
