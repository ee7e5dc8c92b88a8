//! Personal data does not leave the machine: it is replaced right before a request goes out, and put back in the answer.
//! What is kept with a draft is what was sent.

use copydesk_domain::{Completion, Message, PromptPayload, Protocol, Role, place::scalars};
use copydesk_privacy::{KEEP_PLACEHOLDERS, Mask, Masked, PersonalData, Restorer, marked, mask_payload};
use serde_json::Value;

/// A request as it goes out, and how its answer is read.
pub(crate) struct Outgoing {
    pub payload: PromptPayload,
    mask: Mask,
}

impl Outgoing {
    pub(crate) fn of(payload: &PromptPayload) -> Self {
        if !payload.masked {
            return Self { payload: payload.clone(), mask: Mask::default() };
        }
        let (mut payload, mask) = mask_payload(payload);
        if !mask.entries().is_empty() {
            tell(&mut payload.messages);
        }
        Self { payload, mask }
    }

    /// What was replaced.
    pub(crate) fn replaced(&self) -> &[Masked] {
        self.mask.entries()
    }

    /// What to mark in each message as it goes out: placeholders, personal data that is not replaced, and words from which
    /// something protected especially can be inferred, which never are.
    pub(crate) fn marks(&self) -> Vec<Vec<PersonalData>> {
        let mut marks = marked(&self.payload);
        for (message, marks) in self.payload.messages.iter().zip(&mut marks) {
            // what a model is told about placeholders shows one that stands for nobody
            let own = message.content.strip_suffix(KEEP_PLACEHOLDERS).unwrap_or(&message.content);
            marks.retain(|mark| (mark.end as usize) <= own.chars().count());
            for Masked { placeholder, kind, .. } in self.replaced() {
                for (at, text) in own.match_indices(placeholder.as_str()) {
                    let (start, end) = (scalars(&own[..at]), scalars(&own[..at + text.len()]));
                    marks.retain(|mark| mark.end <= start || end <= mark.start);
                    marks.push(PersonalData { kind: *kind, start, end, text: text.to_owned() });
                }
            }
            marks.sort_by_key(|mark| mark.start);
        }
        marks
    }

    /// Puts words back as they come.
    pub(crate) fn restorer(&self) -> Restorer {
        Restorer::new(self.mask.clone())
    }

    /// A whole answer with what was replaced. JSON is restored text by text: a datum may hold a quotation mark.
    pub(crate) fn restored(&self, completion: Completion) -> Completion {
        if self.mask.entries().is_empty() {
            return completion;
        }
        let structured = self.payload.schema.as_ref().and_then(|_| serde_json::from_str(&completion.text).ok());
        let text = match structured {
            Some(value) => self.within(value).to_string(),
            None => self.mask.restore(&completion.text),
        };
        Completion { text, ..completion }
    }

    fn within(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.mask.restore(&text)),
            Value::Array(list) => list.into_iter().map(|value| self.within(value)).collect(),
            Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, self.within(value))).collect(),
            other => other,
        }
    }
}

/// A request as it goes out.
pub(crate) fn as_sent(payload: &PromptPayload) -> PromptPayload {
    Outgoing::of(payload).payload
}

/// Whether a request is masked: what stays on this machine need not be.
pub(crate) fn masks(wanted: bool, protocol: Protocol) -> bool {
    wanted && protocol != Protocol::Local
}

/// Tells the model to leave placeholders alone, behind its standing instructions.
fn tell(messages: &mut Vec<Message>) {
    match messages.first_mut().filter(|first| first.role == Role::System) {
        Some(system) => {
            system.content.push_str("\n\n");
            system.content.push_str(KEEP_PLACEHOLDERS);
        }
        None => messages.insert(0, Message::new(Role::System, KEEP_PLACEHOLDERS)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use copydesk_domain::FinishReason;

    fn outgoing(schema: Option<Value>) -> Outgoing {
        let payload = PromptPayload {
            messages: vec![Message::new(Role::User, "Write to Dr. Ada Quarrington, ada.q@example.com.")],
            model: "m".into(),
            max_tokens: 100,
            temperature: 0.0,
            stop: vec![],
            seed: None,
            schema,
            local_only: false,
            masked: true,
        };
        Outgoing::of(&payload)
    }

    fn answer(text: &str) -> Completion {
        Completion {
            text: text.into(),
            finish: FinishReason::Stop,
            usage: None,
            model: "m".into(),
            request_id: None,
            kept_to_schema: false,
            scores: Vec::new(),
        }
    }

    #[test]
    fn what_goes_out_has_no_address_and_what_comes_back_has_it_again() {
        let outgoing = outgoing(None);
        let sent = serde_json::to_string(&outgoing.payload).unwrap();
        assert!(!sent.contains("ada.q@example.com") && sent.contains("EMAIL_1"), "{sent}");
        assert!(outgoing.payload.messages[0].content.contains("Keep them exactly"), "{sent}");
        assert_eq!(outgoing.restored(answer("Write: ⟦EMAIL_1⟧")).text, "Write: ada.q@example.com");
        let marks = outgoing.marks();
        assert!(marks[0].is_empty(), "{marks:?}");
        let message: Vec<char> = outgoing.payload.messages[1].content.chars().collect();
        let words: Vec<String> =
            marks[1].iter().map(|mark| message[mark.start as usize..mark.end as usize].iter().collect()).collect();
        assert!(words.contains(&"⟦EMAIL_1⟧".to_owned()), "{words:?}");
        assert!(outgoing.replaced().iter().any(|one| one.text == "ada.q@example.com"));
    }

    #[test]
    fn a_structured_answer_stays_json() {
        let outgoing = outgoing(Some(serde_json::json!({ "type": "object" })));
        let text = outgoing.restored(answer(r#"{"body":"Mail ⟦EMAIL_1⟧","list":["⟦EMAIL_1⟧"]}"#)).text;
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["body"], "Mail ada.q@example.com");
        assert_eq!(value["list"][0], "ada.q@example.com");
    }
}
