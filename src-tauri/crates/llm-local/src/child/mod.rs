//! The engine's side: a process that loads one model and writes drafts until its parent is gone.

mod context;
mod gate;
mod model;

use crate::{
    CHILD_ARGUMENT,
    wire::{Ask, Tell},
};
use model::Model;
use std::{
    io::{BufRead, Write, stdin, stdout},
    path::Path,
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
};

/// Lower than the window's priority, so that typing never waits for a draft.
const NICENESS: i32 = 10;

/// Becomes the engine when the first argument says so; none when this process is something else.
///
/// Call it before anything else in `main`: the child must not open windows, files or connections.
#[must_use]
pub fn run_child_if_asked() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next()? != CHILD_ARGUMENT {
        return None;
    }
    let (Some(task), Some(file)) = (arguments.next(), arguments.next()) else { return Some(ExitCode::from(2)) };
    let threads = arguments.next().and_then(|threads| threads.to_str()?.parse().ok()).unwrap_or(1);
    lower_priority();
    let done = match task.to_str() {
        Some("inspect") => inspect(Path::new(&file)),
        Some("serve") => serve(Path::new(&file), threads),
        _ => return Some(ExitCode::from(2)),
    };
    Some(if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[cfg(unix)]
#[allow(unsafe_code, reason = "setpriority has no safe wrapper; it takes three integers and touches no memory")]
fn lower_priority() {
    // a refusal only means that the draft is as important as the window
    let _ = unsafe { libc::setpriority(libc::PRIO_PROCESS, 0, NICENESS) };
}

#[cfg(not(unix))]
fn lower_priority() {
    // on Windows the parent starts the child with a lower priority class
}

/// Tells the parent. A parent that does not listen any more ends the child.
fn tell(tell: &Tell) -> std::io::Result<()> {
    let mut line = serde_json::to_vec(tell)?;
    line.push(b'\n');
    let mut out = stdout().lock();
    out.write_all(&line)?;
    out.flush()
}

fn inspect(file: &Path) -> std::io::Result<()> {
    match Model::vocabulary_only(file) {
        Ok(model) => tell(&Tell::Ready { card: model.card(file) }),
        Err(detail) => tell(&Tell::Unloadable { detail }),
    }
}

fn serve(file: &Path, threads: i32) -> std::io::Result<()> {
    let cancelled = Arc::new(AtomicU64::new(0));
    let (sender, asked) = mpsc::channel();
    let reader_cancelled = Arc::clone(&cancelled);
    // its own thread: a cancellation must be heard while a draft is written
    std::thread::spawn(move || {
        for line in stdin().lock().lines() {
            let Ok(line) = line else { break };
            match serde_json::from_str(&line) {
                Ok(Ask::Cancel { id }) => reader_cancelled.store(id, Ordering::Relaxed),
                Ok(Ask::Complete { id, payload }) => {
                    if sender.send((id, payload)).is_err() {
                        break;
                    }
                }
                Err(_) => break,
            }
        }
        // the parent is gone, or speaks nonsense: there is nobody to write for
        std::process::exit(0);
    });
    let model = match Model::load(file) {
        Ok(model) => model,
        Err(detail) => return tell(&Tell::Unloadable { detail }),
    };
    tell(&Tell::Ready { card: model.card(file) })?;
    let mut writer = context::Writer::new(&model, threads);
    for (id, payload) in asked {
        let mut stopped = || cancelled.load(Ordering::Relaxed) == id;
        let mut broken_pipe = None;
        let mut on_text = |text: &str| {
            if let Err(error) = tell(&Tell::Text { id, text: text.to_owned() }) {
                broken_pipe = Some(error);
            }
        };
        let answer = match writer.write(&payload, &mut on_text, &mut stopped) {
            Ok(written) => Tell::Done {
                id,
                finish: written.finish,
                prompt_tokens: written.prompt_tokens,
                completion_tokens: written.completion_tokens,
                writing_us: u64::try_from(written.writing.as_micros()).unwrap_or(u64::MAX),
            },
            Err(failure) => Tell::Failed { id, failure },
        };
        if let Some(error) = broken_pipe {
            return Err(error);
        }
        tell(&answer)?;
    }
    Ok(())
}
