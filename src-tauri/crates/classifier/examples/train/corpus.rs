//! Labelled sentences.

use copydesk_classifier::{Gram, GramKind, Setting, grams, shares};
use copydesk_domain::{fold::fold, fold::is_han, sentence::sentences};
use serde::Deserialize;
use std::{collections::HashMap, error::Error, fs, path::Path};

/// Families, in the order of the weights.
pub const FAMILIES: &[&str] = &[
    "absolute",
    "medical",
    "health-food",
    "evidence",
    "gifts",
    "disparage",
    "ad-label",
    "ai-label",
    "can-spam",
    "endorsement",
    "review",
    "green",
    "free",
    "origin",
    "urgency",
    "price",
    "guarantee",
    "finance",
    "discrimination",
    "minors",
    "alcohol",
    "superstition",
    "state",
    "drug-words",
    "cosmetics",
    "infant",
    "education",
    "other",
];

/// Lines of a file that stay together.
pub const BLOCK: usize = 20;

/// One of so many blocks is never trained on.
pub const HELD_EVERY: usize = 10;

#[derive(Deserialize)]
struct Line {
    text: String,
    market: String,
    channel: String,
    #[serde(default)]
    category: String,
    expect: Vec<String>,
}

/// A labelled text.
pub struct Item {
    pub text: String,
    pub zh: bool,
    pub market: String,
    pub channel: String,
    pub category: String,
    pub setting: Setting,
    pub families: Vec<usize>,
    pub file: usize,
    /// Number of the block within its file.
    pub block: usize,
    /// Whether a phrase rule finds something.
    pub ruled: bool,
    /// Features of the whole text.
    pub whole: Vec<(u32, f32)>,
    /// Features of each sentence.
    pub parts: Vec<Vec<(u32, f32)>>,
}

impl Item {
    /// Whether it is never trained on: every tenth block of each file.
    pub fn held(&self) -> bool {
        self.block % HELD_EVERY == HELD_EVERY - 1
    }
}

fn family(name: &str) -> Option<usize> {
    let name = match name {
        "health_food" | "food" | "health" => "health-food",
        "comparison" | "patent" => "evidence",
        "made_in" => "origin",
        "price_reduction" => "price",
        "safety" => "guarantee",
        "scarcity" => "urgency",
        "subject_deception" => "can-spam",
        "weight_loss" => "medical",
        "gift" => "gifts",
        name => name,
    };
    FAMILIES.iter().position(|known| *known == name)
}

/// All items, with the hash of every feature.
pub struct Corpus {
    pub items: Vec<Item>,
    pub hashes: Vec<u32>,
    /// The kind of every feature.
    pub kinds: Vec<GramKind>,
    pub files: Vec<String>,
}

impl Corpus {
    pub fn read(files: &[String]) -> Result<Self, Box<dyn Error>> {
        let mut corpus = Self { items: Vec::new(), hashes: Vec::new(), kinds: Vec::new(), files: Vec::new() };
        let mut known: HashMap<u32, u32> = HashMap::new();
        let mut seen: HashMap<String, ()> = HashMap::new();
        for (file, path) in files.iter().enumerate() {
            corpus.files.push(Path::new(path).file_stem().unwrap_or_default().to_string_lossy().into_owned());
            for (at, line) in fs::read_to_string(path)?.lines().filter(|line| !line.trim().is_empty()).enumerate() {
                let Ok(line) = serde_json::from_str::<Line>(line) else { continue };
                if seen.insert(line.text.clone(), ()).is_some() {
                    continue;
                }
                let families: Vec<usize> =
                    line.expect.iter().map(|name| family(name).unwrap_or(FAMILIES.len() - 1)).collect();
                let chat = matches!(line.channel.as_str(), "dialogue" | "chat");
                let setting = Setting { cn: line.market == "cn", chat };
                let mut features = |text: &str| {
                    let grams = grams(&fold(text), setting);
                    let shares = shares(&grams);
                    let mut row: Vec<(u32, f32)> = grams
                        .iter()
                        .map(|gram: &Gram| {
                            let next = corpus.hashes.len() as u32;
                            let at = *known.entry(gram.hash).or_insert(next);
                            if at == next {
                                corpus.hashes.push(gram.hash);
                                corpus.kinds.push(gram.kind);
                            }
                            (at, shares[gram.kind as usize])
                        })
                        .collect();
                    row.sort_by_key(|(at, _)| *at);
                    row.dedup_by_key(|(at, _)| *at);
                    row
                };
                let whole = features(&line.text);
                let ranges = sentences(&line.text);
                let parts = if ranges.len() < 2 {
                    vec![whole.clone()]
                } else {
                    ranges.into_iter().map(|range| features(&line.text[range])).collect()
                };
                corpus.items.push(Item {
                    zh: line.text.chars().any(is_han),
                    text: line.text,
                    market: line.market,
                    channel: line.channel,
                    category: line.category,
                    setting,
                    families,
                    file,
                    ruled: false,
                    block: at / BLOCK,
                    whole,
                    parts,
                });
            }
        }
        Ok(corpus)
    }
}
