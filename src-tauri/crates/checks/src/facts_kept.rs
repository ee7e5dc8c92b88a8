//! Whether a translation keeps what its source says: numbers, names, merge tags.

use crate::{
    merge_tags::changed_tags,
    numbers::{Number, numbers},
    voice::glossary_lost,
};
use copydesk_domain::place::{Place, Said, scalars};
use copydesk_domain::{Channel, FieldValues, Finding, Level};

/// What a translation lost, changed or has for the first time. It is looked at as a whole, for a name may move from a
/// title into a text; what is lost has no place in it, and so no field.
#[must_use]
pub fn kept_findings(
    channel: &Channel,
    before: &FieldValues,
    after: &FieldValues,
    glossary: &[String],
) -> Vec<Finding> {
    let joined = |places: &[Place]| places.iter().map(|place| place.text.as_str()).collect::<Vec<_>>().join("\n");
    let (source, places) = (joined(&Place::written(channel, before)), Place::written(channel, after));
    let mut findings = kept_in_text(&source, &joined(&places), glossary);
    for finding in &mut findings {
        locate(finding, &places);
    }
    findings
}

/// As [`kept_findings`], for copy without fields.
#[must_use]
pub fn kept_in_text(before: &str, after: &str, glossary: &[String]) -> Vec<Finding> {
    let mut findings = numbers_lost(before, after);
    findings.extend(glossary_lost(glossary, before, after));
    findings.extend(changed_tags(before, after));
    findings
}

/// Moves a finding about the joined text to the text of the field that it stands in.
fn locate(finding: &mut Finding, places: &[Place]) {
    if finding.start == finding.end {
        return;
    }
    let mut begin = 0;
    for place in places {
        let end = begin + scalars(&place.text);
        if finding.start >= begin && finding.end <= end {
            finding.field.clone_from(&place.field);
            finding.part = place.part;
            finding.start -= begin;
            finding.end -= begin;
            return;
        }
        // the line break between two texts
        begin = end + 1;
    }
}

/// Numbers of a text that its translation lacks, and numbers that it has for the first time. Each must stand as often as
/// in the source, in whatever digits and with whatever separators. Numbers in Chinese numerals can stand for digits, but
/// are not asked for: other languages write them as words.
#[must_use]
pub fn numbers_lost(before: &str, after: &str) -> Vec<Finding> {
    let mut left = numbers(after);
    let mut lost: Vec<Number> = Vec::new();
    // what is in numerals is matched last: digits find their own twin first
    let mut wanted = numbers(before);
    wanted.sort_by_key(|number| number.in_words);
    for number in wanted {
        match left.iter().position(|other| number.is(other)) {
            Some(at) => drop(left.remove(at)),
            None if number.in_words => {}
            None => lost.push(number),
        }
    }
    let lost = lost.iter().map(|number| lost_said(before, after, number));
    let new = left.iter().filter(|number| !number.in_words).map(|number| new_said(after, number));
    lost.chain(new).collect()
}

fn lost_said(before: &str, after: &str, number: &Number) -> Finding {
    let words = &before[number.range.clone()];
    let message = format!("{words} stands in the source and not in the translation.");
    Place::plain(after)
        .finding("localise.number_lost", Level::Caution, 0..0)
        .with("number", words)
        .said(message, "Put it back, or say why it is left out.")
}

fn new_said(after: &str, number: &Number) -> Finding {
    let words = &after[number.range.clone()];
    let message = format!("{words} stands in the translation and not in the source.");
    Place::plain(after)
        .finding("localise.number_new", Level::Ban, number.range.clone())
        .with("number", words)
        .said(message, "Take it out, or put in the number of the source.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{channel, field, list, seen, values};

    #[test]
    fn what_a_translation_changes_is_marked_in_its_field() {
        let channel = channel(vec![field("subject", vec![]), list("bullets", vec![])]);
        let before =
            values(r#"{"subject":"Hi {{ first_name|default:'you' }}, CloudRest is here","bullets":["Soft","1.4 kg"]}"#);
        let after =
            values(r#"{"subject":"Hallo {{ vorname|default:'du' }}, Wolkenruhe ist da","bullets":["Weich","1,5 kg"]}"#);
        let glossary = ["CloudRest".to_owned()];
        let found = kept_findings(&channel, &before, &after, &glossary);
        let wanted = [
            ("localise.number_lost", "", ""),
            ("localise.number_new", "bullets", "1,5 kg"),
            ("glossary.lost", "", ""),
            ("merge_tag.changed", "subject", "{{ vorname|default:'du' }}"),
        ];
        assert_eq!(seen(&found), wanted);
        assert_eq!((found[1].part, found[1].start, found[1].end), (Some(1), 0, 6));
        assert_eq!(kept_findings(&channel, &before, &before, &glossary), []);
    }

    #[test]
    fn numbers_survive_in_the_digits_of_another_language() {
        assert_eq!(numbers_lost("1,000 pieces, 2.5 kg, 20% off", "1.000 Stück, 2,5 kg, 20 % Rabatt"), []);
        assert_eq!(numbers_lost("30 days, 30000 sold", "三十天，已售3万"), []);
        assert_eq!(numbers_lost("三十天无理由退货", "Thirty days to return it"), []);
        assert_eq!(numbers_lost("No numbers", "Keine"), []);
    }

    #[test]
    fn a_lost_and_a_new_number_are_named() {
        let findings = numbers_lost("Weighs 1.4 kg, 2 years", "Wiegt 1,5 kg, 2 Jahre");
        let wanted = [("localise.number_lost", "", ""), ("localise.number_new", "", "1,5 kg")];
        assert_eq!(seen(&findings), wanted);
        assert_eq!((findings[0].level, findings[0].params["number"].as_str()), (Level::Caution, "1.4 kg"));
        assert_eq!((findings[1].level, findings[1].start, findings[1].end), (Level::Ban, 6, 12));
    }

    #[test]
    fn a_number_that_stands_twice_must_stand_twice() {
        assert_eq!(numbers_lost("2 pillows, 2 sheets", "2 Kissen, Laken").len(), 1);
        assert_eq!(numbers_lost("50% off", "50 off").len(), 2, "a percentage is no count");
    }
}
