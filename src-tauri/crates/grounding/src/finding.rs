//! Findings about claims that differ from the facts or have none, and about reductions of a price.

use crate::{
    facts::Facts,
    price::{POINTS, discounts, reduced_from},
    quantity::Dimension,
    reading::read,
    sentence::sentences,
};
use copydesk_domain::{
    Claim, ClaimKind, FactRef, Finding, Level, Standing,
    place::{Place, Said},
};
use std::ops::Range;

/// What stands in the way of a text: claims that differ from a fact, and claims that no fact says anything about.
#[must_use]
pub fn findings(claims: &[Claim], place: &Place) -> Vec<Finding> {
    let own = |claim: &&Claim| claim.field == place.field && claim.part == place.part;
    claims.iter().filter(own).filter_map(|claim| finding(claim, place)).collect()
}

fn finding(claim: &Claim, place: &Place) -> Option<Finding> {
    let fact = claim.facts.first();
    let stated = |part: fn(&FactRef) -> &String| fact.map(part).cloned().unwrap_or_default();
    let (said, name, text) = (&claim.text, stated(|fact| &fact.field), stated(|fact| &fact.text));
    let (rule, level) = match claim.standing {
        Standing::Supported => return None,
        Standing::Differs => ("claim.differs", Level::Caution),
        Standing::Unsupported => ("claim.unsupported", Level::Evidence),
    };
    let (message, suggestion) = if claim.standing == Standing::Differs {
        (
            format!("The copy says {said}, the facts say {text} ({name})."),
            "Say what the facts say, or correct the fact.",
        )
    } else {
        let suggestion = match claim.kind {
            ClaimKind::Superlative => "Name what proves it in the facts, or say it without comparing.",
            _ => "Add the fact it rests on, or take it out.",
        };
        (format!("No fact of the product says {said}."), suggestion)
    };
    let found = place.finding(rule, level, bytes(&place.text, claim.start, claim.end));
    let found = found.with("said", said).with("fact", text).with("field", name).with("kind", kind(claim.kind));
    Some(found.said(message, suggestion))
}

/// A claim's place in bytes.
fn bytes(text: &str, start: u32, end: u32) -> Range<usize> {
    let byte = |scalar: u32| {
        let place = usize::try_from(scalar).unwrap_or(usize::MAX);
        text.char_indices().nth(place).map_or(text.len(), |(at, _)| at)
    };
    byte(start)..byte(end)
}

fn kind(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Number => "number",
        ClaimKind::Measure => "measure",
        ClaimKind::Percentage => "percentage",
        ClaimKind::Price => "price",
        ClaimKind::Material => "material",
        ClaimKind::Certification => "certification",
        ClaimKind::Origin => "origin",
        ClaimKind::Compatibility => "compatibility",
        ClaimKind::Superlative => "superlative",
    }
}

/// A reduction of the price that does not come out of the lowest price of the last 30 days, where the facts state that
/// price.
#[must_use]
pub fn reduction_finding(place: &Place, facts: &Facts) -> Option<Finding> {
    let (lowest, price, lawful) = facts.amounts.lawful_reduction()?;
    for range in sentences(&place.text) {
        let sentence = &place.text[range.clone()];
        let reading = read(sentence, false);
        let wrong = discounts(&reading).into_iter().find(|discount| (discount.percent - lawful).abs() > POINTS);
        let from = reading.quantities.iter().find(|quantity| {
            let money = quantity.unit.dimension == Dimension::Money;
            money
                && reduced_from(&reading.text, &quantity.range)
                && (quantity.spans[0].low - lowest.value).abs() >= 0.005
        });
        let Some(place_of_it) = wrong.map(|wrong| wrong.range).or_else(|| from.map(|from| from.range.clone())) else {
            continue;
        };
        let said = &sentence[place_of_it.clone()];
        let fact = facts.reference(&lowest.at);
        let lawful = lawful.max(0.0);
        let message = format!(
            "The copy says {said}; from the lowest price of the last 30 days, {}, to {} it is {lawful:.1} %.",
            fact.text, price.value
        );
        let at = range.start + place_of_it.start..range.start + place_of_it.end;
        let found = place.finding("price.reduction_wrong", Level::Ban, at);
        let found = found.with("said", said).with("fact", &fact.text).with("field", &fact.field);
        let found = found.with("percent", format!("{lawful:.1}")).with("price", price.value);
        return Some(
            found
                .resting_on("Directive 98/6/EC art. 6a, C-330/23", "")
                .said(message, "Compute it from the lowest price of the last 30 days."),
        );
    }
    None
}
