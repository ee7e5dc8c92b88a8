//! Placeholders back to what they stand for, in a whole answer and in one that is still being written.

use crate::{find::compiled, mask::Mask};
use regex::Regex;
use std::{fmt::Write, sync::LazyLock};

/// Words of placeholders.
pub const WORDS: [&str; 7] = ["ADDRESS", "ACCOUNT", "EMAIL", "PHONE", "NAME", "ID", "IP"];
/// Most characters of space or joining inside a damaged placeholder.
const SLACK: usize = 3;
/// Most digits of its number.
const DIGITS: usize = 9;
/// Longest placeholder that is waited for, in characters.
const LONGEST: usize = 2 + 3 * SLACK + 8 + DIGITS;

/// Whole, with brackets of any kind, with one of its own brackets, or bare.
static DAMAGED: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    const CORE: &str = r"(?i:(address|account|email|phone|name|id|ip)[ _\-]{0,3}([0-9]{1,9}))";
    let open = r"[⟦\[({<【〔「]";
    let close = r"[⟧\])}>】〕」]";
    let all = format!(
        r"(?P<both>{open} {{0,3}}{CORE} {{0,3}}{close})|(?P<first>⟦ {{0,3}}{CORE})|(?P<last>{CORE} {{0,3}}⟧)|(?P<bare>(?i:(address|account|email|phone|name|id|ip)_([0-9]{{1,9}})))"
    );
    compiled([all.as_str()])
});

impl Mask {
    /// Puts what was masked back. Small damage is borne: case, spaces inside, other brackets, missing ones.
    #[must_use]
    pub fn restore(&self, text: &str) -> String {
        self.restore_between(None, text, None)
    }

    fn restore_between(&self, before: Option<char>, text: &str, after: Option<char>) -> String {
        let Some(pattern) = DAMAGED.first().filter(|_| !self.entries().is_empty()) else { return text.to_owned() };
        let mut restored = String::with_capacity(text.len());
        let (mut copied, mut at) = (0, 0);
        while let Some(found) = pattern.captures_at(text, at) {
            let Some(all) = found.get(0) else { break };
            let word = found
                .iter()
                .skip(1)
                .flatten()
                .find(|part| WORDS.iter().any(|word| word.eq_ignore_ascii_case(part.as_str())));
            let number = found.iter().skip(1).flatten().find_map(|part| part.as_str().parse::<u32>().ok());
            let letter = |character: Option<char>| {
                character.is_some_and(|character| character.is_ascii_alphanumeric() || character == '_')
            };
            let left = text[..all.start()].chars().next_back().or(before);
            let right = text[all.end()..].chars().next().or(after);
            let digit = right.is_some_and(|right| right.is_ascii_digit());
            let stands = if found.name("bare").is_some() {
                !letter(left) && !letter(right)
            } else if found.name("first").is_some() {
                !digit
            } else if found.name("last").is_some() {
                !letter(left)
            } else {
                true
            };
            let entry =
                word.zip(number).and_then(|(word, number)| self.entry(word.as_str(), number)).filter(|_| stands);
            let Some(entry) = entry else {
                // nothing of ours: go on behind its first character
                at = all.start() + text[all.start()..].chars().next().map_or(1, char::len_utf8);
                continue;
            };
            restored.push_str(&text[copied..all.start()]);
            let _ = write!(restored, "{}", entry.text);
            copied = all.end();
            at = all.end();
        }
        restored.push_str(&text[copied..]);
        restored
    }
}

/// Restores an answer while it is being written: what it gives out never ends inside a placeholder.
#[derive(Clone, Debug)]
pub struct Restorer {
    mask: Mask,
    held: String,
    /// The last character that was read and given out.
    before: Option<char>,
}

impl Restorer {
    /// A restorer of one answer.
    #[must_use]
    pub const fn new(mask: Mask) -> Self {
        Self { mask, held: String::new(), before: None }
    }

    /// Takes a piece of the answer; gives what can be shown by now.
    pub fn push(&mut self, piece: &str) -> String {
        self.held.push_str(piece);
        if self.mask.entries().is_empty() {
            return std::mem::take(&mut self.held);
        }
        let tail = self.held.char_indices().rev().take(LONGEST).map(|(at, _)| at);
        let cut = tail.filter(|at| could_begin(&self.held[*at..])).min().unwrap_or(self.held.len());
        let rest = self.held.split_off(cut);
        let ready = std::mem::replace(&mut self.held, rest);
        self.give(&ready)
    }

    /// What was held back at the end of the answer.
    pub fn finish(&mut self) -> String {
        let ready = std::mem::take(&mut self.held);
        self.give(&ready)
    }

    fn give(&mut self, ready: &str) -> String {
        let restored = self.mask.restore_between(self.before, ready, self.held.chars().next());
        self.before = ready.chars().next_back().or(self.before);
        restored
    }
}

/// Whether a text to its very end is a placeholder that has begun and may go on.
fn could_begin(text: &str) -> bool {
    let opened = text.trim_start_matches(['⟦', '[', '(', '{', '<', '【', '〔', '「']);
    if opened.len() < text.len() && text.chars().count() - opened.chars().count() > 1 {
        return false;
    }
    let spaced = opened.trim_start_matches(' ');
    if opened.len() < text.len() && spaced.is_empty() {
        return opened.len() <= SLACK;
    }
    if opened.len() - spaced.len() > if opened.len() < text.len() { SLACK } else { 0 } {
        return false;
    }
    let letters = spaced.len() - spaced.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).len();
    let (word, rest) = spaced.split_at(letters);
    if rest.is_empty() {
        return WORDS.iter().any(|full| full.len() >= word.len() && full[..word.len()].eq_ignore_ascii_case(word))
            && !word.is_empty();
    }
    if !WORDS.iter().any(|full| full.eq_ignore_ascii_case(word)) {
        return false;
    }
    let number = rest.trim_start_matches([' ', '_', '-']);
    if rest.len() - number.len() > SLACK {
        return false;
    }
    let behind = number.trim_start_matches(|digit: char| digit.is_ascii_digit());
    number.len() - behind.len() <= DIGITS && behind.len() <= SLACK && behind.chars().all(|space| space == ' ')
}
