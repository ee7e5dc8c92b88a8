//! What holds for any catalogue and any profile.

#![allow(clippy::unwrap_used)]

use copydesk_domain::{Attribute, ProductFields, ProductId, ProfileFields, ProfileId};
use copydesk_recommend::{Index, Lexicon, Match, Picks, Reason, profiles_for};
use proptest::{collection::vec, prelude::*, sample::subsequence};
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::shipped().unwrap());

fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("yoga"),
        Just("Mats"),
        Just("瑜伽垫"),
        Just("coffee"),
        Just("table"),
        Just("咖啡色"),
        Just("猫"),
        Just("no"),
        Just("perfume"),
        Just("不含香精"),
        Just("trail"),
        Just("running"),
        Just("<b>tea</b>"),
        Just("é"),
        Just("💡"),
        Just("的"),
        Just("free"),
        Just("folding. "),
        Just("under"),
        Just("$50"),
        Just("\n"),
    ];
    vec(word, 0..40).prop_map(|words| words.join(" "))
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![3 => words(), 1 => ".{0,300}"]
}

prop_compose! {
    fn product()(
        sku in "[A-C][0-9]", name in text(), description in text(), tags in vec(words(), 0..3), category in words(),
        attribute in text(), price in prop_oneof![Just("49.90"), Just("60"), Just(""), Just("¥1,200")],
    ) -> ProductFields {
        ProductFields {
            sku, name, description, tags, category, price: price.into(), currency: "USD".into(),
            attributes: vec![Attribute { name: "Use".into(), value: attribute }],
            ..Default::default()
        }
    }
}

prop_compose! {
    fn profile()(name in "[a-c]", interests in vec(text(), 1..5), notes in words()) -> ProfileFields {
        ProfileFields { name, interests, notes, ..Default::default() }
    }
}

/// Every fact stands in the product, and its words in the fact, in order.
fn check(reasons: &[Reason], product: &ProductFields) {
    for reason in reasons {
        let values: Vec<&str> = match reason.field.as_str() {
            "name" => vec![&product.name],
            "category" => vec![&product.category],
            "description" => vec![&product.description],
            "tags" => product.tags.iter().map(String::as_str).collect(),
            "price" => vec![&product.price],
            _ => product.attributes.iter().filter(|a| a.name == reason.field).map(|a| a.value.as_str()).collect(),
        };
        assert!(values.iter().any(|value| value.contains(&reason.fact)), "{reason:?}");
        assert!(!reason.words.is_empty(), "{reason:?}");
        let mut rest = reason.fact.as_str();
        for word in &reason.words {
            let at = rest.find(word.as_str()).unwrap();
            rest = &rest[at + word.len()..];
        }
        assert!((0.0..=1.0).contains(&reason.weight));
        assert_eq!(reason.weight == 0.0, reason.via == Match::Price);
    }
}

proptest! {
    // every case builds an index: 64 take some seconds without optimisation
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn products_are_in_order_with_reasons_that_stand_in_them(
        products in vec(product(), 0..12),
        profile in profile(),
        pinned in subsequence((0..12usize).collect::<Vec<_>>(), 0..4),
        excluded in subsequence((0..12usize).collect::<Vec<_>>(), 0..4),
        top in 0..8usize,
    ) {
        let ids: Vec<ProductId> = (0..12).map(|_| ProductId::new()).collect();
        let picks = Picks {
            pinned: pinned.iter().map(|at| ids[*at]).collect(),
            excluded: excluded.iter().map(|at| ids[*at]).collect(),
        };
        let index = Index::new(ids.iter().copied().zip(&products), &LEXICON);
        let found = index.recommend(&profile, &picks, top);
        prop_assert_eq!(&found, &index.recommend(&profile, &picks, top));

        let kept: Vec<ProductId> = pinned.iter().filter(|at| **at < products.len() && !excluded.contains(at)).map(|at| ids[*at]).collect();
        prop_assert_eq!(found.iter().filter(|r| r.pinned).map(|r| r.product).collect::<Vec<_>>(), kept.clone());
        prop_assert!(found.iter().take(kept.len()).all(|r| r.pinned));
        prop_assert!(found.len() <= top.max(kept.len()));
        let rest = &found[kept.len()..];
        prop_assert!(rest.windows(2).all(|pair| pair[0].score >= pair[1].score));
        for recommendation in &found {
            let at = ids.iter().position(|id| *id == recommendation.product).unwrap();
            prop_assert!(!excluded.contains(&at));
            prop_assert!((0.0..=1.0).contains(&recommendation.score));
            let met = recommendation.reasons.iter().any(|reason| reason.via != Match::Price);
            prop_assert_eq!(met, recommendation.score > 0.0);
            prop_assert!(recommendation.pinned || met);
            check(&recommendation.reasons, &products[at]);
        }
    }

    #[test]
    fn profiles_are_in_order_with_reasons_that_stand_in_the_product(
        product in product(),
        profiles in vec(profile(), 0..6),
        pinned in 0..6usize,
        excluded in 0..6usize,
        top in 0..4usize,
    ) {
        let ids: Vec<ProfileId> = (0..6).map(|_| ProfileId::new()).collect();
        let picks = Picks { pinned: vec![ids[pinned]], excluded: vec![ids[excluded]] };
        let found = profiles_for(&product, ids.iter().copied().zip(&profiles), &LEXICON, &picks, top);
        let kept = usize::from(pinned < profiles.len() && pinned != excluded);
        prop_assert_eq!(found.iter().filter(|r| r.pinned).count(), kept);
        prop_assert!(found.iter().take(kept).all(|r| r.pinned));
        prop_assert!(found.len() <= top.max(kept));
        prop_assert!(found[kept..].windows(2).all(|pair| pair[0].score >= pair[1].score));
        for recommendation in &found {
            prop_assert!(recommendation.profile != ids[excluded]);
            prop_assert!((0.0..=1.0).contains(&recommendation.score));
            prop_assert!(recommendation.pinned || recommendation.score > 0.0);
            check(&recommendation.reasons, &product);
        }
    }
}
