//! A child that holds a model and writes drafts of several callers.

use crate::{
    error::EngineError,
    process::{Process, Task},
    switchboard::Switchboard,
    wire::{Ask, Failure, Tell},
};
use copydesk_domain::{Completion, FinishReason, PromptPayload, TokenUsage};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::{
    io::AsyncWriteExt,
    process::ChildStdin,
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
};
use tokio_util::sync::{CancellationToken, DropGuard};

/// A child and its loaded model. Dropping it ends the child.
pub(crate) struct Running {
    pub(crate) file: PathBuf,
    /// Asks are queued: a caller that goes away never leaves half a line in the pipe.
    asks: UnboundedSender<Ask>,
    callers: Arc<Switchboard>,
    leave: DropGuard,
    gone: CancellationToken,
}

impl Running {
    /// Starts the child and waits until the model is loaded.
    pub(crate) async fn start(
        executable: &Path,
        file: &Path,
        threads: i32,
        sequences: u32,
    ) -> Result<Self, EngineError> {
        let (process, input) = Process::start(executable, Task::Serve, file, threads, sequences).await?;
        let callers = Arc::new(Switchboard::default());
        let (asks, queued) = unbounded_channel();
        let (leave, gone) = (CancellationToken::new(), CancellationToken::new());
        tokio::spawn(speak(input, queued));
        tokio::spawn(listen(process, Arc::clone(&callers), leave.clone(), gone.clone()));
        Ok(Self { file: file.to_owned(), asks, callers, leave: leave.drop_guard(), gone })
    }

    /// Whether the child can be asked.
    pub(crate) fn is_alive(&self) -> bool {
        self.callers.is_open()
    }

    /// Ends the child and waits until its memory is free.
    pub(crate) async fn end(&self) {
        self.leave.token().cancel();
        self.gone.cancelled().await;
    }

    /// Asks for a draft and listens until it has ended; also answers with its tokens a second.
    ///
    /// Dropping the future stops the draft and no other.
    pub(crate) async fn write(
        &self,
        id: u64,
        payload: &PromptPayload,
        on_text: &mut (dyn FnMut(&str) + Send),
        cancel: &CancellationToken,
    ) -> Result<(Completion, Option<f32>), EngineError> {
        let mut line = self.callers.connect(id)?;
        let mut call = Call { id, running: self, ended: false };
        self.ask(Ask::Complete { id, payload: payload.clone() });
        let mut text = String::new();
        let mut told_to_stop = false;
        loop {
            let tell = tokio::select! {
                tell = line.recv() => tell.ok_or_else(|| self.callers.why_closed())?,
                () = cancel.cancelled(), if !told_to_stop => {
                    told_to_stop = true;
                    self.ask(Ask::Cancel { id });
                    continue;
                }
            };
            match tell {
                Tell::Text { text: piece, .. } => {
                    on_text(&piece);
                    text.push_str(&piece);
                }
                Tell::Done { finish, prompt_tokens, completion_tokens, writing_us, scores, .. } => {
                    call.ended = true;
                    let completion = Completion {
                        text: text.trim().to_owned(),
                        finish,
                        usage: Some(TokenUsage { prompt: prompt_tokens, completion: completion_tokens }),
                        model: payload.model.clone(),
                        request_id: None,
                        kept_to_schema: payload.schema.is_some(),
                        scores,
                    };
                    return Ok((completion, speed(completion_tokens, writing_us)));
                }
                Tell::Failed { failure, .. } => {
                    call.ended = true;
                    return Err(explain(failure, &self.file));
                }
                // not about a draft, so never routed here
                Tell::Ready { .. } | Tell::Unloadable { .. } => {}
            }
        }
    }

    fn ask(&self, ask: Ask) {
        // refused when the child is gone, which the caller's line says better
        let _ = self.asks.send(ask);
    }
}

/// A caller that waits for its draft. One that goes away early has the draft stopped.
struct Call<'a> {
    id: u64,
    running: &'a Running,
    ended: bool,
}

impl Drop for Call<'_> {
    fn drop(&mut self) {
        self.running.callers.disconnect(self.id);
        if !self.ended {
            self.running.ask(Ask::Cancel { id: self.id });
        }
    }
}

/// Writes asks to the child until nobody can ask any more; then its input closes.
async fn speak(mut input: ChildStdin, mut asks: UnboundedReceiver<Ask>) {
    while let Some(ask) = asks.recv().await {
        let Ok(mut line) = serde_json::to_vec(&ask) else { return };
        line.push(b'\n');
        if input.write_all(&line).await.is_err() {
            return;
        }
    }
}

/// Routes what the child says until it ends or is let go.
async fn listen(mut process: Process, callers: Arc<Switchboard>, leave: CancellationToken, gone: CancellationToken) {
    let why = loop {
        tokio::select! {
            tell = process.hear() => match tell {
                Ok(tell) => callers.route(tell),
                Err(error) => break error,
            },
            () = leave.cancelled() => break EngineError::Died { detail: "it was let go".to_owned() },
        }
    };
    callers.close(why);
    process.end().await;
    gone.cancel();
}

fn speed(tokens: u32, writing_us: u64) -> Option<f32> {
    let seconds = Duration::from_micros(writing_us).as_secs_f32();
    (seconds > 0.0 && tokens > 0).then(|| tokens as f32 / seconds)
}

fn explain(failure: Failure, file: &Path) -> EngineError {
    match failure {
        Failure::PromptTooLong { tokens, limit } => EngineError::PromptTooLong { tokens, limit },
        Failure::Template { detail } => EngineError::Template { detail },
        Failure::Schema { detail } => EngineError::Schema { detail },
        Failure::NoMemory => EngineError::NoMemory { file: file.to_owned() },
        Failure::Other { detail } => EngineError::Died { detail },
    }
}

/// What a draft is that was cancelled before it was begun.
pub(crate) fn cancelled(payload: &PromptPayload) -> Completion {
    Completion {
        text: String::new(),
        finish: FinishReason::Cancelled,
        usage: None,
        model: payload.model.clone(),
        request_id: None,
        kept_to_schema: payload.schema.is_some(),
        scores: Vec::new(),
    }
}
