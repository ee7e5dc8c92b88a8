//! Markup that runs, loads or hides. Plain formatting is normal in the data of products.

use super::{compiled, joined};
use regex::Regex;
use std::{ops::Range, sync::LazyLock};

static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled(&[
        r"(?i)<\s*/?\s*(?:script|iframe|object|embed|applet|frame|frameset|base|meta|link|form|input|button|svg|math|template|noscript|portal)(?:[\s/][^<>]{0,400})?>?",
        r#"(?i)<[a-z][^<>]{0,400}?[\s/"']on[a-z]{3,20}\s*="#,
        r"(?i)(?:java|vb)\s*script\s*:\s*[a-z(\[%]|(?i)data\s*:\s*text/html",
        r#"(?i)<[a-z][^<>]{0,300}?style\s*=\s*["'][^"'<>]*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?:[^.0-9]|$)|color\s*:\s*transparent|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{3,})[^<>]*>"#,
        r"(?i)<[a-z][^<>]{0,200}\ssrcdoc\s*=",
        r"(?i)(?:expression|url)\s*\(\s*['\x22]?\s*javascript",
    ])
});

/// Where markup is more than formatting, in bytes.
pub fn markup(text: &str) -> Vec<Range<usize>> {
    // “&#106;avascript:” is markup to a browser, too
    let found = PATTERNS.iter().flat_map(|pattern| pattern.find_iter(text).map(|found| found.range()));
    let mut ranges: Vec<Range<usize>> = found.collect();
    if ranges.is_empty() && text.contains('<') {
        let tight: String =
            text.chars().filter(|character| !super::fold::unseen(*character) && !character.is_control()).collect();
        let decoded = super::encoded::entities(text).unwrap_or(tight);
        if decoded != text && PATTERNS.iter().any(|pattern| pattern.is_match(&decoded)) {
            ranges.push(0..text.len());
        }
    }
    joined(ranges)
}
