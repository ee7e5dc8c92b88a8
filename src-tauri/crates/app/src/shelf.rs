//! What every prompt of a run may use besides its product: channels, voices, the shop and the parts that briefs share.

use crate::{
    Desk,
    channels::{Channels, SampleProduct},
    facts,
    view::{PrivacySettings, Problem},
};
use copydesk_domain::{Attribute, BriefFields, Draft, PartialFields, Product, ProductFields, Shop, Voice};
use copydesk_rules::Rulebook;
use serde_json::Value;
use std::sync::Arc;

/// Setting under which the shop is kept.
pub(crate) const SHOP: &str = "shop";

/// Read once for a run, or for a part of it.
pub(crate) struct Shelf {
    pub channels: Arc<Channels>,
    pub voices: Vec<Voice>,
    pub shop: Shop,
    pub partials: Vec<PartialFields>,
    pub privacy: PrivacySettings,
    pub rules: Arc<Rulebook>,
}

impl Desk {
    pub(crate) async fn shelf(&self) -> Result<Shelf, Problem> {
        let partials = self.store.partials().list().await?;
        Ok(Shelf {
            channels: self.home.channels()?,
            voices: self.store.voices().list().await?,
            shop: self.shop().await?,
            privacy: self.privacy().await?,
            rules: self.rulebook().await?,
            partials: partials.into_iter().map(|partial| partial.fields).collect(),
        })
    }

    /// The approved drafts that a brief shows to the model: of its channel and language, the product's brand first.
    pub(crate) async fn examples(&self, brief: &BriefFields, product: &Product) -> Result<Vec<Draft>, Problem> {
        if brief.examples == 0 {
            return Ok(Vec::new());
        }
        let language = facts::language(brief, product);
        let brand = &product.fields.brand;
        let mut examples =
            self.store.drafts().examples(&brief.channel, language, brand, brief.examples.saturating_add(1)).await?;
        // its own copy would be copied
        examples.retain(|example| example.product != product.id);
        examples.truncate(brief.examples as usize);
        Ok(examples)
    }

    /// The shop of the workspace.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub async fn shop(&self) -> Result<Shop, Problem> {
        Ok(self.store.settings().read(SHOP).await?)
    }

    /// Saves the shop of the workspace.
    ///
    /// # Errors
    /// `invalid_fields` with every field that is wrong.
    pub async fn save_shop(&self, shop: Shop) -> Result<Shop, Problem> {
        shop.validate()?;
        self.store.settings().set(SHOP, &serde_json::json!(shop)).await?;
        // in another market another law holds
        self.judge_by_present_rules().await?;
        Ok(shop)
    }
}

impl SampleProduct {
    /// As a product of a shop.
    pub(crate) fn fields(&self) -> ProductFields {
        let attributes = match &self.facts {
            Value::Object(facts) => {
                let fact = |(name, value): (&String, &Value)| Attribute {
                    name: name.clone(),
                    value: value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned),
                };
                facts.iter().map(fact).collect()
            }
            Value::Array(facts) => {
                facts.iter().filter_map(|fact| serde_json::from_value::<Attribute>(fact.clone()).ok()).collect()
            }
            _ => Vec::new(),
        };
        ProductFields {
            name: self.name.clone(),
            description: self.description.clone(),
            attributes,
            ..ProductFields::default()
        }
    }
}
