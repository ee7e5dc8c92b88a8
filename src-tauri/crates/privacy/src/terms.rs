//! Words of a list in a text.

use aho_corasick::AhoCorasick;
use std::ops::Range;

/// A list of words, found whatever their case, as whole words; Chinese words wherever their characters stand.
pub struct Terms {
    automaton: Option<AhoCorasick>,
}

impl Terms {
    /// A list in lower case.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self { automaton: AhoCorasick::new(words).ok() }
    }

    /// Every occurrence: the word's place in the list, and its bytes. The text is in lower case.
    pub fn find(&self, text: &str) -> Vec<(usize, Range<usize>)> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let found = automaton.find_overlapping_iter(text).map(|found| (found.pattern().as_usize(), found.range()));
        found.filter(|(_, range)| stands_alone(text, range)).collect()
    }
}

/// Whether a range begins and ends where words do.
pub fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let letter = |character: char| character.is_alphanumeric() && !is_han(character);
    let inside = &text[range.clone()];
    let open = |inner: Option<char>, outer: Option<char>| !(inner.is_some_and(letter) && outer.is_some_and(letter));
    open(inside.chars().next(), text[..range.start].chars().next_back())
        && open(inside.chars().next_back(), text[range.end..].chars().next())
}

/// Whether a character is Chinese.
pub fn is_han(character: char) -> bool {
    matches!(u32::from(character), 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff)
}
