//! How sure a model was of its words.
//!
//! A model gives every token the probability P that it comes next. Its surprisal is −ln P, in nats: 0 for a token that could
//! not but come, 0.69 for one of two equals, 4.6 for one in a hundred. The mean over N tokens and the perplexity
//!
//! ```text
//! mean = −1/N · Σ ln P(token)        perplexity = exp(mean)
//! ```
//!
//! say how far a text is from what the model expected (Jelinek, Mercer, Bahl, Baker: “Perplexity, a measure of the difficulty
//! of speech recognition tasks”, J. Acoust. Soc. Am. 62 S1, 1977). A surprising word is an unusual word, and not a false one.
//! P is the model's own, before sampling: neither temperature nor penalties for repetition change it.

use crate::place::{Place, whole};
use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

/// A token of an answer, and how likely the model held it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "(String, f32)", into = "(String, f32)")]
pub struct TokenScore {
    /// Its words: whole characters, so a token that ends within one is one with the next.
    pub text: String,
    /// ln P, in nats: 0 or less.
    pub ln_p: f32,
}

impl From<(String, f32)> for TokenScore {
    fn from((text, ln_p): (String, f32)) -> Self {
        Self { text, ln_p }
    }
}

impl From<TokenScore> for (String, f32) {
    /// In hundredths of a nat: what is kept of a draft need not be finer than what is shown.
    fn from(score: TokenScore) -> Self {
        (score.text, (score.ln_p * 100.0).round() / 100.0)
    }
}

/// Tokens as they come: a character may be spread over several, which are scored together then.
#[derive(Clone, Debug, Default)]
pub struct Scoring {
    whole: Vec<TokenScore>,
    /// Bytes of a character whose rest is in the next token, and ln P of what they came in.
    begun: Vec<u8>,
    ln_p: f32,
}

impl Scoring {
    /// Takes a token's bytes and its ln P.
    pub fn push(&mut self, piece: &[u8], ln_p: f32) {
        self.begun.extend_from_slice(piece);
        // probabilities of one after the other multiply
        self.ln_p += ln_p;
        if let Ok(text) = std::str::from_utf8(&self.begun) {
            self.whole.push(TokenScore { text: text.to_owned(), ln_p: self.ln_p });
        } else if self.begun.len() < 8 {
            return;
        }
        // no character has as many bytes: these are none
        self.begun.clear();
        self.ln_p = 0.0;
    }

    /// All whole ones.
    #[must_use]
    pub fn finish(self) -> Vec<TokenScore> {
        self.whole
    }
}

/// How sure a model was of a draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Surprisal {
    /// Tokens of the whole answer.
    pub tokens: u32,
    /// Mean of −ln P over them, in nats.
    pub mean: f32,
    /// exp(mean).
    pub perplexity: f32,
    /// The texts of the draft as they are now, with the words of the model's that are left in them.
    pub places: Vec<PlaceSurprisal>,
}

/// The model's words in one text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct PlaceSurprisal {
    /// The field; empty for copy without fields.
    pub field: String,
    /// The entry of a list or the turn of a conversation, from 0.
    pub part: Option<u32>,
    /// Its words, in order.
    pub words: Vec<WordSurprisal>,
}

/// A word of the model's.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct WordSurprisal {
    /// First character, in Unicode scalar values of the text.
    pub start: u32,
    /// The character behind it.
    pub end: u32,
    /// Mean of −ln P over the tokens that it is made of, in nats.
    pub mean: f32,
}

impl Surprisal {
    /// How sure the model was of what it wrote, by the words that are left of it in these texts. None without scores.
    ///
    /// Words are matched by the longest common sequence, so that an edit takes the scores of its own words only, and so does
    /// what stands around the words in an answer of fields.
    #[must_use]
    pub fn of(scores: &[TokenScore], places: &[Place]) -> Option<Self> {
        let tokens = u32::try_from(scores.len()).ok().filter(|tokens| *tokens > 0)?;
        let mean = -scores.iter().map(|score| score.ln_p).sum::<f32>() / tokens as f32;
        let answer = Answer::of(scores);
        let written: Vec<Vec<(u32, u32, &str)>> = places.iter().map(|place| words(&place.text)).collect();
        let before: Vec<&str> = answer.words.iter().map(|word| word.text.as_str()).collect();
        let after: Vec<&str> = written.iter().flatten().map(|(_, _, word)| *word).collect();
        let mut kept: Vec<Option<f32>> = vec![None; after.len()];
        for same in capture_diff_slices(Algorithm::Myers, &before, &after) {
            if let DiffOp::Equal { old_index, new_index, len } = same {
                for at in 0..len {
                    kept[new_index + at] = Some(answer.words[old_index + at].mean);
                }
            }
        }
        let mut kept = kept.into_iter();
        let places = places
            .iter()
            .zip(&written)
            .map(|(place, words)| PlaceSurprisal {
                field: place.field.clone(),
                part: place.part,
                words: words
                    .iter()
                    .zip(kept.by_ref())
                    .filter_map(|((start, end, _), mean)| Some(WordSurprisal { start: *start, end: *end, mean: mean? }))
                    .collect(),
            })
            .collect();
        Some(Self { tokens, mean, perplexity: mean.exp(), places })
    }
}

/// The words of a text with their places; what separates them is none.
fn words(text: &str) -> Vec<(u32, u32, &str)> {
    let mut start = 0;
    let mut words = Vec::new();
    for word in text.split_word_bounds() {
        let end = start + word.chars().count();
        if !word.trim().is_empty() {
            words.push((whole(start), whole(end), word));
        }
        start = end;
    }
    words
}

/// An answer as words.
struct Answer {
    words: Vec<AnswerWord>,
}

struct AnswerWord {
    text: String,
    mean: f32,
}

impl Answer {
    fn of(scores: &[TokenScore]) -> Self {
        let raw: String = scores.iter().map(|score| score.text.as_str()).collect();
        let owners = scores.iter().enumerate().flat_map(|(at, score)| score.text.chars().map(move |_| at));
        let letters: Vec<(char, usize)> = raw.chars().zip(owners).collect();
        let letters = if raw.trim_start().starts_with(['{', '`']) { unescaped(&letters) } else { letters };
        let text: String = letters.iter().map(|(letter, _)| *letter).collect();
        let word = |(start, end, word): (u32, u32, &str)| {
            let mut tokens: Vec<usize> =
                letters[start as usize..end as usize].iter().map(|(_, token)| *token).collect();
            tokens.dedup();
            let sum: f32 = tokens.iter().map(|token| scores[*token].ln_p).sum();
            AnswerWord { text: word.to_owned(), mean: -sum / tokens.len().max(1) as f32 }
        };
        Self { words: words(&text).into_iter().map(word).collect() }
    }
}

/// The letters that JSON's escapes stand for. A letter beyond the first plane is two of them; it belongs to the second.
fn unescaped(letters: &[(char, usize)]) -> Vec<(char, usize)> {
    let mut plain = Vec::with_capacity(letters.len());
    let mut high = None;
    let mut rest = letters.iter().copied();
    while let Some((letter, token)) = rest.next() {
        if letter != '\\' {
            plain.push((letter, token));
            continue;
        }
        let Some((escape, token)) = rest.next() else { break };
        let meant = match escape {
            'n' => Some('\n'),
            't' => Some('\t'),
            'r' => Some('\r'),
            'b' | 'f' => None,
            'u' => {
                let digits: String = rest.by_ref().take(4).map(|(digit, _)| digit).collect();
                let unit = u16::from_str_radix(&digits, 16).unwrap_or(0xFFFD);
                let units: Vec<u16> = high.take().into_iter().chain([unit]).collect();
                let letter = char::decode_utf16(units).next().and_then(Result::ok);
                if letter.is_none() {
                    high = Some(unit);
                }
                letter
            }
            other => Some(other),
        };
        plain.extend(meant.map(|letter| (letter, token)));
    }
    plain
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn scores(tokens: &[(&str, f32)]) -> Vec<TokenScore> {
        tokens.iter().map(|(text, ln_p)| TokenScore { text: (*text).to_owned(), ln_p: *ln_p }).collect()
    }

    fn shaded(surprisal: &Surprisal, place: usize, text: &str) -> Vec<(String, f32)> {
        let letters: Vec<char> = text.chars().collect();
        let word = |word: &WordSurprisal| letters[word.start as usize..word.end as usize].iter().collect();
        surprisal.places[place].words.iter().map(|one| (word(one), one.mean)).collect()
    }

    #[test]
    fn mean_and_perplexity_follow_the_formula() {
        let surprisal = Surprisal::of(&scores(&[("Warm", -0.5), (" tea", -1.5)]), &[Place::plain("Warm tea")]).unwrap();
        assert_eq!((surprisal.tokens, surprisal.mean), (2, 1.0));
        assert!((surprisal.perplexity - std::f32::consts::E).abs() < 1e-6);
        assert_eq!(shaded(&surprisal, 0, "Warm tea"), [("Warm".into(), 0.5), ("tea".into(), 1.5)]);
    }

    #[test]
    fn a_word_of_several_tokens_has_their_mean_and_an_edit_has_none() {
        let answer = scores(&[("🍵 Hand", -1.0), ("made", -3.0), (" cups", -0.25), (".", 0.0)]);
        let text = "🍵 Handmade blue cups.";
        let surprisal = Surprisal::of(&answer, &[Place::plain(text)]).unwrap();
        let shaded = shaded(&surprisal, 0, text);
        assert_eq!(shaded[1], ("Handmade".into(), 2.0));
        assert!(
            shaded.contains(&("cups".into(), 0.25)) && !shaded.iter().any(|(word, _)| word == "blue"),
            "{shaded:?}"
        );
    }

    #[test]
    fn fields_are_found_in_their_json() {
        let answer = scores(&[
            ("{\"title\": \"", -0.1),
            ("Say \\\"", -0.2),
            ("hi\\\" \\u", -0.3),
            ("8336", -0.4),
            ("\", \"lines\": [\"", -0.1),
            ("One\\", -0.5),
            ("ntwo\"]}", -0.6),
        ]);
        let place = |field: &str, part, text: &str| Place { field: field.into(), part, text: text.into() };
        let places = [place("title", None, "Say \"hi\" 茶"), place("lines", Some(0), "One\ntwo")];
        let surprisal = Surprisal::of(&answer, &places).unwrap();
        let title = shaded(&surprisal, 0, &places[0].text);
        assert!(title.contains(&("Say".into(), 0.2)) && title.contains(&("hi".into(), 0.3)), "{title:?}");
        assert!(title.iter().any(|(word, _)| word == "茶"), "{title:?}");
        assert_eq!(shaded(&surprisal, 1, &places[1].text), [("One".into(), 0.5), ("two".into(), 0.6)]);
    }

    #[test]
    fn escapes_beyond_the_first_plane_are_one_letter() {
        let letters: Vec<(char, usize)> = "\\ud83c\\udf75!".chars().map(|letter| (letter, 0)).collect();
        let plain: String = unescaped(&letters).into_iter().map(|(letter, _)| letter).collect();
        assert_eq!(plain, "🍵!");
    }

    #[test]
    fn a_character_in_two_tokens_is_one() {
        let mut scoring = Scoring::default();
        for piece in ["Mug ".as_bytes(), &"茶".as_bytes()[..2], &"茶".as_bytes()[2..], &[0xFF; 12], b"!"] {
            scoring.push(piece, -0.5);
        }
        let scores: Vec<(String, f32)> = scoring.finish().into_iter().map(Into::into).collect();
        assert_eq!(scores, [("Mug ".into(), -0.5), ("茶".into(), -1.0), ("!".into(), -0.5)]);
    }

    #[test]
    fn without_scores_nothing_is_said() {
        assert_eq!(Surprisal::of(&[], &[Place::plain("Warm tea")]), None);
    }

    #[test]
    fn what_is_kept_is_rounded_and_comes_back() {
        let json = serde_json::to_string(&scores(&[(" tea", -1.23456)])).unwrap();
        assert!(json.starts_with("[[\" tea\",-1.23"), "{json}");
        assert_eq!(serde_json::from_str::<Vec<TokenScore>>(&json).unwrap()[0].text, " tea");
    }
}
