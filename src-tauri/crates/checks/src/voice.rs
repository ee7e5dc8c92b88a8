//! A brand's voice in a text: words that it avoids, and names that stay letter for letter in every language.

use crate::terms::{find_terms, stands};
use copydesk_domain::place::{Place, Said};
use copydesk_domain::{Channel, FieldValues, Finding, Level, VoiceFields};

/// Words in a draft that its brand avoids.
#[must_use]
pub fn voice_findings(voice: &VoiceFields, channel: &Channel, values: &FieldValues) -> Vec<Finding> {
    Place::written(channel, values).iter().flat_map(|place| avoided(voice, place)).collect()
}

/// Words in one text that a brand avoids.
pub fn avoided(voice: &VoiceFields, place: &Place) -> Vec<Finding> {
    let said = |found: crate::terms::Found| {
        let word = voice.avoid_words[found.term].trim();
        let message = format!("The voice “{}” avoids the word “{word}”.", voice.name);
        place
            .finding("voice.avoid_word", Level::Caution, found.range)
            .with("word", word)
            .with("voice", &voice.name)
            .said(message, "Say it in another word.")
    };
    find_terms(&place.text, &voice.avoid_words).into_iter().map(said).collect()
}

/// Names and terms that stood in a source text and no longer stand letter for letter in its translation. The findings
/// are about the translation as a whole: they have no field and no place in it.
#[must_use]
pub fn glossary_lost(glossary: &[String], before: &str, after: &str) -> Vec<Finding> {
    let terms = glossary.iter().map(|term| term.trim()).filter(|term| !term.is_empty());
    let lost = terms.filter(|term| stands(before, term) && !after.contains(term));
    let said = |term: &str| {
        let message = format!("“{term}” stands in the source and not in the translation: it stays letter for letter.");
        Place::plain(after)
            .finding("glossary.lost", Level::Ban, 0..0)
            .with("term", term)
            .said(message, "Put it back as it is written in the source.")
    };
    lost.map(said).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{channel, field, list, seen, values};

    fn voice(words: &[&str]) -> VoiceFields {
        let avoid_words = words.iter().map(|word| (*word).to_owned()).collect();
        VoiceFields { name: "House".into(), avoid_words, ..Default::default() }
    }

    #[test]
    fn words_to_avoid_are_marked_where_they_stand() {
        let channel = channel(vec![field("title", vec![]), list("bullets", vec![])]);
        let values = values(r#"{"title":"Cheap, not cheaper","bullets":["Soft","真便宜"]}"#);
        let findings = voice_findings(&voice(&["cheap", "便宜"]), &channel, &values);
        assert_eq!(seen(&findings), [("voice.avoid_word", "title", "Cheap"), ("voice.avoid_word", "bullets", "便宜")]);
        assert_eq!((findings[1].part, findings[1].start, findings[1].level), (Some(1), 1, Level::Caution));
    }

    #[test]
    fn a_voice_without_such_words_finds_nothing() {
        let channel = channel(vec![field("title", vec![])]);
        let values = values(r#"{"title":"Cheap"}"#);
        assert_eq!(voice_findings(&voice(&[]), &channel, &values), []);
        assert_eq!(voice_findings(&voice(&[" "]), &channel, &values), []);
    }

    #[test]
    fn terms_of_the_glossary_stay_letter_for_letter() {
        let glossary = ["Fell & Fern".to_owned(), "CloudRest".to_owned(), "Rest".to_owned()];
        let findings = glossary_lost(&glossary, "CloudRest by Fell & Fern", "Wolkenruhe von Fell & Fern");
        assert_eq!(findings.iter().map(|f| f.params["term"].as_str()).collect::<Vec<_>>(), ["CloudRest"]);
        assert_eq!(findings[0].level, Level::Ban);
        assert_eq!(glossary_lost(&glossary, "Pillow", "Kissen"), [], "what did not stand there cannot be lost");
        assert_eq!(glossary_lost(&glossary, "CloudRest pillow", "云CloudRest枕"), []);
        assert_eq!(glossary_lost(&glossary, "CloudRest", "Cloudrest").len(), 1, "another case is another name");
    }
}
