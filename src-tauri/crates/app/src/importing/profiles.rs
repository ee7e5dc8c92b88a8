//! Rows that are profiles, matched by name.

use super::{Keep, Tally, blocking, table, target};
use crate::{
    Desk,
    view::{CellChange, ColumnView, ImportRequest, Outcome, Problem},
};
use copydesk_domain::{Profile, ProfileFields, ProfileId};

impl Desk {
    pub(super) async fn import_profiles(
        &self,
        request: &ImportRequest,
        columns: &[ColumnView],
        keep: Keep,
    ) -> Result<Tally, Problem> {
        let (path, options, mapping) = (request.path.clone(), request.options.clone(), target::profiles(columns));
        // profiles are few: a workspace has tens of them, not thousands
        let rows: Vec<_> = blocking(move || {
            let mut table = table(&path, &options)?;
            Ok(copydesk_sheet::profiles(&mut table, &mapping)?.collect())
        })
        .await?;
        let fields: Vec<&str> = columns.iter().map(|column| column.target.field.as_str()).collect();
        let mut tally = Tally::default();
        let mut changes = Vec::new();
        for row in rows {
            let row = match row {
                Ok(row) => row,
                Err(rejected) => {
                    tally.refused(rejected);
                    continue;
                }
            };
            let stored = self.store.profiles().find_by_name(&row.fields.name).await?;
            let before = stored.as_ref().map(|profile| profile.fields.clone());
            let merged = match before.clone() {
                None => row.fields,
                Some(before) => merge(before, row.fields, &fields),
            };
            let outcome = match &before {
                None => Outcome::Created,
                Some(before) if *before == merged => Outcome::Unchanged,
                Some(_) => Outcome::Updated,
            };
            tally.accepted(row.row, outcome, Vec::new(), || cells(&fields, before.as_ref(), &merged));
            if outcome != Outcome::Unchanged {
                changes.push((stored, merged));
            }
        }
        if keep == Keep::Yes {
            let now = self.home.clock().now();
            let profiles = changes
                .into_iter()
                .map(|(stored, fields)| match stored {
                    Some(stored) => Profile { fields, updated_at: now, ..stored },
                    None => Profile { id: ProfileId::new(), fields, created_at: now, updated_at: now },
                })
                .collect::<Vec<_>>();
            self.store.profiles().put_all(&profiles).await?;
        }
        Ok(tally)
    }
}

/// A column that the file does not have changes nothing.
fn merge(before: ProfileFields, row: ProfileFields, fields: &[&str]) -> ProfileFields {
    let has = |field: &str| fields.contains(&field);
    ProfileFields {
        name: row.name,
        interests: if has("interests") { row.interests } else { before.interests },
        language: if has("language") { row.language } else { before.language },
        tone: if has("tone") { row.tone } else { before.tone },
        notes: if has("notes") { row.notes } else { before.notes },
        local_only: before.local_only,
    }
}

fn value(profile: &ProfileFields, field: &str) -> String {
    match field {
        "name" => profile.name.clone(),
        "interests" => profile.interests.join(", "),
        "language" => profile.language.clone(),
        "tone" => profile.tone.clone(),
        "notes" => profile.notes.clone(),
        _ => String::new(),
    }
}

fn cells(fields: &[&str], before: Option<&ProfileFields>, after: &ProfileFields) -> Vec<CellChange> {
    fields
        .iter()
        .filter(|field| **field != "ignore")
        .map(|field| {
            let now = value(after, field);
            let then = before.map(|before| value(before, field)).filter(|then| *then != now);
            CellChange { field: (*field).to_owned(), before: then, value: now }
        })
        .collect()
}
