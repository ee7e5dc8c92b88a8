//! Folds the forms of a word: `Mats` and `mat`, `hiking` and `hike`.
//!
//! Only the first step of Porter's algorithm (M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980):
//! plurals, `-ed` and `-ing`. The later steps would make `organic`, `organ` and `organizer` one word, and a shop sells
//! all three.

/// Words that only look like a form of another.
const WHOLE: [&str; 22] = [
    "earring",
    "evening",
    "morning",
    "wedding",
    "clothing",
    "ceiling",
    "building",
    "training",
    "bedding",
    "seasoning",
    "pudding",
    "darling",
    "sterling",
    "glasses",
    "news",
    "lens",
    "canvas",
    "christmas",
    "bus",
    "gas",
    "series",
    "species",
];

/// The stem of a lower-case word. Words that are not plain Latin letters, or too short, stay as they are.
pub(crate) fn stem(word: &str) -> String {
    let plain = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    if plain.len() <= 3 || !plain.bytes().all(|b| b.is_ascii_lowercase()) || WHOLE.contains(&plain) {
        return plain.to_owned();
    }
    let single = singular(plain);
    if WHOLE.contains(&single.as_str()) {
        return single;
    }
    for suffix in ["ing", "ed"] {
        if let Some(rest) = single.strip_suffix(suffix)
            && rest.len() >= 2
            && rest.bytes().any(is_vowel)
            && !(suffix == "ed" && rest.ends_with('e'))
        {
            return restored(rest);
        }
    }
    single
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn singular(word: &str) -> String {
    if let Some(rest) = word.strip_suffix("ies")
        && rest.len() > 2
    {
        return format!("{rest}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zes"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].to_owned();
        }
    }
    match word.strip_suffix('s') {
        Some(rest) if !rest.ends_with(['s', 'u', 'i']) => rest.to_owned(),
        _ => word.to_owned(),
    }
}

/// What `-ing` or `-ed` was added to: `runn` was `run`, `hik` was `hike`.
fn restored(rest: &str) -> String {
    let bytes = rest.as_bytes();
    let at = |back: usize| bytes.len().checked_sub(back).map_or(0, |i| bytes[i]);
    let (last, before, third) = (at(1), at(2), at(3));
    if last == before && !is_vowel(last) && !matches!(last, b'l' | b's' | b'z') {
        return rest[..rest.len() - 1].to_owned();
    }
    // one vowel group between consonants, as in `hik` and `writ`
    let short = bytes.len() <= 4
        && bytes.iter().filter(|b| is_vowel(**b)).count() == 1
        && !is_vowel(last)
        && !matches!(last, b'w' | b'x' | b'y')
        && is_vowel(before)
        && !is_vowel(third);
    let clipped =
        rest.ends_with("at") || rest.ends_with("iz") || matches!(last, b'c' | b'v' | b'u') || silent_l(before, last);
    if (short && bytes.len() > 2) || clipped { format!("{rest}e") } else { rest.to_owned() }
}

/// `cycl` and `settl` lost an `e`; `travel` did not.
fn silent_l(before: u8, last: u8) -> bool {
    last == b'l' && matches!(before, b'b' | b'c' | b'd' | b'f' | b'g' | b'k' | b'p' | b't')
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_a_word_meet() {
        for (one, other) in [
            ("mats", "mat"),
            ("running", "run"),
            ("hiking", "hike"),
            ("cycling", "cycle"),
            ("camping", "camp"),
            ("baking", "bake"),
            ("gardening", "garden"),
            ("knitting", "knit"),
            ("babies", "baby"),
            ("brushes", "brush"),
            ("insulated", "insulate"),
            ("dog's", "dogs"),
        ] {
            assert_eq!(stem(one), stem(other), "{one}");
        }
    }

    #[test]
    fn words_that_only_look_alike_stay_apart() {
        for (one, other) in [
            ("organic", "organizer"),
            ("care", "car"),
            ("evenings", "even"),
            ("wedding", "wed"),
            ("clothing", "cloth"),
            ("earrings", "ear"),
            ("string", "str"),
            ("speed", "spe"),
            ("glass", "glas"),
        ] {
            assert_ne!(stem(one), stem(other), "{one}");
        }
    }
}
