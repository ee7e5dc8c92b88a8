//! Where a provider is.

use crate::{
    error::{CallError, Failure},
    secret::Secret,
};
use copydesk_domain::Protocol;
use reqwest::Url;

/// A provider's address, protocol and key.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// How to speak to it.
    pub protocol: Protocol,
    /// Address up to and including the version, such as `https://host/v1`.
    pub base_url: String,
    /// The key, if it takes one.
    pub key: Option<Secret>,
}

impl Endpoint {
    /// The base address. One that holds a name and a password is refused: they would take the place of the key, and the
    /// address is stored and shown where a key never is.
    pub(crate) fn base(&self) -> Result<Url, CallError> {
        Url::parse(self.base_url.trim().trim_end_matches('/'))
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https"))
            .filter(|url| url.host_str().is_some_and(|host| !host.is_empty()))
            .filter(|url| url.username().is_empty() && url.password().is_none())
            .ok_or_else(|| CallError::new(Failure::AddressInvalid { address: self.shown() }))
    }

    /// An address under the base, which is taken as it was typed: with or without a slash, a version or a query.
    pub(crate) fn url(&self, path: &str) -> Result<Url, CallError> {
        self.url_of(&path.split('/').collect::<Vec<_>>())
    }

    /// As [`Self::url`], from segments of which one may be a name that the server gave: a slash in it stays in it.
    pub(crate) fn url_of(&self, path: &[&str]) -> Result<Url, CallError> {
        let mut url = self.base()?;
        url.set_fragment(None);
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(path);
        }
        Ok(url)
    }

    /// Host and port as a person knows them.
    pub(crate) fn host(&self) -> String {
        Url::parse(self.base_url.trim()).ok().and_then(|url| host_of(&url)).unwrap_or_else(|| self.shown())
    }

    /// The address as it was typed, without what may be a password.
    fn shown(&self) -> String {
        match self.base_url.rsplit_once('@') {
            Some((before, after)) => {
                let scheme = before.split_once("://").map(|(scheme, _)| format!("{scheme}://")).unwrap_or_default();
                format!("{scheme}…@{after}")
            }
            None => self.base_url.clone(),
        }
    }
}

pub(crate) fn host_of(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

/// Whether an address is this machine's own. `0.0.0.0` is what servers print when they listen everywhere; people copy it.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host_str() {
        Some("localhost") => true,
        Some(host) => host
            .trim_matches(['[', ']'])
            .parse()
            .is_ok_and(|address: std::net::IpAddr| address.is_loopback() || address.is_unspecified()),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn endpoint(base_url: &str) -> Endpoint {
        Endpoint { protocol: Protocol::OpenaiChat, base_url: base_url.to_owned(), key: None }
    }

    #[test]
    fn an_address_is_used_as_it_was_typed() {
        for (base, expected) in [
            ("https://host.example/v1", "https://host.example/v1/chat/completions"),
            (" https://host.example/v1/ ", "https://host.example/v1/chat/completions"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080/chat/completions"),
            ("https://host.example/a/b?api-version=2", "https://host.example/a/b/chat/completions?api-version=2"),
            ("http://[::1]:1/v1#top", "http://[::1]:1/v1/chat/completions"),
        ] {
            assert_eq!(endpoint(base).url("chat/completions").unwrap().as_str(), expected);
        }
    }

    #[test]
    fn what_is_no_address_is_shown_without_a_password() {
        for (base, shown) in [
            ("", ""),
            ("host.example/v1", "host.example/v1"),
            ("ftp://host.example", "ftp://host.example"),
            ("https://", "https://"),
            ("https://name:sk-secret@host.example/v1", "https://…@host.example/v1"),
        ] {
            let error = endpoint(base).url("models").unwrap_err();
            assert_eq!(error.failure, Failure::AddressInvalid { address: shown.to_owned() });
        }
    }

    #[test]
    fn this_machine_is_known_by_its_addresses() {
        for (base, expected) in [
            ("http://localhost:1", true),
            ("http://LOCALHOST", true),
            ("http://127.9.9.9", true),
            ("http://[::1]:8080", true),
            ("http://0.0.0.0:8080", true),
            ("http://192.168.0.4", false),
            ("http://localhost.example", false),
        ] {
            assert_eq!(is_loopback(&endpoint(base).base().unwrap()), expected, "{base}");
        }
    }
}
