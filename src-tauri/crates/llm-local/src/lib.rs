//! The model on this machine: llama.cpp in a child process of the same executable.
//!
//! llama.cpp is C++ that aborts on what it does not like. So the executable starts itself again as the engine: an abort,
//! a broken file or no memory costs drafts and a sentence, never the window. The child holds one model, loads it once,
//! writes several drafts together, and goes when it is idle or when its parent is gone.

mod child;
mod coaching;
mod engine;
mod error;
mod process;
mod running;
mod switchboard;
mod wire;

pub use child::run_child_if_asked;
pub use coaching::coach;
pub use engine::{EngineSettings, EngineState, LocalEngine};
pub use error::EngineError;
pub use wire::ModelCard;

/// The first argument with which an executable becomes the engine.
pub const CHILD_ARGUMENT: &str = "engine-child";

/// Drafts at a time that no machine gains from exceeding; each has a token in every batch.
const MOST_SEQUENCES: u32 = 64;
