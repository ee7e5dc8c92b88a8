//! What a sentence is made of for the classifier: words, Chinese characters, numbers, and the marks that tell something.

use copydesk_domain::fold::is_han;
use std::ops::Range;

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    /// A word in an alphabet.
    Word,
    /// A Chinese character.
    Han,
    /// A number in digits; all numbers but 0, 1 and 100 are one.
    Number,
    /// A mark: a currency, a percent sign, a quote, an emoji.
    Mark,
}

/// A word, a Chinese character, a number or a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What it is.
    pub kind: UnitKind,
    /// Its bytes in the folded sentence.
    pub range: Range<usize>,
    /// A hash of its form.
    pub hash: u64,
}

const FNV: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// FNV-1a, 64 bits.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(FNV, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME))
}

/// The hash of a sequence that goes on.
pub(crate) fn join(hash: u64, next: u64) -> u64 {
    let mixed = (hash.rotate_left(23) ^ next).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 29)
}

/// The hash that a run of units begins with.
pub(crate) fn run_start() -> u64 {
    hash(b"")
}

/// The units of a folded sentence, one behind the other. Spaces, commas and full stops are none.
#[must_use]
pub fn units(folded: &str) -> Vec<Unit> {
    let mut found = Vec::new();
    let mut chars = folded.char_indices().peekable();
    while let Some((start, char)) = chars.next() {
        let mut end = start + char.len_utf8();
        let mut push = |kind, end, hash| found.push(Unit { kind, range: start..end, hash });
        if is_han(char) {
            push(UnitKind::Han, end, hash(&folded.as_bytes()[start..end]));
        } else if char.is_ascii_digit() {
            while let Some(next) = folded[end..].chars().next() {
                let goes_on = next.is_ascii_digit()
                    || (matches!(next, '.' | ',') && folded[end + 1..].starts_with(|char: char| char.is_ascii_digit()));
                if !goes_on {
                    break;
                }
                end += next.len_utf8();
                chars.next();
            }
            let value = &folded[start..end];
            let class = if matches!(value, "0" | "1" | "100") { value } else { "#" };
            push(UnitKind::Number, end, hash(class.as_bytes()));
        } else if char.is_alphabetic() {
            while let Some(next) = folded[end..].chars().next() {
                let within = next == '\'' && folded[end + 1..].starts_with(char::is_alphabetic);
                if !(within || (next.is_alphabetic() && !is_han(next))) {
                    break;
                }
                end += next.len_utf8();
                chars.next();
            }
            push(UnitKind::Word, end, hash(&folded.as_bytes()[start..end]));
        } else if let Some(class) = mark(char) {
            push(UnitKind::Mark, end, hash(class.as_bytes()));
        }
    }
    found
}

/// The class of a mark that tells something.
fn mark(char: char) -> Option<&'static str> {
    Some(match char {
        '%' => "%",
        '$' | '£' | '€' | '¥' | '￥' => "$",
        '"' => "\"",
        '!' => "!",
        '?' => "?",
        '+' => "+",
        '@' => "@",
        '*' => "*",
        '★' | '☆' | '⭐' => "★",
        char if u32::from(char) >= 0x2600 && !char.is_alphanumeric() && !is_punctuation(char) => "emoji",
        _ => return None,
    })
}

fn is_punctuation(char: char) -> bool {
    matches!(u32::from(char), 0x3000..=0x303F | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(folded: &str) -> Vec<&str> {
        units(folded).into_iter().map(|unit| &folded[unit.range]).collect()
    }

    #[test]
    fn words_characters_numbers_and_marks() {
        assert_eq!(split("it's 3,000.5 mg, 50% off!"), ["it's", "3,000.5", "mg", "50", "%", "off", "!"]);
        assert_eq!(split("第1名，销量。"), ["第", "1", "名", "销", "量"]);
        assert_eq!(split("$9 🎁 'quoted'"), ["$", "9", "🎁", "quoted"]);
    }

    #[test]
    fn numbers_are_one_but_for_three() {
        let hash_of = |folded: &str| units(folded).first().map(|unit| unit.hash);
        assert_eq!(hash_of("37"), hash_of("2.5"));
        assert_ne!(hash_of("100"), hash_of("99"));
    }
}
