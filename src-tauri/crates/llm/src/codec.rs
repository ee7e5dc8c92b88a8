//! The state machine of a streamed answer: events in, words out, whole only at the protocol's own end.
//!
//! OpenAI's two text protocols share it: data-only server-sent events that end in `[DONE]`. Many compatible servers
//! leave that out and close after the chunk with a `finish_reason`; that counts as an end too, because with it the
//! server has said that no more text comes. What may follow is the count of tokens, so a connection that breaks after it
//! costs the count and not the draft. A stream that closes before either was cut, and is never a draft.

use copydesk_domain::{Completion, FinishReason, Scoring, TokenScore, TokenUsage};
use serde_json::Value;

/// What an event brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Words, or nothing yet.
    Text(String),
    /// The protocol's sentinel: nothing comes after it.
    End,
}

/// Why an event cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventError {
    /// Not the protocol's JSON.
    Malformed(String),
    /// The provider reports an error in the middle of its answer.
    Provider(ProviderError),
}

/// A provider's error object: `{"error": {message, type, param, code}}` or a plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProviderError {
    /// Its words.
    pub message: String,
    /// Its code; servers send a text, a number or nothing.
    pub code: String,
    /// Its type.
    pub kind: String,
}

impl ProviderError {
    /// Finds the error in a JSON value, wherever the many servers put it.
    #[must_use]
    pub fn find(value: &Value) -> Option<Self> {
        let error = match value {
            Value::Array(list) => list.first()?.get("error")?,
            other => other.get("error").filter(|error| !error.is_null()).or_else(|| {
                // vLLM and FastAPI servers
                let is_error =
                    other.get("object").and_then(Value::as_str) == Some("error") || other.get("detail").is_some();
                is_error.then_some(other)
            })?,
        };
        let word = |key: &str| match error.get(key) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Null) | None => String::new(),
            Some(other) => other.to_string(),
        };
        let message = match error {
            Value::String(text) => text.clone(),
            _ => [word("message"), word("detail")].into_iter().find(|text| !text.is_empty()).unwrap_or_default(),
        };
        Some(Self { message, code: word("code"), kind: word("type") })
    }

    /// Reads the data of an event that is called `error`, which need not have the envelope.
    #[must_use]
    pub fn of_event(data: &str) -> Self {
        let Ok(value) = serde_json::from_str::<Value>(data) else {
            return Self { message: data.to_owned(), ..Self::default() };
        };
        Self::find(&value)
            .or_else(|| Self::find(&serde_json::json!({ "error": value })))
            .unwrap_or_else(|| Self { message: data.to_owned(), ..Self::default() })
    }

    /// Whether the words speak of one of these things.
    #[must_use]
    pub fn speaks_of(&self, words: &[&str]) -> bool {
        let text = format!("{} {} {}", self.message, self.code, self.kind).to_lowercase();
        words.iter().any(|word| text.contains(word))
    }
}

/// A streamed answer under way.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    text: String,
    finish: Option<FinishReason>,
    usage: Option<TokenUsage>,
    model: Option<String>,
    ended: bool,
    /// Chunks of this protocol.
    chunks: usize,
    /// Events that are JSON and no chunk of this protocol.
    others: usize,
    scoring: Scoring,
}

/// A whole answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    /// Text.
    pub text: String,
    /// Why it ended.
    pub finish: FinishReason,
    /// Tokens, where they were counted.
    pub usage: Option<TokenUsage>,
    /// The model that answered.
    pub model: Option<String>,
    /// Tokens, and how likely the model held them, where the server says so.
    pub scores: Vec<TokenScore>,
}

impl Whole {
    /// The draft; `asked` is the model that was asked for, should the server not say which one answered.
    pub(crate) fn completion(self, asked: &str, request_id: Option<String>) -> Completion {
        Completion {
            text: self.text.trim().to_owned(),
            finish: self.finish,
            usage: self.usage,
            model: self.model.unwrap_or_else(|| asked.to_owned()),
            request_id,
            kept_to_schema: false,
            scores: self.scores,
        }
    }
}

impl Answer {
    /// Takes the data of one event. An empty one keeps the connection alive and says nothing.
    ///
    /// # Errors
    /// See [`EventError`].
    pub fn event(&mut self, data: &str) -> Result<Step, EventError> {
        match data.trim() {
            "" => return Ok(Step::Text(String::new())),
            "[DONE]" => {
                self.ended = true;
                return Ok(Step::End);
            }
            _ => {}
        }
        let chunk: Value = serde_json::from_str(data).map_err(|error| EventError::Malformed(error.to_string()))?;
        self.chunk(&chunk).map(Step::Text)
    }

    /// Takes a whole answer that was sent at once although a stream was asked for.
    ///
    /// # Errors
    /// See [`EventError`].
    pub fn at_once(&mut self, body: &Value) -> Result<String, EventError> {
        if body.get("choices").and_then(Value::as_array).is_none_or(Vec::is_empty) {
            return Err(ProviderError::find(body)
                .map_or_else(|| EventError::Malformed("it has no choices".to_owned()), EventError::Provider));
        }
        let text = self.chunk(body)?;
        // JSON that closes its braces is whole, whether or not it says why it stopped
        self.ended = true;
        Ok(text)
    }

    fn chunk(&mut self, chunk: &Value) -> Result<String, EventError> {
        if let Some(error) = ProviderError::find(chunk) {
            return Err(EventError::Provider(error));
        }
        if let Some(model) = chunk.get("model").and_then(Value::as_str).filter(|model| !model.is_empty()) {
            self.model = Some(model.to_owned());
        }
        if let Some(usage) = chunk.get("usage").filter(|usage| usage.is_object()) {
            let count = |key: &str| usage.get(key).and_then(Value::as_u64).and_then(|count| u32::try_from(count).ok());
            if let (Some(prompt), Some(completion)) = (count("prompt_tokens"), count("completion_tokens")) {
                self.usage = Some(TokenUsage { prompt, completion });
            }
        }
        let choices = chunk.get("choices").and_then(Value::as_array);
        if choices.is_some() {
            self.chunks += 1;
        } else {
            self.others += 1;
        }
        let choices = choices.map(Vec::as_slice).unwrap_or_default();
        let first = choices.iter().find(|choice| choice.get("index").and_then(Value::as_u64).unwrap_or(0) == 0);
        let Some(choice) = first else { return Ok(String::new()) };
        if let Some(error) = ProviderError::find(choice) {
            return Err(EventError::Provider(error));
        }
        let text = ["/delta/content", "/message/content", "/text"]
            .iter()
            .find_map(|path| choice.pointer(path).and_then(words))
            .unwrap_or_default();
        self.text.push_str(&text);
        scores(choice, &mut self.scoring);
        match choice.get("finish_reason").and_then(Value::as_str) {
            // some gateways send these with every chunk: they are no end
            None | Some("" | "null") => {}
            // a gateway whose model broke off
            Some("error") => {
                return Err(EventError::Provider(ProviderError {
                    kind: "error".to_owned(),
                    ..ProviderError::default()
                }));
            }
            Some(word) => self.finish = Some(FinishReason::from_word(word)),
        }
        Ok(text)
    }

    /// Whether the server has said that no more text comes.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.ended || self.finish.is_some()
    }

    /// Whether events came and none was of this protocol, as from llama.cpp's own `/completions` beside `/v1`.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        self.chunks == 0 && self.others > 0
    }

    /// Characters so far.
    #[must_use]
    pub fn received(&self) -> usize {
        self.text.chars().count()
    }

    /// What was written so far, for a person who cancels.
    #[must_use]
    pub fn so_far(&self) -> &str {
        &self.text
    }

    /// The tokens so far, for a person who cancels.
    #[must_use]
    pub fn into_scores(self) -> Vec<TokenScore> {
        self.scoring.finish()
    }

    /// The stream has closed: the whole answer, or none when it was cut.
    #[must_use]
    pub fn close(self) -> Option<Whole> {
        let finish = match self.finish {
            Some(finish) => finish,
            // a server that says [DONE] and never why
            None if self.ended => FinishReason::Stop,
            None => return None,
        };
        let scores = self.scoring.finish();
        Some(Whole { text: self.text, finish, usage: self.usage, model: self.model, scores })
    }
}

/// Takes the tokens of a choice: a list of tokens as chat sends them, or two lists beside each other as the older text
/// interface does.
fn scores(choice: &Value, scoring: &mut Scoring) {
    let Some(logprobs) = choice.get("logprobs") else { return };
    let list = |key: &str| logprobs.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    for token in list("content") {
        if let Some(ln_p) = token.get("logprob").and_then(Value::as_f64) {
            scoring.push(&bytes(token), ln_p as f32);
        }
    }
    for (token, ln_p) in list("tokens").iter().zip(list("token_logprobs")) {
        if let (Some(text), Some(ln_p)) = (token.as_str(), ln_p.as_f64()) {
            scoring.push(text.as_bytes(), ln_p as f32);
        }
    }
}

/// A token's bytes: the text of a token that ends within a character is a question mark.
fn bytes(token: &Value) -> Vec<u8> {
    let numbers = token.get("bytes").and_then(Value::as_array);
    let bytes: Option<Vec<u8>> =
        numbers.and_then(|list| list.iter().map(|byte| byte.as_u64().and_then(|byte| byte.try_into().ok())).collect());
    let text = || token.get("token").and_then(Value::as_str).unwrap_or_default().as_bytes().to_vec();
    bytes.filter(|bytes| !bytes.is_empty()).unwrap_or_else(text)
}

/// The words of a `content`: a text, or the parts of type `text` where a server splits thinking from writing.
fn words(content: &Value) -> Option<String> {
    match content {
        Value::String(text) => Some(text.clone()),
        Value::Array(parts) => Some(
            parts
                .iter()
                .filter(|part| part.get("type").and_then(Value::as_str) == Some("text"))
                .filter_map(|part| part.get("text")?.as_str())
                .collect(),
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn run(events: &[&str]) -> Result<Option<Whole>, EventError> {
        let mut answer = Answer::default();
        for event in events {
            if answer.event(event)? == Step::End {
                break;
            }
        }
        Ok(answer.close())
    }

    #[test]
    fn chat_chunks_become_a_text_with_its_end_and_count() {
        let whole = run(&[
            r#"{"model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":null}}]}"#,
            r#"{"choices":[{"index":1,"delta":{"content":"other"}},{"index":0,"delta":{"content":"Warm "}}]}"#,
            r#"{"choices":[{"index":0,"delta":{"content":"茶。"},"finish_reason":null}]}"#,
            r#"{"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}"#,
            r#"{"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4}}"#,
            "[DONE]",
        ])
        .unwrap()
        .unwrap();
        assert_eq!((whole.text.as_str(), whole.finish), ("Warm 茶。", FinishReason::Length));
        assert_eq!((whole.usage, whole.model.as_deref()), (Some(TokenUsage { prompt: 9, completion: 4 }), Some("m-1")));
    }

    #[test]
    fn completion_chunks_use_text() {
        let whole = run(&[r#"{"choices":[{"text":"A mug"}]}"#, r#"{"choices":[{"text":".","finish_reason":"stop"}]}"#]);
        assert_eq!(whole.unwrap().unwrap().text, "A mug.");
    }

    #[test]
    fn a_stream_without_an_end_is_no_draft() {
        assert_eq!(run(&[r#"{"choices":[{"delta":{"content":"half"}}]}"#]).unwrap(), None);
        assert_eq!(run(&[]).unwrap(), None);
    }

    #[test]
    fn an_empty_reason_is_no_end() {
        assert_eq!(run(&[r#"{"choices":[{"delta":{"content":"half"},"finish_reason":""}]}"#]).unwrap(), None);
        assert_eq!(run(&["", r#"{"choices":[{"text":"half","finish_reason":"null"}]}"#]).unwrap(), None);
    }

    #[test]
    fn tokens_come_with_their_likelihood_however_they_are_listed() {
        let scores = |events: &[&str]| -> Vec<(String, f32)> {
            run(events).unwrap().unwrap().scores.into_iter().map(Into::into).collect()
        };
        let chat = scores(&[
            r#"{"choices":[{"delta":{"content":"Warm"},"logprobs":{"content":[{"token":"Warm","logprob":-0.5,"bytes":[87,97,114,109]}]}}]}"#,
            r#"{"choices":[{"delta":{"content":"茶"},"logprobs":{"content":[{"token":"?","logprob":-1,"bytes":[232,140]},{"token":"?","logprob":-0.25,"bytes":[182]}]}}]}"#,
            r#"{"choices":[{"delta":{},"logprobs":null,"finish_reason":"stop"}]}"#,
        ]);
        assert_eq!(chat, [("Warm".into(), -0.5), ("茶".into(), -1.25)]);
        let text = scores(&[
            r#"{"choices":[{"text":"A mug.","logprobs":{"tokens":["A"," mug","."],"token_logprobs":[null,-0.5,-0.75]},"finish_reason":"stop"}]}"#,
        ]);
        assert_eq!(text, [(" mug".into(), -0.5), (".".into(), -0.75)]);
        assert!(scores(&[r#"{"choices":[{"text":"A mug.","finish_reason":"stop"}]}"#]).is_empty());
    }

    #[test]
    fn another_protocol_is_noticed() {
        let answer = |events: &[&str]| {
            let mut answer = Answer::default();
            events.iter().for_each(|event| drop(answer.event(event).unwrap()));
            answer.is_foreign()
        };
        assert!(answer(&[r#"{"content":"Oak","stop":false}"#, r#"{"content":"","stop":true}"#]));
        assert!(!answer(&[r#"{"type":"ping"}"#, r#"{"choices":[{"delta":{"content":"Oak"}}]}"#]));
        assert!(!answer(&[]) && !answer(&["[DONE]"]));
    }

    #[test]
    fn thinking_is_not_part_of_the_text() {
        let whole = run(&[
            r#"{"choices":[{"delta":{"reasoning_content":"A mug is…"}}]}"#,
            r#"{"choices":[{"delta":{"content":[{"type":"thinking","thinking":[]},{"type":"text","text":"A mug."}]}}]}"#,
            "[DONE]",
        ]);
        assert_eq!(whole.unwrap().unwrap().text, "A mug.");
    }

    #[test]
    fn an_answer_at_once_is_whole_without_a_reason() {
        let mut answer = Answer::default();
        let body = serde_json::json!({ "choices": [{ "message": { "content": "A mug." }, "finish_reason": null }] });
        assert_eq!(answer.at_once(&body).unwrap(), "A mug.");
        assert_eq!(answer.close().unwrap().finish, FinishReason::Stop);
        assert!(matches!(
            Answer::default().at_once(&serde_json::json!({ "choices": [] })),
            Err(EventError::Malformed(_))
        ));
    }

    #[test]
    fn an_error_in_the_middle_is_found_however_it_is_written() {
        for (event, message, code) in [
            (r#"{"error":{"message":"overloaded","type":"server_error","code":null}}"#, "overloaded", ""),
            (r#"{"error":{"message":"slow down","code":429}}"#, "slow down", "429"),
            (r#"{"error":"model not found"}"#, "model not found", ""),
            (r#"[{"error":{"message":"in a list","code":"x"}}]"#, "in a list", "x"),
            (r#"{"object":"error","message":"vllm","code":400}"#, "vllm", "400"),
            (r#"{"detail":"Not Found"}"#, "Not Found", ""),
            (r#"{"choices":[{"index":0,"error":{"message":"upstream","code":502}}]}"#, "upstream", "502"),
            (r#"{"choices":[{"index":0,"delta":{"content":"half"},"finish_reason":"error"}]}"#, "", ""),
        ] {
            let Err(EventError::Provider(error)) = run(&[event]) else { panic!("{event}") };
            assert_eq!((error.message.as_str(), error.code.as_str()), (message, code));
        }
        assert!(matches!(run(&["<html>"]), Err(EventError::Malformed(_))));
        for data in
            [r#"{"message":"overloaded"}"#, r#"{"error":{"message":"overloaded"}}"#, r#""overloaded""#, "overloaded"]
        {
            assert_eq!(ProviderError::of_event(data).message, "overloaded", "{data}");
        }
    }
}
