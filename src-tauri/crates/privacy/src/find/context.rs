//! What stands around a number or a word.

use crate::find::compiled;
use regex::Regex;
use std::{ops::Range, sync::LazyLock};

/// Labels of numbers that stand for things.
static THING: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled([
        r"(?i)(?:\b(?:sku|ean|upc|gtin|isbn|issn|asin|mpn|imei|model|part|item|article|art|style|ref|reference|order|invoice|serial|s/n|batch|lot|tracking|barcode|product|catalog(?:ue)?|cat|patent|hs code|cas|number|artikel(?:nummer)?|bestell(?:nummer)?|modell|référence)|编号|货号|型号|款号|订单|单号|条码|条形码|序列号|批号|批次|物料|商品码|产品号|专利|标准|许可证|备案|批准文号)[\s.:#№号码为是]*(?:(?:no|nr|number|id|code)\b[\s.:#]*)?-?$",
    ])
});

/// The text right before a place, at most so many characters.
pub fn before(text: &str, at: usize, most: usize) -> &str {
    let start = text[..at].char_indices().rev().take(most).last().map_or(at, |(start, _)| start);
    &text[start..at]
}

/// Whether what stands before a place says that a number is a thing's.
pub fn of_a_thing(text: &str, at: usize) -> bool {
    THING.iter().any(|pattern| pattern.is_match(before(text, at, 32)))
}

/// Whether a number or code stands by itself: no letter, digit or joining mark on either side.
pub fn alone(text: &str, range: &Range<usize>) -> bool {
    let left = text[..range.start].chars().next_back();
    let mut right = text[range.end..].chars();
    let word = |character: char| {
        character.is_ascii_alphanumeric()
            || character == '_'
            || character.is_alphabetic() && !crate::terms::is_han(character)
    };
    let joins = |character: char| matches!(character, '-' | '/' | '.' | '+' | '#' | '*' | ',' | ':');
    let before_left = text[..range.start].chars().rev().nth(1);
    let digit = |character: Option<char>| character.is_some_and(|character| character.is_ascii_alphanumeric());
    if left.is_some_and(word) || left.is_some_and(joins) && digit(before_left) || left == Some('$') {
        return false;
    }
    let next = right.next();
    let after_next = right.next();
    !(next.is_some_and(word) || next.is_some_and(joins) && digit(after_next))
}

/// The digits of a text.
pub fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|character| character.to_digit(10)).collect()
}
