//! Rules that are no lengths: characters, emoji, repeated words, entries alike.

use crate::{count::is_emoji, terms::is_cjk};
use copydesk_domain::place::{Place, Said};
use copydesk_domain::{ChannelField, Finding, Level, channel::FieldRule};
use std::{collections::HashMap, ops::Range};
use unicode_segmentation::UnicodeSegmentation;

/// Articles, conjunctions and prepositions: marketplaces that limit how often a word stands in a title do not count these.
const SMALL_WORDS: [&str; 58] = [
    "a", "an", "the", "and", "or", "nor", "but", "for", "of", "in", "on", "at", "to", "from", "by", "with", "without",
    "as", "per", "der", "die", "das", "den", "dem", "ein", "eine", "und", "oder", "aus", "mit", "für", "von", "im",
    "zu", "le", "la", "les", "un", "une", "et", "ou", "de", "du", "des", "en", "à", "pour", "avec", "el", "los", "y",
    "con", "para", "il", "e", "di", "per", "o",
];

/// What breaks one rule of a field.
pub fn findings(field: &ChannelField, rule: &FieldRule, places: &[Place]) -> Vec<Finding> {
    match rule {
        FieldRule::ForbiddenCharacters { characters, source, date } => {
            let forbidden = |cluster: &str| cluster.chars().any(|character| characters.contains(character));
            let each = |place| characters_findings(field, place, "rule.forbidden_characters", &forbidden);
            places.iter().flat_map(each).map(|finding| finding.resting_on(source, date)).collect()
        }
        FieldRule::NoEmoji { source, date } => {
            let each = |place| characters_findings(field, place, "rule.emoji", &is_emoji);
            places.iter().flat_map(each).map(|finding| finding.resting_on(source, date)).collect()
        }
        FieldRule::WordRepeat { most, source, date } => {
            let each = |place| repeated(field, place, *most);
            places.iter().flat_map(each).map(|finding| finding.resting_on(source, date)).collect()
        }
        FieldRule::Distinct { source, date } => {
            alike(field, places).into_iter().map(|finding| finding.resting_on(source, date)).collect()
        }
    }
}

/// A finding for every run of characters that are not allowed.
fn characters_findings(
    field: &ChannelField,
    place: &Place,
    rule: &str,
    forbidden: &impl Fn(&str) -> bool,
) -> Vec<Finding> {
    let what = if rule == "rule.emoji" { "an emoji" } else { "a character" };
    let said = |range: Range<usize>| {
        let finding = place.finding(rule, Level::Ban, range);
        let characters = finding.text.clone();
        let name = &field.name.en;
        let message = format!("“{name}” holds {what} that the platform refuses there: {characters}");
        finding.with("name", name).with("characters", &characters).said(message, "Take it out.")
    };
    runs(&place.text, forbidden).into_iter().map(said).collect()
}

fn runs(text: &str, wanted: &impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, cluster) in text.grapheme_indices(true).filter(|(_, cluster)| wanted(cluster)) {
        let end = at + cluster.len();
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = end,
            _ => runs.push(at..end),
        }
    }
    runs
}

/// A finding where a word stands once too often. Chinese and Japanese are written without spaces: there are no words to
/// count there.
fn repeated(field: &ChannelField, place: &Place, most: u32) -> Vec<Finding> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut findings = Vec::new();
    for (at, word) in place.text.unicode_word_indices() {
        let folded = word.to_lowercase();
        if SMALL_WORDS.contains(&folded.as_str()) || word.chars().all(is_cjk) {
            continue;
        }
        let times = seen.entry(folded).or_default();
        *times += 1;
        if *times == most.saturating_add(1) {
            let name = &field.name.en;
            let message = format!("“{word}” stands more than {most} times in “{name}”: the platform refuses it.");
            let finding = place.finding("rule.word_repeat", Level::Ban, at..at + word.len());
            let finding = finding.with("name", name).with("word", word).with("most", most);
            findings.push(finding.said(message, "Say it in another word, or leave it out."));
        }
    }
    findings
}

/// A finding for every entry that an earlier one already says.
fn alike(field: &ChannelField, places: &[Place]) -> Vec<Finding> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut findings = Vec::new();
    for (at, place) in places.iter().enumerate() {
        let folded: String = place.text.split_whitespace().collect::<String>().to_lowercase();
        if folded.is_empty() {
            continue;
        }
        let first = *seen.entry(folded).or_insert(at);
        if first != at {
            let name = &field.name.en;
            let message =
                format!("Entries {} and {} of “{name}” are alike: the platform refuses it.", first + 1, at + 1);
            let finding = place.finding("rule.distinct", Level::Ban, 0..place.text.len());
            let finding = finding.with("name", name).with("same_as", first).with("first", first + 1);
            findings.push(finding.said(message, "Write another one."));
        }
    }
    findings
}
