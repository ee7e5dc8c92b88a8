//! Time to judge 2,000 characters.
//!
//! `cargo run --release -p copydesk-classifier --example classifier_bench`

#![allow(clippy::print_stdout)]

use copydesk_classifier::{About, Model, suspicions};
use copydesk_domain::Market;
use std::time::Instant;

const ENGLISH: &str = "This canvas tote has two inside pockets and a magnetic snap. It is clinically proven to last, and our \
customers love it! Washes at 40 °C; the leather handle is best cleaned with a soft cloth. Free delivery over £40. A light \
green version is back, e.g. for the beach. Now 20% off: the best bag for long days, with room for a laptop. ";
const CHINESE: &str = "这款帆布包有两个内袋和一个磁扣，适合日常通勤。面料为100%棉，可机洗。最后一批浅绿色已经到货！搭配任意一件外套都好看；\
肩带可以调节长度。我们在本周六发货，七天无理由退换。这是全国最佳的选择，销量第一。";
/// Times that each text is judged.
const ROUNDS: u32 = 500;

fn main() {
    let start = Instant::now();
    let sentences = Model::shipped().sentences();
    println!("weights of {sentences} sentences read in {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    for (name, text, market) in [("en", ENGLISH, Market::Uk), ("zh", CHINESE, Market::Cn)] {
        let text: String = text.chars().cycle().take(2000).collect();
        let markets = [market];
        let about = About { markets: &markets, chat: false };
        let found = suspicions(&text, &about).len();
        let start = Instant::now();
        for _ in 0..ROUNDS {
            std::hint::black_box(suspicions(&text, &about).len());
        }
        let each = start.elapsed().as_secs_f64() * 1e3 / f64::from(ROUNDS);
        println!("{name}: {found} suspicions in 2,000 characters, {each:.3} ms");
    }
}
