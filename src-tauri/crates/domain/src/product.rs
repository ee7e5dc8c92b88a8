//! A product: the facts that copy may rest on, kept with the row they came from.

use crate::{
    field::{FieldError, FieldProblem, Findings},
    id::ProductId,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Longest description, in characters: a megabyte of text is accepted, a dumped file is not.
pub const DESCRIPTION_LIMIT: usize = 1_100_000;
/// Longest value of any other field, in characters.
pub const FIELD_LIMIT: usize = 20_000;
/// Longest SKU, in characters. Shopify allows 255, Amazon 40.
pub const SKU_LIMIT: usize = 255;

/// A fact about a product, such as `Weight: 1.4 kg`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Attribute {
    /// What the fact is about.
    pub name: String,
    /// The fact, as text and with its unit.
    pub value: String,
}

/// The row a product was imported from, exactly as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct SourceRow {
    /// Name of the file, without its folder.
    pub file: String,
    /// Row number as a spreadsheet shows it: the header is row 1.
    pub row: u64,
    /// Header and cell of every column, in the file's order. A product that spans several rows has them all, one after
    /// the other.
    pub cells: Vec<(String, String)>,
}

/// What a person types or a file brings. All of it is text: `90.750`, `0012` and 13-digit codes stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct ProductFields {
    /// Stock keeping unit: identifies the product.
    pub sku: String,
    /// Name as shown to customers.
    pub name: String,
    /// Description; may hold line breaks, and HTML as plain text.
    pub description: String,
    /// Price as text, without currency.
    pub price: String,
    /// Currency as text, usually an ISO 4217 code.
    pub currency: String,
    /// Category.
    pub category: String,
    /// Brand or vendor.
    pub brand: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Facts.
    pub attributes: Vec<Attribute>,
    /// Language of the product's own texts as a BCP 47 tag, or empty.
    pub language: String,
    /// Whether what is written about it stays on this machine. No fact: it changes no approval.
    pub local_only: bool,
}

impl ProductFields {
    /// Every fact by name: the fields, then the attributes by their own names; one that comes twice has both values.
    #[must_use]
    pub fn facts(&self) -> Vec<(String, String)> {
        let fields = [
            ("sku", &self.sku),
            ("name", &self.name),
            ("description", &self.description),
            ("price", &self.price),
            ("currency", &self.currency),
            ("category", &self.category),
            ("brand", &self.brand),
            ("language", &self.language),
        ];
        let mut facts: Vec<(String, String)> =
            fields.into_iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
        facts.push(("tags".to_owned(), self.tags.join("\n")));
        for attribute in &self.attributes {
            match facts.iter_mut().find(|(name, _)| *name == attribute.name) {
                Some((_, value)) => {
                    value.push('\n');
                    value.push_str(&attribute.value);
                }
                None => facts.push((attribute.name.clone(), attribute.value.clone())),
            }
        }
        facts
    }

    /// Names of the facts in which another product differs.
    #[must_use]
    pub fn changed(&self, other: &Self) -> Vec<String> {
        let (old, new) = (self.facts(), other.facts());
        let of = |facts: &[(String, String)], name: &str| {
            facts.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
        };
        let added = new.iter().filter(|(name, _)| of(&old, name).is_none());
        let names = old.iter().chain(added).map(|(name, _)| name);
        names.filter(|name| of(&old, name) != of(&new, name)).cloned().collect()
    }

    /// Checks every field on its own.
    ///
    /// # Errors
    /// Every field that is missing, too long or damaged. Whether the SKU is taken only the store knows.
    pub fn validate(&self) -> Result<(), Vec<FieldError>> {
        let mut findings = Findings::default();
        findings.required("sku", &self.sku);
        findings.required("name", &self.name);
        findings.text("sku", &self.sku, SKU_LIMIT);
        findings.text("description", &self.description, DESCRIPTION_LIMIT);
        for (field, text) in [
            ("name", &self.name),
            ("price", &self.price),
            ("currency", &self.currency),
            ("category", &self.category),
            ("brand", &self.brand),
            ("language", &self.language),
        ] {
            findings.text(field, text, FIELD_LIMIT);
        }
        for tag in &self.tags {
            findings.text("tags", tag, FIELD_LIMIT);
        }
        for attribute in &self.attributes {
            if attribute.name.trim().is_empty() {
                findings.push("attributes", FieldProblem::Missing);
            }
            findings.text("attributes", &attribute.name, FIELD_LIMIT);
            findings.text("attributes", &attribute.value, FIELD_LIMIT);
        }
        findings.into_result()
    }
}

/// A product of the workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Product {
    /// Identifier.
    pub id: ProductId,
    /// Its facts.
    #[serde(flatten)]
    pub fields: ProductFields,
    /// The untouched row that it was imported from, if it was.
    pub source_row: Option<SourceRow>,
    /// When it was first saved.
    #[ts(type = "string")]
    pub created_at: Timestamp,
    /// When a fact last changed.
    #[ts(type = "string")]
    pub updated_at: Timestamp,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn pillow() -> ProductFields {
        ProductFields { sku: "P-1".into(), name: "Pillow".into(), ..Default::default() }
    }

    #[test]
    fn a_sku_and_a_name_are_required() {
        let errors = ProductFields::default().validate().unwrap_err();
        let fields: Vec<_> = errors.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["sku", "name"]);
    }

    #[test]
    fn html_emoji_and_right_to_left_text_are_text_but_nul_is_damage() {
        let mut product = pillow();
        product.description = "<b>soft</b> 🛏️ وسادة\nsecond line\ttab".into();
        assert_eq!(product.validate(), Ok(()));
        product.description.push('\0');
        let errors = product.validate().unwrap_err();
        assert_eq!(errors[0].to_string(), "description holds the control character U+0000");
    }

    #[test]
    fn a_megabyte_is_a_description_and_a_dump_is_not() {
        let mut product = pillow();
        product.description = "é".repeat(1 << 20);
        assert_eq!(product.validate(), Ok(()));
        product.description = "x".repeat(DESCRIPTION_LIMIT + 1);
        assert!(matches!(product.validate().unwrap_err()[0].problem, FieldProblem::TooLong { .. }));
    }
}
