//! From a brief to exactly what is sent, the same for the preview and for the run.

use crate::{
    Desk,
    channels::Channels,
    facts,
    incoming::{plain, suspicious_fields},
    masking::{Outgoing, masks},
    providers::{host, model_of},
    shelf::Shelf,
    view::{Destination, PreviewRequest, Problem, PromptPreview, PromptWarning},
};
use copydesk_domain::{
    BriefFields, Channel, Draft, Message, Parameters, Product, ProductFields, Profile, ProfileFields, PromptInput,
    PromptPayload, Protocol, Provider, Role, Variable, Voice,
    channel::{SchemaBounds, describe_fields, json_schema},
    prompt, render_prompt, voice_for,
};
use std::collections::HashSet;

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

/// Longest text of one field of a model on this machine, in characters: a small one repeats itself in longer ones, and a
/// grammar of longer ones is slow.
const LOCAL_LONGEST: u32 = 280;
/// Most entries of one list of a model on this machine.
const LOCAL_ENTRIES: u32 = 5;

/// One draft to be asked for.
#[derive(Clone, Copy)]
pub(crate) struct Ask<'a> {
    pub brief: &'a BriefFields,
    pub product: &'a Product,
    pub profile: Option<&'a Profile>,
    /// The rest of a recommendation.
    pub companions: &'a [Product],
    pub variables: &'a [Variable],
    /// Approved drafts to be shown.
    pub examples: &'a [Draft],
    pub provider: &'a Provider,
    pub model: &'a str,
    pub parameters: &'a Parameters,
}

impl Ask<'_> {
    /// The language of the copy: the brief's, else the product's.
    fn language(&self) -> &str {
        facts::language(self.brief, self.product)
    }

    fn products(&self) -> Vec<&ProductFields> {
        if self.companions.is_empty() {
            return Vec::new();
        }
        std::iter::once(self.product).chain(self.companions).map(|product| &product.fields).collect()
    }
}

/// Everything that is sent for one draft, but for its seed.
pub(crate) fn payload(shelf: &Shelf, ask: &Ask<'_>) -> Result<PromptPayload, Problem> {
    let channel = shelf.channels.of(&ask.brief.channel)?;
    let prompt = rendered(shelf, ask, channel, &ask.product.fields, ask.profile.map(|profile| &profile.fields))?;
    let parameters = ask.parameters;
    Ok(PromptPayload {
        messages: plain(messages(shelf, ask, channel, prompt)?),
        model: ask.model.to_owned(),
        max_tokens: parameters.max_tokens,
        temperature: parameters.temperature,
        stop: parameters.stop.iter().filter(|stop| !stop.is_empty()).cloned().collect(),
        seed: parameters.seed,
        schema: channel.map(|channel| json_schema(channel, &bounds(shelf, ask, &[]))),
        local_only: stays_here(shelf, ask),
        masked: masks(shelf.privacy.mask, ask.provider.fields.protocol),
    })
}

/// Whether any of what is sent is marked to stay on this machine: the workspace, a product, the profile, or an example's.
fn stays_here(shelf: &Shelf, ask: &Ask<'_>) -> bool {
    let drafted = ask.examples.iter().map(|example| &example.provenance);
    let shown = drafted.flat_map(|provenance| {
        let profile = provenance.profile.as_ref().is_some_and(|profile| profile.fields.local_only);
        [provenance.product.fields.local_only, profile]
    });
    shelf.privacy.local_only
        || ask.product.fields.local_only
        || ask.companions.iter().any(|companion| companion.fields.local_only)
        || ask.profile.is_some_and(|profile| profile.fields.local_only)
        || shown.into_iter().any(|marked| marked)
}

/// What the schema of an answer says: a grammar keeps to lengths, a server's schema is told names and types alone.
pub(crate) fn bounds(shelf: &Shelf, ask: &Ask<'_>, only: &[String]) -> SchemaBounds {
    let names: HashSet<String> =
        facts::of(&ask.product.fields, &shelf.shop).into_iter().map(|(name, _)| name).collect();
    let mut basis: Vec<String> = names.into_iter().collect();
    basis.sort();
    SchemaBounds { only: only.to_vec(), basis, ..bounds_at(ask.provider, ask.language()) }
}

/// Bounds of any answer of a provider in a language.
pub(crate) fn bounds_at(provider: &Provider, language: &str) -> SchemaBounds {
    let local = provider.fields.protocol == Protocol::Local;
    SchemaBounds {
        longest: local.then_some(LOCAL_LONGEST),
        entries: local.then_some(LOCAL_ENTRIES),
        wide: ["zh", "ja", "ko"].iter().any(|script| language.starts_with(script)),
        ..Default::default()
    }
}

/// The brief for a product; it says which fields are wanted, by itself or behind its end.
fn rendered(
    shelf: &Shelf,
    ask: &Ask<'_>,
    channel: Option<&Channel>,
    product: &ProductFields,
    profile: Option<&ProfileFields>,
) -> Result<String, Problem> {
    let fields = channel.map(|channel| describe_fields(channel, brief_language(ask))).unwrap_or_default();
    let prompt = render_prompt(&PromptInput {
        brief: ask.brief,
        product,
        profile,
        products: &ask.products(),
        shop: &shelf.shop,
        partials: &shelf.partials,
        variables: ask.variables,
        fields: &fields,
    })?;
    let silent = !fields.is_empty() && !prompt::names_fields(&ask.brief.template);
    Ok(if silent { format!("{prompt}\n\n{fields}") } else { prompt })
}

/// The language that the brief itself is written in.
fn brief_language<'a>(ask: &'a Ask<'_>) -> &'a str {
    if facts::is_chinese(&ask.brief.template) { "zh" } else { "en" }
}

fn messages(shelf: &Shelf, ask: &Ask<'_>, channel: Option<&Channel>, prompt: String) -> Result<Vec<Message>, Problem> {
    let brief_message = Message::new(Role::User, prompt);
    let (brief, provider) = (ask.brief, ask.provider);
    if provider.fields.protocol == Protocol::OpenaiCompletions {
        return Ok(vec![brief_message]);
    }
    let voice = voice_for(&shelf.voices, &ask.product.fields.brand);
    if provider.built_in && channel.is_none() && brief.system.trim().is_empty() && voice.is_none() {
        // a model of 135 million parameters needs an example; anything larger does better without ours
        return Ok(copydesk_llm_local::coach(&[brief_message], ask.language()));
    }
    let mut messages = Vec::new();
    let system = system(ask, channel, voice);
    if !system.is_empty() {
        messages.push(Message::new(Role::System, system));
    }
    messages.extend(shown(shelf, ask, channel)?);
    messages.push(brief_message);
    Ok(messages)
}

/// The standing instructions: the brief's, the brand's voice, and the language.
fn system(ask: &Ask<'_>, channel: Option<&Channel>, voice: Option<&Voice>) -> String {
    let chinese = brief_language(ask) == "zh";
    let mut parts = vec![ask.brief.system.trim().to_owned()];
    parts.extend(voice.map(|voice| voice.fields.in_words(chinese)));
    // copy without fields keeps to the promise of the first versions: only what the brief says
    let language = if channel.is_some() { ask.language() } else { &ask.brief.copy_language };
    if !language.is_empty() {
        let name = LANGUAGES.iter().find(|(tag, _)| *tag == language).map_or(language, |(_, name)| name);
        parts.push(format!("Write in {name}."));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// Examples as the model sees them: what was asked, and what a person approved. The built-in model, which needs one more
/// than any other, is shown a shipped one where there is none.
fn shown(shelf: &Shelf, ask: &Ask<'_>, channel: Option<&Channel>) -> Result<Vec<Message>, Problem> {
    let mut messages = Vec::new();
    for example in ask.examples {
        let provenance = &example.provenance;
        let profile = provenance.profile.as_ref().map(|profile| &profile.fields);
        let asked = rendered(shelf, ask, channel, &provenance.product.fields, profile)?;
        let answer = match &example.fields {
            Some(fields) => serde_json::to_string(fields).unwrap_or_default(),
            None => example.text.clone(),
        };
        messages.push(Message::new(Role::User, asked));
        messages.push(Message::new(Role::Assistant, answer));
    }
    if messages.is_empty()
        && ask.provider.built_in
        && let Some(channel) = channel
        && let Some((product, answer)) = shipped_example(&shelf.channels, channel, ask.language())
    {
        messages.push(Message::new(Role::User, rendered(shelf, ask, Some(channel), &product, None)?));
        messages.push(Message::new(Role::Assistant, answer));
    }
    Ok(messages)
}

fn shipped_example(channels: &Channels, channel: &Channel, language: &str) -> Option<(ProductFields, String)> {
    let sample = channels.sample(&channel.id, language)?;
    Some((sample.product.fields(), serde_json::to_string(&sample.fields).ok()?))
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
        let shelf = self.shelf().await?;
        let examples = self.examples(brief, &product).await?;
        let payload = payload(
            &shelf,
            &Ask {
                brief,
                product: &product,
                profile: profile.as_ref(),
                companions: &[],
                variables: &[],
                examples: &examples,
                provider: &provider,
                model: &model,
                parameters: &brief.parameters,
            },
        )?;
        let mut warnings = Vec::new();
        let neutral = PromptInput {
            brief,
            product: &product.fields,
            profile: None,
            products: &[],
            shop: &shelf.shop,
            partials: &shelf.partials,
            variables: &[],
            fields: "",
        };
        if profile.is_none() && prompt::leaves_gap(&neutral) {
            warnings.push(PromptWarning::NoProfile);
        }
        if product.fields.description.trim().is_empty() {
            warnings.push(PromptWarning::NoDescription);
        }
        let has_system = !brief.system.trim().is_empty() || !brief.copy_language.is_empty();
        if provider.fields.protocol == Protocol::OpenaiCompletions && has_system {
            warnings.push(PromptWarning::SystemNotSent);
        }
        let language = facts::language(brief, &product);
        if provider.built_in && !language.is_empty() && !language.starts_with("en") {
            warnings.push(PromptWarning::SmallModelLanguage);
        }
        if !suspicious_fields(&product.fields).is_empty() {
            warnings.push(PromptWarning::SuspiciousText);
        }
        if profile.as_ref().is_some_and(|profile| !self.home.special_categories(&profile.fields).is_empty()) {
            warnings.push(PromptWarning::SpecialCategory);
        }
        let outgoing = Outgoing::of(&payload);
        Ok(PromptPreview {
            prompt: outgoing.payload.prompt().to_owned(),
            marks: outgoing.marks(),
            replaced: outgoing.replaced().to_vec(),
            local_only: payload.local_only,
            messages: outgoing.payload.messages,
            destination: Destination { provider: provider.fields.name.clone(), model, host: host(&provider) },
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
