//! What is measured and found in a draft: while it is typed, before it is approved, before it goes out.

use crate::{
    Desk, Home, facts,
    judging::{Bench, spoken},
    rules::{Subject, markets},
    shelf::Shelf,
    view::{CheckRequest, FieldReport, Problem},
};
use copydesk_checks::{
    CheckInput, FieldLength, borrowed_findings, check, check_text, field_length, kept_findings, kept_in_text, lengths,
};
use copydesk_domain::{
    Channel, Draft, FieldValues, Finding, Level, Product, Provenance, Role, Shop,
    channel::{ChannelFamily, read_answer},
    place::Place,
};
use copydesk_grounding::Facts;
use copydesk_rules::Rulebook;
use std::collections::BTreeMap;

/// What a copy is checked against, besides its channel.
pub(crate) struct Against<'a> {
    pub provenance: &'a Provenance,
    /// The product's facts as they are now.
    pub product: &'a Product,
    pub shop: &'a Shop,
    pub rules: &'a Rulebook,
}

/// Measures and checks the fields of a channel.
pub(crate) fn report(channel: &Channel, values: &FieldValues, against: &Against<'_>) -> FieldReport {
    let provenance = against.provenance;
    let keep = keep(provenance);
    let facts = facts(against);
    let mut findings = check(&CheckInput {
        channel,
        values,
        language: language(provenance),
        keep: &keep,
        voice: provenance.voice.as_ref().map(|voice| &voice.fields),
        facts: &facts,
    });
    findings.extend(borrowed_findings(channel, values, &shown(channel, provenance), &facts));
    if channel.family == ChannelFamily::Email {
        findings.extend(footer(against.shop));
    }
    let places = spoken(channel, values);
    let mut report = judged(&places, Some(channel.family), against);
    findings.append(&mut report.findings);
    FieldReport { lengths: lengths(channel, values), findings, ..report }
}

/// Checks a copy without fields.
fn text_report(text: &str, against: &Against<'_>) -> FieldReport {
    let provenance = against.provenance;
    let voice = provenance.voice.as_ref().map(|voice| &voice.fields);
    let mut findings = check_text(text, language(provenance), &keep(provenance), voice);
    let mut report = judged(&[Place::plain(text)], None, against);
    findings.append(&mut report.findings);
    FieldReport { findings, ..report }
}

/// What rules and facts say about a draft's texts.
fn judged(places: &[Place], family: Option<ChannelFamily>, against: &Against<'_>) -> FieldReport {
    let provenance = against.provenance;
    let subject = Subject::of(against.product, markets(against.shop, language(provenance)), family);
    let interests = provenance.profile.as_ref().map(|profile| profile.fields.interests.as_slice()).unwrap_or_default();
    let facts = grounds(against);
    Bench { rules: against.rules, subject: &subject, facts: Some(&facts), interests }.judge(places)
}

/// Everything that a claim may rest on: the product's own data, the shop's policies, and the products beside it.
fn grounds(against: &Against<'_>) -> Facts {
    let policies = against.shop.policies.iter().map(|policy| (policy.subject.clone(), policy.text.clone()));
    let companions = against.provenance.companions.iter().flat_map(|companion| companion.fields.facts());
    let more: Vec<(String, String)> = policies.chain(companions).filter(|(_, value)| !value.is_empty()).collect();
    Facts::of(&against.product.fields, against.product.source_row.as_ref(), &more)
}

/// The language that the copy should have: the brief's, else the product's.
fn language(provenance: &Provenance) -> &str {
    facts::language(&provenance.brief.fields, &provenance.product)
}

/// The examples that the model was shown: the answers among what was sent.
fn shown(channel: &Channel, provenance: &Provenance) -> Vec<FieldValues> {
    let answers = provenance.payload.messages.iter().filter(|message| message.role == Role::Assistant);
    answers.filter_map(|message| read_answer(channel, &message.content).ok()).collect()
}

/// Names that stand in every language as they are.
fn keep(provenance: &Provenance) -> Vec<String> {
    let products = std::iter::once(&provenance.product).chain(&provenance.companions);
    let names = products.flat_map(|product| [product.fields.name.clone(), product.fields.brand.clone()]);
    let glossary = provenance.voice.iter().flat_map(|voice| voice.fields.glossary.iter().cloned());
    names.chain(glossary).filter(|name| !name.trim().is_empty()).collect()
}

/// Facts of the product now and of those that it is pitched with, and the shop's policies.
fn facts(against: &Against<'_>) -> Vec<(String, String)> {
    let mut facts = facts::of(&against.product.fields, against.shop);
    for companion in &against.provenance.companions {
        facts.extend(facts::of(&companion.fields, &Shop::default()));
    }
    facts
}

/// What a commercial email must have and the shop has not said.
fn footer(shop: &Shop) -> Option<Finding> {
    let gaps = shop.footer_gaps();
    if gaps.is_empty() {
        return None;
    }
    let gaps = gaps.join(", ");
    Some(Finding {
        rule: "email.footer_missing".to_owned(),
        level: Level::Caution,
        field: "body".to_owned(),
        part: None,
        start: 0,
        end: 0,
        text: String::new(),
        basis: "CAN-SPAM Act, 15 U.S.C. 7704(a)(3), (5)".to_owned(),
        message: format!("A commercial email must have these, and the shop has not said them: {gaps}."),
        params: BTreeMap::from([("gaps".to_owned(), gaps)]),
        suggestion: "Fill in Settings, Shop.".to_owned(),
        words: None,
    })
}

impl Home {
    /// How long a text is for a field of a channel. A list has an entry a line, and the longest counts; the name of one
    /// entry, such as `headline`, stands for the list.
    ///
    /// # Errors
    /// `unknown_channel`, and `unknown_field` with those that are there.
    pub fn count(&self, channel: &str, field: &str, text: &str) -> Result<FieldLength, Problem> {
        let channels = self.channels()?;
        let channel = channels.known(channel)?;
        let found = channel.field(field).or_else(|| channel.field(&format!("{field}s")));
        let found = found.ok_or_else(|| {
            let known: Vec<&str> = channel.fields.iter().map(|field| field.id.as_str()).collect();
            let message = format!("“{}” has no field “{field}”. It has: {}.", channel.id, known.join(", "));
            Problem::new("unknown_field", message).with("name", field)
        })?;
        Ok(field_length(found, text))
    }
}

impl Desk {
    /// Measures and checks what stands in an editor. Nothing is saved.
    ///
    /// # Errors
    /// `not_found` when the draft was deleted.
    pub async fn check_draft(&self, request: &CheckRequest) -> Result<FieldReport, Problem> {
        let mut draft = self.store.drafts().get(request.draft).await?;
        draft.fields.clone_from(&request.fields);
        draft.text.clone_from(&request.text);
        let product = self.product_of(&draft).await;
        Ok(self.report(&self.shelf().await?, &draft, &product).await)
    }

    /// Measures and checks a draft as it stands, against its product's facts.
    pub(crate) async fn report(&self, shelf: &Shelf, draft: &Draft, product: &Product) -> FieldReport {
        let against = Against { provenance: &draft.provenance, product, shop: &shelf.shop, rules: &shelf.rules };
        let channel = shelf.channels.find(&draft.channel);
        let mut report = match (channel, &draft.fields) {
            (Some(channel), Some(values)) => report(channel, values, &against),
            // an answer that could not be read is no copy yet
            _ if draft.is_malformed() => return FieldReport::default(),
            _ => text_report(&draft.text, &against),
        };
        report.findings.extend(self.unlike_its_source(channel, draft).await);
        report
    }

    /// What a draft in another language does not keep of the approved one that it was made from. Nothing once that was
    /// deleted: there is nothing to hold it against.
    async fn unlike_its_source(&self, channel: Option<&Channel>, draft: &Draft) -> Vec<Finding> {
        let Some(id) = draft.provenance.localised_from else { return Vec::new() };
        let Ok(source) = self.store.drafts().get(id).await else { return Vec::new() };
        let glossary =
            draft.provenance.voice.iter().flat_map(|voice| voice.fields.glossary.clone()).collect::<Vec<_>>();
        match (channel, &source.fields, &draft.fields) {
            (Some(channel), Some(before), Some(after)) => kept_findings(channel, before, after, &glossary),
            _ => kept_in_text(&source.text, &draft.text, &glossary),
        }
    }
}
