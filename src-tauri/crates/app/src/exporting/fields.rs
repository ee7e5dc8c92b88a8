//! The columns of copy in fields: one a field, one an entry of a list, as spreadsheets of platforms have them.

use super::{
    columns::{COLUMNS, Column, chosen},
    labels::Outgoing,
};
use crate::view::{InterfaceLanguage, Problem};
use copydesk_checks::limit_findings;
use copydesk_domain::{Channel, DraftCopy, FieldShape, FieldValue, Finding, Level, Words};
use serde::Serialize;

/// A column that goes out.
pub(super) struct Out {
    pub key: String,
    pub header: String,
    pub width: f64,
    pub wrap: bool,
    pub source: Source,
}

/// Where its cells come from.
pub(super) enum Source {
    /// The product, the draft, and who answers for it.
    Record(&'static str),
    /// A field of the channel, or an entry of its list.
    Field { id: String, entry: Option<usize> },
}

/// The columns of an export: those asked for and needed, with the channel's fields in the place of the copy.
pub(super) fn columns(
    keys: &[String],
    channel: Option<&Channel>,
    language: InterfaceLanguage,
    needed: &[&str],
) -> Result<Vec<Out>, Problem> {
    let chosen = chosen(keys, needed).map_err(|key| {
        let known: Vec<&str> = COLUMNS.iter().map(|column| column.key).collect();
        Problem::new("unknown_column", format!("There is no column “{key}”. There are: {}.", known.join(", ")))
            .with("name", key)
    })?;
    let mut columns = Vec::new();
    for column in chosen {
        match channel {
            Some(channel) if column.key == "copy" => columns.extend(of_channel(channel, language)),
            _ => columns.push(of_record(column, language)),
        }
    }
    Ok(columns)
}

fn of_record(column: &Column, language: InterfaceLanguage) -> Out {
    Out {
        key: column.key.to_owned(),
        header: column.header(language).to_owned(),
        width: column.width,
        wrap: column.wrap,
        source: Source::Record(column.key),
    }
}

fn of_channel(channel: &Channel, language: InterfaceLanguage) -> Vec<Out> {
    let mut columns = Vec::new();
    for field in channel.written() {
        let name = words(&field.name, language);
        match field.shape {
            FieldShape::List { max, .. } => {
                columns.extend((0..max as usize).map(|entry| {
                    let key = format!("{}.{}", field.id, entry + 1);
                    out(key, format!("{name} {}", entry + 1), 32.0, &field.id, Some(entry))
                }));
            }
            FieldShape::Text | FieldShape::Turns { .. } => {
                columns.push(out(field.id.clone(), name.to_owned(), 48.0, &field.id, None));
            }
        }
    }
    columns
}

fn out(key: String, header: String, width: f64, id: &str, entry: Option<usize>) -> Out {
    Out { key, header, width, wrap: true, source: Source::Field { id: id.to_owned(), entry } }
}

fn words(words: &Words, language: InterfaceLanguage) -> &str {
    match language {
        InterfaceLanguage::English => &words.en,
        InterfaceLanguage::Chinese => &words.zh,
    }
}

/// The cell of a field; empty where the draft says nothing.
pub(super) fn cell(copy: &DraftCopy, id: &str, entry: Option<usize>) -> String {
    match (copy.fields.as_ref().and_then(|fields| fields.get(id)), entry) {
        (Some(FieldValue::List(list)), Some(entry)) => list.get(entry).cloned().unwrap_or_default(),
        (Some(value), None) => value.text(),
        // an answer that could not be read has no fields
        _ => String::new(),
    }
}

/// A cell that a platform would refuse, and why.
#[derive(Serialize)]
struct Cell {
    /// As spreadsheets name it; the row alone when the field has no column.
    cell: String,
    sku: String,
    channel: String,
    finding: Finding,
}

/// Cells that a platform would refuse.
#[derive(Default)]
pub(super) struct Refused {
    cells: Vec<Cell>,
    more: u64,
    /// Whether one of them has the AI label in its text.
    labelled: bool,
}

/// Cells that are named; the others are counted.
const NAMED: usize = 10;

impl Refused {
    /// Checks a row, which is number `row` of the sheet.
    pub(super) fn look(&mut self, out: &Outgoing, channel: &Channel, columns: &[Out], row: u64) {
        let copy = &out.copy;
        let Some(values) = &copy.fields else { return };
        for finding in limit_findings(channel, values).iter().filter(|finding| finding.level == Level::Ban) {
            self.labelled |= out.in_text;
            if self.cells.len() == NAMED {
                self.more += 1;
                continue;
            }
            let letters = place(finding, channel, columns).unwrap_or_default();
            self.cells.push(Cell {
                cell: format!("{letters}{row}"),
                sku: copy.facts.sku.clone(),
                channel: channel.id.clone(),
                finding: finding.clone(),
            });
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Why nothing was written.
    pub(super) fn problem(self) -> Option<Problem> {
        if self.cells.is_empty() {
            return None;
        }
        let count = self.cells.len() as u64 + self.more;
        let more = if self.more > 0 { format!(" And {} more.", self.more) } else { String::new() };
        let line = |cell: &Cell| format!("{} ({}): {}", cell.cell, cell.sku, cell.finding.message);
        let lines = self.cells.iter().map(line).collect::<Vec<_>>().join(" ");
        let label = if self.labelled {
            " The AI label in the text counts: shorten the copy, or let the label go out in a column."
        } else {
            ""
        };
        let message = format!(
            "Nothing was written, because the platform would refuse these cells. Correct them and export again. {lines}{more}{label}"
        );
        // the window says each in its own language
        let cells = serde_json::to_string(&self.cells).unwrap_or_default();
        let problem = Problem::new("limit_refused", message).with("cells", cells).with("count", count);
        Some(if self.labelled { problem.with("label", true) } else { problem })
    }
}

/// The letter of the column that a finding is about; that of the first part for a field that is put together.
fn place(finding: &Finding, channel: &Channel, columns: &[Out]) -> Option<String> {
    let parts = channel.field(&finding.field).map(|field| field.composed_of.as_slice()).unwrap_or_default();
    let id = parts.first().unwrap_or(&finding.field);
    let at = columns.iter().position(|column| match &column.source {
        Source::Field { id: of, entry } => {
            of == id && (entry.is_none() || entry.map(|entry| entry as u32) == finding.part.or(Some(0)))
        }
        Source::Record(key) => *key == "copy",
    });
    at.map(letters)
}

/// A column's letters as spreadsheets count: A to Z, then AA.
fn letters(mut at: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(at % 26).unwrap_or_default()));
        if at < 26 {
            return letters.iter().rev().collect();
        }
        at = at / 26 - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
