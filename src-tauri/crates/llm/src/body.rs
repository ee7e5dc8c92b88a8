//! The JSON that goes out.

use crate::error::{CallError, Failure};
use copydesk_domain::{PromptPayload, Protocol};
use reqwest::Url;
use serde_json::{Map, Value, json};

/// What a server may not know: sent first, left out or named otherwise when it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// Answer word by word; a line of a batch is answered in one piece.
    pub stream: bool,
    /// Ask for token counts at the end of the stream.
    pub usage: bool,
    /// Name the limit `max_completion_tokens`, as OpenAI's reasoning models want it.
    pub completion_tokens: bool,
    /// Send the schema of the answer, where there is one.
    pub schema: bool,
    /// Ask how likely the model held every token.
    pub logprobs: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { stream: true, usage: true, completion_tokens: false, schema: true, logprobs: true }
    }
}

impl Dialect {
    /// For a request inside a batch: nobody is there who could ask again in another dialect, so the server's name decides
    /// how the limit is called. `max_tokens` is deprecated at OpenAI and refused by its reasoning models, while
    /// `max_completion_tokens` is taken by all of its chat models (API reference, “Create chat completion”, 2026-11);
    /// compatible servers know the older name.
    pub(crate) fn batched(protocol: Protocol, base_url: &str) -> Self {
        let host = Url::parse(base_url.trim()).ok().and_then(|url| url.host_str().map(str::to_lowercase));
        let openai = host.is_some_and(|host| host == "openai.com" || host.ends_with(".openai.com"));
        // a schema that a server does not know would fail every line of the file
        Self {
            stream: false,
            usage: false,
            completion_tokens: openai && protocol == Protocol::OpenaiChat,
            schema: openai,
            // every line of a file would be several times as long
            logprobs: false,
        }
    }
}

/// Path under the base address.
pub(crate) fn path(protocol: Protocol) -> &'static str {
    if protocol == Protocol::OpenaiCompletions { "completions" } else { "chat/completions" }
}

/// The request for one draft. Variants are requests of their own: many servers ignore `n`.
///
/// Every protocol's request is made here and nowhere else, so what must stay on this machine is refused here, before there
/// is a byte that could go out.
pub(crate) fn body(protocol: Protocol, payload: &PromptPayload, dialect: Dialect) -> Result<Value, CallError> {
    if payload.local_only {
        return Err(CallError::new(Failure::LocalOnly));
    }
    let mut body = Map::new();
    body.insert("model".into(), json!(payload.model));
    if protocol == Protocol::OpenaiCompletions {
        body.insert("prompt".into(), json!(payload.prompt()));
    } else {
        body.insert("messages".into(), json!(payload.messages));
    }
    let limit = if dialect.completion_tokens { "max_completion_tokens" } else { "max_tokens" };
    body.insert(limit.into(), json!(payload.max_tokens));
    body.insert("temperature".into(), json!(round(payload.temperature)));
    if !payload.stop.is_empty() {
        body.insert("stop".into(), json!(payload.stop));
    }
    if let Some(seed) = payload.seed {
        body.insert("seed".into(), json!(seed));
    }
    if let Some(schema) = payload.schema.as_ref().filter(|_| dialect.schema && takes_schema(protocol)) {
        let schema = json!({ "name": "copy", "strict": true, "schema": schema });
        body.insert("response_format".into(), json!({ "type": "json_schema", "json_schema": schema }));
    }
    if dialect.logprobs {
        // the older text interface takes a number of likeliest tokens here; without `top_logprobs` llama.cpp's server sends twenty
        let chat = protocol == Protocol::OpenaiChat;
        body.insert("logprobs".into(), if chat { json!(true) } else { json!(1) });
        if chat {
            body.insert("top_logprobs".into(), json!(1));
        }
    }
    if dialect.stream {
        body.insert("stream".into(), json!(true));
    }
    if dialect.stream && dialect.usage {
        body.insert("stream_options".into(), json!({ "include_usage": true }));
    }
    Ok(Value::Object(body))
}

/// Whether a protocol has a place for a schema: the older text interface has none.
pub(crate) fn takes_schema(protocol: Protocol) -> bool {
    protocol == Protocol::OpenaiChat
}

/// A 32-bit 0.7 is 0.699999988 in JSON's 64 bits; people typed 0.7.
fn round(temperature: f32) -> f64 {
    (f64::from(temperature) * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use copydesk_domain::{Message, Role};

    fn payload() -> PromptPayload {
        PromptPayload {
            messages: vec![Message::new(Role::System, "Be brief."), Message::new(Role::User, "Product Name: Mug")],
            model: "m".into(),
            max_tokens: 100,
            temperature: 0.7,
            stop: vec![],
            seed: None,
            schema: None,
            local_only: false,
            masked: false,
        }
    }

    #[test]
    fn chat_sends_all_messages_and_nothing_that_was_not_asked() {
        let expected = json!({
            "model": "m",
            "messages": [{ "role": "system", "content": "Be brief." }, { "role": "user", "content": "Product Name: Mug" }],
            "max_tokens": 100, "temperature": 0.7, "stream": true, "stream_options": { "include_usage": true },
            "logprobs": true, "top_logprobs": 1,
        });
        assert_eq!(body(Protocol::OpenaiChat, &payload(), Dialect::default()).unwrap(), expected);
    }

    #[test]
    fn a_schema_goes_to_chat_alone_and_only_where_it_is_known() {
        let payload = PromptPayload { schema: Some(json!({ "type": "object" })), ..payload() };
        let sent = body(Protocol::OpenaiChat, &payload, Dialect::default()).unwrap();
        assert_eq!(sent["response_format"]["json_schema"]["schema"], json!({ "type": "object" }));
        assert_eq!(sent["response_format"]["json_schema"]["strict"], true);
        let without = Dialect { schema: false, ..Dialect::default() };
        assert!(body(Protocol::OpenaiChat, &payload, without).unwrap().get("response_format").is_none());
        assert!(
            body(Protocol::OpenaiCompletions, &payload, Dialect::default()).unwrap().get("response_format").is_none()
        );
    }

    #[test]
    fn completions_send_the_rendered_brief_alone() {
        let mut payload = payload();
        payload.stop = vec!["\n\n".into()];
        payload.seed = Some(7);
        let body = body(
            Protocol::OpenaiCompletions,
            &payload,
            Dialect { stream: true, usage: false, completion_tokens: true, schema: true, logprobs: false },
        )
        .unwrap();
        let expected = json!({
            "model": "m", "prompt": "Product Name: Mug", "max_completion_tokens": 100, "temperature": 0.7,
            "stop": ["\n\n"], "seed": 7, "stream": true,
        });
        assert_eq!(body, expected);
    }

    #[test]
    fn a_batched_request_is_answered_in_one_piece_and_names_its_limit_as_its_server_does() {
        for (base_url, protocol, limit) in [
            ("https://api.openai.com/v1", Protocol::OpenaiChat, "max_completion_tokens"),
            ("https://eu.api.OpenAI.com/v1", Protocol::OpenaiChat, "max_completion_tokens"),
            ("https://api.openai.com/v1", Protocol::OpenaiCompletions, "max_tokens"),
            ("https://notopenai.com/v1", Protocol::OpenaiChat, "max_tokens"),
            ("http://127.0.0.1:8080/v1", Protocol::OpenaiChat, "max_tokens"),
        ] {
            let body = body(protocol, &payload(), Dialect::batched(protocol, base_url)).unwrap();
            assert_eq!(body[limit], 100, "{base_url}");
            let limits =
                ["max_tokens", "max_completion_tokens"].iter().filter(|name| body.get(*name).is_some()).count();
            assert_eq!(limits, 1, "{body}");
            assert!(body.get("stream").is_none() && body.get("stream_options").is_none(), "{body}");
        }
    }
}
