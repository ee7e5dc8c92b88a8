//! Reads merge tags from left to right, and what is wrong with them.

use super::{MergeTag, TagDialect, TagKind};
use copydesk_domain::place::scalars;
use std::ops::Range;

/// Values that every message has: nothing to fall back from (Klaviyo, “Message personalization reference”).
const ALWAYS: [&str; 7] = [
    "organization",
    "unsubscribe",
    "unsubscribe_link",
    "manage_preferences",
    "manage_preferences_link",
    "web_view",
    "message",
];
/// Klaviyo's tags that reach to an end of their own.
const BLOCKS: [&str; 7] = ["if", "for", "with", "catalog", "ifchanged", "filter", "spaceless"];
/// Mailchimp's tags that reach to an `END:`, and the word behind it.
const MAILCHIMP_BLOCKS: [(&str, &str); 5] =
    [("IF", "IF"), ("IFNOT", "IF"), ("INTERESTED", "INTERESTED"), ("RSSITEMS", "RSSITEMS"), ("FEEDITEMS", "FEEDITEMS")];

/// What is wrong with a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Where, in bytes.
    pub range: Range<usize>,
    /// The program that the tag is for.
    pub dialect: TagDialect,
    /// What is wrong, as the end of a sentence.
    pub problem: &'static str,
}

/// Tags of a text with their places in bytes, and what is wrong.
#[derive(Debug, Default)]
pub struct Reading {
    /// Whole tags.
    pub tags: Vec<(Range<usize>, MergeTag)>,
    /// What is wrong, in no order.
    pub flaws: Vec<Flaw>,
    open: Vec<Open>,
}

/// A block that waits for its end.
#[derive(Debug)]
struct Open {
    end: String,
    condition: String,
    dialect: TagDialect,
    range: Range<usize>,
}

/// The whole tags of a text, in order. Broken ones are not among them.
#[must_use]
pub fn merge_tags(text: &str) -> Vec<MergeTag> {
    read(text).tags.into_iter().map(|(_, tag)| tag).collect()
}

/// Reads a text.
pub fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    let mut at = 0;
    while let Some((start, mark)) = next_mark(text, at) {
        at = reading.mark(text, start, mark);
    }
    let unclosed = std::mem::take(&mut reading.open);
    reading.flaws.extend(unclosed.into_iter().map(|open| Flaw {
        range: open.range,
        dialect: open.dialect,
        problem: "has no end",
    }));
    reading
}

const MARKS: [&str; 6] = ["{{", "{%", "*|", "}}", "%}", "|*"];

fn next_mark(text: &str, from: usize) -> Option<(usize, &'static str)> {
    let found = MARKS.iter().filter_map(|mark| text[from..].find(mark).map(|at| (from + at, *mark)));
    found.min_by_key(|(at, _)| *at)
}

impl Reading {
    /// Reads what begins with a mark, and says where to go on.
    fn mark(&mut self, text: &str, start: usize, mark: &'static str) -> usize {
        let (close, dialect) = match mark {
            "{{" => ("}}", TagDialect::Klaviyo),
            "{%" => ("%}", TagDialect::Klaviyo),
            "*|" => ("|*", TagDialect::Mailchimp),
            _ => return self.stray_close(text, start, mark),
        };
        let inside = start + mark.len();
        let closed = next_mark(text, inside).filter(|(_, next)| *next == close);
        let on_one_line = closed.filter(|(end, _)| !text[inside..*end].contains("\n\n"));
        let Some((end, _)) = on_one_line else {
            let range = start..word_end(text, inside);
            self.flaws.push(Flaw { range: range.clone(), dialect, problem: "is not closed" });
            return range.end;
        };
        let range = start..end + close.len();
        let words = text[inside..end].trim();
        if words.is_empty() {
            self.flaws.push(Flaw { range: range.clone(), dialect, problem: "is empty" });
            return range.end;
        }
        let kind = match mark {
            "{{" => TagKind::Value,
            "{%" => self.klaviyo_control(words, &range),
            _ => self.mailchimp(words, &range),
        };
        let has_fallback = kind == TagKind::Value && dialect == TagDialect::Klaviyo && self.falls_back(words);
        let (first, behind) = (scalars(&text[..range.start]), scalars(&text[..range.end]));
        let tag =
            MergeTag { text: text[range.clone()].to_owned(), start: first, end: behind, dialect, kind, has_fallback };
        self.tags.push((range.clone(), tag));
        range.end
    }

    /// A close without its opening. `|*` and `%}` are read as one only right behind a word: `5|*` is no tag.
    fn stray_close(&mut self, text: &str, at: usize, mark: &'static str) -> usize {
        let end = at + mark.len();
        let start = text[..at].trim_end().rfind(char::is_whitespace).map_or(0, |space| space + 1).min(at);
        let dialect = if mark == "|*" { TagDialect::Mailchimp } else { TagDialect::Klaviyo };
        let word = text[start..at].trim();
        let is_tag = match dialect {
            TagDialect::Mailchimp => is_mailchimp_name(word.trim_start_matches(['*', '|'])),
            TagDialect::Klaviyo => mark == "}}" || text[..at].ends_with(' '),
        };
        if is_tag {
            self.flaws.push(Flaw { range: char_start(text, start)..end, dialect, problem: "is not opened" });
        }
        end
    }

    fn klaviyo_control(&mut self, words: &str, range: &Range<usize>) -> TagKind {
        let (name, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        if BLOCKS.contains(&name) {
            self.begin(format!("end{name}"), rest, TagDialect::Klaviyo, range);
        } else if name.starts_with("end") {
            self.end(name, TagDialect::Klaviyo, range);
        } else if matches!(name, "elif" | "else" | "empty") {
            self.middle(rest, TagDialect::Klaviyo, range);
        }
        TagKind::Control
    }

    fn mailchimp(&mut self, words: &str, range: &Range<usize>) -> TagKind {
        let (name, rest) = words.split_once(':').unwrap_or((words, ""));
        if let Some((_, end)) = MAILCHIMP_BLOCKS.iter().find(|(block, _)| *block == name) {
            self.begin((*end).to_owned(), rest, TagDialect::Mailchimp, range);
        } else if name == "END" {
            self.end(rest, TagDialect::Mailchimp, range);
        } else if matches!(name, "ELSE" | "ELSEIF") {
            self.middle(rest, TagDialect::Mailchimp, range);
        } else {
            return TagKind::Value;
        }
        TagKind::Control
    }

    fn begin(&mut self, end: String, condition: &str, dialect: TagDialect, range: &Range<usize>) {
        self.open.push(Open { end, condition: condition.to_owned(), dialect, range: range.clone() });
    }

    /// Closes the innermost block of that name; blocks in it that are still open have no end.
    fn end(&mut self, name: &str, dialect: TagDialect, range: &Range<usize>) {
        let waits = |open: &Open| open.dialect == dialect && open.end == name;
        let Some(at) = self.open.iter().rposition(waits) else {
            self.flaws.push(Flaw { range: range.clone(), dialect, problem: "ends what was not begun" });
            return;
        };
        let unclosed = self.open.drain(at..).skip(1);
        let flaw = |open: Open| Flaw { range: open.range, dialect: open.dialect, problem: "has no end" };
        self.flaws.extend(unclosed.map(flaw));
    }

    fn middle(&mut self, condition: &str, dialect: TagDialect, range: &Range<usize>) {
        match self.open.last_mut().filter(|open| open.dialect == dialect) {
            Some(open) => condition.clone_into(&mut open.condition),
            None => self.flaws.push(Flaw { range: range.clone(), dialect, problem: "stands outside of a condition" }),
        }
    }

    /// Whether a value of Klaviyo has a default, is asked for by a condition around it, or is always there.
    fn falls_back(&self, words: &str) -> bool {
        let mut filters = words.split('|').map(str::trim);
        let name = filters.next().unwrap_or_default();
        let has_default =
            filters.any(|filter| filter.strip_prefix("default").is_some_and(|rest| rest.trim_start().starts_with(':')));
        let first = name.split(['.', ' ', ':']).next().unwrap_or_default();
        let asked = |open: &Open| open.dialect == TagDialect::Klaviyo && mentions(&open.condition, name);
        has_default || ALWAYS.contains(&first) || self.open.iter().any(asked)
    }
}

/// Whether a condition asks for a value, and a loop for the item that it names. `not first_name` asks that it is missing.
fn mentions(condition: &str, name: &str) -> bool {
    let first = name.split('.').next().unwrap_or_default();
    let words: Vec<&str> = condition.split_whitespace().collect();
    let at = words.iter().position(|word| word.split('|').next() == Some(name));
    let asked = at.is_some_and(|at| at == 0 || words[at - 1] != "not");
    asked || (words.get(1) == Some(&"in") && words.first() == Some(&first))
}

/// Letters, digits and `_:=` as Mailchimp's names have them.
fn is_mailchimp_name(word: &str) -> bool {
    let part =
        |character: char| character.is_ascii_uppercase() || character.is_ascii_digit() || "_:=".contains(character);
    !word.is_empty() && word.chars().all(part)
}

/// The end of the first word behind a place.
fn word_end(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    let word = &rest[spaces..];
    let end =
        word.find(|character: char| character.is_whitespace() || "{}*<".contains(character)).unwrap_or(word.len());
    if end == 0 { from } else { from + spaces + end }
}

/// A place on a character's border, at or behind the given one.
fn char_start(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}
