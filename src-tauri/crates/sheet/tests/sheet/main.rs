//! Files of the wild go in, workbooks come out: everything here goes through real files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod delimited;
mod export;
mod refusals;
mod shared_data;
mod shopify;
mod workbooks;

use copydesk_sheet::{
    ColumnMapping, ProductRow, ReadOptions, RejectedRow, RowProblem, SheetError, Table, guess_products, open, products,
};
use std::path::PathBuf;
use tempfile::TempDir;

/// A file in a folder of its own that goes when the test ends.
struct Fixture {
    _folder: TempDir,
    path: PathBuf,
}

fn file(name: &str, bytes: impl AsRef<[u8]>) -> Fixture {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    Fixture { _folder: folder, path }
}

fn opened(fixture: &Fixture) -> Table {
    open(&fixture.path, &ReadOptions::default()).unwrap()
}

fn refused(fixture: &Fixture) -> SheetError {
    match open(&fixture.path, &ReadOptions::default()) {
        Ok(table) => panic!("opened as {:?}", table.opened()),
        Err(error) => error,
    }
}

/// All products and rejected rows under the guessed mapping.
fn import(table: &mut Table) -> (Vec<ProductRow>, Vec<RejectedRow>) {
    let mapping = ColumnMapping { columns: guess_products(&table.opened().headers) };
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for row in products(table, &mapping).unwrap() {
        match row {
            Ok(product) => good.push(product),
            Err(rejected) => bad.push(rejected),
        }
    }
    (good, bad)
}

fn import_text(text: impl AsRef<[u8]>) -> (Vec<ProductRow>, Vec<RejectedRow>) {
    import(&mut opened(&file("products.csv", text)))
}

/// The cells of every good row.
fn cells(table: &mut Table) -> Vec<Vec<String>> {
    table.rows().unwrap().map(|row| row.unwrap().cells).collect()
}

fn rejected(row: u64, reason: RowProblem) -> RejectedRow {
    RejectedRow { row, reason }
}
