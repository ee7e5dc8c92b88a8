//! Finds personal data.

mod account;
mod address;
mod chinese_address;
mod chinese_name;
mod context;
mod email;
mod id;
mod ip;
mod lists;
mod name;
mod phone;

use crate::{
    folded::Folded,
    kind::{PersonalData, PersonalKind},
};
use copydesk_domain::place::whole;
use regex::Regex;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// A place in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What stands there.
    pub kind: PersonalKind,
    /// Where.
    pub range: Range<usize>,
}

impl Hit {
    pub(crate) const fn new(kind: PersonalKind, range: Range<usize>) -> Self {
        Self { kind, range }
    }
}

/// Personal data of a text, in the order of their places. Words of special categories are left to
/// [`special_words`](crate::special_words).
#[must_use]
pub fn personal_data(text: &str) -> Vec<PersonalData> {
    located(text, hits(text))
}

/// Personal data by bytes, without overlaps, on the borders of what is read as characters.
pub fn hits(text: &str) -> Vec<Hit> {
    let folded = Folded::of(text);
    let plain = folded.text.as_str();
    // what is surer comes first and keeps its place
    let finders: [fn(&str) -> Vec<Hit>; 9] = [
        email::emails,
        account::accounts,
        id::ids,
        ip::addresses,
        phone::phones,
        address::addresses,
        chinese_address::addresses,
        name::names,
        chinese_name::names,
    ];
    let mut kept: Vec<Hit> = Vec::new();
    for finder in finders {
        let mut found = finder(plain);
        found.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end)));
        for hit in found {
            if kept.iter().all(|other| hit.range.end <= other.range.start || other.range.end <= hit.range.start) {
                kept.push(hit);
            }
        }
    }
    for hit in &mut kept {
        hit.range = folded.origin(&hit.range);
    }
    kept.sort_by_key(|hit| hit.range.start);
    on_borders(text, kept)
}

/// Hits widened to grapheme clusters; one that then runs into the one before is left out.
fn on_borders(text: &str, hits: Vec<Hit>) -> Vec<Hit> {
    let mut clusters = text.grapheme_indices(true).map(|(at, cluster)| at..at + cluster.len()).peekable();
    let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
    for mut hit in hits {
        while clusters.peek().is_some_and(|cluster| cluster.end <= hit.range.start) {
            clusters.next();
        }
        let Some(first) = clusters.peek().cloned() else { break };
        if kept.last().is_some_and(|last| last.range.end > first.start) {
            continue;
        }
        let mut end = first.end;
        while end < hit.range.end {
            clusters.next();
            let Some(next) = clusters.peek() else { break };
            end = next.end;
        }
        hit.range = first.start..end;
        kept.push(hit);
    }
    kept
}

/// Hits with their places in scalars.
pub fn located(text: &str, hits: Vec<Hit>) -> Vec<PersonalData> {
    let (mut at, mut count) = (0, 0);
    let mut scalars = |to: usize| {
        count += text[at..to].chars().count();
        at = to;
        whole(count)
    };
    let located = hits.into_iter().map(|Hit { kind, range }| {
        let (start, end) = (scalars(range.start), scalars(range.end));
        PersonalData { kind, start, end, text: text[range].to_owned() }
    });
    located.collect()
}

/// Patterns ready for use. All of them are written here and compile, as a test makes sure.
pub fn compiled<const N: usize>(patterns: [&str; N]) -> Vec<Regex> {
    let ready: Vec<Regex> = patterns.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect();
    debug_assert_eq!(ready.len(), N, "{patterns:?}");
    ready
}
