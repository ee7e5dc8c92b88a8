//! What can go wrong with a batch and with no single request, each with what to do next.

use super::BatchProblem;
use crate::{
    codec::ProviderError,
    diagnosis::classify,
    endpoint::Endpoint,
    error::{CallError, Failure},
};
use reqwest::StatusCode;

/// Why a batch, or a request inside one, gave nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BatchFailure {
    /// The server has no interface for batches.
    #[error("{host} does not take batches. Run it without.")]
    NoBatches {
        /// Host.
        host: String,
    },
    /// The answer to a submission was lost: the batch may exist, and be billed.
    #[error("{host} did not say whether it took the batch. Look for it there before sending it again.")]
    MaybeTaken {
        /// Host.
        host: String,
    },
    /// The batch or its file is not there.
    #[error(
        "{host} does not have “{id}” (any more). Check that the key belongs to the account that sent the batch; results are deleted after some weeks."
    )]
    Gone {
        /// Host.
        host: String,
        /// The provider's id of the batch or the file.
        id: String,
    },
    /// As many requests wait as the account may have waiting.
    #[error("The account at {host} has as much waiting in batches as it may. Try again when one of them is over.")]
    QueueFull {
        /// Host.
        host: String,
    },
    /// The provider refused the batch as a whole.
    #[error("{host} refused the batch{}. Nothing of it was carried out or billed.", line.map(|line| format!(" at line {line}")).unwrap_or_default())]
    Refused {
        /// Host.
        host: String,
        /// Line of the file, from 1, where one is to blame.
        line: Option<u64>,
    },
    /// The provider did not come to this request in time.
    #[error("{host} did not come to this request within the batch's time. It was not billed. Send it again.")]
    Expired {
        /// Host.
        host: String,
    },
    /// The batch was cancelled first.
    #[error("The batch at {host} was cancelled before this request was carried out. It was not billed.")]
    Cancelled {
        /// Host.
        host: String,
    },
    /// The connection broke in a request that carries nothing out.
    #[error("The connection to {host} broke off. Nothing was billed by that. Try again in a while.")]
    Interrupted {
        /// Host.
        host: String,
    },
    /// The file on this machine cannot be written or read.
    #[error("The batch's file {file} cannot be used ({detail}). Check the free space, and who may write there.")]
    File {
        /// Its path.
        file: String,
        /// The system's words.
        detail: String,
    },
}

impl BatchFailure {
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NoBatches { .. } => "no_batches",
            Self::MaybeTaken { .. } => "batch_maybe_taken",
            Self::Gone { .. } => "batch_gone",
            Self::QueueFull { .. } => "batch_queue_full",
            Self::Refused { .. } => "batch_refused",
            Self::Expired { .. } => "batch_expired",
            Self::Cancelled { .. } => "batch_cancelled",
            Self::Interrupted { .. } => "batch_interrupted",
            Self::File { .. } => "batch_file",
        }
    }

    pub(crate) fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoBatches { host }
            | Self::MaybeTaken { host }
            | Self::QueueFull { host }
            | Self::Expired { host }
            | Self::Cancelled { host }
            | Self::Interrupted { host } => vec![("host", host.clone())],
            Self::Gone { host, id } => vec![("host", host.clone()), ("id", id.clone())],
            Self::Refused { host, line } => {
                vec![("host", host.clone()), ("line", line.map_or_else(String::new, |line| line.to_string()))]
            }
            Self::File { file, detail } => vec![("file", file.clone()), ("detail", detail.clone())],
        }
    }

    /// Whether it may pass by itself.
    pub(crate) fn is_passing(&self) -> bool {
        matches!(self, Self::QueueFull { .. } | Self::Expired { .. } | Self::Interrupted { .. })
    }

    /// Whether the next batch fails in the same way until somebody changes something.
    pub(crate) fn needs_a_person(&self) -> bool {
        matches!(self, Self::NoBatches { .. } | Self::Refused { .. } | Self::File { .. })
    }

    /// A file on this machine that cannot be used.
    pub(crate) fn file(path: &std::path::Path, detail: impl ToString) -> CallError {
        CallError::new(Self::File { file: path.display().to_string(), detail: detail.to_string() })
    }
}

/// What a request about batches asks for; the same failure means another thing to each.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'a> {
    /// To keep a file. Costs nothing, whatever becomes of it.
    Upload,
    /// To carry a file out: the one request that costs something.
    Create {
        /// The file's id.
        input: &'a str,
    },
    /// To name the batches that there are.
    List,
    /// Anything about a batch or a file that there should be, by its id.
    About(&'a str),
}

/// What a failed exchange means at this step. `status` is that of an answer that was a refusal.
pub(crate) fn explain(step: Step<'_>, endpoint: &Endpoint, status: Option<StatusCode>, error: CallError) -> CallError {
    let host = endpoint.host();
    let missing = matches!(
        status,
        Some(StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_IMPLEMENTED | StatusCode::GONE)
    ) && matches!(
        error.failure,
        Failure::NotAnApi { .. }
            | Failure::UnknownModel { .. }
            | Failure::Server { .. }
            | Failure::RequestRefused { .. }
    );
    let words = error.provider_words().unwrap_or_default().to_lowercase();
    // LM Studio says so after a good status
    let unexpected = words.contains("unexpected endpoint");
    match (step, &error.failure) {
        (Step::About(id), _) if missing => error.read_as(BatchFailure::Gone { host, id: id.to_owned() }),
        // OpenAI: “No such File object: file-…”
        (Step::Create { input }, _) if missing && words.contains(&input.to_lowercase()) => {
            error.read_as(BatchFailure::Gone { host, id: input.to_owned() })
        }
        _ if missing || unexpected => error.read_as(BatchFailure::NoBatches { host }),
        // a gateway may give up on a server that goes on
        (
            Step::Create { .. },
            Failure::Timeout { .. }
            | Failure::Cut { .. }
            | Failure::AnswerTooLarge { .. }
            | Failure::Malformed { .. }
            | Failure::Server { .. },
        ) => error.read_as(BatchFailure::MaybeTaken { host }),
        (_, Failure::Timeout { .. } | Failure::Cut { .. }) => error.read_as(BatchFailure::Interrupted { host }),
        _ => error,
    }
}

/// Codes of a batch that waits for others to be over: OpenAI's “Enqueued token limit reached” (openai-python, issue 2084).
const QUEUE_FULL: [&str; 2] = ["token_limit_exceeded", "enqueued token limit"];

/// Why a batch failed as a whole: what the first of its problems says about the account, else the first that names a line.
pub(crate) fn refused(endpoint: &Endpoint, model: &str, problems: &[BatchProblem]) -> CallError {
    let host = endpoint.host();
    let first = problems.iter().find(|problem| problem.line.is_some()).or(problems.first());
    let said: Vec<ProviderError> = problems.iter().map(BatchProblem::error).collect();
    let line = first.and_then(|problem| problem.line);
    let known = said.iter().find_map(|error| {
        if error.speaks_of(&QUEUE_FULL) {
            return Some((Failure::from(BatchFailure::QueueFull { host: host.clone() }), error.message.as_str()));
        }
        match classify(endpoint, model, StatusCode::BAD_REQUEST, None, error) {
            Failure::RequestRefused { .. } => None,
            failure => Some((failure, error.message.as_str())),
        }
    });
    let (failure, words) = known.unwrap_or_else(|| {
        (BatchFailure::Refused { host, line }.into(), first.map_or("", |problem| problem.message.as_str()))
    });
    CallError::new(failure).with_words(words, endpoint.key.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_domain::{Protocol, campaign::FaultClass};

    fn endpoint() -> Endpoint {
        Endpoint { protocol: Protocol::OpenaiChat, base_url: "https://host.example/v1".into(), key: None }
    }

    fn problem(code: &str, message: &str, line: Option<u64>) -> BatchProblem {
        BatchProblem { code: code.into(), message: message.into(), line }
    }

    #[test]
    fn a_refused_batch_says_what_is_to_be_done_about_it() {
        let full = "Enqueued token limit reached for m in organization o. Limit: 90,000 enqueued tokens.";
        for (problems, code, class) in [
            (vec![problem("token_limit_exceeded", full, None)], "batch_queue_full", FaultClass::Passing),
            (vec![problem("billing_hard_limit_reached", "Pay.", None)], "no_credit", FaultClass::Account),
            (vec![problem("model_not_found", "No.", Some(1))], "unknown_model", FaultClass::Account),
            (
                vec![problem("x", "y", None), problem("invalid_json_line", "z", Some(7))],
                "batch_refused",
                FaultClass::Account,
            ),
            (vec![], "batch_refused", FaultClass::Account),
        ] {
            let error = refused(&endpoint(), "m", &problems);
            assert_eq!((error.code(), error.class()), (code, class), "{error:?}");
            assert!(!error.outcome_unknown(), "{error:?}");
        }
        let error = refused(&endpoint(), "m", &[problem("x", "y", None), problem("invalid_json_line", "z", Some(7))]);
        assert!(error.to_string().contains("at line 7"), "{error}");
        assert_eq!(error.provider_words(), Some("z"));
    }

    #[test]
    fn the_same_failure_means_another_thing_at_another_step() {
        let host = || "host.example".to_owned();
        let cut = || CallError::new(Failure::Cut { host: host(), received: 0 });
        let broken = || CallError::new(Failure::Server { host: host(), status: 502 }).with_retry(None, Some(true));
        let bad = Some(StatusCode::BAD_GATEWAY);
        for (step, status, error, code, unknown) in [
            (Step::Upload, None, cut(), "batch_interrupted", false),
            (Step::Create { input: "file-1" }, None, cut(), "batch_maybe_taken", true),
            (Step::Create { input: "file-1" }, bad, broken(), "batch_maybe_taken", true),
            (Step::Upload, bad, broken(), "server_error", false),
            (Step::About("batch_1"), None, cut(), "batch_interrupted", false),
        ] {
            let error = explain(step, &endpoint(), status, error);
            assert_eq!((error.code(), error.outcome_unknown()), (code, unknown), "{step:?}");
            assert_eq!(error.is_retryable(), !unknown, "what may be there already is not sent again: {step:?}");
        }
    }
}
