//! A brand's voice: how its copy sounds, which words are its own, and which it never uses.

use crate::{
    field::{FieldError, FieldProblem, Findings},
    id::VoiceId,
    product::FIELD_LIMIT,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Ends of a tone slider: 1 is the left word, 5 the right one, 3 neither.
pub const TONE_LIMIT: u8 = 5;
/// Most entries in one list of a voice.
pub const ENTRIES_LIMIT: usize = 500;

/// A tone slider between two words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ToneSlider {
    /// The word at 1, such as `formal`.
    pub low: String,
    /// The word at 5, such as `casual`.
    pub high: String,
    /// Where it stands, 1 to [`TONE_LIMIT`].
    pub value: u8,
}

/// What a person types about a brand's voice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct VoiceFields {
    /// Name: identifies the voice.
    pub name: String,
    /// The brand whose products it speaks for, as the products name it; empty for all brands that have no voice.
    pub brand: String,
    /// Who the brand is and how it speaks, in a few sentences.
    pub description: String,
    /// Tone sliders.
    pub tones: Vec<ToneSlider>,
    /// What copy of the brand does.
    pub dos: Vec<String>,
    /// What it does not do.
    pub donts: Vec<String>,
    /// Words to use.
    pub use_words: Vec<String>,
    /// Words to avoid.
    pub avoid_words: Vec<String>,
    /// Names and terms that stay letter for letter in every language.
    pub glossary: Vec<String>,
    /// Texts that sound right.
    pub samples: Vec<String>,
}

impl VoiceFields {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is missing, too long, damaged or out of range.
    pub fn validate(&self) -> Result<(), Vec<FieldError>> {
        let mut findings = Findings::default();
        findings.required("name", &self.name);
        for (field, text) in [("name", &self.name), ("brand", &self.brand), ("description", &self.description)] {
            findings.text(field, text, FIELD_LIMIT);
        }
        for tone in &self.tones {
            if !(1..=TONE_LIMIT).contains(&tone.value) {
                findings.push("tones", FieldProblem::OutOfRange { min: 1.0, max: f64::from(TONE_LIMIT) });
            }
            findings.required("tones", &tone.low);
            findings.required("tones", &tone.high);
            findings.text("tones", &tone.low, FIELD_LIMIT);
            findings.text("tones", &tone.high, FIELD_LIMIT);
        }
        for (field, list) in [
            ("dos", &self.dos),
            ("donts", &self.donts),
            ("use_words", &self.use_words),
            ("avoid_words", &self.avoid_words),
            ("glossary", &self.glossary),
            ("samples", &self.samples),
        ] {
            if list.len() > ENTRIES_LIMIT {
                findings.push(field, FieldProblem::TooMany { limit: ENTRIES_LIMIT });
            }
            list.iter().for_each(|entry| findings.text(field, entry, FIELD_LIMIT));
        }
        findings.into_result()
    }
}

impl VoiceFields {
    /// The voice as a prompt says it, in Chinese or in English.
    #[must_use]
    pub fn in_words(&self, chinese: bool) -> String {
        let mut lines = vec![match (self.description.trim(), chinese) {
            ("", _) => String::new(),
            (description, false) => format!("Brand voice: {description}"),
            (description, true) => format!("品牌语气：{description}"),
        }];
        let tones: Vec<String> = self.tones.iter().filter_map(|tone| tone.in_words(chinese)).collect();
        let (dos, donts) = (list(&self.dos), list(&self.donts));
        let (use_words, avoid_words, glossary) = (list(&self.use_words), list(&self.avoid_words), list(&self.glossary));
        for (english, chinese_words, entries) in [
            ("Tone", "语气", list(&tones)),
            ("Do", "要", dos),
            ("Do not", "不要", donts),
            ("Words to use", "可用的词", use_words),
            ("Words never to use", "不用的词", avoid_words),
            ("Keep these letter for letter, also in translation", "以下名称一字不改，翻译时也不改", glossary),
        ] {
            if !entries.is_empty() {
                let (name, colon) = if chinese { (chinese_words, "：") } else { (english, ": ") };
                lines.push(format!("{name}{colon}{entries}"));
            }
        }
        for sample in self.samples.iter().filter(|sample| !sample.trim().is_empty()).take(SAMPLES_SHOWN) {
            lines.push(if chinese {
                format!("这段话的语气正好：“{}”", sample.trim())
            } else {
                format!("A text that sounds right: “{}”", sample.trim())
            });
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }
}

/// Samples that a prompt shows.
const SAMPLES_SHOWN: usize = 3;

fn list(entries: &[String]) -> String {
    entries.iter().map(|entry| entry.trim()).filter(|entry| !entry.is_empty()).collect::<Vec<_>>().join("; ")
}

impl ToneSlider {
    /// Where it stands; nothing in the middle, where it asks for nothing.
    fn in_words(&self, chinese: bool) -> Option<String> {
        let word = match self.value {
            1 | 2 => &self.low,
            4 | 5 => &self.high,
            _ => return None,
        };
        let much = matches!(self.value, 1 | 5);
        Some(match (much, chinese) {
            (true, false) => format!("very {word}"),
            (false, false) => format!("rather {word}"),
            (true, true) => format!("非常{word}"),
            (false, true) => format!("比较{word}"),
        })
    }
}

/// A voice of the workspace. A draft keeps the one that it was written with, version and all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Voice {
    /// Identifier.
    pub id: VoiceId,
    /// What it says.
    #[serde(flatten)]
    pub fields: VoiceFields,
    /// Counts its saved versions, from 1.
    pub version: u32,
    /// Who saved this version.
    #[serde(default)]
    pub saved_by: String,
    /// When it was first saved.
    #[ts(type = "string")]
    pub created_at: Timestamp,
    /// When it last changed.
    #[ts(type = "string")]
    pub updated_at: Timestamp,
}

/// The voice for a brand: its own, else the one that is for all.
#[must_use]
pub fn voice_for<'a>(voices: &'a [Voice], brand: &str) -> Option<&'a Voice> {
    let brand = brand.trim().to_lowercase();
    let of = |name: &str| voices.iter().find(|voice| voice.fields.brand.trim().to_lowercase() == name);
    (!brand.is_empty()).then(|| of(&brand)).flatten().or_else(|| of(""))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn voice(name: &str, brand: &str) -> Voice {
        let at = Timestamp::UNIX_EPOCH;
        let fields = VoiceFields { name: name.into(), brand: brand.into(), ..Default::default() };
        Voice { id: VoiceId::new(), fields, version: 1, saved_by: String::new(), created_at: at, updated_at: at }
    }

    #[test]
    fn a_brand_speaks_with_its_own_voice_and_others_with_the_one_for_all() {
        let voices = [voice("House", ""), voice("Fell", "Fell & Fern")];
        let name = |brand| voice_for(&voices, brand).unwrap().fields.name.clone();
        assert_eq!((name("fell & fern "), name("Other"), name("")), ("Fell".into(), "House".into(), "House".into()));
        assert!(voice_for(&voices[1..], "Other").is_none());
    }

    #[test]
    fn a_voice_says_what_is_set_and_nothing_else() {
        let fields = VoiceFields {
            description: "A shop for quiet things.".into(),
            tones: [("formal", "casual", 4), ("plain", "playful", 3)]
                .map(|(low, high, value)| ToneSlider { low: low.into(), high: high.into(), value })
                .to_vec(),
            avoid_words: vec!["cheap".into(), " ".into()],
            ..Default::default()
        };
        let words = fields.in_words(false);
        assert_eq!(words, "Brand voice: A shop for quiet things.\nTone: rather casual\nWords never to use: cheap");
        assert!(fields.in_words(true).contains("不用的词：cheap"));
        assert_eq!(VoiceFields::default().in_words(false), "");
    }

    #[test]
    fn a_slider_stands_between_its_words() {
        let tone = |value| ToneSlider { low: "formal".into(), high: "casual".into(), value };
        let fields = |value| VoiceFields { name: "V".into(), tones: vec![tone(value)], ..Default::default() };
        assert_eq!(fields(5).validate(), Ok(()));
        assert_eq!(fields(6).validate().unwrap_err()[0].field, "tones");
    }
}
