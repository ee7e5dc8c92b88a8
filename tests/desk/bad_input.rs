//! What people really bring: each gets a sentence that names the file, and nothing stored is lost.

use copydesk_tests::cli::{Cli, text};
use serde_json::json;

fn refused(cli: &Cli, arguments: &[&str]) -> (String, String) {
    let answer = cli.run(arguments);
    assert_eq!(answer.code, 1, "{arguments:?}: {}{}", answer.out, answer.err);
    let error = answer.error();
    (error["code"].as_str().unwrap().to_owned(), error["message"].as_str().unwrap().to_owned())
}

#[test]
fn files_that_are_no_tables_are_named_and_nothing_changes() {
    let cli = Cli::default();
    cli.ok(&["init", "--sample"]);
    let before = cli.ok(&["products"]).out;
    let files = [
        ("empty.csv", Vec::new()),
        ("header.csv", b"sku,name\n".to_vec()),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("truncated.xlsx", b"PK\x03\x04\x14\0\x06\0\x08\0".to_vec()),
        ("no-sku.csv", b"colour,shape\nred,round\n".to_vec()),
    ];
    for (name, bytes) in files {
        let file = cli.file(name, bytes);
        let (_, message) = refused(&cli, &["import", "products", text(&file)]);
        assert!(message.contains(name), "{name}: {message}");
    }
    let (_, message) = refused(&cli, &["import", "products", text(&cli.path("missing.csv"))]);
    assert!(message.contains("missing.csv"), "{message}");
    assert_eq!(cli.ok(&["products"]).out, before);
}

#[test]
fn damaged_rows_are_rejected_by_number_and_the_rest_is_kept() {
    let cli = Cli::default();
    let file = cli.file(
        "mixed.csv",
        "sku,name,description\nA-1,Mug,good\nA-2\nA-3,Cup,nul\0here\nA-1,Mug again,twice\nA-4,<b>Bowl</b> 🥣 وعاء,fine\n",
    );
    let result = cli.ok(&["import", "products", text(&file)]).json();
    let rows: Vec<_> = result["rejected"].as_array().unwrap().iter().map(|row| row["row"].as_u64().unwrap()).collect();
    assert_eq!((result["created"].as_u64().unwrap(), rows), (2, vec![3, 4, 5]));
    let products = cli.ok(&["products"]).json();
    assert_eq!(products[1]["name"], json!("<b>Bowl</b> 🥣 وعاء"));
}

#[test]
fn a_megabyte_of_description_is_kept_whole() {
    let cli = Cli::default();
    let long = "長い说明 long ".repeat(60_000);
    let file = cli.file("long.csv", format!("sku,name,description\nL-1,Long,\"{long}\"\n"));
    assert_eq!(cli.ok(&["import", "products", text(&file)]).json()["created"], json!(1));
    let products = cli.ok(&["products"]).json();
    assert_eq!(products[0]["description"].as_str().unwrap().trim(), long.trim());
}

#[test]
fn old_encodings_and_separators_are_found() {
    let cli = Cli::default();
    let (bytes, _, _) = encoding_rs::GB18030.encode("货号,商品名称,描述\nG-1,陶瓷马克杯,手工制作的马克杯，容量三百五十毫升。\nG-2,竹制托盘,天然竹材，边缘打磨圆润。\n");
    let file = cli.file("gb18030.csv", bytes);
    assert_eq!(cli.ok(&["import", "products", text(&file)]).json()["created"], json!(2));
    let utf16: Vec<u8> = "\u{feff}SKU\tName\nU-1\tGläser\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let file = cli.file("utf16.txt", utf16);
    assert_eq!(cli.ok(&["import", "products", text(&file)]).json()["created"], json!(1));
    let (bytes, _, _) = encoding_rs::WINDOWS_1252
        .encode("Artikelnummer;Titel;Beschreibung\nW-1;Kännchen für Öl;Weißblech, 0,5 l – rostfrei\n");
    let file = cli.file("windows.csv", bytes);
    assert_eq!(cli.ok(&["import", "products", text(&file)]).json()["created"], json!(1));
    let names: Vec<_> = cli
        .ok(&["products"])
        .json()
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(names, ["陶瓷马克杯", "竹制托盘", "Gläser", "Kännchen für Öl"]);
}

#[test]
fn workspaces_that_cannot_be_opened_are_left_as_they_are() {
    let mut cli = Cli::default();
    let letter = cli.file("letter.db", "Dear reader, this is no workspace at all. ".repeat(40));
    let before = std::fs::read(&letter).unwrap();
    cli.workspace = letter.clone();
    let (code, message) = refused(&cli, &["products"]);
    assert_eq!(code, "not_a_workspace", "{message}");
    assert_eq!(std::fs::read(&letter).unwrap(), before);

    cli.workspace = cli.path("missing/folder/shop.db");
    let (code, _) = refused(&cli, &["products"]);
    assert_eq!(code, "missing_folder");
}

#[test]
fn a_second_copydesk_on_one_workspace_is_told_so() {
    let cli = Cli::default();
    cli.ok(&["init", "--sample"]);
    let holder = cli.hold();
    let refused = cli.run(&["products"]);
    assert_eq!((refused.code, refused.error()["code"].as_str().unwrap()), (1, "in_use"));
    // killed, not closed: the lock dies with the process
    drop(holder);
    cli.ok(&["products"]);
}
