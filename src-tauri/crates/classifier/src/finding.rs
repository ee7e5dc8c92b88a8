//! Suspicions as findings, with what they say.

use crate::{
    about::About,
    model::Model,
    suspicion::{Suspicion, suspicions},
};
use copydesk_domain::{
    Finding, Level, Market, RuleWords, Words,
    place::{Place, Said},
    sentence::sentences,
};
use serde::Deserialize;
use std::{collections::BTreeMap, ops::Range, sync::OnceLock};

const SHIPPED: &str = include_str!("../../../../assets/classifier/families.toml");

/// What is said about the families.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    message: Words,
    family: BTreeMap<String, Family>,
}

/// A family: its name, what to do, and what it rests on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Family {
    name: Words,
    suggestion: Words,
    #[serde(default)]
    cn: Option<Words>,
    #[serde(default)]
    us: Option<Words>,
    #[serde(default)]
    eu: Option<Words>,
    #[serde(default)]
    uk: Option<Words>,
    /// Where the market has no entry of its own.
    general: Words,
}

impl Family {
    /// The statutes of the markets, each once.
    fn basis(&self, markets: &[Market]) -> Words {
        let of = |market: &Market| match market {
            Market::Cn => self.cn.as_ref(),
            Market::Us => self.us.as_ref(),
            Market::Eu => self.eu.as_ref(),
            Market::Uk => self.uk.as_ref(),
        };
        let mut bases: Vec<&Words> = markets.iter().map(|market| of(market).unwrap_or(&self.general)).collect();
        if bases.is_empty() {
            bases.push(&self.general);
        }
        let joined = |language: fn(&Words) -> &str, between: &str| {
            let mut said: Vec<&str> = Vec::new();
            for basis in bases.iter().map(|basis| language(basis)) {
                if !said.contains(&basis) {
                    said.push(basis);
                }
            }
            said.join(between)
        };
        Words { en: joined(|words| &words.en, "; "), zh: joined(|words| &words.zh, "；") }
    }
}

fn texts() -> &'static Texts {
    static TEXTS: OnceLock<Texts> = OnceLock::new();
    // the tests read the file: it is whole
    TEXTS.get_or_init(|| toml::from_str(SHIPPED).unwrap_or_default())
}

/// What the classifier asks about a text. A sentence in which a rule already found something above advice, by
/// `ruled`, is left out: there the classifier has nothing to add.
#[must_use]
pub fn findings(place: &Place, about: &About<'_>, ruled: &[Finding]) -> Vec<Finding> {
    let found = suspicions(&place.text, about);
    if found.is_empty() {
        return Vec::new();
    }
    let known = ruled_sentences(place, ruled);
    let new = |suspicion: &&Suspicion| !known.iter().any(|sentence| sentence.contains(&suspicion.range.start));
    found.iter().filter(new).filter_map(|suspicion| finding(place, about, suspicion)).collect()
}

/// The sentences of a place that rules found something in.
fn ruled_sentences(place: &Place, ruled: &[Finding]) -> Vec<Range<usize>> {
    let here = |finding: &&Finding| {
        finding.level > Level::Advice
            && finding.start < finding.end
            && finding.field == place.field
            && finding.part == place.part
    };
    let byte = |scalar: u32| place.text.char_indices().nth(scalar as usize).map_or(place.text.len(), |(at, _)| at);
    let places: Vec<Range<usize>> =
        ruled.iter().filter(here).map(|finding| byte(finding.start)..byte(finding.end)).collect();
    let meets =
        |sentence: &Range<usize>| places.iter().any(|place| place.start < sentence.end && sentence.start < place.end);
    sentences(&place.text).into_iter().filter(meets).collect()
}

fn finding(place: &Place, about: &About<'_>, suspicion: &Suspicion) -> Option<Finding> {
    let texts = texts();
    let family = texts.family.get(suspicion.family)?;
    let sentences = Model::shipped().sentences().to_string();
    let said = |template: &str, name: &str, open: &str, close: &str, between: &str| {
        let words: Vec<String> = suspicion.words.iter().map(|word| format!("{open}{word}{close}")).collect();
        // what was written comes last, so that nothing in it is filled in
        let template = template.replace("{family}", name).replace("{sentences}", &sentences);
        template.replace("{words}", &words.join(between))
    };
    let words = RuleWords {
        name: family.name.clone(),
        basis: family.basis(about.markets),
        message: Words {
            en: said(&texts.message.en, &family.name.en, "“", "”", ", "),
            zh: said(&texts.message.zh, &family.name.zh, "“", "”", "、"),
        },
        suggestion: family.suggestion.clone(),
    };
    let mut finding = place
        .finding(&format!("learned.{}", suspicion.family), Level::Evidence, suspicion.range.clone())
        .said(words.message.en.clone(), &words.suggestion.en)
        .resting_on(&words.basis.en, "")
        .with("probability", format!("{:.2}", suspicion.probability));
    finding.words = Some(words);
    Some(finding)
}
