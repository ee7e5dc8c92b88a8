//! The other way round: the audiences for a product.

use crate::{
    field::values,
    index::price_reasons,
    lexicon::Lexicon,
    price::Price,
    query::Query,
    reason::reasons,
    recommendation::{Picks, ProfileRecommendation, Reason},
    score::{Counted, Parts, meet},
};
use copydesk_domain::{ProductFields, ProfileFields, ProfileId};
use std::collections::HashSet;

/// The profiles worth pitching a product to: the pinned ones in their order, then by score, then by name, `top` in all
/// or as many as are pinned. Without a catalogue every word of an interest counts as equally rare, so a score may
/// differ a little from [`Index::recommend`](crate::Index::recommend)'s when an interest is only partly met.
pub fn profiles_for<'a>(
    product: &ProductFields,
    profiles: impl Iterator<Item = (ProfileId, &'a ProfileFields)>,
    lexicon: &Lexicon,
    picks: &Picks<ProfileId>,
    top: usize,
) -> Vec<ProfileRecommendation> {
    let counted = Counted::new(values(product), lexicon);
    let price = Price::of(product);
    let mut found: Vec<Candidate<'_>> = Vec::new();
    let mut seen = HashSet::new();
    for (id, fields) in profiles {
        if picks.excluded.contains(&id) || !seen.insert(id) {
            continue;
        }
        let pin = picks.pinned.iter().position(|pinned| *pinned == id);
        let query = Query::new(fields, lexicon);
        let barred =
            query.limits.iter().any(|limit| price.as_ref().and_then(|price| limit.allows(price)) == Some(false));
        let parts: Vec<Parts> = query
            .interests
            .iter()
            .map(|interest| {
                let (meeting, whole) = meet(interest, &counted, lexicon, |_| 1.0);
                meeting.parts(interest, whole)
            })
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "a profile has at most 200 interests")]
        let interests = parts.len().max(1) as f64;
        let score = parts.iter().map(|parts| f64::from(parts.score())).sum::<f64>() / interests;
        if pin.is_some() || (!barred && score > 0.0) {
            found.push(Candidate { id, name: &fields.name, pin, score, query, parts });
        }
    }
    found.sort_by(|a, b| {
        let pin = |candidate: &Candidate<'_>| candidate.pin.unwrap_or(usize::MAX);
        pin(a)
            .cmp(&pin(b))
            .then_with(|| b.score.total_cmp(&a.score))
            .then_with(|| a.name.cmp(b.name))
            .then_with(|| a.id.cmp(&b.id))
    });
    let pinned = found.iter().filter(|candidate| candidate.pin.is_some()).count();
    found.truncate(top.max(pinned));
    found.into_iter().map(|candidate| candidate.explained(product, price.as_ref(), lexicon)).collect()
}

/// A profile that may be answered; its reasons are looked for only when it is.
struct Candidate<'a> {
    id: ProfileId,
    name: &'a str,
    pin: Option<usize>,
    score: f64,
    query: Query,
    parts: Vec<Parts>,
}

impl Candidate<'_> {
    fn explained(self, product: &ProductFields, price: Option<&Price>, lexicon: &Lexicon) -> ProfileRecommendation {
        let mut all: Vec<Reason> = self
            .query
            .interests
            .iter()
            .zip(&self.parts)
            .flat_map(|(interest, parts)| reasons(interest, values(product), *parts, lexicon))
            .collect();
        all.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        all.extend(price_reasons(&self.query, price, &product.price));
        ProfileRecommendation { profile: self.id, score: self.score, reasons: all, pinned: self.pin.is_some() }
    }
}
