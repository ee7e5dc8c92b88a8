//! Times an index over a catalogue made of the labelled products' words. Run it in release:
//! `cargo run --release -p copydesk-recommend --example speed -- 100000`

#![allow(clippy::print_stdout, reason = "printing is all that an example does")]

use copydesk_domain::{ProductFields, ProductId, ProfileFields, ProfileId};
use copydesk_recommend::{Index, Lexicon, Picks, profiles_for};
use serde::Deserialize;
use std::{error::Error, time::Instant};

#[derive(Deserialize)]
struct Labelled {
    profile: ProfileFields,
}

fn main() -> Result<(), Box<dyn Error>> {
    let count: usize = std::env::args().nth(1).map_or(Ok(100_000), |count| count.parse())?;
    let seeds: Vec<ProductFields> = {
        let mut seeds: Vec<ProductFields> =
            serde_json::from_str(include_str!("../../../../assets/sample/products.json"))?;
        let own: Vec<ProductFields> = serde_json::from_str(include_str!("../tests/labelled/products.json"))?;
        seeds.extend(own);
        seeds
    };
    let profiles: Vec<Labelled> = serde_json::from_str(include_str!("../tests/labelled/profiles.json"))?;
    // every product takes its parts from different seeds, so that no two postings are alike
    let products: Vec<(ProductId, ProductFields)> = (0..count)
        .map(|at| {
            let seed = |step: usize| &seeds[(at * step + at / seeds.len()) % seeds.len()];
            let mut product = seed(1).clone();
            product.sku = format!("P-{at:06}");
            product.name = format!("{} {}", seed(1).name, seed(7).category);
            product.tags = seed(11).tags.clone();
            product.description = [seed(1), seed(3), seed(5)].map(|p| p.description.as_str()).join(" ");
            (ProductId::new(), product)
        })
        .collect();

    let before = resident();
    let start = Instant::now();
    let lexicon = Lexicon::shipped()?;
    println!("lexicon: {} concepts in {:.1} ms", lexicon.concepts(), start.elapsed().as_secs_f64() * 1e3);
    let start = Instant::now();
    let index = Index::new(products.iter().map(|(id, fields)| (*id, fields)), &lexicon);
    println!("index: {} products in {:.2} s", index.len(), start.elapsed().as_secs_f64());
    if let (Some(before), Some(after)) = (before, resident()) {
        println!("memory: {} MiB more than before", after.saturating_sub(before) / 1024);
    }

    let mut times: Vec<f64> = Vec::new();
    for _ in 0..5 {
        for Labelled { profile } in &profiles {
            let start = Instant::now();
            let found = index.recommend(profile, &Picks::default(), 20);
            times.push(start.elapsed().as_secs_f64() * 1e3);
            assert!(!found.is_empty(), "nothing for {}", profile.name);
        }
    }
    times.sort_by(f64::total_cmp);
    println!(
        "recommend 20: median {:.1} ms, 95th percentile {:.1} ms, worst {:.1} ms ({} answers)",
        times[times.len() / 2],
        times[times.len() * 95 / 100],
        times[times.len() - 1],
        times.len()
    );
    let many: Vec<(ProfileId, &ProfileFields)> =
        profiles.iter().cycle().take(1_000).map(|labelled| (ProfileId::new(), &labelled.profile)).collect();
    let start = Instant::now();
    let found = profiles_for(&seeds[0], many.into_iter(), &lexicon, &Picks::default(), 20);
    println!("profiles for a product: {} of 1,000 in {:.1} ms", found.len(), start.elapsed().as_secs_f64() * 1e3);
    Ok(())
}

/// Resident memory in KiB, where the system tells.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
