//! Judges the lines of the standard input for a market: `judge us [category …] < lines.txt`.

#![allow(clippy::print_stdout)]

use copydesk_domain::Market;
use copydesk_rules::{About, CategoryId, Pack, PackError, Rulebook};
use std::io::BufRead;

fn main() -> Result<(), PackError> {
    let mut words = std::env::args().skip(1);
    let market = words.next().unwrap_or_default();
    let markets: Vec<Market> = Market::ALL.into_iter().filter(|known| known.as_str() == market).collect();
    let categories: Vec<CategoryId> = words.map(CategoryId).collect();
    let book = Rulebook::new(Pack::shipped()?, &[], &[])?;
    let about = About { markets: &markets, categories: &categories, ..About::default() };
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        for hit in book.judge(&line, &about) {
            println!("{:?} {} “{}” in: {line}", hit.level, hit.rule, hit.text);
        }
    }
    Ok(())
}
