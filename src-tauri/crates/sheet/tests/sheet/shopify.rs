//! Products that span several rows.

use super::*;

const OLD: &str = "Handle,Title,Body (HTML),Vendor,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src,Status\r\n\
linen-pillow,Linen pillow,<p>Soft &amp; cool</p>,Millhouse,\"bed, linen\",Colour,Sand,,39.00,https://img.example/1.jpg,active\r\n\
linen-pillow,,,,,,Sea,LP-SEA,41.00,,\r\n\
linen-pillow,,,,,,,,,https://img.example/2.jpg,\r\n\
oak-stool,Oak stool,Sturdy &amp; plain,Millhouse,wood,Title,Default Title,,89.00,,active\r\n\
tea-cup,Tea cup,<p>Thin clay</p>,Millhouse,,Title,Default Title,TC-1,12.00,,active\r\n";

#[test]
fn variants_and_pictures_belong_to_the_product_above() {
    let (good, bad) = import_text(OLD);
    assert_eq!(bad, []);
    let found: Vec<_> = good.iter().map(|p| (p.row, p.fields.sku.as_str(), p.source.cells.len())).collect();
    assert_eq!(found, [(2, "LP-SEA", 33), (5, "oak-stool", 11), (6, "TC-1", 11)]);
    assert_eq!(good[0].fields.price, "39.00");
    assert_eq!(good[0].fields.description, "Soft & cool");
    // the header says HTML, so an entity is one even without a tag
    assert_eq!(good[1].fields.description, "Sturdy & plain");
    assert_eq!(good[0].source.cells[31], ("Image Src".to_owned(), "https://img.example/2.jpg".to_owned()));
}

#[test]
fn the_new_dialect_too() {
    let text = "Title,URL handle,Description,Vendor,SKU,Option1 name,Option1 value,Price\n\
Linen pillow,linen-pillow,Soft &amp; cool,Millhouse,LP-1,Colour,Sand,39.00\n\
,linen-pillow,,,LP-2,,Sea,41.00\n\
,,,,,,,\n\
Oak stool,oak-stool,<p>Plain</p>,Millhouse,,,,89.00\n";
    let (good, bad) = import_text(text);
    assert_eq!(bad, []);
    let found: Vec<_> = good.iter().map(|p| (p.row, p.fields.sku.as_str(), p.fields.description.as_str())).collect();
    assert_eq!(found, [(2, "LP-1", "Soft & cool"), (5, "oak-stool", "Plain")]);
}

#[test]
fn a_row_that_only_has_a_picture_needs_no_handle() {
    let text = "Handle,Title,Variant SKU,Image Src\na,Pot,P-1,1.jpg\n,,,2.jpg\nb,Cup,C-1,\n";
    let (good, bad) = import_text(text);
    assert_eq!((good.len(), bad.len()), (2, 0));
    assert_eq!(good[0].source.cells.len(), 8);
}

#[test]
fn a_product_with_a_damaged_variant_is_not_half_imported() {
    let text = "Handle,Title,Variant SKU,Variant Price\na,Pot,P-1,1\na,,P-2\na,,P-3,3\nb,Cup,C-1,2\n";
    let (good, bad) = import_text(text);
    assert_eq!(good.iter().map(|p| p.fields.sku.as_str()).collect::<Vec<_>>(), ["C-1"]);
    assert_eq!(
        bad,
        [
            rejected(3, RowProblem::TooFewColumns { found: 3, expected: 4 }),
            rejected(2, RowProblem::DamagedContinuation { row: 3 }),
        ]
    );
}

#[test]
fn in_other_files_a_row_without_a_name_is_a_fault() {
    let (good, bad) = import_text("sku,name,price\nA,Pot,1\nB,,2\n");
    assert_eq!((good.len(), bad.len()), (1, 1));
}
