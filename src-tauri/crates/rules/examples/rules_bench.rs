//! Time to judge 2,000 characters with every pack on, beside looking for every literal with `str::contains`.
//!
//! `cargo run --release -p copydesk-rules --example rules_bench`

#![allow(clippy::print_stdout, clippy::cast_precision_loss)]

use copydesk_domain::Market;
use copydesk_rules::{About, CategoryId, Pack, PackError, Rulebook};
use std::time::Instant;

const ENGLISH: &str = "This canvas tote has two inside pockets and a magnetic snap. It is clinically proven to last, and our \
customers love it! Washes at 40 °C; the leather handle is best cleaned with a soft cloth. Free delivery over £40. A light \
green version is back, e.g. for the beach. Now 20% off: the best bag for long days, with room for a laptop. ";
const CHINESE: &str = "这款帆布包有两个内袋和一个磁扣，适合日常通勤。面料为100%棉，可机洗。最后一批浅绿色已经到货！搭配任意一件外套都好看；\
肩带可以调节长度。我们在本周六发货，七天无理由退换。这是全国最佳的选择，销量第一。";
/// Times that each text is judged.
const ROUNDS: u32 = 200;

fn main() -> Result<(), PackError> {
    let start = Instant::now();
    let packs = Pack::shipped()?;
    let read = start.elapsed();
    let literals: Vec<String> = packs
        .iter()
        .flat_map(|pack| &pack.rules)
        .flat_map(|rule| rule.phrases())
        .flat_map(|phrase| phrase.split(['(', ')', '[', ']', '{', '}', '|', '*', '.', '\\']))
        .map(|part| part.trim().to_lowercase())
        .filter(|part| !part.is_empty())
        .collect();
    let rules: usize = packs.iter().map(|pack| pack.rules.len()).sum();
    println!(
        "{} packs, {rules} rules, {} literals, read in {:.1} ms",
        packs.len(),
        literals.len(),
        read.as_secs_f64() * 1e3
    );
    let start = Instant::now();
    let book = Rulebook::new(packs, &[], &[])?;
    println!("rulebook in {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let categories: Vec<CategoryId> =
        ["food", "health_food", "cosmetics", "alcohol", "finance", "education"].map(CategoryId::from).to_vec();
    let about = About { markets: &Market::ALL, categories: &categories, ..About::default() };
    for (name, text) in [("en", ENGLISH), ("zh", CHINESE)] {
        let text: String = text.chars().cycle().take(2000).collect();
        let start = Instant::now();
        let found = book.judge(&text, &about).len();
        let first = start.elapsed().as_secs_f64() * 1e3;
        let ours = time(|| book.judge(&text, &about).len());
        let plain = time(|| {
            let small = text.to_lowercase();
            literals.iter().filter(|literal| small.contains(*literal)).count()
        });
        let speed = |ms: f64| text.len() as f64 / 1e6 / (ms / 1e3);
        println!(
            "{name}: {found} findings; first {first:.2} ms, then {ours:.3} ms ({:.1} MB/s); contains {plain:.3} ms ({:.1} MB/s)",
            speed(ours),
            speed(plain)
        );
    }
    Ok(())
}

/// Milliseconds of a round.
fn time(mut round: impl FnMut() -> usize) -> f64 {
    let start = Instant::now();
    for _ in 0..ROUNDS {
        std::hint::black_box(round());
    }
    start.elapsed().as_secs_f64() * 1e3 / f64::from(ROUNDS)
}
