//! Words of interest from which what the law protects especially can be inferred.

use crate::{
    find::{Hit, compiled, located},
    kind::{PersonalData, PersonalKind, SpecialKind},
    terms::Terms,
};
use copydesk_domain::{Words, place::whole};
use regex::Regex;
use serde::{Deserialize, Serialize};
use std::{ops::Range, sync::LazyLock};

const SHIPPED: &str = include_str!("../../../../assets/privacy/special.toml");

#[derive(Debug, Default, Deserialize)]
struct File {
    category: Vec<Category>,
}

#[derive(Debug, Deserialize)]
struct Category {
    kind: SpecialKind,
    basis: Words,
    en: Vec<String>,
    zh: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
}

struct Lexicon {
    categories: Vec<Category>,
    words: Terms,
    /// The category of each word.
    owner: Vec<usize>,
    exceptions: Terms,
    exempt: Vec<usize>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let categories = toml::from_str::<File>(SHIPPED).unwrap_or_default().category;
    let mut words = Vec::new();
    let mut owner = Vec::new();
    let mut exceptions = Vec::new();
    let mut exempt = Vec::new();
    for (at, category) in categories.iter().enumerate() {
        for word in category.en.iter().chain(&category.zh) {
            words.push(word.to_lowercase());
            owner.push(at);
        }
        for word in &category.except {
            exceptions.push(word.to_lowercase());
            exempt.push(at);
        }
    }
    let (words, exceptions) =
        (Terms::of(words.iter().map(String::as_str)), Terms::of(exceptions.iter().map(String::as_str)));
    Lexicon { categories, words, owner, exceptions, exempt }
});

/// Ages and coordinates.
static SHAPES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled([
        r"(?i)\b([0-9]{1,2})[ -]?(?:years?|yrs?|yo|y/o)(?:[ -]old)?s? (?:old )?(?:son|daughter|child|kid|boy|girl|twins?|toddler)s?\b|\b(?:son|daughter|child|kid)s?,? (?:is |aged? |of )+([0-9]{1,2})\b|([0-9]{1,2}) ?岁的?(?:儿子|女儿|孩子|宝宝|男孩|女孩|娃|双胞胎)|(?:儿子|女儿|孩子|宝宝|娃)(?:今年|现在|刚)?([0-9]{1,2}) ?岁",
        r"-?[0-9]{1,2}\.[0-9]{4,8}°? ?[NS]?, ?-?[0-9]{1,3}\.[0-9]{4,8}°? ?[EW]?",
    ])
});

/// Where a special category was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum SpecialSource {
    /// An interest, by its place in the profile.
    Interest(u32),
    /// The notes.
    Notes,
}

/// A word of a profile, and what can be inferred from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct SpecialFinding {
    /// The field it stands in.
    pub source: SpecialSource,
    /// The word and its place in that field.
    pub data: PersonalData,
    /// What can be inferred.
    pub category: SpecialKind,
    /// The law that protects it, in both languages of the interface.
    pub basis: Words,
}

/// What can be inferred from a profile.
#[must_use]
pub fn special_categories(interests: &[String], notes: &str) -> Vec<SpecialFinding> {
    let interests = interests.iter().enumerate().map(|(at, text)| (SpecialSource::Interest(whole(at)), text.as_str()));
    let fields = interests.chain([(SpecialSource::Notes, notes)]);
    let found = fields.flat_map(|(source, text)| special_words(text).into_iter().map(move |data| (source, data)));
    found
        .filter_map(|(source, data)| {
            let PersonalKind::SpecialCategory(category) = data.kind else { return None };
            let basis = LEXICON.categories.iter().find(|entry| entry.kind == category)?.basis.clone();
            Some(SpecialFinding { source, data, category, basis })
        })
        .collect()
}

/// Words of special categories in a text.
#[must_use]
pub fn special_words(text: &str) -> Vec<PersonalData> {
    located(text, special_hits(text))
}

/// Words of special categories by bytes, without overlaps; the longest that begins first.
pub fn special_hits(text: &str) -> Vec<Hit> {
    // a letter that changes its length in lower case is left as it is, so that places stay the same
    let lower: String = text
        .chars()
        .map(|character| {
            let mut lower = character.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) if one.len_utf8() == character.len_utf8() => one,
                _ => character,
            }
        })
        .collect();
    let exceptions = LEXICON.exceptions.find(&lower);
    let excepted = |category: usize, range: &Range<usize>| {
        exceptions.iter().any(|(at, other)| {
            LEXICON.exempt.get(*at) == Some(&category) && other.start <= range.start && range.end <= other.end
        })
    };
    let mut hits: Vec<Hit> = Vec::new();
    for (word, range) in LEXICON.words.find(&lower) {
        let Some(category) = LEXICON.owner.get(word).copied() else { continue };
        if let Some(entry) = LEXICON.categories.get(category).filter(|_| !excepted(category, &range)) {
            hits.push(Hit::new(PersonalKind::SpecialCategory(entry.kind), range));
        }
    }
    if let [age, coordinates] = SHAPES.as_slice() {
        for found in age.captures_iter(&lower) {
            let young = found
                .iter()
                .skip(1)
                .flatten()
                .next()
                .and_then(|age| age.as_str().parse::<u32>().ok())
                .is_some_and(|age| age < 14);
            if let Some(all) = found.get(0).filter(|_| young) {
                hits.push(Hit::new(PersonalKind::SpecialCategory(SpecialKind::Children), all.range()));
            }
        }
        for found in coordinates.find_iter(&lower) {
            hits.push(Hit::new(PersonalKind::SpecialCategory(SpecialKind::Location), found.range()));
        }
    }
    hits.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end)));
    let mut end = 0;
    hits.retain(|hit| {
        let free = hit.range.start >= end;
        if free {
            end = hit.range.end;
        }
        free
    });
    hits
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_shipped_lexicon_can_be_read_and_has_every_category_in_both_languages() {
        let file: File = toml::from_str(SHIPPED).unwrap();
        assert_eq!(file.category.len(), 11);
        for category in file.category {
            assert!(
                category.en.len() >= 20 && category.zh.len() >= 15,
                "{:?} {} {}",
                category.kind,
                category.en.len(),
                category.zh.len()
            );
            assert!(!category.basis.en.is_empty() && !category.basis.zh.is_empty());
        }
    }

    fn kinds(text: &str) -> Vec<SpecialKind> {
        special_categories(&[text.to_owned()], "").into_iter().map(|finding| finding.category).collect()
    }

    #[test]
    fn interests_say_more_than_they_seem_to() {
        use SpecialKind::{
            Biometric, Children, Ethnicity, Finance, Health, Location, Politics, Pregnancy, Religion, Sexuality,
            TradeUnion,
        };
        for (text, kind) in [
            ("diabetes-friendly snacks", Health),
            ("抑郁症互助", Health),
            ("Wheelchair travel", Health),
            ("Bible study", Religion),
            ("清真食品", Religion),
            ("kosher cooking", Religion),
            ("Ramadan recipes", Religion),
            ("LGBTQ events", Sexuality),
            ("同性恋交友", Sexuality),
            ("Democratic Party volunteering", Politics),
            ("入党", Politics),
            ("trade union news", TradeUnion),
            ("工会活动", TradeUnion),
            ("African American hair care", Ethnicity),
            ("少数民族", Ethnicity),
            ("pregnancy yoga", Pregnancy),
            ("备孕", Pregnancy),
            ("my 6-year-old son", Children),
            ("5岁的女儿", Children),
            ("payday loans", Finance),
            ("网贷", Finance),
            ("home address", Location),
            ("52.52001, 13.40495", Location),
            ("face recognition entry", Biometric),
            ("人脸识别", Biometric),
        ] {
            assert_eq!(kinds(text), [kind], "{text}");
        }
    }

    #[test]
    fn wellness_feasts_and_products_say_nothing_of_the_kind() {
        for text in [
            "healthy cooking",
            "yoga",
            "meditation",
            "Christmas baking",
            "孕妇枕",
            "养生",
            "健康饮食",
            "Easter decorations",
            "party games",
            "birthday party",
            "hiking",
            "union jack mug",
            "maternity dress",
            "圣诞装饰",
            "理财书籍",
            "city maps",
            "children's books",
            "儿童书",
            "labour day sale",
            "fingerprint-resistant steel",
            "pride and prejudice",
            "瑜伽",
            "冥想",
            "straight jeans",
            "cancer zodiac",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn a_finding_names_its_field_and_its_law() {
        let found = special_categories(&["tea".into(), "🧁 gluten-free, Type 2 diabetes".into()], "已怀孕");
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!((found[0].source, found[0].data.text.as_str()), (SpecialSource::Interest(1), "Type 2 diabetes"));
        assert_eq!((found[0].data.start, found[0].data.end), (15, 30));
        assert_eq!(found[1].source, SpecialSource::Notes);
        assert!(found[0].basis.en.contains("GDPR") && found[0].basis.zh.contains("个人信息保护法"));
    }
}
