//! A JSON list of objects, as shop interfaces hand out their catalogues.

use super::RawRow;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Largest JSON file in bytes: it is held in memory as a whole.
pub(super) const FILE_LIMIT: u64 = 64_000_000;

/// Lays the objects out as a table: row 1 is the header, with the keys in the order of their first appearance. Nested
/// objects become columns such as `size.width`; a list of plain values becomes one cell, `red, blue`; any other list
/// stays JSON.
pub(super) fn rows(bytes: &[u8]) -> Result<Vec<RawRow>, serde_json::Error> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let objects: Vec<Map<String, Value>> = serde_json::from_slice(bytes)?;
    let mut headers: Vec<String> = Vec::new();
    let mut columns: HashMap<String, usize> = HashMap::new();
    let mut table = Vec::with_capacity(objects.len() + 1);
    for object in objects {
        let mut cells = vec![String::new(); headers.len()];
        flatten("", object, &mut |key, text| {
            let column = *columns.entry(key).or_insert_with_key(|key| {
                headers.push(key.clone());
                headers.len() - 1
            });
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            if let Some(cell) = cells.get_mut(column) {
                *cell = text;
            }
        });
        table.push(cells);
    }
    let width = headers.len();
    Ok(std::iter::once(headers)
        .chain(table)
        .zip(1..)
        .map(|(mut cells, row)| {
            cells.resize(width, String::new());
            RawRow { row, cells, flaw: None }
        })
        .collect())
}

fn flatten(prefix: &str, object: Map<String, Value>, put: &mut dyn FnMut(String, String)) {
    for (key, value) in object {
        let key = if prefix.is_empty() { key } else { format!("{prefix}.{key}") };
        match value {
            Value::Object(inner) => flatten(&key, inner, put),
            Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
                let items: Vec<String> = items.into_iter().map(plain).collect();
                put(key, items.join(", "));
            }
            value => put(key, plain(value)),
        }
    }
}

/// A value as the text a spreadsheet would show.
fn plain(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    }
}
