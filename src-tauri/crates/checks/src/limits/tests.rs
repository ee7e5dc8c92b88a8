#![allow(clippy::unwrap_used)]
use super::*;
use crate::fixtures::{channel, field, limit, list, seen, values};
use LimitKind::{Advice, Hard, Truncated};
use copydesk_domain::channel::FieldRule;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

fn ruled(mut field: ChannelField, rule: &str) -> Channel {
    let rule = format!(r#"{{{rule},"source":"help.example","date":"2026-11"}}"#);
    field.rules = vec![serde_json::from_str::<FieldRule>(&rule).unwrap()];
    channel(vec![field])
}

#[test]
fn what_passes_each_kind_of_limit_is_marked_with_its_source() {
    let limits = vec![
        limit(Hard, 12, Unit::Characters),
        limit(Truncated, 8, Unit::Characters),
        limit(Advice, 4, Unit::Characters),
    ];
    let channel = channel(vec![field("title", limits)]);
    let findings = limit_findings(&channel, &values(r#"{"title":"Soft warm pillow"}"#));
    let wanted = [
        ("limit.hard", "title", "llow"),
        ("limit.truncated", "title", "m pillow"),
        ("limit.advice", "title", " warm pillow"),
    ];
    assert_eq!(seen(&findings), wanted);
    let hard = &findings[0];
    assert_eq!((hard.level, hard.start, hard.end, hard.part), (Level::Ban, 12, 16, None));
    assert_eq!(hard.basis, "help.example (2026-11)");
    assert_eq!((hard.params["length"].as_str(), hard.params["limit"].as_str()), ("16", "12"));
    assert_eq!(hard.message, "“The title” has 16 characters, and the limit is 12: the platform refuses it.");
    assert_eq!(hard.suggestion, "Take away 4 characters.");
    assert!(findings[1..].iter().all(|finding| finding.level == Level::Advice));
}

#[test]
fn a_text_within_its_limits_has_no_findings() {
    let channel = channel(vec![field("title", vec![limit(Hard, 4, Unit::Characters)])]);
    assert_eq!(limit_findings(&channel, &values(r#"{"title":"Soft"}"#)), []);
}

#[test]
fn what_is_too_short_is_marked_as_a_whole() {
    let mut bullets = limit(Hard, 255, Unit::Characters);
    bullets.min = Some(10);
    let channel = channel(vec![list("bullets", vec![bullets])]);
    let findings = limit_findings(&channel, &values(r#"{"bullets":["Soft","Warm all night"]}"#));
    assert_eq!(seen(&findings), [("limit.hard", "bullets", "Soft")]);
    assert_eq!((findings[0].part, findings[0].params["side"].as_str()), (Some(0), "short"));
}

#[test]
fn a_missing_field_is_named_and_one_that_is_not_required_is_not() {
    let mut subtitle = field("subtitle", vec![]);
    subtitle.required = false;
    let channel = channel(vec![field("title", vec![]), subtitle]);
    let findings = limit_findings(&channel, &values(r#"{"title":" "}"#));
    assert_eq!(seen(&findings), [("field.missing", "title", "")]);
    assert_eq!(findings[0].level, Level::Ban);
}

#[test]
fn a_list_has_too_many_or_too_few_entries() {
    let mut entries = limit(Hard, 3, Unit::Items);
    entries.min = Some(2);
    let strict = channel(vec![list("headlines", vec![entries.clone()])]);
    let findings = limit_findings(&strict, &values(r#"{"headlines":["a","b","c","d"]}"#));
    assert_eq!(seen(&findings), [("limit.items", "headlines", "d")]);
    assert_eq!((findings[0].part, findings[0].level), (Some(3), Level::Ban));
    let findings = limit_findings(&strict, &values(r#"{"headlines":["a"]}"#));
    assert_eq!((findings[0].part, findings[0].params["limit"].as_str()), (None, "2"));
    entries.kind = Advice;
    let mild = channel(vec![list("headlines", vec![entries])]);
    assert_eq!(limit_findings(&mild, &values(r#"{"headlines":["a"]}"#))[0].level, Level::Advice);
    assert_eq!(limit_findings(&mild, &values(r#"{"headlines":["a","b"]}"#)), []);
}

#[test]
fn entries_that_are_too_long_together_are_marked_where_the_limit_is_passed() {
    let mut together = limit(Hard, 6, Unit::Characters);
    together.together = true;
    let channel = channel(vec![list("bullets", vec![together])]);
    let findings = limit_findings(&channel, &values(r#"{"bullets":["Soft","Warm","Big"]}"#));
    assert_eq!(seen(&findings), [("limit.hard", "bullets", "rm")]);
    assert_eq!((findings[0].part, findings[0].start), (Some(1), 2));
}

#[test]
fn a_whole_post_is_found_under_its_own_field() {
    let mut post = field("post", vec![limit(Hard, 10, Unit::Weighted)]);
    post.composed_of = vec!["text".into(), "tags".into()];
    let channel = channel(vec![field("text", vec![]), list("tags", vec![]), post]);
    let findings = limit_findings(&channel, &values(r##"{"text":"枕头","tags":["#soft","#warm"]}"##));
    assert_eq!(seen(&findings), [("limit.hard", "post", "t #warm")]);
}

#[test]
fn characters_that_are_refused_are_marked_run_by_run() {
    let channel = ruled(field("title", vec![]), r#""rule":"forbidden_characters","characters":"!$?_""#);
    let findings = limit_findings(&channel, &values(r#"{"title":"Soft!! For $5?"}"#));
    let wanted = [("!!", 4), ("$", 11), ("?", 13)];
    let marks: Vec<_> = findings.iter().map(|finding| (finding.text.as_str(), finding.start)).collect();
    assert_eq!(marks, wanted);
    assert_eq!(limit_findings(&channel, &values(r#"{"title":"Soft. For 5"}"#)), []);
}

#[test]
fn emoji_are_found_and_signs_are_not() {
    let channel = ruled(field("title", vec![]), r#""rule":"no_emoji""#);
    let findings = limit_findings(&channel, &values(r#"{"title":"枕头👨‍👩‍👧‍👦® 1"}"#));
    assert_eq!(seen(&findings), [("rule.emoji", "title", "👨‍👩‍👧‍👦")]);
    assert_eq!((findings[0].start, findings[0].end), (2, 9));
}

#[test]
fn a_word_more_than_twice_is_marked_where_it_is_too_much_and_small_words_are_not_counted() {
    let channel = ruled(field("title", vec![]), r#""rule":"word_repeat","most":2"#);
    let findings = limit_findings(&channel, &values(r#"{"title":"Pillow and pillow and PILLOW and bed"}"#));
    assert_eq!(seen(&findings), [("rule.word_repeat", "title", "PILLOW")]);
    assert_eq!(limit_findings(&channel, &values(r#"{"title":"枕枕枕枕 Pillow pillow"}"#)), []);
}

#[test]
fn entries_alike_but_for_case_and_spaces_are_one() {
    let channel = ruled(list("headlines", vec![]), r#""rule":"distinct""#);
    let findings = limit_findings(&channel, &values(r#"{"headlines":["Soft Pillow","Warm","soft  pillow "]}"#));
    assert_eq!((findings.len(), findings[0].part), (1, Some(2)));
    assert_eq!(findings[0].params["first"], "1");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn marks_stand_between_characters_and_hold_what_they_say(
        text in "[a-c!€枕é\u{301}😀👨\u{200d}👩🇮🇹 ]{1,40}",
        most in 0_u32..30,
    ) {
        let units = [
            Unit::Characters, Unit::Weighted, Unit::XhsUnits, Unit::GbkBytes, Unit::DoubleWidth, Unit::Segments,
        ];
        let mut title = field("title", units.map(|unit| limit(Hard, most, unit)).to_vec());
        title.rules = ruled(title.clone(), r#""rule":"no_emoji""#).fields[0].rules.clone();
        let values = [("title".to_owned(), copydesk_domain::FieldValue::Text(text.clone()))].into();
        let mut ends = vec![0];
        for cluster in text.graphemes(true) {
            ends.push(ends.last().unwrap() + u32::try_from(cluster.chars().count()).unwrap());
        }
        for finding in limit_findings(&channel(vec![title]), &values) {
            prop_assert!(ends.contains(&finding.start) && ends.contains(&finding.end), "{finding:?}");
            let marked: String = text.chars().skip(finding.start as usize).take((finding.end - finding.start) as usize).collect();
            prop_assert_eq!(marked, finding.text);
        }
    }
}
