//! The places that a finding can be about: a text of a field, and a range of it.

use crate::{Channel, ChannelField, FieldShape, FieldValue, FieldValues, Finding, Level};
use std::{collections::BTreeMap, ops::Range};
use unicode_segmentation::GraphemeCursor;

/// A text that is checked by itself: a field, an entry of a list, a turn of a conversation.
#[derive(Clone, Debug)]
pub struct Place {
    /// The field's id; empty for a text without fields.
    pub field: String,
    /// The entry or turn, from 0.
    pub part: Option<u32>,
    /// What it says.
    pub text: String,
}

impl Place {
    /// A text without fields.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self { field: String::new(), part: None, text: text.to_owned() }
    }

    /// The texts of a field, written or put together.
    #[must_use]
    pub fn of(channel: &Channel, field: &ChannelField, values: &FieldValues) -> Vec<Self> {
        let Some(value) = channel.value(field, values) else { return Vec::new() };
        let divided = !matches!(field.shape, FieldShape::Text) || !matches!(value, FieldValue::Text(_));
        let part = |at| divided.then_some(whole(at));
        let place = |(at, text): (usize, &str)| Self { field: field.id.clone(), part: part(at), text: text.to_owned() };
        value.parts().into_iter().enumerate().map(place).collect()
    }

    /// The texts of all written fields.
    #[must_use]
    pub fn written(channel: &Channel, values: &FieldValues) -> Vec<Self> {
        channel.written().flat_map(|field| Self::of(channel, field, values)).collect()
    }

    /// The texts of a copy: those of its written fields, or its one text where it has none.
    #[must_use]
    pub fn of_copy(channel: Option<&Channel>, values: Option<&FieldValues>, text: &str) -> Vec<Self> {
        match (channel, values) {
            (Some(channel), Some(values)) => Self::written(channel, values),
            _ => vec![Self::plain(text)],
        }
    }

    /// A finding about a range of bytes of this text, widened to what is read as whole characters.
    #[must_use]
    pub fn finding(&self, rule: &str, level: Level, range: Range<usize>) -> Finding {
        let range = widened(&self.text, range);
        Finding {
            rule: rule.to_owned(),
            level,
            field: self.field.clone(),
            part: self.part,
            start: scalars(&self.text[..range.start]),
            end: scalars(&self.text[..range.end]),
            text: self.text[range].to_owned(),
            basis: String::new(),
            message: String::new(),
            params: BTreeMap::new(),
            suggestion: String::new(),
            words: None,
        }
    }
}

/// What is said about a finding, word by word.
pub trait Said: Sized {
    /// The finding and what to do about it, in English.
    #[must_use]
    fn said(self, message: String, suggestion: &str) -> Self;
    /// What it rests on.
    #[must_use]
    fn resting_on(self, source: &str, date: &str) -> Self;
    /// A name or number that the rule's sentences need.
    #[must_use]
    fn with(self, name: &str, value: impl ToString) -> Self;
}

impl Said for Finding {
    fn said(mut self, message: String, suggestion: &str) -> Self {
        self.message = message;
        suggestion.clone_into(&mut self.suggestion);
        self
    }

    fn resting_on(mut self, source: &str, date: &str) -> Self {
        self.basis = if date.is_empty() { source.to_owned() } else { format!("{source} ({date})") };
        self
    }

    fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }
}

/// Unicode scalar values of a text.
#[must_use]
pub fn scalars(text: &str) -> u32 {
    whole(text.chars().count())
}

/// A count as it is written down.
#[must_use]
pub fn whole(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The smallest range on the borders of grapheme clusters that holds a range of bytes. An empty range stays empty.
#[must_use]
pub fn widened(text: &str, range: Range<usize>) -> Range<usize> {
    // only what stands around the two ends is looked at: a text may have many findings
    let mut cursor = GraphemeCursor::new(text.floor_char_boundary(range.start), text.len(), true);
    let start = match cursor.is_boundary(text, 0) {
        Ok(true) => cursor.cur_cursor(),
        _ => cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0),
    };
    if range.end == range.start {
        return start..start;
    }
    let mut cursor = GraphemeCursor::new(text.ceil_char_boundary(range.end), text.len(), true);
    let end = match cursor.is_boundary(text, 0) {
        Ok(true) => cursor.cur_cursor(),
        _ => cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len()),
    };
    start..end
}
