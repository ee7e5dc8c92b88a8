//! How much of what was labelled as worth pitching is found, against a plain keyword search.
//!
//! The README says how the set came about and what its numbers cannot show. Single results are printed only for the
//! profiles that things were tuned on.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_precision_loss)]

use copydesk_domain::{ProductFields, ProductId, ProfileFields};
use copydesk_recommend::{Index, Lexicon, Picks};
use serde::{Deserialize, de::DeserializeOwned};
use std::collections::HashMap;

/// What recall@10 may not fall below: tuned on, held out, late.
const FLOORS: [f64; 3] = [0.95, 0.95, 0.8];

#[derive(Deserialize)]
struct Labelled {
    held_out: bool,
    relevant: Vec<String>,
    profile: ProfileFields,
}

#[derive(Default)]
struct Measured {
    recall: f64,
    reciprocal: f64,
    gain: f64,
    profiles: f64,
}

impl Measured {
    fn add(&mut self, answer: &[String], relevant: &[String]) {
        let ten = &answer[..answer.len().min(10)];
        let hit = |sku: &String| relevant.contains(sku);
        self.profiles += 1.0;
        self.recall += ten.iter().filter(|sku| hit(sku)).count() as f64 / relevant.len() as f64;
        self.reciprocal += ten.iter().position(hit).map_or(0.0, |at| 1.0 / (at + 1) as f64);
        let discount = |at: usize| 1.0 / ((at + 2) as f64).log2();
        let best: f64 = (0..relevant.len().min(10)).map(discount).sum();
        self.gain += ten.iter().enumerate().filter(|(_, sku)| hit(sku)).map(|(at, _)| discount(at)).sum::<f64>() / best;
    }

    fn recall(&self) -> f64 {
        self.recall / self.profiles
    }

    fn print(&self, name: &str) {
        let mean = |sum: f64| sum / self.profiles;
        println!(
            "{name:<24} recall@10 {:.3}  MRR@10 {:.3}  nDCG@10 {:.3}  ({} profiles)",
            mean(self.recall),
            mean(self.reciprocal),
            mean(self.gain),
            self.profiles
        );
    }
}

/// A catalogue and the profiles that are asked of it.
struct Set {
    products: Vec<ProductFields>,
    profiles: Vec<Labelled>,
}

fn read<T: DeserializeOwned>(json: &str) -> Vec<T> {
    serde_json::from_str(json).unwrap()
}

/// The first set, labelled before anything was tuned, and the late one: written when lexicon and weights were done, with
/// the products of the first among its own.
fn sets() -> [Set; 2] {
    let mut products: Vec<ProductFields> = read(include_str!("../../../../assets/sample/products.json"));
    products.extend(read::<ProductFields>(include_str!("labelled/products.json")));
    let mut with_late = products.clone();
    with_late.extend(read::<ProductFields>(include_str!("labelled/late-products.json")));
    [
        Set { products, profiles: read(include_str!("labelled/profiles.json")) },
        Set { products: with_late, profiles: read(include_str!("labelled/late-profiles.json")) },
    ]
}

/// Every word of the interests as a substring of the product, ranked by how many of them occur, then how often.
fn keyword_search(products: &[ProductFields], profile: &ProfileFields) -> Vec<String> {
    let words: Vec<String> = profile
        .interests
        .iter()
        .flat_map(|interest| interest.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    for product in products {
        let mut text = format!("{}\n{}\n{}\n{}", product.name, product.category, product.description, product.brand);
        for part in product.tags.iter().chain(product.attributes.iter().map(|attribute| &attribute.value)) {
            text.push('\n');
            text.push_str(part);
        }
        let text = text.to_lowercase();
        let hits = words.iter().filter(|word| text.contains(word.as_str())).count();
        if hits > 0 {
            let times = words.iter().map(|word| text.matches(word.as_str()).count()).sum();
            found.push((hits, times, &product.sku));
        }
    }
    found.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then(a.2.cmp(b.2)));
    found.into_iter().map(|(_, _, sku)| sku.to_owned()).collect()
}

#[test]
fn recommendations_find_more_than_a_keyword_search() {
    let lexicon = Lexicon::shipped().unwrap();
    let names = ["tuned on", "held out", "late"];
    let no_lexicon = Lexicon::from_json(r#"{"concepts": []}"#).unwrap();
    let (mut ours, mut words, mut theirs): ([Measured; 3], [Measured; 3], [Measured; 3]) = Default::default();
    for (late, Set { products, profiles }) in sets().into_iter().enumerate() {
        let ids: Vec<ProductId> = products.iter().map(|_| ProductId::new()).collect();
        let skus: HashMap<ProductId, &str> = ids.iter().copied().zip(products.iter().map(|p| p.sku.as_str())).collect();
        let index = Index::new(ids.iter().copied().zip(&products), &lexicon);
        let plain = Index::new(ids.iter().copied().zip(&products), &no_lexicon);
        println!("{} products, {} profiles", products.len(), profiles.len());
        for labelled in &profiles {
            let first_ten = |index: &Index| -> Vec<String> {
                let found = index.recommend(&labelled.profile, &Picks::default(), 10);
                found.iter().map(|recommendation| skus[&recommendation.product].to_owned()).collect()
            };
            let answer = first_ten(&index);
            let part = late + usize::from(labelled.held_out);
            ours[part].add(&answer, &labelled.relevant);
            words[part].add(&first_ten(&plain), &labelled.relevant);
            theirs[part].add(&keyword_search(&products, &labelled.profile), &labelled.relevant);
            if part == 0 {
                let missed: Vec<_> = labelled.relevant.iter().filter(|sku| !answer.contains(sku)).collect();
                println!("{}: missed {missed:?}", labelled.profile.name);
            }
        }
    }
    for (part, floor) in FLOORS.into_iter().enumerate() {
        ours[part].print(&format!("recommend, {}", names[part]));
        words[part].print(&format!("no lexicon, {}", names[part]));
        theirs[part].print(&format!("keyword search, {}", names[part]));
        let (recall, baseline) = (ours[part].recall(), theirs[part].recall());
        assert!(recall >= floor, "recall@10 fell to {recall:.3} ({})", names[part]);
        assert!(recall > baseline, "a keyword search finds as much ({})", names[part]);
    }
}
