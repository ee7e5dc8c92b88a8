//! The category of a product, guessed from its words: some rules are about food, cosmetics or alcohol alone.

use crate::{
    fold::fold,
    pack::PackError,
    phrase::{Lists, Phrase},
};
use regex::Regex;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::OnceLock};

const CATEGORIES: &str = include_str!("../../../../assets/rules/categories.toml");

/// A product category by its id in `categories.toml`, such as `health_food`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(transparent)]
pub struct CategoryId(pub String);

impl From<&str> for CategoryId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    words: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
}

struct Known {
    id: CategoryId,
    words: Regex,
    except: Option<Regex>,
}

/// The categories that the words of a product speak for, by id; none when nothing speaks for one.
///
/// `category` is the shop's own category in free words, such as `Skincare > Serums`.
#[must_use]
pub fn categories_of(category: &str, name: &str, tags: &[String]) -> Vec<CategoryId> {
    static KNOWN: OnceLock<Vec<Known>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| read().unwrap_or_default());
    let texts: Vec<String> = [category, name].into_iter().chain(tags.iter().map(String::as_str)).map(fold).collect();
    let speaks = |known: &&Known| {
        texts.iter().any(|text| {
            let except: Vec<_> = known.except.iter().flat_map(|except| except.find_iter(text)).collect();
            known
                .words
                .find_iter(text)
                .any(|word| !except.iter().any(|except| word.start() < except.end() && except.start() < word.end()))
        })
    };
    known.iter().filter(speaks).map(|known| known.id.clone()).collect()
}

fn read() -> Result<Vec<Known>, PackError> {
    let wrong = |message: String| PackError::File { file: "categories.toml".to_owned(), message };
    let written: BTreeMap<String, Written> = toml::from_str(CATEGORIES).map_err(|error| wrong(error.to_string()))?;
    let compile = |phrases: &[String]| -> Result<Option<Regex>, PackError> {
        let lists = Lists::new();
        let patterns = phrases
            .iter()
            .map(|phrase| Phrase::read(phrase, &[&lists]).map(|phrase| phrase.pattern()))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| wrong(error.to_string()))?;
        if patterns.is_empty() {
            return Ok(None);
        }
        Regex::new(&patterns.join("|")).map(Some).map_err(|error| wrong(error.to_string()))
    };
    let mut known = Vec::new();
    for (id, written) in written {
        let Some(words) = compile(&written.words)? else { continue };
        known.push(Known { id: CategoryId(id), words, except: compile(&written.except)? });
    }
    Ok(known)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn of(category: &str, name: &str) -> Vec<String> {
        categories_of(category, name, &[]).into_iter().map(|id| id.0).collect()
    }

    #[test]
    fn the_file_can_be_read() {
        assert!(read().unwrap().len() >= 12);
    }

    #[test]
    fn words_speak_for_a_category_and_look_alikes_do_not() {
        assert_eq!(of("", "Vitamin D3 tablets"), ["health_food"]);
        assert_eq!(of("Skincare > Serums", "Night balm"), ["cosmetics"]);
        assert_eq!(of("", "蓝帽子保健食品 褪黑素片"), ["health_food"]);
        assert_eq!(of("", "Wine glass, 2 pieces"), Vec::<String>::new());
        assert_eq!(of("", "Toy train for toddlers"), ["toys"]);
        assert!(of("", "连衣裙").contains(&"textiles".to_owned()));
    }
}
