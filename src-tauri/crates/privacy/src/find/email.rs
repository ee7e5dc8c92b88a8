//! Email addresses of persons.

use super::{Hit, compiled};
use crate::kind::PersonalKind;
use regex::Regex;
use std::sync::LazyLock;

static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled([
        r"[\p{Latin}0-9._%+'-]*[\p{Latin}0-9_%+-]@(?:[\p{Latin}0-9](?:[\p{Latin}0-9-]*[\p{Latin}0-9])?\.)+\p{Latin}{2,24}",
        r"(?i)\b[a-z0-9._%+-]+ ?[(\[{] ?at ?[)\]}] ?[a-z0-9-]+(?: ?[(\[{] ?dot ?[)\]}] ?|\.)[a-z]{2,24}\b",
    ])
});

/// Mailboxes of a desk.
const DESKS: [&str; 34] = [
    "info",
    "support",
    "sales",
    "service",
    "hello",
    "contact",
    "help",
    "care",
    "noreply",
    "no-reply",
    "donotreply",
    "orders",
    "order",
    "press",
    "media",
    "office",
    "admin",
    "returns",
    "shop",
    "store",
    "team",
    "marketing",
    "jobs",
    "privacy",
    "legal",
    "billing",
    "newsletter",
    "customerservice",
    "customercare",
    "kefu",
    "kontakt",
    "feedback",
    "postmaster",
    "webmaster",
];
/// Ends of file names such as `icon@2x.png`.
const FILES: [&str; 9] = ["png", "jpg", "jpeg", "webp", "gif", "svg", "css", "js", "pdf"];

pub fn emails(text: &str) -> Vec<Hit> {
    let found = PATTERNS.iter().flat_map(|pattern| pattern.find_iter(text)).filter(|found| {
        let whole = found.as_str().to_lowercase();
        let desk = whole.split(['@', '(', '[', '{', ' ']).next().unwrap_or_default().trim();
        let end = whole.rsplit(['.', ' ', ')']).next().unwrap_or_default();
        !DESKS.contains(&desk) && !FILES.contains(&end)
    });
    found.map(|found| Hit::new(PersonalKind::Email, found.range())).collect()
}
