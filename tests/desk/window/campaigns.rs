//! Campaigns in the real window: planned, tried, watched, mended, closed behind.

use super::{SOON, choose, picture, shop};
use copydesk_tests::{
    batch_provider::{BatchProvider, LineReply},
    binaries,
    cli::Cli,
    display,
    provider::{Provider, Reply},
    window::Window,
};
use std::time::Duration;

const CONTROL: char = '\u{e009}';
const ENTER: char = '\u{e007}';

#[tokio::test]
async fn a_campaign_is_planned_tried_mended_and_finished_in_the_window() {
    let provider = Provider::start(|asked| match asked.number {
        2 => Reply::error("400 Bad Request", "", "context_length_exceeded"),
        _ => Reply::Stream { chunks: 12, over: Duration::from_millis(240) },
    });
    let (folder, cli) = shop(&provider, "gpt-4o-mini");
    let window = Window::open_at(folder.path()).await;
    window.named("button", "Draft copy for Memory Foam Pillow").await;
    window.go("#/campaigns").await;
    window.shows("A campaign drafts many products", SOON).await;
    picture(&window, "1-empty").await;
    window.press(&[&['n']]).await;
    window.shows("Exactly what is sent", SOON).await;
    choose(&window, "Model", "Loopback").await;
    window.click("button", "All products").await;
    window.shows("24 drafts", SOON).await;
    window.shows("$", SOON).await;
    assert_eq!(provider.requests(), 0, "nothing is sent before it is started");
    picture(&window, "2-plan").await;
    let axe = window.axe().await;
    assert!(axe.is_empty(), "{axe:?}");

    window.press(&[&['t']]).await;
    window.shows("Look at them, then go on", SOON).await;
    assert_eq!(provider.requests(), 3, "three first");
    picture(&window, "3-tried").await;
    window.press(&[&['p']]).await;
    window.shows("in flight", SOON).await;
    picture(&window, "4-running").await;
    window.shows("24 done", SOON).await;
    picture(&window, "5-done").await;
    let status = cli_status(&cli);
    assert_eq!((status["done"].as_u64(), status["failed"].as_u64()), (Some(24), Some(0)), "{status}");
    assert_eq!(provider.requests(), 25, "the one that failed went out again with the rest");

    // again with another model, in the other language
    window.click("radio", "中").await;
    window.click("button", "换个模型再写…").await;
    window.shows("“Marketing copy”的商品", SOON).await;
    window.shows("开始写 24 篇", SOON).await;
    picture(&window, "8-again").await;
    dark(&window).await;
    picture(&window, "9-again-dark").await;
    window.go("#/campaigns").await;
    window.shows("已写成", SOON).await;
    picture(&window, "10-list-dark").await;
    window.close().await;
}

/// The newest run, as another Copydesk sees it.
fn cli_status(cli: &Cli) -> serde_json::Value {
    cli.ok(&["campaign", "list"]).json()[0].clone()
}

/// Clicks behind the driver's back: a window that hides or ends on a click leaves the driver waiting for a frame.
async fn click_soon(window: &Window, name: &str) {
    window.named("button", name).await;
    let script =
        "const button = [...document.querySelectorAll('button')].find(one => one.innerText.includes(arguments[0]));
        setTimeout(() => button.click(), 200)";
    window.client.execute(script, vec![name.into()]).await.unwrap();
}

/// As the settings do it.
async fn dark(window: &Window) {
    window.client.execute("document.documentElement.dataset.theme = 'dark'", vec![]).await.unwrap();
}

#[tokio::test]
async fn failures_are_told_by_cause_and_sent_again_one_by_one() {
    let provider = Provider::start(|asked| match asked.number {
        2 | 5 => Reply::error("400 Bad Request", "", "context_length_exceeded"),
        7 => Reply::Bytes(Vec::new()),
        _ => Reply::quick(),
    });
    let (folder, cli) = shop(&provider, "gpt-4o-mini");
    let start = ["campaign", "start", "--brief", "Marketing copy", "--provider", "Loopback", "--in-flight", "1"];
    let run = cli.run(&start).json()["run"].as_str().unwrap().to_owned();
    let window = Window::open_at(folder.path()).await;
    window.go(&format!("#/campaigns/{run}")).await;
    window.shows("Prompt too long", SOON).await;
    window.shows("Outcome unknown", SOON).await;
    picture(&window, "6-failures").await;
    let axe = window.axe().await;
    assert!(axe.is_empty(), "{axe:?}");
    window.click("button", "Retry 2").await;
    window.shows("23 done", SOON).await;
    assert_eq!(provider.requests(), 26);
    window.click("button", "Decide…").await;
    window.click("button", "Send 1 again").await;
    window.shows("24 done", SOON).await;
    assert_eq!(provider.requests(), 27);
    window.close().await;
}

#[tokio::test]
async fn closing_behind_a_campaign_asks_and_it_goes_on_in_the_tray_or_pauses() {
    let provider = Provider::start(|_| Reply::Stream { chunks: 4, over: Duration::from_millis(2_500) });
    let (folder, cli) = shop(&provider, "gpt-4o-mini");
    let window = Window::open_at(folder.path()).await;
    window.named("button", "Draft copy for Memory Foam Pillow").await;
    window.go("#/campaigns/new").await;
    window.shows("Exactly what is sent", SOON).await;
    choose(&window, "Model", "Loopback").await;
    window.click("button", "All products").await;
    window.shows("24 drafts", SOON).await;
    // so many that it still runs when a slow machine gets to the last step
    window.click("radio", "4").await;
    window.shows("96 drafts", SOON).await;
    window.press(&[&[CONTROL, ENTER]]).await;
    window.shows("in flight", SOON).await;

    display::ask_to_close();
    window.shows("A campaign is running", SOON).await;
    picture(&window, "7-closing").await;
    let axe = window.axe().await;
    assert!(axe.is_empty(), "{axe:?}");
    window.press(&[&['\u{e00c}']]).await;
    assert!(!window.text().await.contains("A campaign is running"), "Escape stays");

    display::ask_to_close();
    window.shows("A campaign is running", SOON).await;
    click_soon(&window, "Keep going in the tray").await;
    let until = std::time::Instant::now() + SOON;
    while display::is_shown() {
        assert!(std::time::Instant::now() < until, "the window stays");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let (before, until) = (provider.requests(), until + SOON);
    while provider.requests() == before {
        assert!(std::time::Instant::now() < until, "it goes on behind the window");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }

    // a second start brings it back
    let again =
        std::process::Command::new(binaries::executable("copydesk")).env("COPYDESK_HOME", folder.path()).status();
    assert!(again.unwrap().success());
    while !display::is_shown() {
        assert!(std::time::Instant::now() < until + SOON, "the window stays hidden");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    display::ask_to_close();
    window.shows("A campaign is running", SOON).await;
    click_soon(&window, "Pause and close").await;
    let status = loop {
        let status = cli_status(&cli);
        if status["state"] == "paused" {
            break status;
        }
        assert!(std::time::Instant::now() < until + SOON, "{status}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    };
    assert_eq!(status["pause"]["kind"], "person", "{status}");
    assert_eq!(status["unknown"].as_u64(), Some(0), "what was under way was finished");
    assert_eq!(status["done"].as_u64(), Some(provider.requests()));
    window.close().await;
}

#[tokio::test]
async fn an_interrupted_campaign_is_offered_and_batches_are_told_of() {
    let provider = Provider::start(|_| Reply::Stream { chunks: 4, over: Duration::from_millis(400) });
    let (folder, cli) = shop(&provider, "gpt-4o-mini");
    let batches = BatchProvider::start(|_| LineReply::Ok("A mug.".into()));
    batches.over_at_poll(None);
    let base = batches.base_url();
    cli.ok(&[
        "providers",
        "add",
        "Batches",
        "--protocol",
        "openai-chat",
        "--base-url",
        &base,
        "--model",
        "gpt-4o-mini",
    ]);
    let start = ["campaign", "start", "--brief", "Marketing copy", "--provider", "Loopback"];
    let mut life =
        cli.command(&start).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap();
    while provider.requests() < 9 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    life.kill().unwrap();
    life.wait().unwrap();
    let before = provider.requests();
    let window = Window::open_at(folder.path()).await;
    window.shows("was interrupted.", SOON).await;
    picture(&window, "11-interrupted-desk").await;
    window.go("#/campaigns").await;
    window.shows("was interrupted after", SOON).await;
    picture(&window, "12-interrupted-list").await;
    assert_eq!(provider.requests(), before, "nothing restarts by itself");
    window.click("button", "Resume").await;
    let until = std::time::Instant::now() + SOON;
    while cli_status(&cli)["done"].as_u64() != Some(24) {
        assert!(std::time::Instant::now() < until, "{}", cli_status(&cli));
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    picture(&window, "13-resumed").await;

    window.go("#/campaigns/new").await;
    window.shows("Exactly what is sent", SOON).await;
    choose(&window, "Model", "Batches").await;
    window.click("button", "All products").await;
    window.shows("24 drafts", SOON).await;
    window
        .client
        .execute("document.querySelectorAll('details').forEach(one => one.open = true)", vec![])
        .await
        .unwrap();
    window.click("radio", "In batches").await;
    // half of what it would cost at once
    window.shows("$0.00022", SOON).await;
    picture(&window, "14-batch-plan").await;
    window.press(&[&[CONTROL, ENTER]]).await;
    window.shows("1 batch at", SOON).await;
    picture(&window, "15-batch-running").await;
    batches.finish();
    window.shows("24 done", SOON).await;
    window.close().await;
}
