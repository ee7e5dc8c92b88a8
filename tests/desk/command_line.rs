//! The main job on the command line, with the built-in model.

use copydesk_tests::cli::{Cli, text};
use serde_json::{Value, json};

const CATALOGUE: &str = "SKU,Name,Description,Price,Currency,Material\n\
    0012,Wool throw,\"Lambswool, woven in one piece.\",90.750,EUR,100% lambswool\n\
    K-2,茶杯,手工拉坯的白瓷茶杯。,68.00,CNY,白瓷\n";

fn ids(drafts: &Value) -> Vec<String> {
    drafts.as_array().unwrap().iter().map(|draft| draft["draft"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_new_workspace_has_the_built_in_briefs_and_nothing_else() {
    let cli = Cli::default();
    let briefs = cli.ok(&["briefs"]).json();
    let names: Vec<_> = briefs.as_array().unwrap().iter().map(|brief| brief["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Marketing copy", "Personalised description"]);
    assert_eq!(cli.ok(&["products"]).json(), json!([]));
    assert_eq!(cli.ok(&["profiles"]).json(), json!([]));
    assert_eq!(cli.ok(&["drafts"]).json(), json!([]));
}

#[test]
fn the_sample_is_whole_and_begins_with_the_pillow() {
    let cli = Cli::default();
    cli.ok(&["init", "--sample"]);
    let products = cli.ok(&["products"]).json();
    assert_eq!(products.as_array().unwrap().len(), 24);
    assert!(products[0]["name"].as_str().unwrap().to_lowercase().contains("memory"));
    let profiles = cli.ok(&["profiles"]).json();
    assert_eq!(profiles.as_array().unwrap().len(), 10);
    assert_eq!(profiles[0]["interests"], json!(["yoga", "meditation", "healthy living"]));
}

#[test]
fn import_counts_what_is_new_changed_same_and_rejected() {
    let cli = Cli::default();
    let file = cli.file("catalogue.csv", CATALOGUE);
    let first = cli.ok(&["import", "products", text(&file)]).json();
    assert_eq!(first, json!({ "created": 2, "updated": 0, "unchanged": 0, "rejected": [] }));
    let products = cli.ok(&["products"]).json();
    assert_eq!((&products[0]["sku"], &products[0]["price"]), (&json!("0012"), &json!("90.750")), "text stays text");
    assert_eq!(products[0]["attributes"], json!([{ "name": "Material", "value": "100% lambswool" }]));

    let changed = CATALOGUE.replace("90.750", "84.000") + "0012,Twice,,,,\nK-3,,no name,,,\n";
    let file = cli.file("changed.csv", changed);
    let second = cli.ok(&["import", "products", text(&file)]).json();
    assert_eq!((&second["created"], &second["updated"], &second["unchanged"]), (&json!(0), &json!(1), &json!(1)));
    let rows: Vec<_> = second["rejected"].as_array().unwrap().iter().map(|row| row["row"].as_u64().unwrap()).collect();
    assert_eq!(rows, [4, 5]);
    assert!(second["rejected"][0]["reason"].as_str().unwrap().contains("0012"));
}

#[test]
fn a_dry_run_shows_the_exact_prompt_and_writes_nothing() {
    let cli = Cli::default();
    cli.ok(&["init", "--sample"]);
    let lines = cli
        .ok(&[
            "generate",
            "--brief",
            "Personalised description",
            "--sku",
            "HM-1042",
            "--profile",
            "Yoga, meditation, healthy living",
            "--dry-run",
        ])
        .lines();
    assert_eq!(lines.len(), 1);
    let prompt = lines[0]["prompt"].as_str().unwrap();
    assert!(prompt.starts_with("User Interests: yoga, meditation, healthy living\nProduct Name: "), "{prompt}");
    assert!(prompt.ends_with("\nGenerate a personalized product description for this user."), "{prompt}");
    assert_eq!(lines[0]["text"], Value::Null);
    assert_eq!(cli.ok(&["drafts"]).json(), json!([]));
}

#[test]
fn the_main_job_from_draft_to_spreadsheet() {
    let cli = Cli::default();
    cli.ok(&["init", "--sample"]);
    let generate = [
        "generate",
        "--brief",
        "Marketing copy",
        "--sku",
        "HM-1042",
        "--seed",
        "7",
        "--max-tokens",
        "30",
        "--variants",
        "2",
    ];
    let lines = cli.ok(&generate).lines();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["profile"], Value::Null);
    assert!(!lines[0]["text"].as_str().unwrap().is_empty());
    assert!(lines[0]["tokens"]["completion"].as_u64().unwrap() <= 30);
    assert_ne!(lines[0]["text"], lines[1]["text"], "variants have their own seeds");
    let again = cli.ok(&generate).lines();
    assert_eq!(lines[0]["text"], again[0]["text"], "a seed reproduces a draft");

    let drafts = cli.ok(&["drafts", "--status", "draft"]).json();
    let ids = ids(&drafts);
    assert_eq!(ids.len(), 4);
    let copy = "A pillow with two heights.\n=SUM(A1) is text.";
    let file = cli.file("copy.txt", format!("{copy}\n"));
    let edited = cli.ok(&["edit", &ids[0], "--text-file", text(&file)]).json();
    assert_eq!(edited["revision"], json!(2));
    cli.ok(&["approve", &ids[0]]);
    cli.ok(&["reject", &ids[1], "--reason", "off brand"]);
    let approved = cli.ok(&["drafts", "--status", "approved"]).json();
    assert_eq!(
        (approved[0]["text"].as_str().unwrap(), &approved[0]["approval"]["by"]),
        (copy, &json!("Test Reviewer"))
    );

    let target = cli.path("approved.xlsx");
    assert_eq!(cli.ok(&["export", text(&target)]).json()["rows"], json!(1));
    let refused = cli.run(&["export", text(&target)]);
    assert_eq!((refused.code, refused.error()["code"].as_str().unwrap()), (1, "file_exists"));

    use calamine::{Reader, open_workbook_auto};
    let mut book = open_workbook_auto(&target).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let rows: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(rows.len(), 2);
    assert!(rows[1].iter().any(|cell| cell == copy), "{rows:?}");
    assert!(rows[1].iter().any(|cell| cell.contains("Drafted by AI") && cell.contains("Test Reviewer")), "{rows:?}");

    let csv = cli.path("all.csv");
    assert_eq!(cli.ok(&["export", text(&csv), "--status", "all", "--columns", "sku,copy"]).json()["rows"], json!(4));
    let bytes = std::fs::read(&csv).unwrap();
    assert!(bytes.starts_with(b"\xEF\xBB\xBFSKU,Copy,AI note,AI label\r\n"), "{}", String::from_utf8_lossy(&bytes));
}

#[test]
fn a_changed_fact_sends_its_approval_back_to_review() {
    let cli = Cli::default();
    let file = cli.file("catalogue.csv", CATALOGUE);
    cli.ok(&["import", "products", text(&file)]);
    cli.ok(&["generate", "--brief", "Marketing copy", "--sku", "K-2", "--max-tokens", "5", "--seed", "1"]);
    let ids = ids(&cli.ok(&["drafts"]).json());
    cli.ok(&["approve", &ids[0]]);
    let file = cli.file("changed.csv", CATALOGUE.replace("68.00", "79.00"));
    cli.ok(&["import", "products", text(&file)]);
    let drafts = cli.ok(&["drafts", "--status", "in-review"]).json();
    assert_eq!(drafts[0]["stale"], json!({ "kind": "facts", "fields": ["price"] }));
    let target = cli.path("none.csv");
    assert_eq!(cli.ok(&["export", text(&target)]).json()["rows"], json!(0), "a stale approval does not go out");
}

#[test]
fn errors_are_one_json_object_and_usage_errors_end_with_2() {
    let cli = Cli::default();
    let unknown = cli.run(&["generate", "--brief", "Nothing"]);
    assert_eq!((unknown.code, unknown.error()["code"].as_str().unwrap()), (1, "not_found"));
    assert!(unknown.error()["message"].as_str().unwrap().contains("Marketing copy"), "says what there is");
    assert_eq!(cli.run(&["approve", "not-an-id"]).code, 1);
    assert_eq!(cli.run(&["frobnicate"]).code, 2);
    assert_eq!(cli.run(&["reject", "x"]).code, 2);
    let help = cli.run(&["--help"]);
    assert_eq!(help.code, 0);
    assert!(help.out.contains("Examples:"));
}
