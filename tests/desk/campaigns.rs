//! Campaigns against a provider on loopback: whole, interrupted, limited, killed.

use copydesk_tests::{
    cli::{Answer, Cli},
    provider::{Asked, Provider, Reply},
};
use serde_json::{Value, json};
use std::{
    collections::HashSet,
    process::{Child, Stdio},
    time::{Duration, Instant},
};

/// A workspace with so many products and a provider on loopback.
fn shop(products: usize, provider: &Provider) -> Cli {
    let cli = Cli::default();
    let mut rows = String::from("SKU,Name,Description,Category,Tags\n");
    for number in 0..products {
        let category = if number % 2 == 0 { "Kitchen" } else { "Garden" };
        rows.push_str(&format!("P-{number},Mug {number},A mug that holds {number} ml.,{category},blue\n"));
    }
    let file = cli.file("products.csv", rows);
    let imported = cli.ok(&["import", "products", file.to_str().unwrap()]).json();
    assert_eq!(imported["created"], json!(products));
    let base = provider.base_url();
    cli.ok(&["providers", "add", "Loopback", "--protocol", "openai-chat", "--base-url", &base, "--model", "m"]);
    cli
}

const CELLS: [&str; 4] = ["--brief", "Marketing copy", "--provider", "Loopback"];

fn campaign(cli: &Cli, command: &str, more: &[&str]) -> Answer {
    cli.run(&[&["campaign", command], &CELLS[..], more].concat())
}

fn resume(cli: &Cli, run: &str) -> Answer {
    cli.run(&["campaign", "resume", run])
}

fn run_of(answer: &Answer) -> String {
    answer.json()["run"].as_str().unwrap().to_owned()
}

/// Every cell of a run has exactly one draft.
fn assert_whole(cli: &Cli, run: &str, cells: usize) {
    let drafts = cli.ok(&["drafts", "--run", run]).json();
    let drafts = drafts.as_array().unwrap();
    let distinct: HashSet<String> =
        drafts.iter().map(|draft| format!("{} {} {}", draft["sku"], draft["profile"], draft["variant"])).collect();
    assert_eq!((drafts.len(), distinct.len()), (cells, cells), "none lost, none twice");
}

fn counts(status: &Value) -> (u64, u64, u64) {
    let count = |name: &str| status[name].as_u64().unwrap();
    (count("done"), count("failed"), count("unknown"))
}

#[test]
fn a_campaign_is_planned_started_and_whole() {
    let provider = Provider::start(|_| Reply::Stream { chunks: 3, over: Duration::from_millis(30) });
    let cli = shop(30, &provider);
    let profile = cli.file("profiles.csv", "Name,Interests\nCampers,camping\n");
    cli.ok(&["import", "profiles", profile.to_str().unwrap()]);
    let selection = ["--profile", "Campers", "--neutral", "--variants", "2", "--category", "Kitchen"];
    let plan = campaign(&cli, "plan", &selection).json();
    assert_eq!(plan["cells"], json!(15 * 2 * 2));
    assert!(plan["tokens"]["low"].as_u64().unwrap() < plan["tokens"]["high"].as_u64().unwrap(), "{plan}");
    assert_eq!(plan["cost"], json!({"low": 0.0, "high": 0.0, "currency": "USD"}), "a server of one's own is free");
    let cell = campaign(&cli, "plan", &[&selection[..], &["--cell", "59"]].concat()).json();
    assert_eq!((&cell["sku"], &cell["profile_name"], &cell["variant"]), (&json!("P-28"), &json!(null), &json!(2)));
    assert!(cell["payload"]["messages"].to_string().contains("Mug 28"), "{cell}");
    assert_eq!(provider.requests(), 0, "nothing was sent");

    let started = campaign(&cli, "start", &[&selection[..], &["--in-flight", "8"]].concat());
    assert_eq!(started.code, 0, "{}", started.err);
    let status = started.json();
    assert_eq!((&status["state"], &status["cells"], counts(&status)), (&json!("done"), &json!(60), (60, 0, 0)));
    assert_eq!((status["attempts"].clone(), provider.requests()), (json!(60), 60));
    // the server counts a request until its thread has ended, a moment after the client had the end of its answer
    assert!((4..=9).contains(&provider.most_under_way()), "{} at a time", provider.most_under_way());
    assert_eq!(cli.ok(&["campaign", "status", &run_of(&started)]).json(), status);
    assert_eq!(cli.ok(&["campaign", "list"]).json(), json!([status]));
    assert_whole(&cli, &run_of(&started), 60);
    // resuming what is whole sends nothing
    assert_eq!(resume(&cli, &run_of(&started)).code, 0);
    assert_eq!(provider.requests(), 60);
}

#[test]
fn a_trial_asks_again_and_the_rest_follows() {
    let provider = Provider::start(|_| Reply::quick());
    let cli = shop(10, &provider);
    let tried = campaign(&cli, "start", &["--try", "3", "--in-flight", "8"]);
    assert_eq!(tried.code, 0, "{}", tried.err);
    let status = tried.json();
    assert_eq!((&status["state"], counts(&status), provider.requests()), (&json!("paused"), (3, 0, 0), 3));
    let rest = resume(&cli, &run_of(&tried));
    assert_eq!((rest.code, counts(&rest.json()), provider.requests()), (0, (10, 0, 0), 10));
    assert_whole(&cli, &run_of(&tried), 10);
}

#[test]
fn a_cap_is_never_passed_even_by_what_failed_after_it_was_billed() {
    // every second answer has no word in it, and is billed all the same
    let provider = Provider::start(|asked| {
        if asked.number % 2 == 0 { Reply::Stream { chunks: 0, over: Duration::ZERO } } else { Reply::quick() }
    });
    let cli = shop(40, &provider);
    // 0.15 and 0.60 dollars a million tokens; a draft of a hundred tokens costs 0.00006 at most besides its prompt
    let arguments = ["--model", "gpt-4o-mini", "--max-cost", "0.001", "--in-flight", "4"];
    let capped = campaign(&cli, "start", &arguments);
    assert_eq!((capped.code, capped.error()["code"].as_str().unwrap()), (1, "run_paused"), "{}", capped.err);
    assert!(capped.error()["message"].as_str().unwrap().contains("cap of money"), "{}", capped.err);
    let status = capped.json();
    let (done, failed, unknown) = counts(&status);
    assert_eq!(status["pause"], json!({"kind": "cost"}));
    assert!(done > 3 && failed > 3 && unknown == 0 && done + failed < 40, "{status}");
    let cost = status["cost"].as_f64().unwrap();
    assert!(cost > 0.0002 && cost <= 0.001, "{status}");

    let unknown_price = campaign(&cli, "start", &["--model", "gpt-4o-mini", "--max-total-tokens", "700"]);
    assert!(unknown_price.json()["tokens"].as_u64().unwrap() <= 700, "{}", unknown_price.out);
    assert_eq!(unknown_price.json()["pause"], json!({"kind": "tokens"}));
    provider.behave(|_| Reply::quick());
    let raised = cli.run(&["campaign", "resume", &run_of(&capped), "--max-cost", "1"]);
    assert_eq!((raised.code, counts(&raised.json())), (0, (40, 0, 0)), "{}", raised.err);
}

#[test]
fn a_wrong_key_stops_the_run_instead_of_burning_through_the_queue() {
    let provider = Provider::start(|_| Reply::error("401 Unauthorized", "", "invalid_api_key"));
    let cli = shop(100, &provider);
    let stopped = campaign(&cli, "start", &["--in-flight", "2"]);
    assert_eq!((stopped.code, stopped.error()["code"].as_str().unwrap()), (1, "run_paused"));
    let status = stopped.json();
    assert_eq!((&status["pause"]["code"], counts(&status)), (&json!("key_refused"), (0, 0, 0)), "{status}");
    assert!(provider.requests() <= 4, "{} requests", provider.requests());
    assert_eq!(status["cost"], json!(0.0));
    provider.behave(|_| Reply::quick());
    assert_eq!(counts(&resume(&cli, &run_of(&stopped)).json()), (100, 0, 0));
    assert_whole(&cli, &run_of(&stopped), 100);
}

#[test]
fn a_provider_that_asks_for_less_gets_less_and_everything_is_written() {
    // at most three at a time, and a wait that it names
    let provider = Provider::start(|_| Reply::quick());
    let busy = std::sync::Arc::new(std::sync::atomic::AtomicI64::new(0));
    provider.behave(move |asked| {
        let turn = busy.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        if turn % 7 == 3 && asked.again < 3 {
            return Reply::error("429 Too Many Requests", "retry-after-ms: 120", "rate_limit_exceeded");
        }
        Reply::Stream { chunks: 2, over: Duration::from_millis(10) }
    });
    let cli = shop(60, &provider);
    let done = campaign(&cli, "start", &["--in-flight", "16"]);
    assert_eq!((done.code, counts(&done.json())), (0, (60, 0, 0)), "{}", done.err);
    assert!(provider.requests() > 60, "some were refused");
    assert_eq!(done.json()["attempts"], json!(provider.requests()));
    assert_whole(&cli, &run_of(&done), 60);
}

#[test]
fn a_quota_pauses_with_the_time_when_it_ends() {
    let quota = |_: &Asked| Reply::error("429 Too Many Requests", "retry-after: 7200", "rate_limit_exceeded");
    let provider = Provider::start(quota);
    let cli = shop(20, &provider);
    let paused = campaign(&cli, "start", &[]);
    assert_eq!(paused.code, 1);
    let status = paused.json();
    let host = json!(format!("127.0.0.1:{}", provider.port));
    assert_eq!((&status["pause"]["kind"], &status["pause"]["host"]), (&json!("quota"), &host), "{status}");
    let until: copydesk_domain::Timestamp = status["pause"]["until"].as_str().unwrap().parse().unwrap();
    let wait = until.as_second() - copydesk_domain::Timestamp::now().as_second();
    assert!((7_000..=7_200).contains(&wait), "{status}");
    assert!(provider.requests() <= 4, "{}", provider.requests());
}

/// A command that runs while the test does something else.
fn begin(cli: &Cli, arguments: &[&str]) -> Child {
    let mut command = cli.command(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn until(what: &str, mut true_now: impl FnMut() -> bool) {
    let start = Instant::now();
    while !true_now() {
        assert!(start.elapsed() < Duration::from_secs(60), "never: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn another_command_sees_and_pauses_a_run_and_what_is_under_way_is_kept() {
    let provider = Provider::start(|_| Reply::Stream { chunks: 2, over: Duration::from_millis(100) });
    let cli = shop(500, &provider);
    let mut start = begin(&cli, &[&["campaign", "start"], &CELLS[..]].concat());
    until("the run has begun", || provider.requests() > 8);
    let list = cli.ok(&["campaign", "list"]).json();
    let run = list[0]["run"].as_str().unwrap().to_owned();
    assert_eq!(list[0]["state"], json!("running"));
    assert_eq!(cli.run(&["campaign", "resume", &run]).error()["code"], json!("in_use"));
    let paused = cli.ok(&["campaign", "pause", &run]).json();
    assert_eq!((&paused["state"], &paused["pause"]), (&json!("paused"), &json!({"kind": "person"})));
    assert_eq!(start.wait().unwrap().code(), Some(1));
    let (done, failed, unknown) = counts(&cli.ok(&["campaign", "status", &run]).json());
    assert_eq!((done, failed, unknown), (provider.requests(), 0, 0), "what was under way is kept");

    let mut again = begin(&cli, &["campaign", "resume", &run]);
    until("it goes on", || provider.requests() > done + 8);
    let cancelled = cli.ok(&["campaign", "cancel", &run]).json();
    assert_eq!(cancelled["state"], json!("cancelled"));
    assert_eq!(again.wait().unwrap().code(), Some(1));
    let drafts = cli.ok(&["drafts", "--run", &run]).json().as_array().unwrap().len() as u64;
    assert_eq!(json!(drafts), cli.ok(&["campaign", "status", &run]).json()["done"], "what is whole stays");
    provider.behave(|_| Reply::quick());
    assert_eq!(counts(&resume(&cli, &run).json()), (500, 0, 0));
    assert_whole(&cli, &run, 500);
}

#[test]
fn the_built_in_model_writes_a_campaign_together_and_for_nothing() {
    let cli = Cli::default();
    let rows: String =
        (0..6).map(|number| format!("P-{number},Mug {number},A mug that holds {number}00 ml.\n")).collect();
    let file = cli.file("products.csv", format!("SKU,Name,Description\n{rows}"));
    cli.ok(&["import", "products", file.to_str().unwrap()]);
    let cells = ["--brief", "Marketing copy", "--max-tokens", "12", "--seed", "7"];
    let plan = cli.ok(&[&["campaign", "plan"], &cells[..]].concat()).json();
    assert_eq!((&plan["host"], &plan["cost"]["high"]), (&json!(null), &json!(0.0)));
    assert!(plan["in_flight"].as_u64().unwrap() > 1, "{plan}");
    let whole = cli.run(&[&["campaign", "start"], &cells[..]].concat());
    assert_eq!((whole.code, counts(&whole.json())), (0, (6, 0, 0)), "{}", whole.err);
    assert_eq!(whole.json()["cost"], json!(0.0));
    assert_whole(&cli, &run_of(&whole), 6);
    let text = |cli: &Cli, run: &str| {
        let drafts = cli.ok(&["drafts", "--run", run]).json();
        let mut texts: Vec<(String, String)> = drafts
            .as_array()
            .unwrap()
            .iter()
            .map(|draft| (draft["sku"].as_str().unwrap().to_owned(), draft["text"].as_str().unwrap().to_owned()))
            .collect();
        texts.sort();
        texts
    };
    let alone = cli.run(&[&["campaign", "start"], &cells[..], &["--in-flight", "1"]].concat());
    assert_eq!(
        text(&cli, &run_of(&whole)),
        text(&cli, &run_of(&alone)),
        "what is written beside a draft changes nothing in it"
    );
}

/// A small disk of its own; none where this user may not mount one.
struct Disk(std::path::PathBuf);

impl Disk {
    fn mount(at: std::path::PathBuf, size: &str) -> Option<Self> {
        std::fs::create_dir_all(&at).unwrap();
        let mounted = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs", at.to_str().unwrap()])
            .output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(at));
        }
        eprintln!("skipped: this user may not mount a disk");
        None
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").args(["-l", self.0.to_str().unwrap()]).status();
    }
}

#[test]
fn a_full_disk_stops_sending_and_the_run_goes_on_when_there_is_room() {
    use std::io::{BufRead, BufReader};
    // drafts of four kilobytes
    let provider = Provider::start(|_| Reply::Stream { chunks: 500, over: Duration::ZERO });
    let mut cli = shop(600, &provider);
    let disk = cli.path("disk");
    let Some(disk) = Disk::mount(disk, "24m") else { return };
    let moved = disk.0.join("shop.db");
    std::fs::copy(&cli.workspace, &moved).unwrap();
    cli.workspace = moved;
    let mut life = begin(&cli, &[&["campaign", "start"], &CELLS[..]].concat());
    until("the run has begun", || provider.requests() > 40);
    let ballast = disk.0.join("ballast");
    // until nothing fits any more
    let mut file = std::fs::File::create(&ballast).unwrap();
    while std::io::Write::write_all(&mut file, &[1; 64 << 10]).is_ok() {}
    let mut said = BufReader::new(life.stderr.take().unwrap()).lines().map(Result::unwrap);
    assert!(said.any(|line| line.contains("The disk is full")), "nobody was told");
    std::thread::sleep(Duration::from_millis(500));
    let requests = provider.requests();
    std::thread::sleep(Duration::from_millis(1_500));
    assert_eq!(provider.requests(), requests, "nothing is sent that cannot be written down");
    assert!(requests < 600);
    drop(file);
    std::fs::remove_file(ballast).unwrap();
    let rest: Vec<String> = said.collect();
    assert_eq!(life.wait().unwrap().code(), Some(0), "{rest:?}");
    let run = cli.ok(&["campaign", "list"]).json()[0]["run"].as_str().unwrap().to_owned();
    assert_whole(&cli, &run, 600);
    assert_eq!(provider.requests(), 600, "nothing was sent twice");
}

#[cfg(unix)]
#[test]
fn a_machine_that_sleeps_in_the_middle_loses_no_cell_and_sends_none_twice() {
    let provider = Provider::start(|_| Reply::Stream { chunks: 4, over: Duration::from_millis(200) });
    let cli = shop(60, &provider);
    let life = begin(&cli, &[&["campaign", "start"], &CELLS[..]].concat());
    let signal = |name: &str| {
        let sent = std::process::Command::new("kill").args([name, &life.id().to_string()]).status().unwrap();
        assert!(sent.success());
    };
    for _ in 0..3 {
        let before = provider.requests();
        until("it goes on", || provider.requests() > before + 4);
        signal("-STOP");
        std::thread::sleep(Duration::from_secs(1));
        signal("-CONT");
    }
    let end = life.wait_with_output().unwrap();
    assert_eq!(end.status.code(), Some(0), "{}", String::from_utf8_lossy(&end.stderr));
    let status: Value = serde_json::from_slice(&end.stdout).unwrap();
    assert_eq!((counts(&status), provider.requests()), ((60, 0, 0), 60));
    assert_whole(&cli, status["run"].as_str().unwrap(), 60);
}

#[test]
fn several_briefs_are_written_and_what_is_there_or_says_nothing_is_left_out() {
    let provider = Provider::start(|_| Reply::quick());
    let cli = shop(6, &provider);
    let bare = cli.file("bare.csv", "SKU,Name,Description\nBARE,Mystery box,\n");
    cli.ok(&["import", "products", bare.to_str().unwrap()]);
    let briefs = cli.ok(&["briefs"]).json();
    let second = briefs.as_array().unwrap().iter().map(|brief| brief["name"].as_str().unwrap());
    let second = second.clone().find(|name| *name != "Marketing copy").unwrap().to_owned();
    let first = campaign(&cli, "start", &["--category", "Kitchen"]);
    assert_eq!(counts(&first.json()), (3, 0, 0), "{}", first.err);
    let both = ["--brief", &second, "--only-missing", "--skip-without-description"];
    let plan = campaign(&cli, "plan", &both).json();
    assert_eq!(plan["cells"], json!(6 * 2 - 3), "{plan}");
    let skippable: Vec<(&str, u64, bool)> = plan["skippable"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["reason"].as_str().unwrap(), one["cells"].as_u64().unwrap(), one["skipped"].as_bool().unwrap()))
        .collect();
    assert_eq!(skippable, [("no_description", 2, true), ("drafted", 3, true)]);
    assert_eq!(plan["skippable"][0]["example"]["sku"], json!("BARE"));
    let rest = campaign(&cli, "start", &both);
    assert_eq!((rest.json()["cells"].clone(), counts(&rest.json())), (json!(9), (9, 0, 0)), "{}", rest.err);
    let drafts = cli.ok(&["drafts"]).json();
    assert_eq!(drafts.as_array().unwrap().len(), 12, "one of each brief for each product that says something");
}

#[test]
fn one_cause_alone_is_sent_again_and_a_campaign_again_with_another_model() {
    let provider = Provider::start(|asked| match asked.number {
        2 => Reply::error("400 Bad Request", "", "context_length_exceeded"),
        3 | 4 => Reply::error("400 Bad Request", "", "invalid_request"),
        _ => Reply::quick(),
    });
    let cli = shop(8, &provider);
    let some = campaign(&cli, "start", &["--in-flight", "1"]);
    assert_eq!(counts(&some.json()), (5, 3, 0), "{}", some.err);
    let run = run_of(&some);
    let long = cli.run(&["campaign", "retry", &run, "--code", "prompt_too_long"]);
    assert_eq!((counts(&long.json()), provider.requests()), ((6, 2, 0), 9), "{}", long.err);
    let failures = cli.ok(&["campaign", "failures", &run]).json();
    let cell = failures[1]["cell"].to_string();
    let one = cli.run(&["campaign", "retry", &run, "--cell", &cell]);
    assert_eq!((counts(&one.json()), provider.requests()), ((7, 1, 0), 10), "{}", one.err);
    let nothing = cli.run(&["campaign", "retry", &run, "--code", "cut"]);
    assert_eq!(nothing.error()["code"], json!("nothing_to_retry"));

    let missing = cli.run(&["campaign", "again", &run, "--model", "larger", "--only-missing"]);
    assert_eq!((missing.code, missing.json()["cells"].clone()), (0, json!(1)), "{}", missing.err);
    let all = cli.run(&["campaign", "again", &run, "--model", "larger"]);
    assert_eq!((all.code, counts(&all.json())), (0, (8, 0, 0)), "{}", all.err);
    let drafts = cli.ok(&["drafts", "--run", &run_of(&all)]).json();
    assert!(drafts.as_array().unwrap().iter().all(|draft| draft["model"] == "larger"), "{drafts}");
    assert_eq!(
        cli.ok(&["drafts"]).json().as_array().unwrap().len(),
        7 + 1 + 8,
        "beside the others, never in their place"
    );
}

/// Random enough to hit every instant, the same in every run.
fn instants(count: usize, below_ms: u64) -> impl Iterator<Item = Duration> {
    let mut seed: u64 = 20_261_124;
    std::iter::repeat_with(move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Duration::from_millis((seed >> 33) % below_ms)
    })
    .take(count)
}

#[test]
fn killed_at_two_hundred_instants_a_run_loses_no_cell_and_writes_none_twice() {
    const CELLS_IN_ALL: usize = 1_000;
    const IN_FLIGHT: u64 = 6;
    let provider = Provider::start(|_| Reply::Stream { chunks: 3, over: Duration::from_millis(45) });
    let cli = shop(CELLS_IN_ALL, &provider);
    let in_flight = IN_FLIGHT.to_string();
    let mut life = begin(&cli, &[&["campaign", "start"], &CELLS[..], &["--in-flight", &in_flight]].concat());
    until("the run has begun", || provider.requests() > 0);
    let run = cli.ok(&["campaign", "list"]).json()[0]["run"].as_str().unwrap().to_owned();
    let mut kills = 0_u64;
    for instant in instants(200, 160) {
        std::thread::sleep(instant);
        life.kill().unwrap();
        life.wait().unwrap();
        kills += 1;
        life = begin(&cli, &["campaign", "resume", &run]);
    }
    // the last life of a process that is left alone may have begun anywhere
    let _ = life.wait().unwrap();
    let end = resume(&cli, &run);
    assert_eq!((end.code, counts(&end.json())), (0, (CELLS_IN_ALL as u64, 0, 0)), "{}", end.err);
    assert_whole(&cli, &run, CELLS_IN_ALL);
    assert_eq!(provider.prompts().len(), CELLS_IN_ALL, "every cell was asked for");
    let beyond = provider.requests() - CELLS_IN_ALL as u64;
    let unknown = end.json()["attempts"].as_u64().unwrap() - CELLS_IN_ALL as u64;
    assert!(beyond > 0, "no kill hit a request that was under way");
    assert!(beyond <= unknown, "{beyond} requests beyond the plan, {unknown} recorded as unknown");
    // half as many more are written down as sent, so that no answer waits for the disk
    assert!(unknown <= kills * (IN_FLIGHT + IN_FLIGHT / 2), "{unknown} of unknown outcome after {kills} kills");
}
