//! What a workspace begins with: the built-in briefs and model, and the sample shop. All of it is data in `assets/`.

use crate::{Desk, view::Problem};
use copydesk_domain::{
    Brief, BriefFields, BriefId, Product, ProductFields, ProductId, Profile, ProfileFields, ProfileId, Protocol,
    Provider, ProviderFields, ProviderId, Timestamp,
};
use serde::{Deserialize, de::DeserializeOwned};

const BRIEFS: &str = include_str!("../../../../assets/briefs/built-in.json");
const PRODUCTS: &str = include_str!("../../../../assets/sample/products.json");
const PROFILES: &str = include_str!("../../../../assets/sample/profiles.json");

/// Name of the built-in model's provider.
pub(crate) const BUILT_IN: &str = "Built-in model";

#[derive(Deserialize)]
struct BriefFile {
    briefs: Vec<ShippedBrief>,
}

#[derive(Deserialize)]
struct ShippedBrief {
    key: String,
    #[serde(flatten)]
    fields: BriefFields,
}

fn read<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, Problem> {
    serde_json::from_str(text).map_err(|error| {
        Problem::new("internal", format!("The shipped file {name} cannot be read: {error}. Install Copydesk again."))
    })
}

/// The briefs that are shipped, each with its key.
pub(crate) fn built_in_briefs() -> Result<Vec<(String, BriefFields)>, Problem> {
    let file: BriefFile = read("briefs/built-in.json", BRIEFS)?;
    Ok(file.briefs.into_iter().map(|brief| (brief.key, brief.fields)).collect())
}

/// A built-in brief as a record.
pub(crate) fn brief(key: String, fields: BriefFields, now: Timestamp) -> Brief {
    Brief {
        id: BriefId::new(),
        fields,
        built_in: Some(key),
        version: 1,
        saved_by: String::new(),
        created_at: now,
        updated_at: now,
    }
}

/// The built-in model as a provider.
pub(crate) fn built_in_provider() -> Provider {
    Provider {
        id: ProviderId::new(),
        fields: ProviderFields { name: BUILT_IN.to_owned(), protocol: Protocol::Local, ..Default::default() },
        built_in: true,
    }
}

/// Puts the sample shop into a workspace.
pub(crate) async fn fill(desk: &Desk) -> Result<(), Problem> {
    let now = desk.home.clock().now();
    let products: Vec<ProductFields> = read("sample/products.json", PRODUCTS)?;
    for fields in products {
        fields.validate()?;
        let product = Product { id: ProductId::new(), fields, source_row: None, created_at: now, updated_at: now };
        desk.store.products().insert(&product).await?;
    }
    let profiles: Vec<ProfileFields> = read("sample/profiles.json", PROFILES)?;
    for fields in profiles {
        fields.validate()?;
        let profile = Profile { id: ProfileId::new(), fields, created_at: now, updated_at: now };
        desk.store.profiles().insert(&profile).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use copydesk_domain::{PromptInput, Shop, render_prompt};
    use std::collections::HashSet;

    #[test]
    fn the_sample_shop_is_whole() {
        let products: Vec<ProductFields> = read("products", PRODUCTS).unwrap();
        let profiles: Vec<ProfileFields> = read("profiles", PROFILES).unwrap();
        let count = |language: &str| products.iter().filter(|p| p.language == language).count();
        assert_eq!((count("en"), count("zh-CN")), (12, 12));
        let count = |language: &str| profiles.iter().filter(|p| p.language == language).count();
        assert_eq!((count("en"), count("zh-CN")), (5, 5));
        assert!(products.iter().all(|p| p.validate().is_ok()));
        assert!(profiles.iter().all(|p| p.validate().is_ok()));
        let skus: HashSet<_> = products.iter().map(|p| &p.sku).collect();
        assert_eq!(skus.len(), products.len());
        assert_eq!(profiles[0].interests, ["yoga", "meditation", "healthy living"]);
    }

    #[test]
    fn the_built_in_briefs_render_as_promised() {
        let briefs = built_in_briefs().unwrap();
        let product = ProductFields { name: "Pillow".into(), description: "Soft.".into(), ..Default::default() };
        let profile = ProfileFields { interests: vec!["yoga".into(), "tea".into()], ..Default::default() };
        let render = |key: &str| {
            let (_, fields) = briefs.iter().find(|(k, _)| k == key).unwrap();
            assert_eq!(fields.validate(), Ok(()));
            render_prompt(&PromptInput {
                brief: fields,
                product: &product,
                profile: Some(&profile),
                products: &[],
                shop: &Shop::default(),
                partials: &[],
                variables: &[],
                fields: "",
            })
            .unwrap()
        };
        assert_eq!(
            render("marketing-copy"),
            "Product Name: Pillow\nProduct Description: Soft.\nCreate a compelling marketing copy for this product."
        );
        assert_eq!(
            render("personalised-description"),
            "User Interests: yoga, tea\nProduct Name: Pillow\nProduct Description: Soft.\n\
             Generate a personalized product description for this user."
        );
    }
}
