//! Writing one draft: tokens in, tokens out, until the model, a stop text, the limit or the person ends it.

use super::{gate::Gate, model::Model};
use crate::wire::Failure;
use copydesk_domain::{FinishReason, PromptPayload};
use llama_cpp_2::{
    context::{LlamaContext, params::LlamaContextParams},
    llama_batch::LlamaBatch,
    sampling::LlamaSampler,
    token::LlamaToken,
};
use std::{
    num::NonZeroU32,
    time::{Duration, Instant},
};

/// Tokens evaluated at once: a cancellation waits for at most one such batch.
const BATCH: usize = 256;
/// A context is made in steps of this many tokens, so that the next draft of a run finds it large enough.
const STEP: u32 = 1024;

// Sampling beyond the temperature, tuned on the built-in model: a small model repeats itself and picks unlikely words.
/// Tokens looked back at for repetition.
const REPEAT_WINDOW: i32 = 64;
/// How much a repeated token is held back; 1 is not at all.
const REPEAT_PENALTY: f32 = 1.1;
/// Candidates kept.
const TOP_K: i32 = 40;
/// Probability mass kept.
const TOP_P: f32 = 0.9;
/// Candidates below this share of the best one are dropped.
const MIN_P: f32 = 0.08;

/// A finished draft; its text went out as it came.
pub(super) struct Written {
    pub finish: FinishReason,
    pub prompt_tokens: u32,
    pub completion_tokens: u32,
    pub writing: Duration,
}

/// Writes drafts with one model, one after the other, in a context that is kept between them.
pub(super) struct Writer<'a> {
    model: &'a Model,
    threads: i32,
    context: Option<LlamaContext<'a>>,
    batch: LlamaBatch<'static>,
}

fn other(error: impl std::fmt::Display) -> Failure {
    Failure::Other { detail: error.to_string() }
}

impl<'a> Writer<'a> {
    pub(super) fn new(model: &'a Model, threads: i32) -> Self {
        Self { model, threads, context: None, batch: LlamaBatch::new(BATCH, 1) }
    }

    pub(super) fn write(
        &mut self,
        payload: &PromptPayload,
        on_text: &mut dyn FnMut(&str),
        stopped: &mut dyn FnMut() -> bool,
    ) -> Result<Written, Failure> {
        let prompt = self.model.prompt(&payload.messages)?;
        let vocab = self.model.model.vocab();
        let prompt = vocab.tokenize(prompt.as_bytes(), true, true);
        let prompt_tokens = u32::try_from(prompt.len()).unwrap_or(u32::MAX);
        self.make_room(prompt_tokens, payload.max_tokens)?;
        let Some(context) = &mut self.context else { return Err(Failure::NoMemory) };
        context.clear_kv_cache();

        let mut written =
            Written { finish: FinishReason::Length, prompt_tokens, completion_tokens: 0, writing: Duration::ZERO };
        if !read(context, &mut self.batch, &prompt, stopped)? {
            written.finish = FinishReason::Cancelled;
            return Ok(written);
        }
        let mut sampler = sampler(self.model.model.n_vocab(), payload);
        let mut gate = Gate::new(&payload.stop);
        let mut piece = Vec::new();
        let started = Instant::now();
        while written.completion_tokens < payload.max_tokens {
            if stopped() {
                written.finish = FinishReason::Cancelled;
                break;
            }
            let token = sampler.sample(context, -1);
            if vocab.is_eog(token) {
                written.finish = FinishReason::Stop;
                break;
            }
            written.completion_tokens += 1;
            piece.clear();
            vocab.token_to_piece_into(token, &mut piece, false, None);
            if gate.push(&piece, on_text) {
                written.finish = FinishReason::Stop;
                break;
            }
            if written.completion_tokens < payload.max_tokens {
                self.batch.clear();
                let position = i32::try_from(prompt_tokens + written.completion_tokens - 1).map_err(other)?;
                self.batch.add(token, position, &[0], true).map_err(other)?;
                context.decode(&mut self.batch).map_err(other)?;
            }
        }
        gate.finish(on_text);
        written.writing = started.elapsed();
        Ok(written)
    }

    /// Makes sure that the prompt and the draft fit the context.
    fn make_room(&mut self, prompt: u32, draft: u32) -> Result<(), Failure> {
        let trained = self.model.model.n_ctx_train();
        let needed = prompt.saturating_add(draft);
        if needed > trained {
            return Err(Failure::PromptTooLong { tokens: prompt, limit: trained });
        }
        if self.context.as_ref().is_some_and(|context| context.n_ctx() >= needed) {
            return Ok(());
        }
        let size = needed.next_multiple_of(STEP).min(trained.max(needed));
        let params = LlamaContextParams::default()
            .with_n_ctx(NonZeroU32::new(size))
            .with_n_batch(BATCH as u32)
            .with_n_threads(self.threads)
            .with_n_threads_batch(self.threads);
        // the old one goes first: two contexts at a time may be more than there is memory for
        self.context = None;
        let context = self.model.model.new_context(&self.model.backend, params).map_err(|_| Failure::NoMemory)?;
        self.context = Some(context);
        Ok(())
    }
}

/// Evaluates the prompt; false when it was stopped.
fn read(
    context: &mut LlamaContext<'_>,
    batch: &mut LlamaBatch<'_>,
    prompt: &[LlamaToken],
    stopped: &mut dyn FnMut() -> bool,
) -> Result<bool, Failure> {
    let last = prompt.len().saturating_sub(1);
    for (number, chunk) in prompt.chunks(BATCH).enumerate() {
        if stopped() {
            return Ok(false);
        }
        batch.clear();
        for (offset, token) in chunk.iter().enumerate() {
            let position = number * BATCH + offset;
            batch.add(*token, i32::try_from(position).map_err(other)?, &[0], position == last).map_err(other)?;
        }
        context.decode(batch).map_err(other)?;
    }
    Ok(true)
}

fn sampler(vocabulary: i32, payload: &PromptPayload) -> LlamaSampler {
    let penalties = LlamaSampler::penalties(vocabulary, REPEAT_WINDOW, REPEAT_PENALTY, 0.0, 0.0);
    if payload.temperature <= 0.0 {
        return LlamaSampler::chain_simple([penalties, LlamaSampler::greedy()]);
    }
    // the low half: llama.cpp's seeds have 32 bits
    let seed = (payload.seed.unwrap_or_default() & u64::from(u32::MAX)) as u32;
    LlamaSampler::chain_simple([
        penalties,
        LlamaSampler::top_k(TOP_K),
        LlamaSampler::top_p(TOP_P, 1),
        LlamaSampler::min_p(MIN_P, 1),
        LlamaSampler::temp(payload.temperature),
        LlamaSampler::dist(seed),
    ])
}
