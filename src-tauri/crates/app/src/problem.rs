//! From the errors of the rooms to a problem that a person can read.

use crate::{ports::SecretError, view::Problem};
use copydesk_domain::{DecisionError, FieldError, PromptError};
use copydesk_llm::CallError;
use copydesk_llm_local::EngineError;
use copydesk_sheet::SheetError;
use copydesk_store::StoreError;

/// Turns the public fields of an error into the values that its sentence names.
fn params(problem: Problem, pairs: &[(&str, String)]) -> Problem {
    pairs.iter().fold(problem, |problem, (name, value)| problem.with(name, value))
}

impl From<Vec<FieldError>> for Problem {
    fn from(fields: Vec<FieldError>) -> Self {
        let sentences: Vec<String> = fields.iter().map(ToString::to_string).collect();
        let mut problem = Self::new("invalid_fields", format!("Not saved: {}.", sentences.join("; ")));
        problem.fields = fields;
        problem
    }
}

impl From<FieldError> for Problem {
    fn from(field: FieldError) -> Self {
        vec![field].into()
    }
}

impl From<DecisionError> for Problem {
    fn from(error: DecisionError) -> Self {
        let code = match &error {
            DecisionError::Malformed => "malformed",
            DecisionError::Banned { .. } => "banned",
            DecisionError::EmptyText => "empty_text",
            DecisionError::MissingReason => "missing_reason",
            DecisionError::Unwaived { .. } => "unwaived",
            DecisionError::OwnDraft { .. } => "own_draft",
            DecisionError::MissingWaiverReason => "missing_waiver_reason",
            DecisionError::CannotWaive => "cannot_waive",
            DecisionError::AlreadyApproved => "already_approved",
            DecisionError::AlreadyRejected => "already_rejected",
        };
        let problem = Self::new(code, error.to_string());
        match error {
            DecisionError::OwnDraft { name } => problem.with("name", name),
            DecisionError::Banned { rule, field, count, .. } | DecisionError::Unwaived { rule, field, count, .. } => {
                problem.with("rule", rule).with("field", field).with("count", count)
            }
            _ => problem,
        }
    }
}

impl From<PromptError> for Problem {
    fn from(error: PromptError) -> Self {
        let problem = match &error {
            PromptError::UnknownField { field } => Self::new("unknown_field", error.to_string()).with("name", field),
            PromptError::Syntax { line, detail } | PromptError::Render { line, detail } => {
                Self::new("template_error", error.to_string()).with("line", line).with("detail", detail)
            }
        };
        Self { fields: vec![FieldError { field: "template".into(), problem: template(&error) }], ..problem }
    }
}

fn template(error: &PromptError) -> copydesk_domain::FieldProblem {
    copydesk_domain::FieldProblem::Template { message: error.to_string() }
}

impl From<SecretError> for Problem {
    fn from(error: SecretError) -> Self {
        let code = match &error {
            SecretError::Absent => "no_keychain",
            SecretError::Locked => "keychain_locked",
            SecretError::Dismissed => "keychain_dismissed",
            SecretError::Failed(_) => "keychain_failed",
        };
        let problem = Self::new(code, error.to_string());
        match error {
            SecretError::Failed(detail) => problem.with("detail", detail),
            _ => problem,
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        params(Self::new(error.code(), error.to_string()), &error.params())
    }
}

impl From<SheetError> for Problem {
    fn from(error: SheetError) -> Self {
        use SheetError as E;
        let text = error.to_string();
        let (code, pairs): (&str, Vec<(&str, String)>) = match error {
            // the source's own problem comes back as it was sent in
            E::Source(source) => {
                return match source.downcast::<Self>() {
                    Ok(problem) => *problem,
                    Err(source) => Self::new("internal", source.to_string()),
                };
            }
            E::Unreadable { file, source } => ("file_unreadable", vec![("file", file), ("detail", source.to_string())]),
            E::Empty { file } => ("file_empty", vec![("file", file)]),
            E::HeaderOnly { file, row } => ("file_header_only", vec![("file", file), ("row", row.to_string())]),
            E::NotATable { file, found } => ("file_kind", vec![("file", file), ("found", found.to_owned())]),
            E::Damaged { file, message } => ("file_damaged", vec![("file", file), ("detail", message)]),
            E::PasswordProtected { file } => ("file_password", vec![("file", file)]),
            E::TooLarge { file, megabytes, limit } => {
                ("file_too_large", vec![("file", file), ("found", megabytes.to_string()), ("limit", limit.to_string())])
            }
            E::UnknownSheet { file, sheet, .. } => ("sheet_unknown", vec![("file", file), ("name", sheet)]),
            E::UnknownEncoding { label } => ("encoding_unknown", vec![("name", label)]),
            E::UnknownSeparator { separator } => ("separator_unknown", vec![("name", separator.to_string())]),
            E::NoHeaderRow { file, row } => ("header_missing", vec![("file", file), ("row", row.to_string())]),
            E::MappingWidth { file, .. } => ("mapping_width", vec![("file", file)]),
            E::NoColumn { file, target, .. } => ("column_missing", vec![("file", file), ("name", target.to_owned())]),
            E::TargetTwice { target, first, second } => {
                ("column_twice", vec![("name", target.to_owned()), ("first", first), ("second", second)])
            }
            E::Exists { path } => ("file_exists", vec![("path", path.display().to_string())]),
            E::FolderMissing { folder } => ("folder_missing", vec![("path", folder.display().to_string())]),
            E::FolderReadOnly { folder } => ("folder_read_only", vec![("path", folder.display().to_string())]),
            E::DiskFull { path } => ("disk_full", vec![("path", path.display().to_string())]),
            E::NotWritable { path, source } => {
                ("file_not_written", vec![("path", path.display().to_string()), ("detail", source.to_string())])
            }
            E::CellTooLong { row, column, length, limit } => (
                "cell_too_long",
                vec![
                    ("row", row.to_string()),
                    ("name", column),
                    ("found", length.to_string()),
                    ("limit", limit.to_string()),
                ],
            ),
            E::TooManyRows { limit } => ("too_many_rows", vec![("limit", limit.to_string())]),
            E::Layout { message } => ("layout", vec![("detail", message)]),
        };
        params(Self::new(code, text), &pairs)
    }
}

impl From<EngineError> for Problem {
    fn from(error: EngineError) -> Self {
        params(Self::new(error.code(), error.to_string()), &error.params())
    }
}

impl From<CallError> for Problem {
    fn from(error: CallError) -> Self {
        let mut problem = params(Self::new(error.code(), error.to_string()), &error.params());
        problem.words = error.provider_words().map(ToOwned::to_owned);
        if let Some(id) = error.request_id() {
            problem.params.insert("request_id".into(), id.to_owned());
        }
        problem
    }
}
