//! What the classifier knows of a text besides the text.

use copydesk_domain::Market;

/// Whose law a text is under, and whether it is an advertisement.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// Markets in which it is read. Empty: as if it were read outside China.
    pub markets: &'a [Market],
    /// Whether one customer reads it, in a service dialogue.
    pub chat: bool,
}

/// How a sentence is read: under Chinese law or not, in a dialogue or to everybody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// Mainland China.
    pub cn: bool,
    /// A dialogue with one customer.
    pub chat: bool,
}

impl About<'_> {
    /// The ways in which its sentences are read: one, or two when a text goes to China and elsewhere.
    #[must_use]
    pub fn settings(&self) -> Vec<Setting> {
        let cn = self.markets.contains(&Market::Cn);
        let elsewhere = !cn || self.markets.iter().any(|market| *market != Market::Cn);
        let setting = |cn| Setting { cn, chat: self.chat };
        [(cn, true), (elsewhere, false)].into_iter().filter(|(wanted, _)| *wanted).map(|(_, cn)| setting(cn)).collect()
    }
}
