//! Texts inside other writings.

use super::compiled;
use regex::Regex;
use std::{ops::Range, sync::LazyLock};

static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled(&[r"[A-Za-z0-9+/_-]{20,}={0,2}", r"(?i)&#(?:x([0-9a-f]{2,6})|([0-9]{2,7}));?|\\u([0-9a-f]{4})"])
});

/// Blocks of base 64 that hold a text.
pub fn base64_blocks(text: &str) -> Vec<(Range<usize>, String)> {
    let Some(pattern) = PATTERNS.first() else { return Vec::new() };
    let decoded = pattern.find_iter(text).filter_map(|found| Some((found.range(), base64(found.as_str())?)));
    decoded.collect()
}

fn base64(block: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(block.len());
    let (mut bits, mut held) = (0u32, 0u32);
    for character in block.bytes() {
        let value = match character {
            b'A'..=b'Z' => character - b'A',
            b'a'..=b'z' => character - b'a' + 26,
            b'0'..=b'9' => character - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => break,
        };
        held = (held << 6 | u32::from(value)) & 0xffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xff).unwrap_or_default());
        }
    }
    String::from_utf8(bytes).ok()
}

/// A text whose characters were written as numbers; nothing if none were.
pub fn entities(text: &str) -> Option<String> {
    let pattern = PATTERNS.get(1)?;
    if pattern.find_iter(text).count() < 6 {
        return None;
    }
    let decoded = pattern.replace_all(text, |found: &regex::Captures| {
        let hex = found.get(1).or(found.get(3)).and_then(|hex| u32::from_str_radix(hex.as_str(), 16).ok());
        let number = hex.or_else(|| found.get(2)?.as_str().parse().ok());
        number.and_then(char::from_u32).unwrap_or(' ').to_string()
    });
    Some(decoded.into_owned())
}

/// A text whose bytes were written with percent signs; nothing if few were.
pub fn percent(text: &str) -> Option<String> {
    if text.matches('%').count() < 3 {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = behind.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        if let Some(byte) = code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = &behind[2..];
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    String::from_utf8(bytes).ok()
}

/// Letters turned by half the alphabet.
pub fn rot13(text: &str) -> String {
    let turned = |letter: char, first: u8| {
        let place = (u32::from(letter) - u32::from(first) + 13) % 26;
        char::from_u32(u32::from(first) + place).unwrap_or(letter)
    };
    text.chars()
        .map(|character| match character {
            'a'..='z' => turned(character, b'a'),
            'A'..='Z' => turned(character, b'A'),
            other => other,
        })
        .collect()
}
