//! What a rulebook promises, on small packs of its own.

#![allow(clippy::unwrap_used)]

use copydesk_domain::{Level, Market, place::Place};
use copydesk_rules::{About, Audience, CategoryId, Override, OwnRule, Pack, PackError, Rulebook, Setting};
use proptest::prelude::*;

const WORDS: &str = r#"name = { en = "n", zh = "名" }
basis = { en = "b", zh = "据" }
message = { en = "“{words}” is too much", zh = "“{words}”过头" }
suggestion = { en = "s", zh = "改" }
hits = ["a", "b"]
passes = ["c", "d"]
"#;

fn rule(id: &str, level: &str, fields: &str) -> String {
    format!("[[rule]]\nid = \"t.{id}\"\nlevel = \"{level}\"\n{WORDS}{fields}\n")
}

fn pack(head: &str, rules: &[String]) -> Pack {
    let text = format!(
        "id = \"t\"\nversion = \"2026-11-25\"\nname = {{ en = \"n\", zh = \"名\" }}\n{head}\n{}",
        rules.join("")
    );
    Pack::read("t.toml", &text).unwrap()
}

fn book(head: &str, rules: &[String]) -> Rulebook {
    Rulebook::new(vec![pack(head, rules)], &[], &[]).unwrap()
}

fn found(book: &Rulebook, text: &str, about: &About<'_>) -> Vec<String> {
    book.judge(text, about).into_iter().map(|hit| hit.text).collect()
}

#[test]
fn exceptions_and_conditions_stay_within_their_sentence() {
    let book = book(
        "",
        &[
            rule("best", "ban", "phrases = [\"best\", \"最佳\"]\nexcept = [\"best friend*\"]"),
            rule("quick", "ban", "phrases = [\"quick\"]\nonly_with = [\"cure*\"]\nunless = [\"glue\"]"),
        ],
    );
    let about = About::default();
    assert_eq!(found(&book, "The best gift. For your best friend.", &about), ["best"]);
    assert_eq!(found(&book, "This is 最 佳.", &about), ["最 佳"]);
    assert_eq!(found(&book, "A quick fix. It cures.", &about), Vec::<String>::new());
    assert_eq!(found(&book, "A quick cure. A quick cure of the glue.", &about), ["quick"]);
}

#[test]
fn facts_and_attributes_let_a_claim_pass() {
    let rules = [
        rule("hundred", "evidence", "phrases = [\"100% (cotton|silk)\"]\nunless_in_facts = true"),
        rule("off", "ban", "phrases = [\"{number}% off\"]\nneeds_fact = [\"lowest price 30 days|30天最低价\"]"),
    ];
    let book = book("", &rules);
    let text = "100% cotton and 100% silk, now 20% off.";
    assert_eq!(found(&book, text, &About::default()), ["100% cotton", "100% silk", "20% off"]);
    let attributes = [("Lowest price in 30 days".to_owned(), "19.90".to_owned())];
    let about = About { facts: "Fabric: 100 % Cotton", attributes: &attributes, ..About::default() };
    assert_eq!(found(&book, text, &about), ["100% silk"]);
    let empty = [("30天最低价".to_owned(), " ".to_owned())];
    assert_eq!(found(&book, "20% off", &About { attributes: &empty, ..About::default() }).len(), 1);
}

#[test]
fn market_category_and_audience_decide_what_applies() {
    let head = "markets = [\"us\"]\ncategories = [\"food\"]\nwhere = [\"advert\"]";
    let book = book(head, &[rule("x", "ban", "phrases = [\"x\"]")]);
    let food = [CategoryId::from("food")];
    let about = About { markets: &[Market::Us, Market::Eu], categories: &food, ..About::default() };
    assert_eq!(book.judge("x", &about).len(), 1);
    assert!(book.judge("x", &About { markets: &[Market::Eu], ..about }).is_empty());
    assert!(book.judge("x", &About { categories: &[], ..about }).is_empty());
    assert!(book.judge("x", &About { audience: Audience::Chat, ..about }).is_empty());
    assert!(book.version(&about).starts_with("t@2026-11-25 #"));
    assert!(book.version(&About { markets: &[Market::Eu], ..about }).starts_with('#'));
}

#[test]
fn an_absence_is_found_once_in_all_places_together() {
    let rules = [rule("line", "ban", "requires = [\"not a medicine\"]\nwhen = [\"vitamin*\"]")];
    let book = book("", &rules);
    let places = [Place::plain("Daily care."), Place::plain("Vitamins for you.")];
    let findings = book.findings(&places, &About::default());
    assert_eq!(findings.len(), 1);
    assert_eq!((findings[0].start, findings[0].end), (0, 8));
    let told = [places[0].clone(), places[1].clone(), Place::plain("Not a medicine.")];
    assert!(book.findings(&told, &About::default()).is_empty());
}

#[test]
fn a_finding_says_the_words_in_both_languages() {
    let book = book("", &[rule("best", "ban", "phrases = [\"best\"]")]);
    let findings = book.findings(&[Place::plain("é the BEST")], &About::default());
    let finding = &findings[0];
    assert_eq!((finding.start, finding.end, finding.text.as_str()), (6, 10, "BEST"));
    assert_eq!(finding.message, "“BEST” is too much");
    assert_eq!(finding.words.as_ref().unwrap().message.zh, "“BEST”过头");
    assert_eq!(finding.basis, "b");
}

#[test]
fn a_shop_sets_levels_and_adds_rules() {
    let pack = pack("", &[rule("a", "ban", "phrases = [\"aa\"]"), rule("b", "ban", "phrases = [\"bb\"]")]);
    let set = |target: &str, set| Override { target: target.to_owned(), set, reason: "because".to_owned() };
    let overrides = [set("t.b", Setting::Level(Level::Advice)), set("t", Setting::Off), set("t.b", Setting::On)];
    let own = OwnRule {
        id: "own.cheap".to_owned(),
        level: Level::Caution,
        phrases: vec!["cheap*".to_owned()],
        message: "We do not say that".to_owned(),
        suggestion: String::new(),
    };
    let book = Rulebook::new(vec![pack.clone()], &overrides, std::slice::from_ref(&own)).unwrap();
    let hits = book.judge("aa bb cheapest", &About::default());
    let told: Vec<_> = hits.iter().map(|hit| (hit.rule.as_str(), hit.level)).collect();
    assert_eq!(told, [("t.b", Level::Advice), ("own.cheap", Level::Caution)]);
    let plain = Rulebook::new(vec![pack.clone()], &[], &[]).unwrap();
    assert_ne!(plain.version(&About::default()), book.version(&About::default()));
    let wrong = OwnRule { phrases: vec!["(a".to_owned()], ..own.clone() };
    assert!(matches!(Rulebook::new(vec![pack], &[], &[wrong]), Err(PackError::Phrase { .. })));
    let nameless = OwnRule { id: "cheap".to_owned(), ..own };
    assert!(matches!(Rulebook::new(vec![], &[], &[nameless]), Err(PackError::Field { .. })));
}

#[test]
fn a_wrong_pack_names_the_rule_and_the_field() {
    let text = format!(
        "id = \"t\"\nversion = \"2026-11-25\"\nname = {{ en = \"n\", zh = \"名\" }}\n{}",
        rule("a", "ban", "phrases = [\"{nowhere} x\"]")
    );
    let error = Pack::read("t.toml", &text).unwrap_err().to_string();
    assert_eq!(error, "t.toml, rule t.a, phrases, “{nowhere} x”: there is no list called nowhere");
    let error = Pack::read("t.toml", &text.replace("2026-11-25", "soon")).unwrap_err().to_string();
    assert!(error.starts_with("t.toml, rule t, version"), "{error}");
    assert!(matches!(Pack::read("t.toml", "id = 1"), Err(PackError::File { .. })));
}

fn shipped() -> &'static Rulebook {
    static BOOK: std::sync::OnceLock<Rulebook> = std::sync::OnceLock::new();
    BOOK.get_or_init(|| Rulebook::new(Pack::shipped().unwrap(), &[], &[]).unwrap())
}

fn fragment() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9 ,.!?;:'\"%()-]{0,30}",
        "\\PC{0,12}",
        prop::sample::select(vec![
            "clinically proven",
            "100% safe",
            "“I lost 10 pounds!” – Anna",
            "e.g. oil. ",
            "最 佳",
            "国家级",
            "。",
            "！",
            "\n",
            "? ",
            ". ",
            "; ",
            "the best. ",
            "cures cancer",
            "“",
            "”",
            "\u{200B}",
            "Free*",
            "No. 1 ",
            "eco-friendly",
            "–50 %",
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #[test]
    fn a_text_is_judged_as_its_sentences_are(parts in prop::collection::vec(fragment(), 0..12)) {
        // whole sentences, put behind one another, are judged alone and together
        let chunks: Vec<String> = parts.chunks(3).map(|part| format!("{}\n", part.concat())).collect();
        let about = About { markets: &Market::ALL, ..About::default() };
        let places = |text: &str, shift: usize| -> Vec<(String, std::ops::Range<usize>)> {
            let hits = shipped().judge(text, &about).into_iter().filter(|hit| !hit.range.is_empty());
            hits.map(|hit| (hit.rule, hit.range.start + shift..hit.range.end + shift)).collect()
        };
        let mut apart = Vec::new();
        let mut shift = 0;
        for chunk in &chunks {
            apart.extend(places(chunk, shift));
            shift += chunk.len();
        }
        prop_assert_eq!(places(&chunks.concat(), 0), apart);
    }

    #[test]
    fn every_hit_is_a_place_of_the_text(parts in prop::collection::vec(fragment(), 0..8)) {
        let text = parts.concat();
        let about = About { markets: &Market::ALL, ..About::default() };
        for hit in shipped().judge(&text, &about) {
            prop_assert_eq!(&text[hit.range.clone()], hit.text);
        }
    }
}

#[test]
fn traditional_characters_are_found_by_simplified_phrases() {
    let book = Rulebook::new(Pack::shipped().unwrap(), &[], &[]).unwrap();
    let about = About { markets: &[Market::Cn], ..About::default() };
    for (text, words) in [
        ("國家級的工藝。", "國家級"),
        ("本週給您最優惠的價格。", "最優"),
        ("這款枕頭療效看得見。", "療效"),
        ("銷量第一，限時搶購。", "銷量第一"),
    ] {
        let found = book.judge(text, &about);
        assert!(
            found.iter().any(|hit| hit.text.contains(words) && text[hit.range.clone()] == *hit.text),
            "{text} {found:?}"
        );
    }
}
