//! What a model costs at a provider.

use crate::endpoint::is_loopback;
use copydesk_domain::{Protocol, ProviderFields, campaign::Price};
use genai_prices::{PriceRequest, Usage};
use reqwest::Url;

/// Tokens whose price is asked for; far below the sizes at which some models become dearer.
const SAMPLE: u32 = 1_000;
/// From a price of [`SAMPLE`] tokens in dollars to a price of a million in billionths.
const SCALE: f64 = 1e6 / SAMPLE as f64 * 1e9;

/// The price of a model, from the table of the `genai-prices` package as it was released; none when it is not there.
///
/// A server on this machine is free, unless its model is known by a price: it may be a gateway to a provider that bills.
#[must_use]
pub fn price_of(provider: &ProviderFields, model: &str) -> Option<Price> {
    if provider.protocol == Protocol::Local {
        return Some(Price::free("on this machine"));
    }
    let address = provider.base_url.trim();
    let of = |tokens: &str, url: Option<&str>| {
        let mut usage = Usage::default();
        usage.insert(tokens.to_owned(), f64::from(SAMPLE));
        let mut request = PriceRequest::new(model, &usage);
        if let Some(url) = url {
            request = request.with_provider_api_url(url);
        }
        genai_prices::calculate(&request).ok().map(|price| price.total_price)
    };
    let known = |url: Option<&str>| {
        let (input, output) = (of("input_tokens", url)?, of("output_tokens", url)?);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "prices are small and positive")]
        let nano = |price: f64| (price * SCALE).round() as u64;
        let source = concat!("genai-prices ", "0.2").to_owned();
        Some(Price { input: nano(input), output: nano(output), currency: "USD".to_owned(), source })
    };
    let local = Url::parse(address).is_ok_and(|url| is_loopback(&url));
    known(Some(address)).or_else(|| known(None)).or_else(|| local.then(|| Price::free("a server on this machine")))
}

/// By how much a batch is cheaper: both tokens read and tokens written cost half (OpenAI, “Batch API”, and Anthropic,
/// “Batch processing”, as of 2026-11). Compatible servers may give less or nothing: they do not say so anywhere.
const BATCH_DIVISOR: u64 = 2;

/// The price inside a batch, in the same units, an odd billionth rounded up.
#[must_use]
pub fn batch_price(price: &Price) -> Price {
    let halved = |nano: u64| nano.div_ceil(BATCH_DIVISOR);
    let source = format!("{}, half in a batch", price.source);
    Price { input: halved(price.input), output: halved(price.output), currency: price.currency.clone(), source }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn provider(base_url: &str) -> ProviderFields {
        ProviderFields { protocol: Protocol::OpenaiChat, base_url: base_url.to_owned(), ..Default::default() }
    }

    #[test]
    fn known_models_have_their_price_and_own_servers_are_free() {
        let known = price_of(&provider("https://api.openai.com/v1"), "gpt-4o-mini").unwrap();
        // 0.15 and 0.60 dollars for a million tokens (OpenAI's price list, 2024-07)
        assert_eq!((known.input, known.output, known.currency.as_str()), (150_000_000, 600_000_000, "USD"));
        let gateway = price_of(&provider("http://127.0.0.1:4000/v1"), "gpt-4o-mini").unwrap();
        assert_eq!((gateway.input, gateway.output), (known.input, known.output));
        let own = price_of(&provider("http://localhost:8080/v1"), "my-own-model").unwrap();
        assert_eq!((own.input, own.output), (0, 0));
        assert_eq!(price_of(&provider("https://models.example/v1"), "my-own-model"), None);
        assert_eq!(price_of(&ProviderFields::default(), "any").unwrap().output, 0);
    }

    #[test]
    fn a_batch_costs_half_and_never_a_part_of_a_billionth() {
        let price = Price { input: 150_000_001, output: 600_000_000, ..Price::free("list") };
        let half = batch_price(&price);
        assert_eq!((half.input, half.output), (75_000_001, 300_000_000));
        assert_eq!((half.currency.as_str(), half.source.as_str()), ("USD", "list, half in a batch"));
        assert_eq!(batch_price(&Price::free("own")).input, 0);
    }
}
