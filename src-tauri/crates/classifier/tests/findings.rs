//! What a finding says.

#![allow(clippy::unwrap_used)]

use copydesk_classifier::{About, MAGIC, Model, findings, suspicions};
use copydesk_domain::{Level, Market, place::Place};

const CLAIM: &str = "A mug with a blue rim. Nine out of ten dentists tell their patients to switch to our brush.";

#[test]
fn it_asks_and_says_why() {
    let markets = [Market::Us];
    let about = About { markets: &markets, chat: false };
    let found = findings(&Place::plain(CLAIM), &about, &[]);
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert!(finding.rule.starts_with("learned."));
    assert_eq!(finding.level, Level::Evidence);
    assert!(finding.start >= 23, "{finding:?}");
    let words = finding.words.clone().unwrap();
    for said in [&words.name, &words.basis, &words.message, &words.suggestion] {
        assert!(!said.en.is_empty() && !said.zh.is_empty());
        assert!(!said.en.contains('{') && !said.zh.contains('{'), "{said:?}");
    }
    assert!(words.message.en.contains(&Model::shipped().sentences().to_string()));
    assert_eq!(finding.message, words.message.en);
    assert!(findings(&Place::plain(CLAIM), &about, &found).is_empty());
}

#[test]
fn each_family_has_something_to_say() {
    let texts = include_str!("../../../../assets/classifier/families.toml");
    for family in Model::shipped().families() {
        assert!(texts.contains(&format!("[family.{family}]")), "{family}");
    }
}

#[test]
fn the_shipped_weights_are_whole_and_others_are_refused() {
    assert!(Model::shipped().sentences() > 1000);
    let weights = include_bytes!("../../../../assets/classifier/weights.bin");
    for cut in [0, 3, 4, 9, 40, weights.len() / 2, weights.len() - 1] {
        assert!(Model::read(&weights[..cut]).is_none(), "{cut}");
    }
    assert!(Model::read(&[MAGIC.as_slice(), &[0xFF; 64]].concat()).is_none());
}

#[test]
fn nothing_is_said_about_nothing() {
    for text in ["", " ", "…", "。", "\n\n", "🎁", "12", "a"] {
        assert!(suspicions(text, &About::default()).is_empty(), "{text}");
    }
}
