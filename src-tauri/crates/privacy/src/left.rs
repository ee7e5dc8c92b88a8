//! Placeholders that stayed in a copy.

use crate::{find::compiled, restore::WORDS};
use copydesk_domain::{
    Finding, Level,
    place::{Place, Said},
};
use regex::Regex;
use std::sync::LazyLock;

static LEFT: LazyLock<Vec<Regex>> =
    LazyLock::new(|| compiled([&*format!(r"(?i)⟦\s*(?:{})[ _\-]*[0-9]{{1,9}}\s*⟧", WORDS.join("|"))]));

/// Placeholders that nothing was put back for: the model made them up, or damaged them beyond repair. A customer must not
/// read one, so each is a ban.
#[must_use]
pub fn placeholder_findings(place: &Place) -> Vec<Finding> {
    let found = LEFT.iter().flat_map(|pattern| pattern.find_iter(&place.text));
    found
        .map(|found| {
            place.finding("privacy.placeholder", Level::Ban, found.range()).said(
                "This stands for personal data that could not be put back.".to_owned(),
                "Write what belongs here, or take it out.",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_that_stayed_is_found_and_other_brackets_are_not() {
        let found = placeholder_findings(&Place::plain("Dear ⟦NAME_1⟧, mail ⟦ email-2 ⟧ about ⟦sizes⟧ [NAME_1]."));
        let words: Vec<&str> = found.iter().map(|finding| finding.text.as_str()).collect();
        assert_eq!(words, ["⟦NAME_1⟧", "⟦ email-2 ⟧"]);
        assert!(found.iter().all(|finding| finding.level == Level::Ban));
    }
}
