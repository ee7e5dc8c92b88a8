//! Finds words and names in a text, whatever their case.

use aho_corasick::{AhoCorasick, MatchKind};
use std::ops::Range;

/// A term of a list where it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its place in the list.
    pub term: usize,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
}

/// The terms of a list in a text, whatever their case, as whole words. Chinese and Japanese have no spaces: there a term
/// is found wherever its characters stand. Where terms overlap, the longest that begins first is found.
pub fn find_terms(text: &str, terms: &[String]) -> Vec<Found> {
    let folded_terms: Vec<String> = terms.iter().map(|term| term.trim().to_lowercase()).collect();
    let wanted: Vec<(usize, &String)> = folded_terms.iter().enumerate().filter(|(_, term)| !term.is_empty()).collect();
    let patterns = wanted.iter().map(|(_, term)| term.as_str());
    let Ok(automaton) = AhoCorasick::builder().match_kind(MatchKind::Standard).build(patterns) else {
        return Vec::new();
    };
    let (folded, bytes) = folded(text);
    let matches = automaton.find_overlapping_iter(&folded).map(|found| {
        let range = bytes[found.start()].start..bytes[found.end() - 1].end;
        Found { term: wanted[found.pattern().as_usize()].0, range }
    });
    let mut found: Vec<Found> = matches.filter(|found| stands_alone(text, &found.range)).collect();
    found.sort_by_key(|found| (found.range.start, std::cmp::Reverse(found.range.end)));
    let mut end = 0;
    found.retain(|found| {
        let free = found.range.start >= end;
        if free {
            end = found.range.end;
        }
        free
    });
    found
}

/// Whether a term stands in a text letter for letter, as a whole word.
pub fn stands(text: &str, term: &str) -> bool {
    text.match_indices(term).any(|(at, found)| stands_alone(text, &(at..at + found.len())))
}

/// A text in lower case, and for each byte of it the character that it came from: some letters change their length.
fn folded(text: &str) -> (String, Vec<Range<usize>>) {
    let mut folded = String::with_capacity(text.len());
    let mut bytes = Vec::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        folded.extend(character.to_lowercase());
        bytes.resize(folded.len(), at..at + character.len_utf8());
    }
    (folded, bytes)
}

/// Whether letters of a word end where a range does.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let inside = &text[range.clone()];
    let before = (text[..range.start].chars().next_back(), inside.chars().next());
    let after = (inside.chars().next_back(), text[range.end..].chars().next());
    !joined(before) && !joined(after)
}

fn joined(pair: (Option<char>, Option<char>)) -> bool {
    let (Some(left), Some(right)) = pair else { return false };
    is_spaced(left) && is_spaced(right)
}

/// A letter or digit of a script that puts spaces between words.
fn is_spaced(character: char) -> bool {
    character.is_alphanumeric() && !is_cjk(character)
}

/// Han characters and kana.
pub fn is_cjk(character: char) -> bool {
    is_han(character) || is_kana(character)
}

/// Han characters.
pub fn is_han(character: char) -> bool {
    matches!(character, '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// Hiragana and katakana, half-width ones included.
pub fn is_kana(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words<'a>(text: &'a str, terms: &[&str]) -> Vec<&'a str> {
        let terms: Vec<String> = terms.iter().map(|term| (*term).to_owned()).collect();
        find_terms(text, &terms).into_iter().map(|found| &text[found.range]).collect()
    }

    #[test]
    fn terms_are_found_as_whole_words_whatever_their_case() {
        assert_eq!(words("Cheap, cheaper and CHEAP", &["cheap"]), ["Cheap", "CHEAP"]);
        assert_eq!(words("ÜBERRASCHUNG für überall", &["überraschung", "über"]), ["ÜBERRASCHUNG"]);
        assert_eq!(words("İstanbul'da ucuz", &["ucuz"]), ["ucuz"], "a letter that grows in lower case");
        assert_eq!(words("must-have", &["must-have", ""]), ["must-have"]);
    }

    #[test]
    fn chinese_terms_are_found_between_other_characters() {
        assert_eq!(words("这款最便宜的枕头", &["便宜"]), ["便宜"]);
        assert_eq!(words("用Latex做", &["latex"]), ["Latex"]);
    }

    #[test]
    fn the_longest_term_that_stands_alone_is_found() {
        assert_eq!(words("luxury goods", &["luxury", "luxury goods"]), ["luxury goods"]);
        assert_eq!(words("luxury goodness", &["luxury", "luxury good"]), ["luxury"]);
    }
}
