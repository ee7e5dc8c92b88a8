//! The shipped duties say what follows for a copy.
#![allow(clippy::unwrap_used, missing_docs)]

use copydesk_domain::{
    Channel, Market,
    channel::FieldShape,
    disclosure::{Aigc, DisclosureCase, Disclosures, Label, LabelPlace, LabelRule, Marking},
};
use jiff::civil::date;
use serde::Deserialize;

fn shipped() -> Disclosures {
    toml::from_str(include_str!("../../../../assets/disclosure/disclosure.toml")).unwrap()
}

fn channels() -> Vec<Channel> {
    #[derive(Deserialize)]
    struct File {
        channels: Vec<Channel>,
    }
    let file: File = serde_json::from_str(include_str!("../../../../assets/channels/channels.json")).unwrap();
    file.channels
}

fn case<'a>(markets: &'a [Market], channel: &'a str, language: &'a str) -> DisclosureCase<'a> {
    DisclosureCase { markets, channel, language, reviewed: true, on: date(2026, 11, 29) }
}

fn words(case: &DisclosureCase<'_>) -> Option<String> {
    shipped().required(case).label.map(|label| label.words)
}

#[test]
fn every_duty_is_whole_and_names_real_channels_and_fields() {
    let (file, channels) = (shipped(), channels());
    assert_eq!(file.validate(), Ok(()));
    for market in Market::ALL {
        assert!(file.duties.iter().any(|duty| duty.markets.contains(&market)), "{market:?} is not spoken of");
    }
    for duty in &file.duties {
        let named = [&duty.name, &duty.basis, &duty.note].into_iter().chain(&duty.declare);
        assert!(named.flat_map(|words| [&words.en, &words.zh]).all(|words| !words.is_empty()), "{}", duty.id);
        assert!(duty.sources.iter().all(|source| source.url.starts_with("http") && !source.read.is_empty()));
        assert!(!duty.sources.is_empty(), "{}", duty.id);
        assert!(duty.channels.iter().all(|id| channels.iter().any(|channel| channel.id == *id)), "{}", duty.id);
    }
    for (id, field) in &file.fields {
        let channel = channels.iter().find(|channel| channel.id == *id).unwrap();
        let field = channel.field(field).unwrap();
        assert!(field.shape == FieldShape::Text && field.composed_of.is_empty(), "{id}");
    }
}

#[test]
fn china_asks_for_a_label_in_the_language_of_the_copy_whoever_approved_it() {
    let cn = [Market::Cn];
    assert_eq!(words(&case(&cn, "", "zh-CN")).as_deref(), Some("AI生成"));
    assert_eq!(words(&case(&cn, "email", "en")).as_deref(), Some("AI-generated"));
    assert_eq!(shipped().required(&case(&cn, "", "zh")).markings.into_iter().collect::<Vec<_>>(), [Marking::Aigc]);
    // a platform of China is read in China, wherever the shop sells
    assert_eq!(words(&case(&[Market::Us], "xiaohongshu", "zh")).as_deref(), Some("AI生成"));
    let before = DisclosureCase { on: date(2025, 8, 31), ..case(&cn, "", "zh") };
    assert_eq!(shipped().required(&before), Default::default());
}

#[test]
fn europe_exempts_what_a_person_answers_for_and_marks_it_for_machines() {
    let eu = [Market::Eu];
    let approved = case(&eu, "personalised", "de");
    let required = shipped().required(&approved);
    assert_eq!(required.label, None);
    assert!(required.markings.contains(&Marking::DigitalSourceType) && !required.markings.contains(&Marking::Aigc));
    assert_eq!(words(&DisclosureCase { reviewed: false, ..approved }).as_deref(), Some("AI-generated"));
}

#[test]
fn where_nothing_is_asked_the_data_says_so() {
    for market in [Market::Us, Market::Uk] {
        let markets = [market];
        let unreviewed = DisclosureCase { reviewed: false, ..case(&markets, "x", "en") };
        assert_eq!(shipped().required(&unreviewed), Default::default());
        assert_eq!(shipped().applying(&unreviewed).count(), 1);
    }
}

#[test]
fn a_label_stands_on_a_line_of_its_own_and_once() {
    let label = |place| Label { words: "AI生成".into(), place };
    assert_eq!(label(LabelPlace::End).on("白瓷茶杯。"), "白瓷茶杯。\nAI生成");
    assert_eq!(label(LabelPlace::Start).on("白瓷茶杯。"), "AI生成\n白瓷茶杯。");
    assert_eq!(label(LabelPlace::End).on("AI生成\n白瓷茶杯。"), "AI生成\n白瓷茶杯。");
    assert_eq!(label(LabelPlace::End).on("AI生成的图案茶杯。"), "AI生成的图案茶杯。", "errs towards one label");
}

#[test]
fn the_standard_s_field_has_its_names_in_its_order() {
    let json = serde_json::to_string(&Aigc::of(" Hearth ", "7")).unwrap();
    assert_eq!(
        json,
        r#"{"Label":"1","ContentProducer":"Hearth","ProduceID":"7","ReservedCode1":"","ContentPropagator":"","PropagateID":"","ReservedCode2":""}"#
    );
    let file = shipped();
    assert!(file.source_type(false).ends_with("/trainedAlgorithmicMedia"));
    assert!(file.source_type(true).ends_with("/compositeWithTrainedAlgorithmicMedia"));
}

#[test]
fn a_file_that_asks_for_a_label_without_words_is_refused() {
    let mut file = shipped();
    let at = file.duties.iter().position(|duty| duty.label == LabelRule::Never).unwrap();
    file.duties[at].label = LabelRule::Always;
    assert!(file.validate().unwrap_err().contains(&file.duties[at].id));
}
