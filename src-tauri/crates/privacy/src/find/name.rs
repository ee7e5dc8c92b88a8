//! Names of persons in alphabets: behind a title, a greeting or a label, and common given names with a family name.

use super::{
    Hit, compiled,
    lists::{BRANDS, FAMILY, GIVEN, GIVEN_WORDS, NOUNS},
};
use crate::kind::PersonalKind;
use regex::Regex;
use std::{ops::Range, sync::LazyLock};

static TITLED: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled([
        r"\b((?:Mr|Mrs|Ms|Mx|Dr|Prof|Professor|Herrn?|Frau|Monsieur|Madame|Mme|Señora?|Sra|Signora?)\.? (?:Dr\. )?)(\p{Lu}[\p{L}'-]+(?: (?:van|von|de|der|del|la|di) \p{Lu}[\p{L}'-]+)?(?: \p{Lu}[\p{L}'-]+){0,2})",
    ])
});

/// Words before a name that leave no doubt.
static SURE: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled([
        r"(?i:\b(?:my name is|my name's|mein name ist|ich heiße|je m'appelle|me llamo|mi nombre es|mi chiamo)) (\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,2})",
        r"(?i:\b(?:(?:customer|client|buyer|recipient|cardholder|patient|guest|account holder|full|first|last|kunde|kundin|empfänger|client(?:e)?|destinataire|cliente|destinatario)(?: name)?|attn|attention|ship to|deliver to|bill to|ordered by|signed by|surname|name des kunden)) ?[:=] ?(\p{Lu}[\p{L}'-]+(?: (?:\p{Lu}\. )?\p{Lu}[\p{L}'-]+){0,2})",
        r"(?i:\b(?:my (?:wife|husband|boss|colleague|friend|neighbour|neighbor|sister|brother|son|daughter))),? (\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)",
    ])
});

/// Words before a name that a common given name has to follow.
static LIKELY: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled([
        r"(?i:\b(?:hi|hello|hey|hallo|bonjour|hola|ciao|thanks|thank you|regards|best|cheers|sincerely|yours|love|grüße|cordialement|saludos|name|contact(?: person)?|author|reviewer|reviewed by|review by|written by|from|by|ask for|speak to|i am|i'm|this is|named|called|kontakt|ansprechpartner(?:in)?|to|for|with|tell|told|met|says|said|and|reviewed)),?[ :\n-]{1,3}(\p{Lu}[\p{L}'-]+(?: (?:\p{Lu}\.|\p{Lu}[\p{L}'-]+))?)",
        r"(?:^|\n|[.!?”\x22] ?)[—-] ?(\p{Lu}[\p{L}'-]+(?: (?:\p{Lu}\.|\p{Lu}[\p{L}'-]+))?)",
    ])
});

static DEAR: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled([
        r"(?i:\b(?:dear|liebe|lieber|chère|cher|querida|querido|estimada|estimado|cara|caro)) (\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)",
    ])
});

static PAIR: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled([r"\p{Lu}[\p{Ll}'-]+(?:-\p{Lu}\p{Ll}+)? (?:\p{Lu}\. |(?:van|von|de|der|del|la|di) )?\p{Lu}[\p{L}'-]+"])
});

/// Who is written to without a name.
const NOBODY: [&str; 52] = [
    "Customer",
    "Customers",
    "Sir",
    "Sirs",
    "Madam",
    "Friend",
    "Friends",
    "All",
    "Team",
    "Valued",
    "Shopper",
    "Shoppers",
    "Reader",
    "Guest",
    "Guests",
    "Member",
    "Members",
    "Santa",
    "Mom",
    "Mum",
    "Dad",
    "Parents",
    "Diary",
    "Lord",
    "Buyer",
    "Seller",
    "Everyone",
    "User",
    "Future",
    "Hiring",
    "Client",
    "Clients",
    "Kunde",
    "Kunden",
    "Kundin",
    "Kundinnen",
    "Freunde",
    "Damen",
    "Eltern",
    "Client(e)s",
    "Cliente",
    "Clientes",
    "Clienti",
    "Amigos",
    "Amigo",
    "Amis",
    "Self",
    "You",
    "Father",
    "Mother",
    "Grandma",
    "Subscriber",
];

/// Words behind a label that are no name.
fn is_thing(name: &str) -> bool {
    name.split(' ').any(|word| NOUNS.contains(word) || NOBODY.contains(&word))
}

fn is_brand(name: &str) -> bool {
    let lower = name.to_lowercase();
    let two = lower.split(' ').take(2).collect::<Vec<_>>().join(" ");
    BRANDS.contains(two.as_str()) || BRANDS.contains(lower.as_str())
}

/// A name without the words of a title that follow it.
fn only_name(text: &str, range: Range<usize>) -> Range<usize> {
    let whole = &text[range.clone()];
    let mut end = 0;
    for (at, word) in whole.split(' ').enumerate() {
        let word_end = if at == 0 { word.len() } else { end + 1 + word.len() };
        if at > 0 && (NOUNS.contains(word) || word.eq_ignore_ascii_case("phone") || word.eq_ignore_ascii_case("email"))
        {
            break;
        }
        end = word_end;
    }
    let end = range.start + end;
    let name = text[range.start..end].trim_end_matches("'s");
    range.start..range.start + name.trim_end_matches(['\'', '-']).len()
}

pub fn names(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut push = |range: Range<usize>| {
        let range = only_name(text, range);
        if !range.is_empty() && !is_brand(&text[range.clone()]) {
            hits.push(Hit::new(PersonalKind::Name, range));
        }
    };
    for found in TITLED.iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let (Some(all), Some(name)) = (found.get(0), found.get(2)) else { continue };
        let possessive = if text[all.end()..].starts_with("'s") { "'s" } else { "" };
        let noun = NOUNS.contains(name.as_str().split(' ').next().unwrap_or_default());
        if !is_brand(all.as_str()) && !is_brand(&format!("{}{possessive}", all.as_str())) && !noun {
            push(name.range());
        }
    }
    for found in SURE.iter().flat_map(|pattern| pattern.captures_iter(text)) {
        if let Some(name) = found.get(1).filter(|name| !is_thing(name.as_str().split(' ').next().unwrap_or_default())) {
            push(name.range());
        }
    }
    for found in DEAR.iter().flat_map(|pattern| pattern.captures_iter(text)) {
        if let Some(name) = found.get(1).filter(|name| !is_thing(name.as_str()) && !TITLED[0].is_match(name.as_str())) {
            let titled =
                ["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Herr", "Frau", "Sr", "Sra", "Monsieur", "Madame"];
            if !titled.iter().any(|title| name.as_str().split(' ').next() == Some(title)) {
                push(name.range());
            }
        }
    }
    for found in LIKELY.iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let (Some(all), Some(name)) = (found.get(0), found.get(1)) else { continue };
        let mut words = name.as_str().split(' ');
        let first = words.next().unwrap_or_default();
        let second = words.next();
        let short = text[all.start()..name.start()].to_lowercase();
        let greeting = [
            "hi",
            "hello",
            "hey",
            "hallo",
            "bonjour",
            "hola",
            "ciao",
            "regards",
            "thanks",
            "i'm",
            "i am",
            "name",
            "sincerely",
            "cheers",
        ]
        .iter()
        .any(|word| short.trim_start().starts_with(word));
        let known = GIVEN.contains(first)
            || greeting && GIVEN_WORDS.contains(first) && second.is_none_or(|second| FAMILY.contains(second));
        // “by Emma”, “for Tom” alone may be a designer's line: a single name takes a greeting or a dash
        let enough = second.is_some_and(|second| second.len() == 2 && second.ends_with('.') || FAMILY.contains(second))
            || greeting
            || short.contains(['—', '-', '\n', ':']);
        let next = text[name.end()..].trim_start();
        let goes_on = second.is_none()
            && next.starts_with(|next: char| next.is_uppercase())
            && !text[name.end()..].starts_with('\n');
        if known && enough && !goes_on && !second.is_some_and(|second| NOUNS.contains(second)) {
            push(name.range());
        }
    }
    pairs(text, &mut push);
    hits
}

/// A given name and a family name.
fn pairs(text: &str, push: &mut impl FnMut(Range<usize>)) {
    let Some(pattern) = PAIR.first() else { return };
    let mut at = 0;
    while let Some(found) = pattern.find_at(text, at) {
        let name = found.as_str();
        let first = name.split(' ').next().unwrap_or_default();
        let last = name.rsplit(' ').next().unwrap_or_default().trim_end_matches("'s");
        // the second word may be the given name of the next pair
        at = found.start() + first.len() + 1;
        let starts =
            text[..found.start()].chars().next_back().is_none_or(|left| !left.is_alphanumeric() && left != '-');
        let given =
            GIVEN.contains(first) || GIVEN_WORDS.contains(first) && FAMILY.contains(last) && !NOUNS.contains(last);
        if !starts || !given || is_thing(last) || is_brand(name.trim_end_matches("'s")) {
            continue;
        }
        let left = text[..found.start()].trim_end_matches(' ').rsplit([' ', '\n']).next().unwrap_or_default();
        let right = text[found.end()..]
            .strip_prefix(' ')
            .and_then(|rest| rest.split([' ', ',', '.', '\n']).next())
            .unwrap_or_default();
        let capital = |word: &str| {
            word.starts_with(|first: char| first.is_uppercase()) && !word.ends_with(['.', ':', ',', '!', '?'])
        };
        let sentence = |word: &str| word.len() <= 5 && !NOUNS.contains(word);
        let in_title = capital(right) || capital(left) && !sentence(left);
        if FAMILY.contains(last) && !(capital(right) && NOUNS.contains(right))
            || !in_title && last.len() > 2 && !last.chars().skip(1).any(char::is_uppercase)
        {
            at = found.end();
            push(found.range());
        }
    }
}
