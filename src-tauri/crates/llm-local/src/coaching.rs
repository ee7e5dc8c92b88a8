//! The built-in model's default brief: a standing instruction and one example, by language.
//!
//! A model of 135 million parameters needs to be shown what copy looks like; larger ones do better without.

use copydesk_domain::{Message, Role};
use serde::Deserialize;
use std::{collections::HashMap, sync::LazyLock};

#[derive(Deserialize)]
struct Coaching {
    system: String,
    example: Example,
}

#[derive(Deserialize)]
struct Example {
    user: String,
    assistant: String,
}

/// A damaged asset coaches nothing rather than stopping the engine; a test reads it.
static COACHING: LazyLock<HashMap<String, Coaching>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../../assets/coaching/coaching.json")).unwrap_or_default()
});

/// Puts the standing instruction and the example of a language before the messages of a brief.
#[must_use]
pub fn coach(messages: &[Message], language: &str) -> Vec<Message> {
    let language = if language.starts_with("zh") { "zh" } else { "en" };
    let mut coached = Vec::new();
    if let Some(coaching) = COACHING.get(language) {
        coached.push(Message::new(Role::System, &coaching.system));
        coached.push(Message::new(Role::User, &coaching.example.user));
        coached.push(Message::new(Role::Assistant, &coaching.example.assistant));
    }
    coached.extend_from_slice(messages);
    coached
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_an_instruction_and_an_example_before_the_brief() {
        for language in ["en", "zh-CN", "", "de"] {
            let coached = coach(&[Message::new(Role::User, "brief")], language);
            let roles: Vec<_> = coached.iter().map(|message| message.role).collect();
            assert_eq!(roles, [Role::System, Role::User, Role::Assistant, Role::User], "{language}");
        }
    }
}
