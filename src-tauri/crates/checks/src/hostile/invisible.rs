//! Characters that nobody sees, where no writing needs them.

use std::{collections::BTreeSet, ops::Range};

/// Invisible characters that stand together.
pub struct Unseen {
    /// Where, in bytes.
    pub range: Range<usize>,
    /// Whether it is a single soft hyphen.
    pub plain_hyphen: bool,
}

impl Unseen {
    /// The code points that nobody sees.
    pub fn names(&self, text: &str) -> String {
        let unseen = text[self.range.clone()].chars().filter(|character| super::fold::unseen(*character));
        let codes: BTreeSet<String> = unseen.map(|character| format!("U+{:04X}", u32::from(character))).collect();
        codes.into_iter().take(4).collect::<Vec<_>>().join(", ")
    }
}

/// Runs of invisible characters; those with at most two letters between them are one.
pub fn invisible(text: &str) -> Vec<Unseen> {
    let mut runs: Vec<(Range<usize>, usize, bool)> = Vec::new();
    for (at, character) in needless(text) {
        let hyphen = character == '\u{ad}';
        let end = at + character.len_utf8();
        match runs.last_mut() {
            // soft hyphens in a long word are how it is divided
            Some((range, count, all_hyphens))
                if text[range.end..at].chars().count() <= if hyphen && *all_hyphens { 1 } else { 2 } =>
            {
                range.end = end;
                *count += 1;
                *all_hyphens &= hyphen;
            }
            _ => runs.push((at..end, 1, hyphen)),
        }
    }
    let unseen = runs.into_iter().map(|(range, count, hyphens)| Unseen { range, plain_hyphen: hyphens && count == 1 });
    unseen.collect()
}

/// Invisible characters without a reason to be there, by their first byte.
pub fn needless(text: &str) -> Vec<(usize, char)> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let mut needless = Vec::new();
    let mut flag = false;
    for (index, (at, character)) in characters.iter().copied().enumerate() {
        let left = index.checked_sub(1).and_then(|left| characters.get(left)).map(|(_, left)| *left);
        let right = characters.get(index + 1).map(|(_, right)| *right);
        let code = u32::from(character);
        flag = match code {
            0x1f3f4 => true,
            0xe0020..=0xe007e => flag,
            _ => false,
        } || flag && code == 0xe007f;
        let bad = match code {
            // dictionaries decide where Thai, Lao, Khmer and Burmese break; a space of no width helps
            0x200b => !(left.is_some_and(unspaced) || right.is_some_and(unspaced)),
            0x200c => !(left.is_some_and(joining) || right.is_some_and(joining)),
            0x200d => !(left.is_some_and(joining) || left.is_some_and(pictured) && right.is_some_and(pictured)),
            0xfeff => at != 0,
            0xad | 0x34f | 0x115f | 0x1160 | 0x180e | 0x2060..=0x2065 | 0x206a..=0x206f | 0x2800 | 0x3164 | 0xffa0 => {
                true
            }
            0xe0020..=0xe007f => !flag,
            // one selector chooses a shape; several carry bytes
            0xfe00..=0xfe0f => left.is_none_or(|left| super::fold::unseen(left) || left.is_whitespace()),
            0xe0100..=0xe01ef => left.is_none_or(|left| !crate::terms::is_cjk(left)),
            0xe0000..=0xe0fff => true,
            _ => false,
        };
        if code == 0xe007f {
            flag = false;
        }
        if bad {
            needless.push((at, character));
        }
    }
    needless
}

/// Writings without spaces.
fn unspaced(character: char) -> bool {
    matches!(u32::from(character), 0xe00..=0xeff | 0xf00..=0xfff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x1980..=0x19df)
}

/// Writings whose letters join: Arabic, Syriac, Thaana, N'Ko, those of India, Burmese, Khmer, Mongolian.
fn joining(character: char) -> bool {
    matches!(u32::from(character), 0x600..=0x8ff | 0x900..=0xdff | 0xf00..=0xfff | 0x1000..=0x109f | 0x1780..=0x18af | 0xfb50..=0xfdff | 0xfe70..=0xfefe | 0xa8e0..=0xa8ff | 0x1_1000..=0x1_1fff)
}

/// Emoji and what belongs to them.
fn pictured(character: char) -> bool {
    matches!(u32::from(character), 0x2190..=0x2bff | 0x3030 | 0x303d | 0x3297 | 0x3299 | 0xfe0f | 0x1_f000..=0x1_faff | 0x20e3 | 0xe0020..=0xe007f)
}
