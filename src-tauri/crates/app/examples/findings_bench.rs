//! Time to judge 2,000 characters with everything on: every pack, the classifier, hostile text, personal data, and every claim
//! held against a product. Beside it, looking for every literal of the packs with `str::contains`. Prints rows for
//! BENCHMARKS.md.

#![allow(clippy::print_stdout, clippy::cast_precision_loss)]

use copydesk_app::{
    ClientSettings, Desk, EngineSettings, EventSink, Fill, Home, HomeSettings, Judge, JudgeRequest, Keychain, Problem,
    SystemClock,
    domain::{Attribute, Market, ProductFields, Shop},
    view::DeskEvent,
};
use std::{path::Path, sync::Arc, time::Instant};

const ENGLISH: &str = "This canvas tote has two inside pockets and a magnetic snap. It is clinically proven to last, and our \
customers love it! Washes at 40 °C; the leather handle is best cleaned with a soft cloth. Free delivery over £40. A light \
green version is back, e.g. for the beach. Now 20% off: the best bag for long days, with room for a laptop. ";
const CHINESE: &str = "这款帆布包有两个内袋和一个磁扣，适合日常通勤。面料为100%棉，可机洗。最后一批浅绿色已经到货！搭配任意一件外套都好看；\
肩带可以调节长度。我们在本周六发货，七天无理由退换。这是全国最佳的选择，销量第一。";
/// Texts are judged so often in a round; there are three rounds, and the median counts.
const TIMES: u32 = 100;

struct Deaf;

impl EventSink for Deaf {
    fn send(&self, _: DeskEvent) {}
}

/// A judge of a workspace that sells everywhere, for a product with facts; and every literal of the packs.
async fn judge(folder: &Path) -> Result<(Judge, Vec<String>), Problem> {
    let home = Home::open(HomeSettings {
        folder: folder.to_owned(),
        model: folder.join("none.gguf"),
        engine: EngineSettings::default(),
        client: ClientSettings::default(),
        clock: Arc::new(SystemClock),
        secrets: Arc::new(Keychain::default()),
        sink: Arc::new(Deaf),
        reviewer: None,
        fallback_reviewer: "Bench".to_owned(),
    });
    let desk = Desk::open(&home, &folder.join("bench.db"), Fill::Briefs).await?;
    desk.save_shop(Shop { markets: Market::ALL.to_vec(), ..Shop::default() }).await?;
    let fact = |name: &str, value: &str| Attribute { name: name.to_owned(), value: value.to_owned() };
    let product = ProductFields {
        sku: "T-1".to_owned(),
        name: "Canvas tote".to_owned(),
        description: "A tote of 100% cotton with two pockets.".to_owned(),
        price: "40".to_owned(),
        currency: "GBP".to_owned(),
        attributes: vec![fact("Material", "100% cotton"), fact("Care", "Machine wash at 40 °C")],
        ..ProductFields::default()
    };
    desk.save_product(None, product).await?;
    let request =
        JudgeRequest { channel: "product-page".to_owned(), sku: Some("T-1".to_owned()), ..Default::default() };
    let judge = desk.judge(&request).await?;
    let literals: Vec<String> = home
        .rule_packs()?
        .iter()
        .flat_map(|pack| &pack.rules)
        .flat_map(|rule| &rule.phrases)
        .flat_map(|phrase| phrase.split(['(', ')', '[', ']', '{', '}', '|', '*', '.', '\\']))
        .map(|part| part.trim().to_lowercase())
        .filter(|part| !part.is_empty())
        .collect();
    Ok((judge, literals))
}

#[tokio::main]
async fn main() -> Result<(), Problem> {
    let folder = tempfile::tempdir().map_err(|error| Problem::new("internal", error.to_string()))?;
    let (judge, literals) = judge(folder.path()).await?;
    for (name, text) in [("English", ENGLISH), ("Chinese", CHINESE)] {
        let text: String = text.chars().cycle().take(2_000).collect();
        let (mut ours, mut plain) = (Vec::new(), Vec::new());
        // the first text compiles the phrases that it meets
        let _ = judge.text(&text);
        for _ in 0..3 {
            ours.push(time(|| judge.text(&text).len()));
            plain.push(time(|| {
                let small = text.to_lowercase();
                literals.iter().filter(|literal| small.contains(literal.as_str())).count()
            }));
        }
        let (ours, plain) = (middle(ours), middle(plain));
        println!(
            "| findings in 2,000 {name} characters, everything on | {ours:.2} ms | {plain:.2} ms | {:.2} × | `contains` of {} literals; under 5 ms |",
            ours / plain,
            literals.len()
        );
    }
    Ok(())
}

fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Milliseconds of one of many.
fn time(mut once: impl FnMut() -> usize) -> f64 {
    let start = Instant::now();
    for _ in 0..TIMES {
        std::hint::black_box(once());
    }
    start.elapsed().as_secs_f64() * 1e3 / f64::from(TIMES)
}
