//! The engine as the application sees it: drafts from a model file, one at a time.

use crate::{
    error::EngineError,
    running::{Running, Task},
    wire::{Ask, Failure, ModelCard, Tell},
};
use copydesk_domain::{Completion, FinishReason, PromptPayload, TokenUsage};
use std::{
    io::Read,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio_util::sync::CancellationToken;

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
}

impl EngineSettings {
    fn idle(&self) -> Duration {
        self.idle.unwrap_or(Duration::from_secs(300))
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
    /// A draft is being written.
    Writing,
    /// A model is in memory.
    Ready {
        /// Tokens a second of the last draft.
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
    /// Held for the length of a draft: the next one waits here.
    running: tokio::sync::Mutex<Option<Running>>,
    state: Mutex<EngineState>,
    /// Counts drafts: an idle model is unloaded only when no draft came in between.
    drafts: AtomicU64,
}

impl LocalEngine {
    /// An engine that starts nothing until it is asked to write.
    #[must_use]
    pub fn new(settings: EngineSettings) -> Self {
        let shared = Shared {
            settings,
            running: tokio::sync::Mutex::new(None),
            state: Mutex::default(),
            drafts: AtomicU64::new(0),
        };
        Self { shared: Arc::new(shared) }
    }

    /// Writes one draft; `on_text` gets whole characters as they come. Drafts wait for one another.
    ///
    /// A cancellation is heard within a token and answers with what was written so far.
    ///
    /// # Errors
    /// See [`EngineError`]. After [`EngineError::Died`] the next draft starts the engine again.
    pub async fn complete(
        &self,
        file: &Path,
        payload: &PromptPayload,
        on_text: &mut (dyn FnMut(&str) + Send),
        cancel: &CancellationToken,
    ) -> Result<Completion, EngineError> {
        let mut slot = tokio::select! {
            slot = self.shared.running.lock() => slot,
            () = cancel.cancelled() => return Ok(cancelled(String::new(), payload)),
        };
        let id = self.shared.drafts.fetch_add(1, Ordering::Relaxed) + 1;
        // a child that was in the middle of something when its caller went away is not in `slot` any more
        let mut running = match slot.take() {
            Some(running) if running.file == file => running,
            _ => {
                self.shared.set(EngineState::Loading);
                tokio::select! {
                    started = self.start(Task::Serve, file) => started.inspect_err(|_| self.shared.set(EngineState::Asleep))?,
                    () = cancel.cancelled() => {
                        self.shared.set(EngineState::Asleep);
                        return Ok(cancelled(String::new(), payload));
                    }
                }
            }
        };
        self.shared.set(EngineState::Writing);
        let answer = draft(&mut running, id, payload, on_text, cancel).await;
        match answer {
            Ok((completion, tokens_per_second)) => {
                *slot = Some(running);
                self.shared.set(EngineState::Ready { tokens_per_second });
                self.unload_when_idle(id);
                Ok(completion)
            }
            Err(error @ (EngineError::Died { .. } | EngineError::NotStarted { .. })) => {
                self.shared.set(EngineState::Asleep);
                Err(error)
            }
            Err(error) => {
                *slot = Some(running);
                self.shared.set(EngineState::Ready { tokens_per_second: None });
                self.unload_when_idle(id);
                Err(error)
            }
        }
    }

    /// Says what a file is, without loading its weights.
    ///
    /// # Errors
    /// [`EngineError::NotFound`], or [`EngineError::NotAModel`] with what is wrong.
    pub async fn inspect(&self, file: &Path) -> Result<ModelCard, EngineError> {
        Ok(self.start(Task::Inspect, file).await?.card)
    }

    /// What the engine is doing.
    #[must_use]
    pub fn state(&self) -> EngineState {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets the model go once the draft under way is done.
    pub async fn unload(&self) {
        *self.shared.running.lock().await = None;
        self.shared.set(EngineState::Asleep);
    }

    async fn start(&self, task: Task, file: &Path) -> Result<Running, EngineError> {
        refuse_strangers(file)?;
        let settings = &self.shared.settings;
        let executable = match &settings.executable {
            Some(executable) => executable.clone(),
            None => std::env::current_exe().map_err(|error| EngineError::NotStarted { detail: error.to_string() })?,
        };
        Running::start(&executable, task, file, settings.threads()).await
    }

    fn unload_when_idle(&self, id: u64) {
        let (shared, idle) = (Arc::downgrade(&self.shared), self.shared.settings.idle());
        tokio::spawn(async move {
            tokio::time::sleep(idle).await;
            let Some(shared) = shared.upgrade() else { return };
            let mut slot = shared.running.lock().await;
            if shared.drafts.load(Ordering::Relaxed) == id {
                *slot = None;
                shared.set(EngineState::Asleep);
            }
        });
    }
}

impl Shared {
    fn set(&self, state: EngineState) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }
}

/// Asks for a draft and listens until it has ended.
async fn draft(
    running: &mut Running,
    id: u64,
    payload: &PromptPayload,
    on_text: &mut (dyn FnMut(&str) + Send),
    cancel: &CancellationToken,
) -> Result<(Completion, Option<f32>), EngineError> {
    running.ask(&Ask::Complete { id, payload: payload.clone() }).await?;
    let mut text = String::new();
    let mut told_to_stop = false;
    loop {
        let tell = tokio::select! {
            tell = running.hear() => tell?,
            () = cancel.cancelled(), if !told_to_stop => {
                told_to_stop = true;
                running.ask(&Ask::Cancel { id }).await?;
                continue;
            }
        };
        match tell {
            Tell::Text { id: of, text: piece } if of == id => {
                on_text(&piece);
                text.push_str(&piece);
            }
            Tell::Done { id: of, finish, prompt_tokens, completion_tokens, writing_us } if of == id => {
                let seconds = Duration::from_micros(writing_us).as_secs_f32();
                let speed = (seconds > 0.0 && completion_tokens > 0).then(|| completion_tokens as f32 / seconds);
                let completion = Completion {
                    text: text.trim().to_owned(),
                    finish,
                    usage: Some(TokenUsage { prompt: prompt_tokens, completion: completion_tokens }),
                    model: payload.model.clone(),
                    request_id: None,
                };
                return Ok((completion, speed));
            }
            Tell::Failed { id: of, failure } if of == id => return Err(explain(failure, &running.file)),
            // left over from a draft that nobody waits for
            _ => {}
        }
    }
}

fn explain(failure: Failure, file: &Path) -> EngineError {
    match failure {
        Failure::PromptTooLong { tokens, limit } => EngineError::PromptTooLong { tokens, limit },
        Failure::Template { detail } => EngineError::Template { detail },
        Failure::NoMemory => EngineError::NoMemory { file: file.to_owned() },
        Failure::Other { detail } => EngineError::Died { detail },
    }
}

fn cancelled(text: String, payload: &PromptPayload) -> Completion {
    Completion { text, finish: FinishReason::Cancelled, usage: None, model: payload.model.clone(), request_id: None }
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
