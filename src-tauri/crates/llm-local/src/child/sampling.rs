//! How the next token is chosen, tuned on the built-in model: a small model repeats itself and picks unlikely words.

use copydesk_domain::PromptPayload;
use llama_cpp_2::sampling::LlamaSampler;

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

/// One draft's own chain: it remembers what that draft has repeated, and draws from that draft's seed.
pub(super) fn sampler(vocabulary: i32, payload: &PromptPayload) -> LlamaSampler {
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
