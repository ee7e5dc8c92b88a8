//! What an approval is bound to, what is waived in it, and why it falls.

use crate::{
    channel::{Channel, FieldValues},
    finding::FindingPlace,
    product::ProductFields,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What copy is checked against at the instant of its approval, and what the approval is bound to.
#[derive(Clone, Copy, Debug)]
pub struct ApprovalBasis<'a> {
    /// The product's facts now, not as drafted.
    pub product: &'a ProductFields,
    /// Those of other products that the copy is about.
    pub companions: &'a [ProductFields],
    /// The channel with its limits; none for copy without fields.
    pub channel: Option<&'a Channel>,
    /// The version of the rules.
    pub rules: &'a str,
}

/// What an approval is bound to: SHA-256 in hexadecimal, of the text, the facts and the channel, and the version of the
/// rules. Approvals of earlier versions of Copydesk know text and facts only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Fingerprint {
    /// Of the text.
    pub text: String,
    /// Of the facts, those of companions included.
    pub facts: String,
    /// Of the channel's fields and limits.
    #[serde(default)]
    pub channel: String,
    /// The version of the rules.
    #[serde(default)]
    pub rules: String,
}

impl Fingerprint {
    /// The fingerprint of a copy and all that it rests on.
    #[must_use]
    pub fn of(text: &str, fields: Option<&FieldValues>, basis: &ApprovalBasis<'_>) -> Self {
        Self {
            text: text_hash(text, fields),
            facts: facts_of(basis.product, basis.companions),
            channel: basis.channel.map(channel_hash).unwrap_or_default(),
            rules: basis.rules.to_owned(),
        }
    }
}

/// SHA-256 of a channel as it is now.
#[must_use]
pub fn channel_hash(channel: &Channel) -> String {
    // a channel is always JSON
    sha256(serde_json::to_string(channel).unwrap_or_default().as_bytes())
}

/// SHA-256 of a product's facts and of its companions'. Without companions it is the product's own.
#[must_use]
pub fn facts_of(product: &ProductFields, companions: &[ProductFields]) -> String {
    if companions.is_empty() {
        return facts_hash(product);
    }
    let hashes: Vec<String> = std::iter::once(product).chain(companions).map(facts_hash).collect();
    sha256(hashes.concat().as_bytes())
}

/// A short digest of every fact by its name, a companion's behind its SKU: what an approval tells changed facts by.
pub(crate) fn digests(product: &ProductFields, companions: &[ProductFields]) -> BTreeMap<String, String> {
    let mut digests = BTreeMap::new();
    for (name, value) in product.facts() {
        digests.insert(name, short(&value));
    }
    for companion in companions {
        for (name, value) in companion.facts() {
            digests.insert(format!("{} {name}", companion.sku), short(&value));
        }
    }
    digests
}

/// The first 8 bytes of SHA-256: enough to tell two values of one field apart.
fn short(text: &str) -> String {
    to_hex(&Sha256::digest(text.as_bytes())[..8])
}

/// SHA-256 of a copy: of its text, and of what stands in which field where there are fields.
pub(crate) fn text_hash(text: &str, fields: Option<&FieldValues>) -> String {
    // a map of texts is always JSON
    match fields.and_then(|fields| serde_json::to_string(fields).ok()) {
        Some(fields) => sha256(fields.as_bytes()),
        None => sha256(text.as_bytes()),
    }
}

/// SHA-256 of a product's facts. Fields are prefixed with their length, so no two products share one by concatenation.
#[must_use]
pub fn facts_hash(facts: &ProductFields) -> String {
    let mut digest = Sha256::new();
    let mut field = |text: &str| {
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text.as_bytes());
    };
    for text in [
        &facts.sku,
        &facts.name,
        &facts.description,
        &facts.price,
        &facts.currency,
        &facts.category,
        &facts.brand,
        &facts.language,
    ] {
        field(text);
    }
    field(&facts.tags.len().to_string());
    facts.tags.iter().for_each(|tag| field(tag));
    for fact in &facts.attributes {
        field(&fact.name);
        field(&fact.value);
    }
    to_hex(&digest.finalize())
}

/// SHA-256 in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    to_hex(&Sha256::digest(bytes))
}

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A person's approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Approval {
    /// Who approved.
    pub by: String,
    /// When.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// What it is bound to.
    pub fingerprint: Fingerprint,
    /// Short digests of the facts by name, to say later which of them changed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(skip)]
    pub facts: BTreeMap<String, String>,
}

impl Approval {
    /// Names of the facts that differ from those it was given on; none when they are the same. An approval that knows no
    /// digests cannot name them.
    #[must_use]
    pub fn changed_facts(&self, product: &ProductFields, companions: &[ProductFields]) -> Option<Vec<String>> {
        if self.fingerprint.facts == facts_of(product, companions) {
            return None;
        }
        if self.facts.is_empty() {
            return Some(Vec::new());
        }
        let now = digests(product, companions);
        let names = self.facts.keys().chain(now.keys().filter(|name| !self.facts.contains_key(*name)));
        Some(names.filter(|name| self.facts.get(*name) != now.get(*name)).cloned().collect())
    }
}

/// A finding that a person lets stand, and why. It holds for the same words in the same field, wherever they move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Waiver {
    /// The finding.
    #[serde(flatten)]
    pub place: FindingPlace,
    /// Why they may stand.
    pub reason: String,
    /// Who waived it.
    pub by: String,
    /// When.
    #[ts(type = "string")]
    pub at: Timestamp,
}

/// Why an approval no longer holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Staleness {
    /// The text was changed after approval.
    Text,
    /// Facts of the product were changed after approval.
    Facts {
        /// The fields that differ from the product as it was approved.
        fields: Vec<String>,
    },
    /// The limits of the channel were changed after approval.
    Channel,
    /// Rules were changed after approval, and find what they did not find then.
    Rules {
        /// The rules that find something now.
        rules: Vec<String>,
    },
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::product::Attribute;

    fn approval(product: &ProductFields, companions: &[ProductFields]) -> Approval {
        let basis = ApprovalBasis { product, companions, channel: None, rules: "" };
        let fingerprint = Fingerprint::of("Soft.", None, &basis);
        Approval { by: "Ada".into(), at: Timestamp::UNIX_EPOCH, fingerprint, facts: digests(product, companions) }
    }

    #[test]
    fn an_approval_names_the_facts_that_changed_of_the_product_and_of_its_companions() {
        let weight = |value: &str| Attribute { name: "Weight".into(), value: value.into() };
        let mut pillow = ProductFields { sku: "P-1".into(), attributes: vec![weight("1 kg")], ..Default::default() };
        let mut cup = ProductFields { sku: "C-1".into(), price: "9".into(), ..Default::default() };
        let approval = approval(&pillow, std::slice::from_ref(&cup));
        assert_eq!(approval.changed_facts(&pillow, std::slice::from_ref(&cup)), None);
        pillow.attributes = vec![weight("2 kg"), Attribute { name: "Colour".into(), value: "blue".into() }];
        cup.price = "10".into();
        let changed = approval.changed_facts(&pillow, &[cup]).unwrap();
        assert_eq!(changed, ["C-1 price", "Weight", "Colour"]);
    }
}
