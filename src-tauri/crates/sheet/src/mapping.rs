//! Which column is what: a guess from the header, that a person may change.

use crate::{
    error::SheetError,
    read::{Opened, header_name},
    words::{self, Words},
};
use serde::{Deserialize, Serialize};

/// What a column of a product file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProductTarget {
    /// Stock keeping unit.
    Sku,
    /// Name.
    Name,
    /// Description; HTML becomes plain text.
    Description,
    /// Price.
    Price,
    /// Currency.
    Currency,
    /// Category.
    Category,
    /// Brand.
    Brand,
    /// Tags, separated by commas, semicolons or bars.
    Tags,
    /// Language of the texts.
    Language,
    /// A fact of this name. Several columns may be facts.
    Fact {
        /// What the fact is about.
        name: String,
    },
    /// Left in the source row only.
    Ignore,
}

/// What a column of a profile file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProfileTarget {
    /// Name.
    Name,
    /// Interests, separated by commas, semicolons or bars.
    Interests,
    /// Language the audience reads.
    Language,
    /// Tone.
    Tone,
    /// Notes.
    Notes,
    /// Not imported.
    Ignore,
}

/// One target for each column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ColumnMapping<T> {
    /// The targets, in the order of the headers.
    pub columns: Vec<T>,
}

/// A target that a column can be chosen as.
pub trait Target: PartialEq + Clone {
    /// Its name as in the record; `None` when any number of columns may be it.
    fn single(&self) -> Option<&'static str>;
}

impl Target for ProductTarget {
    fn single(&self) -> Option<&'static str> {
        match self {
            Self::Sku => Some("sku"),
            Self::Name => Some("name"),
            Self::Description => Some("description"),
            Self::Price => Some("price"),
            Self::Currency => Some("currency"),
            Self::Category => Some("category"),
            Self::Brand => Some("brand"),
            Self::Tags => Some("tags"),
            Self::Language => Some("language"),
            Self::Fact { .. } | Self::Ignore => None,
        }
    }
}

impl Target for ProfileTarget {
    fn single(&self) -> Option<&'static str> {
        match self {
            Self::Name => Some("name"),
            Self::Interests => Some("interests"),
            Self::Language => Some("language"),
            Self::Tone => Some("tone"),
            Self::Notes => Some("notes"),
            Self::Ignore => None,
        }
    }
}

impl<T: Target> ColumnMapping<T> {
    /// Checks that the mapping fits the table and chooses nothing twice.
    pub(crate) fn check(&self, opened: &Opened) -> Result<(), SheetError> {
        let headers = &opened.headers;
        if self.columns.len() != headers.len() {
            return Err(SheetError::MappingWidth {
                file: opened.file_name.clone(),
                columns: headers.len(),
                targets: self.columns.len(),
            });
        }
        for (column, target) in self.columns.iter().enumerate() {
            let Some(name) = target.single() else { continue };
            if let Some(first) = self.columns.iter().take(column).position(|other| other == target) {
                return Err(SheetError::TargetTwice {
                    target: name,
                    first: header_name(headers, first),
                    second: header_name(headers, column),
                });
            }
        }
        Ok(())
    }

    /// The column chosen as `target`.
    pub(crate) fn column(&self, target: &T) -> Option<usize> {
        self.columns.iter().position(|column| column == target)
    }
}

/// Guesses what the columns of a product file are. A column that nothing fits is a fact when it looks like one, else
/// it is left in the row.
#[must_use]
pub fn guess_products(headers: &[String]) -> Vec<ProductTarget> {
    use ProductTarget as T;
    let targets: [(T, Words); 9] = [
        (T::Sku, words::SKU),
        (T::Name, words::NAME),
        (T::Description, words::DESCRIPTION),
        (T::Price, words::PRICE),
        (T::Currency, words::CURRENCY),
        (T::Category, words::CATEGORY),
        (T::Brand, words::BRAND),
        (T::Tags, words::TAGS),
        (T::Language, words::LANGUAGE),
    ];
    let mut columns = guess(headers, &targets, &T::Ignore);
    for (column, header) in columns.iter_mut().zip(headers) {
        if *column == T::Ignore
            && let Some(name) = words::fact(header)
        {
            *column = T::Fact { name };
        }
    }
    columns
}

/// Guesses what the columns of a profile file are.
#[must_use]
pub fn guess_profiles(headers: &[String]) -> Vec<ProfileTarget> {
    use ProfileTarget as T;
    let targets = [
        (T::Name, words::PROFILE_NAME),
        (T::Interests, words::INTERESTS),
        (T::Language, words::LANGUAGE),
        (T::Tone, words::TONE),
        (T::Notes, words::NOTES),
    ];
    guess(headers, &targets, &T::Ignore)
}

/// Gives each target the column that fits it best; the first one where several fit equally well.
fn guess<T: Target>(headers: &[String], targets: &[(T, Words)], ignore: &T) -> Vec<T> {
    let forms: Vec<_> = headers.iter().map(|header| words::forms(header)).collect();
    let mut columns = vec![ignore.clone(); headers.len()];
    for (target, words) in targets {
        let best = forms
            .iter()
            .enumerate()
            .filter(|(column, _)| columns.get(*column) == Some(ignore))
            .filter_map(|(column, forms)| words::rank(forms, words).map(|rank| (rank, column)))
            .min();
        if let Some((_, best)) = best
            && let Some(column) = columns.get_mut(best)
        {
            *column = target.clone();
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use ProductTarget as T;

    fn headers(line: &str) -> Vec<String> {
        line.split(',').map(str::to_owned).collect()
    }

    /// The headers that are guessed as something, with what.
    fn guessed(line: &str) -> Vec<(String, String)> {
        let headers = headers(line);
        let targets = guess_products(&headers);
        headers
            .into_iter()
            .zip(targets)
            .filter(|(_, target)| *target != T::Ignore)
            .map(|(header, target)| {
                let name = match &target {
                    T::Fact { name } => format!("fact {name}"),
                    other => other.single().unwrap().to_owned(),
                };
                (header, name)
            })
            .collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn shopify_in_both_dialects() {
        assert_eq!(
            guessed(
                "Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Price,Variant Barcode,Image Src,SEO Title,SEO Description,Google Shopping / Gender,Variant Weight Unit,Status"
            ),
            pairs(&[
                ("Title", "name"),
                ("Body (HTML)", "description"),
                ("Vendor", "brand"),
                ("Product Category", "category"),
                ("Tags", "tags"),
                ("Variant SKU", "sku"),
                ("Variant Price", "price"),
                ("Google Shopping / Gender", "fact Gender"),
            ])
        );
        assert_eq!(
            guessed(
                "Title,URL handle,Description,Vendor,Product category,Type,Tags,Status,SKU,Barcode,Option1 name,Option1 value,Price,Compare-at price,Product image URL,SEO title,SEO description"
            ),
            pairs(&[
                ("Title", "name"),
                ("Description", "description"),
                ("Vendor", "brand"),
                ("Product category", "category"),
                ("Tags", "tags"),
                ("SKU", "sku"),
                ("Price", "price"),
            ])
        );
    }

    #[test]
    fn woocommerce_and_google_merchant() {
        assert_eq!(
            guessed(
                "ID,Type,SKU,Name,Published,Short description,Description,Weight (kg),Regular price,Sale price,Categories,Tags,Images"
            ),
            pairs(&[
                ("SKU", "sku"),
                ("Name", "name"),
                ("Description", "description"),
                ("Weight (kg)", "fact Weight (kg)"),
                ("Regular price", "price"),
                ("Categories", "category"),
                ("Tags", "tags"),
            ])
        );
        assert_eq!(
            guessed(
                "id,title,description,link,image_link,price,sale_price,brand,gtin,google_product_category,color,shipping_weight"
            ),
            pairs(&[
                ("id", "sku"),
                ("title", "name"),
                ("description", "description"),
                ("price", "price"),
                ("brand", "brand"),
                ("google_product_category", "category"),
                ("color", "fact color"),
            ])
        );
    }

    #[test]
    fn four_more_languages() {
        assert_eq!(
            guessed(
                "Artikel-Nr.,Bezeichnung,Beschreibung,Preis (€),Währung,Warengruppe,Marke,Schlagwörter,Sprache,Gewicht,Lagerplatz"
            ),
            pairs(&[
                ("Artikel-Nr.", "sku"),
                ("Bezeichnung", "name"),
                ("Beschreibung", "description"),
                ("Preis (€)", "price"),
                ("Währung", "currency"),
                ("Warengruppe", "category"),
                ("Marke", "brand"),
                ("Schlagwörter", "tags"),
                ("Sprache", "language"),
                ("Gewicht", "fact Gewicht"),
            ])
        );
        assert_eq!(
            guessed("商品编码,商品名称,商品描述,价格（元）,币种,分类,品牌,标签,材质,库存"),
            pairs(&[
                ("商品编码", "sku"),
                ("商品名称", "name"),
                ("商品描述", "description"),
                ("价格（元）", "price"),
                ("币种", "currency"),
                ("分类", "category"),
                ("品牌", "brand"),
                ("标签", "tags"),
                ("材质", "fact 材质"),
            ])
        );
        assert_eq!(
            guessed("Référence,Désignation,Descriptif,Prix TTC,Devise,Catégorie,Marque,Mots-clés,Matière"),
            pairs(&[
                ("Référence", "sku"),
                ("Désignation", "name"),
                ("Descriptif", "description"),
                ("Prix TTC", "price"),
                ("Devise", "currency"),
                ("Catégorie", "category"),
                ("Marque", "brand"),
                ("Mots-clés", "tags"),
                ("Matière", "fact Matière"),
            ])
        );
        assert_eq!(
            guessed("Referencia,Nombre,Descripción,Precio,Moneda,Categoría,Marca,Etiquetas,Tamaño"),
            pairs(&[
                ("Referencia", "sku"),
                ("Nombre", "name"),
                ("Descripción", "description"),
                ("Precio", "price"),
                ("Moneda", "currency"),
                ("Categoría", "category"),
                ("Marca", "brand"),
                ("Etiquetas", "tags"),
                ("Tamaño", "fact Tamaño"),
            ])
        );
    }

    #[test]
    fn one_column_for_each_target_and_one_target_for_each_column() {
        assert_eq!(
            guess_products(&headers("name,Name,title,sku,SKU")),
            [T::Ignore, T::Ignore, T::Name, T::Sku, T::Ignore]
        );
        assert_eq!(guess_products(&headers(",,")), [T::Ignore, T::Ignore, T::Ignore]);
    }

    #[test]
    fn profiles() {
        use ProfileTarget as P;
        assert_eq!(
            guess_profiles(&headers("Persona,Interests,Language,Tone of voice,Notes,Size")),
            [P::Name, P::Interests, P::Language, P::Tone, P::Notes, P::Ignore]
        );
        assert_eq!(
            guess_profiles(&headers("名称,兴趣标签,语言,语气,备注")),
            [P::Name, P::Interests, P::Language, P::Tone, P::Notes]
        );
        assert_eq!(guess_profiles(&headers("Zielgruppe,Interessen,Ansprache")), [P::Name, P::Interests, P::Tone]);
    }
}
