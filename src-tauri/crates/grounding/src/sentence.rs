//! Where sentences end, and what is no copy within them.

use crate::text::{before, behind, is_border, is_letter};
use regex::Regex;
use std::{ops::Range, sync::LazyLock};

/// Behind these a full stop ends no sentence.
const SHORTENED: [&str; 14] =
    ["no", "nr", "approx", "ca", "e.g", "i.e", "vs", "fl", "oz", "dr", "st", "max", "min", "incl"];

/// The sentences of a text, in bytes, one after the other and without gaps.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, character)) = chars.next() {
        let end = at + character.len_utf8();
        let ends = match character {
            '\n' | '。' | '！' | '？' | '；' => true,
            '.' | '!' | '?' | '…' => {
                let space = chars.peek().is_some_and(|(_, next)| next.is_whitespace());
                space && (character != '.' || full_stop(&text[start..at], &text[end..]))
            }
            _ => false,
        };
        if !ends {
            continue;
        }
        // what closes a sentence, and the space behind it
        let mut border = end;
        while let Some((at, next)) = chars.peek().copied() {
            let closes = character != '\n' && matches!(next, '"' | '”' | '’' | '」' | '）' | ')' | '。' | '！' | '？');
            if !(next.is_whitespace() && next != '\n' || closes) {
                break;
            }
            border = at + next.len_utf8();
            chars.next();
        }
        if border < text.len() && is_border(text, border) {
            found.push(start..border);
            start = border;
        }
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found
}

/// Whether the full stop behind a head and before a tail ends a sentence.
fn full_stop(head: &str, tail: &str) -> bool {
    let numbering = head.trim_start().chars().all(|c| c.is_ascii_digit());
    let start = head.rfind(|c: char| c.is_whitespace() || c == '(').map_or(0, |at| at + 1);
    let word = head.get(start..).unwrap_or("").to_lowercase();
    let next = tail.trim_start().chars().next();
    let goes_on = next.is_some_and(char::is_lowercase);
    let shortened = SHORTENED.contains(&word.as_str()) && next.is_some_and(|c| c.is_ascii_digit());
    !(numbering || goes_on || shortened)
}

static NO_COPY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let parts = [
        r"\{\{[^{}]*\}\}",
        r"\{%[^{}]*%\}",
        r"\*\|[^|]*\|\*",
        r"</?[A-Za-z][^<>]*>",
        r"&[a-zA-Z]{2,8};|&#[0-9]{1,5};",
        r"(?i:https?://|www\.)[^\s<>，。]+",
        r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}",
    ];
    Regex::new(&parts.join("|")).ok()
});

static INNOCENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let parts = [
        // times of day
        r"(?i-u:\b)[0-9]{1,2}(?:[:.][0-9]{2})?\s?(?i:am|pm|a\.m\.|p\.m\.|o['’]clock)",
        r"(?-u:\b)[0-9]{1,2}[:：][0-9]{2}(?-u:\b)",
        r"[0-9]{1,2}点(?:钟|半|前|后|整)?",
        // ordinals
        r"(?-u:\b)[0-9]+(?i:st|nd|rd|th)(?-u:\b)",
        r"第[0-9一二三四五六七八九十百]+[次个款代步天年件]?",
        // the numbers of a list
        r"^\s*[0-9]{1,2}(?:[.)]\s|[、）]\s*)",
        r"(?i-u:\b)(?i:steps?|page|chapter|figure|day|week|part|tip)\s[0-9]{1,2}(?-u:\b)",
        r"(?-u:\b)(?:24/7|7/24|9-5|[0-9]{2}/[0-9]{2})(?-u:\b)",
        // dates
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}月[0-9]{1,2}[日号]?",
        r"(?i:January|February|March|April|June|July|August|September|October|November|December)\s[0-9]{1,2}(?-u:\b)",
    ];
    Regex::new(&parts.join("|")).ok()
});

/// A text with blanks, of as many bytes, for markup, merge tags and addresses.
pub fn without_markup(text: &str) -> String {
    if !text.contains(['<', '{', '&', '@', '*', '/']) && !text.contains("www.") {
        return text.to_owned();
    }
    blanked(text, &NO_COPY, ' ')
}

/// A text with marks, of as many bytes, for numbers that claim nothing: times, ordinals, the numbers of a list.
pub fn without_innocent_numbers(text: &str) -> String {
    if !text.contains(|c: char| c.is_ascii_digit() || c == '第') {
        return text.to_owned();
    }
    blanked(text, &INNOCENT, '_')
}

fn blanked(text: &str, regex: &LazyLock<Option<Regex>>, blank: char) -> String {
    let Some(regex) = regex.as_ref() else { return text.to_owned() };
    let mut blanked = String::with_capacity(text.len());
    let mut end = 0;
    for found in regex.find_iter(text) {
        let cut = before(text, found.end()).is_some_and(is_letter) && behind(text, found.end()).is_some_and(is_letter);
        if blank == '_' && cut {
            continue;
        }
        blanked.push_str(&text[end..found.start()]);
        blanked.extend(std::iter::repeat_n(blank, found.len()));
        end = found.end();
    }
    blanked.push_str(&text[end..]);
    blanked
}
