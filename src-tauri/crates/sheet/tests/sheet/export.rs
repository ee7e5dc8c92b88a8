//! Workbooks and texts out, read back.

use super::*;
use calamine::{Data, Reader, Xlsx, open_workbook};
use copydesk_sheet::{CsvStyle, ExportColumn, Written, write_csv, write_xlsx};
use std::{io::Read, path::Path};

type Row = Result<Vec<String>, std::io::Error>;

fn columns(headers: &[&str]) -> Vec<ExportColumn> {
    headers
        .iter()
        .map(|header| ExportColumn {
            key: header.to_lowercase(),
            header: (*header).to_owned(),
            width: 18.0,
            wrap: *header == "Text",
        })
        .collect()
}

fn row(cells: &[&str]) -> Row {
    Ok(cells.iter().map(|cell| (*cell).to_owned()).collect())
}

fn xlsx(path: &Path, rows: Vec<Row>, overwrite: bool) -> Result<Written, SheetError> {
    write_xlsx(path, "Copy", &columns(&["SKU", "Text"]), rows.into_iter(), &[], overwrite)
}

fn part(path: &Path, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn entries(folder: &Path) -> usize {
    folder.read_dir().unwrap().count()
}

#[test]
fn every_cell_is_text_letter_for_letter() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.xlsx");
    let texts = [
        ("0012", "=1+1"),
        ("4006381333931", "+49 170"),
        ("90.750", "-5"),
        ("@x", " leading and trailing "),
        ("<b>&\"'", "two\nlines\t🛏️ وسادة"),
        ("_x0041_", "https://example.org/a?b=1"),
        ("", "TRUE"),
    ];
    let written = xlsx(&path, texts.iter().map(|(a, b)| row(&[a, b])).collect(), false).unwrap();
    assert_eq!(written, Written { rows: 7, bytes: path.metadata().unwrap().len() });
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let range = book.worksheet_range("Copy").unwrap();
    assert_eq!(range.get_value((0, 0)), Some(&Data::String("SKU".into())));
    for ((a, b), at) in texts.iter().zip(1..) {
        for (text, column) in [(a, 0), (b, 1)] {
            let found = range.get_value((at, column)).cloned().unwrap_or_default();
            let expected = if text.is_empty() { Data::Empty } else { Data::String((*text).to_owned()) };
            assert_eq!(found, expected);
        }
    }
    let sheet = part(&path, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && !sheet.contains("<v>"), "neither formulas nor numbers");
    assert!(sheet.contains(r#"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"#));
    assert!(sheet.contains(r#"<autoFilter ref="A1:B8"/>"#));
    assert!(sheet.contains(r#"customWidth="1""#));
    let styles = part(&path, "xl/styles.xml");
    for part in ["<b/>", r#"vertical="top" wrapText="1""#, r#"numFmtId="49""#] {
        assert!(styles.contains(part), "{part} in {styles}");
    }
    assert!(part(&path, "docProps/core.xml").contains("<dc:creator></dc:creator>"));
    assert_eq!(entries(folder.path()), 1, "no temporary file is left");
}

#[test]
fn what_machines_are_to_know_stands_in_the_properties_and_nobody_is_named_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.xlsx");
    let aigc = r#"{"Label":"1","ContentProducer":"Hearth & <Home>"}"#;
    let properties = [("AIGC".to_owned(), aigc.to_owned())];
    write_xlsx(&path, "Copy", &columns(&["SKU"]), vec![row(&["1"])].into_iter(), &properties, false).unwrap();
    let custom = part(&path, "docProps/custom.xml");
    let (_, value) = custom.split_once(r#"name="AIGC"><vt:lpwstr>"#).unwrap();
    let value = value.split_once("</vt:lpwstr>").unwrap().0;
    assert_eq!(value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"), aigc);
    assert!(part(&path, "[Content_Types].xml").contains("/docProps/custom.xml"));
    let core = part(&path, "docProps/core.xml");
    assert!(core.contains("<dc:creator></dc:creator>") && !core.contains("Hearth"), "{core}");
    assert!(open_workbook::<Xlsx<_>, _>(&path).is_ok());
}

#[test]
fn line_ends_are_normal_and_control_characters_are_escaped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.xlsx");
    xlsx(&path, vec![row(&["a\r\nb\rc", "bell\u{7} \u{fffe} end"])], false).unwrap();
    let sheet = part(&path, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("a\nb\nc") && sheet.contains("bell_x0007_ _xFFFE_ end"));
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    assert!(book.worksheet_range("Copy").is_ok());
}

#[test]
fn what_was_exported_can_be_imported() {
    let folder = tempfile::tempdir().unwrap();
    let rows = || vec![row(&["0012", "=SUM(A1)"]), row(&["-7", "\"quoted\"\r\nline; two, three"])];
    let columns = columns(&["SKU", "Name"]);
    let xlsx = folder.path().join("copy.xlsx");
    let csv = folder.path().join("copy.csv");
    write_xlsx(&xlsx, "Copy", &columns, rows().into_iter(), &[], false).unwrap();
    write_csv(&csv, CsvStyle::People, &columns, rows().into_iter(), false).unwrap();
    for path in [xlsx, csv] {
        let (good, bad) = import(&mut open(&path, &ReadOptions::default()).unwrap());
        assert_eq!(bad, []);
        let found: Vec<_> = good.iter().map(|p| (p.fields.sku.as_str(), p.fields.name.as_str())).collect();
        assert_eq!(found, [("0012", "=SUM(A1)"), ("-7", "\"quoted\"\nline; two, three")], "{}", path.display());
    }
}

#[test]
fn a_text_for_people_and_one_for_platforms() {
    let folder = tempfile::tempdir().unwrap();
    let rows = || vec![row(&["-12.50", "=1+1"]), row(&["é", "a\nb, \"c\""])].into_iter();
    let people = folder.path().join("people.csv");
    let written = write_csv(&people, CsvStyle::People, &columns(&["SKU", "Text"]), rows(), false).unwrap();
    let text = std::fs::read_to_string(&people).unwrap();
    assert_eq!(text, "\u{feff}SKU,Text\r\n-12.50,'=1+1\r\né,\"a\nb, \"\"c\"\"\"\r\n");
    assert_eq!(written, Written { rows: 2, bytes: text.len() as u64 });
    let platforms = folder.path().join("platforms.csv");
    write_csv(&platforms, CsvStyle::Platforms, &columns(&["SKU", "Text"]), rows(), false).unwrap();
    assert_eq!(std::fs::read_to_string(&platforms).unwrap(), "SKU,Text\r\n-12.50,=1+1\r\né,\"a\nb, \"\"c\"\"\"\r\n");
}

#[test]
fn a_text_that_no_cell_holds_is_named_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.xlsx");
    let long = "🛏".repeat(16_384);
    let error = xlsx(&path, vec![row(&["1", "short"]), row(&["2", &long])], false).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Row 3, column “Text” has 32768 characters and a spreadsheet cell holds 32767. Shorten the text, or export as CSV, which has no limit."
    );
    assert_eq!(entries(folder.path()), 0);
    // one unit less fits, whatever its bytes
    xlsx(&path, vec![row(&["1", &"é".repeat(32_767)])], false).unwrap();
}

#[test]
fn a_file_is_replaced_only_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.xlsx");
    std::fs::write(&path, "mine").unwrap();
    assert!(matches!(xlsx(&path, vec![], false), Err(SheetError::Exists { .. })));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    assert_eq!(xlsx(&path, vec![row(&["1", "a"])], true).unwrap().rows, 1);
    assert_eq!(entries(folder.path()), 1);
}

#[test]
fn a_failing_source_leaves_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["copy.xlsx", "copy.csv"] {
        let path = folder.path().join(name);
        std::fs::write(&path, "old").unwrap();
        let rows = || vec![row(&["1", "a"]), Err(std::io::Error::other("the store is gone"))].into_iter();
        let columns = columns(&["SKU", "Text"]);
        let error = match name {
            "copy.xlsx" => write_xlsx(&path, "Copy", &columns, rows(), &[], true),
            _ => write_csv(&path, CsvStyle::People, &columns, rows(), true),
        };
        assert_eq!(error.unwrap_err().to_string(), "The rows could not be read for the export: the store is gone");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
    }
    assert_eq!(entries(folder.path()), 2);
}

#[test]
fn where_it_cannot_be_written_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("no such folder/copy.xlsx");
    assert!(matches!(xlsx(&missing, vec![], false), Err(SheetError::FolderMissing { .. })));
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    assert!(matches!(xlsx(&file.join("copy.xlsx"), vec![], false), Err(SheetError::FolderMissing { .. })));
    assert!(xlsx(folder.path(), vec![], true).is_err(), "a folder is not replaced by a file");
    let error = write_xlsx(
        &folder.path().join("a.xlsx"),
        "no/slash",
        &columns(&["SKU"]),
        std::iter::empty::<Row>(),
        &[],
        false,
    );
    assert!(matches!(error, Err(SheetError::Layout { .. })));
    let error = xlsx(&folder.path().join("a.xlsx"), vec![row(&["1"])], false).unwrap_err();
    assert_eq!(error.to_string(), "The spreadsheet cannot be laid out this way: row 2 has 1 cells for 2 columns.");
    assert_eq!(entries(folder.path()), 1);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_said_to_be_one() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let rights = |mode| std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(mode)).unwrap();
    rights(0o555);
    let probe = std::fs::write(folder.path().join("probe"), "");
    let result = xlsx(&folder.path().join("copy.xlsx"), vec![], false);
    rights(0o755);
    if probe.is_ok() {
        eprintln!("skipped: this user may write anywhere");
        return;
    }
    assert!(matches!(result, Err(SheetError::FolderReadOnly { .. })));
}
