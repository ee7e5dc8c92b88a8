//! Public internet addresses.

use super::{
    Hit, compiled,
    context::{alone, before},
};
use crate::kind::PersonalKind;
use regex::Regex;
use std::{
    net::{Ipv4Addr, Ipv6Addr},
    sync::LazyLock,
};

static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled([
        r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}",
        r"[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{0,4}){2,7}",
        r"(?i)(?:\bip(?:v4)?(?: address)?|ip地址|ip) ?:? ?$",
        r"(?i)(?:v|version|firmware|release|software|固件|版本|build) ?:?\.? ?$",
    ])
});

pub fn addresses(text: &str) -> Vec<Hit> {
    let [four, six, label, version] = PATTERNS.as_slice() else { return Vec::new() };
    let mut hits = Vec::new();
    for found in four.find_iter(text) {
        let Ok(address) = found.as_str().parse::<Ipv4Addr>() else { continue };
        let ahead = before(text, found.start(), 16);
        let octets = address.octets();
        let reserved = address.is_private()
            || address.is_loopback()
            || address.is_link_local()
            || octets[0] == 0
            || octets[0] >= 224;
        // four small numbers are a version, unless it is said that they are not
        let small = octets.iter().all(|octet| *octet < 32) && !label.is_match(ahead);
        if alone(text, &found.range()) && !reserved && !small && !version.is_match(ahead) {
            hits.push(Hit::new(PersonalKind::Ip, found.range()));
        }
    }
    for found in six.find_iter(text) {
        let Ok(address) = found.as_str().parse::<Ipv6Addr>() else { continue };
        if alone(text, &found.range()) && address.segments()[0] & 0xe000 == 0x2000 {
            hits.push(Hit::new(PersonalKind::Ip, found.range()));
        }
    }
    hits
}
