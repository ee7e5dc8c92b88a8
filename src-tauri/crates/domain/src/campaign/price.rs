//! What a model costs. Money is counted in billionths of a dollar: whole numbers, so that sums are exact.

use serde::{Deserialize, Serialize};

/// A price, as it was when a run was planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Price {
    /// For a million tokens read, in billionths of the currency's unit.
    #[ts(type = "number")]
    pub input: u64,
    /// For a million tokens written, in billionths of the currency's unit.
    #[ts(type = "number")]
    pub output: u64,
    /// ISO 4217 code.
    pub currency: String,
    /// Where the price is from.
    pub source: String,
}

const MILLION: u128 = 1_000_000;

impl Price {
    /// Nothing is paid: a model on one's own machine.
    #[must_use]
    pub fn free(source: &str) -> Self {
        Self { input: 0, output: 0, currency: "USD".to_owned(), source: source.to_owned() }
    }

    /// What tokens cost, in billionths, rounded up.
    #[must_use]
    pub fn of(&self, read: u64, written: u64) -> u64 {
        let sum = u128::from(self.input) * u128::from(read) + u128::from(self.output) * u128::from(written);
        u64::try_from(sum.div_ceil(MILLION)).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_billionth_is_a_whole_one() {
        // 0.15 and 0.60 dollars a million tokens
        let price = Price { input: 150_000_000, output: 600_000_000, ..Price::free("test") };
        assert_eq!(price.of(1_000_000, 0), 150_000_000);
        assert_eq!(price.of(100, 50), 45_000);
        let cheap = Price { input: 1, output: 0, ..price };
        assert_eq!((cheap.of(0, 9), cheap.of(1, 0), cheap.of(u64::MAX, 0)), (0, 1, u64::MAX.div_ceil(1_000_000)));
    }
}
