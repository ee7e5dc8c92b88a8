//! Reads a model's answer as the fields of a channel: strictly, because what is guessed here is published there.

use super::{Channel, ChannelField, FieldShape, FieldValue, FieldValues};
use serde_json::{Map, Value};

/// Why an answer has no fields. The sentence is sent to the model when it is asked to mend its answer, and shown to the
/// person when it could not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// No JSON object.
    #[error("The answer is not a JSON object: {detail}.")]
    NotJson {
        /// The parser's words.
        detail: String,
    },
    /// A field that the channel does not have.
    #[error("The answer has a field “{field}”, which this channel does not have.")]
    UnknownField {
        /// Its name.
        field: String,
    },
    /// A field of another type than the channel's.
    #[error("The field “{field}” is not {wanted}.")]
    WrongType {
        /// Its name.
        field: String,
        /// What it should be.
        wanted: &'static str,
    },
    /// Not one field says anything.
    #[error("None of the fields says anything.")]
    Empty,
}

/// Reads an answer. A code fence around it and words before or behind it are passed over; a field that is missing is
/// missing in the values, and can be asked for alone.
///
/// # Errors
/// See [`AnswerError`].
pub fn read_answer(channel: &Channel, answer: &str) -> Result<FieldValues, AnswerError> {
    let object = object(answer)?;
    let mut values = FieldValues::new();
    for (name, value) in object {
        let Some(field) = channel.written().find(|field| field.id == name) else {
            return Err(AnswerError::UnknownField { field: name });
        };
        if value.is_null() {
            continue;
        }
        let value = value_of(field, value)?;
        if !value.is_empty() {
            values.insert(name, value);
        }
    }
    if values.is_empty() { Err(AnswerError::Empty) } else { Ok(values) }
}

/// The first JSON object of a text.
fn object(answer: &str) -> Result<Map<String, Value>, AnswerError> {
    let not_json = |detail: String| AnswerError::NotJson { detail };
    let start = answer.find('{').ok_or_else(|| not_json("it has no opening brace".to_owned()))?;
    let mut values = serde_json::Deserializer::from_str(&answer[start..]).into_iter::<Value>();
    match values.next() {
        Some(Ok(Value::Object(object))) => Ok(object),
        Some(Err(error)) => Err(not_json(error.to_string())),
        _ => Err(not_json("it has no object".to_owned())),
    }
}

fn value_of(field: &ChannelField, value: Value) -> Result<FieldValue, AnswerError> {
    let wrong = |wanted| AnswerError::WrongType { field: field.id.clone(), wanted };
    match field.shape {
        FieldShape::Text => match value {
            Value::String(text) => Ok(FieldValue::Text(text.trim().to_owned())),
            _ => Err(wrong("a text")),
        },
        FieldShape::List { .. } => {
            let list: Vec<String> = serde_json::from_value(value).map_err(|_| wrong("a list of texts"))?;
            let list = list.iter().map(|entry| entry.trim()).filter(|entry| !entry.is_empty());
            Ok(FieldValue::List(list.map(ToOwned::to_owned).collect()))
        }
        FieldShape::Turns { .. } => serde_json::from_value(value)
            .map(FieldValue::Turns)
            .map_err(|_| wrong("a list of turns with speaker, text, basis and ask_person")),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::channel::{ChannelFamily, PreviewKind, SchemaBounds, Speaker, Turn, Words, json_schema};

    fn field(id: &str, shape: FieldShape) -> ChannelField {
        ChannelField {
            id: id.into(),
            name: Words::default(),
            purpose: Words::default(),
            shape,
            required: true,
            composed_of: vec![],
            limits: vec![],
            rules: vec![],
        }
    }

    fn channel() -> Channel {
        let mut post = field("post", FieldShape::Text);
        post.composed_of = vec!["text".into(), "hashtags".into()];
        Channel {
            id: "test".into(),
            name: Words::default(),
            family: ChannelFamily::Social,
            preview: PreviewKind::Feed,
            fields: vec![
                field("text", FieldShape::Text),
                field("hashtags", FieldShape::List { min: 0, max: 5 }),
                field("turns", FieldShape::Turns { min: 2, max: 8 }),
                post,
            ],
            success: Words::default(),
            measures: vec![],
        }
    }

    #[test]
    fn an_answer_in_a_fence_with_words_around_it_is_read() {
        let answer = "Here it is:\n```json\n{\"text\": \" Soft. \", \"hashtags\": [\"#sleep\", \"\"]}\n```\nEnjoy.";
        let values = read_answer(&channel(), answer).unwrap();
        assert_eq!(values["text"], FieldValue::Text("Soft.".into()));
        assert_eq!(values["hashtags"], FieldValue::List(vec!["#sleep".into()]));
    }

    #[test]
    fn turns_are_data() {
        let answer = r#"{"turns":[{"speaker":"customer","text":"Is it soft?","basis":[],"ask_person":false},
            {"speaker":"agent","text":"It is.","basis":["Fill"],"ask_person":false}]}"#;
        let values = read_answer(&channel(), answer).unwrap();
        let FieldValue::Turns(turns) = &values["turns"] else { panic!("{values:?}") };
        let agent =
            Turn { speaker: Speaker::Agent, text: "It is.".into(), basis: vec!["Fill".into()], ask_person: false };
        assert_eq!(turns[1], agent);
        let prose = r#"{"turns": "Customer: Is it soft?"}"#;
        assert!(matches!(read_answer(&channel(), prose), Err(AnswerError::WrongType { .. })));
    }

    #[test]
    fn what_is_cut_or_unknown_or_of_another_type_is_named() {
        let error = |answer| read_answer(&channel(), answer).unwrap_err();
        assert!(matches!(error("No."), AnswerError::NotJson { .. }));
        assert!(matches!(error(r#"{"text": "cut off he"#), AnswerError::NotJson { .. }));
        assert_eq!(error(r#"{"headline": "x"}"#), AnswerError::UnknownField { field: "headline".into() });
        assert_eq!(error(r#"{"post": "x"}"#), AnswerError::UnknownField { field: "post".into() });
        assert_eq!(error(r#"{"text": 5}"#), AnswerError::WrongType { field: "text".into(), wanted: "a text" });
        assert_eq!(error(r#"{"text": " ", "hashtags": []}"#), AnswerError::Empty);
    }

    #[test]
    fn a_schema_names_written_fields_only_and_bounds_them_where_that_is_understood() {
        let schema = json_schema(&channel(), &SchemaBounds::default());
        assert_eq!(schema["required"], serde_json::json!(["text", "hashtags", "turns"]));
        assert_eq!(schema["properties"]["text"], serde_json::json!({ "type": "string" }));
        let bounds = SchemaBounds { longest: Some(40), only: vec!["text".into()], ..Default::default() };
        let schema = json_schema(&channel(), &bounds);
        assert_eq!(schema["required"], serde_json::json!(["text"]));
        assert_eq!(schema["properties"]["text"]["maxLength"], 40);
    }

    #[test]
    fn a_post_is_put_together_from_its_fields() {
        let channel = channel();
        let values = read_answer(&channel, r##"{"text":"Soft.","hashtags":["#a","#b"]}"##).unwrap();
        assert_eq!(channel.composed(channel.field("post").unwrap(), &values), "Soft.\n\n#a #b");
        assert_eq!(channel.text(&values), "Soft.\n\n#a\n#b");
    }
}
