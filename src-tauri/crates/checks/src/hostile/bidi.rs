//! Controls of the direction of reading.

use std::ops::Range;

/// Whether a character is an embedding, an override, an isolate or the end of one.
pub const fn control(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Overrides, and what is opened and not closed or closed and not opened within a line, in bytes.
pub fn turned(text: &str) -> Vec<Range<usize>> {
    let mut turned = Vec::new();
    let mut open: Vec<(char, Range<usize>)> = Vec::new();
    for (at, character) in text.char_indices() {
        let range = at..at + character.len_utf8();
        match character {
            '\n' | '\r' | '\u{2029}' => turned.extend(open.drain(..).map(|(_, range)| range)),
            '\u{202d}' | '\u{202e}' => {
                turned.push(range.clone());
                open.push(('e', at..at));
            }
            '\u{202a}' | '\u{202b}' => open.push(('e', range)),
            '\u{2066}'..='\u{2068}' => open.push(('i', range)),
            '\u{202c}' | '\u{2069}' => {
                let kind = if character == '\u{202c}' { 'e' } else { 'i' };
                if open.last().is_some_and(|(last, _)| *last == kind) {
                    open.pop();
                } else {
                    turned.push(range);
                }
            }
            _ => {}
        }
    }
    turned.extend(open.into_iter().map(|(_, range)| range));
    turned.retain(|range| !range.is_empty());
    super::joined(turned)
}
