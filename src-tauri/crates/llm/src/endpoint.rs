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
    /// An address under the base.
    pub(crate) fn url(&self, path: &str) -> Result<Url, CallError> {
        let invalid = || CallError::new(Failure::AddressInvalid { address: self.base_url.clone() });
        let base = self.base_url.trim().trim_end_matches('/');
        let url = Url::parse(&format!("{base}/{path}")).map_err(|_| invalid())?;
        if matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| !host.is_empty()) {
            Ok(url)
        } else {
            Err(invalid())
        }
    }

    /// Host and port as a person knows them.
    pub(crate) fn host(&self) -> String {
        Url::parse(self.base_url.trim()).ok().and_then(|url| host_of(&url)).unwrap_or_else(|| self.base_url.clone())
    }
}

pub(crate) fn host_of(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

/// Whether an address is this machine's own.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host_str() {
        Some("localhost") => true,
        Some(host) => {
            host.trim_matches(['[', ']']).parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
        }
        None => false,
    }
}
