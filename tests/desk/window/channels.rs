//! Copy in the fields of its channel in the real window: previewed, measured, rewritten, approved, taken out.

use super::{SOON, choose, picture, shop};
use copydesk_tests::{
    binaries,
    cli::Cli,
    provider::{Provider, Reply},
    window::Window,
};
use serde_json::{Value, json};
use std::time::Duration;

fn drafted(cli: &Cli, channel: &str, sku: &str) -> Value {
    let lines = cli.ok(&["generate", "--channel", channel, "--sku", sku, "--provider", "Loopback"]).lines();
    lines[0].clone()
}

/// Drafts as the command line lists them; a window that was closed keeps its workspace for a moment.
async fn drafts(cli: &Cli) -> Value {
    for _ in 0..100 {
        let answer = cli.run(&["drafts"]);
        if answer.code == 0 {
            return answer.json();
        }
        assert_eq!(answer.error()["code"], json!("in_use"), "{}", answer.err);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the window never let go of its workspace");
}

async fn axe(window: &Window, screen: &str, findings: &mut Vec<String>) {
    findings.extend(window.axe().await.into_iter().map(|finding| format!("{screen}: {finding}")));
}

/// The shipped samples: what a good draft of each channel says.
fn samples() -> Vec<(String, Value, Value)> {
    let text = std::fs::read_to_string(binaries::repository().join("assets/channels/samples.json")).unwrap();
    let samples: Value = serde_json::from_str(&text).unwrap();
    let of = |sample: &Value| {
        (sample["channel"].as_str().unwrap().to_owned(), sample["en"]["fields"].clone(), sample["zh"]["fields"].clone())
    };
    samples["samples"].as_array().unwrap().iter().map(of).collect()
}

/// A few words of a draft, which its preview must show.
fn words(fields: &Value) -> String {
    // an email's body is in a frame of its own
    let first = ["preheader", "text", "body", "title", "primary_text"].iter().find_map(|id| fields[id].as_str());
    let text = first.or_else(|| fields["headlines"][0].as_str()).or_else(|| fields["turns"][1]["text"].as_str());
    text.unwrap().chars().take(12).collect::<String>().trim().to_owned()
}

#[tokio::test]
async fn every_channel_is_previewed_in_both_languages() {
    let provider = Provider::start(|_| Reply::quick());
    let (folder, cli) = shop(&provider, "m");
    let mut drafts = Vec::new();
    for (channel, english, chinese) in samples() {
        for (fields, sku, language) in [(english, "HM-1042", "en"), (chinese, "QM-1042", "zh")] {
            let said = fields.to_string();
            provider.behave(move |_| Reply::answer(&said));
            let line = drafted(&cli, &channel, sku);
            let mut said = fields.clone();
            // an empty list says nothing, and is not kept
            said.as_object_mut().unwrap().retain(|_, value| *value != json!([]));
            assert_eq!(line["fields"], said, "{channel} {language}");
            drafts.push((line["draft"].as_str().unwrap().to_owned(), channel.clone(), language, words(&fields)));
        }
    }
    assert_eq!(drafts.len(), 40);
    let window = Window::open_at(folder.path()).await;
    let mut findings = Vec::new();
    for language in ["en", "zh"] {
        if language == "zh" {
            window.click("radio", "中").await;
        }
        for (at, (id, channel, _, words)) in drafts.iter().filter(|(_, _, of, _)| *of == language).enumerate() {
            window.go(&format!("#/desk/{id}")).await;
            window.click("radio", if language == "en" { "Preview" } else { "预览" }).await;
            window.shows(words, SOON).await;
            picture(&window, &format!("preview-{language}-{channel}")).await;
            // four kinds of previews by the machine's eye in each language; all of them take a minute
            if at % 5 == 0 {
                axe(&window, channel, &mut findings).await;
            }
        }
    }
    assert!(findings.is_empty(), "{}", findings.join("\n\n"));
    window.close().await;
}

const POST: &str = r##"{"hook":"Two heights in one pillow.","text":"Turn it over and it is 2 cm lower.","call_to_action":"See both sides.","hashtags":["#sleep"]}"##;

#[tokio::test]
async fn a_post_is_measured_rewritten_and_approved_only_within_its_limit() {
    let provider = Provider::start(|_| Reply::answer(POST));
    let (folder, cli) = shop(&provider, "m");
    let id = drafted(&cli, "x", "HM-1042")["draft"].as_str().unwrap().to_owned();
    let long = POST.replace("Turn it over", &"Turn it over and over ".repeat(15));
    let file = cli.file("fields.json", &long);
    cli.ok(&["edit", &id, "--fields-file", copydesk_tests::cli::text(&file)]);

    let window = Window::open_at(folder.path()).await;
    window.go("#/settings/models").await;
    window.shows("Loopback", SOON).await;
    let row = "[...document.querySelectorAll('button')].find(one => one.innerText.startsWith('Loopback')).click()";
    window.client.execute(row, vec![]).await.unwrap();
    window.click("button", "Make default").await;
    window.go(&format!("#/desk/{id}")).await;
    window.shows("the platform refuses it", SOON).await;
    window.shows(" to mend", SOON).await;
    picture(&window, "desk-too-long").await;
    let mut findings = Vec::new();
    axe(&window, "desk too long", &mut findings).await;

    // a suggestion stands beside the words until a person takes it
    provider.behave(|_| Reply::answer(r#"{"text":"Turned over, it is 2 cm lower."}"#));
    window.click("button", "Rewrite: Text").await;
    window.click("menuitem", "Fit the limit").await;
    window.shows("Suggestion by m", SOON).await;
    window.shows("Accept", SOON).await;
    assert!(window.text().await.contains("2 revisions"), "nothing is put in by itself");
    picture(&window, "desk-suggestion").await;
    axe(&window, "suggestion", &mut findings).await;
    window.click("button", "Accept").await;
    window.shows("3 revisions", SOON).await;
    picture(&window, "desk-mended").await;
    window.click("button", "Approve and next").await;
    window.named("textbox", "Who approves?").await.send_keys("Robin Lee").await.unwrap();
    window.click("button", "Approve with this name").await;
    window.shows("Robin Lee", SOON).await;
    assert!(findings.is_empty(), "{}", findings.join("\n\n"));

    // said again in another language, from the approved draft
    window.click("button", "Localise…").await;
    picture(&window, "localise").await;
    window.close().await;
    let drafts = drafts(&cli).await;
    assert_eq!(drafts[0]["status"], json!("approved"));
    assert_eq!(drafts[0]["fields"]["text"], json!("Turned over, it is 2 cm lower."));
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_kept_and_written_by_hand() {
    let provider = Provider::start(|_| Reply::answer("Sorry, I only speak prose."));
    let (folder, cli) = shop(&provider, "m");
    let id = drafted(&cli, "sms", "HM-1042")["draft"].as_str().unwrap().to_owned();
    let window = Window::open_at(folder.path()).await;
    window.go(&format!("#/desk/{id}")).await;
    window.shows("Sorry, I only speak prose.", SOON).await;
    window.shows("Write the fields first", SOON).await;
    picture(&window, "desk-malformed").await;
    window.click("button", "Write the fields yourself").await;
    window.named("textbox", "Text").await.send_keys("Two heights, one pillow.").await.unwrap();
    window.named("textbox", "Text").await.send_keys("\u{E00C}").await.unwrap();
    window.shows("2 revisions", SOON).await;
    picture(&window, "desk-sms").await;
    window.close().await;
    let drafts = drafts(&cli).await;
    assert_eq!(drafts[0]["fields"], json!({ "text": "Two heights, one pillow." }));
}

const PAGE: &str = "<html><head><style>p { color: red }</style></head><body><p>You don't need much to feel at home. \
    A linen towel, a wooden spoon and a warm cup will do. We weave our stonewashed linen in a small mill, and it's soft \
    from the first day.</p><p>You can wash stonewashed linen at 40 degrees. Don't iron it: the creases are yours to keep. \
    If a seam gives way, we mend it. Your towel arrives wrapped in paper. We pack it by hand, and we'd like you to visit \
    us. Stonewashed linen lasts for years, if you let it dry in the shade.</p></body></html>";

#[tokio::test]
async fn a_voice_is_learned_from_a_page_and_products_are_pitched_with_reasons() {
    let provider = Provider::start(|_| Reply::quick());
    let (folder, cli) = shop(&provider, "m");
    let profile = cli.ok(&["profiles"]).json()[0]["id"].as_str().unwrap().to_owned();
    let window = Window::open_at(folder.path()).await;
    let mut findings = Vec::new();
    window.go("#/briefs?tab=voices").await;
    window.click("button", "New voice").await;
    window.named("textbox", "Name").await.send_keys("House").await.unwrap();
    window.click("radio", "Learn").await;
    window.named("textbox", "Text 1 to learn from").await.send_keys(PAGE).await.unwrap();
    window.click("button", "Read them").await;
    window.shows("Take all of it", SOON).await;
    window.shows("stonewashed linen", SOON).await;
    assert_eq!(provider.requests(), 0, "nothing is sent");
    picture(&window, "voice-learned").await;
    axe(&window, "voice", &mut findings).await;
    window.click("button", "Take all of it").await;
    window.click("button", "Save").await;
    window.click("radio", "Versions").await;
    window.shows("Version 1", SOON).await;
    picture(&window, "voice-saved").await;

    window.go(&format!("#/profiles/{profile}?tab=products")).await;
    window.shows("BM25F", SOON).await;
    window.shows("yoga", SOON).await;
    picture(&window, "pitch").await;
    axe(&window, "pitch", &mut findings).await;
    window.click("radio", "中").await;
    window.shows("按词和字对的 BM25F", SOON).await;
    picture(&window, "pitch-zh").await;
    assert!(findings.is_empty(), "{}", findings.join("\n\n"));
    window.close().await;
}

const EMAIL: &str = r#"{"subject":"Two heights in one pillow","preheader":"Turn it over and it is lower.","body":"Hello <b>there</b> & welcome.\n\nTurn it over and it is lower.","call_to_action":"See both sides"}"#;

#[tokio::test]
async fn a_brief_is_tried_and_an_email_goes_out_with_its_footer() {
    let provider = Provider::start(|_| Reply::answer(EMAIL));
    let (folder, cli) = shop(&provider, "m");
    let id = drafted(&cli, "email", "HM-1042")["draft"].as_str().unwrap().to_owned();
    cli.ok(&["approve", &id, "--waive", "The platform adds the footer."]);
    let file = cli.path("email.html");
    let target = copydesk_tests::cli::text(&file);
    let refused = cli.run(&["export", target, "--email", &id]).error();
    assert_eq!(refused["code"], json!("footer_missing"), "{refused}");

    let window = Window::open_at(folder.path()).await;
    window.go("#/settings/shop").await;
    window.named("textbox", "Name of the shop").await.send_keys("Example shop").await.unwrap();
    window.named("textbox", "Postal address").await.send_keys("1 Example Street, Testville").await.unwrap();
    window.named("textbox", "Unsubscribe address").await.send_keys("https://shop.example/leave").await.unwrap();
    window.click("button", "Save").await;
    window.go(&format!("#/desk/{id}")).await;
    window.click("radio", "Preview").await;
    window.shows("In the inbox", SOON).await;
    picture(&window, "email-with-footer").await;
    let asked = provider.requests();
    window.go("#/briefs").await;
    window.click("radio", "Try").await;
    choose(&window, "Where it is written", "Loopback").await;
    let pillow =
        "[...document.querySelectorAll('label')].find(one => one.innerText.includes('Memory Foam Pillow')).click()";
    window.shows("Memory Foam Pillow", SOON).await;
    window.client.execute(pillow, vec![]).await.unwrap();
    window.shows("Products, 1 of at most", SOON).await;
    window.press(&[&['t']]).await;
    window.shows("1 of 1 answered", SOON).await;
    assert_eq!(provider.requests(), asked + 1);
    picture(&window, "bench").await;
    let axe = window.axe().await;
    assert!(axe.is_empty(), "{axe:?}");
    window.close().await;

    assert_eq!(drafts(&cli).await.as_array().unwrap().len(), 1, "a trial stores nothing");
    cli.ok(&["export", target, "--email", &id]);
    let html = std::fs::read_to_string(&file).unwrap();
    let plain = std::fs::read_to_string(file.with_extension("txt")).unwrap();
    // the template's escaping writes a slash as a character reference, which a reader's program turns back
    let html = html.replace("&#x2f;", "/");
    for words in ["1 Example Street, Testville", "https://shop.example/leave"] {
        assert!(html.contains(words) && plain.contains(words), "{words}: {html}");
    }
    assert!(html.contains("Hello &lt;b&gt;there&lt;/b&gt; &amp; welcome"), "{html}");
}

#[tokio::test]
async fn voices_parts_recommendations_and_the_shop_are_there() {
    let window = Window::open().await;
    window.named("button", "Draft copy for Memory Foam Pillow").await;
    let mut findings = Vec::new();
    for (screen, words) in [
        ("briefs?tab=voices", "voice"),
        ("briefs?tab=parts", "part"),
        ("settings/shop", "Postal address"),
        ("desk?generate=1", "What to write"),
        ("export", "Channel"),
    ] {
        window.go(&format!("#/{screen}")).await;
        window.shows(words, SOON).await;
        tokio::time::sleep(Duration::from_millis(400)).await;
        picture(&window, &screen.replace(['/', '?', '='], "-")).await;
        axe(&window, screen, &mut findings).await;
    }
    assert!(findings.is_empty(), "{}", findings.join("\n\n"));
    window.close().await;
}
