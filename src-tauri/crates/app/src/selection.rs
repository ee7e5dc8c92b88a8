//! Names instead of ids, for the command line.

use crate::{
    Desk,
    view::{CampaignRequest, GenerateRequest, Problem},
};
use copydesk_domain::{
    Brief, Overrides, Product, ProductChoice, ProductId, ProductQuery, Profile, Provider,
    campaign::{Caps, Delivery, Skips},
};

/// What the command line names instead of ids.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Briefs, by name; a single draft is written by the first.
    pub briefs: Vec<String>,
    /// Channels, by id: the brief that was shipped for each, in the language of the first product.
    pub channels: Vec<String>,
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
        let briefs = self.briefs_of(selection, &products).await?.iter().map(|brief| brief.id).collect();
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

    /// The briefs that are named, then those of the channels.
    async fn briefs_of(&self, selection: &Selection, products: &[ProductId]) -> Result<Vec<Brief>, Problem> {
        let mut briefs = Vec::new();
        for name in &selection.briefs {
            briefs.push(self.brief_named(name).await?);
        }
        if selection.channels.is_empty() {
            return Ok(briefs);
        }
        let first = match products.first() {
            Some(id) => Some(*id),
            None => self.store.products().ids(&ProductQuery { limit: 1, ..Default::default() }).await?.first().copied(),
        };
        let language = match first {
            Some(id) => self.store.products().get(id).await?.fields.language,
            None => String::new(),
        };
        for channel in &selection.channels {
            briefs.push(self.channel_brief(channel, &language).await?);
        }
        Ok(briefs)
    }

    async fn select_named(&self, selection: &Selection) -> Result<GenerateRequest, Problem> {
        let mut products = Vec::new();
        for sku in &selection.skus {
            products.push(self.product_with_sku(sku).await?.id);
        }
        let briefs = self.briefs_of(selection, &products).await?;
        let brief = briefs.first().ok_or_else(|| Problem::new("nothing_chosen", "Name a brief or a channel."))?;
        let mut profiles = Vec::new();
        for name in &selection.profiles {
            profiles.push(Some(self.profile_named(name).await?.id));
        }
        if profiles.is_empty() {
            profiles.push(None);
        }
        let provider = self.select_provider(selection.provider.as_deref()).await?;
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

    /// The provider that is named, else the built-in model.
    ///
    /// # Errors
    /// As [`Desk::provider_named`].
    pub async fn select_provider(&self, name: Option<&str>) -> Result<Provider, Problem> {
        match name {
            Some(name) => self.provider_named(name).await,
            None => self.built_in_provider().await,
        }
    }

    /// A profile by its name.
    ///
    /// # Errors
    /// `not_found` with the names that are there.
    pub async fn profile_named(&self, name: &str) -> Result<Profile, Problem> {
        if let Some(profile) = self.store.profiles().find_by_name(name).await? {
            return Ok(profile);
        }
        let known = self.store.profiles().list("").await?;
        Err(unknown("profile", name, known.iter().map(|profile| profile.fields.name.as_str())))
    }

    /// A product by its SKU.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn product_with_sku(&self, sku: &str) -> Result<Product, Problem> {
        let found = self.store.products().find_by_sku(sku).await?;
        found.ok_or_else(|| unknown("product with the SKU", sku, []))
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
