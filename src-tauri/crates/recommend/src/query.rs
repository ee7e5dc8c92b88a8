//! What a profile asks for.

use crate::{
    analysis::analyse,
    lexicon::{ConceptNumber, Lexicon},
    price::PriceLimit,
    text::{Piece, fold, pieces},
};
use copydesk_domain::ProfileFields;
use std::collections::HashSet;

/// Words for the people, not for what they like.
const AUDIENCE: [&str; 14] = [
    "lover",
    "lovers",
    "fan",
    "fans",
    "enthusiast",
    "enthusiasts",
    "people",
    "person",
    "things",
    "stuff",
    "products",
    "items",
    "ideas",
    "finds",
];
const AUDIENCE_HAN: [&str; 7] = ["爱好者", "达人", "用品", "产品", "喜欢", "相关", "周边"];

/// An interest, read.
pub(crate) struct Interest {
    /// As the person typed it.
    pub typed: String,
    /// Its distinct terms, with the words in lower case that they came from.
    pub terms: Vec<(String, String)>,
    /// The concepts of each phrase that the lexicon knows: any of them will do.
    pub concepts: Vec<Vec<ConceptNumber>>,
    /// How many of its words the lexicon does not know.
    pub unknown: usize,
    /// Whether all of it is one compound that the lexicon knows, so that a part of it is something else.
    pub compound: bool,
}

/// A profile, read.
pub(crate) struct Query {
    pub interests: Vec<Interest>,
    pub limits: Vec<PriceLimit>,
}

impl Query {
    pub(crate) fn new(profile: &ProfileFields, lexicon: &Lexicon) -> Self {
        let mut seen = HashSet::new();
        let mut query = Self { interests: Vec::new(), limits: PriceLimit::of(profile) };
        for typed in &profile.interests {
            let typed = typed.trim();
            if typed.is_empty() || PriceLimit::is_only_price(typed) || !seen.insert(fold(typed)) {
                continue;
            }
            let interest = Interest::new(typed, lexicon);
            if !interest.terms.is_empty() {
                query.interests.push(interest);
            }
        }
        query
    }
}

impl Interest {
    fn new(typed: &str, lexicon: &Lexicon) -> Self {
        let text = without_audience(&PriceLimit::stripped(typed));
        let analysis = analyse(&text, lexicon);
        let covered = |at: usize| analysis.mentions.iter().any(|mention| mention.range.contains(&at));
        let unknown = analysis.terms.iter().filter(|term| !covered(term.range.start)).count();
        let mut terms: Vec<(String, String)> = Vec::new();
        for term in &analysis.terms {
            if terms.iter().all(|(key, _)| *key != term.key) {
                terms.push((term.key.clone(), fold(&text[term.range.clone()])));
            }
        }
        let compound = match analysis.mentions.as_slice() {
            [mention] => mention.compound && unknown == 0,
            _ => false,
        };
        let concepts = analysis
            .mentions
            .into_iter()
            .map(|mention| mention.concepts)
            .filter(|concepts| !concepts.is_empty())
            .collect();
        Self { typed: typed.to_owned(), terms, concepts, unknown, compound }
    }
}

/// The interest without words for the audience; all of it when it has no others.
fn without_audience(typed: &str) -> String {
    let mut text = typed.to_owned();
    for word in AUDIENCE_HAN {
        text = text.replace(word, " ");
    }
    let kept: Vec<&str> = text.split_whitespace().filter(|word| !AUDIENCE.contains(&fold(word).as_str())).collect();
    let kept = kept.join(" ");
    if pieces(&kept).iter().any(|piece| matches!(piece, Piece::Word(_) | Piece::Han(_))) {
        kept
    } else {
        typed.to_owned()
    }
}
