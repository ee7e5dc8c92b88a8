//! Public product files, when they are there: they live beside the repository, not in it.

use super::*;
use std::path::Path;

/// A file of the shared data, or a message that it is not there.
fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data").join(name);
    if path.is_file() {
        return Some(path);
    }
    eprintln!("skipped: {name} is not beside the repository");
    None
}

#[test]
fn shopify_exports_import_whole() {
    for (name, rows, several) in [
        ("shopify_apparel.csv", 22, 1),
        ("shopify_home-and-garden.csv", 21, 1),
        ("packt_shopify_product_data.csv", 21, 1),
    ] {
        let Some(path) = shared(name) else { continue };
        let mut table = open(&path, &ReadOptions::default()).unwrap();
        let width = table.opened().headers.len();
        let (good, bad) = import(&mut table);
        assert_eq!(bad, [], "{name}");
        assert_eq!(good.len(), 20, "{name}");
        // every row and every column of the file is kept
        assert_eq!(good.iter().map(|p| p.source.cells.len()).sum::<usize>(), rows * width, "{name}");
        assert_eq!(good.iter().filter(|p| p.source.cells.len() > width).count(), several, "{name}");
        for product in &good {
            // these files have no SKUs: the handle identifies the product
            assert_eq!(product.fields.sku, product.source.cells[0].1, "{name}");
            assert!(!product.fields.price.is_empty() && !product.fields.brand.is_empty(), "{name}");
            assert!(!product.fields.description.contains('<'), "{name}: {}", product.fields.description);
        }
    }
}

#[test]
fn a_json_catalogue_imports_whole() {
    let Some(path) = shared("dummyjson_products.json") else { return };
    let (good, bad) = import(&mut open(&path, &ReadOptions::default()).unwrap());
    assert_eq!(bad, []);
    assert_eq!(good.len(), 194);
    assert!(good.iter().all(|p| !p.fields.tags.is_empty() && !p.fields.attributes.is_empty()));
}

#[test]
fn a_large_public_table_reads_row_for_row() {
    let Some(path) = shared("hillstrom_email_experiment.csv") else { return };
    let mut table = open(&path, &ReadOptions::default()).unwrap();
    let mut rows = table.rows().unwrap();
    assert_eq!(rows.by_ref().filter(Result::is_ok).count(), 64_000);
    assert!(rows.next().is_none());
}
