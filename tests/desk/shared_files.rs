//! Real product files, where they are at hand: they are not part of the project.

use copydesk_tests::{binaries, cli::Cli};
use serde_json::json;

/// Name of the file and how many products it holds: a Shopify product spans rows.
const FILES: [(&str, u64); 4] = [
    ("shopify_apparel.csv", 20),
    ("shopify_home-and-garden.csv", 20),
    ("packt_shopify_product_data.csv", 20),
    ("dummyjson_products.json", 194),
];

#[test]
fn real_files_import_with_the_counts_they_hold() {
    let folder = binaries::repository().join("../shared/data");
    for (name, products) in FILES {
        let file = folder.join(name);
        if !file.is_file() {
            eprintln!("skipped: {name} is not here");
            continue;
        }
        let cli = Cli::default();
        let result = cli.ok(&["import", "products", file.to_str().unwrap()]).json();
        assert_eq!(result, json!({ "created": products, "updated": 0, "unchanged": 0, "rejected": [] }), "{name}");
        let again = cli.ok(&["import", "products", file.to_str().unwrap()]).json();
        assert_eq!(again["unchanged"], json!(products), "{name} again");
    }
}
