//! Quantities: numbers with what they measure or count, read alike whatever their language, digits and unit.

mod chinese;
mod digits;
mod english;
mod reader;
mod units;

pub use reader::quantities;
pub use units::{Dimension, Unit, alike, named_unit};

use std::ops::Range;

/// How close a rounded number has to be.
const ROUNDED: f64 = 0.025;
/// How close a number has to be behind "about".
const ABOUT: f64 = 0.05;
/// How far "more than" may stay below the fact, as a factor.
const MORE_THAN: f64 = 1.5;

/// What stands around a number and changes what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// 20 hours.
    Exact,
    /// About 20 hours.
    About,
    /// Up to 20 hours.
    UpTo,
    /// More than 20 hours.
    AtLeast,
    /// Less than 20 hours.
    Below,
}

/// A value or a range of values, in the base unit of its dimension.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// The value, or the lowest.
    pub low: f64,
    /// The value, or the highest.
    pub high: f64,
    /// What the value can mean too: `1.375` is 1375 in German.
    pub other: Option<f64>,
    /// The step of the last written place.
    pub step: f64,
}

/// A quantity where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Where, in bytes, with its unit or the sign of a currency.
    pub range: Range<usize>,
    /// One value or range; several for 30 × 20 × 10 cm.
    pub spans: Vec<Span>,
    /// What is measured.
    pub unit: Unit,
    /// Exactly, about, up to …
    pub manner: Manner,
    /// For a count, the terms of what is counted; for a percentage, of what surrounds it.
    pub words: Vec<String>,
    /// Which measure of a product it is, such as `width`; none if nothing says so.
    pub role: Option<u16>,
}

impl Quantity {
    /// Whether it says what a fact says, when both measure the same.
    pub fn is_met_by(&self, fact: &Self) -> bool {
        match (self.spans.as_slice(), fact.spans.as_slice()) {
            ([own], [other]) => self.span_is_met(own, other),
            ([own], several) => several.iter().any(|other| self.span_is_met(own, other)),
            (several, others) => several.len() == others.len() && self.all_are_met(others),
        }
    }

    /// Whether all of several sides are found among a fact's, in any order.
    fn all_are_met(&self, others: &[Span]) -> bool {
        let mut left: Vec<&Span> = others.iter().collect();
        self.spans.iter().all(|own| {
            let at = left.iter().position(|other| self.span_is_met(own, other));
            at.map(|at| left.remove(at)).is_some()
        })
    }

    /// One of its sides or values as a quantity.
    pub fn alone(&self, span: Span) -> Self {
        Self { spans: vec![span], ..self.clone() }
    }

    fn span_is_met(&self, own: &Span, fact: &Span) -> bool {
        let same = |own_value: f64, value: f64| self.same(own_value, value, own.step);
        let facts = [Some(fact.low), Some(fact.high), fact.other];
        let any = |meets: &dyn Fn(f64) -> bool| facts.iter().flatten().any(|value| meets(*value));
        let within = |value: f64| value >= fact.low && value <= fact.high;
        let values = [Some(own.low), own.other];
        if own.low < own.high {
            let inside = within(own.low) && within(own.high);
            let ends = same(own.low, fact.low) && same(own.high, fact.high);
            // a fact of one value within a range: "fits waists of 70 to 90 cm" needs more than that
            return inside || ends;
        }
        values.into_iter().flatten().any(|value| match self.manner {
            Manner::Exact | Manner::About => any(&|fact| same(value, fact)) || within(value),
            Manner::UpTo => any(&|fact| same(value, fact)) || within(value),
            Manner::AtLeast => any(&|fact| same(value, fact) || (fact > value && fact <= value * MORE_THAN)),
            Manner::Below => any(&|fact| same(value, fact) || (fact < value && fact * MORE_THAN >= value)),
        })
    }

    fn same(&self, own: f64, fact: f64, step: f64) -> bool {
        let apart = (own - fact).abs();
        let size = own.abs().max(fact.abs());
        if apart <= size * 1e-6 {
            return true;
        }
        if matches!(self.unit.dimension, Dimension::Count | Dimension::Money | Dimension::Percent) {
            return self.manner == Manner::About && apart <= size * ABOUT;
        }
        match self.manner {
            Manner::About => apart <= size * ABOUT,
            _ => apart <= step * 0.5 + size * 1e-6 && apart <= size * ROUNDED,
        }
    }

    /// Whether two facts say the same.
    pub fn equals(&self, other: &Self) -> bool {
        let same = |(a, b): (&Span, &Span)| {
            (a.low - b.low).abs() <= a.low.abs() * ROUNDED && (a.high - b.high).abs() <= a.high.abs() * ROUNDED
        };
        self.spans.len() == other.spans.len() && self.spans.iter().zip(&other.spans).all(same)
    }
}

/// The number in digits that starts at a byte, and the byte behind it.
pub fn number(text: &str, at: usize) -> Option<(f64, usize)> {
    digits::read(text, at).map(|numeral| (numeral.value, numeral.end))
}
