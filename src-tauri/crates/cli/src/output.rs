//! Standard input, output and error, and files that hold a text: the only place that prints.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "printing is what a command line does")]

use copydesk_app::Problem;
use serde::Serialize;
use serde_json::json;
use std::{
    io::{IsTerminal, Write, read_to_string, stderr, stdin, stdout},
    path::Path,
    process::ExitCode,
};

/// Ends with status 1 and the problem on standard error.
pub fn failed(problem: &Problem) -> ExitCode {
    let mut error = json!({ "code": problem.code, "message": problem.message });
    if let Some(words) = &problem.words {
        error["provider"] = json!(words);
    }
    eprintln!("{}", json!({ "error": error }));
    ExitCode::FAILURE
}

/// A value as one line of JSON.
pub fn json_line(value: &impl Serialize) -> Result<(), Problem> {
    let mut out = stdout().lock();
    serde_json::to_writer(&mut out, value)
        .map_err(std::io::Error::from)
        .and_then(|()| writeln!(out))
        .and_then(|()| out.flush())
        .map_err(unwritable)
}

/// A sentence for people.
pub fn say(sentence: &str) -> Result<(), Problem> {
    writeln!(stdout().lock(), "{sentence}").map_err(unwritable)
}

/// A note that is not part of the answer.
pub fn note(sentence: &str) {
    eprintln!("{sentence}");
}

/// Whether somebody looks at the notes.
pub fn is_watched() -> bool {
    stderr().is_terminal()
}

/// A note that replaces the one before it, for somebody who watches.
pub fn progress(line: &str) {
    eprint!("\r\x1b[K{line}");
}

/// Ends a line of progress.
pub fn end_progress() {
    eprint!("\r\x1b[K");
}

/// Rows as columns of text. Control characters are shown as spaces: product text must not steer a terminal.
pub fn table(headers: &[&str], rows: &[Vec<String>]) -> Result<(), Problem> {
    let clean = |text: &str| -> String {
        let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        if line.chars().count() > 60 { line.chars().take(59).chain(['…']).collect() } else { line }
    };
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| clean(cell)).collect()).collect();
    let width = |column: usize| {
        rows.iter().map(|row| row[column].chars().count()).chain([headers[column].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..headers.len()).map(width).collect();
    let line = |cells: &[String]| {
        let padded: Vec<String> = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        padded.join("  ").trim_end().to_owned()
    };
    say(&line(&headers.iter().map(ToString::to_string).collect::<Vec<_>>()))?;
    rows.iter().try_for_each(|row| say(&line(row)))
}

/// Somebody closed the pipe, or the disk behind it is full.
fn unwritable(error: std::io::Error) -> Problem {
    Problem::new("output", format!("The answer could not be written to standard output: {error}."))
}

/// The text of a file, or of standard input for `-`. A file ends in a line break, a text does not.
pub fn text_of(file: &Path) -> Result<String, Problem> {
    let read = if file == Path::new("-") { read_to_string(stdin()) } else { std::fs::read_to_string(file) };
    let text = read.map_err(|error| {
        Problem::new("file_unreadable", format!("{} cannot be read as UTF-8 text: {error}.", file.display()))
    })?;
    let line = text.strip_suffix('\n').map(|text| text.strip_suffix('\r').unwrap_or(text));
    Ok(line.unwrap_or(&text).to_owned())
}
