//! A text as a prompt may hold it.

use super::{bidi, invisible::needless};
use std::collections::HashSet;

/// Passes over a text: what is left may stand beside something new.
const PASSES: usize = 8;

/// A text without what nobody sees: invisible characters that no writing needs, and controls of the direction of reading.
/// Joiners in emoji and in Arabic and Indian writings stay. A text that is made to come apart in many layers loses them all.
#[must_use]
pub fn inert(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..PASSES {
        let needless: HashSet<usize> = needless(&text).into_iter().map(|(at, _)| at).collect();
        let kept = text.char_indices().filter(|(at, character)| !needless.contains(at) && !bidi::control(*character));
        let next: String = kept.map(|(_, character)| character).collect();
        if next.len() == text.len() {
            return next;
        }
        text = next;
    }
    text.chars().filter(|character| !super::fold::unseen(*character)).collect()
}
