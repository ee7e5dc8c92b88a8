//! Words that a model took from an example it was shown instead of writing about the product.

use crate::terms::is_cjk;
use copydesk_domain::place::{Place, Said};
use copydesk_domain::{Channel, FieldValues, Finding, Level};
use std::{collections::HashSet, ops::Range};
use unicode_segmentation::UnicodeSegmentation;

/// Fewest words in a row that are no coincidence: calls to action have up to five. A Chinese or Japanese character is
/// half a word.
const FEWEST: usize = 12;

/// Runs of words that stand the same in an example and in no fact of the product. Weights are halves of words.
#[must_use]
pub fn borrowed_findings(
    channel: &Channel,
    values: &FieldValues,
    examples: &[FieldValues],
    facts: &[(String, String)],
) -> Vec<Finding> {
    let mut shown: HashSet<Vec<String>> = HashSet::new();
    for example in examples {
        for place in Place::written(channel, example) {
            shown.extend(runs(&place.text).into_iter().map(|run| run.words));
        }
    }
    for (name, value) in facts {
        for run in runs(&format!("{name}: {value}")) {
            shown.remove(&run.words);
        }
    }
    if shown.is_empty() {
        return Vec::new();
    }
    Place::written(channel, values).iter().filter_map(|place| found(place, &shown)).collect()
}

/// The first stretch of a text that is borrowed; one note a text is enough.
fn found(place: &Place, shown: &HashSet<Vec<String>>) -> Option<Finding> {
    let mut taken: Option<Range<usize>> = None;
    for run in runs(&place.text).into_iter().filter(|run| shown.contains(&run.words)) {
        match &mut taken {
            Some(range) if run.range.start > range.end => break,
            Some(range) => range.end = run.range.end,
            None => taken = Some(run.range),
        }
    }
    let finding = place.finding("example.borrowed", Level::Caution, taken?);
    let words = finding.text.clone();
    let message = format!("“{words}” stands word for word in an example that the model was shown.");
    Some(finding.with("words", words).said(message, "Check that it is true of this product, or say it anew."))
}

struct Run {
    words: Vec<String>,
    range: Range<usize>,
}

/// Every shortest run of words, in any case, that weighs enough.
fn runs(text: &str) -> Vec<Run> {
    let words: Vec<(usize, String)> = text.unicode_word_indices().map(|(at, word)| (at, word.to_lowercase())).collect();
    let weight = |word: &str| if word.chars().all(is_cjk) { word.chars().count() } else { 2 };
    let run = |from: usize| {
        let mut sum = 0;
        let to = words[from..].iter().position(|(_, word)| {
            sum += weight(word);
            sum >= FEWEST
        })?;
        let last = from + to;
        let end = words[last].0 + text[words[last].0..].unicode_words().next().map_or(0, str::len);
        let range = words[from].0..end;
        Some(Run { words: words[from..=last].iter().map(|(_, word)| word.clone()).collect(), range })
    };
    (0..words.len()).filter_map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{channel, field, seen, values};

    fn borrowed(text: &str, facts: &[(&str, &str)]) -> Vec<Finding> {
        let channel = channel(vec![field("text", vec![])]);
        let example = values(
            r#"{"text":"Put it back on, and the water falls as a shower. See it in the shop. 花洒头可以拆下，水从长弯嘴直接流出"}"#,
        );
        let facts: Vec<_> = facts.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let said = [("text".to_owned(), copydesk_domain::FieldValue::Text(text.to_owned()))].into();
        borrowed_findings(&channel, &said, &[example], &facts)
    }

    #[test]
    fn words_of_an_example_are_marked_once_and_whole() {
        let found = borrowed("A pillow. Put it back on, and the water falls as a shower!", &[]);
        assert_eq!(seen(&found), [("example.borrowed", "text", "Put it back on, and the water falls as a shower")]);
        assert_eq!(borrowed("枕头。花洒头可以拆下，水从长弯嘴直接流出。", &[]).len(), 1);
    }

    #[test]
    fn short_phrases_and_facts_of_the_product_are_nobody_s() {
        assert_eq!(borrowed("A pillow. See it in the shop.", &[]), []);
        assert_eq!(borrowed("花洒头可拆", &[]), []);
        let fact = [("Use", "Put it back on, and the water falls as a shower.")];
        assert_eq!(borrowed("Put it back on, and the water falls as a shower.", &fact), []);
    }
}
