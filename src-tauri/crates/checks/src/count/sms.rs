//! Text messages: GSM-7 or UCS-2, and how many parts are paid for (3GPP TS 23.038, 6.2.1; TS 23.040, 9.2.3.24.1).

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

/// How a message goes over the air.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum SmsEncoding {
    /// The 7-bit alphabet: 160 units alone, 153 in each part of a longer message.
    Gsm7,
    /// 16-bit units: 70 alone, 67 in each part.
    Ucs2,
}

/// A text message as it is sent and paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Sms {
    /// Encoding: one character outside of the 7-bit alphabet changes it for the whole message.
    pub encoding: SmsEncoding,
    /// Parts. An empty text has none.
    pub segments: u32,
    /// What a reader sees as characters; a line break of two characters counts 2.
    pub characters: u32,
    /// Units of the encoding: septets, or UTF-16 units.
    pub units: u32,
    /// Units that one part holds: fewer once there are several, because each then says which it is.
    pub per_segment: u32,
}

/// The basic alphabet (TS 23.038, 6.2.1), without the escape.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡\
ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// The extension table (TS 23.038, 6.2.1.1): an escape and a character.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// Counts a message.
#[must_use]
pub fn sms(text: &str) -> Sms {
    let gsm = text.chars().map(septets).sum::<Option<u32>>();
    let encoding = if gsm.is_some() { SmsEncoding::Gsm7 } else { SmsEncoding::Ucs2 };
    let units = gsm.unwrap_or_else(|| utf16(text));
    let (alone, each) = match encoding {
        SmsEncoding::Gsm7 => (160, 153),
        SmsEncoding::Ucs2 => (70, 67),
    };
    let segments = match units {
        0 => 0,
        units if units <= alone => 1,
        _ => parts(&atoms(text, encoding, each), each),
    };
    let characters = text.graphemes(true).map(|cluster| if cluster == "\r\n" { 2 } else { 1 }).sum();
    Sms { encoding, segments, characters, units, per_segment: if segments > 1 { each } else { alone } }
}

/// Units in the 7-bit alphabet; none if a character is not in it.
fn septets(character: char) -> Option<u32> {
    if BASIC.contains(character) {
        return Some(1);
    }
    EXTENSION.contains(character).then_some(2)
}

fn utf16(text: &str) -> u32 {
    text.encode_utf16().fold(0, |count, _| count + 1)
}

/// The sizes of what is never divided between two parts: an escape with its character, and in UCS-2 what is read as one
/// character, unless that alone is longer than a part.
fn atoms(text: &str, encoding: SmsEncoding, each: u32) -> Vec<u32> {
    if encoding == SmsEncoding::Gsm7 {
        return text.chars().filter_map(septets).collect();
    }
    let mut atoms = Vec::new();
    for cluster in text.graphemes(true) {
        match utf16(cluster) {
            units if units <= each && cluster != "\r\n" => atoms.push(units),
            _ => atoms.extend(cluster.chars().map(|character| if character.len_utf16() == 2 { 2 } else { 1 })),
        }
    }
    atoms
}

fn parts(atoms: &[u32], each: u32) -> u32 {
    let mut parts = 1;
    let mut filled = 0;
    for atom in atoms {
        if filled + atom > each {
            parts += 1;
            filled = 0;
        }
        filled += atom;
    }
    parts
}
