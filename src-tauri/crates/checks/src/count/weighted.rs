//! X's weighted length, version 3 of its configuration: a URL is 23, most letters 1, CJK and emoji 2
//! (developer.x.com, “Counting characters”). The counting is twitter-text's own.

use std::ops::Range;
use twitter_text::extractor::{Extract, Extractor};
use twitter_text::{ParserBackend, TwitterTextParseResults, parse_with_parser_backend};
use twitter_text_config::config_v3;
use unicode_segmentation::UnicodeSegmentation;

/// Weighted length of a post.
pub fn length(text: &str) -> u32 {
    u32::try_from(parse(text).weighted_length).unwrap_or(0)
}

/// The default reader of twitter-text 0.3 counts a URL without `https://` letter by letter; this one counts 23, as X does.
fn parse(text: &str) -> TwitterTextParseResults {
    parse_with_parser_backend(text, config_v3(), true, ParserBackend::External)
}

/// Whether X takes a post as it is: it says something, is no longer than 280, and has no character that X refuses.
#[must_use]
pub fn weighted_valid(text: &str) -> bool {
    !text.trim().is_empty() && parse(text).is_valid
}

/// How many bytes fit; a URL stays whole.
pub fn cut(text: &str, most: u32) -> usize {
    if length(text) <= most {
        return text.len();
    }
    let mut sum = 0;
    let mut ends = Vec::new();
    for piece in pieces(text) {
        sum += length(&text[piece.clone()]);
        if sum > most {
            break;
        }
        ends.push(piece.end);
    }
    // A part of a text is sometimes a URL where the whole is none: then the head weighs more than its pieces.
    while let Some(end) = ends.pop() {
        if length(&text[..end]) <= most {
            return end;
        }
    }
    0
}

/// URLs, and between them what is read as one character.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let urls = urls(text);
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for (at, cluster) in text.grapheme_indices(true) {
        let end = at + cluster.len();
        let url = urls.iter().find(|url| url.start < end && at < url.end);
        match (url, pieces.last_mut()) {
            (Some(url), Some(last)) if last.start < url.end && url.start < last.end => last.end = end,
            _ => pieces.push(at..end),
        }
    }
    pieces
}

/// Places of the URLs, in bytes. X counts them in UTF-16 units.
fn urls(text: &str) -> Vec<Range<usize>> {
    let entities = Extractor::with_parser_backend(ParserBackend::External).extract_urls_with_indices(text);
    let mut bytes = Vec::with_capacity(text.len() + 1);
    for (at, character) in text.char_indices() {
        bytes.extend(std::iter::repeat_n(at, character.len_utf16()));
    }
    bytes.push(text.len());
    let byte = |unit: i32| usize::try_from(unit).ok().and_then(|unit| bytes.get(unit).copied());
    entities.iter().filter_map(|url| Some(byte(url.start)?..byte(url.end)?)).collect()
}
