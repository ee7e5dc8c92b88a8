//! Encodings, separators, line ends, quotation marks, damaged rows.

use super::*;
use copydesk_sheet::guess_profiles;
use copydesk_sheet::{Kind, Notice, ProfileTarget, Record, profiles};
use encoding_rs::{Encoding, GB18030, UTF_8, WINDOWS_1252};

const GERMAN: &str = "Artikelnr;Name;Beschreibung;Preis\r\n0012;Kissen „Mühle“;Weich, für kühle Nächte;90,750\r\n0013;Decke;Größe 140 × 200 cm – weiß;120,00\r\n";
const CHINESE: &str = "货号,商品名称,商品描述,价格\r\nA-01,亚麻抱枕,柔软透气，适合夏夜,89.00\r\nA-02,羊毛毯,产自内蒙古的羊毛，温暖厚实,399.00\r\n";

fn utf16(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable);
    bytes.into_owned()
}

fn names(text: impl AsRef<[u8]>) -> (String, Vec<String>) {
    let fixture = file("products.csv", text);
    let mut table = opened(&fixture);
    let encoding = table.opened().encoding.clone().unwrap();
    let (good, bad) = import(&mut table);
    assert_eq!(bad, []);
    (encoding, good.into_iter().map(|product| product.fields.name).collect())
}

#[test]
fn every_encoding_of_the_wild_reads_the_same() {
    for (text, encoding, expected) in
        [(GERMAN, WINDOWS_1252, ["Kissen „Mühle“", "Decke"]), (CHINESE, GB18030, ["亚麻抱枕", "羊毛毯"])]
    {
        let variants: [(Vec<u8>, &str); 7] = [
            (encoded(text, UTF_8), "UTF-8"),
            ([b"\xef\xbb\xbf", text.as_bytes()].concat(), "UTF-8"),
            ([b"\xff\xfe".to_vec(), utf16(text, true)].concat(), "UTF-16LE"),
            ([b"\xfe\xff".to_vec(), utf16(text, false)].concat(), "UTF-16BE"),
            (encoded(text, encoding), if encoding == GB18030 { "gb18030" } else { "windows-1252" }),
            (
                encoded(&text.replace("\r\n", "\n"), encoding),
                if encoding == GB18030 { "gb18030" } else { "windows-1252" },
            ),
            (encoded(&text.replace("\r\n", "\r"), UTF_8), "UTF-8"),
        ];
        for (bytes, label) in variants {
            let (found, names) = names(bytes);
            assert_eq!(found, label);
            assert_eq!(names, expected, "{label}");
        }
    }
}

#[test]
fn a_western_utf_16_table_is_known_without_its_mark() {
    let (encoding, found) = names(utf16("sku\tname\tprice\r\n1\tGarden chair\t12\r\n2\tBench\t99\r\n", true));
    assert_eq!((encoding.as_str(), found), ("UTF-16LE", vec!["Garden chair".to_owned(), "Bench".to_owned()]));
}

#[test]
fn a_person_can_overrule_what_was_detected() {
    let fixture = file("x.csv", "sku;name\n1;caf\u{e9}\n".chars().map(|c| c as u8).collect::<Vec<_>>());
    let options = |encoding: &str| ReadOptions { encoding: Some(encoding.into()), ..Default::default() };
    let mut table = open(&fixture.path, &options("macintosh")).unwrap();
    assert_eq!(cells(&mut table), [["1", "cafÈ"]]);
    let error = open(&fixture.path, &options("klingon")).err().unwrap();
    assert_eq!(error.to_string(), "“klingon” is not an encoding. Use a name such as UTF-8, GB18030 or Windows-1252.");
    let comma = ReadOptions { separator: Some(','), ..Default::default() };
    assert_eq!(open(&fixture.path, &comma).unwrap().opened().headers, ["sku;name"]);
    let wrong = ReadOptions { separator: Some('x'), ..Default::default() };
    assert!(matches!(open(&fixture.path, &wrong), Err(SheetError::UnknownSeparator { separator: 'x' })));
}

#[test]
fn a_byte_that_is_no_text_rejects_its_row_and_names_the_column() {
    let mut bytes = b"sku,name,description\n1,Pot,clay \xc3\xa4\n".to_vec();
    let filler = "2,Cup,".to_owned() + &"ä".repeat(1 << 20) + "\n";
    bytes.extend(filler.as_bytes());
    bytes.extend(b"3,Jug,\"two\nlines\"\n4,Caf\xe9,late\n5,Bowl,x\n");
    let (good, bad) = import_text(bytes);
    assert_eq!(good.len(), 4);
    let reason = RowProblem::NotInEncoding { column: "name".into(), encoding: "UTF-8".into() };
    assert_eq!(bad, [rejected(5, reason)]);
    assert_eq!(
        bad[0].to_string(),
        "Row 5: Column “name” holds bytes that are not UTF-8 text. Choose the file's encoding."
    );
}

#[test]
fn a_large_file_whose_first_umlaut_comes_late_is_still_detected() {
    let mut bytes = b"sku;name;description\n".to_vec();
    for n in 0..30_000 {
        bytes.extend(format!("{n};Chair;plain words only, nothing to tell encodings apart\n").as_bytes());
    }
    bytes.extend(encoded("x;Stühle für Gäste;schön\n", WINDOWS_1252));
    let fixture = file("x.csv", bytes);
    let mut table = opened(&fixture);
    assert_eq!(table.opened().encoding.as_deref(), Some("windows-1252"));
    assert_eq!(cells(&mut table).last().unwrap()[1], "Stühle für Gäste");
}

#[test]
fn bytes_that_an_old_encoding_lacks_are_found_too() {
    let mut bytes = encoded(CHINESE, GB18030);
    bytes.extend(b"A-03,\xff\xff,x,1\r\n");
    bytes.extend(encoded("A-04,茶杯,陶瓷,12\r\n", GB18030));
    let fixture = file("x.csv", bytes);
    // such bytes mislead the detection, so the person names the encoding
    let options = ReadOptions { encoding: Some("gb18030".into()), ..ReadOptions::default() };
    let mut table = open(&fixture.path, &options).unwrap();
    let (good, bad) = import(&mut table);
    assert_eq!(good.iter().map(|p| p.row).collect::<Vec<_>>(), [2, 3, 5]);
    assert_eq!(bad, [rejected(4, RowProblem::NotInEncoding { column: "商品名称".into(), encoding: "gb18030".into() })]);
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_numbers_them() {
    let text = "\nsku,name\r\n1,\"two\nlines\"\r\n\r\n\r\n2,b\r,\n3,\"c \"\"quoted\"\", <b>\"\n";
    let fixture = file("x.csv", text);
    let mut table = opened(&fixture);
    assert_eq!(table.opened().header_row, 2);
    let rows: Vec<Record> = table.rows().unwrap().map(Result::unwrap).collect();
    assert_eq!(
        rows.iter().map(|record| (record.row, record.cells[1].as_str())).collect::<Vec<_>>(),
        [(3, "two\nlines"), (6, "b"), (8, "c \"quoted\", <b>")]
    );
}

#[test]
fn excels_separator_line_is_obeyed_and_counted() {
    let fixture = file("x.csv", "sep=|\r\nsku|name\r\n1|a, b; c\r\n");
    let mut table = opened(&fixture);
    assert_eq!(table.opened().separator, Some('|'));
    assert_eq!(table.opened().header_row, 2);
    assert_eq!(cells(&mut table), [["1", "a, b; c"]]);
}

#[test]
fn rows_that_do_not_fit_the_header_are_rejected_one_by_one() {
    let text = "sku,name,description,price\n1,Pot,a line\nbreak,2\n2,Cup,fine,3,,\n3,Jug,one, two,4\n4,Bowl,ok,5\n";
    let (good, bad) = import_text(text);
    assert_eq!(good.iter().map(|p| p.fields.sku.as_str()).collect::<Vec<_>>(), ["2", "4"]);
    assert_eq!(
        bad,
        [
            rejected(2, RowProblem::TooFewColumns { found: 3, expected: 4 }),
            rejected(3, RowProblem::TooFewColumns { found: 2, expected: 4 }),
            rejected(5, RowProblem::TooManyColumns { found: 5, expected: 4 }),
        ]
    );
    assert_eq!(
        bad[0].reason.to_string(),
        "The row has 3 columns of 4. A line break inside a cell may be missing its quotation marks."
    );
}

#[test]
fn a_quotation_mark_that_never_closes_is_named_and_costs_no_memory() {
    let (good, bad) = import_text("sku,name\n1,Pot\n2,\"Cup\n3,Jug\n4,Bowl\n");
    assert_eq!(good.len(), 1);
    assert_eq!(bad, [rejected(3, RowProblem::UnclosedQuote)]);
    let swallowed = "sku,name\n1,Pot\n2,\"Cup\n".to_owned() + &"3,Jug\n".repeat(4_000_000);
    let (good, bad) = import_text(swallowed);
    assert_eq!(good.len(), 1);
    assert_eq!(bad, [rejected(3, RowProblem::TooLong { limit: 16 << 20 })]);
    // a quoted last cell without a final line break is whole
    let (good, bad) = import_text("sku,name\n1,\"Pot\nred\"");
    assert_eq!((good.len(), bad.len()), (1, 0));
}

#[test]
fn nul_characters_error_values_and_missing_fields_reject_the_row() {
    let (good, bad) =
        import_text("sku,name,price,stock\n1,Po\0t,1,1\n2,Cup,#N/A,1\n3,,2,1\n,Jug,2,1\n5,Bowl,3,#REF!\n");
    assert_eq!(good.iter().map(|p| p.fields.sku.as_str()).collect::<Vec<_>>(), ["5"]);
    let reasons: Vec<String> = bad.iter().map(ToString::to_string).collect();
    assert_eq!(
        reasons,
        [
            "Row 2: Column “name” holds a NUL character. Remove it and import the row again.",
            "Row 3: Column “price” holds the error #N/A. Mend its formula and import the row again.",
            "Row 4: name is empty.",
            "Row 5: sku is empty.",
        ]
    );
}

#[test]
fn the_second_row_with_a_sku_is_rejected_and_says_where_the_first_is() {
    let (good, bad) = import_text("sku,name\nA,\nA,Pot\nB,Cup\nA,Jug\n");
    assert_eq!(good.iter().map(|p| p.row).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(bad[1].to_string(), "Row 5: SKU “A” is already on row 3.");
}

#[test]
fn values_stay_as_typed_and_the_row_stays_whole() {
    let text = "sku,name,price,tags,description,Material,Weight,stock\n=\"0012\", Pot ,$59.00,\"red, blue；绿\",<p>Soft &amp; warm</p><ul><li>one</li></ul>,Clay,,3\n";
    let (good, _) = import_text(text);
    let product = &good[0];
    assert_eq!(product.fields.sku, "0012");
    assert_eq!(product.fields.price, "$59.00");
    assert_eq!(product.fields.tags, ["red", "blue", "绿"]);
    assert_eq!(product.fields.description, "Soft & warm\n\n- one");
    assert_eq!(product.fields.attributes.len(), 1);
    assert_eq!(product.fields.attributes[0].name, "Material");
    let cells: Vec<&str> = product.source.cells.iter().map(|(_, cell)| cell.as_str()).collect();
    assert_eq!(cells[0], "=\"0012\"");
    assert_eq!(cells[1], " Pot ");
    assert_eq!(cells[4], "<p>Soft &amp; warm</p><ul><li>one</li></ul>");
    assert_eq!(product.source.cells[7], ("stock".to_owned(), "3".to_owned()));
    assert_eq!((product.source.file.as_str(), product.source.row), ("products.csv", 2));
}

#[test]
fn a_title_above_the_header_is_skipped_and_duplicate_headers_are_told() {
    let fixture = file("x.csv", "Spring list,,\n,,\nsku,name,name\n1,a,b\n");
    let mut table = opened(&fixture);
    assert_eq!(table.opened().header_row, 3);
    assert_eq!(table.opened().notices, [Notice::DuplicateHeader { header: "name".into(), columns: vec![2, 3] }]);
    let (good, _) = import(&mut table);
    assert_eq!((good[0].row, good[0].fields.name.as_str()), (4, "a"));
    let first = ReadOptions { header_row: Some(1), ..Default::default() };
    let fixture = file("x.csv", "Spring list,,\n,,\nsku,name,name\n1,a,b\n");
    assert_eq!(open(&fixture.path, &first).unwrap().opened().headers, ["Spring list"]);
    let blank = ReadOptions { header_row: Some(2), ..Default::default() };
    assert!(matches!(open(&fixture.path, &blank), Err(SheetError::NoHeaderRow { row: 2, .. })));
}

#[test]
fn a_list_of_objects_is_a_table() {
    let json = r#"[{"sku":"A","title":"Pot","price":9.90,"tags":["red","clay"],"size":{"width":5},"log":[{"by":"x"}]},
                  {"sku":"B","title":"Cup","brand":null,"extra":true}]"#;
    let fixture = file("products.json", json);
    let mut table = opened(&fixture);
    assert_eq!(table.opened().kind, Kind::Json);
    assert_eq!(table.opened().headers, ["sku", "title", "price", "tags", "size.width", "log", "brand", "extra"]);
    let (good, bad) = import(&mut table);
    assert_eq!((good.len(), bad.len()), (2, 0));
    assert_eq!(good[0].fields.tags, ["red", "clay"]);
    assert_eq!(good[0].fields.attributes[0].name, "size.width");
    assert_eq!(good[0].source.cells[5].1, r#"[{"by":"x"}]"#);
    assert_eq!(good[1].source.cells[7].1, "true");
}

#[test]
fn profiles_come_from_tables_too() {
    let text = "Persona;Interessen;Sprache;Ton;Notizen\nWanderer;Berge, Zelte, Berge;de;ruhig;x\nLeser;;de;;\nWanderer;See;de;;\n";
    let fixture = file("profile.csv", text);
    let mut table = opened(&fixture);
    let mapping = ColumnMapping { columns: guess_profiles(&table.opened().headers) };
    let rows: Vec<_> = profiles(&mut table, &mapping).unwrap().collect();
    let first = rows[0].as_ref().unwrap();
    assert_eq!(first.fields.interests, ["Berge", "Zelte"]);
    assert_eq!(rows[1].as_ref().unwrap_err().to_string(), "Row 3: interests is empty.");
    assert_eq!(rows[2].as_ref().unwrap_err().to_string(), "Row 4: Name “Wanderer” is already on row 2.");
    let none = ColumnMapping { columns: vec![ProfileTarget::Ignore; 5] };
    assert!(matches!(profiles(&mut table, &none), Err(SheetError::NoColumn { target: "name", .. })));
}
