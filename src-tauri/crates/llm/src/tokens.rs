//! How many tokens a text has, before anybody counted them.

use copydesk_domain::PromptPayload;

/// Tokens that a chat's form adds to a message, at most, in the formats that providers publish.
const AROUND_MESSAGE: u64 = 16;
/// Tokens around the whole.
const AROUND_CHAT: u64 = 32;

/// Tokens of a text as OpenAI's newer models count them (`o200k_base`). Other models differ by about a quarter.
#[must_use]
pub fn count_tokens(text: &str) -> u64 {
    tiktoken_rs::o200k_base_singleton().encode_ordinary(text).len() as u64
}

/// More tokens than any provider reads for a request: a token of every byte-level vocabulary has at least one byte.
#[must_use]
pub fn most_tokens(payload: &PromptPayload) -> u64 {
    AROUND_CHAT + payload.messages.iter().map(|message| message.content.len() as u64 + AROUND_MESSAGE).sum::<u64>()
}
