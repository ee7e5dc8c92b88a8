//! Characters, words and borders of a text.

use std::{collections::HashSet, ops::Range, sync::LazyLock};
use unicode_segmentation::GraphemeCursor;

/// Whether a character belongs to Han text.
pub fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '〇')
}

/// Whether a character can be within a word that is set off by spaces.
pub fn is_letter(character: char) -> bool {
    character.is_alphabetic() && !is_han(character)
}

/// The character before a byte.
pub fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character at a byte.
pub fn behind(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// Whether no word is cut at the ends of a range.
pub fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let inside = &text[range.clone()];
    let word = |character: Option<char>| character.is_some_and(|c| is_letter(c) || c.is_ascii_digit());
    let letter = |character: Option<char>| character.is_some_and(is_letter);
    !(word(inside.chars().next()) && letter(before(text, range.start))
        || word(inside.chars().next_back()) && letter(behind(text, range.end)))
}

/// The words before a byte, the nearest first, with nothing but spaces and hyphens between them.
pub fn words_before(text: &str, at: usize) -> impl Iterator<Item = &str> {
    let mut head = &text[..at];
    std::iter::from_fn(move || {
        let trimmed = head.trim_end_matches([' ', '-', '\u{a0}']);
        let start = trimmed.char_indices().rev().take_while(|(_, c)| is_letter(*c) || *c == '\'').last()?.0;
        head = &trimmed[..start];
        Some(&trimmed[start..])
    })
}

/// The words from a byte on, with nothing but spaces and hyphens between them.
pub fn words_behind(text: &str, at: usize) -> impl Iterator<Item = &str> {
    let mut tail = &text[at..];
    std::iter::from_fn(move || {
        let trimmed = tail.trim_start_matches([' ', '-', '\u{a0}']);
        let end = trimmed.find(|c| !is_letter(c) && c != '\'').unwrap_or(trimmed.len());
        tail = &trimmed[end..];
        (end > 0).then_some(&trimmed[..end])
    })
}

/// The smallest range on borders of grapheme clusters around a range.
pub fn on_borders(text: &str, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    while start > 0 && !is_border(text, start) {
        start = before(text, start).map_or(0, |c| start - c.len_utf8());
    }
    let mut end = range.end;
    while end < text.len() && !is_border(text, end) {
        end += behind(text, end).map_or(1, char::len_utf8);
    }
    start..end
}

/// Whether a grapheme cluster ends at a byte.
pub fn is_border(text: &str, at: usize) -> bool {
    text.is_char_boundary(at) && GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// Words that say nothing about a product.
const EMPTY: &str = " a an and or the of to in on at by for with from as is are be it its this that these those you \
    your we our us my me i they them their he she his her not no nor but so if then than too very can will just all \
    any every each more most much many some such only own same up out over into about after before while when where \
    how what which who why has have had do does did get make made let also there here one new like even ever per \
    yet via off down again both few other was were been being ";
/// Characters that two-character terms do not go across.
const EMPTY_HAN: &str = "的了和是在与及也都就而被把这那您你我它们让给更很还又或可以等为从到有不";

/// What a text is about: stems of its words, and pairs of its Han characters, without the empty ones.
pub fn terms(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    let mut last: Option<char> = None;
    for character in text.chars().chain([' ']) {
        if is_letter(character) {
            word.extend(character.to_lowercase());
        } else if !word.is_empty() && character != '\'' {
            let stem = stem(&word);
            if stem.len() > 1 && !is_empty(&word) {
                found.push(stem);
            }
            word.clear();
        }
        let han = is_han(character) && !EMPTY_HAN.contains(character);
        if let (true, Some(first)) = (han, last) {
            found.push(format!("{first}{character}"));
        }
        last = han.then_some(character);
    }
    found
}

/// Whether a word, in lower case, says nothing.
pub fn is_empty(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| EMPTY.split(' ').collect());
    WORDS.contains(word)
}

/// A word without its commonest endings.
pub fn stem(word: &str) -> String {
    let word = word.to_lowercase();
    if !word.is_ascii() {
        return word;
    }
    let cut = |end: &str, least: usize| word.strip_suffix(end).filter(|rest| rest.len() >= least);
    if let Some(rest) = cut("ies", 2) {
        return format!("{rest}y");
    }
    let rest = cut("ing", 4).or_else(|| cut("ed", 3)).or_else(|| cut("s", 2).filter(|rest| !rest.ends_with('s')));
    let rest = rest.unwrap_or(&word);
    rest.strip_suffix('e').filter(|rest| rest.len() > 2).unwrap_or(rest).to_owned()
}
