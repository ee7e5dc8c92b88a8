//! Campaigns in batches: submitted, found again, collected, whatever happens in between.

use copydesk_tests::{
    batch_provider::{BatchProvider, Ending, LineReply, Mishap},
    cli::{Answer, Cli},
};
use serde_json::{Value, json};
use std::{
    collections::HashSet,
    process::{Child, Stdio},
    time::{Duration, Instant},
};

fn shop(products: usize, provider: &BatchProvider) -> Cli {
    let cli = Cli::default();
    let rows: String =
        (0..products).map(|number| format!("P-{number},Mug {number},A mug that holds {number} ml.\n")).collect();
    let file = cli.file("products.csv", format!("SKU,Name,Description\n{rows}"));
    cli.ok(&["import", "products", file.to_str().unwrap()]);
    let base = provider.base_url();
    // a model whose price is known, so that half of it is
    cli.ok(&[
        "providers",
        "add",
        "Loopback",
        "--protocol",
        "openai-chat",
        "--base-url",
        &base,
        "--model",
        "gpt-4o-mini",
    ]);
    cli
}

const START: [&str; 7] = ["campaign", "start", "--brief", "Marketing copy", "--provider", "Loopback", "--batch"];

fn start(cli: &Cli, more: &[&str]) -> Answer {
    cli.run(&[&START[..], more].concat())
}

fn resume(cli: &Cli, run: &str) -> Answer {
    cli.run(&["campaign", "resume", run])
}

fn run_of(cli: &Cli) -> String {
    cli.ok(&["campaign", "list"]).json()[0]["run"].as_str().unwrap().to_owned()
}

fn counts(status: &Value) -> (u64, u64, u64) {
    let count = |name: &str| status[name].as_u64().unwrap();
    (count("done"), count("failed"), count("unknown"))
}

fn assert_whole(cli: &Cli, run: &str, cells: usize) {
    let drafts = cli.ok(&["drafts", "--run", run]).json();
    let skus: HashSet<&str> = drafts.as_array().unwrap().iter().map(|draft| draft["sku"].as_str().unwrap()).collect();
    assert_eq!((drafts.as_array().unwrap().len(), skus.len()), (cells, cells), "none lost, none twice");
}

fn begin(cli: &Cli, arguments: &[&str]) -> Child {
    cli.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn until(what: &str, mut true_now: impl FnMut() -> bool) {
    let start = Instant::now();
    while !true_now() {
        assert!(start.elapsed() < Duration::from_secs(60), "never: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn mug(line: &Value) -> LineReply {
    let prompt = line["body"]["messages"].as_array().unwrap().last().unwrap()["content"].as_str().unwrap();
    let number = prompt.split("Mug ").nth(1).unwrap().split_whitespace().next().unwrap();
    LineReply::Ok(format!("Mug {number} for slow mornings."))
}

#[test]
fn a_plan_is_written_in_a_batch_for_half_the_price_and_each_answer_finds_its_cell() {
    let provider = BatchProvider::start(mug);
    let cli = shop(40, &provider);
    let price = |more: &[&str]| {
        let plan = ["campaign", "plan", "--brief", "Marketing copy", "--provider", "Loopback"];
        cli.ok(&[&plan[..], more].concat()).json()["cost"]["high"].as_f64().unwrap()
    };
    assert!((price(&["--batch"]) / price(&[]) - 0.5).abs() < 0.01);
    let whole = start(&cli, &[]);
    assert_eq!((whole.code, counts(&whole.json())), (0, (40, 0, 0)), "{}", whole.err);
    let seen = provider.counts();
    assert_eq!((seen.uploads, seen.batches, seen.requests, seen.live), (1, 1, 40, 0));
    assert_eq!(provider.files(), 0, "what is stored here need not stay there");
    let run = run_of(&cli);
    assert_whole(&cli, &run, 40);
    for draft in cli.ok(&["drafts", "--run", &run]).json().as_array().unwrap() {
        let number = draft["sku"].as_str().unwrap().strip_prefix("P-").unwrap();
        assert_eq!(draft["text"], json!(format!("Mug {number} for slow mornings.")), "{draft}");
    }
}

#[test]
fn a_killed_run_collects_what_the_provider_wrote_meanwhile_and_pays_nothing_twice() {
    let provider = BatchProvider::start(mug);
    provider.over_at_poll(None);
    let cli = shop(30, &provider);
    let mut life = begin(&cli, &START);
    until("the batch is there", || provider.counts().polls > 0);
    life.kill().unwrap();
    life.wait().unwrap();
    let run = run_of(&cli);
    let status = cli.ok(&["campaign", "status", &run]).json();
    // found as interrupted; nothing is unknown, for the provider has it and goes on
    assert_eq!((&status["pause"]["kind"], counts(&status)), (&json!("interrupted"), (0, 0, 0)), "{status}");
    provider.finish();
    let whole = resume(&cli, &run);
    assert_eq!((whole.code, counts(&whole.json())), (0, (30, 0, 0)), "{}", whole.err);
    assert_whole(&cli, &run, 30);
    assert!(provider.custom_ids().values().all(|times| *times == 1), "paid twice");
    assert_eq!((whole.json()["attempts"].clone(), provider.counts().batches), (json!(30), 1));
}

#[test]
fn a_submission_whose_answer_was_lost_is_found_again() {
    let provider = BatchProvider::start(mug);
    provider.misbehave(Mishap::LoseCreation);
    let cli = shop(10, &provider);
    let whole = start(&cli, &[]);
    assert_eq!((whole.code, counts(&whole.json())), (0, (10, 0, 0)), "{}", whole.err);
    assert_eq!(provider.counts().batches, 1, "not submitted again");
    assert!(provider.counts().lists > 0);
}

#[test]
fn what_a_batch_does_not_hold_has_its_reason_and_is_sent_again_when_a_person_wants_it() {
    let provider = BatchProvider::start(|line| match line["custom_id"].as_str().unwrap() {
        "cell-3-1" => LineReply::Error { status: 400, code: "context_length_exceeded".into() },
        "cell-5-1" => LineReply::Drop,
        _ => mug(line),
    });
    let cli = shop(10, &provider);
    let some = start(&cli, &[]);
    assert_eq!((some.code, counts(&some.json())), (1, (8, 1, 1)), "{}", some.err);
    let run = run_of(&cli);
    let failures = cli.ok(&["campaign", "failures", &run]).json();
    let codes: Vec<&str> = failures.as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["prompt_too_long", "batch_without_result"], "{failures}");
    let one = cli.run(&["campaign", "retry", &run, "--code", "prompt_too_long"]);
    assert_eq!(counts(&one.json()), (9, 0, 1), "{}", one.err);
    assert_eq!(counts(&resume(&cli, &run).json()), (10, 0, 0));
    assert_whole(&cli, &run, 10);
}

#[test]
fn an_expired_batch_keeps_what_it_wrote() {
    let provider = BatchProvider::start(mug);
    provider.misbehave(Mishap::End(Ending::Expired));
    let cli = shop(12, &provider);
    let half = start(&cli, &[]);
    let (done, failed, unknown) = counts(&half.json());
    assert_eq!((half.code, done, failed, unknown), (1, 6, 6, 0), "{}", half.err);
    let run = run_of(&cli);
    let failures = cli.ok(&["campaign", "failures", &run]).json();
    assert!(failures.as_array().unwrap().iter().all(|row| row["code"] == "batch_expired"), "{failures}");
    assert_eq!(counts(&resume(&cli, &run).json()), (12, 0, 0));
    assert_whole(&cli, &run, 12);
}

#[test]
fn a_batch_that_is_refused_as_a_whole_gives_its_cells_back() {
    let provider = BatchProvider::start(mug);
    provider.misbehave(Mishap::End(Ending::Failed));
    let cli = shop(5, &provider);
    let refused = start(&cli, &[]);
    assert_eq!((refused.code, counts(&refused.json())), (1, (0, 0, 0)), "{}", refused.err);
    assert_eq!((&refused.json()["state"], &refused.json()["cost"]), (&json!("paused"), &json!(0.0)));
    assert_eq!(counts(&resume(&cli, &run_of(&cli)).json()), (5, 0, 0));
}

#[test]
fn an_upload_that_fails_costs_nothing_and_a_server_without_batches_says_so() {
    let provider = BatchProvider::start(mug);
    provider.misbehave(Mishap::FailUpload);
    let cli = shop(5, &provider);
    let failed = start(&cli, &[]);
    assert_eq!((failed.code, &failed.json()["state"]), (1, &json!("paused")), "{}", failed.err);
    assert_eq!(provider.counts().batches, 0);
    assert_eq!(counts(&resume(&cli, &run_of(&cli)).json()), (5, 0, 0));

    let live = copydesk_tests::provider::Provider::start(|_| {
        copydesk_tests::provider::Reply::http(
            "404 Not Found",
            "content-type: application/json",
            "{\"detail\":\"Not Found\"}",
        )
    });
    let base = live.base_url();
    cli.ok(&["providers", "add", "Live", "--protocol", "openai-chat", "--base-url", &base, "--model", "m"]);
    let none = cli.run(&["campaign", "start", "--brief", "Marketing copy", "--provider", "Live", "--batch"]);
    assert_eq!(none.json()["pause"]["code"], json!("no_batches"), "{}", none.err);
    let local = cli.run(&["campaign", "plan", "--brief", "Marketing copy", "--batch"]);
    assert_eq!(local.error()["code"], json!("no_batches"), "{}", local.err);
}

#[test]
fn a_paused_run_leaves_its_batch_to_the_provider_and_a_cancelled_one_keeps_what_is_whole() {
    let provider = BatchProvider::start(mug);
    provider.over_at_poll(None);
    let cli = shop(8, &provider);
    let mut life = begin(&cli, &START);
    until("the batch is there", || provider.counts().polls > 0);
    let run = run_of(&cli);
    let paused = cli.ok(&["campaign", "pause", &run]).json();
    assert_eq!((&paused["state"], &paused["pause"]), (&json!("paused"), &json!({"kind": "person"})));
    assert_eq!(life.wait().unwrap().code(), Some(1));
    assert_eq!(provider.counts().cancels, 0);

    let mut life = begin(&cli, &["campaign", "resume", &run]);
    let polls = provider.counts().polls;
    until("it looks again", || provider.counts().polls > polls);
    cli.ok(&["campaign", "cancel", &run]);
    until("the provider was told", || provider.counts().cancels > 0);
    provider.finish();
    assert_eq!(life.wait().unwrap().code(), Some(1));
    let status = cli.ok(&["campaign", "status", &run]).json();
    assert_eq!(status["state"], json!("cancelled"), "{status}");
    let drafts = cli.ok(&["drafts", "--run", &run]).json().as_array().unwrap().len() as u64;
    assert_eq!(status["done"].as_u64().unwrap(), drafts);
    assert_eq!(provider.counts().batches, 1);
}

#[test]
fn a_cap_holds_for_what_a_batch_could_cost() {
    let provider = BatchProvider::start(mug);
    let cli = shop(200, &provider);
    let capped = start(&cli, &["--max-cost", "0.002"]);
    assert_eq!(capped.code, 1, "{}", capped.err);
    let status = capped.json();
    let (done, failed, unknown) = counts(&status);
    assert!(done > 5 && done < 200 && failed + unknown == 0, "{status}");
    assert!(status["cost"].as_f64().unwrap() <= 0.002, "{status}");
    assert_eq!(status["pause"], json!({"kind": "cost"}), "{status}");
}
