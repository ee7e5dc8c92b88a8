//! Spreadsheets in and out.
//!
//! In: [`open`] a file that came from anywhere, guess what its columns are, let a person change that, and read
//! [`products`] or [`profiles`] one at a time, each row either whole or rejected with its number and a reason.
//! Out: [`write_xlsx`] and [`write_csv`] write a file whole or not at all.

mod cell;
mod error;
mod mapping;
mod plain_text;
mod products;
mod profiles;
mod read;
mod words;
mod write;

pub use error::{RejectedRow, RowProblem, SheetError};
pub use mapping::{ColumnMapping, ProductTarget, ProfileTarget, guess_products, guess_profiles};
pub use plain_text::plain_text;
pub use products::{ProductRow, Products, products};
pub use profiles::{ProfileRow, Profiles, profiles};
pub use read::{Kind, Notice, Opened, ReadOptions, Record, Rows, Table, open};
pub use write::{CsvStyle, ExportColumn, Written, write_csv, write_lines, write_text, write_xlsx};
