//! Rule packs: dated data that a person can read, change and test.

use crate::{
    about::Audience,
    category::CategoryId,
    phrase::{Lists, Phrase, PhraseError},
};
use copydesk_domain::{Level, Market, RuleWords, Words, channel::ChannelFamily};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The packs of this build, by the name of their file.
const SHIPPED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/packs.rs"));
const SHARED_LISTS: &str = include_str!("../../../../assets/rules/lists.toml");

/// Why a pack cannot be used. Says the file, the rule and the field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// The file is no TOML, or has a field that is missing, unknown or of the wrong kind.
    #[error("{file}: {message}")]
    File {
        /// The file.
        file: String,
        /// What the reader of the file says, with the line.
        message: String,
    },
    /// A field says something that it cannot say.
    #[error("{file}, rule {rule}, {field}: {message}")]
    Field {
        /// The file; `own rules` for those of the brand.
        file: String,
        /// The rule's id; the pack's for a field of the pack.
        rule: String,
        /// The field.
        field: &'static str,
        /// What is wrong.
        message: String,
    },
    /// A phrase that cannot be read.
    #[error("{file}, rule {rule}, {field}, “{phrase}”: {reason}")]
    Phrase {
        /// The file; `own rules` for those of the brand.
        file: String,
        /// The rule's id.
        rule: String,
        /// The field.
        field: &'static str,
        /// The phrase as it was written.
        phrase: String,
        /// Why it cannot be read.
        reason: PhraseError,
    },
}

/// A document that a pack rests on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The document.
    pub title: String,
    /// Its date or that of its last change, as the year, the month or the day.
    #[serde(default)]
    pub date: String,
}

/// A sentence that a rule must find, or let pass, with what the rule may know of the product.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Sample {
    /// A sentence about a product that nothing is known of.
    Plain(String),
    /// A sentence and the product.
    About {
        /// The sentence.
        text: String,
        /// All facts as one text.
        #[serde(default)]
        facts: String,
        /// Attributes by name.
        #[serde(default)]
        attributes: BTreeMap<String, String>,
    },
}

/// A rule as it is written. [`Pack::read`] has checked every field.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The pack's id and one more word, such as `us.free.conditions`.
    pub id: String,
    /// How serious a finding is.
    pub level: Level,
    /// The rule in a few words.
    pub name: Words,
    /// The statute or document and its article.
    pub basis: Words,
    /// What is wrong. `{words}` stands for the words that were hit.
    pub message: Words,
    /// What to do.
    pub suggestion: Words,
    #[serde(default)]
    pub(crate) phrases: Vec<String>,
    #[serde(default)]
    pub(crate) except: Vec<String>,
    #[serde(default)]
    pub(crate) unless: Vec<String>,
    #[serde(default)]
    pub(crate) only_with: Vec<String>,
    #[serde(default)]
    pub(crate) unless_in_facts: bool,
    #[serde(default)]
    pub(crate) needs_fact: Vec<String>,
    #[serde(default)]
    pub(crate) markets: Vec<Market>,
    #[serde(default)]
    pub(crate) categories: Vec<CategoryId>,
    #[serde(default)]
    pub(crate) not_categories: Vec<CategoryId>,
    #[serde(default, rename = "where")]
    pub(crate) audiences: Vec<Audience>,
    #[serde(default)]
    pub(crate) families: Vec<ChannelFamily>,
    #[serde(default)]
    pub(crate) requires: Vec<String>,
    #[serde(default)]
    pub(crate) when: Vec<String>,
    #[serde(default)]
    pub(crate) hits: Vec<Sample>,
    #[serde(default)]
    pub(crate) passes: Vec<Sample>,
}

impl Rule {
    /// What the rule says, in both languages of the interface.
    #[must_use]
    pub fn words(&self) -> RuleWords {
        RuleWords {
            name: self.name.clone(),
            basis: self.basis.clone(),
            message: self.message.clone(),
            suggestion: self.suggestion.clone(),
        }
    }

    /// Whether the rule finds an absence, in the whole of a text.
    #[must_use]
    pub fn misses(&self) -> bool {
        !self.requires.is_empty()
    }

    /// The phrases that it looks for, as they are written.
    #[must_use]
    pub fn phrases(&self) -> &[String] {
        &self.phrases
    }

    pub(crate) fn fields(&self) -> [(&'static str, &[String]); 6] {
        [
            ("phrases", &self.phrases),
            ("except", &self.except),
            ("unless", &self.unless),
            ("only_with", &self.only_with),
            ("requires", &self.requires),
            ("when", &self.when),
        ]
    }
}

/// A pack of rules.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// First part of the ids of its rules, such as `us.free`.
    pub id: String,
    /// The day of its last change, as `2026-11-25`.
    pub version: String,
    /// What it is called.
    pub name: Words,
    /// Markets whose law it is; empty for all.
    #[serde(default)]
    pub markets: Vec<Market>,
    /// Product categories that it is about; empty for all.
    #[serde(default)]
    pub categories: Vec<CategoryId>,
    /// Kinds of readers that it protects; empty for both.
    #[serde(default, rename = "where")]
    pub audiences: Vec<Audience>,
    /// Documents that it rests on.
    #[serde(default)]
    pub source: Vec<Source>,
    /// Whether it is on until a person says otherwise.
    #[serde(default = "yes")]
    pub on: bool,
    #[serde(default)]
    pub(crate) lists: Lists,
    /// Its rules.
    #[serde(default, rename = "rule")]
    pub rules: Vec<Rule>,
    /// The shared lists that it was read with.
    #[serde(skip)]
    pub(crate) shared: Lists,
    /// The file as it was read, for the version of a rulebook.
    #[serde(skip)]
    pub(crate) digest: u64,
}

fn yes() -> bool {
    true
}

impl Pack {
    /// The packs of this build. Reading them takes some milliseconds: keep them in a `OnceLock`.
    ///
    /// # Errors
    /// When a file is wrong, which the tests of this crate rule out.
    pub fn shipped() -> Result<Vec<Self>, PackError> {
        SHIPPED.iter().map(|(file, text)| Self::read(file, text)).collect()
    }

    /// Reads a pack and checks every field and phrase. `file` is named in errors.
    ///
    /// # Errors
    /// When the text is no pack, with the rule and the field.
    pub fn read(file: &str, text: &str) -> Result<Self, PackError> {
        let wrong = |message: String| PackError::File { file: file.to_owned(), message };
        let mut pack: Self = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
        let shared: BTreeMap<String, Lists> = toml::from_str(SHARED_LISTS)
            .map_err(|error| PackError::File { file: "lists.toml".to_owned(), message: error.to_string() })?;
        pack.shared = shared.into_values().flatten().collect();
        pack.digest = crate::version::digest(&[text, SHARED_LISTS]);
        pack.check(file)?;
        Ok(pack)
    }

    fn check(&self, file: &str) -> Result<(), PackError> {
        let wrong = |rule: &str, field: &'static str, message: &str| {
            Err(PackError::Field { file: file.to_owned(), rule: rule.to_owned(), field, message: message.to_owned() })
        };
        if !is_id(&self.id) {
            return wrong(&self.id, "id", "small letters, digits, `_` and `-`, with dots between the words");
        }
        if !is_day(&self.version) {
            return wrong(&self.id, "version", "the day of the last change, such as 2026-11-25");
        }
        if self.rules.is_empty() {
            return wrong(&self.id, "rule", "a pack has at least one rule");
        }
        let mut ids = BTreeSet::new();
        for rule in &self.rules {
            let own = rule.id.strip_prefix(&self.id).and_then(|rest| rest.strip_prefix('.'));
            if !own.is_some_and(is_id) {
                return wrong(&rule.id, "id", &format!("has to begin with “{}.”", self.id));
            }
            if !ids.insert(&rule.id) {
                return wrong(&rule.id, "id", "two rules have this id");
            }
            for (field, words) in [
                ("name", &rule.name),
                ("basis", &rule.basis),
                ("message", &rule.message),
                ("suggestion", &rule.suggestion),
            ] {
                if words.en.trim().is_empty() || words.zh.trim().is_empty() {
                    return wrong(&rule.id, field, "both languages have to say something");
                }
            }
            if rule.phrases.is_empty() == rule.requires.is_empty() {
                return wrong(&rule.id, "phrases", "a rule has either phrases or requires");
            }
            if rule.misses() && !(rule.except.is_empty() && rule.unless.is_empty() && rule.only_with.is_empty()) {
                return wrong(&rule.id, "requires", "except, unless and only_with go with phrases");
            }
            if !rule.misses() && !rule.when.is_empty() {
                return wrong(&rule.id, "when", "goes with requires");
            }
            if rule.hits.len() < 2 || rule.passes.len() < 2 {
                return wrong(&rule.id, "hits", "a rule needs two sentences that it finds and two that it lets pass");
            }
            for (field, phrases) in rule.fields() {
                self.phrases(file, &rule.id, field, phrases)?;
            }
        }
        Ok(())
    }

    /// Reads the phrases of a field.
    pub(crate) fn phrases(
        &self,
        file: &str,
        rule: &str,
        field: &'static str,
        written: &[String],
    ) -> Result<Vec<Phrase>, PackError> {
        read_phrases(file, rule, field, written, &[&self.lists, &self.shared])
    }
}

/// Reads the phrases of a field of a rule.
pub(crate) fn read_phrases(
    file: &str,
    rule: &str,
    field: &'static str,
    written: &[String],
    lists: &[&Lists],
) -> Result<Vec<Phrase>, PackError> {
    let read = |phrase: &String| {
        Phrase::read(phrase, lists).map_err(|reason| PackError::Phrase {
            file: file.to_owned(),
            rule: rule.to_owned(),
            field,
            phrase: phrase.clone(),
            reason,
        })
    };
    written.iter().map(read).collect()
}

/// Words of small letters, digits, `_` and `-`, with dots between.
pub(crate) fn is_id(id: &str) -> bool {
    let letter = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || matches!(char, '_' | '-');
    id.split('.').all(|word| !word.is_empty() && word.chars().all(letter))
}

fn is_day(day: &str) -> bool {
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = day.split('-').collect();
    matches!(parts.as_slice(), [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
}
