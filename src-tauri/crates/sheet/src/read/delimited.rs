//! Delimited text, one row at a time.
//!
//! Rows are counted as a spreadsheet counts them: a line break inside quotation marks does not start a row and a blank
//! line is one. The `csv` crate skips blank lines and lets a stray quotation mark read the rest of the file into memory,
//! so its state machine, `csv-core`, is driven directly.

use super::{Flaw, RawRow};
use csv_core::ReadRecordResult;
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
    path::Path,
};

/// Longest row in bytes: four times the longest description, in four-byte characters.
pub(super) const ROW_LIMIT: usize = 16 << 20;
/// Columns a spreadsheet has.
const COLUMN_LIMIT: usize = 16_384;

/// Rows of a delimited text.
pub(super) struct DelimitedRows {
    input: BufReader<Box<dyn Read + Send>>,
    machine: csv_core::Reader,
    row: u64,
    /// The last row ended in CR: a LF that follows belongs to it.
    after_cr: bool,
    done: bool,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl DelimitedRows {
    /// Opens a text after `skip` bytes of byte order mark.
    pub(super) fn open(path: &Path, encoding: &'static Encoding, skip: usize, separator: char) -> io::Result<Self> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(skip as u64))?;
        // UTF-8 is split as it is and checked cell by cell, so that a wrong byte is found in its row
        let input: Box<dyn Read + Send> =
            if encoding == UTF_8 { Box::new(file) } else { Box::new(Transcode::new(file, encoding)) };
        let mut rows = Self {
            input: BufReader::with_capacity(1 << 16, input),
            machine: csv_core::ReaderBuilder::new().delimiter(separator as u8).build(),
            row: 0,
            after_cr: false,
            done: false,
            text: vec![0; 1 << 14],
            ends: vec![0; 64],
        };
        rows.skip_separator_line()?;
        Ok(rows)
    }

    /// Excel's hint `sep=;` in the first line is no row of the table, but Excel counts it when it names rows.
    fn skip_separator_line(&mut self) -> io::Result<()> {
        let start = self.input.fill_buf()?;
        if let Some(length) = separator_line(start).map(|(_, length)| length) {
            self.input.consume(length);
            self.row = 1;
            self.after_cr = false;
        }
        Ok(())
    }

    /// Counts and skips blank lines. `false` at the end of the file.
    fn skip_blank_lines(&mut self) -> io::Result<bool> {
        loop {
            match self.input.fill_buf()?.first() {
                None => return Ok(false),
                Some(b'\n') if self.after_cr => self.after_cr = false,
                Some(&byte @ (b'\n' | b'\r')) => {
                    self.row += 1;
                    self.after_cr = byte == b'\r';
                }
                Some(_) => return Ok(true),
            }
            self.input.consume(1);
        }
    }

    /// Reads one row into `text` and `ends`; returns their lengths, or what keeps the file from being read on.
    fn read_row(&mut self) -> io::Result<Result<(usize, usize), Flaw>> {
        let (mut length, mut cells) = (0, 0);
        let mut last = 0;
        loop {
            let input = self.input.fill_buf()?;
            let at_end = input.is_empty();
            let (result, read, written, ended) = self.machine.read_record(
                input,
                self.text.get_mut(length..).unwrap_or_default(),
                self.ends.get_mut(cells..).unwrap_or_default(),
            );
            if let Some(&byte) = read.checked_sub(1).and_then(|at| input.get(at)) {
                last = byte;
            }
            self.input.consume(read);
            length += written;
            cells += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.text.len() >= ROW_LIMIT => {
                    return Ok(Err(Flaw::TooLong { limit: ROW_LIMIT }));
                }
                ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if self.ends.len() >= COLUMN_LIMIT => {
                    return Ok(Err(Flaw::TooLong { limit: ROW_LIMIT }));
                }
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record | ReadRecordResult::End => {
                    self.after_cr = last == b'\r';
                    self.done = at_end;
                    // Only a quoted cell holds line breaks: if the last one of the file does and no quotation mark
                    // ends it, the mark that opened it swallowed the rest.
                    let from = cells.checked_sub(2).and_then(|at| self.ends.get(at)).copied().unwrap_or(0);
                    let tail = self.text.get(from..length).unwrap_or_default();
                    if at_end && last != b'"' && tail.iter().any(|b| matches!(b, b'\n' | b'\r')) {
                        return Ok(Err(Flaw::UnclosedQuote));
                    }
                    return Ok(Ok((length, cells)));
                }
            }
        }
    }

    /// The cells of the row just read.
    fn row(&self, length: usize, cells: usize) -> RawRow {
        let mut flaw = None;
        let mut start = 0;
        let cells = self
            .ends
            .iter()
            .take(cells)
            .enumerate()
            .map(|(column, &end)| {
                let bytes = self.text.get(start..end.min(length)).unwrap_or_default();
                start = end;
                String::from_utf8(bytes.to_vec()).unwrap_or_else(|e| {
                    flaw.get_or_insert(Flaw::NotInEncoding { column });
                    String::from_utf8_lossy(e.as_bytes()).into_owned()
                })
            })
            .collect();
        RawRow { row: self.row, cells, flaw }
    }
}

impl Iterator for DelimitedRows {
    type Item = RawRow;

    fn next(&mut self) -> Option<RawRow> {
        if self.done {
            return None;
        }
        let read = match self.skip_blank_lines() {
            Ok(false) => return None,
            Ok(true) => {
                self.row += 1;
                self.read_row()
            }
            Err(error) => Err(error),
        };
        let flaw = match read {
            Ok(Ok((length, cells))) => return Some(self.row(length, cells)),
            Ok(Err(flaw)) => flaw,
            Err(error) => Flaw::Unreadable { message: error.to_string() },
        };
        self.done = true;
        Some(RawRow { row: self.row, cells: Vec::new(), flaw: Some(flaw) })
    }
}

/// The separator that a first line `sep=;` names, and that line's length in bytes.
pub(super) fn separator_line(start: &[u8]) -> Option<(char, usize)> {
    let rest = start.strip_prefix(b"sep=").or_else(|| start.strip_prefix(b"SEP="))?;
    let (&separator, rest) = rest.split_first()?;
    let length = match rest {
        [b'\r', b'\n', ..] => 7,
        [b'\r' | b'\n', ..] => 6,
        _ => return None,
    };
    Some((char::from(separator), length))
}

/// Any encoding as UTF-8. Bytes that the encoding does not have become the byte 0xFF, which UTF-8 never holds: the cell
/// they are in fails its check, and its row is named.
struct Transcode {
    file: File,
    decoder: Decoder,
    raw: Vec<u8>,
    from: usize,
    to: usize,
    at_end: bool,
    finished: bool,
    mark: bool,
}

impl Transcode {
    fn new(file: File, encoding: &'static Encoding) -> Self {
        Self {
            file,
            decoder: encoding.new_decoder_without_bom_handling(),
            raw: vec![0; 1 << 16],
            from: 0,
            to: 0,
            at_end: false,
            finished: false,
            mark: false,
        }
    }
}

impl Read for Transcode {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        // a decoder may need room for a whole character
        if out.len() < 16 {
            return Err(io::Error::from(io::ErrorKind::InvalidInput));
        }
        loop {
            if std::mem::take(&mut self.mark)
                && let Some(first) = out.first_mut()
            {
                *first = 0xff;
                return Ok(1);
            }
            if self.finished {
                return Ok(0);
            }
            if self.from == self.to && !self.at_end {
                self.from = 0;
                self.to = self.file.read(&mut self.raw)?;
                self.at_end = self.to == 0;
            }
            let raw = self.raw.get(self.from..self.to).unwrap_or_default();
            let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(raw, out, self.at_end);
            self.from += read;
            match result {
                DecoderResult::Malformed(..) => self.mark = true,
                DecoderResult::InputEmpty => self.finished = self.at_end,
                DecoderResult::OutputFull => {}
            }
            if written > 0 {
                return Ok(written);
            }
        }
    }
}
