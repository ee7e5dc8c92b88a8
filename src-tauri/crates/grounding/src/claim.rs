//! What a text claims, and how each claim stands to the facts.

use crate::{
    facts::{At, FactQuantity, Facts},
    lexicon::{Hit, SHIPPED, Topic},
    price::discounts,
    quantity::{Dimension, Quantity, alike},
    reading::{Reading, overlap, read},
    sentence::sentences,
    statement::{compatibilities, superlatives},
    text::{before, is_han, is_letter, on_borders, terms, words_before},
};
use copydesk_domain::{
    Claim, ClaimKind, Standing,
    place::{Place, scalars},
};
use std::{collections::HashSet, ops::Range};

/// Most facts named for one claim.
const NAMED: usize = 3;

/// The claims of a text, in order.
#[must_use]
pub fn claims(text: &str, facts: &Facts) -> Vec<Claim> {
    claims_in(&Place::plain(text), facts)
}

/// The claims of a field's text, in order.
#[must_use]
pub fn claims_in(place: &Place, facts: &Facts) -> Vec<Claim> {
    let mut found = Vec::new();
    let mut start = 0;
    for range in sentences(&place.text) {
        let sentence = &place.text[range];
        for own in of_sentence(sentence, facts) {
            let range = on_borders(sentence, own.range);
            let begin = start + scalars(&sentence[..range.start]);
            let words = sentence[range].to_owned();
            found.push(Claim {
                field: place.field.clone(),
                part: place.part,
                start: begin,
                end: begin + scalars(&words),
                text: words,
                kind: own.kind,
                standing: own.standing,
                facts: own.facts.iter().map(|at| facts.reference(at)).collect(),
            });
        }
        start += scalars(sentence);
    }
    found
}

/// A claim of a sentence, in bytes.
struct Own {
    range: Range<usize>,
    kind: ClaimKind,
    standing: Standing,
    facts: Vec<At>,
}

type Stands = (Standing, Vec<At>);

fn of_sentence(sentence: &str, facts: &Facts) -> Vec<Own> {
    let reading = read(sentence, false);
    let mut found = Found(Vec::new());
    for (range, object) in compatibilities(&reading.text) {
        found.add(range, ClaimKind::Compatibility, facts.compatibility_standing(&sentence[object]));
    }
    let shares = reading.shares();
    for (quantity, hit) in &shares {
        let (quantity, hit) = (&reading.quantities[*quantity], &reading.hits[*hit]);
        let range = quantity.range.start.min(hit.range.start)..quantity.range.end.max(hit.range.end);
        found.add(range, ClaimKind::Material, facts.share_standing(quantity, hit));
    }
    for (kind, range, stands) in named(&reading, facts) {
        found.add(range, kind, stands);
    }
    for discount in discounts(&reading) {
        found.add(discount.range, ClaimKind::Percentage, facts.reduction_standing(discount.percent));
    }
    for range in superlatives(&reading.text) {
        found.add(range.clone(), ClaimKind::Superlative, facts.superlative_standing(&sentence[range]));
    }
    let about: HashSet<String> = terms(&reading.text).into_iter().collect();
    for quantity in &reading.quantities {
        let kind = match quantity.unit.dimension {
            Dimension::Count => ClaimKind::Number,
            Dimension::Percent => ClaimKind::Percentage,
            Dimension::Money => ClaimKind::Price,
            _ => ClaimKind::Measure,
        };
        let stands = match kind {
            ClaimKind::Price => facts.money_standing(&reading.text, quantity),
            _ => facts.quantity_standing(quantity, &about),
        };
        let stands = match stands.0 {
            Standing::Supported => stands,
            _ => facts.named_as_written(&reading.text, quantity).or_else(|| facts.listed(quantity)).unwrap_or(stands),
        };
        found.add(quantity.range.clone(), kind, stands);
    }
    for (range, at) in codes(&reading.text, facts) {
        found.add(range, ClaimKind::Number, (Standing::Supported, vec![at]));
    }
    let mut found = found.0;
    found.sort_by_key(|own| own.range.start);
    found
}

struct Found(Vec<Own>);

impl Found {
    /// What was found first has the place.
    fn add(&mut self, range: Range<usize>, kind: ClaimKind, (standing, mut facts): Stands) {
        if range.is_empty() || self.0.iter().any(|own| overlap(&own.range, &range)) {
            return;
        }
        facts.dedup();
        facts.truncate(NAMED);
        self.0.push(Own { range, kind, standing, facts });
    }
}

/// Materials, marks and countries that a sentence names. One word can stand for several: it is supported by any.
fn named(reading: &Reading, facts: &Facts) -> Vec<(ClaimKind, Range<usize>, Stands)> {
    let mut found: Vec<(ClaimKind, Range<usize>, Stands)> = Vec::new();
    for hit in &reading.hits {
        let Some(entry) = SHIPPED.entry(hit.entry) else { continue };
        let kind = match entry.topic {
            Topic::Material => ClaimKind::Material,
            Topic::Certification => ClaimKind::Certification,
            Topic::Origin => ClaimKind::Origin,
        };
        let stands = facts.hit_standing(hit, entry.topic);
        match found.iter_mut().find(|(_, range, _)| *range == hit.range) {
            Some(same) if stands.0 == Standing::Supported => *same = (kind, hit.range.clone(), stands),
            Some(_) => {}
            None => found.push((kind, hit.range.clone(), stands)),
        }
    }
    found
}

/// Codes such as `HM-1042` or `5G` that stand in the facts as they are written.
fn codes(text: &str, facts: &Facts) -> Vec<(Range<usize>, At)> {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let Some(start) = text[at..].find(part).map(|step| at + step) else { break };
        let end = text[start..].find(|c| !part(c)).map_or(text.len(), |step| start + step);
        let token = text[start..end].trim_matches('-');
        let digits = token.contains(|c: char| c.is_ascii_digit());
        let capital = token.contains(|c: char| c.is_ascii_uppercase());
        if digits
            && capital
            && let Some(place) = facts.verbatim(token)
        {
            let start = start + text[start..end].find(token).unwrap_or(0);
            found.push((start..start + token.len(), place));
        }
        at = end;
    }
    found
}

impl Facts {
    /// How a number stands to the facts: supported by any that says the same; it differs if there is one other.
    pub(crate) fn quantity_standing(&self, own: &Quantity, about: &HashSet<String>) -> Stands {
        let percent = own.unit.dimension == Dimension::Percent;
        let same_kind = |fact: &&FactQuantity| fact.quantity.unit.dimension == own.unit.dimension;
        let candidates: Vec<&FactQuantity> = self.quantities.iter().filter(same_kind).collect();
        let of_role = |fact: &&FactQuantity| own.role.is_some() && fact.quantity.role == own.role;
        let roles_meet =
            |fact: &FactQuantity| own.role.is_none() || fact.quantity.role.is_none() || own.role == fact.quantity.role;
        let met = |fact: &&&FactQuantity| own.is_met_by(&fact.quantity) && self.words_meet(own, fact, percent);
        // where the facts state this very measure, it decides
        let stated: Vec<&FactQuantity> = candidates.iter().copied().filter(of_role).collect();
        let mut supporting: Vec<&FactQuantity> = stated.iter().filter(met).copied().collect();
        if supporting.is_empty() {
            supporting = candidates.iter().filter(|fact| roles_meet(fact)).filter(met).copied().collect();
        }
        if supporting.is_empty() && own.spans.len() > 1 {
            supporting = self.sides(own, &candidates);
        }
        if !supporting.is_empty() {
            return (Standing::Supported, supporting.into_iter().map(place).collect());
        }
        let near = |fact: &&FactQuantity| alike(own.unit.factor, fact.quantity.unit.factor, own.unit.dimension);
        let comparable: Vec<&FactQuantity> = if own.unit.dimension == Dimension::Count || percent {
            candidates.iter().copied().filter(|fact| self.share_words(own, fact)).collect()
        } else {
            candidates.iter().copied().filter(|fact| near(fact) && roles_meet(fact)).collect()
        };
        let mentioned = comparable.iter().copied().filter(|fact| self.is_mentioned(fact, about));
        for choice in [stated, mentioned.collect(), comparable.clone()] {
            let Some(first) = choice.first() else { continue };
            let alone = choice.iter().all(|fact| first.quantity.equals(&fact.quantity))
                && first.quantity.spans.len() <= own.spans.len();
            if alone {
                return (Standing::Differs, vec![place(first)]);
            }
            // several others: which of them is meant is not known
            break;
        }
        (Standing::Unsupported, Vec::new())
    }

    /// 30 × 20 × 10 cm, each side by a fact of its own.
    fn sides<'a>(&self, own: &Quantity, candidates: &[&'a FactQuantity]) -> Vec<&'a FactQuantity> {
        let mut found = Vec::new();
        for span in &own.spans {
            let side = own.alone(*span);
            match candidates.iter().find(|fact| side.is_met_by(&fact.quantity)) {
                Some(fact) => found.push(*fact),
                None => return Vec::new(),
            }
        }
        found
    }

    /// Whether a count can be of the same things as a fact.
    fn words_meet(&self, own: &Quantity, fact: &FactQuantity, percent: bool) -> bool {
        if own.unit.dimension != Dimension::Count && !percent {
            return true;
        }
        let label = &self.label_terms[fact.field];
        let other = &fact.quantity.words;
        if self.share_words(own, fact) || (other.is_empty() && label.is_empty()) {
            return true;
        }
        let contents =
            ["pack", "quantity", "content", "piece", "set", "数量", "件数"].iter().any(|word| label.contains(*word));
        if contents && other.is_empty() {
            return true;
        }
        if own.words.is_empty() {
            return !percent && (own.unit.plain || other.is_empty() || !fact.quantity.unit.plain);
        }
        // words of two scripts cannot be held against each other
        let han = |word: &str| word.starts_with(is_han);
        let scripts = |words: &mut dyn Iterator<Item = &String>| words.next().map(|word| han(word));
        let theirs = scripts(&mut other.iter().chain(label.iter()));
        let ours = own.words.iter().any(|word| han(word));
        theirs.is_some_and(|theirs| theirs != ours)
    }

    fn share_words(&self, own: &Quantity, fact: &FactQuantity) -> bool {
        let label = &self.label_terms[fact.field];
        let pieces =
            own.words.is_empty() && fact.quantity.words.is_empty() && !own.unit.plain && !fact.quantity.unit.plain;
        pieces || own.words.iter().any(|word| fact.quantity.words.contains(word) || label.contains(word))
    }

    fn is_mentioned(&self, fact: &FactQuantity, about: &HashSet<String>) -> bool {
        let label = &self.label_terms[fact.field];
        !label.is_empty() && label.iter().any(|term| about.contains(term))
    }

    /// As many as a fact lists: two heights of “10 cm / 12 cm”, three colours of “red, blue and green”.
    fn listed(&self, own: &Quantity) -> Option<Stands> {
        let [span] = own.spans.as_slice() else { return None };
        if own.unit.dimension != Dimension::Count || span.low < 2.0 || span.low < span.high {
            return None;
        }
        let counted = |field: &usize| self.label_terms[*field].iter().any(|term| own.words.contains(term));
        let as_many = |field: &usize| entries(&self.fields[*field].text) as f64 == span.low;
        let field = (0..self.fields.len()).filter(counted).find(as_many)?;
        Some((Standing::Supported, vec![(field, 0..self.fields[field].text.len())]))
    }

    /// A number that is part of a name the facts have as it is written: Pixel 8, Size 8.
    fn named_as_written(&self, text: &str, quantity: &Quantity) -> Option<Stands> {
        if quantity.unit.dimension != Dimension::Count {
            return None;
        }
        let last = words_before(text, quantity.range.start).next()?;
        if !last.starts_with(char::is_uppercase) || before(text, quantity.range.start).is_some_and(is_letter) {
            return None;
        }
        let start = last.as_ptr() as usize - text.as_ptr() as usize;
        self.verbatim(&text[start..quantity.range.end]).map(|at| (Standing::Supported, vec![at]))
    }

    /// How a percentage of a material stands to the composition.
    fn share_standing(&self, quantity: &Quantity, hit: &Hit) -> Stands {
        let said = quantity.spans[0].low;
        let of_it: Vec<_> = self.shares.iter().filter(|share| SHIPPED.is(share.entry, hit.entry)).collect();
        let same: Vec<At> =
            of_it.iter().filter(|share| (share.percent - said).abs() < 1e-6).map(|share| share.at.clone()).collect();
        if !same.is_empty() {
            return (Standing::Supported, same);
        }
        if let Some(other) = of_it.first() {
            return (Standing::Differs, vec![other.at.clone()]);
        }
        let (standing, at) = self.hit_standing(hit, Topic::Material);
        // all of it, where the facts name it and nothing else of its family
        let whole = standing == Standing::Supported && said >= 100.0 && !self.has_another(hit);
        if whole || standing == Standing::Differs { (standing, at) } else { (Standing::Unsupported, Vec::new()) }
    }

    /// How a material, mark or country stands to the facts.
    fn hit_standing(&self, hit: &Hit, topic: Topic) -> Stands {
        let same = |(_, fact): &&(usize, Hit)| SHIPPED.is(fact.entry, hit.entry) && fact.number == hit.number;
        let found: Vec<At> =
            self.hits.iter().filter(same).map(|(field, fact)| (*field, fact.range.clone())).take(NAMED).collect();
        if !found.is_empty() {
            return (Standing::Supported, found);
        }
        match self.another(hit, topic).as_slice() {
            [] => (Standing::Unsupported, Vec::new()),
            [first, rest @ ..] => {
                let alone = rest.iter().all(|other| other.1.entry == first.1.entry && other.1.number == first.1.number);
                if alone {
                    (Standing::Differs, vec![(first.0, first.1.range.clone())])
                } else {
                    (Standing::Unsupported, Vec::new())
                }
            }
        }
    }

    /// What the facts state in place of something, in a field that is about it.
    fn another(&self, hit: &Hit, topic: Topic) -> Vec<&(usize, Hit)> {
        let labels: &[&str] = match topic {
            Topic::Material => &[
                "material",
                "fabric",
                "composition",
                "材质",
                "面料",
                "材料",
                "成分",
                "upper",
                "filling",
                "填充",
                "shell",
            ],
            Topic::Origin => &["origin", "country", "made in", "产地", "原产", "manufactured"],
            Topic::Certification => &[],
        };
        let family = |entry: u16| SHIPPED.entry(entry).map(|entry| (entry.topic, entry.family.as_str()));
        self.hits
            .iter()
            .filter(|(field, fact)| {
                let label = self.fields[*field].label.to_lowercase();
                let about = labels.iter().any(|word| label.contains(word));
                let numbered = fact.entry == hit.entry
                    && fact.number != hit.number
                    && fact.number / 1_000_000 == hit.number / 1_000_000
                    && fact.number != 0
                    && hit.number >= 1_000_000;
                numbered || (about && family(fact.entry) == family(hit.entry) && !SHIPPED.is(hit.entry, fact.entry))
            })
            .collect()
    }

    fn has_another(&self, hit: &Hit) -> bool {
        let family = |entry: u16| SHIPPED.entry(entry).map(|entry| (entry.topic, entry.family.as_str()));
        let others = self.hits.iter().filter(|(_, fact)| family(fact.entry) == family(hit.entry));
        others.into_iter().any(|(_, fact)| !SHIPPED.is(fact.entry, hit.entry) && !SHIPPED.is(hit.entry, fact.entry))
    }
}

/// How many things a text lists.
fn entries(text: &str) -> usize {
    let text = text.replace(" and ", ",").replace('和', ",");
    text.split(['/', ',', ';', '、', '，', '；', '\n']).filter(|entry| !entry.trim().is_empty()).count()
}

fn place(fact: &FactQuantity) -> At {
    (fact.field, fact.quantity.range.clone())
}
