//! Takes a text apart into words and runs of Han characters, with their places in the text.
//!
//! Latin and other spaced scripts: words after Unicode Standard Annex 29. Han and kana: runs, which later become
//! pairs of characters. A word that is denied (`no perfume`, `caffeine-free`, 不含香精) is marked, so that an
//! interest in perfume is not met by its absence.

use crate::stem::stem;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// What a text is made of, in order.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Word(Word),
    Han(Run),
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// The stem, with `~` before it when the text denies it.
    pub key: String,
    /// The word in lower case, without accents.
    pub folded: String,
    /// Bytes of the text, with the denying word.
    pub range: Range<usize>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Byte of the text from which on the run is denied; the end of the run if it is not.
    pub denied_from: usize,
}

const DENYING: [&str; 4] = ["no", "without", "non", "zero"];
const DENYING_HAN: [&str; 6] = ["不含", "不加", "不添加", "未添加", "零添加", "无添加"];

pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut latin_from = 0;
    let mut run: Option<usize> = None;
    let mut markup_until = 0;
    for (at, c) in text.char_indices() {
        if at < markup_until {
            continue;
        }
        let markup = (c == '<').then(|| markup_end(text, at)).flatten();
        match (is_han(c), run) {
            (true, None) => {
                words(text, latin_from..at, &mut pieces);
                run = Some(at);
            }
            (false, Some(from)) => {
                pieces.push(Piece::Han(han(text, from..at)));
                run = None;
                latin_from = at;
            }
            _ => {}
        }
        if let Some(end) = markup {
            words(text, latin_from..at, &mut pieces);
            (markup_until, latin_from) = (end, end);
        }
    }
    match run {
        Some(from) => pieces.push(Piece::Han(han(text, from..text.len()))),
        None => words(text, latin_from..text.len(), &mut pieces),
    }
    pieces
}

/// Where the HTML tag ends that begins at `at`, if one does: its attributes are not the product's words.
fn markup_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at + 1..];
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
        return None;
    }
    rest.find(['<', '>']).filter(|end| rest.as_bytes()[*end] == b'>').map(|end| at + 1 + end + 1)
}

fn han(text: &str, range: Range<usize>) -> Run {
    let run = &text[range.clone()];
    let denied = DENYING_HAN.iter().filter_map(|word| run.find(word).map(|at| at + word.len())).min();
    Run { denied_from: denied.map_or(range.end, |at| range.start + at), range }
}

fn words(text: &str, range: Range<usize>, pieces: &mut Vec<Piece>) {
    if range.is_empty() {
        return;
    }
    let mut denied: Option<usize> = None;
    for (offset, surface) in text[range.clone()].unicode_word_indices() {
        let start = range.start + offset;
        let end = start + surface.len();
        let folded = fold(surface);
        if folded == "free"
            && let Some(Piece::Word(before)) = pieces.last_mut()
            && before.range.start >= range.start
            && matches!(&text[before.range.end..start], "-" | " ")
        {
            if !before.key.starts_with('~') {
                before.key.insert(0, '~');
            }
            before.range.end = end;
            continue;
        }
        if DENYING.contains(&folded.as_str()) {
            denied = Some(start);
            continue;
        }
        let mut key = stem(&folded);
        let mut from = start;
        if let Some(denying) = denied.take() {
            key.insert(0, '~');
            from = denying;
        }
        pieces.push(Piece::Word(Word { key, folded, range: from..end }));
    }
}

/// Lower case without the accents of Western European letters: people type `cafe` for `café`.
pub(crate) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
            continue;
        }
        for lower in c.to_lowercase() {
            folded.push(match lower {
                'à'..='å' => 'a',
                'ç' => 'c',
                'è'..='ë' => 'e',
                'ì'..='ï' => 'i',
                'ñ' => 'n',
                'ò'..='ö' => 'o',
                'ù'..='ü' => 'u',
                other => other,
            });
        }
    }
    folded
}

pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3134f}')
}

/// Words that carry no interest of their own.
pub(crate) fn is_filler(folded: &str) -> bool {
    matches!(
        folded,
        "a" | "an"
            | "the"
            | "and"
            | "or"
            | "of"
            | "for"
            | "in"
            | "on"
            | "at"
            | "to"
            | "with"
            | "by"
            | "from"
            | "is"
            | "it"
            | "its"
            | "are"
            | "be"
            | "as"
            | "that"
            | "this"
            | "into"
            | "over"
            | "up"
            | "out"
            | "all"
            | "my"
            | "your"
            | "our"
            | "their"
            | "not"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        pieces(text)
            .into_iter()
            .map(|piece| match piece {
                Piece::Word(word) => word.key,
                Piece::Han(run) => text[run.range].to_owned(),
            })
            .collect()
    }

    #[test]
    fn words_and_han_runs_come_apart() {
        assert_eq!(keys("Café 瑜伽垫, 4 mm mats"), ["cafe", "瑜伽垫", "4", "mm", "mat"]);
    }

    #[test]
    fn what_is_denied_is_marked() {
        assert_eq!(keys("caffeine-free, without caffeine, No perfume"), ["~caffeine", "~caffeine", "~perfume"]);
        let Some(Piece::Han(run)) = pieces("不含香精").pop() else { panic!("a run") };
        assert_eq!(&"不含香精"[run.denied_from..], "香精");
    }

    #[test]
    fn tags_of_html_are_not_words() {
        assert_eq!(keys("<p class=\"yoga\">soft</p> a < b"), ["soft", "a", "b"]);
        assert_eq!(keys("瑜伽<br>垫"), ["瑜伽", "垫"]);
    }
}
