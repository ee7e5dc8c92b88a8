//! Bank cards and bank accounts.

use super::{
    Hit, compiled,
    context::{alone, digits, of_a_thing},
};
use crate::kind::PersonalKind;
use regex::Regex;
use std::sync::LazyLock;

static CARD: LazyLock<Vec<Regex>> = LazyLock::new(|| compiled([r"[2-6][0-9]{3}(?:[ -]?[0-9]){11,15}"]));
static IBAN: LazyLock<Vec<Regex>> =
    LazyLock::new(|| compiled([r"(?i)\b[a-z]{2}[0-9]{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,4})?\b"]));
static LABELLED: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled([
        r"(?i)(?:\b(?:bank account|account|acct|card)(?: ?(?:no|number|nr|#))\.?(?: is)? ?:? ?|\b(?:kontonummer|kartennummer|numéro de compte|numéro de carte|número de cuenta|número de tarjeta) ?:? ?|(?:银行卡|卡号|账号|帐号|银行账户|信用卡|储蓄卡)(?:号码|号)?(?:是|为)? ?:? ?)([0-9](?:[ -]?[0-9]){7,18})",
        r"(?i)\bsort code ?:? ?([0-9]{2}-[0-9]{2}-[0-9]{2})(?:,? ?(?:account|acc)[a-z ]*:? ?[0-9]{8})?",
    ])
});

/// Length of an IBAN by country (ISO 13616).
const LENGTHS: [(&str, usize); 38] = [
    ("AD", 24),
    ("AE", 23),
    ("AT", 20),
    ("BE", 16),
    ("BG", 22),
    ("CH", 21),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("EE", 20),
    ("ES", 24),
    ("FI", 18),
    ("FR", 27),
    ("GB", 22),
    ("GR", 27),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IS", 26),
    ("IT", 27),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PL", 28),
    ("PT", 25),
    ("RO", 24),
    ("SA", 24),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("TR", 26),
];

pub fn accounts(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    for found in IBAN.iter().flat_map(|pattern| pattern.find_iter(text)) {
        // a word may follow that looks like the last group
        let ends = found.as_str().char_indices().map(|(at, character)| at + character.len_utf8()).rev();
        let end = ends.map(|end| &found.as_str()[..end]).find(|candidate| is_iban(candidate)).map(str::len);
        if let Some(end) = end {
            hits.push(Hit::new(PersonalKind::Account, found.start()..found.start() + end));
        }
    }
    for found in CARD.iter().flat_map(|pattern| pattern.find_iter(text)) {
        if alone(text, &found.range()) && is_card(&digits(found.as_str())) && !of_a_thing(text, found.start()) {
            hits.push(Hit::new(PersonalKind::Account, found.range()));
        }
    }
    for found in LABELLED.iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let Some(number) = found.get(1) else { continue };
        let after = text[number.end()..].chars().next();
        // a mobile that somebody pays with is found as one
        let mobile = number.len() == 11 && number.as_str().starts_with('1');
        if !mobile && !after.is_some_and(|next| next.is_ascii_alphanumeric()) {
            hits.push(Hit::new(PersonalKind::Account, number.range()));
        }
    }
    hits
}

/// Whether check digits and length are those of an IBAN.
fn is_iban(text: &str) -> bool {
    let code: String = text.chars().filter(|character| *character != ' ').collect::<String>().to_uppercase();
    if !LENGTHS.iter().any(|(country, length)| code.starts_with(country) && code.len() == *length)
        || text.ends_with(' ')
    {
        return false;
    }
    let turned = code[4..].chars().chain(code[..4].chars());
    let rest = turned
        .filter_map(|character| character.to_digit(36))
        .fold(0, |rest, value| if value > 9 { (rest * 100 + value) % 97 } else { (rest * 10 + value) % 97 });
    rest == 1
}

/// Whether length, issuer and check digit are those of a card. Thirteen digits are an EAN, fourteen a GTIN.
fn is_card(digits: &[u32]) -> bool {
    let prefix = |length: usize| digits.iter().take(length).fold(0, |number, digit| number * 10 + digit);
    let issued = match digits.len() {
        15 => matches!(prefix(2), 34 | 37),
        16 => {
            prefix(1) == 4
                || matches!(prefix(2), 51..=55 | 62 | 65 | 35 | 60)
                || matches!(prefix(3), 644..=649)
                || matches!(prefix(4), 2221..=2720)
        }
        17..=19 => prefix(2) == 62,
        _ => false,
    };
    issued && luhn(digits)
}

fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| match (at % 2, digit * 2) {
            (0, _) => *digit,
            (_, double) if double > 9 => double - 9,
            (_, double) => double,
        })
        .sum();
    sum.is_multiple_of(10)
}
