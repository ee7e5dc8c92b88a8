//! From a brief to exactly what is sent, the same for the preview and for the run.

use crate::{
    Desk,
    view::{Destination, PreviewRequest, Problem, PromptPreview, PromptWarning},
};
use copydesk_domain::{
    BriefFields, Message, Parameters, Product, Profile, PromptPayload, Protocol, Provider, Role, prompt, render_prompt,
};

/// English names of languages, for the sentence that asks a model to write in one.
const LANGUAGES: [(&str, &str); 12] = [
    ("en", "English"),
    ("zh-CN", "Simplified Chinese"),
    ("zh-TW", "Traditional Chinese"),
    ("de", "German"),
    ("fr", "French"),
    ("es", "Spanish"),
    ("it", "Italian"),
    ("nl", "Dutch"),
    ("pt", "Portuguese"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("pl", "Polish"),
];

/// The model's name as people know the built-in one.
pub(crate) const BUILT_IN_MODEL_NAME: &str = "SmolLM2-135M-Instruct";

/// Everything that is sent for one cell, but for its seed.
pub(crate) fn payload(
    brief: &BriefFields,
    product: &Product,
    profile: Option<&Profile>,
    provider: &Provider,
    model: &str,
    parameters: &Parameters,
) -> Result<PromptPayload, Problem> {
    let prompt = render_prompt(brief, &product.fields, profile.map(|profile| &profile.fields))?;
    Ok(PromptPayload {
        messages: messages(brief, prompt, language(brief, product), provider),
        model: model.to_owned(),
        max_tokens: parameters.max_tokens,
        temperature: parameters.temperature,
        stop: parameters.stop.iter().filter(|stop| !stop.is_empty()).cloned().collect(),
        seed: parameters.seed,
    })
}

fn language<'a>(brief: &'a BriefFields, product: &'a Product) -> &'a str {
    if brief.copy_language.is_empty() { &product.fields.language } else { &brief.copy_language }
}

fn messages(brief: &BriefFields, prompt: String, language: &str, provider: &Provider) -> Vec<Message> {
    let brief_message = Message::new(Role::User, prompt);
    if provider.fields.protocol == Protocol::OpenaiCompletions {
        return vec![brief_message];
    }
    if provider.built_in && brief.system.trim().is_empty() {
        // a model of 135 million parameters needs an example; anything larger does better without ours
        return copydesk_llm_local::coach(&[brief_message], language);
    }
    let mut system = brief.system.trim().to_owned();
    if !brief.copy_language.is_empty() {
        let name = LANGUAGES
            .iter()
            .find(|(tag, _)| *tag == brief.copy_language)
            .map_or(brief.copy_language.as_str(), |(_, name)| name);
        if !system.is_empty() {
            system.push_str("\n\n");
        }
        system.push_str(&format!("Write in {name}."));
    }
    if system.is_empty() {
        return vec![brief_message];
    }
    vec![Message::new(Role::System, system), brief_message]
}

/// The model a provider answers with unless another is named.
pub(crate) fn model_of(provider: &Provider, other: Option<&str>) -> String {
    match other.map(str::trim).filter(|model| !model.is_empty()) {
        Some(model) => model.to_owned(),
        None if provider.built_in && provider.fields.model.is_empty() => BUILT_IN_MODEL_NAME.to_owned(),
        None => provider.fields.model.clone(),
    }
}

impl Desk {
    /// Exactly what a brief would send for a product and a profile. Nothing is sent.
    ///
    /// # Errors
    /// `template_error` or `unknown_field` with the template's line, `no_products` when there is none to try it on.
    pub async fn preview_prompt(&self, request: &PreviewRequest) -> Result<PromptPreview, Problem> {
        let product = match request.product {
            Some(id) => self.store.products().get(id).await?,
            None => self.first_product().await?,
        };
        let profile = match request.profile {
            Some(id) => Some(self.store.profiles().get(id).await?),
            None => None,
        };
        let provider = self.provider_or_default(request.provider).await?;
        let model = model_of(&provider, None);
        let brief = &request.brief;
        let payload = payload(brief, &product, profile.as_ref(), &provider, &model, &brief.parameters)?;
        let mut warnings = Vec::new();
        if profile.is_none() && prompt::names_profile(&brief.template) {
            warnings.push(PromptWarning::NoProfile);
        }
        if product.fields.description.trim().is_empty() {
            warnings.push(PromptWarning::NoDescription);
        }
        let has_system = !brief.system.trim().is_empty() || !brief.copy_language.is_empty();
        if provider.fields.protocol == Protocol::OpenaiCompletions && has_system {
            warnings.push(PromptWarning::SystemNotSent);
        }
        let language = language(brief, &product);
        if provider.built_in && !language.is_empty() && !language.starts_with("en") {
            warnings.push(PromptWarning::SmallModelLanguage);
        }
        Ok(PromptPreview {
            prompt: payload.prompt().to_owned(),
            messages: payload.messages,
            destination: Destination {
                provider: provider.fields.name.clone(),
                model,
                host: crate::providers::host(&provider),
            },
            warnings,
            product_name: product.fields.name,
            profile_name: profile.map(|profile| profile.fields.name),
        })
    }

    async fn first_product(&self) -> Result<Product, Problem> {
        let query = copydesk_domain::ProductQuery { limit: 1, ..Default::default() };
        match self.store.products().page(&query).await?.rows.first() {
            Some(row) => Ok(self.store.products().get(row.id).await?),
            None => {
                Err(Problem::new("no_products", "There is no product to try the brief on. Add or import one first."))
            }
        }
    }
}

/// Names a template can use.
#[must_use]
pub fn template_fields() -> Vec<String> {
    prompt::FIELDS.map(ToOwned::to_owned).to_vec()
}
