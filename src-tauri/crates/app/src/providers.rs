//! Providers: list, edit, choose, test.

use crate::{
    Desk,
    profiles::taken_field,
    sample,
    view::{EngineView, ModelFileView, Problem, ProviderView, TestReport, TestStepView},
};
use copydesk_domain::{Protocol, Provider, ProviderFields, ProviderId};
use copydesk_llm::{Endpoint, StepOutcome};
use copydesk_llm_local::EngineState;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Setting that names the provider drafts are written by unless said otherwise.
const DEFAULT: &str = "default-provider";

/// Host name of a provider; none when it is on this machine's disk.
pub(crate) fn host(provider: &Provider) -> Option<String> {
    if provider.fields.protocol == Protocol::Local {
        return None;
    }
    let url = reqwest::Url::parse(provider.fields.base_url.trim()).ok()?;
    url.host_str().map(|host| match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    })
}

/// The model's name as people know the built-in one.
pub(crate) const BUILT_IN_MODEL_NAME: &str = "SmolLM2-135M-Instruct";

/// The model a provider answers with unless another is named.
pub(crate) fn model_of(provider: &Provider, other: Option<&str>) -> String {
    match other.map(str::trim).filter(|model| !model.is_empty()) {
        Some(model) => model.to_owned(),
        None if provider.built_in && provider.fields.model.is_empty() => BUILT_IN_MODEL_NAME.to_owned(),
        None => provider.fields.model.clone(),
    }
}

impl Desk {
    /// All providers, the built-in model first.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub async fn providers(&self) -> Result<Vec<ProviderView>, Problem> {
        let mut views = Vec::new();
        for provider in self.store.providers().list().await? {
            views.push(self.provider_view(provider).await?);
        }
        views.sort_by_key(|view| !view.provider.built_in);
        Ok(views)
    }

    pub(crate) async fn provider_view(&self, provider: Provider) -> Result<ProviderView, Problem> {
        let default = self.provider_or_default(None).await?.id == provider.id;
        let key = self.key_state(&provider).await?;
        Ok(ProviderView { key, default, host: host(&provider), provider })
    }

    /// The provider asked for, else the chosen default, else the built-in model.
    pub(crate) async fn provider_or_default(&self, id: Option<ProviderId>) -> Result<Provider, Problem> {
        if let Some(id) = id {
            return Ok(self.store.providers().get(id).await?);
        }
        let chosen = self.store.settings().get(DEFAULT).await?;
        if let Some(id) = chosen.as_ref().and_then(serde_json::Value::as_str).and_then(|id| id.parse().ok())
            && let Ok(provider) = self.store.providers().get(id).await
        {
            return Ok(provider);
        }
        self.built_in_provider().await
    }

    /// The model that comes with Copydesk.
    pub(crate) async fn built_in_provider(&self) -> Result<Provider, Problem> {
        match self.store.providers().list().await?.into_iter().find(|provider| provider.built_in) {
            Some(provider) => Ok(provider),
            None => {
                let provider = sample::built_in_provider();
                self.store.providers().insert(&provider).await?;
                Ok(provider)
            }
        }
    }

    /// Saves a provider; without an id a new one. The built-in model cannot be changed.
    ///
    /// # Errors
    /// `invalid_fields` with every field that is wrong, a name that is taken among them.
    pub async fn save_provider(
        &self,
        id: Option<ProviderId>,
        mut fields: ProviderFields,
    ) -> Result<ProviderView, Problem> {
        fields.base_url = fields.base_url.trim().trim_end_matches('/').to_owned();
        fields.model = fields.model.trim().to_owned();
        fields.validate()?;
        let providers = self.store.providers();
        let taken = |error| taken_field(error, "name");
        let provider = match id {
            None => {
                let provider = Provider { id: ProviderId::new(), fields, built_in: false };
                providers.insert(&provider).await.map_err(taken)?;
                provider
            }
            Some(id) => {
                let stored = providers.get(id).await?;
                if stored.built_in {
                    return Err(built_in_stays());
                }
                // a key belongs to the host it was typed for: another host must not receive it
                if host(&stored) != host(&Provider { fields: fields.clone(), ..stored.clone() }) {
                    self.remove_key(id).await?;
                }
                let provider = Provider { fields, ..stored };
                providers.update(&provider).await.map_err(taken)?;
                provider
            }
        };
        self.provider_view(provider).await
    }

    /// Deletes providers. Their keys stay in the keychain until the workspace forgets them, so that undo is whole.
    ///
    /// # Errors
    /// When the built-in model is among them, or the workspace cannot be written.
    pub async fn delete_providers(&self, ids: &[ProviderId]) -> Result<(), Problem> {
        for id in ids {
            if self.store.providers().get(*id).await?.built_in {
                return Err(built_in_stays());
            }
        }
        Ok(self.store.providers().delete(ids, self.home.clock().now()).await?)
    }

    /// Takes a deletion back.
    ///
    /// # Errors
    /// `name_taken` when another provider got the name meanwhile.
    pub async fn restore_providers(&self, ids: &[ProviderId]) -> Result<(), Problem> {
        Ok(self.store.providers().restore(ids).await?)
    }

    /// Chooses where drafts are written unless said otherwise.
    ///
    /// # Errors
    /// `not_found` when it was deleted.
    pub async fn make_default_provider(&self, id: ProviderId) -> Result<Vec<ProviderView>, Problem> {
        self.store.providers().get(id).await?;
        self.store.settings().set(DEFAULT, &json!(id)).await?;
        self.providers().await
    }

    pub(crate) async fn endpoint(&self, provider: &Provider) -> Result<Endpoint, Problem> {
        Ok(Endpoint {
            protocol: provider.fields.protocol,
            base_url: provider.fields.base_url.clone(),
            key: self.key_for(provider).await?,
        })
    }

    /// Tests a provider step by step; the first step that fails says what is wrong.
    ///
    /// # Errors
    /// When the keychain refuses the key, or the provider was deleted.
    pub async fn test_provider(&self, id: ProviderId) -> Result<TestReport, Problem> {
        let provider = self.store.providers().get(id).await?;
        let at = self.home.clock().now().to_string();
        let steps = if provider.fields.protocol == Protocol::Local {
            vec![self.test_file(&self.model_file(&provider, None)).await]
        } else {
            let endpoint = self.endpoint(&provider).await?;
            let steps = self.home.client()?.test(&endpoint, &provider.fields.model, &mut |_| {}).await;
            steps
                .into_iter()
                .map(|step| {
                    let (millis, note, problem) = match step.outcome {
                        StepOutcome::Passed { millis, note } => (Some(millis), note, None),
                        StepOutcome::Failed(error) => (None, None, Some(error.into())),
                    };
                    TestStepView { step: step.name.as_str().to_owned(), millis, note, problem }
                })
                .collect()
        };
        Ok(TestReport { passed: steps.iter().all(|step| step.problem.is_none()), steps, at })
    }

    async fn test_file(&self, file: &Path) -> TestStepView {
        let started = std::time::Instant::now();
        let problem = self.home.engine().inspect(file).await.err().map(Into::into);
        let millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let millis = if problem.is_none() { Some(millis) } else { None };
        TestStepView { step: "model_file".to_owned(), millis, note: None, problem }
    }

    /// Models that a server offers.
    ///
    /// # Errors
    /// As a connection test.
    pub async fn provider_models(&self, id: ProviderId) -> Result<Vec<String>, Problem> {
        let provider = self.store.providers().get(id).await?;
        if provider.fields.protocol == Protocol::Local {
            return Ok(Vec::new());
        }
        Ok(self.home.client()?.models(&self.endpoint(&provider).await?).await?)
    }

    /// The model file of a local provider.
    pub(crate) fn model_file(&self, provider: &Provider, other: Option<&str>) -> PathBuf {
        let named = other.filter(|model| !model.is_empty()).unwrap_or(&provider.fields.model);
        let built_in = provider.built_in && (named.is_empty() || named == BUILT_IN_MODEL_NAME);
        if built_in { self.home.model().to_owned() } else { PathBuf::from(named) }
    }

    /// What the engine on this machine is doing.
    #[must_use]
    pub fn engine(&self) -> EngineView {
        if !self.home.model().is_file() {
            return EngineView::Missing { path: self.home.model().display().to_string() };
        }
        match self.home.engine().state() {
            EngineState::Asleep => EngineView::Asleep,
            EngineState::Loading => EngineView::Loading,
            EngineState::Ready { tokens_per_second, .. } => EngineView::Ready { tokens_per_second },
            EngineState::Writing => EngineView::Writing,
        }
    }

    /// Looks into a GGUF file that a person picked.
    ///
    /// # Errors
    /// `not_a_model` and its kin, with what is wrong with the file.
    pub async fn inspect_model(&self, path: &Path) -> Result<ModelFileView, Problem> {
        let card = self.home.engine().inspect(path).await?;
        Ok(ModelFileView {
            path: path.display().to_string(),
            name: card.name,
            architecture: card.architecture,
            bytes: card.bytes,
            context: card.context,
            chat: card.chat_template,
        })
    }
}

fn built_in_stays() -> Problem {
    Problem::new(
        "built_in_stays",
        "The built-in model cannot be changed or deleted. Choose another as the default instead.",
    )
}
