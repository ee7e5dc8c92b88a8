//! Price limits that a profile states with a number: `under $50`, 低于200元.
//!
//! A wish without a number ("budget", "premium") is no limit. Without a currency only a whole interest such as
//! `under 50` counts, and only as a ceiling: `over 50` is more often an age, and a note's number may be a length or a
//! weight.

use copydesk_domain::{ProductFields, ProfileFields};

/// A price limit, as a person stated it.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceLimit {
    /// The interest or note that states it.
    pub stated: String,
    /// ISO 4217 codes that it can mean; none for any currency.
    currencies: &'static [&'static str],
    floor: Option<f64>,
    ceiling: Option<f64>,
}

const DOLLARS: &[&str] = &["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD"];

/// Signs and words of currencies. `$` and `¥` are shared by several.
const CURRENCIES: [(&str, &[&str]); 16] = [
    ("人民币", &["CNY"]),
    ("美元", &["USD"]),
    ("欧元", &["EUR"]),
    ("英镑", &["GBP"]),
    ("日元", &["JPY"]),
    ("块钱", &["CNY"]),
    ("元", &["CNY"]),
    ("块", &["CNY"]),
    ("usd", &["USD"]),
    ("eur", &["EUR"]),
    ("gbp", &["GBP"]),
    ("cny", &["CNY"]),
    ("$", DOLLARS),
    ("€", &["EUR"]),
    ("£", &["GBP"]),
    ("¥", &["CNY", "JPY"]),
];
const CEILING_BEFORE: [&str; 14] = [
    "under",
    "below",
    "less than",
    "up to",
    "at most",
    "no more than",
    "not over",
    "maximum",
    "max",
    "budget of",
    "低于",
    "不超过",
    "不到",
    "最多",
];
const FLOOR_BEFORE: [&str; 8] = ["over", "above", "more than", "at least", "from", "高于", "超过", "至少"];
const CEILING_AFTER: [&str; 5] = ["以下", "以内", "之内", "or less", "max"];
const FLOOR_AFTER: [&str; 4] = ["以上", "起", "or more", "and up"];

impl PriceLimit {
    /// The limits that a profile's interests and notes state.
    #[must_use]
    pub fn of(profile: &ProfileFields) -> Vec<Self> {
        let interests = profile.interests.iter().filter_map(|interest| Self::read(interest.trim(), true));
        // a dot ends a sentence only before a space: "€12.50" is one number
        let notes = profile.notes.split(['。', '；', ';', '\n', '!', '！']).flat_map(|part| part.split(". "));
        interests.chain(notes.filter_map(|note| Self::read(note.trim(), false))).collect()
    }

    /// Whether an interest is nothing but a price limit.
    pub(crate) fn is_only_price(interest: &str) -> bool {
        Self::parse(interest).is_some_and(|found| found.alone) && Self::read(interest.trim(), true).is_some()
    }

    /// An interest without the price limit that it states.
    pub(crate) fn stripped(interest: &str) -> String {
        match (Self::read(interest, true), Self::parse(interest)) {
            (Some(_), Some(found)) => found.rest,
            _ => interest.to_owned(),
        }
    }

    /// Whether a product's price is within the limit; `None` when the price cannot be compared: it is missing, not a
    /// number, or in a currency that the limit does not mean.
    #[must_use]
    pub fn admits(&self, product: &ProductFields) -> Option<bool> {
        Price::of(product).and_then(|price| self.allows(&price))
    }

    pub(crate) fn allows(&self, price: &Price) -> Option<bool> {
        let same = self.currencies.is_empty()
            || price.currency.is_empty()
            || self.currencies.contains(&price.currency.as_str());
        same.then(|| {
            self.ceiling.is_none_or(|most| price.amount <= most) && self.floor.is_none_or(|least| price.amount >= least)
        })
    }

    fn read(text: &str, interest: bool) -> Option<Self> {
        let found = Self::parse(text)?;
        let trusted = found.currency.is_some() || (interest && found.alone && found.ceiling.is_some());
        trusted.then(|| Self {
            stated: text.to_owned(),
            currencies: found.currency.unwrap_or_default(),
            floor: found.floor,
            ceiling: found.ceiling,
        })
    }

    fn parse(text: &str) -> Option<Found> {
        let lower = text.to_lowercase().replace('￥', "¥").replace('＄', "$");
        let start = lower.find(|c: char| c.is_ascii_digit())?;
        let digits = lower[start..]
            .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))
            .map_or(lower.len(), |end| start + end);
        let amount = number(lower[start..digits].trim_end_matches(['.', ',']))?;
        let (before, sign_before) = strip_currency_end(lower[..start].trim_end());
        let (after, sign_after) = strip_currency_start(lower[digits..].trim_start());
        let (before, after) = (before.trim_end(), after.trim_start());
        let ends = |words: &'static [&'static str]| words.iter().find(|word| ends_with_word(before, word));
        let starts = |words: &'static [&'static str]| words.iter().find(|word| after.starts_with(**word));
        let (mut rest_before, mut rest_after) = (before, after);
        let mut found = Found {
            currency: sign_before.or(sign_after),
            floor: None,
            ceiling: None,
            alone: false,
            rest: String::new(),
        };
        if let Some(word) = ends(&CEILING_BEFORE) {
            found.ceiling = Some(amount);
            rest_before = &before[..before.len() - word.len()];
        } else if let Some(word) = starts(&CEILING_AFTER) {
            found.ceiling = Some(amount);
            rest_after = &after[word.len()..];
        } else if let Some(word) = ends(&FLOOR_BEFORE) {
            found.floor = Some(amount);
            rest_before = &before[..before.len() - word.len()];
        } else if let Some(word) = starts(&FLOOR_AFTER) {
            found.floor = Some(amount);
            rest_after = &after[word.len()..];
        } else {
            return None;
        }
        let nothing = |rest: &str| {
            let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
            matches!(rest, "" | "price" | "prices" | "budget" | "价格" | "预算" | "单价")
        };
        found.alone = nothing(rest_before) && nothing(rest_after);
        found.rest = format!("{rest_before} {rest_after}");
        Some(found)
    }
}

struct Found {
    currency: Option<&'static [&'static str]>,
    floor: Option<f64>,
    ceiling: Option<f64>,
    /// Whether the text says nothing else.
    alone: bool,
    /// What else it says, in lower case.
    rest: String,
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|rest| !word.is_ascii() || !rest.ends_with(|c: char| c.is_alphanumeric()))
}

fn strip_currency_end(text: &str) -> (&str, Option<&'static [&'static str]>) {
    CURRENCIES
        .iter()
        .find_map(|(sign, codes)| text.strip_suffix(sign).map(|rest| (rest, Some(*codes))))
        .unwrap_or((text, None))
}

fn strip_currency_start(text: &str) -> (&str, Option<&'static [&'static str]>) {
    CURRENCIES
        .iter()
        .find_map(|(sign, codes)| text.strip_prefix(sign).map(|rest| (rest, Some(*codes))))
        .unwrap_or((text, None))
}

/// A number with a decimal point or comma, or with thousands apart: `12.50`, `12,50`, `1,200`.
fn number(text: &str) -> Option<f64> {
    let decimal_comma = text.rsplit_once(',').is_some_and(|(_, cents)| cents.len() <= 2) && !text.contains('.');
    let plain = if decimal_comma { text.replace(',', ".") } else { text.replace(',', "") };
    plain.parse().ok().filter(|amount: &f64| amount.is_finite())
}

/// A price that can be compared.
pub(crate) struct Price {
    amount: f64,
    currency: String,
}

impl Price {
    pub(crate) fn of(product: &ProductFields) -> Option<Self> {
        let text = product.price.trim().trim_matches(|c: char| !c.is_ascii_digit());
        let amount = number(text)?;
        let typed = product.currency.trim().to_uppercase();
        let currency = match typed.as_str() {
            "€" => "EUR".to_owned(),
            "£" => "GBP".to_owned(),
            "元" | "RMB" => "CNY".to_owned(),
            // a shared sign says no more than none
            "$" | "¥" | "￥" => String::new(),
            _ => typed,
        };
        Some(Self { amount, currency })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn product(price: &str, currency: &str) -> ProductFields {
        ProductFields { price: price.into(), currency: currency.into(), ..Default::default() }
    }

    fn limits(interests: &[&str], notes: &str) -> Vec<PriceLimit> {
        PriceLimit::of(&ProfileFields {
            interests: interests.iter().map(|&i| i.to_owned()).collect(),
            notes: notes.into(),
            ..Default::default()
        })
    }

    #[test]
    fn a_stated_ceiling_is_read() {
        for text in ["under $50", "up to 50 USD", "gifts under $50", "$50 or less", "Under 50"] {
            let limit = limits(&[text], "").remove(0);
            assert_eq!(limit.admits(&product("49.00", "USD")), Some(true), "{text}");
            assert_eq!(limit.admits(&product("50.01", "USD")), Some(false), "{text}");
        }
        let limit = limits(&[], "预算有限。价格低于200元").remove(0);
        assert_eq!(limit.admits(&product("199", "CNY")), Some(true));
        assert_eq!(limit.admits(&product("259.00", "CNY")), Some(false));
        assert_eq!(limit.admits(&product("259.00", "USD")), None);
        assert_eq!(limits(&["200元以内"], "").remove(0).admits(&product("200", "CNY")), Some(true));
        assert_eq!(limits(&["over €1,200"], "").remove(0).admits(&product("1300", "EUR")), Some(true));
        assert_eq!(
            limits(&[], "Nothing over. Up to €12.50 a piece.").remove(0).admits(&product("12,50", "EUR")),
            Some(true)
        );
    }

    #[test]
    fn other_numbers_are_no_prices() {
        for text in ["over 50", "women over 50", "5 km runs", "budget", "from 3 years"] {
            assert_eq!(limits(&[text], ""), [], "{text}");
        }
        assert_eq!(limits(&[], "Write under 50 words"), []);
        assert!(PriceLimit::is_only_price("under $50") && !PriceLimit::is_only_price("gifts under $50"));
    }
}
