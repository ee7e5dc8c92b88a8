//! What a person at the desk may count on.

#![allow(clippy::unwrap_used)]

use copydesk_domain::{Attribute, ProductFields, ProductId, ProfileFields, ProfileId};
use copydesk_recommend::{Index, Lexicon, Match, Picks, profiles_for};

fn product(sku: &str, name: &str, tags: &[&str]) -> ProductFields {
    ProductFields {
        sku: sku.into(),
        name: name.into(),
        tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
        ..Default::default()
    }
}

fn profile(interests: &[&str]) -> ProfileFields {
    ProfileFields {
        name: "Audience".into(),
        interests: interests.iter().map(|&interest| interest.to_owned()).collect(),
        ..Default::default()
    }
}

/// The SKUs in the order in which they are recommended.
fn skus(products: &[ProductFields], profile: &ProfileFields) -> Vec<String> {
    let lexicon = Lexicon::shipped().unwrap();
    let ids: Vec<ProductId> = products.iter().map(|_| ProductId::new()).collect();
    let index = Index::new(ids.iter().copied().zip(products), &lexicon);
    let found = index.recommend(profile, &Picks::default(), 100);
    found.iter().map(|r| products[ids.iter().position(|id| *id == r.product).unwrap()].sku.clone()).collect()
}

#[test]
fn a_chinese_interest_meets_an_english_product() {
    let lexicon = Lexicon::shipped().unwrap();
    let mat = product("A", "Cork mat", &["yoga"]);
    let index = Index::new([(ProductId::new(), &mat)].into_iter(), &lexicon);
    let found = index.recommend(&profile(&["瑜伽"]), &Picks::default(), 10);
    let reason = &found[0].reasons[0];
    assert_eq!((reason.interest.as_str(), reason.field.as_str(), reason.fact.as_str()), ("瑜伽", "tags", "yoga"));
    assert_eq!(reason.via, Match::Concept("yoga".into()));
}

#[test]
fn the_same_words_count_more_than_a_concept_and_that_more_than_a_neighbour() {
    let products = [
        product("near", "Pilates ring", &[]),
        product("concept", "Asana blocks", &[]),
        product("exact", "Yoga blocks", &[]),
    ];
    assert_eq!(skus(&products, &profile(&["yoga"])), ["exact", "concept", "near"]);
}

#[test]
fn a_product_that_meets_several_interests_goes_first() {
    let products = [product("one", "Yoga yoga", &["yoga", "yoga"]), product("two", "Cork pad", &["yoga", "travel"])];
    assert_eq!(skus(&products, &profile(&["yoga", "travel"])), ["two", "one"]);
}

#[test]
fn longer_words_do_not_stand_for_their_parts() {
    let products = [
        product("table", "Coffee table", &["茶几"]),
        product("scarf", "咖啡色羊毛围巾", &[]),
        product("lamp", "Desk lamp", &["light"]),
        product("toy", "熊猫公仔", &[]),
        product("cream", "Cream with no perfume", &[]),
    ];
    for interest in ["coffee", "咖啡", "茶", "light gear", "猫", "perfume", "香水"] {
        assert_eq!(skus(&products, &profile(&[interest])), Vec::<String>::new(), "{interest}");
    }
}

#[test]
fn a_stated_price_rules_out_and_equal_scores_are_in_order_of_sku() {
    let priced = |sku: &str, price: &str| ProductFields {
        price: price.into(),
        currency: "USD".into(),
        ..product(sku, "Yoga mat", &[])
    };
    let products = [priced("c", "20"), priced("b", "80"), priced("a", "20"), priced("d", "ask")];
    assert_eq!(skus(&products, &profile(&["yoga", "under $50"])), ["a", "c", "d"]);
    // a limit alone is no interest in anything
    assert_eq!(skus(&products, &profile(&["under $50"])), Vec::<String>::new());
}

#[test]
fn a_long_description_is_quoted_by_the_sentence() {
    let lexicon = Lexicon::shipped().unwrap();
    let description = format!("{} Good for yoga at home. {}", "Plain words here.".repeat(20), "More words.".repeat(20));
    let mat = ProductFields { description, ..product("A", "Pad", &[]) };
    let index = Index::new([(ProductId::new(), &mat)].into_iter(), &lexicon);
    let found = index.recommend(&profile(&["yoga"]), &Picks::default(), 1);
    assert_eq!(found[0].reasons[0].fact, "Good for yoga at home.");
}

#[test]
fn a_product_finds_its_audiences_and_pins_hold() {
    let lexicon = Lexicon::shipped().unwrap();
    let mut balm = product("A", "Cleansing balm", &[]);
    balm.attributes.push(Attribute { name: "Perfume".into(), value: "Fragrance-free".into() });
    let profiles =
        [profile(&["护肤", "无香精"]), profile(&["skincare"]), profile(&["dogs"]), profile(&["makeup", "cars"])];
    let ids: Vec<ProfileId> = profiles.iter().map(|_| ProfileId::new()).collect();
    let picks = Picks { pinned: vec![ids[2]], excluded: vec![ids[1]] };
    let found = profiles_for(&balm, ids.iter().copied().zip(&profiles), &lexicon, &picks, 10);
    assert_eq!(found.iter().map(|r| r.profile).collect::<Vec<_>>(), [ids[2], ids[0]]);
    assert!(found[0].pinned && found[0].reasons.is_empty());
    assert!(found[1].reasons.iter().any(|r| r.field == "Perfume" && r.words == ["Fragrance-free"]));
}
