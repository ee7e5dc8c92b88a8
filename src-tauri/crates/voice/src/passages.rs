//! Passages that stand for the whole.

use crate::{Learned, Reading, Said, Script, ratio, words};
use std::collections::BTreeMap;

/// Most passages proposed: as many as a prompt shows.
const MOST: usize = 3;
/// Characters of a passage: a shorter one shows no voice, a longer one crowds the prompt.
const LENGTH: std::ops::RangeInclusive<usize> = 40..=400;

/// What was counted in a paragraph.
#[derive(Clone, Copy, Default)]
struct Measures {
    sentences: usize,
    words: usize,
    marks: usize,
    you: usize,
}

impl Measures {
    /// Words, exclamation marks and emoji, and addresses by sentence.
    fn rates(self) -> [f64; 3] {
        [self.words, self.marks, self.you].map(|count| ratio(count, self.sentences))
    }
}

/// Puts the paragraphs whose measures are nearest the mean.
pub(crate) fn propose(reading: &Reading<'_>, said: Said, learned: &mut Learned) {
    let mut counted: BTreeMap<usize, Measures> = BTreeMap::new();
    let mut whole = Measures::default();
    for sentence in reading.sentences {
        for measures in [counted.entry(sentence.paragraph).or_default(), &mut whole] {
            measures.sentences += 1;
            measures.words += sentence.words.len();
            measures.marks += sentence.exclamations + sentence.emoji;
            measures.you += sentence.count(words::is_you) + sentence.marks("你您");
        }
    }
    let mean = whole.rates();
    let mut found: Vec<(f64, &str, Measures)> = Vec::new();
    for (at, measures) in counted {
        let Some(paragraph) = reading.paragraphs.get(at).filter(|one| !one.item && !one.headline) else { continue };
        if LENGTH.contains(&paragraph.text.chars().count()) {
            let [words, marks, you] = measures.rates();
            // the length by share, the others as they are: each about 0 to 1
            let away = (words - mean[0]).abs() / mean[0].max(1.0) + (marks - mean[1]).abs() + (you - mean[2]).abs();
            found.push((away, &paragraph.text, measures));
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    found.dedup_by(|a, b| a.1 == b.1);
    found.truncate(MOST);
    for (_, text, measures) in found {
        let (own, [all, ..]) = (measures.rates()[0], mean);
        let (english, chinese) =
            if reading.script == Script::Chinese { ("characters", "字") } else { ("words", "词") };
        let because = said.say(
            format!("Near the mean: {own:.1} {english} a sentence, {all:.1} in all samples."),
            format!("接近平均：每句 {own:.1} {chinese}，全部样本平均 {all:.1} {chinese}。"),
        );
        learned.note("samples", text, because);
        learned.fields.samples.push(text.to_owned());
    }
}
