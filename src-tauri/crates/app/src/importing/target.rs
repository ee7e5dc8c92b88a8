//! Column targets by name, as they cross to the window.

use crate::view::{ColumnTarget, ColumnView, ImportKind};
use copydesk_sheet::{ColumnMapping, ProductTarget, ProfileTarget, guess_products, guess_profiles};

fn named(field: &str) -> ColumnTarget {
    ColumnTarget { field: field.to_owned(), fact: None }
}

/// Left in the row only.
pub(super) fn ignored() -> ColumnTarget {
    named("ignore")
}

/// Guesses every column from its header.
pub(super) fn guess(kind: ImportKind, headers: &[String]) -> Vec<ColumnTarget> {
    match kind {
        ImportKind::Products => guess_products(headers).into_iter().map(from_product).collect(),
        ImportKind::Profiles => guess_profiles(headers).into_iter().map(from_profile).collect(),
    }
}

/// Whether the columns that every record needs are chosen: only then is there something to preview.
pub(super) fn identifies(kind: ImportKind, columns: &[ColumnView]) -> bool {
    let has = |field: &str| columns.iter().any(|column| column.target.field == field);
    match kind {
        // a Shopify file identifies products by handle where the SKU is empty, so the sheet decides about the SKU
        ImportKind::Products => has("name"),
        ImportKind::Profiles => has("name") && has("interests"),
    }
}

/// The mapping of a product file.
pub(super) fn products(columns: &[ColumnView]) -> ColumnMapping<ProductTarget> {
    ColumnMapping { columns: columns.iter().map(|column| to_product(&column.target)).collect() }
}

/// The mapping of a profile file.
pub(super) fn profiles(columns: &[ColumnView]) -> ColumnMapping<ProfileTarget> {
    ColumnMapping { columns: columns.iter().map(|column| to_profile(&column.target)).collect() }
}

fn from_product(target: ProductTarget) -> ColumnTarget {
    use ProductTarget as T;
    named(match target {
        T::Sku => "sku",
        T::Name => "name",
        T::Description => "description",
        T::Price => "price",
        T::Currency => "currency",
        T::Category => "category",
        T::Brand => "brand",
        T::Tags => "tags",
        T::Language => "language",
        T::Ignore => "ignore",
        T::Fact { name } => return ColumnTarget { field: "fact".to_owned(), fact: Some(name) },
    })
}

fn to_product(target: &ColumnTarget) -> ProductTarget {
    use ProductTarget as T;
    match target.field.as_str() {
        "sku" => T::Sku,
        "name" => T::Name,
        "description" => T::Description,
        "price" => T::Price,
        "currency" => T::Currency,
        "category" => T::Category,
        "brand" => T::Brand,
        "tags" => T::Tags,
        "language" => T::Language,
        "fact" => match target.fact.as_deref().map(str::trim).filter(|name| !name.is_empty()) {
            Some(name) => T::Fact { name: name.to_owned() },
            None => T::Ignore,
        },
        _ => T::Ignore,
    }
}

fn from_profile(target: ProfileTarget) -> ColumnTarget {
    use ProfileTarget as T;
    named(match target {
        T::Name => "name",
        T::Interests => "interests",
        T::Language => "language",
        T::Tone => "tone",
        T::Notes => "notes",
        T::Ignore => "ignore",
    })
}

fn to_profile(target: &ColumnTarget) -> ProfileTarget {
    use ProfileTarget as T;
    match target.field.as_str() {
        "name" => T::Name,
        "interests" => T::Interests,
        "language" => T::Language,
        "tone" => T::Tone,
        "notes" => T::Notes,
        _ => T::Ignore,
    }
}
