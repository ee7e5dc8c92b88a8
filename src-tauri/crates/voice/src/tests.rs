#![allow(clippy::unwrap_used)]
use crate::{Learned, Said, learn};
use proptest::prelude::*;

const WARM: &str = "Slow mornings start here.\n\nYou don't need much to feel at home. A linen towel, a wooden spoon and a warm cup will do. We weave our stonewashed linen in a small mill, and it's soft from the first day.\n\nHow long does it last? Years, if you let it dry in the shade. We've used ours since 2009.";
const CARE: &str = "Looking after it\n\nYou can wash stonewashed linen at 40 degrees. Don't iron it: the creases are yours to keep. And if a seam gives way? We mend it.\n\nYour towel arrives wrapped in paper. Our Harbour Lane studio packs it by hand. Will you visit us at the Harbour Lane studio? We'd like that.";
const HAN: &str = "清晨的第一杯茶，请您慢慢喝。我们选用高山白茶，手工采摘，自然晾晒。每一片叶子都留着山间的气息，入口清甜，回味悠长。\n\n您可以用八十度的水冲泡，三分钟就好。山野茶坊 Fernhill 的茶师每年春天上山，只采一芽一叶。高山白茶适合慢慢品，也适合送给您的家人。\n\n我们用棉纸包好，再装进木盒。您收到后，请放在阴凉干燥处。Fernhill 愿高山白茶陪您度过安静的午后。";

fn of(samples: &[&str], said: Said) -> Learned {
    learn(&samples.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>(), said)
}

fn tone(learned: &Learned, low: &str) -> u8 {
    learned.fields.tones.iter().find(|tone| tone.low == low).unwrap().value
}

/// Every item has an entry, and a name makes it whole.
fn explained(learned: &Learned) {
    let mut fields = learned.fields.clone();
    let has = |field: &str, item: &str| learned.evidence.iter().any(|one| one.field == field && one.proposal == item);
    for (field, items) in [
        ("dos", &fields.dos),
        ("donts", &fields.donts),
        ("use_words", &fields.use_words),
        ("glossary", &fields.glossary),
        ("samples", &fields.samples),
    ] {
        assert!(items.iter().all(|item| has(field, item)), "{field}: {items:?}");
    }
    assert_eq!(learned.evidence.iter().filter(|one| one.field == "tones").count(), fields.tones.len());
    assert!(fields.avoid_words.is_empty());
    fields.name = "V".into();
    assert_eq!(fields.validate(), Ok(()));
}

#[test]
fn an_english_shop_is_heard() {
    let learned = of(&[WARM, CARE], Said::English);
    explained(&learned);
    let fields = &learned.fields;
    assert!(tone(&learned, "formal") >= 4 && tone(&learned, "restrained") == 1, "{:?}", fields.tones);
    for does in ["Speak to the reader as “you”", "Speak as “we”", "Ask the reader questions"] {
        assert!(fields.dos.iter().any(|one| one == does), "{does}: {:?}", fields.dos);
    }
    assert_eq!(fields.donts, ["Use emoji", "Use exclamation marks"]);
    assert!(fields.use_words.contains(&"stonewashed linen".to_owned()), "{:?}", fields.use_words);
    assert!(!fields.use_words.contains(&"stonewashed".to_owned()), "{:?}", fields.use_words);
    assert_eq!(fields.glossary, ["Harbour Lane"]);
    assert!(fields.description.starts_with("Speaks to the reader as “you”, in sentences of"), "{}", fields.description);
    assert!(!fields.samples.is_empty() && fields.samples.iter().all(|one| WARM.contains(one) || CARE.contains(one)));
}

#[test]
fn a_chinese_shop_is_heard() {
    let learned = of(&[HAN], Said::Chinese);
    explained(&learned);
    let fields = &learned.fields;
    assert!(tone(&learned, "正式") <= 2, "{:?}", learned.evidence);
    for does in ["用“您”称呼读者", "中文用全角标点"] {
        assert!(fields.dos.iter().any(|one| one == does), "{does}: {:?}", fields.dos);
    }
    assert!(fields.use_words.contains(&"高山白茶".to_owned()), "{:?}", fields.use_words);
    assert!(!fields.use_words.iter().any(|word| word == "山白"), "{:?}", fields.use_words);
    assert_eq!(fields.glossary, ["Fernhill"]);
    assert!(fields.description.starts_with("用“您”称呼读者"), "{}", fields.description);
}

#[test]
fn the_wording_follows_the_interface_and_not_the_samples() {
    let learned = of(&[HAN], Said::English);
    assert!(learned.fields.description.contains("characters on average"), "{}", learned.fields.description);
    assert_eq!(learned.fields.glossary, of(&[HAN], Said::Chinese).fields.glossary);
}

#[test]
fn two_ways_of_address_propose_neither() {
    let mixed = HAN.replacen("请您", "请你", 1).replacen("您可以", "你可以", 1);
    let learned = of(&[&mixed], Said::Chinese);
    assert!(!learned.fields.dos.iter().any(|one| one.contains("称呼")), "{:?}", learned.fields.dos);
    assert!(!learned.fields.donts.iter().any(|one| one.contains("称呼")), "{:?}", learned.fields.donts);
}

#[test]
fn too_little_text_says_so_and_proposes_nothing() {
    for text in ["", "Soft and warm.", "很软。"] {
        let learned = of(&[text], Said::English);
        assert_eq!(learned.fields, copydesk_domain::VoiceFields::default());
        assert!(learned.evidence[0].because.starts_with("Too little text"), "{text}");
    }
}

#[test]
fn an_excited_text_is_no_restrained_one() {
    let loud = "Wow, you'll love this! 🎉 It's the best towel ever! Don't wait! ".repeat(6);
    let learned = of(&[&loud], Said::English);
    explained(&learned);
    assert_eq!((tone(&learned, "restrained"), tone(&learned, "formal")), (5, 5));
    assert!(
        learned.fields.dos.contains(&"Use emoji".to_owned())
            && learned.fields.donts.iter().all(|one| one != "Use emoji")
    );
}

#[test]
fn order_and_repeats_change_nothing() {
    assert_eq!(of(&[WARM, CARE], Said::English), of(&[CARE, WARM, CARE], Said::English));
}

proptest! {
    #[test]
    fn no_text_is_too_strange(
        mut texts in prop::collection::vec(".{0,300}|([a-zA-Z]{1,9}[ ,.!?\n#®™]{1,2}){0,120}|[你您的茶山水云！。，？~ A-Z]{0,400}", 0..4),
        chinese in any::<bool>(),
    ) {
        let said = if chinese { Said::Chinese } else { Said::English };
        let learned = learn(&texts, said);
        explained(&learned);
        texts.reverse();
        prop_assert_eq!(learned, learn(&texts, said));
    }
}
