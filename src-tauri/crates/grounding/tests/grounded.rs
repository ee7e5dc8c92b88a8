//! How many of the labelled claims are found, with the standing that they were labelled with.
//!
//! `cargo test -p copydesk-grounding --test grounded -- --nocapture` prints what the README quotes.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_precision_loss)]

use copydesk_domain::{ProductFields, SourceRow};
use copydesk_grounding::{Facts, claims};
use serde::Deserialize;
use std::collections::HashMap;

/// What neither precision nor recall may fall below.
const FLOOR: f64 = 0.93;
/// The same for what was written after the reader.
const LATE: f64 = 0.9;

#[derive(Deserialize)]
struct Labelled {
    product: ProductFields,
    row: Option<SourceRow>,
    #[serde(default)]
    more: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct Row {
    product: String,
    say: String,
    want: Vec<String>,
}

#[derive(Default)]
struct Counted {
    right: usize,
    found: usize,
    wanted: usize,
}

fn facts() -> HashMap<String, Facts> {
    let products: HashMap<String, Labelled> = serde_json::from_str(include_str!("products.json")).unwrap();
    let read = |labelled: &Labelled| Facts::of(&labelled.product, labelled.row.as_ref(), &labelled.more);
    products.iter().map(|(name, labelled)| (name.clone(), read(labelled))).collect()
}

fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

fn measure(rows: &str) -> (usize, Counted) {
    let facts = facts();
    let rows: Vec<Row> = rows.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut counted = Counted::default();
    for row in &rows {
        let found = claims(&row.say, &facts[&row.product]);
        let found: Vec<String> =
            found.iter().map(|claim| format!("{}|{}|{}", claim.text, word(claim.kind), word(claim.standing))).collect();
        let mut left = found.clone();
        let right =
            row.want.iter().filter_map(|want| left.iter().position(|own| own == want).map(|at| left.remove(at)));
        let right = right.count();
        counted.right += right;
        counted.found += found.len();
        counted.wanted += row.want.len();
        if found != row.want {
            println!("{:<10} {}\n    wanted {:?}\n    found  {found:?}", row.product, row.say, row.want);
        }
    }
    (rows.len(), counted)
}

fn printed(name: &str, (rows, counted): &(usize, Counted)) -> (f64, f64) {
    let precision = counted.right as f64 / counted.found as f64;
    let recall = counted.right as f64 / counted.wanted as f64;
    println!("{name}: {rows} rows, {} claims, precision {precision:.3}, recall {recall:.3}", counted.wanted);
    (precision, recall)
}

#[test]
fn labelled_claims_are_found_and_stand_as_labelled() {
    let measured = measure(include_str!("grounded.jsonl"));
    let (precision, recall) = printed("tuned on", &measured);
    assert!(measured.0 >= 120 && precision >= FLOOR && recall >= FLOOR);
}

#[test]
fn labelled_claims_that_were_written_late_are_found() {
    let (precision, recall) = printed("late", &measure(include_str!("late.jsonl")));
    assert!(precision >= LATE && recall >= LATE);
}

/// The shipped samples are their own facts: nothing that they say of themselves is without one.
#[test]
fn what_a_product_says_of_itself_is_grounded() {
    let samples: Vec<ProductFields> =
        serde_json::from_str(include_str!("../../../../assets/sample/products.json")).unwrap();
    let (mut all, mut without) = (0, 0);
    for product in &samples {
        let facts = Facts::of(product, None, &[]);
        for claim in claims(&product.description, &facts) {
            all += 1;
            if word(claim.standing) != "supported" {
                without += 1;
                println!("{}: {} {}", product.sku, claim.text, word(claim.kind));
            }
        }
    }
    println!("own descriptions: {} products, {all} claims, {without} without a fact", samples.len());
    assert!(without * 20 <= all);
}
