//! Channels on the command line: lengths, fields, recommendations, what is refused, what is taken out.

use copydesk_tests::{
    cli::{Cli, text},
    provider::{Provider, Reply},
};
use serde_json::{Value, json};

/// A workspace with the sample shop and a provider on loopback named “Answers”, which answers as told.
fn shop(answer: impl Fn(&str) -> String + Send + Sync + 'static) -> (Cli, Provider) {
    let provider = Provider::start(move |asked| Reply::answer(&answer(&asked.prompt)));
    let cli = Cli::default();
    cli.ok(&["init", "--sample"]);
    let base = provider.base_url();
    cli.ok(&["providers", "add", "Answers", "--protocol", "openai-chat", "--base-url", &base, "--model", "m"]);
    (cli, provider)
}

fn generate(cli: &Cli, channel: &str) -> Value {
    let lines = cli.ok(&["generate", "--channel", channel, "--sku", "HM-1042", "--provider", "Answers"]).lines();
    assert_eq!(lines.len(), 1);
    lines[0].clone()
}

const POST: &str = r##"{"hook":"Two heights in one pillow.","text":"Turn it over and it is 2 cm lower.","call_to_action":"See both sides.","hashtags":["#sleep"]}"##;

#[test]
fn every_hard_limit_names_its_source_and_date() {
    let channels = Cli::default().ok(&["channels"]).json();
    let channels = channels.as_array().unwrap();
    let ids: Vec<_> = channels.iter().map(|channel| channel["id"].as_str().unwrap()).collect();
    for id in
        ["product-page", "x", "instagram", "xiaohongshu", "email", "google-rsa", "sms", "amazon", "taobao", "dialogue"]
    {
        assert!(ids.contains(&id), "{id}");
    }
    let fields = channels.iter().flat_map(|channel| channel["fields"].as_array().unwrap());
    let limits: Vec<&Value> = fields.flat_map(|field| field["limits"].as_array().unwrap()).collect();
    assert!(limits.len() > 40);
    for limit in limits {
        assert!(["hard", "truncated", "advice"].contains(&limit["kind"].as_str().unwrap()));
        assert!(limit["value"].is_u64() && limit["unit"].is_string(), "{limit}");
        assert!(!limit["source"].as_str().unwrap().is_empty() && limit["date"].as_str().unwrap().len() >= 4, "{limit}");
    }
}

#[test]
fn texts_are_counted_as_their_platforms_do() {
    let cli = Cli::default();
    let count = |channel: &str, field: &str, said: &str| {
        let file = cli.file("copy.txt", said);
        let answer = cli.ok(&["count", "--channel", channel, "--field", field, text(&file)]).json();
        (answer["length"].as_u64().unwrap(), answer["unit"].as_str().unwrap().to_owned(), answer["ok"] == json!(true))
    };
    let of = |length, unit: &str, ok| (length, unit.to_owned(), ok);
    assert_eq!(count("x", "text", "Look: https://shop.example.com/a/very/long/path 枕头"), of(34, "weighted", true));
    assert_eq!(count("x", "text", &"枕".repeat(141)), of(282, "weighted", false));
    assert_eq!(count("x", "text", ""), of(0, "weighted", false));
    assert_eq!(count("xiaohongshu", "title", "OOTD穿搭分享"), of(6, "xhs_units", true));
    assert_eq!(count("xiaohongshu", "title", &"枕".repeat(21)), of(21, "xhs_units", false));
    assert_eq!(count("taobao", "title", "乳胶枕 40cm"), of(11, "gbk_bytes", true));
    assert_eq!(count("google-rsa", "headline", "Two Heights, One Pillow, 30 ch"), of(30, "double_width", true));
    assert_eq!(
        count("google-rsa", "headlines", "A pillow\nThis headline is longer than it may be"),
        of(38, "double_width", false)
    );
    assert_eq!(count("sms", "text", &"x".repeat(160)).0, 1);
    assert_eq!(count("sms", "text", &"x".repeat(161)).0, 2);
    assert_eq!(count("sms", "text", &format!("{}“", "x".repeat(70))).0, 2, "one curly quote makes 70 the most");
}

#[test]
fn an_unknown_channel_or_field_is_told_with_those_that_there_are() {
    let cli = Cli::default();
    let file = cli.file("copy.txt", "Soft");
    let channel = cli.run(&["count", "--channel", "fax", "--field", "text", text(&file)]);
    assert_eq!((channel.code, channel.error()["code"].as_str().unwrap()), (1, "unknown_channel"));
    assert!(channel.error()["message"].as_str().unwrap().contains("xiaohongshu"));
    let field = cli.run(&["count", "--channel", "x", "--field", "titel", text(&file)]).error();
    assert_eq!(field["code"], json!("unknown_field"));
    assert!(field["message"].as_str().unwrap().contains("hashtags"));
}

#[test]
fn cases_published_by_the_platforms_are_counted_alike() {
    let Ok(cases) = std::fs::read(copydesk_tests::binaries::repository().join("../shared/data/xhs_title_vectors.json"))
    else {
        eprintln!("skipped: the published cases are not here");
        return;
    };
    let cli = Cli::default();
    for case in serde_json::from_slice::<Value>(&cases).unwrap()["cases"].as_array().unwrap() {
        let file = cli.file("title.txt", case[0].as_str().unwrap());
        let answer = cli.ok(&["count", "--channel", "xiaohongshu", "--field", "title", text(&file)]).json();
        assert_eq!(answer["length"], case[1], "{case}");
    }
}

#[test]
fn products_are_recommended_with_the_facts_that_met_the_interests() {
    let cli = Cli::default();
    cli.ok(&["init", "--sample"]);
    let profile = "Yoga, meditation, healthy living";
    let found = cli.ok(&["recommend", "--profile", profile, "--top", "5"]).json();
    let rows = found.as_array().unwrap();
    assert!((1..=5).contains(&rows.len()));
    let products = cli.ok(&["products"]).json();
    let score = |row: &Value| row["score"].as_f64().unwrap();
    assert!(rows.windows(2).all(|pair| score(&pair[0]) >= score(&pair[1])), "in order");
    for row in rows {
        let product = products.as_array().unwrap().iter().find(|product| product["sku"] == row["sku"]).unwrap();
        let reasons = row["reasons"].as_array().unwrap();
        assert!(!reasons.is_empty());
        for reason in reasons {
            let (interest, fact) = (reason["interest"].as_str().unwrap(), reason["fact"].as_str().unwrap());
            assert!(profile.to_lowercase().contains(&interest.to_lowercase()), "{interest}");
            assert!(product.to_string().contains(&fact.replace('"', "\\\"")), "{fact} is no fact of {product}");
        }
    }
    let sku = rows[0]["sku"].as_str().unwrap();
    let profiles = cli.ok(&["recommend", "--sku", sku, "--top", "10"]).json();
    assert!(profiles.as_array().unwrap().iter().any(|row| row["profile"] == json!(profile)));
    let unknown = cli.run(&["recommend", "--profile", "Nobody"]);
    assert_eq!((unknown.code, unknown.error()["code"].as_str().unwrap()), (1, "not_found"));
}

#[test]
fn one_message_is_written_over_the_recommended_products() {
    let said = r#"{"title":"For your mat","text":"Two things that fit.","items":["Mat: cork","Block: cork"],"call_to_action":"See them."}"#;
    let (cli, _provider) = shop(move |_| said.to_owned());
    let profile = "Yoga, meditation, healthy living";
    let found = cli.ok(&["recommend", "--profile", profile, "--top", "2"]).json();
    let message = ["recommend", "--profile", profile, "--top", "2", "--message", "--provider", "Answers"];
    let line = cli.ok(&message).lines().remove(0);
    assert_eq!((&line["channel"], &line["fields"]["title"]), (&json!("recommendation"), &json!("For your mat")));
    for row in found.as_array().unwrap() {
        let name = row["product"].as_str().unwrap();
        assert!(line["prompt"].as_str().unwrap().contains(name), "{name} is not in the prompt");
    }
}

#[test]
fn the_built_in_model_answers_in_the_fields_of_its_channel() {
    let cli = Cli::default();
    cli.ok(&["init", "--sample"]);
    let generate = ["generate", "--channel", "sms", "--sku", "HM-1042", "--seed", "7"];
    let line = cli.ok(&generate).lines().remove(0);
    assert_eq!((&line["channel"], &line["malformed"]), (&json!("sms"), &Value::Null));
    let said = line["fields"]["text"].as_str().unwrap();
    assert!(!said.trim().is_empty());
    assert_eq!(line["text"].as_str().unwrap(), said);
    assert_eq!(cli.ok(&generate).lines()[0]["fields"], line["fields"], "a seed reproduces a draft");
}

#[test]
fn a_server_s_answer_is_read_strictly_mended_once_and_kept_when_it_cannot_be() {
    let (cli, provider) = shop(|prompt| {
        let again = prompt.contains("Answer again");
        if again { POST.to_owned() } else { "Here is your post: soft!".to_owned() }
    });
    let line = generate(&cli, "x");
    assert_eq!(line["fields"], serde_json::from_str::<Value>(POST).unwrap());
    assert_eq!((&line["malformed"], provider.requests()), (&Value::Null, 2));

    let (cli, provider) = shop(|_| "Sorry, no JSON today.".to_owned());
    let line = generate(&cli, "x");
    assert_eq!((&line["fields"], &line["text"]), (&Value::Null, &json!("Sorry, no JSON today.")));
    assert!(line["malformed"].as_str().unwrap().contains("JSON"), "{line}");
    assert_eq!(provider.requests(), 2, "one attempt at repair");
    let id = line["draft"].as_str().unwrap();
    let refused = cli.run(&["approve", id]);
    assert_eq!((refused.code, refused.error()["code"].as_str().unwrap()), (1, "malformed"));
    let file = cli.file("fields.json", POST);
    cli.ok(&["edit", id, "--fields-file", text(&file)]);
    cli.ok(&["approve", id]);
}

#[test]
fn what_a_platform_refuses_is_neither_approved_nor_exported() {
    let (cli, _provider) = shop(|_| POST.to_owned());
    let id = generate(&cli, "x")["draft"].as_str().unwrap().to_owned();
    let long = POST.replace("Turn it over", &"Turn it over and over ".repeat(15));
    let file = cli.file("fields.json", &long);
    cli.ok(&["edit", &id, "--fields-file", text(&file)]);
    let refused = cli.run(&["approve", &id]).error();
    assert_eq!(refused["code"], json!("banned"));
    assert!(refused["message"].as_str().unwrap().contains("280"), "{refused}");

    let target = cli.path("posts.xlsx");
    let refused = cli.run(&["export", text(&target), "--status", "all", "--channel", "x"]);
    assert_eq!((refused.code, refused.error()["code"].as_str().unwrap()), (1, "limit_refused"));
    let message = refused.error()["message"].as_str().unwrap().to_owned();
    assert!(message.contains("280") && message.contains("HM-1042"), "{message}");
    let cell = message.split_whitespace().any(|word| {
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
        !letters.is_empty() && letters.chars().all(|c| c.is_ascii_uppercase()) && word.ends_with('2')
    });
    assert!(cell, "names the cell: {message}");
    assert!(!target.exists(), "nothing was written");

    let file = cli.file("fields.json", POST);
    cli.ok(&["edit", &id, "--fields-file", text(&file)]);
    cli.ok(&["approve", &id]);
    let csv = cli.path("posts.csv");
    cli.ok(&["export", text(&csv), "--channel", "x", "--columns", "sku,copy"]);
    let written = std::fs::read_to_string(&csv).unwrap();
    let (head, row) = written.split_once("\r\n").unwrap();
    assert!(
        head.contains("Hashtags 1") && row.contains("Two heights in one pillow.") && row.contains("#sleep"),
        "{written}"
    );
}

const TALK: &str = r#"{"subject":"Returns","turns":[
    {"speaker":"customer","text":"Can it be washed?","basis":[],"ask_person":false},
    {"speaker":"agent","text":"I will ask a colleague and write to you.","basis":[],"ask_person":true},
    {"speaker":"customer","text":"And what is it called?","basis":[],"ask_person":false},
    {"speaker":"agent","text":"It is in the name.","basis":["Name"],"ask_person":false}]}"#;

#[test]
fn a_conversation_is_data_promises_nothing_new_and_goes_out_in_three_forms() {
    let (cli, _provider) = shop(|_| TALK.to_owned());
    let generate =
        ["generate", "--channel", "dialogue", "--sku", "HM-1042", "--provider", "Answers", "--var", "subject=returns"];
    let line = cli.ok(&generate).lines().remove(0);
    assert!(line["prompt"].as_str().unwrap().contains("The customer asks about: returns."), "the subject is asked for");
    let turns = line["fields"]["turns"].as_array().unwrap();
    let speakers: Vec<_> = turns.iter().map(|turn| turn["speaker"].as_str().unwrap()).collect();
    assert_eq!(speakers, ["customer", "agent", "customer", "agent"]);
    assert_eq!(turns[1]["ask_person"], json!(true));

    let id = line["draft"].as_str().unwrap();
    for (from, to) in [("It is in the name.", "It comes with a 77-year warranty."), ("[\"Name\"]", "[\"Warranty\"]")] {
        let file = cli.file("fields.json", TALK.replace(from, to));
        cli.ok(&["edit", id, "--fields-file", text(&file)]);
        assert_eq!(cli.run(&["approve", id]).error()["code"], json!("banned"), "{to}");
    }
    let file = cli.file("fields.json", TALK);
    cli.ok(&["edit", id, "--fields-file", text(&file)]);
    cli.ok(&["approve", id]);
    for (format, name, wanted) in [
        ("macro", "macro.csv", "It is in the name."),
        ("faq", "faq.csv", "And what is it called?"),
        ("training", "training.jsonl", "\"role\":\"assistant\""),
    ] {
        let target = cli.path(name);
        cli.ok(&["export", text(&target), "--dialogues", format]);
        let written = std::fs::read_to_string(&target).unwrap();
        assert!(written.contains(wanted), "{format}: {written}");
    }
    let training = std::fs::read_to_string(cli.path("training.jsonl")).unwrap();
    assert!(training.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
}

#[test]
fn an_approved_draft_is_said_in_another_language_and_held_against_its_source() {
    let (cli, provider) = shop(|prompt| {
        let german = r##"{"hook":"Zwei Höhen in einem Kissen.","text":"Umgedreht ist es 3 cm niedriger.","call_to_action":"Beide Seiten ansehen.","hashtags":["#schlaf"]}"##;
        if prompt.contains("“de”") { german.to_owned() } else { POST.to_owned() }
    });
    let id = generate(&cli, "x")["draft"].as_str().unwrap().to_owned();
    let localise = ["localise", &id, "--language", "de", "--provider", "Answers"];
    assert_eq!(cli.run(&localise).error()["code"], json!("not_approved"));
    cli.ok(&["approve", &id]);
    let before = provider.requests();
    let line = cli.ok(&localise).lines().remove(0);
    assert_eq!(provider.requests(), before + 1);
    assert_eq!(line["fields"]["hook"], json!("Zwei Höhen in einem Kissen."));
    let refused = cli.run(&["approve", line["draft"].as_str().unwrap()]).error();
    assert_eq!(refused["code"], json!("banned"));
    assert!(refused["message"].as_str().unwrap().contains("3 cm"), "a number that the source has not: {refused}");
}
