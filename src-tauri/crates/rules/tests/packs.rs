//! The packs that ship: they can be read, and do what their own sentences say.

#![allow(clippy::unwrap_used)]

use copydesk_rules::{Pack, Rulebook};
use std::collections::BTreeSet;

#[test]
fn every_pack_does_what_its_sentences_say() {
    let mut failures = Vec::new();
    for pack in Pack::shipped().unwrap() {
        failures.extend(pack.test().unwrap().into_iter().map(|failure| failure.to_string()));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn no_id_stands_for_two_packs_or_rules() {
    let mut ids = BTreeSet::new();
    for pack in Pack::shipped().unwrap() {
        assert!(ids.insert(pack.id.clone()), "{}", pack.id);
        for rule in &pack.rules {
            assert!(ids.insert(rule.id.clone()), "{}", rule.id);
        }
    }
}

#[test]
fn all_packs_make_one_rulebook() {
    let packs = Pack::shipped().unwrap();
    assert!(Rulebook::new(packs, &[], &[]).is_ok());
}
