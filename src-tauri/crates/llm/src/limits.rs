//! What a provider says about its limits in the head of an answer.

use crate::diagnosis::header;
use reqwest::header::HeaderMap;
use std::time::Duration;

/// What is left of one limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Left until the reset.
    pub remaining: u64,
    /// Until all of it is there again.
    pub reset: Duration,
}

/// Limits of requests and of tokens, where the provider names them (`x-ratelimit-…`, OpenAI's documentation, “Rate limits in
/// headers”).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RateLimits {
    /// Requests.
    pub requests: Option<Window>,
    /// Tokens.
    pub tokens: Option<Window>,
}

impl RateLimits {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let window = |unit: &str| {
            let remaining = header(headers, &format!("x-ratelimit-remaining-{unit}"))?.trim().parse().ok()?;
            let reset = duration(&header(headers, &format!("x-ratelimit-reset-{unit}"))?)?;
            Some(Window { remaining, reset })
        };
        Self { requests: window("requests"), tokens: window("tokens") }
    }
}

/// Reads `1s`, `6m0s`, `20ms`, `1h2m3.5s`, or plain seconds.
fn duration(text: &str) -> Option<Duration> {
    let mut seconds = 0.0;
    let mut rest = text.trim();
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let number: f64 = rest[..digits].parse().ok()?;
        rest = &rest[digits..];
        let unit = rest.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(rest.len());
        seconds += number
            * match &rest[..unit] {
                "h" => 3600.0,
                "m" => 60.0,
                "s" | "" => 1.0,
                "ms" => 0.001,
                "us" | "µs" => 0.000_001,
                "ns" => 0.000_000_001,
                _ => return None,
            };
        rest = &rest[unit..];
    }
    Duration::try_from_secs_f64(seconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_read_as_providers_write_them() {
        let millis = |text| duration(text).map(|wait| wait.as_millis());
        for (text, expected) in [("1s", 1000), ("6m0s", 360_000), ("20ms", 20), ("1h2m3.5s", 3_723_500), ("7", 7000)] {
            assert_eq!(millis(text), Some(expected), "{text}");
        }
        for text in ["", "soon", "1 fortnight", "-1s", "1.2.3s"] {
            assert_eq!(millis(text), None, "{text}");
        }
    }
}
