//! How the next token is chosen, tuned on the built-in model: a small model repeats itself and picks unlikely words.

use super::model::Model;
use copydesk_domain::PromptPayload;
use llama_cpp_2::{
    context::LlamaContext,
    json_schema_to_grammar,
    sampling::LlamaSampler,
    token::{LlamaToken, data::LlamaTokenData, data_array::LlamaTokenDataArray},
};

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

/// One draft's own way to its next token: it remembers what that draft has repeated, draws from that draft's seed, and
/// keeps to that draft's schema.
pub(super) struct Chooser {
    chain: LlamaSampler,
    grammar: Option<LlamaSampler>,
}

impl Chooser {
    /// Fails when llama.cpp cannot make a grammar of the schema.
    pub(super) fn new(model: &Model, payload: &PromptPayload) -> Result<Self, String> {
        let grammar = match &payload.schema {
            None => None,
            Some(schema) => {
                let rules = json_schema_to_grammar(&schema.to_string()).map_err(|error| error.to_string())?;
                Some(LlamaSampler::grammar(&model.model, &rules, "root").map_err(|error| error.to_string())?)
            }
        };
        Ok(Self { chain: chain(model.model.n_vocab(), payload), grammar })
    }

    /// Chooses a token from a row of the batch that was just decoded.
    pub(super) fn choose(&mut self, context: &LlamaContext<'_>, row: i32) -> Result<LlamaToken, String> {
        let Some(grammar) = &mut self.grammar else {
            // `sample` also lets the chain remember the token
            return Ok(self.chain.sample(context, row));
        };
        // Asking the grammar about the whole vocabulary halves the speed, so it is asked about the token that would be
        // chosen, and about all of them only when it refuses that one. It must never come behind a sampler that drops
        // candidates: with none left llama.cpp ends the process.
        let mut candidates = context.token_data_array_ith(row);
        self.chain.apply(&mut candidates);
        let mut token = candidates.selected_token().ok_or("no token was chosen")?;
        let mut alone = LlamaTokenDataArray::new(vec![LlamaTokenData::new(token, 0.0, 0.0)], false);
        grammar.apply(&mut alone);
        if alone.data.first().is_none_or(|one| one.logit() == f32::NEG_INFINITY) {
            let mut candidates = context.token_data_array_ith(row);
            grammar.apply(&mut candidates);
            candidates.data.retain(|one| one.logit() != f32::NEG_INFINITY);
            if candidates.data.is_empty() {
                return Err("the schema allows no word of this model here".to_owned());
            }
            let mut candidates = LlamaTokenDataArray::new(candidates.data, false);
            self.chain.apply(&mut candidates);
            token = candidates.selected_token().ok_or("no token was chosen")?;
        }
        self.chain.try_accept(token).map_err(|error| error.to_string())?;
        grammar.try_accept(token).map_err(|error| error.to_string())?;
        Ok(token)
    }
}

fn chain(vocabulary: i32, payload: &PromptPayload) -> LlamaSampler {
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

/// ln of the softmax of a token over the whole vocabulary: the model's own probability, before anything that is done here.
pub(super) fn ln_p(logits: &[f32], token: LlamaToken) -> f32 {
    let Some(chosen) = usize::try_from(token.0).ok().and_then(|at| logits.get(at)) else { return 0.0 };
    let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = logits.iter().map(|logit| (logit - most).exp()).sum();
    (chosen - most - sum.ln()).min(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_of_a_softmax() {
        let score = ln_p(&[0.0, 0.0, f32::NEG_INFINITY, 0.0, 0.0], LlamaToken::new(1));
        assert!((score - 0.25_f32.ln()).abs() < 1e-6, "{score}");
        // far beyond what exp can hold alone
        assert!((ln_p(&[1000.0, 1000.0], LlamaToken::new(0)) - 0.5_f32.ln()).abs() < 1e-6);
    }
}
