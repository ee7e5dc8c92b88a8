//! The phrase language: what a compliance officer writes, read into a tree, and what that tree finds.
//!
//! The table of what can be written is in `assets/rules/README.md`.

use crate::fold::{fold, is_han};
use std::collections::BTreeMap;

/// Longest gap that can be asked for, in characters.
const LONGEST_GAP: usize = 80;
/// Gap of `...` without a number.
const PLAIN_GAP: usize = 12;
/// How deep groups and lists may be nested.
const DEEPEST: usize = 8;
/// Most literals that a phrase may be looked for by.
const MOST_LITERALS: usize = 400;
/// Stands for a hyphen that was written `\\-`, where a plain one is as good as a space.
const HYPHEN: char = '\u{E000}';

/// Why a phrase cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhraseError {
    /// Nothing is written.
    #[error("the phrase is empty")]
    Empty,
    /// A bracket is opened and not closed, or the other way round.
    #[error("`{0}` has no partner")]
    Unpaired(char),
    /// `|` outside of parentheses.
    #[error("`|` stands outside of parentheses: write (a|b)")]
    LooseBar,
    /// A list that neither the pack nor the shared lists have.
    #[error("there is no list called {0}")]
    NoList(String),
    /// Nothing in it is fixed, so every sentence would have to be searched.
    #[error("the phrase needs at least one fixed word or character")]
    NothingFixed,
    /// A gap that is not a number from 1 to 80.
    #[error("a gap is written ...(n), with n from 1 to {LONGEST_GAP}")]
    Gap,
    /// Groups or lists inside of one another beyond what anybody can read.
    #[error("groups or lists are nested more than {DEEPEST} deep")]
    TooDeep,
    /// What it stands for is too large.
    #[error("the phrase stands for too much: {0}")]
    TooLarge(String),
}

/// A part of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// Characters as they stand, folded, without spaces.
    Text(String),
    /// Any run of spaces or hyphens.
    Space,
    /// Any ending or beginning of a word.
    Any,
    /// Characters in between.
    Gap(usize),
    /// A number.
    Number,
    /// One of these.
    OneOf(Vec<Vec<Part>>),
    /// This or nothing.
    Maybe(Vec<Part>),
}

/// Named lists of phrases.
pub(crate) type Lists = BTreeMap<String, Vec<String>>;

/// A phrase that has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    parts: Vec<Part>,
    /// Of these at least one stands in every text that the phrase finds.
    pub literals: Vec<String>,
}

impl Phrase {
    /// Reads a phrase.
    pub fn read(written: &str, lists: &[&Lists]) -> Result<Self, PhraseError> {
        let mut reader = Reader { rest: written.trim(), lists, depth: 0 };
        let parts = reader.sequence(&[])?;
        if parts.is_empty() {
            return Err(PhraseError::Empty);
        }
        let literals = required(&parts).ok_or(PhraseError::NothingFixed)?;
        Ok(Self { parts, literals })
    }

    /// The phrase as a pattern of the `regex` crate, over folded text.
    pub fn pattern(&self) -> String {
        let mut pattern = String::new();
        emit(&self.parts, false, false, &mut pattern);
        pattern
    }
}

struct Reader<'a> {
    rest: &'a str,
    lists: &'a [&'a Lists],
    depth: usize,
}

impl Reader<'_> {
    fn take(&mut self, prefix: &str) -> bool {
        let rest = self.rest.strip_prefix(prefix);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, PhraseError>) -> Result<T, PhraseError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(PhraseError::TooDeep);
        }
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// Reads until one of the closing marks, which is left.
    fn sequence(&mut self, closing: &[char]) -> Result<Vec<Part>, PhraseError> {
        let mut parts = Vec::new();
        let mut text = String::new();
        while let Some(char) = self.rest.chars().next() {
            if closing.contains(&char) {
                break;
            }
            let part = if self.take("...") || self.take("…") {
                Some(Part::Gap(self.gap()?))
            } else {
                self.rest = &self.rest[char.len_utf8()..];
                match char {
                    '\\' => {
                        let Some(escaped) = self.rest.chars().next() else { return Err(PhraseError::Unpaired('\\')) };
                        self.rest = &self.rest[escaped.len_utf8()..];
                        text.push(if escaped == '-' { HYPHEN } else { escaped });
                        None
                    }
                    char if char.is_whitespace() => Some(Part::Space),
                    '*' => Some(Part::Any),
                    '(' => Some(self.deeper(Self::group)?),
                    '[' => Some(self.deeper(Self::optional)?),
                    '{' => Some(self.deeper(Self::named)?),
                    ')' | ']' | '}' => return Err(PhraseError::Unpaired(char)),
                    '|' => return Err(PhraseError::LooseBar),
                    char => {
                        text.push(char);
                        None
                    }
                }
            };
            if let Some(part) = part {
                push_text(&mut parts, &mut text);
                if part != Part::Space || parts.last() != Some(&Part::Space) {
                    parts.push(part);
                }
            }
        }
        push_text(&mut parts, &mut text);
        Ok(tidy(parts))
    }

    fn gap(&mut self) -> Result<usize, PhraseError> {
        if !self.take("(") {
            return Ok(PLAIN_GAP);
        }
        let (number, rest) = self.rest.split_once(')').ok_or(PhraseError::Unpaired('('))?;
        self.rest = rest;
        let number = number.trim().parse().map_err(|_| PhraseError::Gap)?;
        if (1..=LONGEST_GAP).contains(&number) { Ok(number) } else { Err(PhraseError::Gap) }
    }

    fn group(&mut self) -> Result<Part, PhraseError> {
        let mut branches = Vec::new();
        loop {
            let branch = self.sequence(&['|', ')'])?;
            if branch.is_empty() {
                return Err(PhraseError::Empty);
            }
            branches.push(branch);
            if self.take(")") {
                return Ok(Part::OneOf(branches));
            }
            if !self.take("|") {
                return Err(PhraseError::Unpaired('('));
            }
        }
    }

    fn optional(&mut self) -> Result<Part, PhraseError> {
        let mut branches = Vec::new();
        loop {
            branches.push(self.sequence(&['|', ']'])?);
            if self.take("]") {
                break;
            }
            if !self.take("|") {
                return Err(PhraseError::Unpaired('['));
            }
        }
        if branches.iter().any(Vec::is_empty) {
            return Err(PhraseError::Empty);
        }
        let only = branches.len() == 1;
        Ok(Part::Maybe(if only { branches.swap_remove(0) } else { vec![Part::OneOf(branches)] }))
    }

    fn named(&mut self) -> Result<Part, PhraseError> {
        let (name, rest) = self.rest.split_once('}').ok_or(PhraseError::Unpaired('{'))?;
        self.rest = rest;
        let name = name.trim();
        if name == "number" {
            return Ok(Part::Number);
        }
        let list = self.lists.iter().find_map(|lists| lists.get(name));
        let list = list.ok_or_else(|| PhraseError::NoList(name.to_owned()))?;
        let mut branches = Vec::new();
        for entry in list {
            let mut reader = Reader { rest: entry.trim(), lists: self.lists, depth: self.depth };
            let branch = reader.sequence(&[])?;
            if branch.is_empty() {
                return Err(PhraseError::Empty);
            }
            branches.push(branch);
        }
        if branches.is_empty() { Err(PhraseError::Empty) } else { Ok(Part::OneOf(branches)) }
    }
}

fn push_text(parts: &mut Vec<Part>, text: &mut String) {
    if text.is_empty() {
        return;
    }
    // folded with its hyphens as spaces: “best-in-class” and “best in class” are one phrase
    let folded = fold(text);
    for (at, word) in folded.split('-').enumerate() {
        if at > 0 {
            parts.push(Part::Space);
        }
        if !word.is_empty() {
            parts.push(Part::Text(word.to_owned()));
        }
    }
    text.clear();
}

/// Takes away spaces beside gaps and at the ends, and those that nobody writes between Chinese characters.
fn tidy(parts: Vec<Part>) -> Vec<Part> {
    let edge = |part: Option<&Part>| matches!(part, None | Some(Part::Gap(_)));
    let han = |part: Option<&Part>, last: bool| match part {
        Some(Part::Text(text)) => if last { text.chars().next_back() } else { text.chars().next() }.is_some_and(is_han),
        _ => false,
    };
    let keep = |at: usize| {
        let (before, behind) = (at.checked_sub(1).and_then(|at| parts.get(at)), parts.get(at + 1));
        !(edge(before) || edge(behind) || (han(before, true) && han(behind, false)))
    };
    parts
        .iter()
        .enumerate()
        .filter(|(at, part)| **part != Part::Space || keep(*at))
        .map(|(_, part)| part.clone())
        .collect()
}

const BORDER: &str = r"(?-u:\b)";
const SPACE: &str = "[ -]+";
const DIGITS: &str = "[0-9]+(?:[.,][0-9]+)*";
const WORDS: &str = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|hundreds|thousand|thousands|million|millions";
const HAN_NUMBER: &str = "[零〇一二三四五六七八九十百千万亿两数几]+";

/// Writes parts as a pattern. `left` and `right` tell whether something stands directly before and behind them.
fn emit(parts: &[Part], left: bool, right: bool, out: &mut String) {
    let mut at = 0;
    // a space that an optional part before it has taken
    let mut taken = false;
    while let Some(part) = parts.get(at) {
        let before = at.checked_sub(1).and_then(|at| parts.get(at));
        let behind = parts.get(at + 1);
        let glued_left = before.map_or(left, glues);
        let glued_right = behind.map_or(right, glues);
        match part {
            Part::Text(text) => emit_text(text, glued_left, glued_right, out),
            Part::Space if taken => taken = false,
            Part::Space => match behind {
                // “free [gift]”: the space belongs to what may be absent
                Some(Part::Maybe(inner)) if at + 2 == parts.len() => {
                    out.push_str("(?:");
                    out.push_str(SPACE);
                    emit(inner, false, right, out);
                    out.push_str(")?");
                    at += 1;
                }
                _ => out.push_str(SPACE),
            },
            Part::Any => out.push_str("[a-z0-9'-]*"),
            Part::Gap(most) => out.push_str(&format!(".{{0,{most}}}?")),
            Part::Number => {
                let touches = |part: &Part| !matches!(part, Part::Space | Part::Gap(_));
                emit_number(before.map_or(left, touches), behind.map_or(right, touches), out);
            }
            Part::OneOf(branches) => {
                out.push_str("(?:");
                for (at, branch) in branches.iter().enumerate() {
                    if at > 0 {
                        out.push('|');
                    }
                    emit(branch, glued_left, glued_right, out);
                }
                out.push(')');
            }
            Part::Maybe(inner) => {
                out.push_str("(?:");
                emit(inner, glued_left, glued_right, out);
                if !glued_left && behind == Some(&Part::Space) {
                    out.push_str(SPACE);
                    taken = true;
                }
                out.push_str(")?");
            }
        }
        at += 1;
    }
}

/// Whether a part continues a word that it stands directly beside.
fn glues(part: &Part) -> bool {
    match part {
        Part::Space | Part::Gap(_) => false,
        Part::Text(text) => text.chars().any(|char| char.is_ascii_alphanumeric()),
        Part::Any | Part::Number | Part::OneOf(_) | Part::Maybe(_) => true,
    }
}

fn emit_text(text: &str, glued_left: bool, glued_right: bool, out: &mut String) {
    let mut last: Option<char> = None;
    for char in text.chars() {
        let word = char.is_ascii_alphanumeric();
        match last {
            None if word && !glued_left => out.push_str(BORDER),
            Some(before) if is_han(before) && word => out.push_str(&format!(" ?{BORDER}")),
            Some(before) if before.is_ascii_alphanumeric() && is_han(char) => out.push_str(&format!("{BORDER} ?")),
            _ => {}
        }
        let char = if char == HYPHEN { '-' } else { char };
        out.push_str(&regex::escape(char.encode_utf8(&mut [0; 4])));
        last = Some(char);
    }
    if last.is_some_and(|char| char.is_ascii_alphanumeric()) && !glued_right {
        out.push_str(BORDER);
    }
}

fn emit_number(glued_left: bool, glued_right: bool, out: &mut String) {
    // beside Chinese a space is looked through, and digits have a border of their own
    let space = |glued: bool| if glued { " ?" } else { "" };
    let left = if glued_left { "" } else { BORDER };
    let right = if glued_right { "" } else { BORDER };
    out.push_str(space(glued_left));
    out.push_str(&format!("(?:{left}{DIGITS}|{left}(?:{WORDS}){right}|{HAN_NUMBER})"));
    out.push_str(space(glued_right));
}

/// Literals of which at least one stands in whatever the parts find; the longest that can be had. Nothing when no part
/// is fixed.
fn required(parts: &[Part]) -> Option<Vec<String>> {
    let candidates = parts.iter().filter_map(|part| match part {
        Part::Text(text) => Some(vec![longest_run(text)]),
        Part::OneOf(branches) => {
            let mut all = Vec::new();
            for branch in branches {
                all.extend(required(branch)?);
            }
            (all.len() <= MOST_LITERALS).then_some(all)
        }
        Part::Space | Part::Any | Part::Gap(_) | Part::Number | Part::Maybe(_) => None,
    });
    let shortest = |literals: &Vec<String>| literals.iter().map(String::len).min().unwrap_or_default();
    let rank = |literals: &Vec<String>| (shortest(literals).min(4), usize::MAX - literals.len(), shortest(literals));
    candidates.filter(|literals| shortest(literals) > 0).max_by_key(rank)
}

/// The longest stretch that has no border between Chinese and other characters, where a space may stand.
fn longest_run(text: &str) -> String {
    let mut runs = vec![String::new()];
    let mut last = None;
    for char in text.chars() {
        if last.is_some_and(|last| is_han(last) != is_han(char)) {
            runs.push(String::new());
        }
        if let Some(run) = runs.last_mut() {
            run.push(if char == HYPHEN { '-' } else { char });
        }
        last = Some(char);
    }
    runs.into_iter().max_by_key(String::len).unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn finds(phrase: &str, text: &str) -> bool {
        let lists = Lists::from([("drink".to_owned(), vec!["tea".to_owned(), "cold brew".to_owned()])]);
        let phrase = Phrase::read(phrase, &[&lists]).unwrap();
        let folded = fold(text);
        let found = regex::Regex::new(&phrase.pattern()).unwrap().is_match(&folded);
        assert!(!found || phrase.literals.iter().any(|literal| folded.contains(literal)), "the literals miss {text}");
        found
    }

    #[test]
    fn english_words_are_whole_and_their_spaces_flexible() {
        assert!(finds("best choice", "The BEST-choice!"));
        assert!(finds("best-in-class", "best in class"));
        assert!(!finds("best choice", "the bestchoice"));
        assert!(finds("heal*", "healing"));
        assert!(!finds("heal*", "unhealed"));
        assert!(finds("*free", "chafe-free"));
        assert!(finds("best", "这款best产品"));
        assert!(finds("don't", "Don’t wait"));
    }

    #[test]
    fn groups_lists_and_optional_parts() {
        for text in ["the best mug", "the very best mug"] {
            assert!(finds("the [very] best", text));
        }
        assert!(finds("free [gift]", "free") && finds("free [gift]", "free gift"));
        assert!(finds("[the|our] best", "our best") && finds("[the|our] best", "best"));
        assert!(finds("colo[u]r", "color") && finds("colo[u]r", "Colour") && !finds("colo[u]r", "colourful"));
        assert!(finds("(tea|coffee)s", "coffees") && !finds("(tea|coffee)s", "tea"));
        assert!(finds("iced {drink}", "iced cold-brew"));
    }

    #[test]
    fn numbers_and_gaps() {
        for text in ["9 out of 10", "nine out of ten", "9.5 out of 10"] {
            assert!(finds("{number} out of {number}", text));
        }
        assert!(finds("{number}%", "-20%") && finds("{number}%", "20 %"));
        assert!(finds("第{number}名", "第 1 名") && finds("第{number}名", "第一名"));
        assert!(finds("zl{number}", "专利ZL201810012345.X"));
        assert!(finds("lose ... week", "lose 5 kg a week"));
        assert!(!finds("lose ... week", "lose all of these pounds in a week"));
        assert!(finds("lose ...(40) week", "lose all of these pounds in a week"));
    }

    #[test]
    fn chinese_stands_anywhere() {
        assert!(finds("最佳", "这是最·佳的") && finds("最 佳", "最佳") && finds("销量第1", "销量第 1"));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let read = |written: &str| Phrase::read(written, &[]).map(|_| ());
        assert_eq!(read(" "), Err(PhraseError::Empty));
        assert_eq!(read("a|b"), Err(PhraseError::LooseBar));
        assert_eq!(read("(a"), Err(PhraseError::Unpaired('(')));
        assert_eq!(read("a)"), Err(PhraseError::Unpaired(')')));
        assert_eq!(read("{nothing}"), Err(PhraseError::NoList("nothing".to_owned())));
        assert_eq!(read("{number}"), Err(PhraseError::NothingFixed));
        assert_eq!(read("a ...(900) b"), Err(PhraseError::Gap));
    }
}
