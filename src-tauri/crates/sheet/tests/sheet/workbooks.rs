//! Workbooks in: XLSX, XLS, ODS.

use super::*;
use copydesk_sheet::Kind;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use std::io::Write;
use zip::{ZipWriter, write::SimpleFileOptions};

/// A workbook of one sheet.
pub(super) fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

#[test]
fn cells_read_as_the_sheet_shows_them() {
    let bytes = workbook(|sheet| {
        sheet.write_row(2, 1, ["SKU", "Name", "Price", "Updated", "New"]).unwrap();
        sheet.write_number(3, 1, 4_006_381_333_931_f64).unwrap();
        sheet.write_string(3, 2, "Pot\nred").unwrap();
        sheet.write_number(3, 3, 90.75).unwrap();
        let day = ExcelDateTime::from_ymd(2026, 3, 1).unwrap();
        sheet.write_datetime_with_format(3, 4, &day, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
        sheet.write_boolean(3, 5, true).unwrap();
        sheet.write_number_with_format(5, 1, 12, &Format::new().set_num_format("00000")).unwrap();
        sheet.write_string(5, 2, "Cup").unwrap();
        sheet.write_formula(5, 3, rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    });
    let mut table = opened(&file("a.xlsx", bytes));
    assert_eq!(table.opened().kind, Kind::Xlsx);
    assert_eq!(table.opened().header_row, 3);
    assert_eq!(table.opened().headers, ["", "SKU", "Name", "Price", "Updated", "New"]);
    assert_eq!(
        cells(&mut table),
        [["", "4006381333931", "Pot\nred", "90.75", "2026-03-01", "TRUE"], ["", "00012", "Cup", "#DIV/0!", "", ""],]
    );
    let (good, bad) = import(&mut table);
    assert_eq!((good[0].row, good[0].fields.sku.as_str()), (4, "4006381333931"));
    assert_eq!(bad, [rejected(6, RowProblem::ErrorValue { column: "Price".into(), value: "#DIV/0!".into() })]);
}

#[test]
fn a_note_beside_the_table_is_not_lost_in_silence() {
    let bytes = workbook(|sheet| {
        sheet.write_row(0, 0, ["sku", "name"]).unwrap();
        sheet.write_row(1, 0, ["1", "Pot", "", "", "ask Anna"]).unwrap();
        sheet.write_row(2, 0, ["2"]).unwrap();
    });
    let (_, bad) = import(&mut opened(&file("a.xlsx", bytes)));
    assert_eq!(bad[0], rejected(2, RowProblem::TooManyColumns { found: 5, expected: 2 }));
    assert_eq!(bad[1].to_string(), "Row 3: name is empty.");
}

#[test]
fn the_first_sheet_that_is_seen_is_read_unless_another_is_asked_for() {
    let mut book = Workbook::new();
    for (name, hidden) in [("old", true), ("Spring", false), ("Autumn", false)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.set_hidden(hidden);
        sheet.write_row(0, 0, ["sku", "name"]).unwrap();
        sheet.write_row(1, 0, [name, "Pot"]).unwrap();
    }
    book.worksheet_from_name("Spring").unwrap().set_active(true);
    let fixture = file("a.xlsx", book.save_to_buffer().unwrap());
    let mut table = opened(&fixture);
    assert_eq!(table.opened().sheets, ["Spring", "Autumn"]);
    assert_eq!(cells(&mut table), [["Spring", "Pot"]]);
    let wanted = |sheet: &str| ReadOptions { sheet: Some(sheet.into()), ..Default::default() };
    assert_eq!(cells(&mut open(&fixture.path, &wanted("Autumn")).unwrap()), [["Autumn", "Pot"]]);
    let error = open(&fixture.path, &wanted("Winter")).err().unwrap();
    assert_eq!(error.to_string(), "“a.xlsx” has no sheet “Winter”. Its sheets are: Spring, Autumn.");
}

#[test]
fn an_old_excel_workbook_reads_alike() {
    // written with xlwt for this test: title row left blank, a number as code, a gap of a row
    let mut table = opened(&file("stock.xls", include_bytes!("fixtures/stock.xls")));
    assert_eq!(table.opened().kind, Kind::Xls);
    assert_eq!(table.opened().header_row, 2);
    let (good, bad) = import(&mut table);
    assert_eq!(bad, []);
    assert_eq!(
        (good[0].row, good[0].fields.sku.as_str(), good[0].fields.price.as_str()),
        (3, "4006381333931", "90.75")
    );
    assert_eq!(good[0].fields.name, "Kissen „Mühle“");
    assert_eq!(good[0].source.cells[3].1, "2026-03-01");
    assert_eq!((good[1].row, good[1].fields.sku.as_str()), (5, "0012"));
}

#[test]
fn an_open_document_spreadsheet_reads_alike() {
    let content = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet><table:table table:name="Liste">
<table:table-row><table:table-cell office:value-type="string"><text:p>sku</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>name</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="float" office:value="12"><text:p>12</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Pot</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"#;
    let manifest = r#"<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"#;
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, part) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content),
        ("META-INF/manifest.xml", manifest),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    let mut table = opened(&file("a.ods", zip.finish().unwrap().into_inner()));
    assert_eq!(table.opened().kind, Kind::Ods);
    assert_eq!(cells(&mut table), [["12", "Pot"]]);
}
