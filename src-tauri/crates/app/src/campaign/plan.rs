//! From what a person chose to the plan of a run.

use crate::{
    Desk, providers,
    view::{CampaignRequest, Problem},
};
use copydesk_domain::{
    Brief, FieldError, FieldProblem, ProductChoice, Protocol, Provider, RunId,
    campaign::{CampaignPlan, Delivery, IN_FLIGHT_LIMIT, Price},
};
use copydesk_llm::batch::batches_for;

/// Requests under way at one server unless a person wants more: enough to hide its latency, few enough for the smallest
/// account.
const IN_FLIGHT: u32 = 4;

impl Desk {
    /// The plan of a request, with the number of products it finds now.
    pub(super) async fn campaign_plan(&self, request: &CampaignRequest) -> Result<CampaignPlan, Problem> {
        let briefs = self.planned_briefs(request).await?;
        let own = briefs.iter().map(|brief| brief.fields.parameters.variants).max();
        let variants = request.overrides.variants.or(own).unwrap_or(1);
        let provider = self.provider_or_default(request.provider).await?;
        let model = providers::model_of(&provider, request.model.as_deref());
        let mut profiles = Vec::new();
        for id in &request.profiles {
            profiles.push(match id {
                Some(id) => Some(self.store.profiles().get(*id).await?),
                None => None,
            });
        }
        let products = self.store.runs().count_products(&request.products, request.skips).await?;
        if profiles.is_empty() || briefs.is_empty() || (products == 0 && !request.skips.without_description) {
            return Err(nothing_chosen());
        }
        let price = self.planned_price(request, &provider, &model)?;
        Ok(CampaignPlan {
            briefs,
            profiles,
            in_flight: self.in_flight(&provider, request.in_flight)?,
            provider,
            model,
            overrides: request.overrides.clone(),
            variants,
            skips: request.skips,
            delivery: request.delivery,
            products,
            caps: request.caps,
            price,
        })
    }

    async fn planned_briefs(&self, request: &CampaignRequest) -> Result<Vec<Brief>, Problem> {
        let mut briefs: Vec<Brief> = Vec::new();
        for id in &request.briefs {
            let brief = self.store.briefs().get(*id).await?;
            brief.fields.validate()?;
            request.overrides.over(&brief.fields.parameters).validate()?;
            if !briefs.iter().any(|known| known.id == brief.id) {
                briefs.push(brief);
            }
        }
        Ok(briefs)
    }

    fn planned_price(
        &self,
        request: &CampaignRequest,
        provider: &Provider,
        model: &str,
    ) -> Result<Option<Price>, Problem> {
        let batch = request.delivery == Delivery::Batch;
        if batch && batches_for(provider.fields.protocol).is_none() {
            let message = format!("“{}” takes no batches. Choose to write at once.", provider.fields.name);
            return Err(Problem::new("no_batches", message).with("host", &provider.fields.name));
        }
        let price = copydesk_llm::price_of(&provider.fields, model);
        if price.is_none() && request.caps.nano.is_some() {
            return Err(Problem::new(
                "price_unknown",
                format!("The price of “{model}” is not known, so a cap in money cannot be kept. Set a cap in tokens."),
            )
            .with("model", model));
        }
        Ok(if batch { price.as_ref().map(copydesk_llm::batch_price) } else { price })
    }

    /// Requests under way at a time: as many as a person wants, at a model on this machine at most as many as it writes
    /// together.
    pub(super) fn in_flight(&self, provider: &Provider, wanted: Option<u32>) -> Result<u32, Problem> {
        if wanted.is_some_and(|wanted| !(1..=IN_FLIGHT_LIMIT).contains(&wanted)) {
            let problem = FieldProblem::OutOfRange { min: 1.0, max: f64::from(IN_FLIGHT_LIMIT) };
            return Err(FieldError { field: "in_flight".to_owned(), problem }.into());
        }
        if provider.fields.protocol == Protocol::Local {
            let together = self.home.engine().sequences();
            return Ok(wanted.map_or(together, |wanted| wanted.min(together)));
        }
        Ok(wanted.unwrap_or(IN_FLIGHT))
    }

    /// What a run was asked for, to ask again: with another model, or for what is missing.
    ///
    /// # Errors
    /// `not_found` when there is no such run.
    pub async fn campaign_request(&self, id: RunId) -> Result<CampaignRequest, Problem> {
        let run = self.store.runs().get(id).await?;
        let plan = run.plan;
        Ok(CampaignRequest {
            name: run.name,
            briefs: plan.briefs.iter().map(|brief| brief.id).collect(),
            products: ProductChoice::Run { run: id },
            profiles: plan.profiles.iter().map(|profile| profile.as_ref().map(|profile| profile.id)).collect(),
            provider: Some(plan.provider.id),
            model: Some(plan.model).filter(|model| !model.is_empty() && !plan.provider.built_in),
            overrides: copydesk_domain::Overrides { variants: Some(plan.variants), ..plan.overrides },
            caps: plan.caps,
            in_flight: Some(plan.in_flight),
            skips: plan.skips,
            delivery: plan.delivery,
        })
    }
}

pub(super) fn nothing_chosen() -> Problem {
    Problem::new("nothing_chosen", "Choose at least one product, a brief, and a profile or the neutral draft.")
}
