//! What a file is, judged by its bytes: names lie, and an exported “.csv” may be a workbook or a web page.

use crate::{error::SheetError, words};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, Read};

/// Bytes that are looked at before a file is read.
pub(super) const SAMPLE: u64 = 1 << 20;
/// Rows that are compared to find separator and header.
pub(super) const SAMPLE_ROWS: usize = 20;
/// Characters of the sample that the separator is judged by.
const SEPARATOR_SAMPLE: usize = 64 << 10;
/// The separators of the wild.
pub(super) const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Text,
    Json,
    /// A ZIP container: XLSX, ODS, or something else; its parts tell.
    Zip,
    /// An OLE container: XLS, or an encrypted XLSX.
    Ole,
}

/// Tells text from containers, and refuses what is neither.
pub(super) fn content(sample: &[u8], file: &str) -> Result<Content, SheetError> {
    const MAGIC: [(&[u8], &str); 11] = [
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"%PDF", "a PDF document"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"7z\xbc\xaf", "a 7z archive"),
        (b"Rar!", "a RAR archive"),
        (b"SQLite format 3", "a SQLite database"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"{\\rtf", "a text document (RTF)"),
    ];
    let refuse = |found| Err(SheetError::NotATable { file: file.to_owned(), found });
    if let Some((_, found)) = MAGIC.iter().find(|(magic, _)| sample.starts_with(magic)) {
        return refuse(found);
    }
    if sample.starts_with(b"PK\x03\x04") || sample.starts_with(b"PK\x05\x06") {
        return Ok(Content::Zip);
    }
    if sample.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Content::Ole);
    }
    let text = sample.strip_prefix(b"\xef\xbb\xbf").unwrap_or(sample).trim_ascii_start();
    let head = text.get(..text.len().min(64)).unwrap_or_default().to_ascii_lowercase();
    if head.starts_with(b"<!doctype html") || head.starts_with(b"<html") || head.starts_with(b"<table") {
        return refuse("a web page");
    }
    if head.starts_with(b"<?xml") {
        return refuse("an XML document");
    }
    if let Some(rest) = text.strip_prefix(b"[")
        && matches!(rest.trim_ascii_start().first(), Some(b'{' | b']'))
    {
        return Ok(Content::Json);
    }
    if text.starts_with(b"{\"") || (text.starts_with(b"{") && text.trim_ascii_end().ends_with(b"}")) {
        return refuse("a JSON object, which is not a list of records");
    }
    // a damaged text holds a stray control character, anything else holds them everywhere; UTF-16 is made of them
    let control = |b: u8| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b);
    let controls = sample.iter().filter(|&&b| control(b)).count();
    let marked = matches!(Encoding::for_bom(sample), Some((encoding, _)) if encoding != UTF_8);
    if controls > 2 + sample.len() / 100 && !marked && utf16(sample).is_none() {
        return refuse("a binary file");
    }
    Ok(Content::Text)
}

/// The encoding of a text, and how many bytes of byte order mark precede it. `rest` continues the file: when the sample
/// is pure ASCII it is searched for the first bytes that can tell encodings apart.
pub(super) fn encoding(sample: &[u8], rest: &mut dyn Read) -> io::Result<(&'static Encoding, usize)> {
    if let Some((encoding, bom)) = Encoding::for_bom(sample) {
        return Ok((encoding, bom));
    }
    if let Some(encoding) = utf16(sample) {
        return Ok((encoding, 0));
    }
    let mut buffer;
    let mut telling = sample;
    if sample.is_ascii() {
        buffer = vec![0; 1 << 16];
        loop {
            let read = rest.read(&mut buffer)?;
            if read == 0 {
                return Ok((UTF_8, 0));
            }
            if let Some(chunk) = buffer.get(..read)
                && let Some(at) = chunk.iter().position(|b| !b.is_ascii())
            {
                telling = chunk.get(at..).unwrap_or_default();
                break;
            }
        }
    }
    // a character cut by the end of the sample is no fault
    if std::str::from_utf8(telling).map_or_else(|e| e.error_len().is_none(), |_| true) {
        return Ok((UTF_8, 0));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(telling, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // GB18030 contains GBK, and Excel on Chinese Windows writes it
    Ok((if guess == GBK { GB18030 } else { guess }, 0))
}

/// UTF-16 without byte order mark: nearly every second byte of a Western table is NUL.
fn utf16(sample: &[u8]) -> Option<&'static Encoding> {
    let (mut even, mut odd) = (0_usize, 0_usize);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair.first() == Some(&0));
        odd += usize::from(pair.get(1) == Some(&0));
    }
    let pairs = sample.len() / 2;
    let many = |n: usize| pairs > 4 && n * 10 > pairs * 4;
    match (many(even), many(odd)) {
        (false, true) if even * 50 < odd => Some(UTF_16LE),
        (true, false) if odd * 50 < even => Some(UTF_16BE),
        _ => None,
    }
}

/// The separator of a text. The right one gives the same number of columns in every row, and words that headers use.
pub(super) fn separator(text: &str) -> char {
    let end = text.floor_char_boundary(SEPARATOR_SAMPLE);
    let text = text.get(..end).unwrap_or(text);
    // `true` on a tie: the earlier separator of the list is the commoner one
    let mut best = (',', 0.0);
    for separator in SEPARATORS {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator as u8)
            .from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().take(SAMPLE_ROWS * 2).filter_map(Result::ok).collect();
        let mut widths: Vec<usize> = rows.iter().map(csv::StringRecord::len).collect();
        widths.sort_unstable();
        let Some((width, same)) = mode(&widths) else { continue };
        if width < 2 {
            continue;
        }
        let known = rows
            .iter()
            .take(SAMPLE_ROWS)
            .map(|row| row.iter().filter(|cell| words::is_header_word(cell)).count())
            .max()
            .unwrap_or(0);
        #[allow(clippy::cast_precision_loss)] // tens of rows, thousands of columns
        let score = {
            let share = same as f64 / widths.len() as f64;
            share * share * width as f64 * (1 + known) as f64
        };
        if score > best.1 {
            best = (separator, score);
        }
    }
    best.0
}

/// The commonest value of a sorted list and how often it occurs; the larger one on a tie.
fn mode(sorted: &[usize]) -> Option<(usize, usize)> {
    sorted
        .chunk_by(|a, b| a == b)
        .map(|run| (run.first().copied().unwrap_or(0), run.len()))
        .max_by_key(|&(width, n)| (n, width))
}

/// The row that names the columns: the first of which two cells are words that headers use, else the first that is not
/// blank. Reports often carry a title above their table.
pub(super) fn header(rows: &[Vec<String>]) -> Option<usize> {
    let known = |row: &&Vec<String>| row.iter().filter(|cell| words::is_header_word(cell)).count() >= 2;
    let filled = |row: &Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
    match rows.iter().position(|row| known(&row)) {
        Some(at) => Some(at),
        None => rows.iter().position(filled),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn separators_are_told_apart_even_when_cells_hold_the_others() {
        assert_eq!(separator("sku,name,price\n1,\"a; b\",2\n"), ',');
        assert_eq!(separator("Artikelnr;Name;Preis\n1;Sofa, grau;499,00\n2;Bett, weiß;99,90\n"), ';');
        assert_eq!(separator("sku\tname\tdescription\n1\tPot\tclay, red, round\n"), '\t');
        assert_eq!(separator("sku|name\n1|Pot, red\n2|Cup\n"), '|');
        assert_eq!(separator("name\nWalkers\nBakers\n"), ',');
        assert_eq!(separator(""), ',');
    }

    #[test]
    fn a_title_above_the_table_is_not_the_header() {
        let rows = |text: &str| -> Vec<Vec<String>> {
            text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
        };
        assert_eq!(header(&rows("Spring list,,\n,,\nsku,name,price\n1,Pot,2")), Some(2));
        assert_eq!(header(&rows(",\nfoo,bar\n1,2")), Some(1));
        assert_eq!(header(&rows(",\n,")), None);
    }

    #[test]
    fn other_kinds_of_file_are_named() {
        let found = |bytes: &[u8]| match content(bytes, "x.csv") {
            Err(SheetError::NotATable { found, .. }) => found,
            other => panic!("{other:?}"),
        };
        assert_eq!(found(b"\x89PNG\r\n\x1a\n\0\0"), "a PNG picture");
        assert_eq!(found(b"%PDF-1.7"), "a PDF document");
        assert_eq!(found(b"\r\n<html><table><tr>"), "a web page");
        assert_eq!(found(&[1, 0, 2, 0, 0, 0, 9, 9, 0, 0, 0, 3]), "a binary file");
        assert_eq!(found(br#"{"products": []}"#), "a JSON object, which is not a list of records");
        assert_eq!(content(b"[ {\"sku\": 1}]", "x").unwrap(), Content::Json);
        assert_eq!(content(b"[1] note,name", "x").unwrap(), Content::Text);
    }
}
