//! The context: how many drafts are written beside one another, and how long each may be.

use super::{BATCH, model::Model};
use crate::wire::Failure;
use llama_cpp_2::context::{LlamaContext, params::LlamaContextParams};
use std::num::NonZeroU32;

/// A sequence is given cells in steps of this many, so that the next draft of a run finds it large enough.
const STEP: usize = 512;
/// Bytes of keys and values that drafts beside one another may take. One draft alone is always given what it needs.
const BYTES: u64 = 128 * 1024 * 1024;
/// A large model may take this part of its own size instead.
const PART_OF_MODEL: u64 = 8;

/// A context's sequences, and the cells that each of them has for a prompt and its draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub sequences: usize,
    pub cells: usize,
}

/// As many sequences of at least `cells` cells as there is memory for, within reason, but no more than `most`.
pub(super) fn shape(cells: usize, most: usize, model_bytes: u64, bytes_per_token: u64) -> Shape {
    let cells = cells.max(1).next_multiple_of(STEP);
    let reasonable = BYTES.max(model_bytes / PART_OF_MODEL) / bytes_per_token.max(1);
    let sequences = usize::try_from(reasonable).unwrap_or(usize::MAX) / cells;
    Shape { sequences: sequences.clamp(1, most.max(1)), cells }
}

/// Makes a context in which a draft does not depend on those beside it, to the last bit.
///
/// Every rounding counts: the weights' kernels cut what they multiply to 8 bits, so the smallest difference at the first
/// layer is a different draft at the last. Two things keep the additions of a draft in the same order whoever is beside
/// it. Each sequence has cells of its own, in the order of its tokens; in a unified store its tokens lie between those of
/// others. And attention is plain, because the fused kernel adds in an order that depends on how many tokens are read and by how many
/// threads. Plain attention costs a draft alone some six percent of its speed.
pub(super) fn context(model: &Model, shape: Shape, threads: i32) -> Result<LlamaContext<'_>, Failure> {
    let count = |number: usize| u32::try_from(number).map_err(|_| Failure::NoMemory);
    let params = LlamaContextParams::default()
        .with_n_ctx(NonZeroU32::new(count(shape.cells * shape.sequences)?))
        .with_n_batch(BATCH as u32)
        .with_n_seq_max(count(shape.sequences)?)
        .with_kv_unified(false)
        .with_flash_attention_policy(llama_cpp_sys_2::LLAMA_FLASH_ATTN_TYPE_DISABLED)
        .with_n_threads(threads)
        .with_n_threads_batch(threads);
    model.model.new_context(&model.backend, params).map_err(|_| Failure::NoMemory)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The built-in model's: 98 MB, 30 layers with 3 heads of 64 numbers.
    const SMALL: (u64, u64) = (98_362_432, 23_040);

    fn of_small(cells: usize, most: usize) -> (usize, usize) {
        let shape = shape(cells, most, SMALL.0, SMALL.1);
        (shape.sequences, shape.cells)
    }

    #[test]
    fn drafts_of_usual_length_all_have_a_sequence() {
        assert_eq!(of_small(100, 1), (1, 512));
        assert_eq!(of_small(370, 8), (8, 512));
    }

    #[test]
    fn long_drafts_are_fewer_and_one_alone_gets_what_it_needs() {
        assert_eq!(of_small(600, 8), (5, 1_024));
        assert_eq!(of_small(8_000, 8), (1, 8_192));
        let large = shape(600, 8, 4_000_000_000, 131_072);
        assert_eq!((large.sequences, large.cells), (3, 1_024), "an eighth of a large model");
    }
}
