//! The child process, seen from the parent: how it is started, what it says, how it ends.

use crate::{
    CHILD_ARGUMENT,
    error::EngineError,
    wire::{ModelCard, Tell},
};
use std::{
    path::{Path, PathBuf},
    process::Stdio,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
};

/// Bytes of the child's last words that are kept: llama.cpp says much, and what matters comes last.
const LAST_WORDS: usize = 4_096;

/// What the child is started for.
#[derive(Clone, Copy)]
pub(crate) enum Task {
    /// Say what a file is.
    Inspect,
    /// Write drafts.
    Serve,
}

/// A child that has said what its model is. Dropping it ends the child.
pub(crate) struct Process {
    child: Child,
    output: Lines<BufReader<ChildStdout>>,
    last_words: Arc<Mutex<Vec<u8>>>,
    file: PathBuf,
    pub(crate) card: ModelCard,
}

impl Process {
    /// Starts the child and waits until the model is loaded; asks are written to the pipe that comes with it.
    pub(crate) async fn start(
        executable: &Path,
        task: Task,
        file: &Path,
        threads: i32,
        sequences: u32,
    ) -> Result<(Self, ChildStdin), EngineError> {
        let not_started = |error: std::io::Error| EngineError::NotStarted { detail: error.to_string() };
        let mut command = Command::new(executable);
        command
            .arg(CHILD_ARGUMENT)
            .arg(match task {
                Task::Inspect => "inspect",
                Task::Serve => "serve",
            })
            .arg(file)
            .arg(threads.to_string())
            .arg(sequences.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        #[cfg(windows)]
        {
            /// `BELOW_NORMAL_PRIORITY_CLASS | CREATE_NO_WINDOW`
            const FLAGS: u32 = 0x0000_4000 | 0x0800_0000;
            command.creation_flags(FLAGS);
        }
        let mut child = command.spawn().map_err(not_started)?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(input), Some(output), Some(mut errors)) = pipes else {
            return Err(EngineError::NotStarted { detail: "its pipes are missing".to_owned() });
        };
        let last_words = Arc::new(Mutex::new(Vec::new()));
        let listening = Arc::clone(&last_words);
        tokio::spawn(async move {
            let mut chunk = [0; 1_024];
            while let Ok(read @ 1..) = errors.read(&mut chunk).await {
                let mut kept = listening.lock().unwrap_or_else(PoisonError::into_inner);
                kept.extend_from_slice(&chunk[..read]);
                let excess = kept.len().saturating_sub(LAST_WORDS);
                kept.drain(..excess);
            }
        });
        let card =
            ModelCard { name: String::new(), architecture: String::new(), bytes: 0, context: 0, chat_template: false };
        let output = BufReader::new(output).lines();
        let mut process = Self { child, output, last_words, file: file.to_owned(), card };
        match process.hear().await {
            Ok(Tell::Ready { card }) => {
                process.card = card;
                Ok((process, input))
            }
            Ok(Tell::Unloadable { detail }) => Err(process.unloadable(&detail).await),
            Ok(_) => Err(EngineError::Died { detail: "it answered before it was asked".to_owned() }),
            // an abort while loading is a broken file, not a broken engine
            Err(EngineError::Died { detail }) => Err(EngineError::NotAModel {
                file: file.to_owned(),
                detail: format!("the engine stopped while loading it: {detail}"),
            }),
            Err(error) => Err(error),
        }
    }

    /// The child's next line. Safe to drop halfway: a line that has begun is kept.
    pub(crate) async fn hear(&mut self) -> Result<Tell, EngineError> {
        match self.output.next_line().await {
            Ok(Some(line)) => serde_json::from_str(&line)
                .map_err(|_| EngineError::Died { detail: "it said something that cannot be understood".to_owned() }),
            _ => Err(self.died().await),
        }
    }

    /// Ends the child and waits until its memory is free.
    pub(crate) async fn end(mut self) {
        // an error only says that it has ended already
        let _ = self.child.kill().await;
    }

    async fn died(&mut self) -> EngineError {
        let how = match self.child.wait().await {
            Ok(status) => status.to_string(),
            Err(error) => error.to_string(),
        };
        let words = self.last_words();
        EngineError::Died { detail: if words.is_empty() { how } else { format!("{how}: {words}") } }
    }

    async fn unloadable(&mut self, detail: &str) -> EngineError {
        // its last words are complete once it is gone
        let _ = self.child.wait().await;
        tokio::task::yield_now().await;
        let words = self.last_words();
        let file = self.file.clone();
        if words.contains("alloc") || words.contains("memory") {
            return EngineError::NoMemory { file };
        }
        let detail = if words.is_empty() { detail.to_owned() } else { words };
        EngineError::NotAModel { file, detail }
    }

    /// The last line in which llama.cpp speaks of an error, without its function's name.
    fn last_words(&self) -> String {
        let kept = self.last_words.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(&kept);
        let telling = |line: &&str| ["error", "failed", "invalid", "unknown"].iter().any(|word| line.contains(word));
        let line = text.lines().find(telling).unwrap_or_default();
        line.split_once(": ").map_or(line, |(_, words)| words).trim().chars().take(300).collect()
    }
}
