//! Files that are no tables, and mappings that do not fit.

use super::*;
use copydesk_sheet::{Kind, Notice, ProductTarget};
use std::io::Write;
use zip::{ZipWriter, write::SimpleFileOptions};

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn nothing_to_import_is_said_in_a_sentence() {
    assert_eq!(
        refused(&file("a.csv", "")).to_string(),
        "“a.csv” is empty. Choose a file with a header row and at least one row under it."
    );
    assert!(matches!(refused(&file("a.csv", "\n,,\n \n")), SheetError::Empty { .. }));
    assert!(matches!(refused(&file("a.json", "[]")), SheetError::Empty { .. }));
    assert_eq!(
        refused(&file("a.csv", "sku,name\r\n,\r\n")).to_string(),
        "“a.csv” has a header in row 1 and no rows under it, so there is nothing to import."
    );
    let missing = Fixture { path: "no/such/file.csv".into(), ..file("a", "") };
    assert!(matches!(refused(&missing), SheetError::Unreadable { .. }));
    let folder = file("a", "");
    let folder = Fixture { path: folder.path.parent().unwrap().to_owned(), ..folder };
    assert!(matches!(refused(&folder), SheetError::Unreadable { .. }));
}

#[test]
fn other_kinds_of_file_are_called_by_their_name() {
    for (name, bytes, found) in [
        ("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "a PNG picture"),
        ("a.csv", b"%PDF-1.7\n".to_vec(), "a PDF document"),
        ("a.csv", vec![0, 1, 2, 3, 0, 0, 0, 7, 0, 0, 9, 0], "a binary file"),
        // every byte value equally often, as in anything compressed
        ("a.xlsx", (0..8192_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect(), "a binary file"),
        ("a.xls", b"<html><table><tr><td>sku".to_vec(), "a web page"),
        ("a.numbers", zipped(&[("Index/Document.iwa", b"x")]), "an Apple Numbers document"),
        ("a.xlsx", zipped(&[("word/document.xml", b"<w/>")]), "a Word document"),
        ("a.xlsx", zipped(&[("photo.txt", b"x")]), "a ZIP archive"),
        ("a.xlsb", zipped(&[("xl/workbook.bin", b"x")]), "a binary workbook (XLSB)"),
    ] {
        let sentence = format!("“{name}” is {found}, not a table. Save the table as XLSX or CSV and choose that file.");
        assert_eq!(refused(&file(name, bytes)).to_string(), sentence);
    }
}

#[test]
fn a_workbook_that_is_cut_off_is_damaged() {
    let whole = workbooks::workbook(|sheet| {
        sheet.write_string(0, 0, "sku").unwrap();
        sheet.write_string(1, 0, "1").unwrap();
    });
    for length in [30, whole.len() / 2, whole.len() - 30] {
        let error = refused(&file("a.xlsx", &whole[..length]));
        assert!(matches!(error, SheetError::Damaged { .. }), "{length}: {error}");
    }
    let error =
        refused(&file("a.xlsx", zipped(&[("[Content_Types].xml", b"<Types"), ("xl/workbook.xml", b"<workbook")])));
    assert!(matches!(error, SheetError::Damaged { .. }), "{error}");
    assert!(matches!(refused(&file("a.json", "[{\"a\": 1},")), SheetError::Damaged { .. }));
}

#[test]
fn a_workbook_that_unpacks_to_gigabytes_is_refused_unread() {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let zeros = vec![b' '; 1 << 20];
    for (name, megabytes) in [("xl/workbook.xml", 1), ("xl/sharedStrings.xml", 301)] {
        zip.start_file(name, SimpleFileOptions::default().compression_level(Some(1))).unwrap();
        for _ in 0..megabytes {
            zip.write_all(&zeros).unwrap();
        }
    }
    let bomb = zip.finish().unwrap().into_inner();
    let error = refused(&file("a.xlsx", &bomb));
    assert!(matches!(error, SheetError::TooLarge { limit: 300, .. }), "{error}");
    // a sparse file of more than the limit costs no disk
    let fixture = file("b.xlsx", b"PK\x03\x04");
    std::fs::OpenOptions::new().write(true).open(&fixture.path).unwrap().set_len(100_000_001).unwrap();
    assert_eq!(
        refused(&fixture).to_string(),
        "“b.xlsx” holds 100 MB, 100 MB are allowed for this kind of file. Split it, or save the sheet as CSV, which has no limit."
    );
}

/// The smallest OLE container with one stream, as [MS-CFB] lays it out.
fn ole(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0; 512 * 4];
    let mut put = |at: usize, value: &[u8]| bytes[at..at + value.len()].copy_from_slice(value);
    put(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    put(24, &[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    put(44, &1_u32.to_le_bytes()); // one sector of allocation table
    put(48, &1_u32.to_le_bytes()); // directory at sector 1
    put(56, &4096_u32.to_le_bytes());
    put(60, &0xffff_fffe_u32.to_le_bytes());
    put(68, &0xffff_fffe_u32.to_le_bytes());
    put(76, &[0xff; 436]);
    put(76, &0_u32.to_le_bytes());
    put(512, &[0xff; 512]);
    put(512, &0xffff_fffd_u32.to_le_bytes());
    put(516, &0xffff_fffe_u32.to_le_bytes());
    for (entry, (name, kind)) in [("Root Entry", 5), (stream, 2)].into_iter().enumerate() {
        let at = 1024 + entry * 128;
        let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        put(at, &name);
        put(at + 64, &u16::try_from(name.len()).unwrap().to_le_bytes());
        put(at + 66, &[kind, 1]);
        put(at + 68, &[0xff; 12]);
        put(at + 116, &0xffff_fffe_u32.to_le_bytes());
    }
    put(1024 + 76, &1_u32.to_le_bytes());
    bytes
}

#[test]
fn a_locked_workbook_asks_for_a_copy_without_password() {
    assert_eq!(
        refused(&file("a.xlsx", ole("EncryptedPackage"))).to_string(),
        "“a.xlsx” is protected by a password. Save a copy without password and choose that file."
    );
    assert!(matches!(refused(&file("a.doc", ole("WordDocument"))), SheetError::NotATable { .. }));
}

#[test]
fn the_content_is_believed_and_the_name_is_remarked_on() {
    let sheet = workbooks::workbook(|sheet| {
        sheet.write_row(0, 0, ["sku", "name"]).unwrap();
        sheet.write_row(1, 0, ["1", "Pot"]).unwrap();
    });
    let mut table = opened(&file("a.csv", sheet));
    assert_eq!(table.opened().notices, [Notice::NamedOtherwise { extension: "csv".into(), content: Kind::Xlsx }]);
    assert_eq!(cells(&mut table), [["1", "Pot"]]);
    let table = opened(&file("a.xlsx", "sku;name\n1;Pot\n"));
    assert_eq!(table.opened().notices, [Notice::NamedOtherwise { extension: "xlsx".into(), content: Kind::Csv }]);
}

#[test]
fn a_mapping_must_fit_and_choose_what_is_needed_once() {
    use ProductTarget as T;
    let fixture = file("a.csv", "foo,bar,baz\n1,2,3\n");
    let mut table = opened(&fixture);
    let mut refusal = |columns: Vec<T>| products(&mut table, &ColumnMapping { columns }).err().unwrap().to_string();
    assert_eq!(
        refusal(vec![T::Sku, T::Ignore, T::Ignore]),
        "No column of “a.csv” is chosen as name. Choose one in row 1 and import again."
    );
    assert_eq!(
        refusal(vec![T::Ignore, T::Name, T::Ignore]),
        "No column of “a.csv” is chosen as sku. Choose one in row 1 and import again."
    );
    assert_eq!(
        refusal(vec![T::Sku, T::Name, T::Name]),
        "“bar” and “baz” are both chosen as name. Keep one and set the other to “left in the row only”."
    );
    assert_eq!(
        refusal(vec![T::Sku, T::Name]),
        "“a.csv” has 3 columns and the mapping has 2. Open the file again and map its columns."
    );
}

#[test]
fn reasons_cross_to_the_window_by_kind() {
    let json = |reason: RowProblem| serde_json::to_value(reason).unwrap();
    assert_eq!(json(RowProblem::UnclosedQuote), serde_json::json!({"kind": "unclosed_quote"}));
    assert_eq!(
        json(RowProblem::TooFewColumns { found: 1, expected: 2 }),
        serde_json::json!({"kind": "too_few_columns", "found": 1, "expected": 2})
    );
    let (_, bad) = import_text("sku,name\n1,\n");
    let field = json(bad[0].reason.clone());
    assert_eq!(field, serde_json::json!({"kind": "field", "field": "name", "problem": {"kind": "missing"}}));
    assert_eq!(serde_json::from_value::<RowProblem>(field).unwrap(), bad[0].reason);
    assert_eq!(
        serde_json::to_value(ProductTarget::Fact { name: "Weight".into() }).unwrap(),
        serde_json::json!({"kind": "fact", "name": "Weight"})
    );
}
