//! Lists of names, and of what looks like one.

use std::{collections::HashSet, sync::LazyLock};

fn words(list: &'static str) -> HashSet<&'static str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

fn characters(list: &'static str) -> HashSet<char> {
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::chars)
        .filter(|character| !character.is_whitespace())
        .collect()
}

/// Common given names.
pub static GIVEN: LazyLock<HashSet<&str>> = LazyLock::new(|| words(include_str!("../lists/given_names.txt")));
/// Given names that are words of products, too: a title or a greeting has to stand before them.
pub static GIVEN_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words(include_str!("../lists/given_names_words.txt")));
/// Common family names.
pub static FAMILY: LazyLock<HashSet<&str>> = LazyLock::new(|| words(include_str!("../lists/family_names.txt")));
/// Words of product titles that stand behind a given name.
pub static NOUNS: LazyLock<HashSet<&str>> = LazyLock::new(|| words(include_str!("../lists/product_words.txt")));
/// Brands and figures that are called like persons, in lower case, a line each.
pub static BRANDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("../lists/brands.txt").lines().filter(|line| !line.starts_with('#')).map(str::trim).collect()
});
/// Chinese family names.
pub static SURNAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| words(include_str!("../lists/surnames_zh.txt")));
/// Characters of Chinese given names.
pub static GIVEN_ZH: LazyLock<HashSet<char>> =
    LazyLock::new(|| characters(include_str!("../lists/given_characters_zh.txt")));
/// Chinese words that begin with a family name.
pub static WORDS_ZH: LazyLock<HashSet<&str>> = LazyLock::new(|| words(include_str!("../lists/words_zh.txt")));
