//! Masks and marks for what is sent.

use crate::{
    find::{hits, located},
    kind::PersonalData,
    mask::Mask,
    special::special_hits,
};
use copydesk_domain::PromptPayload;

/// What a model is told about placeholders, to be put behind its standing instructions.
pub const KEEP_PLACEHOLDERS: &str = "Texts such as ⟦NAME_1⟧ stand for personal data. Keep them exactly as they are wherever you use them, and invent none.";

/// A payload whose messages have placeholders for personal data, and the mask that puts it back.
///
/// Restore a structured answer behind its parser: a datum may hold a quotation mark.
#[must_use]
pub fn mask_payload(payload: &PromptPayload) -> (PromptPayload, Mask) {
    let texts: Vec<&str> = payload.messages.iter().map(|message| message.content.as_str()).collect();
    let mask = Mask::of(&texts, &[]);
    let mut masked = payload.clone();
    for message in &mut masked.messages {
        message.content = mask.apply(&message.content);
    }
    (masked, mask)
}

/// What to mark in each message: personal data, and words of special categories, which are not masked. Where both meet, the
/// personal datum is marked.
#[must_use]
pub fn marked(payload: &PromptPayload) -> Vec<Vec<PersonalData>> {
    payload.messages.iter().map(|message| marks(&message.content)).collect()
}

fn marks(text: &str) -> Vec<PersonalData> {
    let mut all = hits(text);
    let words = special_hits(text);
    let free = |range: &std::ops::Range<usize>| {
        all.iter().all(|hit| hit.range.end <= range.start || range.end <= hit.range.start)
    };
    let words: Vec<_> = words.into_iter().filter(|hit| free(&hit.range)).collect();
    all.extend(words);
    all.sort_by_key(|hit| hit.range.start);
    located(text, all)
}
