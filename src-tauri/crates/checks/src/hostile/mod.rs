//! Text that would rather be obeyed than read: instructions to a model inside data, markup that runs, characters that
//! nobody sees, controls that turn the order of reading. Method, figures and limits are in `README.md` beside this file.

mod bidi;
mod encoded;
mod fold;
mod inert;
mod instruction;
mod invisible;
mod markup;
mod phrases;

pub use inert::inert;

use copydesk_domain::place::{Place, Said};
use copydesk_domain::{Finding, Level};
use regex::Regex;
use std::ops::Range;

/// Most findings of a rule in one text: a text that is full of them needs no more.
const MOST: usize = 20;

const LLM01: &str = "OWASP Top 10 for LLM Applications 2025, LLM01 Prompt Injection";
const LLM05: &str = "OWASP Top 10 for LLM Applications 2025, LLM05 Improper Output Handling";
const UTS39: &str = "Unicode Technical Standard 39, Security Mechanisms";
const UTR36: &str = "Unicode Technical Report 36, Security Considerations";

/// What is hostile in a text of a product or a copy, by rule: `hostile.instruction`, `hostile.markup`,
/// `hostile.invisible`, `hostile.bidi`.
#[must_use]
pub fn hostile_findings(place: &Place) -> Vec<Finding> {
    let text = place.text.as_str();
    let mut findings = Vec::new();
    for range in instruction::instructions(text).into_iter().take(MOST) {
        let finding = place.finding("hostile.instruction", Level::Caution, range).resting_on(LLM01, "");
        findings.push(finding.said(
            "This reads like an instruction to a language model, not like a text about a product.".to_owned(),
            "Take it out, unless it belongs there: a model may follow it.",
        ));
    }
    for range in markup::markup(text).into_iter().take(MOST) {
        let finding = place.finding("hostile.markup", Level::Caution, range).resting_on(LLM05, "");
        findings.push(finding.said(
            "This markup can run code, load a page or hide text.".to_owned(),
            "Take it out. Plain formatting such as <b> or <ul> may stay.",
        ));
    }
    for unseen in invisible::invisible(text).into_iter().take(MOST) {
        let level = if unseen.plain_hyphen { Level::Advice } else { Level::Caution };
        let message = if unseen.plain_hyphen {
            "A soft hyphen stands here. It is not seen, yet it is counted and sent.".to_owned()
        } else {
            format!("Characters stand here that nobody sees: {}.", unseen.names(text))
        };
        let finding = place.finding("hostile.invisible", level, unseen.range).resting_on(UTS39, "");
        findings.push(finding.said(message, "Take them out."));
    }
    for range in bidi::turned(text).into_iter().take(MOST) {
        let finding = place.finding("hostile.bidi", Level::Caution, range).resting_on(UTR36, "");
        findings.push(finding.said(
            "A control turns the direction of reading here: what is seen is not what is sent.".to_owned(),
            "Take it out.",
        ));
    }
    findings
}

/// Whether anything in a text asks for a person's word.
#[must_use]
pub fn suspicious(text: &str) -> bool {
    !instruction::instructions(text).is_empty()
        || !markup::markup(text).is_empty()
        || invisible::invisible(text).iter().any(|unseen| !unseen.plain_hyphen)
        || !bidi::turned(text).is_empty()
}

/// Patterns ready for use. All of them are written here and compile, as the tests make sure.
fn compiled(patterns: &[&str]) -> Vec<Regex> {
    let ready: Vec<Regex> = patterns.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect();
    debug_assert_eq!(ready.len(), patterns.len());
    ready
}

/// Ranges in order; those that touch become one.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}
