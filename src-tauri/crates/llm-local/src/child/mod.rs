//! The engine's side: a process that loads one model and writes drafts, several at a time, until its parent is gone.

mod draft;
mod gate;
mod model;
mod room;
mod sampling;
mod sequence;
mod writer;

use crate::{CHILD_ARGUMENT, MOST_SEQUENCES, wire::Tell};
use model::Model;
use std::{
    io::{BufRead, Write, stdin, stdout},
    path::Path,
    process::ExitCode,
    sync::mpsc,
};
use writer::Writer;

/// Lower than the window's priority, so that typing never waits for a draft.
const NICENESS: i32 = 10;
/// Tokens read in one step: a cancellation waits for at most one such batch.
const BATCH: usize = 256;

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
    let sequences = arguments.next().and_then(|sequences| sequences.to_str()?.parse().ok()).unwrap_or(1_u32);
    let sequences = sequences.clamp(1, MOST_SEQUENCES) as usize;
    lower_priority();
    let done = match task.to_str() {
        Some("inspect") => inspect(Path::new(&file)),
        Some("serve") => serve(Path::new(&file), threads, sequences),
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

/// Tells the parent, all at once. A parent that does not listen any more ends the child.
fn tell(tells: &[Tell]) -> std::io::Result<()> {
    let mut lines = Vec::new();
    for tell in tells {
        serde_json::to_writer(&mut lines, tell)?;
        lines.push(b'\n');
    }
    let mut out = stdout().lock();
    out.write_all(&lines)?;
    out.flush()
}

fn inspect(file: &Path) -> std::io::Result<()> {
    match Model::vocabulary_only(file) {
        Ok(model) => tell(&[Tell::Ready { card: model.card(file) }]),
        Err(detail) => tell(&[Tell::Unloadable { detail }]),
    }
}

fn serve(file: &Path, threads: i32, sequences: usize) -> std::io::Result<()> {
    let (sender, asked) = mpsc::channel();
    // its own thread: a cancellation must be heard, and the parent's end be noticed, while drafts are written
    std::thread::spawn(move || {
        for line in stdin().lock().lines() {
            let Some(ask) = line.ok().and_then(|line| serde_json::from_str(&line).ok()) else { break };
            if sender.send(ask).is_err() {
                break;
            }
        }
        // the parent is gone, or speaks nonsense: there is nobody to write for
        std::process::exit(0);
    });
    let model = match Model::load(file) {
        Ok(model) => model,
        Err(detail) => return tell(&[Tell::Unloadable { detail }]),
    };
    tell(&[Tell::Ready { card: model.card(file) }])?;
    let mut writer = Writer::new(&model, threads, sequences);
    let mut tells = Vec::new();
    loop {
        if writer.is_idle() {
            let Ok(ask) = asked.recv() else { return Ok(()) };
            writer.hear(ask, &mut tells);
        }
        while let Ok(ask) = asked.try_recv() {
            writer.hear(ask, &mut tells);
        }
        let going = writer.step(&mut tells);
        tell(&tells)?;
        tells.clear();
        if going.is_err() {
            return Err(std::io::Error::other("the context is broken"));
        }
    }
}
