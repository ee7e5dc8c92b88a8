//! The index over a catalogue.

use crate::{
    field::{Kept, values},
    lexicon::{ConceptNumber, Lexicon},
    price::Price,
    query::{Interest, Query},
    reason::reasons,
    recommendation::{Match, Picks, Reason, Recommendation},
    score::{Counted, Meeting, rarity},
};
use copydesk_domain::{ProductFields, ProductId, ProfileFields};
use std::collections::{HashMap, HashSet};

/// A product's place in the index, and the saturated weight of a term or concept in it.
type Posting = (u32, f32);

/// Products, ready to be recommended. It keeps what it needs of their text.
pub struct Index {
    lexicon: Lexicon,
    products: Vec<Indexed>,
    places: HashMap<ProductId, u32>,
    terms: HashMap<Box<str>, Vec<Posting>>,
    concepts: HashMap<ConceptNumber, Vec<Posting>>,
}

struct Indexed {
    id: ProductId,
    sku: Box<str>,
    kept: Kept,
    price_text: Box<str>,
    price: Option<Price>,
}

impl Index {
    /// Reads the products. Of a repeated id only the first counts.
    pub fn new<'a>(products: impl Iterator<Item = (ProductId, &'a ProductFields)>, lexicon: &Lexicon) -> Self {
        let mut index = Self {
            lexicon: lexicon.clone(),
            products: Vec::new(),
            places: HashMap::new(),
            terms: HashMap::new(),
            concepts: HashMap::new(),
        };
        for (id, fields) in products {
            let Ok(place) = u32::try_from(index.products.len()) else { break };
            if index.places.contains_key(&id) {
                continue;
            }
            index.places.insert(id, place);
            let counted = Counted::new(values(fields), lexicon);
            for (term, counts) in &counted.terms {
                let posting = (place, counted.weight(counts));
                match index.terms.get_mut(term.as_str()) {
                    Some(postings) => postings.push(posting),
                    None => drop(index.terms.insert(term.as_str().into(), vec![posting])),
                }
            }
            for (concept, counts) in &counted.concepts {
                index.concepts.entry(*concept).or_default().push((place, counted.weight(counts)));
            }
            index.products.push(Indexed {
                id,
                sku: fields.sku.as_str().into(),
                kept: Kept::new(fields),
                price_text: fields.price.as_str().into(),
                price: Price::of(fields),
            });
        }
        index
    }

    /// How many products it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.products.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.products.is_empty()
    }

    /// The products worth pitching to an audience: the pinned ones in their order, then by score, then by SKU, `top` in
    /// all or as many as are pinned. A product that no interest meets, or whose price a stated limit rules out, is
    /// answered only when pinned; an excluded one never. A pinned product that the index does not hold is left out.
    #[must_use]
    pub fn recommend(&self, profile: &ProfileFields, picks: &Picks<ProductId>, top: usize) -> Vec<Recommendation> {
        let query = Query::new(profile, &self.lexicon);
        let scores = self.scores(&query);
        let excluded: HashSet<&ProductId> = picks.excluded.iter().collect();
        let mut taken = HashSet::new();
        let mut places: Vec<(u32, bool)> = Vec::new();
        for id in picks.pinned.iter().filter(|id| !excluded.contains(id)) {
            if let Some(place) = self.places.get(id)
                && taken.insert(*place)
            {
                places.push((*place, true));
            }
        }
        let mut others: Vec<u32> = (0..)
            .zip(&scores)
            .filter(|&(place, score)| {
                *score > 0.0
                    && !taken.contains(&place)
                    && !excluded.contains(&self.product(place).id)
                    && self.admitted(place, &query)
            })
            .map(|(place, _)| place)
            .collect();
        let score = |place: u32| scores[place as usize];
        let order = |a: &u32, b: &u32| {
            score(*b)
                .total_cmp(&score(*a))
                .then_with(|| self.product(*a).sku.cmp(&self.product(*b).sku))
                .then_with(|| self.product(*a).id.cmp(&self.product(*b).id))
        };
        let wanted = top.saturating_sub(places.len());
        if wanted > 0 && others.len() > wanted {
            others.select_nth_unstable_by(wanted - 1, order);
        }
        others.truncate(wanted);
        others.sort_unstable_by(order);
        places.extend(others.into_iter().map(|place| (place, false)));
        places
            .into_iter()
            .map(|(place, pinned)| Recommendation {
                product: self.product(place).id,
                score: score(place),
                reasons: self.reasons(place, &query),
                pinned,
            })
            .collect()
    }

    fn product(&self, place: u32) -> &Indexed {
        &self.products[place as usize]
    }

    fn rarity(&self, term: &str) -> f32 {
        rarity(self.products.len(), self.terms.get(term).map_or(0, Vec::len))
    }

    fn admitted(&self, place: u32, query: &Query) -> bool {
        let price = &self.product(place).price;
        query.limits.iter().all(|limit| price.as_ref().and_then(|price| limit.allows(price)) != Some(false))
    }

    /// The score of every product: the mean over the interests.
    fn scores(&self, query: &Query) -> Vec<f64> {
        let mut scores = vec![0.0; self.products.len()];
        let mut meetings = vec![Meeting::default(); self.products.len()];
        #[expect(clippy::cast_precision_loss, reason = "a profile has at most 200 interests")]
        let share = 1.0 / query.interests.len().max(1) as f64;
        for interest in &query.interests {
            let mut touched = self.gather(interest, &mut meetings);
            touched.sort_unstable();
            touched.dedup();
            let whole: f32 = interest.terms.iter().map(|(key, _)| self.rarity(key)).sum();
            for place in touched {
                let meeting = std::mem::take(&mut meetings[place as usize]);
                scores[place as usize] += share * f64::from(meeting.parts(interest, whole).score());
            }
        }
        scores
    }

    /// Adds up what an interest finds in every product, and says in which it found something.
    fn gather(&self, interest: &Interest, meetings: &mut [Meeting]) -> Vec<u32> {
        let mut touched = Vec::new();
        for (key, _) in &interest.terms {
            let rare = self.rarity(key);
            for (place, weight) in self.terms.get(key.as_str()).into_iter().flatten() {
                let meeting = &mut meetings[*place as usize];
                meeting.words += rare * weight;
                meeting.met += rare;
                touched.push(*place);
            }
        }
        for phrase in &interest.concepts {
            for (place, weight) in self.strongest(phrase.iter().copied()) {
                meetings[place as usize].concepts += weight;
                touched.push(place);
            }
            for (place, weight) in self.strongest(phrase.iter().flat_map(|c| self.lexicon.near(*c)).copied()) {
                meetings[place as usize].near += weight;
                touched.push(place);
            }
        }
        touched
    }

    /// For every product with one of the concepts, the weight of the strongest.
    fn strongest(&self, concepts: impl Iterator<Item = ConceptNumber>) -> Vec<Posting> {
        let mut postings: Vec<Posting> =
            concepts.filter_map(|concept| self.concepts.get(&concept)).flatten().copied().collect();
        postings.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        postings.dedup_by_key(|posting| posting.0);
        postings
    }

    fn reasons(&self, place: u32, query: &Query) -> Vec<Reason> {
        let product = self.product(place);
        let counted = Counted::new(product.kept.values(), &self.lexicon);
        let mut all = Vec::new();
        for interest in &query.interests {
            let (meeting, whole) = crate::score::meet(interest, &counted, &self.lexicon, |key| self.rarity(key));
            all.extend(reasons(interest, product.kept.values(), meeting.parts(interest, whole), &self.lexicon));
        }
        all.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        all.extend(price_reasons(query, product.price.as_ref(), &product.price_text));
        all
    }
}

/// A reason for each limit that the price is known to be within.
pub(crate) fn price_reasons(query: &Query, price: Option<&Price>, text: &str) -> Vec<Reason> {
    let Some(price) = price else { return Vec::new() };
    query
        .limits
        .iter()
        .filter(|limit| limit.allows(price) == Some(true))
        .map(|limit| Reason {
            interest: limit.stated.clone(),
            field: "price".to_owned(),
            fact: text.to_owned(),
            words: vec![text.to_owned()],
            via: Match::Price,
            weight: 0.0,
        })
        .collect()
}
