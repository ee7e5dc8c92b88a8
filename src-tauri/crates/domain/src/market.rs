//! Where copy is read: whose law it is judged by.

use serde::{Deserialize, Serialize};

/// A market.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Market {
    /// Mainland China.
    Cn,
    /// The United States.
    Us,
    /// The European Union.
    Eu,
    /// The United Kingdom.
    Uk,
}

impl Market {
    /// All markets.
    pub const ALL: [Self; 4] = [Self::Cn, Self::Us, Self::Eu, Self::Uk];

    /// The word that is stored and that the command line takes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cn => "cn",
            Self::Us => "us",
            Self::Eu => "eu",
            Self::Uk => "uk",
        }
    }
}
