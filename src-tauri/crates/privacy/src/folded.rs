//! A text in one writing: full-width characters, dashes and spaces made plain, invisible characters left out.

use std::ops::Range;

/// A folded text that knows where each of its bytes came from.
pub struct Folded {
    /// The plain text.
    pub text: String,
    origin: Vec<Range<usize>>,
}

impl Folded {
    /// Folds a text.
    pub fn of(text: &str) -> Self {
        let mut folded = String::with_capacity(text.len());
        let mut origin = Vec::with_capacity(text.len());
        for (at, character) in text.char_indices() {
            if let Some(plain) = plain(character) {
                folded.push(plain);
                origin.resize(folded.len(), at..at + character.len_utf8());
            }
        }
        Self { text: folded, origin }
    }

    /// The place in the text that was folded.
    pub fn origin(&self, range: &Range<usize>) -> Range<usize> {
        let (Some(first), Some(last)) = (self.origin.get(range.start), self.origin.get(range.end.saturating_sub(1)))
        else {
            return 0..0;
        };
        first.start..last.end.max(first.start)
    }
}

fn plain(character: char) -> Option<char> {
    match character {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => None,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0),
        '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => Some(' '),
        '‐' | '‑' | '‒' | '–' | '−' => Some('-'),
        '’' | '‘' | 'ʼ' => Some('\''),
        other => Some(other),
    }
}
