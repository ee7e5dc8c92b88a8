//! Copy on its way out: of each draft only what an export writes, because there may be a hundred thousand.

use crate::{
    Drafts, StoreError,
    drafts::{number, state, states},
    row::{id, json},
};
use copydesk_domain::{Approval, DraftCopy, DraftId, DraftState, FinishReason, ProductFields};
use serde::Deserialize;
use sqlx::{QueryBuilder, Row, sqlite::SqliteRow};

/// What an export needs of a provenance; the prompt and the source row are read over.
#[derive(Deserialize)]
struct Drafted {
    product: ProductFields,
    brief: DraftedBrief,
    model: String,
}

#[derive(Deserialize)]
struct DraftedBrief {
    #[serde(default)]
    copy_language: String,
}

/// Copy that is alike in all that a duty of disclosure asks about, and how much of it there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyKind {
    /// The channel it is written for; empty for copy without fields.
    pub channel: String,
    /// The language of the copy; empty where nobody has said it, or it was not asked for.
    pub language: String,
    /// Whether a person approved it.
    pub approved: bool,
    /// Whether a person changed it.
    pub edited: bool,
    /// Drafts.
    pub count: u64,
}

fn copy(row: &SqliteRow) -> Result<DraftCopy, StoreError> {
    let drafted: Drafted = json(row.get("provenance"))?;
    let state = state(row.get("state"))?;
    let language =
        if drafted.brief.copy_language.is_empty() { row.get("language") } else { drafted.brief.copy_language };
    let approval: Option<Approval> = row.get::<Option<&str>, _>("approval").map(json).transpose()?;
    Ok(DraftCopy {
        id: id(row.get("id"))?,
        product: id(row.get("product"))?,
        facts: drafted.product,
        profile_name: row.get("profile_name"),
        brief_name: row.get("brief_name"),
        variant: number(row.get("variant")),
        state,
        channel: row.get("channel"),
        language,
        text: row.get("text"),
        fields: row.get::<Option<&str>, _>("fields").map(json).transpose()?,
        revision: number(row.get("revision")),
        approval: approval.filter(|_| state == DraftState::Approved),
        model: drafted.model,
        finish: FinishReason::from_word(row.get("finish")),
    })
}

impl Drafts<'_> {
    /// The next copy in one of these states, oldest first, behind `after`: a workspace of any size is gone through in
    /// bounded memory.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn copy_after(
        &self,
        wanted: &[DraftState],
        channel: Option<&str>,
        after: Option<DraftId>,
        limit: usize,
    ) -> Result<Vec<DraftCopy>, StoreError> {
        let mut builder = QueryBuilder::new(
            "SELECT id, product, profile_name, brief_name, variant, state, channel, text, fields, revision, approval, provenance,
                    finish, language
             FROM draft WHERE deleted_at IS NULL",
        );
        states(&mut builder, wanted);
        if let Some(channel) = channel {
            builder.push(" AND channel = ").push_bind(channel.to_owned());
        }
        if let Some(after) = after {
            builder.push(" AND id > ").push_bind(after.to_string());
        }
        builder.push(" ORDER BY id LIMIT ").push_bind(i64::try_from(limit).unwrap_or(i64::MAX));
        let found = builder.build().fetch_all(self.0.readers()).await.map_err(|error| self.0.explain(error))?;
        found.iter().map(copy).collect()
    }

    /// The kinds of copy in one of these states, counted. Their languages are told apart only if `languages` is set: that
    /// reads every provenance, a second for a hundred thousand.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn copy_kinds(
        &self,
        wanted: &[DraftState],
        channel: Option<&str>,
        languages: bool,
    ) -> Result<Vec<CopyKind>, StoreError> {
        let mut builder = QueryBuilder::new("SELECT channel, ");
        builder.push(if languages {
            "ifnull(nullif(provenance ->> '$.brief.copy_language', ''), language)"
        } else {
            "''"
        });
        builder.push(
            " AS language, state = 'approved' AND approval IS NOT NULL AS approved, revision > 1 AS edited, count(*) AS count
             FROM draft WHERE deleted_at IS NULL",
        );
        states(&mut builder, wanted);
        if let Some(channel) = channel {
            builder.push(" AND channel = ").push_bind(channel.to_owned());
        }
        builder.push(" GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4");
        let found = builder.build().fetch_all(self.0.readers()).await.map_err(|error| self.0.explain(error))?;
        let kind = |row: &SqliteRow| CopyKind {
            channel: row.get("channel"),
            language: row.get("language"),
            approved: row.get("approved"),
            edited: row.get("edited"),
            count: u64::try_from(row.get::<i64, _>("count")).unwrap_or_default(),
        };
        Ok(found.iter().map(kind).collect())
    }
}
