//! A brand's voice from texts that have it: a proposal that is counted, never guessed. Pure and deterministic: no model,
//! no network, the same answer for the same samples in any order, and with every item what was counted for it.
//!
//! Method, thresholds and what it cannot see are in the crate's README.

mod manner;
mod names;
mod passages;
mod phrases;
mod read;
mod tones;
mod words;

#[cfg(test)]
mod tests;

use copydesk_domain::VoiceFields;
use read::{Script, Sentence};

/// Fewest words of an alphabet that are learned from: below, one sentence more or less moves every tone.
pub const FEWEST_WORDS: usize = 60;
/// Fewest Chinese characters that are learned from: about sixty words.
pub const FEWEST_HAN: usize = 100;

/// The language in which the proposal is worded, whatever that of the samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// English.
    English,
    /// Chinese, in simplified characters.
    Chinese,
}

impl Said {
    /// One of two wordings.
    fn say(self, english: impl Into<String>, chinese: impl Into<String>) -> String {
        match self {
            Self::English => english.into(),
            Self::Chinese => chinese.into(),
        }
    }
}

/// Why something is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The field of the voice, such as `tones`; `samples` with an empty proposal when there is too little text.
    pub field: String,
    /// What is proposed, as it stands in the field.
    pub proposal: String,
    /// What was counted, with figures and a quoted example.
    pub because: String,
}

/// A voice as the samples have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learned {
    /// The proposal. Name and brand are empty, and so are the words to avoid: no text shows what it avoids.
    pub fields: VoiceFields,
    /// Why, an entry for every item.
    pub evidence: Vec<Evidence>,
    /// Words that were read; a Chinese character is one.
    pub words: u32,
}

impl Learned {
    fn note(&mut self, field: &str, proposal: &str, because: String) {
        self.evidence.push(Evidence { field: field.to_owned(), proposal: proposal.to_owned(), because });
    }
}

/// All samples, read.
struct Reading<'a> {
    paragraphs: &'a [read::Paragraph],
    sentences: &'a [Sentence<'a>],
    script: Script,
    /// Words or, in a Chinese text, characters.
    length: usize,
}

/// Something that was counted by sentence.
struct Tally<'a> {
    /// How often it occurs.
    hits: usize,
    /// Sentences that have it.
    sentences: usize,
    /// The first of them.
    example: &'a str,
}

impl<'a> Reading<'a> {
    fn tally(&self, of: impl Fn(&Sentence<'a>) -> usize) -> Tally<'a> {
        let mut tally = Tally { hits: 0, sentences: 0, example: "" };
        for sentence in self.sentences {
            let hits = of(sentence);
            if hits > 0 && tally.sentences == 0 {
                tally.example = sentence.text;
            }
            tally.hits += hits;
            tally.sentences += usize::from(hits > 0);
        }
        tally
    }

    /// Mean length of a sentence, headlines and list items left out; nothing for fewer than five sentences.
    fn mean_length(&self) -> Option<f64> {
        let running = |sentence: &&Sentence<'_>| {
            self.paragraphs.get(sentence.paragraph).is_some_and(|paragraph| !paragraph.headline && !paragraph.item)
        };
        let lengths: Vec<usize> = self.sentences.iter().filter(running).map(|sentence| sentence.words.len()).collect();
        (lengths.len() >= 5).then(|| ratio(lengths.iter().sum(), lengths.len()))
    }
}

/// A quotient of counts; 0 of nothing.
#[allow(clippy::cast_precision_loss)] // counts of words stay far below 2^52
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Learns from samples of plain text. The wording is in `language`, whatever the samples are in.
#[must_use]
pub fn learn(samples: &[String], language: Said) -> Learned {
    let samples = read::ordered(samples);
    let paragraphs = read::paragraphs(&samples);
    let sentences = read::sentences(&paragraphs);
    let (script, words, han) = read::script(&samples, &sentences);
    let mut learned = Learned { words: u32::try_from(words + han).unwrap_or(u32::MAX), ..Learned::default() };
    let enough = if script == Script::Chinese { han >= FEWEST_HAN } else { words + han >= FEWEST_WORDS };
    if !enough {
        let because = language.say(
            format!(
                "Too little text: {words} words and {han} Chinese characters. It takes {FEWEST_WORDS} words, or {FEWEST_HAN} Chinese characters, to propose anything."
            ),
            format!("文字太少：{words} 个词、{han} 个汉字。至少要有 {FEWEST_WORDS} 个词或 {FEWEST_HAN} 个汉字，才能提出建议。"),
        );
        learned.note("samples", "", because);
        return learned;
    }
    let length = if script == Script::Chinese { han } else { words + han };
    let reading = Reading { paragraphs: &paragraphs, sentences: &sentences, script, length };
    tones::propose(&reading, language, &mut learned);
    manner::propose(&reading, language, &mut learned);
    names::propose(&reading, language, &mut learned);
    phrases::propose(&reading, language, &mut learned);
    passages::propose(&reading, language, &mut learned);
    learned
}
