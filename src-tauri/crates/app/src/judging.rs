//! Judges a text that is no draft: for the command line, and for whoever checks copy from elsewhere.

use crate::{
    Desk, Home,
    rules::{Subject, markets},
    view::Problem,
};
use copydesk_checks::{check, hostile::hostile_findings, limit_findings};
use copydesk_domain::{Channel, FieldValues, Finding, Market, Product, ProductFields, ProductId, Shop, place::Place};
use copydesk_grounding::{Facts, claims_in, findings, reduction_finding};
use copydesk_rules::Rulebook;
use std::sync::Arc;

/// What texts are judged by.
pub struct Judge {
    rules: Arc<Rulebook>,
    channel: Arc<Channel>,
    shop: Shop,
    markets: Vec<Market>,
    product: Option<Product>,
    subject: Subject,
    facts: Facts,
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
}

impl Home {
    /// A judge without a workspace: the shipped rules, no product.
    ///
    /// # Errors
    /// `unknown_channel`, `rule_pack`.
    pub fn judge(&self, request: &JudgeRequest) -> Result<Judge, Problem> {
        let channels = self.channels()?;
        let channel = channels.known(&request.channel)?.clone();
        Ok(Judge::new(Arc::new(self.rulebook()?), channel, Shop::default(), request.market, None))
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
        Ok(Judge::new(self.rulebook().await?, channel, self.shop().await?, request.market, product))
    }
}

impl Judge {
    fn new(
        rules: Arc<Rulebook>,
        channel: Channel,
        shop: Shop,
        market: Option<Market>,
        product: Option<Product>,
    ) -> Self {
        let family = Some(channel.family);
        let markets: Vec<Market> = market.into_iter().collect();
        let nothing = || Product {
            id: ProductId::new(),
            fields: ProductFields::default(),
            source_row: None,
            created_at: copydesk_domain::Timestamp::UNIX_EPOCH,
            updated_at: copydesk_domain::Timestamp::UNIX_EPOCH,
        };
        let known = product.clone().unwrap_or_else(nothing);
        let policies: Vec<(String, String)> =
            shop.policies.iter().map(|policy| (policy.subject.clone(), policy.text.clone())).collect();
        let facts = Facts::of(&known.fields, known.source_row.as_ref(), &policies);
        let subject = Subject::of(&known, markets.clone(), family);
        Self { rules, channel: Arc::new(channel), shop, markets, product, subject, facts }
    }

    /// Whose law a text is under: the market that was asked for, else the shop's, else those of its language.
    fn subject(&self, text: &str) -> Subject {
        let markets = if self.markets.is_empty() {
            let chinese = text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
            markets(&self.shop, if chinese { "zh" } else { "" })
        } else {
            self.markets.clone()
        };
        Subject { markets, ..self.subject.clone() }
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
        findings.extend(self.places(&Place::written(&self.channel, values), &self.channel.text(values)));
        findings
    }

    fn places(&self, places: &[Place], whole: &str) -> Vec<Finding> {
        let subject = self.subject(whole);
        let mut found = self.rules.findings(places, &subject.about());
        found.extend(places.iter().flat_map(hostile_findings));
        if self.product.is_some() {
            for place in places {
                found.extend(findings(&claims_in(place, &self.facts), place));
                found.extend(reduction_finding(place, &self.facts));
            }
        }
        found
    }
}
