//! Profiles from the rows of a table.

use crate::{
    cell,
    error::{RejectedRow, RowProblem, SheetError},
    mapping::{ColumnMapping, ProfileTarget},
    read::{Record, Rows, Table},
};
use copydesk_domain::ProfileFields;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A profile that can be saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ProfileRow {
    /// Its row, as a spreadsheet shows it.
    pub row: u64,
    /// What was read.
    pub fields: ProfileFields,
}

/// Reads profiles one after the other. The second profile with a name is rejected.
///
/// # Errors
/// When the mapping does not fit the table, chooses something twice, or has no column for the name or the interests; and
/// when the file can no longer be read.
pub fn profiles<'a>(table: &'a mut Table, mapping: &ColumnMapping<ProfileTarget>) -> Result<Profiles<'a>, SheetError> {
    let opened = table.opened();
    mapping.check(opened)?;
    for (target, name) in [(ProfileTarget::Name, "name"), (ProfileTarget::Interests, "interests")] {
        if mapping.column(&target).is_none() {
            let file = opened.file_name.clone();
            return Err(SheetError::NoColumn { file, target: name, row: opened.header_row });
        }
    }
    Ok(Profiles { rows: table.rows()?, targets: mapping.columns.clone(), seen: HashMap::new() })
}

/// The profiles of a table, and the rows that are none: see [`profiles`].
pub struct Profiles<'a> {
    rows: Rows<'a>,
    targets: Vec<ProfileTarget>,
    /// Name and row of every profile so far.
    seen: HashMap<String, u64>,
}

impl Iterator for Profiles<'_> {
    type Item = Result<ProfileRow, RejectedRow>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.next()?;
        Some(row.and_then(|record| {
            let row = record.row;
            self.profile(&record).map_err(|reason| RejectedRow { row, reason })
        }))
    }
}

impl Profiles<'_> {
    fn profile(&mut self, record: &Record) -> Result<ProfileRow, RowProblem> {
        let imported = |at: usize| self.targets.get(at).is_some_and(|target| *target != ProfileTarget::Ignore);
        if let Some(problem) = cell::error_value(&self.rows.opened().headers, &record.cells, imported) {
            return Err(problem);
        }
        let mut fields = ProfileFields::default();
        for (cell, target) in record.cells.iter().zip(&self.targets) {
            match target {
                ProfileTarget::Name => fields.name = cell::value(cell),
                ProfileTarget::Interests => fields.interests = cell::list(cell),
                ProfileTarget::Language => fields.language = cell::value(cell),
                ProfileTarget::Tone => fields.tone = cell::value(cell),
                ProfileTarget::Notes => fields.notes = cell::text(cell, false),
                ProfileTarget::Ignore => {}
            }
        }
        if let Err(errors) = fields.validate()
            && let Some(first) = errors.into_iter().next()
        {
            return Err(RowProblem::Field(first));
        }
        if let Some(&row) = self.seen.get(&fields.name) {
            return Err(RowProblem::DuplicateName { name: fields.name, row });
        }
        self.seen.insert(fields.name.clone(), record.row);
        Ok(ProfileRow { row: record.row, fields })
    }
}
