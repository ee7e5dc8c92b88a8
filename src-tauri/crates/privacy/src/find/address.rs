//! Postal addresses in the writing of the United States, the United Kingdom and the neighbours in Europe.

use super::{Hit, compiled};
use crate::kind::PersonalKind;
use regex::Regex;
use std::sync::LazyLock;

/// Number, street, kind of street: those that mean little else, and those that need a place behind them.
static ENGLISH: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled([
        r"\b[0-9]{1,5}[A-Za-z]?,? (?:[NSEW]\.? )?((?:(?:[A-Z][\p{L}'.-]*|[0-9]{1,3}(?:st|nd|rd|th)) ){1,4})(?:(Street|St|Avenue|Ave|Boulevard|Blvd|Road|Rd|Parkway|Pkwy|Crescent)|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Way|Terrace|Ter|Circle|Cir|Highway|Hwy|Square|Sq|Close|Gardens|Grove|Mews|Row|Walk|Hill|Green)\b\.?",
        r"^(?:,? (?:#|(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Fl)\b)\.? ?[A-Za-z0-9-]+)?(?:,? ?\n?(?:[A-Z][\p{L}'.-]+ ?){1,3})?(?:, ?(?:[A-Z][\p{L}'.-]+ ?){1,3})?,? ?(?:[A-Z]{2}\.? [0-9]{5}(?:-[0-9]{4})?\b|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b|[A-Z]{2} [A-Z][0-9][A-Z] [0-9][A-Z][0-9]\b)",
        r"^(?:,? (?:#|(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Fl)\b)\.? ?[A-Za-z0-9-]+)(?:, ?(?:[A-Z][\p{L}'.-]+ ?){1,3})?|^, (?:[A-Z][\p{L}'.-]+(?: [A-Z][\p{L}'.-]+)?)(?:, ?[A-Z]{2}\b)?",
        r"(?i)(?:\b(?:lives? (?:at|on)|living at|address(?: is)?:?|ship(?:ped)? (?:it )?to:?|deliver(?:ed)? (?:it )?to:?|send (?:it )?to:?|moved to|located at|visit (?:me|us) at|home is) ?)$",
    ])
});

/// Words between number and street that make a measure of it.
const MEASURES: [&str; 24] = [
    "Inch", "Inches", "Mile", "Miles", "Speed", "Pack", "Piece", "Pieces", "Pcs", "TB", "GB", "Way", "Star", "In",
    "Ft", "Set", "Hour", "Day", "Gear", "Mph", "Watt", "Volt", "Oz", "Year",
];

/// Other shapes.
static OTHERS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled([
        r"(?i)\bP\.?\s?O\.? Box [0-9]{1,6}(?:, [a-z][\p{L} ]+, [A-Z]{2} [0-9]{5})?",
        r"(?i)\b(?:postfach|boîte postale|apartado(?: de correos)?) [0-9]{2,6}",
        // street and number in German and Dutch
        r"\b\p{Lu}[\p{L}-]*(?:straße|strasse|str\.|allee|gasse|straat|laan|gracht) [0-9]{1,4} ?[a-z]?\b(?:,? (?:[A-Z]{1,2}-)?[0-9]{4,5} ?(?:[A-Z]{2} )?\p{Lu}\p{L}+(?: am \p{Lu}\p{L}+)?)?",
        r"\b(?:\p{Lu}[\p{L}-]* )?(?:Straße|Strasse|Str\.|Allee|Gasse) [0-9]{1,4} ?[a-z]?\b(?:,? (?:[A-Z]{1,2}-)?[0-9]{4,5} \p{Lu}\p{L}+)?",
        // number behind the street, postcode, town
        r"\b\p{Lu}[\p{L}.'-]+(?: [\p{L}.'-]+){0,3},? [0-9]{1,4} ?[a-z]?, (?:[A-Z]{1,2}-)?[0-9]{5} \p{Lu}\p{Ll}+(?:-\p{L}+)*",
        r"\b\p{Lu}[\p{L}-]*(?:weg|platz|ring|damm|ufer|plein|weide|hof) [0-9]{1,4} ?[a-z]?, (?:[A-Z]{1,2}-)?[0-9]{4,5} ?(?:[A-Z]{2} )?\p{Lu}\p{L}+",
        // France
        r"\b[0-9]{1,4}(?: ?(?:bis|ter))?,? (?i:rue|avenue|boulevard|bd|place|allée|chemin|impasse|quai|cours)(?: (?:de la|de l'|du|des|de|la|le|les|d'))* ?(?:l'|d')?\p{Lu}[\p{L}'-]+(?:[ -]\p{Lu}[\p{L}'-]+){0,3}(?:,? [0-9]{5} \p{Lu}[\p{L}-]+)?",
        // Spain and Italy
        r"\b(?:Calle|C/|Avenida|Avda\.?|Paseo|Plaza) ?(?:(?:de la|de los|del|de|la) )?\p{Lu}[\p{L}'-]+(?: (?:de |del |la )*\p{Lu}[\p{L}'-]+){0,3},? (?:n[º°] ?)?[0-9]{1,4}(?:, ?[0-9]{1,2}[º°ª] ?[A-Z]?)?(?:,? [0-9]{5} \p{Lu}\p{L}+)?",
        r"\b(?:Via|Viale|Piazza|Corso|Largo) (?:(?:dei|delle|della|del|di) )?\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,2}, [0-9]{1,4}(?:,? [0-9]{5} \p{Lu}\p{L}+)?",
        // a label and a postcode
        r"(?i)\b(?:post(?:al ?)?code|zip(?: code)?)(?: is)?:? ?(?:[a-z]{1,2}[0-9][a-z0-9]? ?[0-9][a-z]{2}|[0-9]{5}(?:-[0-9]{4})?)\b",
    ])
});

/// Nouns that stand where a town would.
const NO_TOWN: [&str; 12] =
    ["Stück", "Teile", "Watt", "Lumen", "Stunden", "Tage", "Blatt", "Umdrehungen", "Btu", "Units", "Pieces", "Mah"];

pub fn addresses(text: &str) -> Vec<Hit> {
    let mut hits = english(text);
    for found in OTHERS.iter().flat_map(|pattern| pattern.find_iter(text)) {
        let last = found.as_str().rsplit(' ').next().unwrap_or_default();
        if !NO_TOWN.contains(&last) {
            hits.push(Hit::new(PersonalKind::Address, found.range()));
        }
    }
    hits
}

fn english(text: &str) -> Vec<Hit> {
    let [street, postcode, place, label] = ENGLISH.as_slice() else { return Vec::new() };
    let mut hits = Vec::new();
    for found in street.captures_iter(text) {
        let (Some(all), Some(names)) = (found.get(0), found.get(1)) else { continue };
        if names
            .as_str()
            .split_whitespace()
            .any(|word| MEASURES.iter().any(|measure| measure.eq_ignore_ascii_case(word)))
        {
            continue;
        }
        let after = &text[all.end()..];
        let strong = found.get(2).is_some();
        let labelled = label.is_match(super::context::before(text, all.start(), 24));
        // “26 Alpine Road Bike” goes on with a noun, an address with a mark or a small word
        let ends = after.is_empty()
            || after.starts_with(|next: char| {
                next.is_ascii_punctuation() && next != '-' && next != '/' || next == '\n' || crate::terms::is_han(next)
            })
            || [
                " in ",
                " at ",
                " near ",
                " and ",
                " is ",
                " on ",
                " by ",
                " for ",
                " before ",
                " after ",
                " tomorrow",
                " please",
            ]
            .iter()
            .any(|word| after.starts_with(word));
        let tail = postcode.find(after).or_else(|| (strong || labelled).then(|| place.find(after)).flatten());
        if tail.is_some() || labelled || strong && ends {
            hits.push(Hit::new(PersonalKind::Address, all.start()..all.end() + tail.map_or(0, |tail| tail.end())));
        }
    }
    hits
}
