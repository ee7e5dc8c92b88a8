#![allow(clippy::unwrap_used)]
use super::*;
use crate::fixtures::{channel, field, list, seen, values};
use copydesk_domain::FieldValue;

const ENGLISH: &str = "Wake up rested. Our organic buckwheat pillow keeps your neck in line all night.";
const GERMAN: &str = "Wachen Sie erholt auf: Unser Buchweizenkissen stützt den Nacken die ganze Nacht.";
const FRENCH: &str = "Réveillez-vous reposé grâce à notre oreiller en sarrasin bio, pour des nuits plus douces.";
const SIMPLIFIED: &str = "天然乳胶枕，让您的颈椎整夜轻松，还有三十天无理由退货";
const TRADITIONAL: &str = "天然乳膠枕，讓您的頸椎整夜輕鬆，還有三十天無理由退貨";
const JAPANESE: &str = "天然ラテックスの枕で、首を一晩中やさしく支えます。";

fn guess(text: &str) -> (String, bool) {
    let guess = language_of(text).unwrap();
    (guess.tag, guess.reliable)
}

fn wrong(expected: &str, text: &str, keep: &[&str]) -> Option<String> {
    let values = [("body".to_owned(), FieldValue::Text(text.to_owned()))].into();
    let keep: Vec<String> = keep.iter().map(|name| (*name).to_owned()).collect();
    let findings = language_finding(expected, &channel(vec![field("body", vec![])]), &values, &keep);
    findings.first().map(|finding| finding.params["found"].clone())
}

#[test]
fn the_language_of_shop_copy_is_told() {
    for (text, tag) in [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (FRENCH, "fr"),
        (SIMPLIFIED, "zh-CN"),
        (TRADITIONAL, "zh-TW"),
        (JAPANESE, "ja"),
        ("천연 라텍스 베개로 편안한 밤을 보내세요", "ko"),
    ] {
        assert_eq!(guess(text), (tag.to_owned(), true), "{text}");
    }
    assert_eq!(language_of("123 !?"), None);
}

#[test]
fn a_text_in_the_language_asked_for_has_no_finding() {
    for (expected, text) in [
        ("en", ENGLISH),
        ("en-GB", ENGLISH),
        ("de", GERMAN),
        ("fr-CA", FRENCH),
        ("zh-CN", SIMPLIFIED),
        ("zh-Hant", TRADITIONAL),
        ("zh", TRADITIONAL),
        ("ja", JAPANESE),
    ] {
        assert_eq!(wrong(expected, text, &[]), None, "{text}");
    }
}

#[test]
fn a_text_in_another_language_is_marked() {
    for (expected, text, found) in [
        ("de", ENGLISH, "en"),
        ("en", GERMAN, "de"),
        ("en", FRENCH, "fr"),
        ("en", SIMPLIFIED, "zh-CN"),
        ("zh-CN", ENGLISH, "en"),
        ("zh-CN", TRADITIONAL, "zh-TW"),
        ("zh-TW", SIMPLIFIED, "zh-CN"),
        ("zh-CN", JAPANESE, "ja"),
        ("ja", SIMPLIFIED, "zh-CN"),
    ] {
        assert_eq!(wrong(expected, text, &[]).as_deref(), Some(found), "{text}");
    }
}

#[test]
fn a_chinese_text_with_an_english_brand_is_chinese() {
    assert_eq!(wrong("zh-CN", "Fell & Fern CloudRest 天然乳胶枕，让您整夜轻松好眠", &[]), None);
    assert_eq!(wrong("zh-CN", "CloudRest Signature 乳胶枕头", &["CloudRest Signature"]), None);
}

#[test]
fn short_texts_are_not_judged() {
    for text in ["Soft pillow", "Shop now", "乳胶枕", "SALE", "Neu!"] {
        assert_eq!(wrong("fr", text, &[]), None, "{text}");
    }
}

#[test]
fn short_english_copy_is_never_taken_for_another_language() {
    for text in [
        "Soft natural latex pillow for side sleepers",
        "Handmade ceramic mug, dishwasher safe, 350 ml",
        "Breathable cotton sheets",
        "Bamboo cutting board set",
        "Your cart misses you. Come back for 10% off.",
        "New arrivals: linen shirts, canvas sneakers, denim jackets",
        "Organic cotton tote bag with leather handles",
        "Stainless steel insulated water bottle",
        "Vegan leather crossbody bag, adjustable strap",
    ] {
        assert_eq!(wrong("en", text, &[]), None, "{text}");
    }
}

#[test]
fn links_hashtags_merge_tags_and_names_are_left_out() {
    assert_eq!(
        wrong("zh", "好枕 https://shop.example/the-most-wonderful-pillow-of-all-time #naturalsleeping", &[]),
        None
    );
    assert_eq!(
        wrong("de", "{% if first_name_of_the_customer %}{{ first_name_of_the_customer }}{% endif %} Hallo", &[]),
        None
    );
    assert_eq!(
        wrong("de", "The Wonderful Pillow Company of London", &["the wonderful pillow company of london"]),
        None
    );
    assert_eq!(leave_out::prose("看这里https://a.example/b谢谢 #好物分享#真的 @shop", &[]), "看这里 谢谢  真的  ");
}

#[test]
fn languages_that_cannot_be_told_are_not_judged() {
    assert_eq!(wrong("is", ENGLISH, &[]), None);
    assert_eq!(wrong("", ENGLISH, &[]), None);
    assert!(agrees("nb-NO", "da"));
}

#[test]
fn every_entry_is_judged_by_itself() {
    let channel = channel(vec![list("bullets", vec![])]);
    let values = values(&format!(r#"{{"bullets":["{ENGLISH}","{GERMAN}"]}}"#));
    let findings = language_finding("en", &channel, &values, &[]);
    assert_eq!(seen(&findings), [("language.wrong", "bullets", GERMAN)]);
    assert_eq!((findings[0].part, findings[0].level), (Some(1), Level::Caution));
}
