//! Findings, reductions of a price, and what sentences rest on.

#![allow(clippy::unwrap_used)]

use copydesk_domain::{Attribute, Claim, ClaimKind, Level, ProductFields, SourceRow, Standing, place::Place};
use copydesk_grounding::{Facts, bases, claims, claims_in, findings, reduction_finding};

fn pillow() -> ProductFields {
    let attribute = |name: &str, value: &str| Attribute { name: name.into(), value: value.into() };
    ProductFields {
        name: "CloudRest pillow".into(),
        description: "For side sleepers. The cover is cotton and washable.".into(),
        price: "80".into(),
        currency: "EUR".into(),
        attributes: vec![attribute("Weight", "1.4 kg"), attribute("Lowest price in 30 days", "100")],
        ..Default::default()
    }
}

fn facts() -> Facts {
    Facts::of(&pillow(), None, &[])
}

#[test]
fn a_claim_that_differs_asks_for_a_persons_word_and_names_the_fact() {
    let text = "Soft, light: 1.2 kg. Made of titanium.";
    let place = Place { field: "bullets".into(), part: Some(1), text: text.into() };
    let claims = claims_in(&place, &facts());
    let found = findings(&claims, &place);
    let seen: Vec<_> =
        found.iter().map(|f| (f.rule.as_str(), f.level, f.text.as_str(), f.field.as_str(), f.part)).collect();
    let wanted = [
        ("claim.differs", Level::Caution, "1.2 kg", "bullets", Some(1)),
        ("claim.unsupported", Level::Evidence, "titanium", "bullets", Some(1)),
    ];
    assert_eq!(seen, wanted);
    assert_eq!((found[0].start, found[0].end), (13, 19));
    let params = ["said", "fact", "field", "kind"].map(|name| found[0].params[name].as_str());
    assert_eq!(params, ["1.2 kg", "1.4 kg", "attribute:Weight", "measure"]);
    assert_eq!(found[0].message, "The copy says 1.2 kg, the facts say 1.4 kg (attribute:Weight).");
    assert_eq!(found[0].words, None);
}

#[test]
fn columns_of_the_imported_row_are_facts_with_the_unit_of_their_header() {
    let cells = vec![("Width_cm".to_owned(), "60".to_owned()), ("重量(g)".to_owned(), "1400".to_owned())];
    let row = SourceRow { file: "a.csv".into(), row: 2, cells };
    let facts = Facts::of(&ProductFields::default(), Some(&row), &[]);
    let stands: Vec<Claim> = claims("0.6 m wide, 1.4 kg", &facts);
    let seen: Vec<_> = stands.iter().map(|claim| (claim.standing, claim.facts[0].field.as_str())).collect();
    assert_eq!(seen, [(Standing::Supported, "row:Width_cm"), (Standing::Supported, "row:重量(g)")]);
}

#[test]
fn a_reduction_comes_out_of_the_lowest_price_of_30_days() {
    let facts = facts();
    let check =
        |text: &str| reduction_finding(&Place::plain(text), &facts).map(|finding| (finding.level, finding.text));
    assert_eq!(check("Now 20% off"), None);
    assert_eq!(check("Now −20 %"), None);
    assert_eq!(check("Soft. Now 30% off"), Some((Level::Ban, "30% off".into())));
    assert_eq!(check("现在7折"), Some((Level::Ban, "7折".into())));
    assert_eq!(check("Reduced from €120 to €80"), Some((Level::Ban, "€120".into())));
    assert_eq!(check("Reduced from €100 to €80"), None);
    let without = Facts::of(&ProductFields { price: "80".into(), ..Default::default() }, None, &[]);
    assert_eq!(reduction_finding(&Place::plain("30% off"), &without), None, "absence is no business of this check");
}

#[test]
fn a_sentence_rests_on_what_it_claims_and_on_what_shares_its_words() {
    let interests = ["side sleepers".to_owned(), "yoga".to_owned()];
    let found = bases("Made for side sleepers. It weighs 1.4 kg!\n\nYes.", &facts(), &interests);
    let seen: Vec<_> = found.iter().map(|basis| (basis.start, basis.end)).collect();
    assert_eq!(seen, [(0, 23), (24, 41), (43, 47)]);
    assert_eq!(found[0].facts[0].text, "For side sleepers.");
    assert_eq!(found[0].interests, ["side sleepers"]);
    assert_eq!((found[1].facts[0].field.as_str(), found[1].facts[0].text.as_str()), ("attribute:Weight", "1.4 kg"));
    assert!(found[1].interests.is_empty() && found[2].facts.is_empty());
}

#[test]
fn a_place_in_the_facts_is_counted_in_scalar_values() {
    let product = ProductFields { description: "👩‍👩‍👧 et café: 2 kg".into(), ..Default::default() };
    let found = claims("2 kg", &Facts::of(&product, None, &[]));
    assert_eq!(found[0].kind, ClaimKind::Measure);
    let fact = &found[0].facts[0];
    let words: String =
        product.description.chars().skip(fact.start as usize).take((fact.end - fact.start) as usize).collect();
    assert_eq!((words.as_str(), fact.text.as_str()), ("2 kg", "2 kg"));
}

#[test]
fn as_many_as_a_fact_lists_is_a_fact() {
    let attribute = |name: &str, value: &str| Attribute { name: name.into(), value: value.into() };
    let product = ProductFields {
        name: "Pillow".into(),
        attributes: vec![attribute("Heights", "10 cm / 12 cm"), attribute("Colours", "red, blue and green")],
        ..Default::default()
    };
    let facts = Facts::of(&product, None, &[]);
    let standing = |text: &str| claims(text, &facts).iter().map(|claim| claim.standing).collect::<Vec<_>>();
    assert_eq!(standing("Two heights, one pillow."), [Standing::Supported]);
    assert_eq!(standing("Comes in three colours."), [Standing::Supported]);
    assert_ne!(standing("Comes in five colours."), [Standing::Supported]);
}
