//! What is masked comes back, whole or in pieces, and nothing of it is sent.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use copydesk_domain::{Message, PromptPayload, Role};
use copydesk_privacy::{Mask, PersonalKind, Restorer, SpecialKind, marked, mask_payload};
use proptest::prelude::*;

fn payload(texts: &[&str]) -> PromptPayload {
    PromptPayload {
        messages: texts.iter().map(|text| Message::new(Role::User, *text)).collect(),
        model: "m".into(),
        max_tokens: 10,
        temperature: 0.5,
        stop: Vec::new(),
        seed: None,
        schema: None,
        local_only: false,
        masked: true,
    }
}

#[test]
fn the_same_datum_has_the_same_placeholder_in_all_messages() {
    let payload = payload(&[
        "Customer: Anna Becker, anna@example.org",
        "Write to anna@example.org, Anna Becker likes tea. 王先生也喜欢，电话13812345678",
    ]);
    let (masked, mask) = mask_payload(&payload);
    assert_eq!(masked.messages[0].content, "Customer: ⟦NAME_1⟧, ⟦EMAIL_1⟧");
    assert_eq!(masked.messages[1].content, "Write to ⟦EMAIL_1⟧, ⟦NAME_1⟧ likes tea. ⟦NAME_2⟧先生也喜欢，电话⟦PHONE_1⟧");
    assert_eq!(mask.entries().len(), 4);
    assert_eq!(mask.entries()[1].kind, PersonalKind::Email);
    for (message, original) in masked.messages.iter().zip(&payload.messages) {
        assert_eq!(mask.restore(&message.content), original.content);
    }
}

#[test]
fn a_text_with_placeholders_of_its_own_comes_back_as_it_was() {
    for text in [
        "⟦EMAIL_1⟧ is not a@b.org",
        "[email_1] email 2 EMAIL-3 ⟦ EMAIL_4 a@b.org",
        "⟦⟦EMAIL_⟧ a@b.org1⟧",
        "NAME_01, Dear Anna",
        "(a@b.org) ⟦a@b.org⟧",
    ] {
        let mask = Mask::of(&[text], &[]);
        let masked = mask.apply(text);
        assert!(!masked.contains("a@b.org ") && !masked.contains("(a@b.org)"), "{masked}");
        assert_eq!(mask.restore(&masked), text, "{masked}");
    }
}

#[test]
fn small_damage_is_borne() {
    let mask = Mask::of(&["Dear Anna, a@b.org"], &[]);
    for damaged in [
        "⟦name_1⟧",
        "⟦ NAME_1 ⟧",
        "⟦NAME 1⟧",
        "[NAME_1]",
        "NAME_1",
        "⟦NAME_1",
        "NAME_1⟧",
        "⟦Name-1⟧",
        "【NAME_1】",
        "{NAME_1}",
    ] {
        assert_eq!(mask.restore(&format!("Hello {damaged}, hi")), "Hello Anna, hi", "{damaged}");
    }
    for other in ["NAME_2", "⟦NAME_12⟧", "FILENAME_1", "name 1", "NAME_1x", "⟦NAME⟧"] {
        assert_eq!(mask.restore(other), other);
    }
}

#[test]
fn what_is_known_is_masked_wherever_it_stands() {
    let text = "Zed likes hats, and so does 小龙女";
    let mask = Mask::of(&[text], &["Zed".into(), "小龙女".into(), "nobody".into()]);
    assert_eq!(mask.apply(text), "⟦NAME_1⟧ likes hats, and so does ⟦NAME_2⟧");
    assert_eq!(mask.restore(&mask.apply(text)), text);
}

#[test]
fn words_of_special_categories_are_marked_and_stay() {
    let payload = payload(&["For people with diabetes, write to a@b.org"]);
    let (masked, _) = mask_payload(&payload);
    assert_eq!(masked.messages[0].content, "For people with diabetes, write to ⟦EMAIL_1⟧");
    let kinds: Vec<_> = marked(&payload)[0].iter().map(|data| data.kind).collect();
    assert_eq!(kinds, [PersonalKind::SpecialCategory(SpecialKind::Health), PersonalKind::Email]);
}

#[test]
fn a_stream_never_shows_half_a_placeholder() {
    let mask = Mask::of(&["Dear Anna, a@b.org"], &[]);
    let mut restorer = Restorer::new(mask);
    assert_eq!(restorer.push("Hello ⟦NA"), "Hello ");
    assert_eq!(restorer.push("ME_1"), "");
    assert_eq!(restorer.push("⟧, write to ⟦EMAIL_1⟧!"), "Anna, write to a@b.org!");
    assert_eq!(restorer.push(" ⟦NAM"), " ");
    assert_eq!(restorer.finish(), "⟦NAM");
}

/// Texts with what is masked and what looks like a placeholder.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("a@b.org".to_owned()),
        Just("Dear Anna, ".to_owned()),
        Just("王先生".to_owned()),
        Just("+49 170 1234567".to_owned()),
        Just("13812345678".to_owned()),
        Just("⟦NAME_1⟧".to_owned()),
        Just("⟦".to_owned()),
        Just("⟧".to_owned()),
        Just("EMAIL_1".to_owned()),
        Just("name 1".to_owned()),
        Just("PHONE_".to_owned()),
        Just("1".to_owned()),
        Just(" ".to_owned()),
        Just("[".to_owned()),
        Just("_".to_owned()),
        Just("ID".to_owned()),
        Just("]".to_owned()),
        Just("\u{200b}".to_owned()),
        Just("e\u{301}".to_owned()),
        "\\PC{0,6}",
        "[A-Za-z ,.]{0,8}",
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_masked_comes_back(first in texts(), second in texts()) {
        let mask = Mask::of(&[&first, &second], &[]);
        for text in [&first, &second] {
            prop_assert_eq!(&mask.restore(&mask.apply(text)), text);
        }
    }

    #[test]
    fn any_text_comes_back(text in any::<String>(), known in "\\PC{1,4}") {
        let mask = Mask::of(&[&text], &[known]);
        prop_assert_eq!(mask.restore(&mask.apply(&text)), text);
    }

    #[test]
    fn pieces_give_the_whole(text in texts(), answer in texts(), cuts in prop::collection::vec(1usize..5, 1..60)) {
        let mask = Mask::of(&[&text], &[]);
        let answer = mask.apply(&text) + &answer;
        let mut restorer = Restorer::new(mask.clone());
        let mut shown = String::new();
        let mut characters = answer.chars();
        for cut in cuts.iter().cycle() {
            let piece: String = characters.by_ref().take(*cut).collect();
            if piece.is_empty() {
                break;
            }
            shown.push_str(&restorer.push(&piece));
        }
        shown.push_str(&restorer.finish());
        prop_assert_eq!(shown, mask.restore(&answer));
    }
}
