//! Judges texts by rules and facts: those of a draft, and those that are no draft, for the command line and for whoever
//! checks copy from elsewhere.

use crate::{
    Desk, Home, facts,
    rules::{Subject, audience, markets},
    view::{FieldBasis, FieldReport, Problem},
};
use copydesk_checks::{check, hostile::hostile_findings, limit_findings};
use copydesk_classifier::About;
use copydesk_domain::{
    Channel, FieldValue, FieldValues, Finding, Market, Product, Shop, Speaker, channel::ChannelFamily, place::Place,
};
use copydesk_grounding::{Facts, claims_in, reduction_finding};
use copydesk_privacy::placeholder_findings;
use copydesk_rules::{Audience, CategoryId, Rulebook, categories_of};
use std::sync::Arc;

/// What texts are held against, whoever wrote them.
pub(crate) struct Bench<'a> {
    pub rules: &'a Rulebook,
    pub subject: &'a Subject,
    /// None where no product is known: nothing can be said about its claims then.
    pub facts: Option<&'a Facts>,
    /// Of the audience.
    pub interests: &'a [String],
}

impl Bench<'_> {
    pub(crate) fn judge(&self, places: &[Place]) -> FieldReport {
        let mut report = FieldReport::default();
        report.findings.extend(self.rules.findings(places, &self.subject.about()));
        report.findings.extend(places.iter().flat_map(hostile_findings));
        report.findings.extend(places.iter().flat_map(placeholder_findings));
        let about = About { markets: &self.subject.markets, chat: audience(self.subject.family) == Audience::Chat };
        for place in places {
            let learned = copydesk_classifier::findings(place, &about, &report.findings);
            report.findings.extend(learned);
        }
        if let Some(facts) = self.facts {
            places.iter().for_each(|place| self.ground(place, facts, &mut report));
        }
        report
    }

    fn ground(&self, place: &Place, facts: &Facts, report: &mut FieldReport) {
        let claims = claims_in(place, facts);
        // numbers of a conversation have a check of their own
        if self.subject.family != Some(ChannelFamily::Service) {
            report.findings.extend(copydesk_grounding::findings(&claims, place));
        }
        if self.subject.markets.iter().any(|market| matches!(market, Market::Eu | Market::Uk)) {
            report.findings.extend(reduction_finding(place, facts));
        }
        report.claims.extend(claims);
        let sentences = copydesk_grounding::bases(&place.text, facts, self.interests);
        report.bases.push(FieldBasis { field: place.field.clone(), part: place.part, sentences });
    }
}

/// The texts that the shop says: all that are written, but not a customer's turns.
pub(crate) fn spoken(channel: &Channel, values: &FieldValues) -> Vec<Place> {
    let mut places = Place::written(channel, values);
    places.retain(|place| {
        let turn = match (values.get(&place.field), place.part) {
            (Some(FieldValue::Turns(turns)), Some(part)) => turns.get(part as usize),
            _ => None,
        };
        turn.is_none_or(|turn| turn.speaker != Speaker::Customer)
    });
    places
}

/// What texts are judged by.
pub struct Judge {
    rules: Arc<Rulebook>,
    channel: Arc<Channel>,
    shop: Shop,
    product: Option<Product>,
    subject: Subject,
    facts: Option<Facts>,
}

/// What a judge is made of.
#[derive(Clone, Debug, Default)]
pub struct JudgeRequest {
    /// The channel, by its id.
    pub channel: String,
    /// Whose law; none is the shop's markets, or those of the text's language.
    pub market: Option<Market>,
    /// The product that the text is about, by SKU. Claims are held against its facts.
    pub sku: Option<String>,
    /// What kind of product it is about, such as `cosmetics`, where no product says so.
    pub category: Option<String>,
}

impl Home {
    /// A judge without a workspace: the shipped rules, no product.
    ///
    /// # Errors
    /// `unknown_channel`, `rule_pack`.
    pub fn judge(&self, request: &JudgeRequest) -> Result<Judge, Problem> {
        let channels = self.channels()?;
        let channel = channels.known(&request.channel)?.clone();
        Ok(Judge::new(Arc::new(self.rulebook()?), channel, Shop::default(), request, None))
    }
}

impl Desk {
    /// A judge of this workspace: its own rules, and a product's facts.
    ///
    /// # Errors
    /// `unknown_channel`, `rule_pack`, `not_found` without such a product.
    pub async fn judge(&self, request: &JudgeRequest) -> Result<Judge, Problem> {
        let channel = self.home.channels()?.known(&request.channel)?.clone();
        let product = match &request.sku {
            Some(sku) => Some(self.product_with_sku(sku).await?),
            None => None,
        };
        Ok(Judge::new(self.rulebook().await?, channel, self.shop().await?, request, product))
    }
}

impl Judge {
    fn new(
        rules: Arc<Rulebook>,
        channel: Channel,
        shop: Shop,
        request: &JudgeRequest,
        product: Option<Product>,
    ) -> Self {
        let mut subject = Subject { family: Some(channel.family), ..Subject::default() };
        let mut facts = None;
        if let Some(product) = &product {
            subject = Subject::of(product, Vec::new(), Some(channel.family));
            let policies: Vec<(String, String)> =
                shop.policies.iter().map(|policy| (policy.subject.clone(), policy.text.clone())).collect();
            facts = Some(Facts::of(&product.fields, product.source_row.as_ref(), &policies));
        }
        let category = request.category.iter().flat_map(|category| {
            let named = CategoryId(category.trim().to_lowercase().replace([' ', '-'], "_"));
            categories_of(category, "", &[]).into_iter().chain([named])
        });
        subject.categories.extend(category);
        subject.markets.extend(request.market);
        Self { rules, channel: Arc::new(channel), shop, product, subject, facts }
    }

    /// Whose law a text is under: the market that was asked for, else the shop's, else those of its language. What kind of
    /// thing it is about, its own words say when nobody else does.
    fn subject(&self, text: &str) -> Subject {
        let mut subject = self.subject.clone();
        if subject.markets.is_empty() {
            subject.markets = markets(&self.shop, if facts::is_chinese(text) { "zh" } else { "" });
        }
        if subject.categories.is_empty() {
            subject.categories = categories_of("", text, &[]);
        }
        subject
    }

    /// Judges a text by the rules and, when there is a product, by its facts. Limits of the channel are of its fields, and a
    /// text alone is none of them.
    #[must_use]
    pub fn text(&self, text: &str) -> Vec<Finding> {
        self.places(&[Place::plain(text)], text)
    }

    /// Judges all fields of the channel: its limits, tags and conversations too.
    #[must_use]
    pub fn fields(&self, values: &FieldValues) -> Vec<Finding> {
        let facts: Vec<(String, String)> = self.product.iter().flat_map(|product| product.fields.facts()).collect();
        let mut findings = if self.product.is_some() {
            check(&copydesk_checks::CheckInput {
                channel: &self.channel,
                values,
                language: "",
                keep: &[],
                voice: None,
                facts: &facts,
            })
        } else {
            limit_findings(&self.channel, values)
        };
        findings.extend(self.places(&spoken(&self.channel, values), &self.channel.text(values)));
        findings
    }

    fn places(&self, places: &[Place], whole: &str) -> Vec<Finding> {
        let subject = self.subject(whole);
        let bench = Bench { rules: &self.rules, subject: &subject, facts: self.facts.as_ref(), interests: &[] };
        bench.judge(places).findings
    }
}
