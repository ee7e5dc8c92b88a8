//! One batch of the provider: how it is validated, carried out and described.

use super::{Ending, LineReply};
use serde_json::{Value, json};
use std::collections::HashSet;

/// When the first batch was made; nothing here asks a clock.
const CREATED: u64 = 1_790_000_000;
const DAY: u64 = 86_400;

pub(super) struct Batch {
    pub id: String,
    pub state: &'static str,
    /// Stays as it is until somebody ends it.
    pub stuck: bool,
    pub ending: Option<Ending>,
    pub output: Option<String>,
    pub error: Option<String>,
    /// Whether it was cancelled before anything was carried out.
    unbegun: bool,
    asked: Value,
    lines: Vec<Value>,
    problems: Vec<Value>,
    looks: u32,
    completed: usize,
    failed: usize,
}

/// What came of a batch.
#[derive(Default)]
pub(super) struct Results {
    pub output: Vec<u8>,
    pub error: Vec<u8>,
    /// The names of the requests that were carried out.
    pub asked: Vec<String>,
}

impl Batch {
    pub fn of(id: String, asked: &Value, file: &[u8]) -> Self {
        let (lines, problems) = validate(file, &asked["endpoint"]);
        Self {
            id,
            state: "validating",
            stuck: false,
            ending: None,
            output: None,
            error: None,
            unbegun: false,
            asked: asked.clone(),
            lines,
            problems,
            looks: 0,
            completed: 0,
            failed: 0,
        }
    }

    pub fn is_over(&self) -> bool {
        matches!(self.state, "completed" | "failed" | "expired" | "cancelled")
    }

    /// Somebody looks at the status; true when it is the time to end.
    pub fn is_looked_at(&mut self, over_at: Option<u32>) -> bool {
        self.looks += 1;
        if self.is_over() {
            return false;
        }
        if self.state == "cancelling" || !self.problems.is_empty() {
            return true;
        }
        if self.stuck {
            return false;
        }
        // the first look finds it as it was made
        if self.looks > 1 {
            self.state = "in_progress";
        }
        over_at.is_some_and(|over_at| self.looks >= over_at)
    }

    /// False when there is nothing to cancel any more.
    pub fn cancel(&mut self) -> bool {
        if self.is_over() {
            return false;
        }
        self.unbegun = self.state == "validating";
        self.ending = Some(Ending::Cancelled);
        self.state = "cancelling";
        true
    }

    /// Ends the batch: asks for every line as far as the batch comes, and gives the results in another order.
    pub fn carry_out(&mut self, lines: &dyn Fn(&Value) -> LineReply) -> Results {
        let mut results = Results::default();
        if self.ending == Some(Ending::Failed) && self.problems.is_empty() {
            self.problems
                .push(json!({ "code": "invalid_request", "message": "Told to fail.", "param": null, "line": 1 }));
        }
        if !self.problems.is_empty() {
            self.state = "failed";
            return results;
        }
        let reach = match self.ending {
            None => self.lines.len(),
            Some(_) if self.unbegun => 0,
            Some(_) => self.lines.len().div_ceil(2),
        };
        let mut expired = self.ending == Some(Ending::Expired);
        let (mut output, mut error) = (Vec::new(), Vec::new());
        for (number, line) in self.lines.iter().enumerate() {
            let name = line["custom_id"].as_str().unwrap_or_default().to_owned();
            let id = format!("batch_req_{}_{number}", self.id);
            let result = |response: Value, error: Value| json!({ "id": id, "custom_id": name, "response": response, "error": error });
            let response = |status: u16, body: Value| json!({ "status_code": status, "request_id": format!("req_{number}"), "body": body });
            let never =
                |code: &str| result(Value::Null, json!({ "code": code, "message": "This request was not executed." }));
            if number >= reach {
                let code = if expired { "batch_expired" } else { "batch_cancelled" };
                error.push(never(code));
                continue;
            }
            match lines(line) {
                LineReply::Ok(text) => {
                    output.push(result(response(200, completion(&line["body"], &text)), Value::Null));
                    results.asked.push(name);
                }
                LineReply::Error { status, code } => {
                    let words = format!("Said by the provider: {code}");
                    let body = json!({ "error": { "message": words, "type": code, "param": null, "code": code } });
                    error.push(result(response(status, body), Value::Null));
                    results.asked.push(name);
                }
                LineReply::Expire => {
                    expired = true;
                    error.push(never("batch_expired"));
                }
                LineReply::Drop => {}
            }
        }
        self.state = match self.ending {
            Some(Ending::Cancelled) => "cancelled",
            _ if expired => "expired",
            _ => "completed",
        };
        (self.completed, self.failed) = (output.len(), error.len());
        results.output = file(output);
        results.error = file(error);
        results
    }

    /// As OpenAI describes a batch.
    pub fn described(&self) -> Value {
        let number = self.id.rsplit('_').next().and_then(|number| number.parse::<u64>().ok()).unwrap_or(0);
        let created = CREATED + number;
        let errors =
            if self.state == "failed" { json!({ "object": "list", "data": self.problems }) } else { Value::Null };
        let total = if self.state == "validating" { 0 } else { self.lines.len() };
        json!({
            "id": self.id,
            "object": "batch",
            "endpoint": self.asked["endpoint"],
            "errors": errors,
            "input_file_id": self.asked["input_file_id"],
            "completion_window": "24h",
            "status": self.state,
            "output_file_id": self.output,
            "error_file_id": self.error,
            "created_at": created,
            "expires_at": created + DAY,
            "request_counts": { "total": total, "completed": self.completed, "failed": self.failed },
            "metadata": self.asked["metadata"],
        })
    }
}

/// The lines of a file, and what is wrong with them.
fn validate(file: &[u8], endpoint: &Value) -> (Vec<Value>, Vec<Value>) {
    let (mut lines, mut problems, mut names) = (Vec::new(), Vec::new(), HashSet::new());
    for (number, line) in file.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.is_empty()) {
        let line: Value = serde_json::from_slice(line).unwrap_or_default();
        let name = line["custom_id"].as_str().unwrap_or_default().to_owned();
        let code = if !line["body"].is_object() || name.is_empty() {
            Some("invalid_json_line")
        } else if line["method"] != "POST" || line["url"] != *endpoint {
            Some("invalid_url")
        } else if line["body"].get("stream").is_some() {
            Some("streaming_unsupported")
        } else if !names.insert(name) {
            Some("duplicate_custom_id")
        } else {
            None
        };
        if let Some(code) = code {
            let words = format!("Refused by the provider: {code}");
            problems.push(json!({ "code": code, "message": words, "param": null, "line": number + 1 }));
        }
        lines.push(line);
    }
    if lines.is_empty() {
        problems.push(json!({ "code": "empty_file", "message": "The file is empty.", "param": null, "line": null }));
    }
    (lines, problems)
}

/// An answer in one piece, to a chat or to a text.
pub(super) fn completion(body: &Value, text: &str) -> Value {
    let choice = if body["messages"].is_array() {
        json!({ "index": 0, "message": { "role": "assistant", "content": text }, "finish_reason": "stop" })
    } else {
        json!({ "index": 0, "text": text, "finish_reason": "stop" })
    };
    let written = text.split_whitespace().count();
    json!({
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "model": body["model"],
        "choices": [choice],
        "usage": { "prompt_tokens": 40, "completion_tokens": written, "total_tokens": 40 + written },
    })
}

/// Lines in an order that is not the one in which they were asked, and always the same.
fn file(mut lines: Vec<Value>) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for last in (1..lines.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        lines.swap(last, (state >> 33) as usize % (last + 1));
    }
    lines.iter().map(|line| format!("{line}\n")).collect::<String>().into_bytes()
}
