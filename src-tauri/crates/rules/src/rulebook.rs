//! The rules of all packs, a shop's own rules and its overrides, made ready to judge texts.

use crate::{
    about::About,
    fold::{Folded, fold},
    matcher::Matcher,
    own::{Override, OwnRule, Setting},
    pack::{Pack, PackError, Rule, is_id, read_phrases},
    phrase::{Lists, Phrase},
    sentence::sentences,
    version::digest,
};
use aho_corasick::AhoCorasick;
use copydesk_domain::{
    Finding, Level, RuleWords, Words,
    place::{Place, Said},
};
use std::{cell::OnceCell, collections::BTreeMap, ops::Range};

/// Words that a rule stands against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The rule's id.
    pub rule: String,
    /// How serious, overrides counted.
    pub level: Level,
    /// Where, in bytes of the text that was judged. Empty when something is missing from the whole of it.
    pub range: Range<usize>,
    /// The words at that place.
    pub text: String,
    /// What the rule says.
    pub words: RuleWords,
}

/// A rule that is ready.
#[derive(Debug)]
pub(crate) struct Ready {
    pub rule: Rule,
    /// The pack's place in the book; none for a shop's own rule.
    pack: Option<usize>,
    level: Level,
    on: bool,
    phrases: Matcher,
    except: Matcher,
    unless: Matcher,
    only_with: Matcher,
    requires: Matcher,
    when: Matcher,
    needs_fact: Vec<Vec<String>>,
}

/// The product, folded when a rule first asks for it.
pub(crate) struct Product<'a> {
    about: &'a About<'a>,
    facts: OnceCell<String>,
    names: OnceCell<Vec<String>>,
}

impl<'a> Product<'a> {
    pub fn of(about: &'a About<'a>) -> Self {
        Self { about, facts: OnceCell::new(), names: OnceCell::new() }
    }

    fn states(&self, words: &str) -> bool {
        let words = tight(words);
        !words.is_empty() && self.facts.get_or_init(|| tight(self.about.facts)).contains(&words)
    }

    fn has_attribute(&self, wanted: &[Vec<String>]) -> bool {
        let filled = || self.about.attributes.iter().filter(|(_, value)| !value.trim().is_empty());
        let names = self.names.get_or_init(|| filled().map(|(name, _)| fold(name)).collect());
        names.iter().any(|name| wanted.iter().any(|words| words.iter().all(|word| name.contains(word))))
    }
}

/// Folded and without what may be written or left out: “100 % cotton”, “100% cotton”.
fn tight(text: &str) -> String {
    let mut text = fold(text);
    text.retain(|char| char != ' ' && char != '-');
    text
}

impl Ready {
    fn read(pack: &Pack, at: usize, rule: &Rule) -> Result<Self, PackError> {
        let read = |field: &'static str, written: &[String]| pack.phrases(&pack.id, &rule.id, field, written);
        Ok(Self {
            pack: Some(at),
            level: rule.level,
            on: pack.on,
            phrases: Matcher::of(&read("phrases", &rule.phrases)?),
            except: Matcher::of(&read("except", &rule.except)?),
            unless: Matcher::of(&read("unless", &rule.unless)?),
            only_with: Matcher::of(&read("only_with", &rule.only_with)?),
            requires: Matcher::of(&read("requires", &rule.requires)?),
            when: Matcher::of(&read("when", &rule.when)?),
            needs_fact: attribute_names(&rule.needs_fact),
            rule: rule.clone(),
        })
    }

    /// Compiles every field now.
    pub fn check(&self) -> Result<(), PackError> {
        let fields = [
            ("phrases", &self.phrases),
            ("except", &self.except),
            ("unless", &self.unless),
            ("only_with", &self.only_with),
            ("requires", &self.requires),
            ("when", &self.when),
        ];
        for (field, matcher) in fields {
            matcher.check().map_err(|reason| PackError::Phrase {
                file: self.rule.id.clone(),
                rule: self.rule.id.clone(),
                field,
                phrase: "…".to_owned(),
                reason,
            })?;
        }
        Ok(())
    }

    /// Places in a folded sentence.
    pub fn places(&self, sentence: &str, product: &Product<'_>) -> Vec<Range<usize>> {
        let mut places = self.phrases.places(sentence);
        if places.is_empty()
            || self.unless.finds(sentence)
            || (!self.only_with.is_empty() && !self.only_with.finds(sentence))
            || (!self.needs_fact.is_empty() && product.has_attribute(&self.needs_fact))
        {
            return Vec::new();
        }
        if !self.except.is_empty() {
            let except = self.except.places(sentence);
            places.retain(|place| !except.iter().any(|other| place.start < other.end && other.start < place.end));
        }
        if self.rule.unless_in_facts {
            places.retain(|place| !product.states(&sentence[place.clone()]));
        }
        places
    }

    /// For a rule that finds an absence: the text and the place where to say so.
    pub fn missing(&self, texts: &[&str], product: &Product<'_>) -> Option<(usize, Range<usize>)> {
        if !self.needs_fact.is_empty() && product.has_attribute(&self.needs_fact) {
            return None;
        }
        let folded: Vec<Folded> = texts.iter().map(|text| Folded::of(text)).collect();
        if texts.iter().all(|text| text.trim().is_empty()) || folded.iter().any(|text| self.requires.finds(&text.text))
        {
            return None;
        }
        if self.when.is_empty() {
            return Some((0, 0..0));
        }
        folded.iter().enumerate().find_map(|(at, text)| {
            let place = self.when.places(&text.text).into_iter().next()?;
            Some((at, text.original(place)))
        })
    }

    fn applies(&self, pack: Option<&Pack>, about: &About<'_>) -> bool {
        let rule = &self.rule;
        let of_pack = |markets: &[_], market| markets.is_empty() || markets.contains(market);
        let pack_markets = pack.map_or(&[][..], |pack| &pack.markets);
        let market = (pack_markets.is_empty() && rule.markets.is_empty())
            || about.markets.iter().any(|market| of_pack(pack_markets, market) && of_pack(&rule.markets, market));
        let category = |wanted: &[_]| wanted.is_empty() || wanted.iter().any(|id| about.categories.contains(id));
        let audience = |wanted: &[_]| wanted.is_empty() || wanted.contains(&about.audience);
        self.on
            && market
            && category(&rule.categories)
            && pack.is_none_or(|pack| category(&pack.categories) && audience(&pack.audiences))
            && audience(&rule.audiences)
            && !rule.not_categories.iter().any(|id| about.categories.contains(id))
            && (rule.families.is_empty() || about.family.is_some_and(|family| rule.families.contains(&family)))
    }

    fn hit(&self, text: &str, range: Range<usize>) -> Hit {
        let found = text[range.clone()].to_owned();
        let mut words = self.rule.words();
        for said in [&mut words.message, &mut words.suggestion] {
            for language in [&mut said.en, &mut said.zh] {
                *language = language.replace("{words}", &found);
            }
        }
        Hit { rule: self.rule.id.clone(), level: self.level, range, text: found, words }
    }
}

fn attribute_names(written: &[String]) -> Vec<Vec<String>> {
    let alternatives = written.iter().flat_map(|names| names.split('|'));
    let words = |name: &str| -> Vec<String> { fold(name).split_whitespace().map(str::to_owned).collect() };
    alternatives.map(words).filter(|words| !words.is_empty()).collect()
}

/// All rules, ready to judge.
#[derive(Debug)]
pub struct Rulebook {
    packs: Vec<Pack>,
    rules: Vec<Ready>,
    /// Finds literals of phrases; `concerned` has the rule of each.
    literals: AhoCorasick,
    concerned: Vec<Vec<usize>>,
    /// Of overrides and own rules.
    shop: u64,
}

impl Rulebook {
    /// Puts packs, a shop's overrides and its own rules together. Overrides of ids that nobody has do nothing: a pack
    /// may have been dropped since.
    ///
    /// # Errors
    /// When a phrase cannot be read or an own rule has no fitting id. Names the rule and the field.
    pub fn new(packs: Vec<Pack>, overrides: &[Override], own: &[OwnRule]) -> Result<Self, PackError> {
        let mut rules = Vec::new();
        let mut phrases = Vec::new();
        for (at, pack) in packs.iter().enumerate() {
            for rule in &pack.rules {
                rules.push(Ready::read(pack, at, rule)?);
                phrases.push(pack.phrases(&pack.id, &rule.id, "phrases", &rule.phrases)?);
            }
        }
        for rule in own {
            let (ready, read) = own_rule(rule)?;
            rules.push(ready);
            phrases.push(read);
        }
        for ready in &mut rules {
            let pack = ready.pack.and_then(|at| packs.get(at)).map(|pack| pack.id.as_str());
            // those of the pack first, so that those of the rule have the last word
            let of_pack = overrides.iter().filter(|set| Some(set.target.as_str()) == pack);
            let of_rule = overrides.iter().filter(|set| set.target == ready.rule.id);
            for set in of_pack.chain(of_rule) {
                match set.set {
                    Setting::Off => ready.on = false,
                    Setting::On => ready.on = true,
                    Setting::Level(level) => ready.level = level,
                }
            }
        }
        let (literals, concerned) = index(&phrases)?;
        Ok(Self { shop: shop_digest(overrides, own), packs, rules, literals, concerned })
    }

    fn pack(&self, rule: &Ready) -> Option<&Pack> {
        rule.pack.and_then(|at| self.packs.get(at))
    }

    fn applying(&self, about: &About<'_>) -> Vec<bool> {
        self.rules.iter().map(|rule| rule.applies(self.pack(rule), about)).collect()
    }

    /// What the rules find in a text, by place. The same for the text as for its sentences one by one, save for rules
    /// that miss something, which look at the whole.
    #[must_use]
    pub fn judge(&self, text: &str, about: &About<'_>) -> Vec<Hit> {
        let applying = self.applying(about);
        let product = Product::of(about);
        let mut hits: Vec<Hit> = Vec::new();
        for (rule, _, range) in self.absences(&[text], &applying, &product) {
            hits.push(rule.hit(text, range));
        }
        self.each(text, &applying, &product, |rule, range| hits.push(rule.hit(text, range)));
        hits.sort_by(|one, other| order(one).cmp(&order(other)));
        hits
    }

    /// What the rules find in the texts of one draft, as findings: sentence by sentence in every place, and what is
    /// missing once for all places together.
    #[must_use]
    pub fn findings(&self, places: &[Place], about: &About<'_>) -> Vec<Finding> {
        let applying = self.applying(about);
        let product = Product::of(about);
        let texts: Vec<&str> = places.iter().map(|place| place.text.as_str()).collect();
        let mut findings = Vec::new();
        for (rule, at, range) in self.absences(&texts, &applying, &product) {
            findings.extend(places.get(at).map(|place| self.finding(place, rule, range)));
        }
        for place in places {
            let before = findings.len();
            self.each(&place.text, &applying, &product, |rule, range| findings.push(self.finding(place, rule, range)));
            if let Some(own) = findings.get_mut(before..) {
                own.sort_by(|one, other| (one.start, one.end, &one.rule).cmp(&(other.start, other.end, &other.rule)));
            }
        }
        findings
    }

    fn finding(&self, place: &Place, rule: &Ready, range: Range<usize>) -> Finding {
        let hit = rule.hit(&place.text, range.clone());
        let mut finding = place
            .finding(&hit.rule, hit.level, range)
            .said(hit.words.message.en.clone(), &hit.words.suggestion.en)
            .resting_on(&hit.words.basis.en, "");
        if let Some(pack) = self.pack(rule) {
            finding = finding.with("pack", format!("{}@{}", pack.id, pack.version));
        }
        finding.words = Some(hit.words);
        finding
    }

    fn each(&self, text: &str, applying: &[bool], product: &Product<'_>, mut found: impl FnMut(&Ready, Range<usize>)) {
        let mut due = vec![false; self.rules.len()];
        let mut list = Vec::new();
        for sentence in sentences(text) {
            let folded = Folded::of(&text[sentence.clone()]);
            for literal in self.literals.find_overlapping_iter(&folded.text) {
                for &at in self.concerned.get(literal.pattern().as_usize()).into_iter().flatten() {
                    if applying.get(at) == Some(&true) && due.get(at) == Some(&false) {
                        due[at] = true;
                        list.push(at);
                    }
                }
            }
            for at in list.drain(..) {
                due[at] = false;
                let Some(rule) = self.rules.get(at) else { continue };
                for place in rule.places(&folded.text, product) {
                    let place = folded.original(place);
                    found(rule, sentence.start + place.start..sentence.start + place.end);
                }
            }
        }
    }

    fn absences<'a>(
        &'a self,
        texts: &[&str],
        applying: &[bool],
        product: &Product<'_>,
    ) -> Vec<(&'a Ready, usize, Range<usize>)> {
        let rules = self.rules.iter().zip(applying).filter(|(rule, applies)| **applies && rule.rule.misses());
        rules.filter_map(|(rule, _)| rule.missing(texts, product).map(|(at, range)| (rule, at, range))).collect()
    }

    /// The packs that apply with their versions, and a hash of what they, the overrides and the own rules say. An
    /// approval that names it was given under exactly these rules.
    #[must_use]
    pub fn version(&self, about: &About<'_>) -> String {
        let mut packs: BTreeMap<&str, &Pack> = BTreeMap::new();
        for rule in &self.rules {
            if let Some(pack) = self.pack(rule)
                && rule.applies(Some(pack), about)
            {
                packs.insert(&pack.id, pack);
            }
        }
        let names: Vec<String> = packs.values().map(|pack| format!("{}@{}", pack.id, pack.version)).collect();
        let digests = packs.values().map(|pack| pack.digest).chain([self.shop]);
        let parts: Vec<String> = digests.map(|digest| format!("{digest:016x}")).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        format!("{} #{:016x}", names.join(" "), digest(&parts)).trim_start().to_owned()
    }

    /// A hash of all packs, the overrides and the own rules: another one when anything of them is another.
    #[must_use]
    pub fn edition(&self) -> String {
        let digests = self.packs.iter().map(|pack| pack.digest).chain([self.shop]);
        let parts: Vec<String> = digests.map(|digest| format!("{digest:016x}")).collect();
        format!("{:016x}", digest(&parts.iter().map(String::as_str).collect::<Vec<_>>()))
    }

    /// Compiles all phrases, which the first texts would otherwise wait for: some hundred milliseconds, for a thread
    /// beside the one that answers.
    ///
    /// # Errors
    /// When phrases stand for too much, which the tests of a pack rule out.
    pub fn prepare(&self) -> Result<(), PackError> {
        self.rules.iter().try_for_each(Ready::check)
    }

    /// The packs.
    #[must_use]
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    pub(crate) fn rules(&self) -> &[Ready] {
        &self.rules
    }
}

fn order(hit: &Hit) -> (usize, usize, &str) {
    (hit.range.start, hit.range.end, &hit.rule)
}

fn index(phrases: &[Vec<Phrase>]) -> Result<(AhoCorasick, Vec<Vec<usize>>), PackError> {
    let mut by_literal: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, phrases) in phrases.iter().enumerate() {
        for literal in phrases.iter().flat_map(|phrase| &phrase.literals) {
            let rules = by_literal.entry(literal).or_default();
            if rules.last() != Some(&at) {
                rules.push(at);
            }
        }
    }
    let literals = AhoCorasick::new(by_literal.keys())
        .map_err(|error| PackError::File { file: "all packs".to_owned(), message: error.to_string() })?;
    Ok((literals, by_literal.into_values().collect()))
}

fn own_rule(own: &OwnRule) -> Result<(Ready, Vec<Phrase>), PackError> {
    const FILE: &str = "own rules";
    let wrong = |field: &'static str, message: &str| PackError::Field {
        file: FILE.to_owned(),
        rule: own.id.clone(),
        field,
        message: message.to_owned(),
    };
    if !own.id.strip_prefix("own.").is_some_and(is_id) {
        return Err(wrong("id", "has to begin with “own.” and go on with small letters, digits, `_` and `-`"));
    }
    if own.phrases.is_empty() {
        return Err(wrong("phrases", "the rule needs at least one phrase"));
    }
    let phrases = read_phrases(FILE, &own.id, "phrases", &own.phrases, &[&Lists::new()])?;
    // a brand writes in its own language, once
    let said = |text: &str| Words { en: text.to_owned(), zh: text.to_owned() };
    let empty = || Matcher::of(&[]);
    let ready = Ready {
        rule: Rule {
            id: own.id.clone(),
            level: own.level,
            name: said(own.id.trim_start_matches("own.")),
            basis: Words { en: "The brand’s own rule".to_owned(), zh: "品牌自定规则".to_owned() },
            message: said(&own.message),
            suggestion: said(&own.suggestion),
            phrases: own.phrases.clone(),
            except: Vec::new(),
            unless: Vec::new(),
            only_with: Vec::new(),
            unless_in_facts: false,
            needs_fact: Vec::new(),
            markets: Vec::new(),
            categories: Vec::new(),
            not_categories: Vec::new(),
            audiences: Vec::new(),
            families: Vec::new(),
            requires: Vec::new(),
            when: Vec::new(),
            hits: Vec::new(),
            passes: Vec::new(),
        },
        pack: None,
        level: own.level,
        on: true,
        phrases: Matcher::of(&phrases),
        except: empty(),
        unless: empty(),
        only_with: empty(),
        requires: empty(),
        when: empty(),
        needs_fact: Vec::new(),
    };
    ready.check()?;
    Ok((ready, phrases))
}

fn shop_digest(overrides: &[Override], own: &[OwnRule]) -> u64 {
    let mut said: Vec<String> = overrides.iter().map(|set| format!("{} {:?}", set.target, set.set)).collect();
    for rule in own {
        said.push(format!("{} {:?} {:?} {} {}", rule.id, rule.level, rule.phrases, rule.message, rule.suggestion));
    }
    // in whatever order a person entered them
    said.sort();
    digest(&said.iter().map(String::as_str).collect::<Vec<_>>())
}
