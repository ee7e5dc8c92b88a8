//! The ledger: who did what, and when. Append-only, and each entry holds the hash of the one before it, so that a row that
//! is changed, taken out or put in between is found.
//!
//! What an entry tells in detail is not in the chain itself: the chain holds a commitment to it, SHA-256 over a random salt
//! and the detail. Both can be erased later (a person's right under Art. 17 GDPR and Art. 47 PIPL), and the chain still
//! holds: nobody can guess the erased words from a commitment whose salt is gone. A chain that was cut off at its end looks
//! whole; whoever must rule that out keeps the hash of the newest entry elsewhere.

use crate::id::{DraftId, ProfileId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Requests went out to a provider.
    Sent,
    /// A model's answer became a draft.
    Generated,
    /// A person began a new revision.
    Edited,
    /// A finding was waived with a reason.
    Waived,
    /// A waiver was taken back.
    WaiverWithdrawn,
    /// A claim was accepted with a source and became a fact of the product.
    FactAccepted,
    /// A draft was approved.
    Approved,
    /// A draft was rejected.
    Rejected,
    /// A draft was put before a person, or a decision was taken back.
    Reopened,
    /// Approvals no longer held.
    Stale,
    /// Drafts were deleted.
    Deleted,
    /// A deletion was taken back.
    Restored,
    /// Copy was written to a file.
    Exported,
    /// The rules were changed.
    RulesChanged,
    /// A profile was erased everywhere.
    Erased,
    /// Old drafts were erased by their age.
    Expired,
}

impl Deed {
    /// All deeds.
    pub const ALL: [Self; 16] = [
        Self::Sent,
        Self::Generated,
        Self::Edited,
        Self::Waived,
        Self::WaiverWithdrawn,
        Self::FactAccepted,
        Self::Approved,
        Self::Rejected,
        Self::Reopened,
        Self::Stale,
        Self::Deleted,
        Self::Restored,
        Self::Exported,
        Self::RulesChanged,
        Self::Erased,
        Self::Expired,
    ];

    /// The word that is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Generated => "generated",
            Self::Edited => "edited",
            Self::Waived => "waived",
            Self::WaiverWithdrawn => "waiver_withdrawn",
            Self::FactAccepted => "fact_accepted",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Reopened => "reopened",
            Self::Stale => "stale",
            Self::Deleted => "deleted",
            Self::Restored => "restored",
            Self::Exported => "exported",
            Self::RulesChanged => "rules_changed",
            Self::Erased => "erased",
            Self::Expired => "expired",
        }
    }

    /// Reads the stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.as_str() == word)
    }
}

/// A deed that is about to be written down.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// When.
    pub at: Timestamp,
    /// Who, by the name in Settings; empty for the program itself.
    pub by: String,
    /// What.
    pub deed: Deed,
    /// The draft that it is about, if it is about one.
    pub draft: Option<DraftId>,
    /// The profile that the detail may tell of: erased with it.
    pub profile: Option<ProfileId>,
    /// More about it, as JSON.
    pub detail: Value,
}

/// An entry of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct LedgerEntry {
    /// Counts from 1, without gaps.
    #[ts(type = "number")]
    pub number: u64,
    /// When.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// Who; empty for the program itself.
    pub by: String,
    /// What.
    pub deed: Deed,
    /// The draft.
    pub draft: Option<DraftId>,
    /// The profile.
    pub profile: Option<ProfileId>,
    /// More about it; none once erased.
    #[ts(type = "Record<string, unknown> | null")]
    pub detail: Option<Value>,
    /// What the commitment was made with; none once erased.
    pub salt: Option<String>,
    /// SHA-256 of salt and detail, in hexadecimal.
    pub commitment: String,
    /// The hash of the entry before; empty for the first.
    pub previous: String,
    /// SHA-256 of this entry without detail and salt, in hexadecimal.
    pub hash: String,
}

/// Where a chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Broken {
    /// An entry is missing, or there is one too many.
    #[error("Entry {expected} is missing: the next one there is {found}.")]
    Gap {
        /// The number that should come.
        #[ts(type = "number")]
        expected: u64,
        /// The number that came.
        #[ts(type = "number")]
        found: u64,
    },
    /// An entry does not follow from the one before.
    #[error("Entry {number} does not follow from the one before it.")]
    Previous {
        /// Its number.
        #[ts(type = "number")]
        number: u64,
    },
    /// An entry was changed.
    #[error("Entry {number} was changed after it was written.")]
    Entry {
        /// Its number.
        #[ts(type = "number")]
        number: u64,
    },
    /// What an entry tells in detail was changed.
    #[error("The detail of entry {number} was changed after it was written.")]
    Detail {
        /// Its number.
        #[ts(type = "number")]
        number: u64,
    },
}

/// SHA-256 over a salt and a detail as it is stored, in hexadecimal.
#[must_use]
pub fn commitment(salt: &str, detail: &str) -> String {
    digest(&[salt.as_bytes(), detail.as_bytes()])
}

impl LedgerEntry {
    /// The hash of what this entry says, detail and salt aside.
    #[must_use]
    pub fn sealed(&self) -> String {
        let optional = |id: Option<String>| id.unwrap_or_default();
        let (draft, profile) = (self.draft.map(|id| id.to_string()), self.profile.map(|id| id.to_string()));
        digest(&[
            &self.number.to_le_bytes(),
            &self.at.as_microsecond().to_le_bytes(),
            self.by.as_bytes(),
            self.deed.as_str().as_bytes(),
            optional(draft).as_bytes(),
            optional(profile).as_bytes(),
            self.commitment.as_bytes(),
            self.previous.as_bytes(),
        ])
    }
}

/// Parts are prefixed with their length, so no two entries share a hash by concatenation.
fn digest(parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    crate::approval::to_hex(&digest.finalize())
}

/// The end of a chain as far as it has been followed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// Entries so far.
    pub entries: u64,
    /// Entries whose detail was erased.
    pub erased: u64,
    /// The hash of the newest; empty before the first.
    pub head: String,
}

impl Chain {
    /// Follows the chain by one entry. `detail` is its detail as it is stored.
    ///
    /// # Errors
    /// Where it does not hold.
    pub fn follow(&mut self, entry: &LedgerEntry, detail: Option<&str>) -> Result<(), Broken> {
        let number = entry.number;
        if number != self.entries + 1 {
            return Err(Broken::Gap { expected: self.entries + 1, found: number });
        }
        if entry.previous != self.head {
            return Err(Broken::Previous { number });
        }
        if entry.sealed() != entry.hash {
            return Err(Broken::Entry { number });
        }
        match (&entry.salt, detail) {
            (Some(salt), Some(detail)) if commitment(salt, detail) == entry.commitment => {}
            (None, None) => self.erased += 1,
            _ => return Err(Broken::Detail { number }),
        }
        self.entries = number;
        self.head.clone_from(&entry.hash);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn chain(count: u64) -> Vec<(LedgerEntry, String)> {
        let mut previous = String::new();
        (1..=count)
            .map(|number| {
                let detail = format!(r#"{{"sku":"P-{number}"}}"#);
                let salt = format!("salt {number}");
                let mut entry = LedgerEntry {
                    number,
                    at: Timestamp::from_second(i64::try_from(number).unwrap()).unwrap(),
                    by: "周".into(),
                    deed: Deed::Approved,
                    draft: None,
                    profile: None,
                    detail: serde_json::from_str(&detail).unwrap(),
                    commitment: commitment(&salt, &detail),
                    salt: Some(salt),
                    previous: previous.clone(),
                    hash: String::new(),
                };
                entry.hash = entry.sealed();
                previous.clone_from(&entry.hash);
                (entry, detail)
            })
            .collect()
    }

    fn follow(entries: &[(LedgerEntry, String)]) -> Result<Chain, Broken> {
        let mut chain = Chain::default();
        for (entry, detail) in entries {
            chain.follow(entry, entry.salt.is_some().then_some(detail.as_str()))?;
        }
        Ok(chain)
    }

    #[test]
    fn a_whole_chain_holds_and_one_with_erased_details_too() {
        let mut entries = chain(4);
        assert_eq!(follow(&entries).unwrap().entries, 4);
        entries[1].0.salt = None;
        let followed = follow(&entries).unwrap();
        assert_eq!((followed.entries, followed.erased), (4, 1));
        assert_eq!(followed.head, entries[3].0.hash);
    }

    #[test]
    fn whatever_is_changed_is_found_where_it_was_changed() {
        let mut name = chain(4);
        name[1].0.by = "somebody else".into();
        assert_eq!(follow(&name), Err(Broken::Entry { number: 2 }));
        let mut detail = chain(4);
        detail[2].1 = r#"{"sku":"other"}"#.into();
        assert_eq!(follow(&detail), Err(Broken::Detail { number: 3 }));
        let mut gone = chain(4);
        gone.remove(1);
        assert_eq!(follow(&gone), Err(Broken::Gap { expected: 2, found: 3 }));
        let mut resealed = chain(4);
        resealed[1].0.by = "somebody else".into();
        resealed[1].0.hash = resealed[1].0.sealed();
        assert_eq!(follow(&resealed), Err(Broken::Previous { number: 3 }));
    }
}
