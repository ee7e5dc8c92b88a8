//! The facts of a product, read once.

use crate::{
    lexicon::{Hit, SHIPPED},
    price::{Amounts, PriceKind},
    quantity::{Dimension, Quantity, named_unit},
    reading::read,
    sentence::sentences,
    text::{is_han, is_letter, on_borders, terms},
};
use copydesk_domain::{FactRef, ProductFields, SourceRow, place::scalars};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

/// Longest text of facts that is read, in bytes; a row can hold a dumped file.
const READ: usize = 200_000;

/// A text of a product's facts.
#[derive(Debug)]
pub(crate) struct Field {
    /// Its name as [`FactRef`] has it.
    pub name: String,
    /// What the text is about, in the product's own words.
    pub label: String,
    /// What it says.
    pub text: String,
}

/// A place in the facts: a field, and a range of bytes.
pub(crate) type At = (usize, Range<usize>);

/// A quantity among the facts.
#[derive(Debug)]
pub(crate) struct FactQuantity {
    pub field: usize,
    pub quantity: Quantity,
}

/// A percentage of a material.
#[derive(Debug)]
pub(crate) struct Share {
    pub at: At,
    pub percent: f64,
    pub entry: u16,
}

/// What a product's own data says, ready to hold copy against.
#[derive(Debug, Default)]
pub struct Facts {
    pub(crate) fields: Vec<Field>,
    pub(crate) quantities: Vec<FactQuantity>,
    pub(crate) hits: Vec<(usize, Hit)>,
    pub(crate) shares: Vec<Share>,
    pub(crate) amounts: Amounts,
    pub(crate) label_terms: Vec<HashSet<String>>,
    folded: Vec<String>,
    segments: Vec<At>,
    index: HashMap<String, Vec<u32>>,
}

impl Facts {
    /// The facts of a product: its fields, the row that it was imported from, and what else is accepted, such as claims
    /// and policies, by name.
    #[must_use]
    pub fn of(product: &ProductFields, row: Option<&SourceRow>, more: &[(String, String)]) -> Self {
        let mut facts = Self::default();
        facts.amounts.currency = product.currency.trim().to_uppercase();
        for (name, text) in [
            ("name", &product.name),
            ("price", &product.price),
            ("currency", &product.currency),
            ("brand", &product.brand),
            ("category", &product.category),
            ("sku", &product.sku),
        ] {
            facts.add(name.to_owned(), "", text);
        }
        for attribute in &product.attributes {
            facts.add(format!("attribute:{}", attribute.name), &attribute.name, &attribute.value);
        }
        product.tags.iter().for_each(|tag| facts.add("tags".to_owned(), "", tag));
        facts.add("description".to_owned(), "", &product.description);
        more.iter().for_each(|(name, text)| facts.add(name.clone(), "", text));
        for (header, cell) in row.iter().flat_map(|row| &row.cells) {
            facts.add(format!("row:{header}"), header, cell);
        }
        facts
    }

    fn add(&mut self, name: String, label: &str, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let field = self.fields.len();
        // the same words from the product and from its row are one fact
        let known = self
            .fields
            .iter()
            .any(|known| known.text == text && (label.is_empty() || known.label == label || text.len() > 40));
        self.label_terms.push(terms(label).into_iter().collect());
        self.folded.push(text.to_lowercase());
        self.fields.push(Field { name, label: label.to_owned(), text: text.to_owned() });
        if known && self.fields[field].name != "price" {
            return;
        }
        self.price(field);
        let end = (0..=text.len().min(READ)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        for range in sentences(&text[..end]) {
            self.read(field, &range, label);
            self.segment(field, range, label);
        }
    }

    fn read(&mut self, field: usize, range: &Range<usize>, label: &str) {
        let text = &self.fields[field].text[range.clone()];
        let reading = read(text, true);
        let shares = reading.shares();
        let unit = named_unit(label);
        let label_role = SHIPPED.roles_in(label).first().map(|(_, role)| *role);
        let moved = |place: &Range<usize>| place.start + range.start..place.end + range.start;
        for (quantity, hit) in &shares {
            let (quantity, hit) = (&reading.quantities[*quantity], &reading.hits[*hit]);
            let both = quantity.range.start.min(hit.range.start)..quantity.range.end.max(hit.range.end);
            let percent = quantity.spans[0].low;
            // one word can stand for several entries
            for same in reading.hits.iter().filter(|same| same.range == hit.range) {
                self.shares.push(Share { at: (field, moved(&both)), percent, entry: same.entry });
            }
        }
        for (at, mut quantity) in reading.quantities.into_iter().enumerate() {
            if shares.iter().any(|(share, _)| *share == at) {
                continue;
            }
            if let Some(unit) = unit.filter(|_| quantity.unit.dimension == Dimension::Count && quantity.unit.plain) {
                quantity.unit = unit;
                for span in &mut quantity.spans {
                    (span.low, span.high) = (span.low * unit.factor + unit.zero, span.high * unit.factor + unit.zero);
                    span.step *= unit.factor;
                    span.other = span.other.map(|other| other * unit.factor + unit.zero);
                }
                quantity.words.clear();
            }
            quantity.range = moved(&quantity.range);
            quantity.role = quantity.role.or(label_role);
            self.quantities.push(FactQuantity { field, quantity });
        }
        for mut hit in reading.hits {
            hit.range = moved(&hit.range);
            self.hits.push((field, hit));
        }
    }

    fn segment(&mut self, field: usize, range: Range<usize>, label: &str) {
        let text = &self.fields[field].text[range.clone()];
        let trimmed = text.trim();
        let numbers_alone = !trimmed.contains(|c: char| is_letter(c) || is_han(c));
        if trimmed.is_empty() || (numbers_alone && label.is_empty()) {
            return;
        }
        let id = u32::try_from(self.segments.len()).unwrap_or(u32::MAX);
        let start = range.start + (text.len() - text.trim_start().len());
        let words: HashSet<String> = terms(trimmed).into_iter().chain(terms(label)).collect();
        self.segments.push((field, start..start + trimmed.len()));
        for word in words {
            self.index.entry(word).or_default().push(id);
        }
    }

    fn price(&mut self, field: usize) {
        let Field { name, label, text } = &self.fields[field];
        let kind = if name == "price" { Some(PriceKind::Price) } else { PriceKind::named(label) };
        if let Some(kind) = kind {
            self.amounts.add(kind, field, text);
        }
    }

    /// The facts that share most with a text's terms, best first: the place, and how much it shares.
    pub(crate) fn nearest(&self, terms: &HashSet<String>) -> Vec<(At, f64)> {
        let mut scores: HashMap<u32, f64> = HashMap::new();
        for found in terms.iter().filter_map(|term| self.index.get(term)) {
            let share = 1.0 / f64::from(u32::try_from(found.len()).unwrap_or(u32::MAX)).sqrt();
            found.iter().for_each(|segment| *scores.entry(*segment).or_default() += share);
        }
        let mut best: Vec<(u32, f64)> = scores.into_iter().collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let place = |(segment, score): (u32, f64)| {
            self.segments.get(usize::try_from(segment).ok()?).map(|at| (at.clone(), score))
        };
        best.into_iter().filter_map(place).collect()
    }

    /// The first place where the facts have words as they are written, whatever their case.
    pub(crate) fn verbatim(&self, words: &str) -> Option<At> {
        let wanted = words.trim().to_lowercase();
        if wanted.is_empty() {
            return None;
        }
        let ends = |c: Option<char>| c.is_none_or(|c| !(is_letter(c) || c.is_ascii_digit()));
        self.folded.iter().enumerate().find_map(|(field, folded)| {
            let mut found = folded.match_indices(&wanted).map(|(at, _)| at..at + wanted.len());
            let whole = found.find(|range| {
                let open = |edge: Option<char>, next: Option<char>| edge.is_some_and(is_han) || ends(next);
                open(wanted.chars().next(), folded[..range.start].chars().next_back())
                    && open(wanted.chars().next_back(), folded[range.end..].chars().next())
            })?;
            // a letter can change its length with its case
            let fits = self.fields[field].text.get(whole.clone()).is_some_and(|text| text.to_lowercase() == wanted);
            Some((field, if fits { whole } else { 0..self.fields[field].text.len() }))
        })
    }

    /// The place as the window needs it.
    pub(crate) fn reference(&self, at: &At) -> FactRef {
        let Field { name, text, .. } = &self.fields[at.0];
        let range = on_borders(text, at.1.clone());
        let start = scalars(&text[..range.start]);
        let words = text[range].to_owned();
        FactRef { field: name.clone(), start, end: start + scalars(&words), text: words }
    }
}
