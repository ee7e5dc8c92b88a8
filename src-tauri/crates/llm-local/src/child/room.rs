//! The context: the cells that all sequences share, and how many of them there are.

use super::{BATCH, model::Model};
use crate::wire::Failure;
use llama_cpp_2::context::{LlamaContext, params::LlamaContextParams};
use std::num::NonZeroU32;

/// A context is made in steps of this many cells, so that the next draft of a run finds it large enough.
const STEP: usize = 1024;
/// Bytes of keys and values that drafts beside one another may take. One draft alone is always given what it needs.
const BYTES: u64 = 96 * 1024 * 1024;
/// A large model may take this part of its own size instead.
const PART_OF_MODEL: u64 = 8;

/// Cells in which `sequences` drafts of `cells` cells each fit beside one another, within reason.
pub(super) fn wanted(cells: usize, sequences: usize, model_bytes: u64, bytes_per_token: u64) -> usize {
    let most = BYTES.max(model_bytes / PART_OF_MODEL) / bytes_per_token.max(1);
    let most = usize::try_from(most).unwrap_or(usize::MAX) / STEP * STEP;
    cells.saturating_mul(sequences).next_multiple_of(STEP).min(most).max(cells.next_multiple_of(STEP))
}

/// Makes a context of that many cells.
pub(super) fn context(
    model: &Model,
    cells: usize,
    sequences: usize,
    threads: i32,
) -> Result<LlamaContext<'_>, Failure> {
    let count = |number: usize| u32::try_from(number).map_err(|_| Failure::NoMemory);
    let params = LlamaContextParams::default()
        .with_n_ctx(NonZeroU32::new(count(cells)?))
        .with_n_batch(BATCH as u32)
        .with_n_seq_max(count(sequences)?)
        // one store for all: a shared beginning is kept once, and a long draft may use what short ones leave
        .with_kv_unified(true)
        .with_n_threads(threads)
        .with_n_threads_batch(threads);
    model.model.new_context(&model.backend, params).map_err(|_| Failure::NoMemory)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The built-in model's: 99 MB, 30 layers with 3 heads of 64 numbers.
    const SMALL: (u64, u64) = (98_362_432, 23_040);

    #[test]
    fn there_is_room_for_every_sequence_in_steps() {
        assert_eq!(wanted(100, 1, SMALL.0, SMALL.1), 1_024);
        assert_eq!(wanted(300, 8, SMALL.0, SMALL.1), 3_072);
    }

    #[test]
    fn long_drafts_share_what_is_reasonable_and_one_alone_gets_what_it_needs() {
        assert_eq!(wanted(2_000, 8, SMALL.0, SMALL.1), 4_096);
        assert_eq!(wanted(8_000, 8, SMALL.0, SMALL.1), 8_192);
        assert_eq!(wanted(600, 8, 4_000_000_000, 131_072), 3_072, "an eighth of a large model");
    }
}
