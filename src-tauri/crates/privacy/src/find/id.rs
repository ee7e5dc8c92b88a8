//! Numbers and handles that stand for a person.

use super::{
    Hit, compiled,
    context::{alone, digits, of_a_thing},
};
use crate::kind::PersonalKind;
use regex::Regex;
use std::sync::LazyLock;

static RESIDENT: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled([r"[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"])
});
static SHAPES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled([
        // social security number
        r"[0-9]{3}-[0-9]{2}-[0-9]{4}",
        // national insurance number, in groups
        r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] [0-9]{2} [0-9]{2} [0-9]{2} [A-D]",
        // identity card of Hong Kong
        r"[A-Z]{1,2}[0-9]{6}\([0-9A]\)",
    ])
});
static LABELLED: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled([
        r"(?i)\b(?:ssn|social security(?: (?:no|number))?)\.?(?: is)? ?[:#]? ?([0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{4})",
        r"(?i)\b(?:nino|ni (?:no|number)|national insurance(?: (?:no|number))?)\.?(?: is)? ?:? ?([a-z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[a-d])\b",
        r"(?i)\b(?:passport|reisepass(?:nummer)?|passeport|pasaporte|driv(?:er|ing)(?:'s)? licen[cs]e|führerschein(?:nummer)?|personalausweis(?:nummer)?|id card|dni|nie)(?: (?:no|number|nr|n°|número))?\.?(?: is)? ?[:#]? ?([a-z]{0,3}[0-9][a-z0-9]{4,14}[a-z0-9])\b",
        r"(?i)\b(?:steuer-?id(?:entifikationsnummer)?|tax id|tin|codice fiscale|numéro de sécurité sociale|sécurité sociale) ?[:#]? ?([a-z0-9](?:[ ]?[a-z0-9]){9,15})\b",
        r"(?:身份证|证件)(?:号码|号)?(?:是|为)? ?:? ?([1-9][0-9]{13,16}[0-9Xx])",
        r"(?:护照|通行证|驾驶证|驾照|社保卡?|军官证)(?:号码|号)?(?:是|为)? ?:? ?([A-Z]{0,2}[0-9]{7,17})",
        r"(?i)(?:微信号?|wechat(?: id)?|vx|weixin)(?:是|为| is)? ?: ?([a-z][a-z0-9_-]{5,19})",
        r"(?i)\bQQ(?:号码|号)?(?:是|为)? ?: ?([1-9][0-9]{4,10})",
        r"(?:车牌号?|牌照)(?:是|为)? ?:? ?([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·. ]?[A-Z0-9]{5,6})",
        r"()([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]·[A-Z0-9]{5,6})",
    ])
});

pub fn ids(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    for found in RESIDENT.iter().flat_map(|pattern| pattern.find_iter(text)) {
        if alone(text, &found.range()) && resident(found.as_str()) {
            hits.push(Hit::new(PersonalKind::Id, found.range()));
        }
    }
    for (at, pattern) in SHAPES.iter().enumerate() {
        for found in pattern.find_iter(text) {
            let right = if at == 0 { social_security(found.as_str()) } else { true };
            if right && alone(text, &found.range()) && !of_a_thing(text, found.start()) {
                hits.push(Hit::new(PersonalKind::Id, found.range()));
            }
        }
    }
    for found in LABELLED.iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let Some(code) = found.iter().skip(1).flatten().last() else { continue };
        let many = code.as_str().chars().filter(char::is_ascii_digit).count() >= 4;
        let handle = found.get(0).is_some_and(|all| all.as_str().to_lowercase().starts_with(['微', 'w', 'v']));
        let after = text[code.end()..].chars().next();
        if (many || handle) && !after.is_some_and(|next| next.is_ascii_alphanumeric()) {
            hits.push(Hit::new(PersonalKind::Id, code.range()));
        }
    }
    hits
}

/// The check digit of GB 11643-1999.
fn resident(id: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let sum: u32 = digits(id).iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let last = id.chars().last().map(|last| last.to_ascii_uppercase());
    last == CHECKS.get((sum % 11) as usize).copied()
}

/// Areas, groups and serials that were never given out.
fn social_security(number: &str) -> bool {
    let mut parts = number.split('-');
    let (area, group, serial) = (parts.next(), parts.next(), parts.next());
    area.is_some_and(|area| area != "000" && area != "666" && !area.starts_with('9'))
        && group != Some("00")
        && serial != Some("0000")
}
