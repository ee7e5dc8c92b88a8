//! Times facts and claims of one product and one text. Run it in release:
//! `cargo run --release -p copydesk-grounding --example grounding_bench`

#![allow(clippy::print_stdout, reason = "printing is all that an example does")]

use copydesk_domain::{Attribute, ProductFields};
use copydesk_grounding::{Facts, bases, claims};
use std::time::{Duration, Instant};

const FACTS: &str = "The cover is 100% cotton, the core natural latex, 60 × 40 × 12 cm and 1.4 kg. Wash it at 40 °C. \
    Made in Portugal, certified by OEKO-TEX, with a warranty of 5 years. 产自福建，净含量250克，共十二小袋。 ";
const COPY: &str = "At 1.4 kg it is easy to carry, and at 30% off for €79 it is the softest pillow for side sleepers. \
    A linen cover, made in Italy, lasts up to 10 years. 只要168元，纯棉面料，三分钟就能铺好。 ";
/// As dense in numbers as copy mostly is.
const PLAIN: &str = "Soft where you want it and firm where you need it, this pillow was made for people who sleep on \
    their side. The cotton cover comes off in seconds and goes into the wash at 40 °C. Give it a week: most people \
    stop noticing it, and that is the point. 侧睡的人最怕肩膀悬空，它刚好托住颈部。 ";

fn main() {
    let repeated = |text: &str, length: usize| text.chars().cycle().take(length).collect::<String>();
    let attribute = |at: usize| Attribute { name: format!("Fact {at}"), value: format!("{at} cm of linen") };
    let product = ProductFields {
        name: "CloudRest pillow".into(),
        description: repeated(FACTS, 5_000),
        price: "79".into(),
        currency: "EUR".into(),
        attributes: (0..20).map(attribute).collect(),
        ..Default::default()
    };
    let copy = repeated(COPY, 2_000);
    // the words are read at first use
    let first = Instant::now();
    drop(claims("1 kg", &Facts::default()));
    let first = first.elapsed();
    let interests = ["side sleepers".to_owned()];
    let facts = Facts::of(&product, None, &[]);
    let read = median(|| drop(Facts::of(&product, None, &[])));
    let claimed = median(|| drop(claims(&copy, &facts)));
    let based = median(|| drop(bases(&copy, &facts, &interests)));
    let count = claims(&copy, &facts).len();
    let plain = repeated(PLAIN, 2_000);
    let few = claims(&plain, &facts).len();
    let plainly = median(|| drop(claims(&plain, &facts)));
    println!(
        "words {first:.1?}; facts of 5,000 characters {read:.2?}, {count} claims of 2,000 {claimed:.2?}, {few} claims of 2,000 {plainly:.2?}, bases {based:.2?}"
    );
}

fn median(mut what: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..200)
        .map(|_| {
            let start = Instant::now();
            what();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[100]
}
