//! What holds for any text.

#![allow(clippy::unwrap_used)]

use copydesk_domain::{Attribute, Claim, ProductFields, place::Place};
use copydesk_grounding::{Facts, bases, claims, findings};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

fn product(description: &str) -> ProductFields {
    let attribute = |name: &str, value: &str| Attribute { name: name.into(), value: value.into() };
    ProductFields {
        name: "Oak pillow 2 pcs".into(),
        description: description.into(),
        price: "79".into(),
        currency: "EUR".into(),
        attributes: vec![attribute("Weight", "1.4 kg"), attribute("Width", "30-40 cm"), attribute("材质", "100%棉")],
        ..Default::default()
    }
}

/// Texts of what the readers look for, and of anything else.
fn text() -> impl Strategy<Value = String> {
    let parts = [
        "1.4 kg",
        "30",
        " × ",
        "20",
        "cm",
        "–",
        "100%",
        "cotton",
        " ",
        "。",
        ". ",
        "五",
        "十二",
        "两",
        "斤",
        "半",
        "个",
        "棉",
        "€",
        "$",
        "up to ",
        "about ",
        "Made in Italy",
        "-made",
        "折",
        "off",
        "\n",
        "1. ",
        "best",
        "最好",
        "e\u{301}",
        "👩‍👩‍👧",
        "{{ name }}",
        "<b>",
        "\"",
        "IPX7",
        "ISO 9001",
        "兼容",
        "works with ",
        "half a ",
        "twenty",
        "-",
        "four",
        "pockets",
        "\u{200d}",
        "\u{fe0f}",
        "百分之",
        "½",
        "/",
        ",",
        "000",
        "万",
        "\r\n",
        "İ",
        "ß",
        "°C",
        "no. ",
        "第",
        "save ",
        "０",
    ];
    let part = prop_oneof![4 => prop::sample::select(parts.to_vec()).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

fn borders(text: &str) -> Vec<u32> {
    let mut at = 0;
    let mut found = vec![0];
    for cluster in text.graphemes(true) {
        at += u32::try_from(cluster.chars().count()).unwrap();
        found.push(at);
    }
    found
}

fn words(text: &str, start: u32, end: u32) -> String {
    text.chars().skip(start as usize).take((end - start) as usize).collect()
}

fn moved(mut claim: Claim, by: u32) -> Claim {
    claim.start += by;
    claim.end += by;
    claim
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn claims_and_their_facts_stand_where_they_say(copy in text(), description in text()) {
        let product = product(&description);
        let facts = Facts::of(&product, None, &[]);
        let on = borders(&copy);
        let mut last = 0;
        for claim in claims(&copy, &facts) {
            prop_assert!(on.contains(&claim.start) && on.contains(&claim.end) && claim.start < claim.end);
            prop_assert!(claim.start >= last, "claims do not overlap");
            last = claim.end;
            prop_assert_eq!(words(&copy, claim.start, claim.end), claim.text.clone());
            for fact in claim.facts.iter().filter(|fact| fact.field == "description") {
                prop_assert_eq!(words(&description, fact.start, fact.end), fact.text.clone());
            }
        }
    }

    #[test]
    fn claims_do_not_depend_on_how_the_text_is_cut_into_sentences(copy in text()) {
        let facts = Facts::of(&product(""), None, &[]);
        let whole = claims(&copy, &facts);
        let found = bases(&copy, &facts, &[]);
        let cuts: Vec<u32> = found.iter().skip(1).map(|basis| basis.start).collect();
        let end = u32::try_from(copy.chars().count()).unwrap();
        let mut parts = Vec::new();
        let mut start = 0;
        for cut in cuts.into_iter().chain([end]) {
            parts.extend(claims(&words(&copy, start, cut), &facts).into_iter().map(|claim| moved(claim, start)));
            start = cut;
        }
        prop_assert_eq!(whole, parts);
    }

    #[test]
    fn findings_are_about_the_claims_that_are_not_supported(copy in text()) {
        let facts = Facts::of(&product(""), None, &[]);
        let place = Place::plain(&copy);
        let claims = claims(&copy, &facts);
        for finding in findings(&claims, &place) {
            let own = claims.iter().any(|claim| (claim.start, claim.end, &claim.text) == (finding.start, finding.end, &finding.text));
            prop_assert!(own);
        }
    }

    #[test]
    fn no_text_is_too_strange(copy in any::<String>(), description in any::<String>()) {
        let facts = Facts::of(&product(&description), None, &[("policy".into(), copy.clone())]);
        drop(claims(&copy, &facts));
        drop(bases(&copy, &facts, std::slice::from_ref(&description)));
    }
}
