//! One draft under way: its prompt, its words so far, and what ends it.

use super::{
    gate::Gate,
    model::Model,
    sampling::{Chooser, ln_p},
};
use crate::wire::{Failure, Tell};
use copydesk_domain::{FinishReason, PromptPayload, Scoring};
use llama_cpp_2::{context::LlamaContext, token::LlamaToken};
use std::time::Instant;

/// A draft that is waiting, being read, or being written.
pub(super) struct Draft {
    pub id: u64,
    pub prompt: Vec<LlamaToken>,
    /// The last token written, while the model has not read it yet.
    pub next: Option<LlamaToken>,
    /// Tokens of the prompt that the model had to read, because no other draft had read them.
    pub evaluated: usize,
    limit: u32,
    written: u32,
    started: Option<Instant>,
    chooser: Chooser,
    gate: Gate,
    scoring: Scoring,
}

impl Draft {
    /// A draft that no token was read for. Fails when prompt and words together are more than the model can hold.
    pub(super) fn new(id: u64, payload: PromptPayload, model: &Model) -> Result<Self, Failure> {
        let prompt = model.tokens(&payload.messages)?;
        let tokens = u32::try_from(prompt.len()).unwrap_or(u32::MAX);
        let trained = model.model.n_ctx_train();
        if tokens.saturating_add(payload.max_tokens) > trained {
            return Err(Failure::PromptTooLong { tokens, limit: trained });
        }
        let chooser = Chooser::new(model, &payload).map_err(|detail| Failure::Schema { detail })?;
        let (limit, gate) = (payload.max_tokens, Gate::new(payload.stop));
        Ok(Self {
            id,
            prompt,
            next: None,
            evaluated: 0,
            limit,
            written: 0,
            started: None,
            chooser,
            gate,
            scoring: Scoring::default(),
        })
    }

    /// Cells that the draft fills when it uses all of its limit.
    pub(super) fn cells(&self) -> usize {
        self.prompt.len() + self.limit as usize
    }

    /// Chooses the next token from a row of the batch that was just decoded; the reason when it ends the draft.
    pub(super) fn choose(
        &mut self,
        context: &LlamaContext<'_>,
        row: i32,
        model: &Model,
        tells: &mut Vec<Tell>,
    ) -> Result<Option<FinishReason>, Failure> {
        self.started.get_or_insert_with(Instant::now);
        if self.limit == 0 {
            return Ok(Some(FinishReason::Length));
        }
        let token = self.chooser.choose(context, row).map_err(|detail| Failure::Schema { detail })?;
        let vocab = model.model.vocab();
        if vocab.is_eog(token) {
            return Ok(Some(FinishReason::Stop));
        }
        self.written += 1;
        let mut piece = Vec::new();
        vocab.token_to_piece_into(token, &mut piece, false, None);
        self.scoring.push(&piece, ln_p(context.get_logits_ith(row), token));
        let mut text = String::new();
        let stopped = self.gate.push(&piece, &mut |words| text.push_str(words));
        if !text.is_empty() {
            tells.push(Tell::Text { id: self.id, text });
        }
        if stopped {
            return Ok(Some(FinishReason::Stop));
        }
        if self.written >= self.limit {
            return Ok(Some(FinishReason::Length));
        }
        self.next = Some(token);
        Ok(None)
    }

    /// Lets the last words through and says how the draft ended.
    pub(super) fn finish(mut self, finish: FinishReason, tells: &mut Vec<Tell>) {
        let id = self.id;
        self.gate.finish(&mut |text| tells.push(Tell::Text { id, text: text.to_owned() }));
        let writing = self.started.map(|started| started.elapsed()).unwrap_or_default();
        tells.push(Tell::Done {
            id,
            finish,
            prompt_tokens: u32::try_from(self.prompt.len()).unwrap_or(u32::MAX),
            prompt_evaluated: u32::try_from(self.evaluated).unwrap_or(u32::MAX),
            completion_tokens: self.written,
            writing_us: u64::try_from(writing.as_micros()).unwrap_or(u64::MAX),
            scores: self.scoring.finish(),
        });
    }
}
