//! The engine as the application sees it: drafts from a model file, several at a time.

use crate::{
    MOST_SEQUENCES,
    error::EngineError,
    process::{Process, Task},
    running::{Running, cancelled},
    wire::ModelCard,
};
use copydesk_domain::{Completion, PromptPayload};
use std::{
    io::Read,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;

/// Drafts written together when nothing else is said.
const SEQUENCES: u32 = 8;

/// How the engine is started, and when it goes.
#[derive(Clone, Debug, Default)]
pub struct EngineSettings {
    /// The executable that becomes the engine; none is the one that is running.
    pub executable: Option<PathBuf>,
    /// How long a model stays in memory unused; none is five minutes.
    pub idle: Option<Duration>,
    /// Threads; none is one fewer than there are cores. With as many threads as cores any other busy program slows
    /// every token down to the slowest thread.
    pub threads: Option<i32>,
    /// Drafts that are written together, 1 to 64; none is eight.
    pub sequences: Option<u32>,
}

impl EngineSettings {
    fn idle(&self) -> Duration {
        self.idle.unwrap_or(Duration::from_secs(300))
    }

    fn sequences(&self) -> u32 {
        self.sequences.unwrap_or(SEQUENCES).clamp(1, MOST_SEQUENCES)
    }

    fn threads(&self) -> i32 {
        self.threads.unwrap_or_else(|| {
            let cores = std::thread::available_parallelism().map_or(1, usize::from);
            i32::try_from(cores - 1).unwrap_or(1).max(1)
        })
    }
}

/// What the engine is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum EngineState {
    /// No model is in memory.
    #[default]
    Asleep,
    /// A model is being loaded.
    Loading,
    /// At least one draft is being written.
    Writing,
    /// A model is in memory.
    Ready {
        /// Tokens a second of the last draft, of which fewer come when others are written beside it.
        tokens_per_second: Option<f32>,
    },
}

/// The engine. Cheap to clone; all clones share one child process.
#[derive(Clone)]
pub struct LocalEngine {
    shared: Arc<Shared>,
}

struct Shared {
    settings: EngineSettings,
    /// Held by the draft that is next for a place. The others wait here in the order in which they came.
    line: tokio::sync::Mutex<()>,
    /// One for each draft that may be written beside the others.
    places: Arc<Semaphore>,
    child: Mutex<Option<Arc<Running>>>,
    progress: Mutex<Progress>,
    /// Names drafts to the child.
    drafts: AtomicU64,
}

#[derive(Default)]
struct Progress {
    loading: bool,
    writing: u32,
    /// Tokens a second of the last draft that this child wrote.
    speed: Option<f32>,
    /// Changes when a draft begins or ends: an idle model is unloaded only when none did in between.
    changes: u64,
}

impl LocalEngine {
    /// An engine that starts nothing until it is asked to write.
    #[must_use]
    pub fn new(settings: EngineSettings) -> Self {
        let places = Arc::new(Semaphore::new(settings.sequences() as usize));
        let shared = Shared {
            settings,
            line: tokio::sync::Mutex::new(()),
            places,
            child: Mutex::default(),
            progress: Mutex::default(),
            drafts: AtomicU64::new(0),
        };
        Self { shared: Arc::new(shared) }
    }

    /// Drafts that are written beside one another when they are asked for together; more wait in order. Asking for as
    /// many at a time as this is the fastest way through a campaign.
    #[must_use]
    pub fn sequences(&self) -> u32 {
        self.shared.settings.sequences()
    }

    /// Writes one draft; `on_text` gets whole characters as they come.
    ///
    /// Up to [`sequences`](Self::sequences) drafts of one file are written together, and what their prompts have in
    /// common at the beginning is read once. A draft of another file waits until those under way are done, and those that
    /// are asked for after it wait behind it.
    ///
    /// The same file, payload and seed give the same text, whatever is written beside it or was written before. This holds
    /// to the last bit for the built-in model. Weights that llama.cpp multiplies in blocks of tokens may come out
    /// otherwise in company; then two tokens that are nearly as likely may change places.
    ///
    /// A cancellation is heard within a token and answers with what was written so far. Dropping the future stops the
    /// draft as well.
    ///
    /// # Errors
    /// See [`EngineError`]. When the child ends, every draft under way gets [`EngineError::Died`]; the next one starts the
    /// engine again.
    pub async fn complete(
        &self,
        file: &Path,
        payload: &PromptPayload,
        on_text: &mut (dyn FnMut(&str) + Send),
        cancel: &CancellationToken,
    ) -> Result<Completion, EngineError> {
        let (running, place) = tokio::select! {
            found = self.find_place(file) => found?,
            () = cancel.cancelled() => return Ok(cancelled(payload)),
        };
        let id = self.shared.drafts.fetch_add(1, Ordering::Relaxed) + 1;
        let _writing = Writing::begin(&self.shared, place);
        let (completion, speed) = running.write(id, payload, on_text, cancel).await?;
        self.shared.progress().speed = speed;
        Ok(completion)
    }

    /// Waits for a place beside the drafts of the same file, or for the end of those of another.
    async fn find_place(&self, file: &Path) -> Result<(Arc<Running>, OwnedSemaphorePermit), EngineError> {
        let shared = &self.shared;
        let _next = shared.line.lock().await;
        if let Some(running) = shared.running(file) {
            let place = shared.places(1).await?;
            // it may have ended while this one waited
            if running.is_alive() {
                return Ok((running, place));
            }
        }
        refuse_strangers(file)?;
        let mut all = shared.places(self.sequences()).await?;
        shared.let_go().await;
        let _loading = Loading::begin(shared);
        let started = Running::start(&self.executable()?, file, shared.settings.threads(), self.sequences()).await?;
        let running = Arc::new(started);
        *shared.child() = Some(Arc::clone(&running));
        // the others are free again when `all` goes
        let place = all.split(1).unwrap_or(all);
        Ok((running, place))
    }

    /// Says what a file is, without loading its weights.
    ///
    /// # Errors
    /// [`EngineError::NotFound`], or [`EngineError::NotAModel`] with what is wrong.
    pub async fn inspect(&self, file: &Path) -> Result<ModelCard, EngineError> {
        refuse_strangers(file)?;
        Ok(Process::start(&self.executable()?, Task::Inspect, file, self.shared.settings.threads(), 1).await?.0.card)
    }

    /// What the engine is doing.
    #[must_use]
    pub fn state(&self) -> EngineState {
        let progress = self.shared.progress();
        if progress.loading {
            return EngineState::Loading;
        }
        match &*self.shared.child() {
            Some(running) if running.is_alive() && progress.writing > 0 => EngineState::Writing,
            Some(running) if running.is_alive() => EngineState::Ready { tokens_per_second: progress.speed },
            _ => EngineState::Asleep,
        }
    }

    /// Lets the model go once the drafts under way are done.
    pub async fn unload(&self) {
        let _next = self.shared.line.lock().await;
        if self.shared.places(self.sequences()).await.is_ok() {
            self.shared.let_go().await;
        }
    }

    fn executable(&self) -> Result<PathBuf, EngineError> {
        match &self.shared.settings.executable {
            Some(executable) => Ok(executable.clone()),
            None => std::env::current_exe().map_err(|error| EngineError::NotStarted { detail: error.to_string() }),
        }
    }
}

impl Shared {
    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn child(&self) -> MutexGuard<'_, Option<Arc<Running>>> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The child that holds this file and can be asked.
    fn running(&self, file: &Path) -> Option<Arc<Running>> {
        self.child().as_ref().filter(|running| running.file == file && running.is_alive()).cloned()
    }

    async fn places(&self, number: u32) -> Result<OwnedSemaphorePermit, EngineError> {
        let closed = |_| EngineError::NotStarted { detail: "the engine is closed".to_owned() };
        Arc::clone(&self.places).acquire_many_owned(number).await.map_err(closed)
    }

    /// Ends the child, if there is one, and waits until its memory is free: the next model may need it.
    async fn let_go(&self) {
        let old = self.child().take();
        if let Some(old) = old {
            old.end().await;
        }
        self.progress().speed = None;
    }

    /// Lets the model go when no draft has begun or ended by then.
    async fn unload_when_idle(self: Arc<Self>, changes: u64) {
        let (shared, idle) = (Arc::downgrade(&self), self.settings.idle());
        drop(self);
        tokio::time::sleep(idle).await;
        let Some(shared) = shared.upgrade() else { return };
        let _next = shared.line.lock().await;
        let unchanged = shared.progress().changes == changes;
        if unchanged && let Ok(_all) = Arc::clone(&shared.places).try_acquire_many_owned(shared.settings.sequences()) {
            shared.let_go().await;
        }
    }
}

/// A model is being loaded, until this goes.
struct Loading<'a>(&'a Shared);

impl<'a> Loading<'a> {
    fn begin(shared: &'a Shared) -> Self {
        shared.progress().loading = true;
        Self(shared)
    }
}

impl Drop for Loading<'_> {
    fn drop(&mut self) {
        self.0.progress().loading = false;
    }
}

/// A draft is being written, until this goes; then the model has begun to be idle.
struct Writing<'a> {
    shared: &'a Arc<Shared>,
    place: Option<OwnedSemaphorePermit>,
}

impl<'a> Writing<'a> {
    fn begin(shared: &'a Arc<Shared>, place: OwnedSemaphorePermit) -> Self {
        let mut progress = shared.progress();
        progress.writing += 1;
        progress.changes += 1;
        Self { shared, place: Some(place) }
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        drop(self.place.take());
        let mut progress = self.shared.progress();
        progress.writing -= 1;
        progress.changes += 1;
        // none when the whole program is ending
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(Arc::clone(self.shared).unload_when_idle(progress.changes));
        }
    }
}

/// Refuses what is no GGUF file before a process is started for it.
fn refuse_strangers(file: &Path) -> Result<(), EngineError> {
    let file_name = || file.to_owned();
    let mut opened = match std::fs::File::open(file) {
        Ok(opened) if !file.is_dir() => opened,
        Ok(_) => return Err(EngineError::NotAModel { file: file_name(), detail: "it is a folder".to_owned() }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(EngineError::NotFound { file: file_name() });
        }
        Err(error) => return Err(EngineError::NotAModel { file: file_name(), detail: error.to_string() }),
    };
    let mut magic = [0; 4];
    match opened.read_exact(&mut magic) {
        Ok(()) if &magic == b"GGUF" => Ok(()),
        _ => Err(EngineError::NotAModel {
            file: file_name(),
            detail: "it does not begin as a GGUF file does".to_owned(),
        }),
    }
}
