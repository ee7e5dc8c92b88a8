//! From a cell to a field's value.

use crate::{error::RowProblem, plain_text, read::header_name};

/// What spreadsheets show in place of a result they cannot compute.
const ERROR_VALUES: [&str; 8] = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"];

/// A cell as a value: without surrounding white space and without the marks that only keep a spreadsheet from
/// calculating (`="0012"`, and a `'` before a formula character, as our own CSV has it).
pub(crate) fn value(cell: &str) -> String {
    let cell = cell.trim();
    let bare = cell
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
        .filter(|inner| !inner.contains('"'))
        .or_else(|| cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r'])))
        .unwrap_or(cell);
    if bare.contains(['\r', '\u{b}']) {
        // FileMaker and old Excel write a vertical tab for a line break inside a cell
        bare.replace("\r\n", "\n").replace(['\r', '\u{b}'], "\n")
    } else {
        bare.to_owned()
    }
}

/// A longer text as plain text. `html` says that the column holds HTML even where no tag shows it.
pub(crate) fn text(cell: &str, html: bool) -> String {
    let value = value(cell);
    if html || plain_text::is_html(&value) { plain_text::from_html(&value) } else { value }
}

/// The entries of a list: separated by commas, semicolons, bars or line breaks, Western or Chinese; each one once.
pub(crate) fn list(cell: &str) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    for entry in value(cell).split([',', ';', '，', '；', '、', '|', '｜', '\n']) {
        let entry = entry.trim();
        if !entry.is_empty() && !entries.iter().any(|known| known == entry) {
            entries.push(entry.to_owned());
        }
    }
    entries
}

/// The first cell that holds an error value, in the columns that are imported.
pub(crate) fn error_value(
    headers: &[String],
    cells: &[String],
    imported: impl Fn(usize) -> bool,
) -> Option<RowProblem> {
    let (at, cell) = cells
        .iter()
        .enumerate()
        .find(|(at, cell)| cell.starts_with('#') && imported(*at) && ERROR_VALUES.contains(&cell.trim()))?;
    Some(RowProblem::ErrorValue { column: header_name(headers, at), value: cell.trim().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_only_protect_a_cell_are_not_part_of_it() {
        assert_eq!(value(" 0012 "), "0012");
        assert_eq!(value("=\"0012\""), "0012");
        assert_eq!(value("'+49 170"), "+49 170");
        assert_eq!(value("'n' hook"), "'n' hook");
        assert_eq!(value("one\r\ntwo\u{b}three"), "one\ntwo\nthree");
    }

    #[test]
    fn lists_split_at_any_of_the_usual_marks() {
        assert_eq!(list("red, blue;red，绿、白|grey\n"), ["red", "blue", "绿", "白", "grey"]);
        assert!(list(" , ;").is_empty());
    }
}
