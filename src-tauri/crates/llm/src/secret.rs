//! A key in memory.

use std::fmt;

/// A key. It shows nothing when it is printed, cannot be serialised, and is overwritten when it is dropped.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Takes a key.
    #[must_use]
    pub fn new(key: String) -> Self {
        Self(key)
    }

    /// The key itself, for the one place that sends or keeps it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// A text without this key, should somebody have repeated it.
    #[must_use]
    pub fn redact(&self, text: &str) -> String {
        if self.0.len() < 4 { text.to_owned() } else { text.replace(&self.0, "[key]") }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([redacted])")
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        let mut bytes = std::mem::take(&mut self.0).into_bytes();
        bytes.fill(0);
        // keeps the fill from being optimised away as a write that nobody reads
        std::hint::black_box(&bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_not_printed_and_not_repeated() {
        let key = Secret::new("sk-very-secret".into());
        assert_eq!(format!("{key:?}"), "Secret([redacted])");
        assert_eq!(key.redact("bad key sk-very-secret."), "bad key [key].");
    }
}
