//! What personal data is told apart.

use serde::{Deserialize, Serialize};

/// A kind of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum PersonalKind {
    /// A person's name, or the part of it that is there.
    Name,
    /// An email address of a person; `info@` and the like are nobody's.
    Email,
    /// A telephone number; toll-free lines and hotlines are nobody's.
    Phone,
    /// A number or handle that stands for a person: resident id, social security, passport, driving licence, `WeChat`.
    Id,
    /// A postal address.
    Address,
    /// A bank card, a bank account.
    Account,
    /// A public internet address.
    Ip,
    /// A word from which something the law protects especially can be inferred.
    SpecialCategory(SpecialKind),
}

impl PersonalKind {
    /// The word of its placeholders.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Name => "NAME",
            Self::Email => "EMAIL",
            Self::Phone => "PHONE",
            Self::Id => "ID",
            Self::Address => "ADDRESS",
            Self::Account => "ACCOUNT",
            Self::Ip => "IP",
            Self::SpecialCategory(_) => "SPECIAL",
        }
    }
}

/// What is protected especially: article 9 of the GDPR, article 28 of the PIPL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum SpecialKind {
    /// Illness, disability, treatment.
    Health,
    /// Religion or belief.
    Religion,
    /// Sex life or sexual orientation.
    Sexuality,
    /// Political opinion.
    Politics,
    /// Membership of a trade union.
    TradeUnion,
    /// Ethnic origin.
    Ethnicity,
    /// Pregnancy and the wish for a child.
    Pregnancy,
    /// Children under 14.
    Children,
    /// Debt, income, credit.
    Finance,
    /// Where exactly somebody is.
    Location,
    /// Body measurements that identify, and genes.
    Biometric,
}

/// Personal data where it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct PersonalData {
    /// Its kind.
    pub kind: PersonalKind,
    /// First character, in Unicode scalar values.
    pub start: u32,
    /// The character behind it.
    pub end: u32,
    /// What stands there.
    pub text: String,
}
