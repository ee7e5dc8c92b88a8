//! Which language a text is in, and whether it is the one that was asked for.

mod leave_out;
mod script;

use crate::terms::{is_han, is_kana};
use copydesk_domain::place::{Place, Said};
use copydesk_domain::{Channel, FieldValues, Finding, Level};
use whatlang::{Detector, Lang};

/// Fewest letters of an alphabet that are judged: in shorter texts brand words outweigh the language.
pub const FEWEST_LETTERS: usize = 20;
/// Fewest Chinese or Japanese characters, or Korean syllables, that are judged.
pub const FEWEST_HAN: usize = 6;
/// From here whatlang's guess on shop copy is right; below, short English reads as Romanian or Catalan.
const SURE: f64 = 0.6;
/// How many letters of an alphabet say as much as a Chinese character.
const LETTERS_PER_HAN: usize = 3;
/// How much of a text must be in one script, in percent, for a sure guess.
const SHARE: usize = 75;

/// A guess at a text's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// BCP 47 tag: a primary language, and for Chinese `zh-CN` or `zh-TW` where the characters tell.
    pub tag: String,
    /// Whether the text is long and clear enough to act on it.
    pub reliable: bool,
}

/// Languages that shops seldom write and that short copy is mistaken for.
const NOT_GUESSED: [Lang; 10] =
    [Lang::Epo, Lang::Lat, Lang::Jav, Lang::Zul, Lang::Sna, Lang::Aka, Lang::Tuk, Lang::Uzb, Lang::Tgl, Lang::Afr];

/// Languages that are hard to tell apart in a few lines: one of a group is never held against another.
const ALIKE: [&[&str]; 4] = [&["da", "nb", "nn", "no"], &["hr", "sr", "bs", "sl"], &["id", "ms"], &["cs", "sk"]];

/// The language of a text; none if it has no letters. URLs, hashtags, merge tags and names must be left out before.
#[must_use]
pub fn language_of(text: &str) -> Option<Guess> {
    let count = |wanted: fn(char) -> bool| text.chars().filter(|character| wanted(*character)).count();
    let (han, kana, hangul) = (count(is_han), count(is_kana), count(is_hangul));
    let east = han + kana + hangul;
    let letters = count(char::is_alphabetic).saturating_sub(east);
    let weight = east * LETTERS_PER_HAN;
    let all = weight + letters;
    if all == 0 {
        return None;
    }
    let clear = |part: usize| part * 100 >= all * SHARE;
    if weight >= letters {
        let tag = if hangul > han + kana {
            "ko"
        } else if kana * 10 >= east {
            "ja"
        } else {
            script::chinese(text)
        };
        // a Chinese text with an English brand in it stays Chinese
        return Some(Guess { tag: tag.to_owned(), reliable: east >= FEWEST_HAN });
    }
    let alphabetic: String =
        text.chars().map(|c| if is_han(c) || is_kana(c) || is_hangul(c) { ' ' } else { c }).collect();
    let guess = Detector::with_denylist(NOT_GUESSED.to_vec()).detect(&alphabetic)?;
    let sure = guess.confidence() >= SURE && letters >= FEWEST_LETTERS && clear(letters);
    Some(Guess { tag: tag(guess.lang()).to_owned(), reliable: sure })
}

/// Texts of a draft in another language than the one asked for. Names in `keep` stay in every language, and do not count;
/// nor do texts with fewer than [`FEWEST_LETTERS`] letters or [`FEWEST_HAN`] Chinese characters besides.
#[must_use]
pub fn language_finding(expected: &str, channel: &Channel, values: &FieldValues, keep: &[String]) -> Vec<Finding> {
    Place::written(channel, values).iter().filter_map(|place| wrong_language(expected, place, keep)).collect()
}

/// One text in another language.
pub fn wrong_language(expected: &str, place: &Place, keep: &[String]) -> Option<Finding> {
    if !is_known(expected) {
        return None;
    }
    let guess = language_of(&leave_out::prose(&place.text, keep)).filter(|guess| guess.reliable)?;
    if agrees(expected, &guess.tag) {
        return None;
    }
    let message = format!("This text is in {}, and {expected} was asked for.", guess.tag);
    let finding = place.finding("language.wrong", Level::Caution, 0..place.text.len());
    let finding = finding.with("expected", expected).with("found", &guess.tag);
    Some(finding.said(message, "Have it written again in the language asked for."))
}

fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

/// Whether a guess is what was asked for. `zh` alone is any Chinese.
fn agrees(expected: &str, found: &str) -> bool {
    let (own, other) = (primary(expected), primary(found));
    if own != other {
        return ALIKE.iter().any(|group| group.contains(&own.as_str()) && group.contains(&other.as_str()));
    }
    match (script::of_tag(expected), script::of_tag(found)) {
        (Some(own), Some(other)) => own == other,
        _ => true,
    }
}

/// Whether texts of a language can be told from others at all.
fn is_known(expected: &str) -> bool {
    let primary = primary(expected);
    let guessed = Lang::all().iter().filter(|lang| !NOT_GUESSED.contains(lang));
    ALIKE.iter().any(|group| group.contains(&primary.as_str())) || guessed.into_iter().any(|lang| tag(*lang) == primary)
}

fn is_hangul(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}')
}

/// The BCP 47 tag of a language: ISO 639-1 where there is one.
fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Hye => "hy",
        Lang::Cym => "cy",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests;
