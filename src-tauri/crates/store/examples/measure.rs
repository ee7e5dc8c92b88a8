//! Measures a workspace of 100,000 products and 20,000 drafts: `cargo run --release -p copydesk-store --example measure`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement prints, and stops when something is wrong")]

#[path = "../tests/workspace/records.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod records;

use copydesk_domain::{DraftQuery, DraftState, ProductFields, ProductOrder, ProductQuery, SourceRow};
use copydesk_store::{FieldSet, Store};
use records::{at, draft, fact};
use std::{hint::black_box, time::Instant};

const PRODUCTS: u64 = 100_000;
const DRAFTS: usize = 20_000;
const BATCH: u64 = 1_000;
const NOUNS: [&str; 8] = ["Pillow", "Lantern", "Kettle", "Backpack", "Scarf", "Desk lamp", "Yoga mat", "保温杯"];
const COLUMNS: [&str; 9] = ["sku", "name", "description", "price", "currency", "category", "brand", "tags", "language"];

fn row(number: u64, price: u64) -> (ProductFields, SourceRow) {
    let noun = NOUNS[usize::try_from(number).unwrap() % NOUNS.len()];
    let fields = ProductFields {
        sku: format!("SKU-{number:06}"),
        name: format!("{noun} {number}"),
        description: format!("A {noun} for every day, number {number}. ").repeat(6),
        price: format!("{price}.90"),
        currency: "EUR".into(),
        category: format!("Category {}", number % 40),
        brand: format!("Brand {}", number % 300),
        tags: vec!["home".into(), "gift".into()],
        attributes: vec![fact("Weight", &format!("{} g", number % 900))],
        language: "en".into(),
        local_only: false,
    };
    let cells =
        [("SKU", &fields.sku), ("Name", &fields.name), ("Description", &fields.description), ("Price", &fields.price)];
    let cells = cells.map(|(header, cell)| (header.to_owned(), cell.clone())).to_vec();
    (fields, SourceRow { file: "products.csv".into(), row: number + 2, cells })
}

async fn import(store: &Store, price: u64) {
    let supplied = FieldSet::new(COLUMNS);
    let mut importer = store.products().importer().await.unwrap();
    for start in (0..PRODUCTS).step_by(usize::try_from(BATCH).unwrap()) {
        let rows = (start..start + BATCH).map(|number| row(number, price)).collect();
        black_box(importer.put(rows, &supplied, at(0)).await.unwrap());
    }
    importer.commit().await.unwrap();
}

/// The best of three, in milliseconds.
async fn time<T, F: Future<Output = T>>(name: &str, mut work: impl FnMut() -> F) {
    let mut best = f64::MAX;
    for _ in 0..3 {
        let start = Instant::now();
        black_box(work().await);
        best = best.min(start.elapsed().as_secs_f64() * 1_000.0);
    }
    println!("{best:9.1} ms  {name}");
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("workspace.db")).await.unwrap();
    for (name, price) in [("import, all new", 19), ("import, none changed", 19), ("import, all changed", 20)] {
        let start = Instant::now();
        import(&store, price).await;
        println!("{:9.1} ms  {name}", start.elapsed().as_secs_f64() * 1_000.0);
    }
    let products = store.products().all().await.unwrap();
    let start = Instant::now();
    for product in products.iter().step_by(products.len() / DRAFTS) {
        let (draft, revision) = draft(product, &format!("{} keeps you company. ", product.fields.name).repeat(8));
        store.drafts().insert(&draft, &revision).await.unwrap();
    }
    println!("{:9.3} ms  one draft, stored durably", start.elapsed().as_secs_f64() * 1_000.0 / DRAFTS as f64);

    let page = ProductQuery { limit: 50, ..Default::default() };
    let search = |words: &str| ProductQuery { search: words.into(), ..page.clone() };
    let (products, all) = (store.products(), ProductQuery::default());
    for (name, query) in [
        ("products: first page", page.clone()),
        ("products: last page", ProductQuery { offset: PRODUCTS - 50, ..page.clone() }),
        ("products: last first", ProductQuery { descending: true, ..page.clone() }),
        ("products: by SKU", ProductQuery { order: ProductOrder::Sku, ..page.clone() }),
        ("products: by name", ProductQuery { order: ProductOrder::Name, ..page.clone() }),
        (
            "products: by name, last page",
            ProductQuery { order: ProductOrder::Name, offset: PRODUCTS - 50, ..page.clone() },
        ),
        ("products: by last change", ProductQuery { order: ProductOrder::Updated, ..page.clone() }),
        ("products: of a category", ProductQuery { category: Some("Category 7".into()), ..page.clone() }),
        ("products: with drafts", ProductQuery { with_drafts: true, ..page.clone() }),
        ("products: search, one word, many found", search("lantern")),
        ("products: search, two words, one found", search("lantern 77777")),
        ("products: search, nothing found", search("zeppelin")),
        ("products: search, two Chinese characters", search("保温")),
    ] {
        time(name, || products.page(&query)).await;
    }
    time("products: ids of all", || products.ids(&all)).await;
    time("products: categories", || products.categories()).await;
    let drafts = store.drafts();
    let page = DraftQuery { limit: 50, ..Default::default() };
    for (name, query) in [
        ("drafts: first page", page.clone()),
        ("drafts: one state", DraftQuery { states: vec![DraftState::Draft], ..page.clone() }),
        ("drafts: two states", DraftQuery { states: vec![DraftState::Draft, DraftState::InReview], ..page.clone() }),
        ("drafts: last page", DraftQuery { offset: (DRAFTS - 50) as u64, ..page.clone() }),
        ("drafts: search", DraftQuery { search: "lantern company".into(), ..page.clone() }),
    ] {
        time(name, || drafts.page(&query)).await;
    }
    time("counts", || store.counts()).await;
    println!("{:9.1} MB  the file", std::fs::metadata(store.path()).unwrap().len() as f64 / 1e6);
    store.close().await.unwrap();
}
