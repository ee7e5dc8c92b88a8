//! Between columns and records.

use crate::StoreError;
use copydesk_domain::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use sqlx::{QueryBuilder, Sqlite};

/// A stored JSON value.
pub(crate) fn json<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text)
        .map_err(|error| StoreError::Internal { detail: format!("a stored value cannot be read: {error}") })
}

/// A value to store as JSON.
pub(crate) fn to_json<T: Serialize + ?Sized>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Internal { detail: error.to_string() })
}

/// A stored identifier.
pub(crate) fn id<T: std::str::FromStr>(text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::Internal { detail: format!("“{text}” is not an identifier") })
}

/// Stored microseconds since 1970.
pub(crate) fn time(micros: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(micros).map_err(|error| StoreError::Internal { detail: error.to_string() })
}

/// The words that must all occur, in lower case.
pub(crate) fn words(search: &str) -> Vec<String> {
    search.split_whitespace().map(str::to_lowercase).collect()
}

/// A list of identifiers as JSON, for `IN (SELECT value FROM json_each(?))`: one statement whatever the number.
pub(crate) fn ids<T: ToString>(ids: &[T]) -> Result<String, StoreError> {
    to_json(&ids.iter().map(ToString::to_string).collect::<Vec<_>>())
}

/// Rows to return, 0 for all, and rows to skip.
pub(crate) fn limit(builder: &mut QueryBuilder<Sqlite>, limit: u64, offset: u64) {
    if limit > 0 {
        let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        builder.push(" LIMIT ").push_bind(number(limit)).push(" OFFSET ").push_bind(number(offset));
    }
}

/// At most the first `limit` characters.
pub(crate) fn head(text: &str, limit: usize) -> &str {
    text.char_indices().nth(limit).map_or(text, |(end, _)| &text[..end])
}
