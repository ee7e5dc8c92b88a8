//! Names instead of ids, for the command line.

use crate::{
    Desk,
    view::{CampaignRequest, GenerateRequest, Problem},
};
use copydesk_domain::{
    Brief, Overrides, ProductChoice, ProductQuery, Provider,
    campaign::{Caps, Delivery, Skips},
};

/// What the command line names instead of ids.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Briefs, by name; a single draft is written by the first.
    pub briefs: Vec<String>,
    /// Products, by SKU; empty for all.
    pub skus: Vec<String>,
    /// Profiles, by name; empty for the neutral draft.
    pub profiles: Vec<String>,
    /// Provider, by name; none for the built-in model.
    pub provider: Option<String>,
}

impl Desk {
    /// Finds what is named. Parameters are the brief's.
    ///
    /// # Errors
    /// `not_found` with the name that is not there and those that are.
    pub async fn select(&self, selection: &Selection) -> Result<GenerateRequest, Problem> {
        let mut request = self.select_named(selection).await?;
        if selection.skus.is_empty() {
            request.products = self.store.products().ids(&ProductQuery::default()).await?;
        }
        Ok(request)
    }

    /// Finds what is named for a campaign. Without SKUs it is for what the query finds when the campaign is started.
    ///
    /// # Errors
    /// As [`Desk::select`].
    pub async fn select_campaign(
        &self,
        selection: &Selection,
        query: ProductQuery,
    ) -> Result<CampaignRequest, Problem> {
        let GenerateRequest { products, profiles, provider, .. } = self.select_named(selection).await?;
        let mut briefs = Vec::new();
        for name in &selection.briefs {
            briefs.push(self.brief_named(name).await?.id);
        }
        Ok(CampaignRequest {
            name: String::new(),
            briefs,
            products: if selection.skus.is_empty() {
                ProductChoice::Query { query }
            } else {
                ProductChoice::Listed { products }
            },
            profiles,
            provider,
            model: None,
            overrides: Overrides::default(),
            caps: Caps::default(),
            in_flight: None,
            skips: Skips::default(),
            delivery: Delivery::default(),
        })
    }

    async fn brief_named(&self, name: &str) -> Result<Brief, Problem> {
        let briefs = self.store.briefs().list().await?;
        match briefs.iter().find(|brief| brief.fields.name == name) {
            Some(brief) => Ok(brief.clone()),
            None => Err(unknown("brief", name, briefs.iter().map(|brief| brief.fields.name.as_str()))),
        }
    }

    async fn select_named(&self, selection: &Selection) -> Result<GenerateRequest, Problem> {
        let brief = self.brief_named(selection.briefs.first().map_or("", String::as_str)).await?;
        let mut products = Vec::new();
        for sku in &selection.skus {
            match self.store.products().find_by_sku(sku).await? {
                Some(product) => products.push(product.id),
                None => return Err(unknown("product with the SKU", sku, [])),
            }
        }
        let mut profiles = Vec::new();
        for name in &selection.profiles {
            match self.store.profiles().find_by_name(name).await? {
                Some(profile) => profiles.push(Some(profile.id)),
                None => {
                    let known = self.store.profiles().list("").await?;
                    return Err(unknown("profile", name, known.iter().map(|profile| profile.fields.name.as_str())));
                }
            }
        }
        if profiles.is_empty() {
            profiles.push(None);
        }
        let provider = match &selection.provider {
            Some(name) => self.provider_named(name).await?,
            None => self.built_in_provider().await?,
        };
        Ok(GenerateRequest {
            brief: brief.id,
            products,
            profiles,
            provider: Some(provider.id),
            model: None,
            parameters: Some(brief.fields.parameters.clone()),
            variables: Vec::new(),
        })
    }

    /// A provider by its name.
    ///
    /// # Errors
    /// `not_found` with the names that are there.
    pub async fn provider_named(&self, name: &str) -> Result<Provider, Problem> {
        let providers = self.store.providers().list().await?;
        match providers.iter().find(|provider| provider.fields.name == name) {
            Some(provider) => Ok(provider.clone()),
            None => Err(unknown("provider", name, providers.iter().map(|provider| provider.fields.name.as_str()))),
        }
    }
}

fn unknown<'a>(what: &str, name: &str, known: impl IntoIterator<Item = &'a str>) -> Problem {
    let known: Vec<&str> = known.into_iter().take(20).collect();
    let there = if known.is_empty() { String::new() } else { format!(" There are: {}.", known.join("; ")) };
    Problem::new("not_found", format!("There is no {what} “{name}”.{there}")).with("name", name)
}
