//! Copy that is held back, waived, explained and fallen again, in the real window.

use super::{SOON, picture, shop};
use copydesk_tests::{
    cli::Cli,
    provider::{Provider, Reply},
    window::Window,
};
use serde_json::json;

const CONTROL: char = '\u{E009}';
const ENTER: char = '\u{E007}';
const ESCAPE: char = '\u{E00C}';

/// What a careless model says.
const CLAIM: &str = "This pillow cures insomnia.";
/// What a person makes of it: two facts, and a recommendation that asks for a person's word.
const MENDED: &str = "Two heights, 10 cm and 12 cm. The cover washes at 40 °C. Doctors recommend it.";

fn drafted(cli: &Cli) -> (String, String) {
    let lines =
        cli.ok(&["generate", "--brief", "Marketing copy", "--sku", "HM-1042", "--provider", "Loopback"]).lines();
    let products = cli.ok(&["products"]).json();
    let product = products.as_array().unwrap().iter().find(|product| product["sku"] == json!("HM-1042")).unwrap();
    (lines[0]["draft"].as_str().unwrap().to_owned(), product["id"].as_str().unwrap().to_owned())
}

async fn axe(window: &Window, screen: &str, findings: &mut Vec<String>) {
    findings.extend(window.axe().await.into_iter().map(|finding| format!("{screen}: {finding}")));
}

/// Whether a button can be pressed.
async fn is_enabled(window: &Window, name: &str) -> bool {
    let script = "const button = [...document.querySelectorAll('button')].find(one => one.innerText.trim().startsWith(arguments[0]));
        return !!button && !button.disabled && button.getAttribute('aria-disabled') !== 'true'";
    window.client.execute(script, vec![name.into()]).await.unwrap().as_bool().unwrap()
}

#[tokio::test]
async fn a_ban_bars_a_waiver_gives_its_reason_a_sentence_shows_its_facts_and_a_price_takes_it_all_back() {
    let provider = Provider::start(|_| Reply::answer(CLAIM));
    let (folder, cli) = shop(&provider, "m");
    let (draft, product) = drafted(&cli);
    let window = Window::open_at(folder.path()).await;
    let mut findings = Vec::new();

    // a ban: there is no way around the words
    window.go(&format!("#/desk/{draft}")).await;
    window.shows("ban to mend", SOON).await;
    assert!(!is_enabled(&window, "Approve and next").await, "it cannot be approved");
    picture(&window, "ban").await;
    axe(&window, "ban", &mut findings).await;

    // mended; what is left asks for a person's word
    window.click("button", "Edit").await;
    let copy = window.named("textbox", "Copy").await;
    copy.send_keys(&format!("{CONTROL}a{CONTROL}{MENDED}{ESCAPE}")).await.unwrap();
    window.shows("1 caution open", SOON).await;
    window.click("button", "Approve and next").await;
    window.shows("Not approved yet", SOON).await;
    picture(&window, "caution").await;
    // the note that is open has the focus
    window.press(&[&[ENTER]]).await;
    let reason = window.named("textbox", "Why may it stand?").await;
    reason.send_keys(&ENTER.to_string()).await.unwrap();
    window.shows("Say why", SOON).await;
    picture(&window, "waiver").await;
    axe(&window, "waiver", &mut findings).await;
    reason.send_keys("Survey of 212 doctors, file 7.").await.unwrap();
    // nobody has said yet who sits here
    window.named("textbox", "Who waives it?").await.send_keys(&format!("Robin Lee{ENTER}")).await.unwrap();
    window.shows("Survey of 212 doctors, file 7.", SOON).await;

    // what a sentence rests on
    window.press(&[&['f']]).await;
    window.shows("10 cm / 12 cm", SOON).await;
    picture(&window, "sentence").await;
    axe(&window, "sentence", &mut findings).await;

    window.click("button", "Approve and next").await;
    window.shows("Approved Robin Lee", SOON).await;

    // another price: the approval was given for the old one
    window.go(&format!("#/products/{product}")).await;
    let price = window.named("textbox", "Price").await;
    price.send_keys(&format!("{CONTROL}a{CONTROL}49.00")).await.unwrap();
    window.press(&[&[CONTROL, ENTER]]).await;
    window.shows("went back to review", SOON).await;
    picture(&window, "price").await;
    window.go(&format!("#/desk/{draft}")).await;
    window.shows("Changed after approval: Price", SOON).await;
    window.shows("59.00", SOON).await;
    picture(&window, "stale").await;
    axe(&window, "stale", &mut findings).await;
    assert!(findings.is_empty(), "{}", findings.join("\n\n"));
    window.close().await;
}
