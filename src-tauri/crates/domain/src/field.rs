//! What is wrong with one field of a form or of an imported row.

use serde::{Deserialize, Serialize};

/// Why a field was refused. The window and the command line each say it in the person's language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FieldProblem {
    /// The field must not be empty.
    Missing,
    /// Longer than allowed; both in characters (Unicode scalar values).
    TooLong {
        /// Characters found.
        length: usize,
        /// Characters allowed.
        limit: usize,
    },
    /// Holds a NUL or another control character that no spreadsheet or platform takes.
    ControlCharacter {
        /// The code point, such as `U+0000`.
        code: String,
    },
    /// A name that a template cannot use: not of small letters, digits and `_`, or in use already.
    NotAName {
        /// The name.
        value: String,
    },
    /// Another record already has this value.
    Taken {
        /// The value that is in use.
        value: String,
    },
    /// A number outside its range.
    OutOfRange {
        /// Smallest value allowed.
        min: f64,
        /// Largest value allowed.
        max: f64,
    },
    /// More entries than allowed in a list.
    TooMany {
        /// Entries allowed.
        limit: usize,
    },
    /// Not an address of a server, such as `https://host/v1`.
    NotAnAddress,
    /// A template that cannot be read or that names an unknown field.
    Template {
        /// What the template engine says, with its line.
        message: String,
    },
}

impl std::fmt::Display for FieldProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing => write!(f, "is empty"),
            Self::TooLong { length, limit } => {
                write!(f, "has {length} characters, {limit} are allowed")
            }
            Self::ControlCharacter { code } => write!(f, "holds the control character {code}"),
            Self::NotAName { value } => {
                write!(f, "“{value}” is no name for a variable: use small letters, digits and _, and no name twice")
            }
            Self::Taken { value } => write!(f, "“{value}” is already in use"),
            Self::OutOfRange { min, max } => write!(f, "must be between {min} and {max}"),
            Self::TooMany { limit } => write!(f, "has too many entries, {limit} are allowed"),
            Self::NotAnAddress => write!(f, "is not a server address such as https://host/v1"),
            Self::Template { message } => write!(f, "{message}"),
        }
    }
}

/// A field and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct FieldError {
    /// The field's name as in the record, such as `sku`.
    pub field: String,
    /// What is wrong.
    pub problem: FieldProblem,
}

impl std::fmt::Display for FieldError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.field, self.problem)
    }
}

/// Collects what is wrong with a record, field by field.
#[derive(Default)]
pub(crate) struct Findings(Vec<FieldError>);

impl Findings {
    pub(crate) fn push(&mut self, field: &str, problem: FieldProblem) {
        self.0.push(FieldError { field: field.to_owned(), problem });
    }

    /// Checks that a required text is there.
    pub(crate) fn required(&mut self, field: &str, text: &str) {
        if text.trim().is_empty() {
            self.push(field, FieldProblem::Missing);
        }
    }

    /// Checks length and characters. Tabs and line breaks are text; other control characters are damage.
    pub(crate) fn text(&mut self, field: &str, text: &str, limit: usize) {
        // bytes bound characters from above: most texts need no counting
        if text.len() > limit {
            let length = text.chars().count();
            if length > limit {
                self.push(field, FieldProblem::TooLong { length, limit });
            }
        }
        let control = text.bytes().any(|b| b < 0x20 || b == 0x7f);
        if control && let Some(c) = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            self.push(field, FieldProblem::ControlCharacter { code: format!("U+{:04X}", u32::from(c)) });
        }
    }

    pub(crate) fn into_result(self) -> Result<(), Vec<FieldError>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }
}
