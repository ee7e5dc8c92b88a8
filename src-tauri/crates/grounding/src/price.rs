//! Prices, and reductions of them.

use crate::{
    facts::{At, Facts},
    quantity::{Dimension, Quantity},
    reading::Reading,
    text::{before, words_behind},
};
use copydesk_domain::Standing;
use regex::Regex;
use std::{ops::Range, sync::LazyLock};

/// How far a stated reduction may be from the one that the prices give, in points.
pub const POINTS: f64 = 0.5;

/// Which price a column states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriceKind {
    /// What it costs.
    Price,
    /// What it cost, or is said to be worth.
    CompareAt,
    /// The lowest price of the last 30 days.
    Lowest,
}

impl PriceKind {
    /// The price that a column or attribute of a name states.
    pub fn named(label: &str) -> Option<Self> {
        let plain: String =
            label.to_lowercase().chars().map(|c| if matches!(c, '_' | '-' | '.') { ' ' } else { c }).collect();
        let has = |words: &[&str]| words.iter().any(|word| plain.contains(word));
        if !has(&["price", "价", "rrp", "msrp", "uvp", "lowest", "preis", "prix", "cost"])
            || has(&["cost per", "price /", "currency"])
        {
            return None;
        }
        if has(&["30", "omnibus"]) && has(&["lowest", "最低", "prior", "omnibus", "niedrigst"]) {
            return Some(Self::Lowest);
        }
        if has(&[
            "compare",
            "original",
            "list price",
            "rrp",
            "msrp",
            "uvp",
            "regular",
            "was",
            "原价",
            "划线",
            "吊牌",
            "市场价",
            "建议零售",
            "指导价",
        ]) {
            return Some(Self::CompareAt);
        }
        (!has(&["cost", "成本", "进价", "unit price", "采购"])).then_some(Self::Price)
    }
}

/// A price among the facts.
#[derive(Clone, Debug)]
pub struct Amount {
    /// Which price.
    pub kind: PriceKind,
    /// Where it stands.
    pub at: At,
    /// How much.
    pub value: f64,
}

/// The prices of a product.
#[derive(Debug, Default)]
pub struct Amounts {
    /// The product's currency; empty if it states none.
    pub currency: String,
    /// Its prices.
    pub all: Vec<Amount>,
}

impl Amounts {
    /// Reads a price of a field.
    pub fn add(&mut self, kind: PriceKind, field: usize, text: &str) {
        let Some(start) = text.find(|c: char| c.is_ascii_digit()) else { return };
        let Some((value, end)) = crate::quantity::number(text, start) else { return };
        if value > 0.0 && text.len() < 40 {
            self.all.push(Amount { kind, at: (field, start..end), value });
        }
    }

    fn of(&self, kind: PriceKind) -> impl Iterator<Item = &Amount> {
        self.all.iter().filter(move |amount| amount.kind == kind)
    }

    /// Whether a currency can be the product's.
    pub fn is_own(&self, currency: &str) -> bool {
        let own = self.currency.as_str();
        let dollars = ["USD", "CAD", "AUD", "NZD", "SGD", "HKD"];
        own.is_empty()
            || own == currency
            || currency == "USD" && dollars.contains(&own)
            || currency == "CNY" && own == "JPY"
            || currency == "CNY" && ["RMB", "YUAN", "元", "¥"].contains(&own)
            || currency == "EUR" && own == "€"
            || currency == "USD" && own == "$"
            || currency == "GBP" && own == "£"
    }

    /// Pairs of what a price was, or another it is held against, and what it is.
    fn pairs(&self, kind: PriceKind) -> Vec<(&Amount, &Amount)> {
        self.of(kind).flat_map(|was| self.of(PriceKind::Price).map(move |price| (was, price))).collect()
    }

    /// The lowest price of 30 days with the price, and the reduction between them in hundredths.
    pub fn lawful_reduction(&self) -> Option<(&Amount, &Amount, f64)> {
        let (lowest, price) = self.pairs(PriceKind::Lowest).into_iter().next()?;
        Some((lowest, price, reduction(lowest.value, price.value)))
    }
}

fn reduction(was: f64, price: f64) -> f64 {
    (1.0 - price / was) * 100.0
}

/// A reduction that a text states.
pub struct Discount {
    /// Where, in bytes.
    pub range: Range<usize>,
    /// How much, in hundredths.
    pub percent: f64,
}

static FOLDS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"([0-9](?:\.[0-9]|[0-9])?|[一二三四五六七八九]{1,2})\s?折").ok());

/// The reductions of a sentence: 20% off, −20 %, 8折.
pub fn discounts(reading: &Reading) -> Vec<Discount> {
    let mut found: Vec<Discount> =
        reading.quantities.iter().filter_map(|quantity| percent_off(&reading.text, quantity)).collect();
    let Some(folds) = FOLDS.as_ref().filter(|_| reading.numbers.contains('折')) else { return found };
    for folded in folds.captures_iter(&reading.numbers) {
        let (Some(whole), Some(digits)) = (folded.get(0), folded.get(1)) else { continue };
        let tail = &reading.text[whole.end()..];
        let another = ["叠", "伞", "页", "屏", "礼", "痕"].iter().any(|word| tail.starts_with(word));
        let cut =
            before(&reading.text, whole.start()).is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | '十' | '百'));
        let value = digits.as_str().chars().try_fold(0.0, |sum, c| match c {
            '.' => Some(sum),
            _ => chinese_digit(c).map(|digit| sum * 10.0 + digit),
        });
        if let Some(value) = value.filter(|_| !another && !cut) {
            let tenths = if value >= 10.0 { value } else { value * 10.0 };
            found.push(Discount { range: whole.range(), percent: 100.0 - tenths });
        }
    }
    found
}

fn chinese_digit(character: char) -> Option<f64> {
    let digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let place = digits.iter().position(|digit| *digit == character).and_then(|at| u32::try_from(at).ok());
    character.to_digit(10).or(place).map(f64::from)
}

fn percent_off(text: &str, quantity: &Quantity) -> Option<Discount> {
    if quantity.unit.dimension != Dimension::Percent {
        return None;
    }
    let range = &quantity.range;
    let head = text[..range.start].trim_end().to_lowercase();
    let start = head.char_indices().rev().take(14).last().map_or(0, |(at, _)| at);
    let near = &head[start..];
    let said = [
        "save",
        "save up to",
        "saving",
        "savings of",
        "discount of",
        "reduced by",
        "discount:",
        "立减",
        "直降",
        "降价",
        "省",
        "优惠",
        "便宜",
        "立省",
    ];
    let next = words_behind(text, range.end).next().unwrap_or("").to_lowercase();
    let behind = ["off", "discount", "reduction", "rabatt", "cheaper", "savings"].contains(&next.as_str())
        || text[range.end..].starts_with("优惠");
    let sign = before(text, range.start).filter(|c| matches!(c, '-' | '−' | '–'));
    let minus = sign.is_some_and(|sign| {
        let last = before(text, range.start - sign.len_utf8());
        last.is_none_or(|c| c.is_whitespace() || "(（:：".contains(c))
    });
    let start = if minus { range.start - sign.map_or(0, char::len_utf8) } else { range.start };
    let end = if behind && next == "off" {
        text[range.end..].find(['f', 'F']).map_or(range.end, |at| range.end + at + 2)
    } else {
        range.end
    };
    let percent = quantity.spans[0].high;
    (behind || minus || said.iter().any(|word| near.ends_with(word))).then_some(Discount { range: start..end, percent })
}

impl Facts {
    /// How a stated reduction stands to the prices.
    pub(crate) fn reduction_standing(&self, percent: f64) -> (Standing, Vec<At>) {
        let mut pairs = self.amounts.pairs(PriceKind::CompareAt);
        pairs.extend(self.amounts.pairs(PriceKind::Lowest));
        let comes_out =
            |(was, price): &&(&Amount, &Amount)| (reduction(was.value, price.value) - percent).abs() <= POINTS;
        let places = |(was, price): &(&Amount, &Amount)| vec![was.at.clone(), price.at.clone()];
        if let Some(pair) = pairs.iter().find(comes_out) {
            return (Standing::Supported, places(pair));
        }
        let stated = self.quantities.iter().find(|fact| {
            let quantity = &fact.quantity;
            quantity.unit.dimension == Dimension::Percent && (quantity.spans[0].high - percent).abs() <= 1e-6
        });
        match (stated, pairs.first()) {
            (Some(fact), _) => (Standing::Supported, vec![(fact.field, fact.quantity.range.clone())]),
            (None, Some(pair)) => (Standing::Differs, places(pair)),
            _ => (Standing::Unsupported, Vec::new()),
        }
    }

    /// How an amount of money stands to the prices.
    pub(crate) fn money_standing(&self, text: &str, quantity: &Quantity) -> (Standing, Vec<At>) {
        let own = self.amounts.is_own(quantity.unit.currency);
        let cents = |value: f64| {
            [quantity.spans[0].low, quantity.spans[0].high].iter().any(|said| (said - value).abs() < 0.005)
        };
        let around = Around::of(text, &quantity.range);
        if around.saved {
            let pairs = self.amounts.pairs(PriceKind::CompareAt);
            let pair = pairs.iter().find(|(was, price)| cents(was.value - price.value));
            if let Some((was, price)) = pair.or(pairs.first()).filter(|_| own) {
                let standing = if pair.is_some() { Standing::Supported } else { Standing::Differs };
                return (standing, vec![was.at.clone(), price.at.clone()]);
            }
        }
        let stated = self.quantities.iter().filter(|fact| {
            let other = &fact.quantity;
            other.unit.dimension == Dimension::Money
                && other.unit.currency == quantity.unit.currency
                && quantity.is_met_by(other)
        });
        let stated: Vec<At> = stated.map(|fact| (fact.field, fact.quantity.range.clone())).take(3).collect();
        if !stated.is_empty() {
            return (Standing::Supported, stated);
        }
        if around.saved || around.threshold {
            return (Standing::Unsupported, Vec::new());
        }
        let prices: Vec<&Amount> = self.amounts.all.iter().collect();
        let mut as_fact = quantity.clone();
        let met = prices.iter().find(|price| {
            as_fact.spans[0] = crate::quantity::Span { low: price.value, high: price.value, other: None, step: 1.0 };
            cents(price.value) || quantity.is_met_by(&as_fact)
        });
        if let Some(price) = met.filter(|_| own) {
            return (Standing::Supported, vec![price.at.clone()]);
        }
        match self.amounts.of(PriceKind::Price).next() {
            Some(price) => (Standing::Differs, vec![price.at.clone()]),
            None => (Standing::Unsupported, Vec::new()),
        }
    }
}

struct Around {
    saved: bool,
    threshold: bool,
}

impl Around {
    fn of(text: &str, range: &Range<usize>) -> Self {
        let clause = |c: char| matches!(c, ',' | ';' | '，' | '；' | '、');
        let head = text[..range.start].rsplit(clause).next().unwrap_or("").to_lowercase();
        let start = head.char_indices().rev().take(18).last().map_or(0, |(at, _)| at);
        let head = &head[start..];
        let tail: String = text[range.end..].chars().take(14).collect::<String>().to_lowercase();
        let before = |words: &[&str]| words.iter().any(|word| head.contains(word));
        let next = tail.trim_start();
        let saved = before(&["save", "saving", "立减", "直降", "省", "优惠", "减"])
            || next.starts_with("off")
            || next.starts_with("discount");
        let threshold = before(&["over", "above", "orders", "shipping", "满", "运费", "spend"])
            || ["order", "包邮", "shipping", "gift", "优惠券"].iter().any(|word| next.contains(word));
        Self { saved, threshold }
    }
}

static REDUCED_FROM: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)(?:reduced from|marked down from|was|down from|原价|statt)\s*[:：]?\s*$").ok());

/// Whether the words before an amount say that the price was reduced from it.
pub fn reduced_from(text: &str, range: &Range<usize>) -> bool {
    REDUCED_FROM.as_ref().is_some_and(|regex| regex.is_match(&text[..range.start]))
}
