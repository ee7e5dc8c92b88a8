//! What belongs to the person and the machine, whichever workspace is open.

use crate::{
    campaign::Lanes,
    channels::Channels,
    disclosing,
    ports::{Clock, EventSink, SecretStore},
    settings,
    view::{Problem, Retry, RunProgress, Settings},
};
use copydesk_domain::{Disclosures, ProviderId, RunId};
use copydesk_llm::{Client, ClientSettings, Secret};
use copydesk_llm_local::{EngineSettings, LocalEngine};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

/// File name of the model that comes with Copydesk.
pub const BUILT_IN_MODEL: &str = "SmolLM2-135M-Instruct.Q4_1.gguf";

/// The folder of settings and workspaces: `COPYDESK_HOME`, or the system's place for an application's data.
#[must_use]
pub fn data_folder() -> PathBuf {
    if let Some(folder) = std::env::var_os("COPYDESK_HOME") {
        return folder.into();
    }
    directories::ProjectDirs::from("app", "copydesk", "Copydesk")
        .map_or_else(|| PathBuf::from("."), |folders| folders.data_dir().to_owned())
}

/// Where the built-in model is: `COPYDESK_MODEL`, the places given (a package's resources), beside the executable, or
/// where `make` puts it.
#[must_use]
pub fn find_built_in_model(places: &[PathBuf]) -> PathBuf {
    if let Some(file) = std::env::var_os("COPYDESK_MODEL") {
        return file.into();
    }
    let executable = std::env::current_exe().ok();
    let beside = executable.as_deref().and_then(Path::parent).map(Path::to_owned);
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")))
        .map(|cache| cache.join("copydesk/models"));
    let candidates: Vec<PathBuf> = places
        .iter()
        .cloned()
        .chain(beside.iter().flat_map(|folder| {
            ["models", "../lib/Copydesk/models", "../lib/copydesk/models"].map(|place| folder.join(place))
        }))
        .chain([PathBuf::from("assets/models")])
        .chain(cache)
        .map(|folder| folder.join(BUILT_IN_MODEL))
        .collect();
    let found = candidates.iter().find(|file| file.is_file()).or(candidates.first());
    found.cloned().unwrap_or_else(|| PathBuf::from(BUILT_IN_MODEL))
}

/// What a home is made of.
pub struct HomeSettings {
    /// The folder of settings and workspaces.
    pub folder: PathBuf,
    /// The built-in model's file.
    pub model: PathBuf,
    /// The engine's executable and limits.
    pub engine: EngineSettings,
    /// Timeouts of calls to servers.
    pub client: ClientSettings,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The keychain.
    pub secrets: Arc<dyn SecretStore>,
    /// Who hears events.
    pub sink: Arc<dyn EventSink>,
    /// A name for edits and approvals other than that of the settings.
    pub reviewer: Option<String>,
    /// The name when neither is there; empty makes an approval ask for one.
    pub fallback_reviewer: String,
}

/// What belongs to the person and the machine. Cheap to clone.
#[derive(Clone)]
pub struct Home {
    inner: Arc<Inner>,
}

struct Inner {
    folder: PathBuf,
    model: PathBuf,
    engine: LocalEngine,
    client: OnceLock<Client>,
    timeouts: ClientSettings,
    clock: Arc<dyn Clock>,
    secrets: Arc<dyn SecretStore>,
    sink: Arc<dyn EventSink>,
    reviewer: Option<String>,
    fallback_reviewer: String,
    settings: Mutex<Settings>,
    /// Keys that the person chose to keep for this run only.
    run_keys: Mutex<HashMap<ProviderId, Secret>>,
    runs: Mutex<HashMap<RunId, Controls>>,
    lanes: Lanes,
    channels: OnceLock<Arc<Channels>>,
    disclosures: OnceLock<Arc<Disclosures>>,
}

impl Home {
    /// Reads the settings and prepares the engine, which loads nothing until it is asked to write.
    #[must_use]
    pub fn open(parts: HomeSettings) -> Self {
        let settings = settings::read(&parts.folder.join("settings.json"));
        Self {
            inner: Arc::new(Inner {
                engine: LocalEngine::new(parts.engine),
                folder: parts.folder,
                model: parts.model,
                client: OnceLock::new(),
                timeouts: parts.client,
                clock: parts.clock,
                secrets: parts.secrets,
                sink: parts.sink,
                reviewer: parts.reviewer,
                fallback_reviewer: parts.fallback_reviewer,
                settings: Mutex::new(settings),
                run_keys: Mutex::default(),
                runs: Mutex::default(),
                lanes: Lanes::default(),
                channels: OnceLock::new(),
                disclosures: OnceLock::new(),
            }),
        }
    }

    /// The folder of settings and workspaces.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.inner.folder
    }

    /// The person's settings.
    #[must_use]
    pub fn settings(&self) -> Settings {
        lock(&self.inner.settings).clone()
    }

    /// Saves the person's settings.
    ///
    /// # Errors
    /// When the file cannot be written; the settings then hold for this run.
    pub fn save_settings(&self, settings: Settings) -> Result<Settings, Problem> {
        *lock(&self.inner.settings) = settings.clone();
        settings::write(&self.inner.folder.join("settings.json"), &settings)?;
        Ok(settings)
    }

    /// The name that edits and approvals carry; may be empty.
    #[must_use]
    pub fn reviewer(&self) -> String {
        let settings = self.settings().reviewer.trim().to_owned();
        match &self.inner.reviewer {
            Some(name) => name.clone(),
            None if settings.is_empty() => self.inner.fallback_reviewer.clone(),
            None => settings,
        }
    }

    pub(crate) fn model(&self) -> &Path {
        &self.inner.model
    }

    pub(crate) fn engine(&self) -> &LocalEngine {
        &self.inner.engine
    }

    /// Read when they are first needed; a file that is broken is read again, so that it can be corrected.
    pub(crate) fn channels(&self) -> Result<Arc<Channels>, Problem> {
        if let Some(channels) = self.inner.channels.get() {
            return Ok(channels.clone());
        }
        let channels = Arc::new(Channels::read(&self.inner.folder)?);
        Ok(self.inner.channels.get_or_init(|| channels).clone())
    }

    /// Read as the channels are.
    pub(crate) fn disclosures(&self) -> Result<Arc<Disclosures>, Problem> {
        if let Some(file) = self.inner.disclosures.get() {
            return Ok(file.clone());
        }
        let file = Arc::new(disclosing::read(&self.inner.folder)?);
        Ok(self.inner.disclosures.get_or_init(|| file).clone())
    }

    pub(crate) fn lanes(&self) -> &Lanes {
        &self.inner.lanes
    }

    /// Made when it is first needed: the system's root certificates are a hundred files, and the window starts without.
    pub(crate) fn client(&self) -> Result<&Client, Problem> {
        if let Some(client) = self.inner.client.get() {
            return Ok(client);
        }
        let client = Client::new(self.inner.timeouts)?;
        Ok(self.inner.client.get_or_init(|| client))
    }

    pub(crate) fn timeouts(&self) -> ClientSettings {
        self.inner.timeouts
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        self.inner.clock.as_ref()
    }

    pub(crate) fn secrets(&self) -> &dyn SecretStore {
        self.inner.secrets.as_ref()
    }

    pub(crate) fn sink(&self) -> &dyn EventSink {
        self.inner.sink.as_ref()
    }

    pub(crate) fn run_key(&self, provider: ProviderId) -> Option<Secret> {
        lock(&self.inner.run_keys).get(&provider).cloned()
    }

    pub(crate) fn keep_run_key(&self, provider: ProviderId, key: Secret) {
        lock(&self.inner.run_keys).insert(provider, key);
    }

    pub(crate) fn drop_run_key(&self, provider: ProviderId) {
        lock(&self.inner.run_keys).remove(&provider);
    }

    /// Registers a press of "generate" so that it can be cancelled; it is forgotten when the guard is dropped.
    pub(crate) fn register_run(&self, run: RunId) -> RunGuard {
        self.register(run, Controls::default())
    }

    /// Registers a campaign's run, which rests instead when everything is to stop.
    pub(crate) fn register_campaign(&self, run: RunId) -> RunGuard {
        self.register(run, Controls { campaign: true, ..Controls::default() })
    }

    fn register(&self, run: RunId, mut controls: Controls) -> RunGuard {
        let (sender, retries) = mpsc::unbounded_channel();
        controls.retries = Some(sender);
        lock(&self.inner.runs).insert(run, controls.clone());
        RunGuard { home: self.clone(), run, token: controls.cancel, pause: controls.pause, retries }
    }

    /// Asks the campaign's run to take up cells again, and answers with how many there were; none when it does not run.
    pub(crate) async fn ask_to_retry(&self, run: RunId, retry: Retry) -> Option<Result<u64, Problem>> {
        let retries = lock(&self.inner.runs).get(&run)?.retries.clone()?;
        let (answer, answered) = oneshot::channel();
        retries.send(RetryAsked { retry, answer }).ok()?;
        // a run that comes to rest in this very moment does not answer any more
        answered.await.ok()
    }

    /// Whether this process is carrying out the run.
    #[must_use]
    pub fn is_running(&self, run: RunId) -> bool {
        lock(&self.inner.runs).contains_key(&run)
    }

    /// Runs that this process carries out.
    pub(crate) fn running(&self) -> Vec<RunId> {
        lock(&self.inner.runs).keys().copied().collect()
    }

    /// Asks a run to finish what is under way and rest; false when it is not running here.
    pub fn pause_run(&self, run: RunId) -> bool {
        lock(&self.inner.runs).get(&run).map(|controls| controls.pause.cancel()).is_some()
    }

    /// Asks a run to stop; one that has ended already is no error.
    pub fn cancel_run(&self, run: RunId) {
        if let Some(controls) = lock(&self.inner.runs).get(&run) {
            controls.cancel.cancel();
        }
    }

    /// Campaigns that this process carries out.
    #[must_use]
    pub fn campaigns_running(&self) -> Vec<RunId> {
        lock(&self.inner.runs).iter().filter(|(_, controls)| controls.campaign).map(|(run, _)| *run).collect()
    }

    /// How a campaign's run stands now, when this process carries it out.
    pub(crate) fn progress_of(&self, run: RunId) -> Option<RunProgress> {
        lock(&self.inner.runs).get(&run)?.progress.clone().map(|progress| *progress)
    }

    /// Keeps how a run stands for whoever asks before the next event.
    pub(crate) fn note_progress(&self, progress: &RunProgress) {
        if let Some(controls) = lock(&self.inner.runs).get_mut(&progress.run) {
            controls.progress = Some(Box::new(progress.clone()));
        }
    }

    /// Asks everything to stop: drafts that are being written are given up, campaigns finish what is under way and rest.
    pub fn stop_all(&self) {
        for controls in lock(&self.inner.runs).values() {
            if controls.campaign { controls.pause.cancel() } else { controls.cancel.cancel() }
        }
    }

    /// Waits until nothing is written any more; false when that took too long.
    pub(crate) async fn rested(&self, patience: Duration) -> bool {
        let until = std::time::Instant::now() + patience;
        while self.is_writing() {
            if std::time::Instant::now() >= until {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        true
    }

    /// Whether anything is being written.
    #[must_use]
    pub fn is_writing(&self) -> bool {
        !lock(&self.inner.runs).is_empty()
    }
}

/// What can be asked of a run.
#[derive(Clone, Default)]
struct Controls {
    /// A campaign's.
    campaign: bool,
    cancel: CancellationToken,
    pause: CancellationToken,
    retries: Option<mpsc::UnboundedSender<RetryAsked>>,
    progress: Option<Box<RunProgress>>,
}

/// Cells to be taken up again, and who waits to hear how many there were.
pub(crate) struct RetryAsked {
    pub(crate) retry: Retry,
    pub(crate) answer: oneshot::Sender<Result<u64, Problem>>,
}

/// A run that can be paused and cancelled as long as this lives.
pub(crate) struct RunGuard {
    home: Home,
    run: RunId,
    pub(crate) token: CancellationToken,
    pub(crate) pause: CancellationToken,
    pub(crate) retries: mpsc::UnboundedReceiver<RetryAsked>,
}

impl Drop for RunGuard {
    fn drop(&mut self) {
        lock(&self.home.inner.runs).remove(&self.run);
    }
}

/// A panic while a map was held leaves the map whole: every change to it is one call.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
