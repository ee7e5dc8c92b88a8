//! Emails on their way out: HTML and plain text, with the footer that the law asks for.

use super::labels::{Labelled, Labelling};
use crate::{
    Desk,
    view::{AiLabel, ExportResult, Problem},
};
use copydesk_checks::merge_tags;
use copydesk_domain::{Draft, DraftId, DraftState, FieldValue, Label, LabelPlace, Marking, Shop};
use copydesk_sheet::write_text;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use std::path::PathBuf;

const TEMPLATE: &str = include_str!("../../../../../assets/email/email.html");
const CHANNEL: &str = "email";

impl Desk {
    /// An email as HTML, every text of it escaped.
    ///
    /// # Errors
    /// `not_an_email` for a draft of another channel.
    pub async fn email_html(&self, id: DraftId) -> Result<String, Problem> {
        let draft = self.email(id).await?;
        let said = Said::of(&draft, &self.labelling(AiLabel::default()).await?);
        html(&draft, &self.shop().await?, &said)
    }

    /// Writes an approved email as HTML and, beside it, as plain text. An email has no columns: its label is a line of it.
    ///
    /// # Errors
    /// `not_approved`, `footer_missing` with what the shop has not said, `file_kind`, and as [`Desk::export`].
    pub async fn export_email(
        &self,
        id: DraftId,
        path: &str,
        overwrite: bool,
        label: AiLabel,
    ) -> Result<ExportResult, Problem> {
        let (draft, shop) = (self.email(id).await?, self.shop().await?);
        if draft.state != DraftState::Approved {
            let name = &draft.provenance.product.fields.name;
            let message = format!("The email for “{name}” is not approved. Approve it first.");
            return Err(Problem::new("not_approved", message).with("name", name));
        }
        let gaps = shop.footer_gaps();
        if !gaps.is_empty() {
            let gaps = gaps.join(", ");
            let message =
                format!("A commercial email must have these: {gaps}. Fill them in Settings, Shop, and export again.");
            return Err(Problem::new("footer_missing", message).with("gaps", gaps));
        }
        let path = PathBuf::from(path);
        if path.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("html")) {
            let message = format!("{} does not end in .html. Choose a name that does.", path.display());
            return Err(Problem::new("file_kind", message).with("path", path.display()));
        }
        let said = Said::of(&draft, &self.labelling(label).await?);
        let (html, text) = (html(&draft, &shop, &said)?, plain(&draft, &shop, &said));
        let shown = path.display().to_string();
        let written = tokio::task::spawn_blocking(move || {
            // the text first: when the HTML is there, both are
            write_text(&path.with_extension("txt"), &text, overwrite)?;
            write_text(&path, &html, overwrite)
        })
        .await
        .map_err(|error| Problem::new("internal", error.to_string()))??;
        let count = u64::from(said.label.is_some());
        let labelled = Labelled { all: count, in_text: count };
        let result = ExportResult { path: shown, rows: 1, bytes: written.bytes };
        self.exported(result, &id.to_string(), labelled.told(label)).await
    }

    async fn email(&self, id: DraftId) -> Result<Draft, Problem> {
        let draft = self.store.drafts().get(id).await?;
        if draft.channel == CHANNEL && draft.fields.is_some() {
            return Ok(draft);
        }
        Err(Problem::new("not_an_email", "This draft is no email with a subject and a body."))
    }
}

/// What an email says of the model's part in it.
struct Said {
    label: Option<Label>,
    aigc: Option<String>,
    source_type: Option<String>,
}

impl Said {
    fn of(draft: &Draft, labelling: &Labelling) -> Self {
        let language = crate::facts::language(&draft.provenance.brief.fields, &draft.provenance.product);
        let reviewed = draft.state == DraftState::Approved;
        let required = labelling.required(CHANNEL, language, &draft.text, reviewed);
        let marked = |marking: Marking| required.markings.contains(&marking);
        let source_type = labelling.file().source_type(draft.revision > 1).to_owned();
        Self {
            aigc: marked(Marking::Aigc).then(|| labelling.aigc(&draft.id.to_string())),
            source_type: marked(Marking::DigitalSourceType).then_some(source_type),
            label: required.label,
        }
    }

    fn at(&self, place: LabelPlace) -> Option<&str> {
        self.label.as_ref().filter(|label| label.place == place).map(|label| label.words.as_str())
    }
}

fn field(draft: &Draft, id: &str) -> String {
    draft.fields.as_ref().and_then(|fields| fields.get(id)).map(FieldValue::text).unwrap_or_default()
}

fn is_chinese(draft: &Draft) -> bool {
    crate::facts::language(&draft.provenance.brief.fields, &draft.provenance.product).starts_with("zh")
}

fn plain(draft: &Draft, shop: &Shop, said: &Said) -> String {
    let footer = [shop.name.as_str(), shop.postal_address.as_str(), shop.unsubscribe_target()].join("\n");
    let mut parts = vec![field(draft, "subject")];
    parts.extend(said.at(LabelPlace::Start).map(str::to_owned));
    parts.extend([field(draft, "body"), field(draft, "call_to_action")]);
    parts.extend(said.at(LabelPlace::End).map(str::to_owned));
    parts.push(footer);
    parts.join("\n\n") + "\n"
}

fn html(draft: &Draft, shop: &Shop, said: &Said) -> Result<String, Problem> {
    let body = field(draft, "body");
    let paragraphs: Vec<Vec<Value>> =
        body.split("\n\n").map(|paragraph| paragraph.lines().map(escaped).collect()).collect();
    let chinese = is_chinese(draft);
    let unsubscribe = shop.unsubscribe_target();
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let failed = |error: minijinja::Error| Problem::new("internal", error.to_string());
    let template = environment.template_from_str(TEMPLATE).map_err(failed)?;
    template
        .render(context! {
            language => if chinese { "zh-CN" } else { "en" },
            note => format!("Drafted by AI ({}), approved by a person", draft.provenance.model),
            aigc => said.aigc.as_deref().map(quoted),
            source_type => said.source_type.as_deref().map(quoted),
            label_before => said.at(LabelPlace::Start),
            label_behind => said.at(LabelPlace::End),
            subject => escaped(&field(draft, "subject")),
            preheader => escaped(&field(draft, "preheader")),
            paragraphs => paragraphs,
            call_to_action => escaped(&field(draft, "call_to_action")),
            shop => &*shop.name,
            postal_address => &*shop.postal_address,
            unsubscribe => if is_link(unsubscribe) { Value::from(unsubscribe) } else { escaped(unsubscribe) },
            unsubscribe_is_link => is_link(unsubscribe),
            unsubscribe_word => if chinese { "退订" } else { "Unsubscribe" },
        })
        .map_err(failed)
}

fn is_link(target: &str) -> bool {
    target.starts_with("https://") || target.starts_with("http://") || target.starts_with("mailto:")
}

/// Text as HTML shows it. Merge tags stay letter for letter, or the platform would not know them; but for `<`, with which
/// a tag could begin markup.
fn escaped(text: &str) -> Value {
    let mut html = String::with_capacity(text.len());
    let letters: Vec<char> = text.chars().collect();
    let mut at = 0;
    for tag in merge_tags(text) {
        let (start, end) = (tag.start as usize, tag.end as usize);
        letters[at..start].iter().for_each(|c| push(&mut html, *c));
        letters[start..end].iter().for_each(|c| if *c == '<' { html.push_str("&lt;") } else { html.push(*c) });
        at = end;
    }
    letters[at..].iter().for_each(|c| push(&mut html, *c));
    Value::from_safe_string(html)
}

/// Text between the quotes of an attribute.
fn quoted(text: &str) -> Value {
    let mut html = String::with_capacity(text.len());
    text.chars().for_each(|c| push(&mut html, c));
    Value::from_safe_string(html)
}

fn push(html: &mut String, c: char) {
    match c {
        '&' => html.push_str("&amp;"),
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        '"' => html.push_str("&quot;"),
        '\'' => html.push_str("&#39;"),
        other => html.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_text_and_merge_tags_stay_letter_for_letter() {
        let text = "Hi {{ first_name|default:'there' }}, <b>it's</b> *|FNAME|* & more";
        let html = escaped(text).to_string();
        assert_eq!(html, "Hi {{ first_name|default:'there' }}, &lt;b&gt;it&#39;s&lt;/b&gt; *|FNAME|* &amp; more");
        assert!(!escaped("{{ <script> }}").to_string().contains("<script"));
    }
}
