//! Leaves out of a text what is in no language: links, hashtags, mentions, merge tags, names.

use crate::{merge_tags::merge_tags, terms::find_terms};

/// What remains of a text once that is left out.
pub fn prose(text: &str, keep: &[String]) -> String {
    let mut text = text.to_owned();
    for tag in merge_tags(&text) {
        text = text.replace(&tag.text, " ");
    }
    let words = text.split_whitespace().map(word);
    let text = words.collect::<Vec<_>>().join(" ");
    let mut prose = String::with_capacity(text.len());
    let mut from = 0;
    for found in find_terms(&text, keep) {
        prose.push_str(&text[from..found.range.start]);
        prose.push(' ');
        from = found.range.end;
    }
    prose.push_str(&text[from..]);
    prose
}

/// A word without the link, hashtag or mention in it. In Chinese they stand in the middle of what has no spaces: there
/// a link ends with its ASCII, and a hashtag with its word or its second `#`.
fn word(word: &str) -> String {
    if let Some(at) = ["https://", "http://", "www."].iter().filter_map(|mark| word.find(mark)).min() {
        let rest = word[at..].trim_start_matches(|character: char| character.is_ascii());
        return format!("{} {rest}", &word[..at]);
    }
    let Some(at) = word.find(['#', '＃', '@']) else { return word.to_owned() };
    let mark = word[at..].chars().next().map_or(0, char::len_utf8);
    let behind = &word[at + mark..];
    let end = behind.find(|character: char| !character.is_alphanumeric() && !"_.-".contains(character));
    let rest = end.map_or("", |end| behind[end..].trim_start_matches(['#', '＃', '@']));
    format!("{} {rest}", &word[..at])
}
