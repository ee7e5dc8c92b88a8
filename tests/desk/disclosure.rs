//! AI labels and marks for machines in what goes out: in a column, in the text, in the properties of files.

use copydesk_store::Store;
use copydesk_tests::{
    cli::{Cli, text},
    provider::{Provider, Reply},
};
use serde_json::{Value, json};
use std::{io::Read, path::Path};

const COPY: &str = "A soft pillow in two heights.";
const POST: &str = r##"{"hook":"Two heights in one pillow.","text":"Turn it over and it is 2 cm lower.","call_to_action":"See both sides.","hashtags":["#sleep"]}"##;
const EMAIL: &str = r#"{"subject":"Two heights in one pillow","preheader":"Turn it over.","body":"Hello,\n\nthis pillow has two heights.","call_to_action":"See both sides"}"#;
const TALK: &str = r#"{"subject":"Name","turns":[
    {"speaker":"customer","text":"What is it called?","basis":[],"ask_person":false},
    {"speaker":"agent","text":"It is in the name.","basis":["Name"],"ask_person":false}]}"#;

/// A workspace with the sample shop, which sells in these markets, and a provider that always says the same.
fn shop(said: &'static str, markets: &[&str]) -> (Cli, Provider) {
    let provider = Provider::start(move |_| Reply::answer(said));
    let cli = Cli::default();
    cli.ok(&["init", "--sample"]);
    let base = provider.base_url();
    cli.ok(&["providers", "add", "Answers", "--protocol", "openai-chat", "--base-url", &base, "--model", "m"]);
    let shop = json!({ "name": "Hearth", "postal_address": "1 Mill Lane", "unsubscribe": "https://example.org/off",
        "markets": markets });
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let store = Store::open(&cli.workspace).await.unwrap();
        store.settings().set("shop", &shop).await.unwrap();
        store.close().await.unwrap();
    });
    (cli, provider)
}

fn draft(cli: &Cli, of: &[&str]) -> String {
    let lines = cli.ok(&[&["generate", "--sku", "HM-1042", "--provider", "Answers"], of].concat()).lines();
    lines[0]["draft"].as_str().unwrap().to_owned()
}

fn approved(cli: &Cli, of: &[&str]) -> String {
    let id = draft(cli, of);
    cli.ok(&["approve", &id]);
    id
}

fn rows(path: &Path) -> Vec<Vec<String>> {
    use calamine::{Reader, open_workbook_auto};
    let mut book = open_workbook_auto(path).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

fn cell<'a>(rows: &'a [Vec<String>], header: &str) -> &'a str {
    let at = rows[0].iter().position(|one| one == header).unwrap_or_else(|| panic!("no {header}: {:?}", rows[0]));
    &rows[1][at]
}

/// The custom properties of a workbook, as they stand in it; nothing when it has none.
fn properties(path: &Path) -> String {
    let mut book = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut read = String::new();
    if let Ok(mut custom) = book.by_name("docProps/custom.xml") {
        custom.read_to_string(&mut read).unwrap();
    }
    read.replace("&quot;", "\"")
}

/// What the ledger says of the last export.
fn exported(cli: &Cli) -> Value {
    let entry = cli.ok(&["ledger"]).json()[0].clone();
    assert_eq!(entry["deed"], json!("exported"));
    entry["detail"].clone()
}

#[test]
fn a_workbook_for_china_has_the_label_in_a_column_and_the_mark_in_its_properties() {
    let (cli, _provider) = shop(COPY, &["cn"]);
    approved(&cli, &["--brief", "Marketing copy"]);
    let target = cli.path("approved.xlsx");
    cli.ok(&["export", text(&target)]);
    let rows = rows(&target);
    assert_eq!((cell(&rows, "Copy"), cell(&rows, "AI label")), (COPY, "AI-generated"));
    let told = exported(&cli);
    let (mode, labelled, inside) = (&told["ai_label"], &told["labelled"], &told["label_in_text"]);
    assert_eq!((mode, labelled, inside), (&json!("column"), &json!(1), &json!(0)));
    let properties = properties(&target);
    let id = told["export"].as_str().unwrap();
    let wanted = format!(r#"{{"Label":"1","ContentProducer":"Hearth","ProduceID":"{id}","#);
    assert!(properties.contains(r#"name="AIGC""#) && properties.contains(&wanted), "{properties}");
    assert!(!properties.contains("Test Reviewer"), "nobody is named");

    let csv = cli.path("approved.csv");
    cli.ok(&["export", text(&csv)]);
    let written = std::fs::read_to_string(&csv).unwrap();
    assert!(written.contains("AI metadata") && written.contains(r#"""Label"":""1"""#), "{written}");
    cli.ok(&["export", text(&csv), "--columns", "sku,copy", "--overwrite"]);
    let written = std::fs::read_to_string(&csv).unwrap();
    assert!(written.contains("SKU,Copy,AI note,AI label\r\n"), "a label is not left out: {written}");
    cli.ok(&["export", text(&csv), "--columns", "sku,copy", "--overwrite", "--ai-label", "none"]);
    assert!(std::fs::read_to_string(&csv).unwrap().contains("SKU,Copy,AI note\r\n"));
}

#[test]
fn where_nothing_is_asked_nothing_is_said_and_europe_is_marked_for_machines() {
    let (cli, _provider) = shop(COPY, &["us", "uk"]);
    let id = approved(&cli, &["--brief", "Marketing copy"]);
    let target = cli.path("us.xlsx");
    cli.ok(&["export", text(&target)]);
    assert_eq!(cell(&rows(&target), "AI label"), "");
    assert_eq!(properties(&target), "");

    let (cli, _provider) = shop(COPY, &["eu"]);
    let id_eu = draft(&cli, &["--brief", "Marketing copy"]);
    assert_ne!(id, id_eu);
    let target = cli.path("eu.xlsx");
    cli.ok(&["export", text(&target), "--status", "all"]);
    assert_eq!(cell(&rows(&target), "AI label"), "AI-generated", "nobody has reviewed it");
    assert!(properties(&target).contains("digitalsourcetype/trainedAlgorithmicMedia"));
    cli.run_with_input(&["edit", &id_eu, "--text-file", "-"], "A pillow in two heights.");
    cli.ok(&["approve", &id_eu]);
    cli.ok(&["export", text(&target), "--overwrite"]);
    assert_eq!(cell(&rows(&target), "AI label"), "", "a person answers for it");
    assert!(properties(&target).contains("digitalsourcetype/compositeWithTrainedAlgorithmicMedia"));
}

#[test]
fn in_the_text_the_label_is_a_line_and_the_draft_stays_as_it_was_approved() {
    let (cli, _provider) = shop(COPY, &["cn"]);
    approved(&cli, &["--brief", "Marketing copy"]);
    let target = cli.path("approved.xlsx");
    cli.ok(&["export", text(&target), "--ai-label", "text"]);
    let rows = rows(&target);
    assert_eq!(cell(&rows, "Copy"), format!("{COPY}\nAI-generated"));
    assert!(!rows[0].iter().any(|header| header == "AI label"), "said once: {:?}", rows[0]);
    let told = exported(&cli);
    assert_eq!((&told["ai_label"], &told["label_in_text"]), (&json!("text"), &json!(1)));
    assert_eq!(cli.ok(&["drafts"]).json()[0]["text"], json!(COPY));
}

#[test]
fn a_label_that_makes_a_text_too_long_is_named_with_its_cell_and_nothing_is_written() {
    let (cli, _provider) = shop(POST, &["cn"]);
    let id = draft(&cli, &["--channel", "x"]);
    let target = cli.path("posts.xlsx");
    let export = ["export", text(&target), "--status", "all", "--channel", "x", "--overwrite", "--ai-label"];
    cli.ok(&[&export[..], &["text"]].concat());
    assert_eq!(cell(&rows(&target), "Text"), "Turn it over and it is 2 cm lower.\nAI-generated");
    std::fs::remove_file(&target).unwrap();

    // within 280 by itself, beyond it with the label
    let long = POST.replace("Turn it over and it is 2 cm lower.", "Turn it over. ".repeat(16).trim());
    let file = cli.file("fields.json", &long);
    cli.ok(&["edit", &id, "--fields-file", text(&file)]);
    let refused = cli.run(&[&export[..], &["text"]].concat()).error();
    assert_eq!(refused["code"], json!("limit_refused"));
    let message = refused["message"].as_str().unwrap();
    assert!(message.contains("280") && message.contains("HM-1042") && message.contains("AI label"), "{message}");
    assert!(!target.exists(), "nothing was written");
    cli.ok(&[&export[..], &["column"]].concat());
    assert_eq!(cell(&rows(&target), "AI label"), "AI-generated");
}

#[test]
fn an_email_says_it_in_its_head_and_in_a_line() {
    let (cli, _provider) = shop(EMAIL, &["cn", "eu"]);
    let id = approved(&cli, &["--channel", "email"]);
    let target = cli.path("mail.html");
    cli.ok(&["export", text(&target), "--email", &id]);
    let html = std::fs::read_to_string(&target).unwrap();
    let aigc = format!(
        r#"<meta name="AIGC" content="{{&quot;Label&quot;:&quot;1&quot;,&quot;ContentProducer&quot;:&quot;Hearth&quot;,&quot;ProduceID&quot;:&quot;{id}&quot;,"#
    );
    assert!(html.contains(&aigc), "{html}");
    let source = r#"<meta name="digital-source-type" content="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia">"#;
    assert!(html.contains(source), "{html}");
    assert!(html.contains(">AI-generated</p>") && !html.contains("Test Reviewer"), "{html}");
    let plain = std::fs::read_to_string(target.with_extension("txt")).unwrap();
    assert!(plain.contains("See both sides\n\nAI-generated\n\nHearth"), "{plain}");
    assert_eq!(exported(&cli)["export"], json!(id));

    cli.ok(&["export", text(&target), "--email", &id, "--overwrite", "--ai-label", "none"]);
    let html = std::fs::read_to_string(&target).unwrap();
    assert!(html.contains(&aigc) && !html.contains(">AI-generated</p>"));
}

#[test]
fn conversations_carry_it_and_training_never_learns_it() {
    let (cli, _provider) = shop(TALK, &["cn"]);
    approved(&cli, &["--channel", "dialogue", "--var", "subject=name"]);
    let export = |format: &str, name: &str, place: &str| {
        let target = cli.path(name);
        cli.ok(&["export", text(&target), "--dialogues", format, "--overwrite", "--ai-label", place]);
        std::fs::read_to_string(&target).unwrap()
    };
    let column = export("macro", "macro.csv", "column");
    assert!(column.contains("approved_by,ai_label,ai_metadata\r\n") && column.contains(",AI-generated,"), "{column}");
    let inside = export("faq", "faq.csv", "text");
    assert!(inside.contains("\"It is in the name.\nAI-generated\""), "{inside}");
    let training = export("training", "talk.jsonl", "text");
    let line: Value = serde_json::from_str(training.trim()).unwrap();
    assert!(!line["messages"].to_string().contains("AI-generated"));
    assert_eq!(line["metadata"]["ai"]["AIGC"]["Label"], json!("1"));
    assert_eq!(line["metadata"]["ai_label"], json!("AI-generated"));
}
