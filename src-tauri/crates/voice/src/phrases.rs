//! Words and phrases that the samples keep coming back to.

use crate::{
    Learned, Reading, Said, Script,
    tones::such_as,
    words::{COMMON, COMMON_HAN, STOP_HAN, is_han},
};
use std::collections::{HashMap, HashSet};

/// Most words proposed.
const MOST: usize = 12;
/// Fewest occurrences in one sample; in several samples two are enough.
const FEWEST: usize = 3;
/// Longest word, in characters.
const LONGEST: usize = 40;

/// A word or phrase and where it was found.
#[derive(Default)]
struct Found<'a> {
    count: usize,
    /// Samples that have it.
    samples: usize,
    last: Option<usize>,
    example: &'a str,
    /// Times at the start and at the end of a run of Chinese characters: without either it is a piece of words.
    starts: usize,
    ends: usize,
}

impl<'a> Found<'a> {
    fn see(&mut self, sample: usize, example: &'a str) {
        self.count += 1;
        if self.last != Some(sample) {
            self.samples += 1;
            self.last = Some(sample);
        }
        if self.example.is_empty() {
            self.example = example;
        }
    }

    fn recurs(&self) -> bool {
        self.count >= FEWEST || self.samples >= 2
    }
}

/// Puts the words that recur and that not every shop has.
pub(crate) fn propose(reading: &Reading<'_>, said: Said, learned: &mut Learned) {
    let mut found: Vec<(String, Found<'_>)> = match reading.script {
        Script::English => english(reading),
        Script::Chinese => chinese(reading),
        // without a list of common words the commonest ones would come first
        Script::Other => return,
    };
    let names: HashSet<String> = learned
        .fields
        .glossary
        .iter()
        .flat_map(|name| [name.to_lowercase()].into_iter().chain(name.split(' ').map(str::to_lowercase)))
        .collect();
    found.retain(|(word, _)| !names.contains(word));
    // in more samples first, then more often, then the longer one
    found.sort_by(|(a, x), (b, y)| {
        (y.samples, y.count, b.chars().count()).cmp(&(x.samples, x.count, a.chars().count())).then_with(|| a.cmp(b))
    });
    found.truncate(MOST);
    for (word, found) in found {
        let (count, samples, such) = (found.count, found.samples, such_as(said, found.example));
        let in_samples = if samples == 1 { "1 sample".to_owned() } else { format!("{samples} samples") };
        let because = said.say(
            format!("Used {count} times in {in_samples}{such}."),
            format!("在 {samples} 篇样本中用了 {count} 次{such}。"),
        );
        learned.note("use_words", &word, because);
        learned.fields.use_words.push(word);
    }
}

fn english<'a>(reading: &Reading<'a>) -> Vec<(String, Found<'a>)> {
    let common: HashSet<&str> = COMMON.split_whitespace().collect();
    let mut found: HashMap<String, Found<'a>> = HashMap::new();
    for sentence in reading.sentences {
        let mut before: Option<(String, usize)> = None;
        for word in &sentence.words {
            let lower = word.to_lowercase().replace('’', "'");
            let lower = lower.strip_suffix("'s").unwrap_or(&lower);
            let length = lower.chars().count();
            let own = (4..=LONGEST / 2).contains(&length)
                && lower.chars().all(char::is_alphabetic)
                && !common.contains(lower);
            if !own {
                before = None;
                continue;
            }
            found.entry(lower.to_owned()).or_default().see(sentence.sample, sentence.text);
            // a phrase stands together: not across a comma
            let at = word.as_ptr() as usize;
            if let Some((first, end)) = before.take()
                && at == end + 1
            {
                found.entry(format!("{first} {lower}")).or_default().see(sentence.sample, sentence.text);
            }
            before = Some((lower.to_owned(), at + word.len()));
        }
    }
    found.retain(|_, found| found.recurs());
    // a word that is hardly found outside a phrase is left to the phrase
    let mut inside: HashMap<String, usize> = HashMap::new();
    for (phrase, one) in found.iter().filter(|(phrase, _)| phrase.contains(' ')) {
        for word in phrase.split(' ') {
            let most = inside.entry(word.to_owned()).or_default();
            *most = (*most).max(one.count);
        }
    }
    found.retain(|word, one| inside.get(word).is_none_or(|inside| one.count >= inside + FEWEST));
    found.into_iter().collect()
}

fn chinese<'a>(reading: &Reading<'a>) -> Vec<(String, Found<'a>)> {
    let common: HashSet<&str> = COMMON_HAN.split_whitespace().collect();
    let stops: HashSet<char> = STOP_HAN.chars().collect();
    let mut found: HashMap<&'a str, Found<'a>> = HashMap::new();
    for sentence in reading.sentences {
        for run in sentence.text.split(|c: char| !is_han(c) || stops.contains(&c)).filter(|run| !run.is_empty()) {
            let mut cuts: Vec<usize> = run.char_indices().map(|(at, _)| at).collect();
            cuts.push(run.len());
            let last = cuts.len() - 1;
            for start in 0..last {
                for end in (start + 2)..=(start + 4).min(last) {
                    let Some(gram) = cuts.get(start).zip(cuts.get(end)).and_then(|(from, to)| run.get(*from..*to))
                    else {
                        continue;
                    };
                    let one = found.entry(gram).or_default();
                    one.see(sentence.sample, sentence.text);
                    one.starts += usize::from(start == 0);
                    one.ends += usize::from(end == last);
                }
            }
        }
    }
    found.retain(|gram, one| one.recurs() && one.starts > 0 && one.ends > 0 && !common.contains(gram));
    // a piece of a longer word that is found about as often is left to it
    let mut inside: HashMap<&str, usize> = HashMap::new();
    for (gram, one) in &found {
        let mut cuts: Vec<usize> = gram.char_indices().map(|(at, _)| at).collect();
        cuts.push(gram.len());
        for (start, from) in cuts.iter().enumerate() {
            for to in cuts.iter().skip(start + 2) {
                if let Some(piece) = gram.get(*from..*to).filter(|piece| piece.len() < gram.len()) {
                    let most = inside.entry(piece).or_default();
                    *most = (*most).max(one.count);
                }
            }
        }
    }
    let kept = found.iter().filter(|(gram, one)| inside.get(*gram).is_none_or(|inside| inside * 4 < one.count * 3));
    let kept: HashSet<&str> = kept.map(|(gram, _)| *gram).collect();
    found.into_iter().filter(|(gram, _)| kept.contains(gram)).map(|(gram, one)| (gram.to_owned(), one)).collect()
}
