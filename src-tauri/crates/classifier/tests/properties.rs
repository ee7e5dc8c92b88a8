//! What holds for any text.

#![allow(clippy::unwrap_used)]

use copydesk_classifier::{About, Suspicion, findings, suspicions};
use copydesk_domain::{Market, place::Place, sentence::sentences};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

/// Pieces that texts are put together from, so that some of them read like claims.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Cures eczema in days. ".to_owned()),
        Just("全国销量第一，治好了多年的失眠！".to_owned()),
        Just("nine out of ten doctors recommend it ".to_owned()),
        Just("A mug. ".to_owned()),
        Just("最佳选择。".to_owned()),
        Just("e\u{301}👩‍👩‍👧🇫🇷\r\n".to_owned()),
        Just("!\u{301} ".to_owned()),
        "\\PC{0,12}",
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn judged(text: &str) -> Vec<Suspicion> {
    suspicions(text, &About { markets: &[Market::Cn, Market::Us], chat: false })
}

proptest! {
    #[test]
    fn ranges_end_at_characters_as_they_are_read(text in texts()) {
        let mut borders: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
        borders.push(text.len());
        for suspicion in judged(&text) {
            prop_assert!(suspicion.range.start < suspicion.range.end);
            prop_assert!(borders.contains(&suspicion.range.start) && borders.contains(&suspicion.range.end));
            prop_assert!((0.0..=1.0).contains(&suspicion.probability));
        }
    }

    #[test]
    fn a_sentence_is_judged_alone(text in texts()) {
        let whole = judged(&text);
        let mut parts = Vec::new();
        for sentence in sentences(&text) {
            for mut suspicion in judged(&text[sentence.clone()]) {
                suspicion.range = sentence.start + suspicion.range.start..sentence.start + suspicion.range.end;
                parts.push(suspicion);
            }
        }
        let said = |found: &[Suspicion]| -> Vec<(&str, Vec<String>)> {
            found.iter().map(|one| (one.family, one.words.clone())).collect()
        };
        prop_assert_eq!(said(&whole), said(&parts));
    }

    #[test]
    fn the_same_text_has_the_same_findings(text in texts()) {
        let about = About { markets: &Market::ALL, chat: true };
        let place = Place::plain(&text);
        let found = findings(&place, &about, &[]);
        prop_assert_eq!(&found, &findings(&place, &about, &[]));
        prop_assert_eq!(found.len(), suspicions(&text, &about).len());
        // where a rule found something there is nothing to add
        let mut ruled = found.clone();
        ruled.retain(|finding| finding.end > finding.start);
        prop_assert!(findings(&place, &about, &ruled).len() <= found.len() - ruled.len());
    }
}
