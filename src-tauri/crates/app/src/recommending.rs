//! Which products are worth pitching to whom: counted on this machine, with reasons, and a person's word above all.

use crate::{
    Desk,
    drafting::{Cell, Run},
    providers,
    view::{Pick, Problem, RecommendRequest, RecommendationMessageRequest, Recommended, Started},
};
use copydesk_domain::{Product, ProductFields, ProductId, Profile, ProfileId, RunId};
use copydesk_recommend::{Index, Lexicon, Picks, Reason, profiles_for};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Fewest and most products of one recommendation.
const CHOSEN: std::ops::RangeInclusive<usize> = 1..=10;
/// The channel of a message over several products.
const CHANNEL: &str = "recommendation";

/// The index over all products, made when it is first asked and again when products have changed.
#[derive(Clone, Default)]
pub(crate) struct Recommender(Arc<Mutex<Option<Made>>>);

struct Made {
    /// How many products there were, and when one last changed.
    stamp: (u64, i64),
    index: Arc<Index>,
}

fn picks<Id: Copy>(said: &[(Id, bool)]) -> Picks<Id> {
    let of = |pinned: bool| said.iter().filter(|(_, pin)| *pin == pinned).map(|(id, _)| *id).collect();
    Picks { pinned: of(true), excluded: of(false) }
}

fn lexicon() -> Result<Lexicon, Problem> {
    Lexicon::shipped().map_err(|error| Problem::new("internal", error.to_string()))
}

impl Desk {
    /// The products for a profile, or the profiles for a product: pinned ones first, then by score, excluded ones last.
    ///
    /// # Errors
    /// `not_found` when the profile or the product was deleted.
    pub async fn recommend(&self, request: RecommendRequest) -> Result<Vec<Recommended>, Problem> {
        match request {
            RecommendRequest::ForProfile { profile, top } => self.products_for(profile, top as usize).await,
            RecommendRequest::ForProduct { product, top } => self.profiles_for(product, top as usize).await,
        }
    }

    async fn products_for(&self, profile: ProfileId, top: usize) -> Result<Vec<Recommended>, Problem> {
        let profile = self.store.profiles().get(profile).await?;
        let said = self.store.picks().of_profile(profile.id).await?;
        let index = self.index().await?;
        let (fields, wanted) = (profile.fields.clone(), picks(&said));
        let found = blocking(move || index.recommend(&fields, &wanted, top)).await?;
        let excluded = said.iter().filter(|(_, pinned)| !pinned).map(|(id, _)| *id);
        let ids: Vec<ProductId> = found.iter().map(|one| one.product).chain(excluded.clone()).collect();
        let products = self.store.products().many(&ids).await?;
        let products: HashMap<ProductId, Product> = products.into_iter().map(|product| (product.id, product)).collect();
        let mut rows = Vec::with_capacity(found.len());
        for one in found {
            if let Some(product) = products.get(&one.product) {
                rows.push(row(product, &profile, one.score, one.reasons, one.pinned.then_some(Pick::Pinned)));
            }
        }
        let excluded = excluded.filter_map(|id| products.get(&id));
        rows.extend(excluded.map(|product| row(product, &profile, 0.0, Vec::new(), Some(Pick::Excluded))));
        Ok(rows)
    }

    async fn profiles_for(&self, product: ProductId, top: usize) -> Result<Vec<Recommended>, Problem> {
        let product = self.store.products().get(product).await?;
        let profiles = self.store.profiles().list("").await?;
        let said = self.store.picks().of_product(product.id).await?;
        let lexicon = lexicon()?;
        let listed = profiles.iter().map(|profile| (profile.id, &profile.fields));
        let found = profiles_for(&product.fields, listed, &lexicon, &picks(&said), top);
        let of = |id: ProfileId| profiles.iter().find(|profile| profile.id == id);
        let mut rows = Vec::with_capacity(found.len());
        for one in found {
            if let Some(profile) = of(one.profile) {
                rows.push(row(&product, profile, one.score, one.reasons, one.pinned.then_some(Pick::Pinned)));
            }
        }
        let excluded = said.iter().filter(|(_, pinned)| !pinned).filter_map(|(id, _)| of(*id));
        rows.extend(excluded.map(|profile| row(&product, profile, 0.0, Vec::new(), Some(Pick::Excluded))));
        Ok(rows)
    }

    /// The index over the products as they are now.
    async fn index(&self) -> Result<Arc<Index>, Problem> {
        let stamp = self.store.products().stamp().await?;
        let made = |recommender: &Recommender| {
            let made = recommender.0.lock().unwrap_or_else(PoisonError::into_inner);
            made.as_ref().filter(|made| made.stamp == stamp).map(|made| made.index.clone())
        };
        if let Some(index) = made(&self.recommender) {
            return Ok(index);
        }
        let (products, lexicon) = (self.store.products().all().await?, lexicon()?);
        let listed = move || {
            let listed = products.iter().map(|product| (product.id, &product.fields));
            Arc::new(Index::new(listed, &lexicon))
        };
        let index = blocking(listed).await?;
        let mut kept = self.recommender.0.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some(Made { stamp, index: index.clone() });
        Ok(index)
    }

    /// Pins a product to a profile, excludes it, or takes either back.
    ///
    /// # Errors
    /// When the workspace cannot be written.
    pub async fn pick(&self, product: ProductId, profile: ProfileId, pick: Option<Pick>) -> Result<(), Problem> {
        let pinned = pick.map(|pick| pick == Pick::Pinned);
        Ok(self.store.picks().set(profile, product, pinned).await?)
    }

    /// Writes one message over a few products for one profile.
    ///
    /// # Errors
    /// `too_many_products` for none or more than ten, and as [`Desk::generate`].
    pub async fn recommendation_message(&self, request: RecommendationMessageRequest) -> Result<Started, Problem> {
        if !CHOSEN.contains(&request.products.len()) {
            let message = "Choose one to ten products for a recommendation.";
            return Err(Problem::new("too_many_products", message).with("limit", CHOSEN.end()));
        }
        let profile = self.store.profiles().get(request.profile).await?;
        let brief = match request.brief {
            Some(id) => self.store.briefs().get(id).await?,
            None => self.channel_brief(CHANNEL, &profile.fields.language).await?,
        };
        let provider = self.provider_or_default(request.provider).await?;
        let (model, parameters) = (providers::model_of(&provider, None), brief.fields.parameters.clone());
        let (id, variables, shelf) = (RunId::new(), Vec::new(), self.shelf().await?);
        let cell = Cell {
            product: request.products[0],
            profile: Some(Arc::new(profile)),
            variant: 1,
            companions: request.products[1..].to_vec(),
        };
        Ok(self.start(Run { id, brief, provider, model, parameters, variables, shelf }, vec![cell]))
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Problem::new("internal", error.to_string()))
}

fn row(product: &Product, profile: &Profile, score: f64, reasons: Vec<Reason>, pick: Option<Pick>) -> Recommended {
    let fields: &ProductFields = &product.fields;
    Recommended {
        product: product.id,
        sku: fields.sku.clone(),
        product_name: fields.name.clone(),
        product_language: fields.language.clone(),
        price: format!("{} {}", fields.price, fields.currency).trim().to_owned(),
        profile: profile.id,
        profile_name: profile.fields.name.clone(),
        profile_language: profile.fields.language.clone(),
        score,
        reasons,
        pick,
    }
}
