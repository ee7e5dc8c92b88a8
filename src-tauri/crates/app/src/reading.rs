//! From an answer to the fields of its channel. What cannot be read is kept and said, never guessed and never dropped.

use copydesk_domain::{
    Channel, Completion, FieldValues, FinishReason, Message, PromptPayload, Protocol, Reading, ReadingMethod, Role,
    TokenUsage,
    channel::{AnswerError, read_answer},
};

/// An answer, and what it says in the fields of its channel.
pub(crate) struct Answer {
    /// As it came; tokens of both answers when it was mended.
    pub completion: Completion,
    /// What a draft shows: what the fields say, or the answer as it came.
    pub text: String,
    /// The fields; none without a channel and when they could not be read.
    pub fields: Option<FieldValues>,
    /// How they were read; none without a channel.
    pub reading: Option<Reading>,
}

impl Answer {
    /// Reads a first answer.
    pub(crate) fn read(channel: Option<&Channel>, protocol: Protocol, completion: Completion) -> Self {
        let Some(channel) = channel else {
            return Self { text: completion.text.clone(), completion, fields: None, reading: None };
        };
        let method = match (completion.kept_to_schema, protocol) {
            (true, Protocol::Local) => ReadingMethod::Grammar,
            (true, _) => ReadingMethod::Schema,
            (false, _) => ReadingMethod::Instruction,
        };
        let reading = Reading { method, unread: Vec::new(), problem: None };
        let mut answer = Self::with(channel, completion, reading);
        let ignored = answer.completion.finish == FinishReason::Stop && method == ReadingMethod::Schema;
        if let Some(reading) = answer.reading.as_mut().filter(|reading| ignored && reading.problem.is_some()) {
            // whole and unlike the schema: this server takes one and does not keep to it
            reading.method = ReadingMethod::Instruction;
        }
        answer
    }

    fn with(channel: &Channel, completion: Completion, mut reading: Reading) -> Self {
        match read_answer(channel, &completion.text) {
            Ok(fields) => {
                let text = channel.text(&fields);
                Self { completion, text, fields: Some(fields), reading: Some(reading) }
            }
            Err(error) => {
                reading.unread.push(completion.text.clone());
                reading.problem = Some(sentence(&error, &completion));
                Self { text: completion.text.clone(), completion, fields: None, reading: Some(reading) }
            }
        }
    }

    /// What asks the model to mend its answer: once, and only where another answer could be any better. A model that is
    /// kept to a schema was cut; it would be cut again.
    pub(crate) fn repair(&self, payload: &PromptPayload) -> Option<PromptPayload> {
        let reading = self.reading.as_ref()?;
        let problem = reading.problem.as_ref()?;
        let worth_asking = reading.unread.len() == 1
            && reading.method == ReadingMethod::Instruction
            && self.completion.finish != FinishReason::Cancelled
            && !self.completion.text.trim().is_empty();
        if !worth_asking {
            return None;
        }
        let mut payload = payload.clone();
        let ask =
            format!("{problem} Answer again with the JSON object alone, complete and no longer than it has to be.");
        match payload.messages.as_mut_slice() {
            // the older text interface has one text and no turns
            [only] if only.role == Role::User => {
                only.content = format!("{}\n\n{}\n\n{ask}\n", only.content, self.completion.text);
            }
            _ => {
                payload.messages.push(Message::new(Role::Assistant, &self.completion.text));
                payload.messages.push(Message::new(Role::User, ask));
            }
        }
        Some(payload)
    }

    /// Takes the second answer: its fields, or both answers as they came.
    pub(crate) fn mended(self, channel: &Channel, second: Completion) -> Self {
        let Some(mut reading) = self.reading else { return self };
        reading.problem = None;
        let usage = match (self.completion.usage, second.usage) {
            (Some(first), Some(second)) => Some(TokenUsage {
                prompt: first.prompt.saturating_add(second.prompt),
                completion: first.completion.saturating_add(second.completion),
            }),
            _ => None,
        };
        Self::with(channel, Completion { usage, ..second }, reading)
    }

    /// Whether its fields could not be read.
    pub(crate) fn is_malformed(&self) -> bool {
        self.reading.as_ref().is_some_and(|reading| reading.problem.is_some())
    }
}

fn sentence(error: &AnswerError, completion: &Completion) -> String {
    match completion.finish {
        FinishReason::Length => format!("{error} It was cut by the limit of tokens."),
        FinishReason::Cancelled => format!("{error} It was cancelled."),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::channels::Channels;
    use std::path::Path;

    fn completion(text: &str) -> Completion {
        Completion {
            text: text.into(),
            finish: FinishReason::Stop,
            usage: Some(TokenUsage { prompt: 10, completion: 5 }),
            model: "m".into(),
            request_id: None,
            kept_to_schema: false,
            scores: Vec::new(),
        }
    }

    fn payload() -> PromptPayload {
        PromptPayload {
            messages: vec![Message::new(Role::System, "S"), Message::new(Role::User, "Write.")],
            model: "m".into(),
            max_tokens: 100,
            temperature: 0.0,
            stop: vec![],
            seed: None,
            schema: None,
            local_only: false,
            masked: false,
        }
    }

    #[test]
    fn a_broken_answer_is_mended_once_and_both_are_counted() {
        let channels = Channels::read(Path::new("/nowhere")).unwrap();
        let channel = channels.known("sms").unwrap();
        let first = Answer::read(Some(channel), Protocol::OpenaiChat, completion("Soft pillow!"));
        assert!(first.is_malformed());
        let repair = first.repair(&payload()).unwrap();
        assert_eq!(repair.messages.len(), 4);
        assert!(repair.messages[3].content.contains("not a JSON object"));
        let mended = first.mended(channel, completion(r#"{"text":"Soft pillow."}"#));
        assert_eq!(mended.text, "Soft pillow.");
        assert_eq!(mended.completion.usage, Some(TokenUsage { prompt: 20, completion: 10 }));
        let reading = mended.reading.unwrap();
        assert_eq!((reading.unread.len(), reading.problem), (1, None));
    }

    #[test]
    fn what_cannot_be_mended_is_kept_with_both_answers_and_not_asked_a_third_time() {
        let channels = Channels::read(Path::new("/nowhere")).unwrap();
        let channel = channels.known("sms").unwrap();
        let first = Answer::read(Some(channel), Protocol::OpenaiChat, completion("No."));
        let second = first.mended(channel, completion("Still no."));
        assert!(second.is_malformed() && second.fields.is_none());
        assert_eq!(second.text, "Still no.");
        assert_eq!(second.reading.as_ref().unwrap().unread, ["No.", "Still no."]);
        assert!(second.repair(&payload()).is_none());
    }

    #[test]
    fn a_server_that_takes_a_schema_and_ignores_it_is_asked_again_and_one_that_was_cut_is_not() {
        let channels = Channels::read(Path::new("/nowhere")).unwrap();
        let channel = channels.known("sms").unwrap();
        let read = |finish, protocol| {
            let completion = Completion { finish, kept_to_schema: true, ..completion("Soft") };
            Answer::read(Some(channel), protocol, completion)
        };
        let ignored = read(FinishReason::Stop, Protocol::OpenaiChat);
        assert_eq!(ignored.reading.as_ref().unwrap().method, ReadingMethod::Instruction);
        assert!(ignored.repair(&payload()).is_some());
        assert!(read(FinishReason::Length, Protocol::OpenaiChat).repair(&payload()).is_none());
        assert!(read(FinishReason::Stop, Protocol::Local).repair(&payload()).is_none());
    }

    #[test]
    fn copy_without_a_channel_is_its_text() {
        let answer = Answer::read(None, Protocol::OpenaiChat, completion("{}"));
        assert!(answer.reading.is_none() && !answer.is_malformed() && answer.text == "{}");
    }
}
