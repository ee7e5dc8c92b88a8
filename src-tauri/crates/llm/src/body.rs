//! The JSON that goes out.

use copydesk_domain::{PromptPayload, Protocol};
use serde_json::{Map, Value, json};

/// What a server may not know: sent first, left out or named otherwise when it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// Ask for token counts at the end of the stream.
    pub usage: bool,
    /// Name the limit `max_completion_tokens`, as OpenAI's reasoning models want it.
    pub completion_tokens: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { usage: true, completion_tokens: false }
    }
}

/// Path under the base address.
pub(crate) fn path(protocol: Protocol) -> &'static str {
    if protocol == Protocol::OpenaiCompletions { "completions" } else { "chat/completions" }
}

/// The request for one draft. Variants are requests of their own: many servers ignore `n`.
pub(crate) fn body(protocol: Protocol, payload: &PromptPayload, dialect: Dialect) -> Value {
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
    body.insert("stream".into(), json!(true));
    if dialect.usage {
        body.insert("stream_options".into(), json!({ "include_usage": true }));
    }
    Value::Object(body)
}

/// A 32-bit 0.7 is 0.699999988 in JSON's 64 bits; people typed 0.7.
fn round(temperature: f32) -> f64 {
    (f64::from(temperature) * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
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
        }
    }

    #[test]
    fn chat_sends_all_messages_and_nothing_that_was_not_asked() {
        let expected = json!({
            "model": "m",
            "messages": [{ "role": "system", "content": "Be brief." }, { "role": "user", "content": "Product Name: Mug" }],
            "max_tokens": 100, "temperature": 0.7, "stream": true, "stream_options": { "include_usage": true },
        });
        assert_eq!(body(Protocol::OpenaiChat, &payload(), Dialect::default()), expected);
    }

    #[test]
    fn completions_send_the_rendered_brief_alone() {
        let mut payload = payload();
        payload.stop = vec!["\n\n".into()];
        payload.seed = Some(7);
        let body = body(Protocol::OpenaiCompletions, &payload, Dialect { usage: false, completion_tokens: true });
        let expected = json!({
            "model": "m", "prompt": "Product Name: Mug", "max_completion_tokens": 100, "temperature": 0.7,
            "stop": ["\n\n"], "seed": 7, "stream": true,
        });
        assert_eq!(body, expected);
    }
}
