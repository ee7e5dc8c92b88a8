//! Samples as paragraphs and sentences, each read once.

use crate::words::{self, is_emoji, is_han};
use unicode_segmentation::UnicodeSegmentation;
use whatlang::Lang;

/// The writing that most of the text is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// English words.
    English,
    /// Chinese characters.
    Chinese,
    /// Another language: only what no list of words is needed for can be counted.
    Other,
}

/// A line of a sample.
#[derive(Debug)]
pub(crate) struct Paragraph {
    /// Its text as it was pasted, trimmed.
    pub text: String,
    /// Which sample has it, in the order of their text.
    pub sample: usize,
    /// An item of a list.
    pub item: bool,
    /// Short, and without a mark at its end.
    pub headline: bool,
}

/// A sentence and what was counted in it.
#[derive(Debug)]
pub(crate) struct Sentence<'a> {
    /// Its text, trimmed.
    pub text: &'a str,
    /// Which paragraph has it.
    pub paragraph: usize,
    /// Which sample has it.
    pub sample: usize,
    /// Its words after Unicode Standard Annex 29; a Chinese character is one.
    pub words: Vec<&'a str>,
    /// Exclamation marks.
    pub exclamations: usize,
    /// Question marks.
    pub questions: usize,
    /// Emoji.
    pub emoji: usize,
}

impl Sentence<'_> {
    /// Words that meet a condition.
    pub(crate) fn count(&self, meets: fn(&str) -> bool) -> usize {
        self.words.iter().filter(|word| meets(word)).count()
    }

    /// How often any of the words of a Chinese list occurs.
    pub(crate) fn holds(&self, list: &[&str]) -> usize {
        list.iter().map(|word| self.text.matches(word).count()).sum()
    }

    /// How often any of these characters occurs.
    pub(crate) fn marks(&self, set: &str) -> usize {
        self.text.chars().filter(|c| set.contains(*c)).count()
    }
}

/// The samples in the order of their text, each once, without control characters: the order in which they were pasted
/// and a text pasted twice change nothing.
pub(crate) fn ordered(samples: &[String]) -> Vec<String> {
    let clean = |text: &String| {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text: String = text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
        text.trim().to_owned()
    };
    let mut samples: Vec<String> = samples.iter().map(clean).filter(|text| !text.is_empty()).collect();
    samples.sort_unstable();
    samples.dedup();
    samples
}

/// The lines of all samples.
pub(crate) fn paragraphs(samples: &[String]) -> Vec<Paragraph> {
    let lines =
        samples.iter().enumerate().flat_map(|(sample, text)| text.lines().map(move |line| (sample, line.trim())));
    lines.filter(|(_, line)| !line.is_empty()).map(|(sample, line)| paragraph(sample, line)).collect()
}

fn paragraph(sample: usize, line: &str) -> Paragraph {
    let item = line.starts_with(['•', '·', '✓', '✔', '★'])
        || ["- ", "* ", "– ", "— "].iter().any(|mark| line.starts_with(mark))
        || numbered(line);
    // twelve words or forty bytes of Chinese: longer lines without a mark are text that lost its mark
    let short = line.len() <= 100 && line.split_whitespace().count() <= 12;
    let ends = line.ends_with(|c: char| is_emoji(c) || ".!?。！？…:：;；,，”\"".contains(c));
    Paragraph { text: line.to_owned(), sample, item, headline: short && !ends && !item }
}

/// Whether a line starts with a number as a list has it: `1.` or `2)` or `3、`.
fn numbered(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < line.len() && (rest.starts_with(". ") || rest.starts_with(") ") || rest.starts_with('、'))
}

/// The sentences of all paragraphs.
pub(crate) fn sentences(paragraphs: &[Paragraph]) -> Vec<Sentence<'_>> {
    let mut found = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        for text in split(&paragraph.text) {
            let words: Vec<&str> = text.unicode_words().collect();
            if words.is_empty() {
                continue;
            }
            let count = |is: fn(char) -> bool| text.chars().filter(|c| is(*c)).count();
            found.push(Sentence {
                text,
                paragraph: at,
                sample: paragraph.sample,
                words,
                exclamations: count(|c| matches!(c, '!' | '！')),
                questions: count(|c| matches!(c, '?' | '？')),
                emoji: count(is_emoji),
            });
        }
    }
    found
}

/// A line cut after marks that end a sentence. A full stop ends one before white space only: `2.5 cm` is one piece.
fn split(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let ends = match c {
            '。' | '！' | '？' => true,
            '.' | '!' | '?' | '…' => next.is_none_or(char::is_whitespace),
            _ => false,
        };
        // marks and quotes that follow belong to the sentence
        let last = ends && !next.is_some_and(|next| "。！？!?…”’」』\"".contains(next));
        let before = line.get(..at).unwrap_or_default();
        let closes = matches!(c, '”' | '」' | '』') && before.ends_with(['。', '！', '？']);
        if last || closes {
            let end = at + c.len_utf8();
            pieces.extend(line.get(start..end).map(str::trim));
            start = end;
        }
    }
    pieces.extend(line.get(start..).map(str::trim));
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// What the text is written in, and how many words of an alphabet and Chinese characters it has.
pub(crate) fn script(samples: &[String], sentences: &[Sentence<'_>]) -> (Script, usize, usize) {
    let (mut words, mut han) = (0, 0);
    for word in sentences.iter().flat_map(|sentence| &sentence.words) {
        match word.chars().next() {
            Some(c) if is_han(c) => han += 1,
            _ => words += 1,
        }
    }
    let kana = samples.iter().flat_map(|text| text.chars()).filter(|c| matches!(c, '\u{3041}'..='\u{30ff}')).count();
    // a Chinese word has about 1.6 characters
    if han * 5 > words * 8 {
        return (if kana * 10 >= han { Script::Other } else { Script::Chinese }, words, han);
    }
    // the first part tells: the detector's time grows with the text
    let start: String = samples.iter().flat_map(|text| text.chars().take(2_000).chain([' '])).take(20_000).collect();
    let english = whatlang::detect(&start).is_some_and(|found| found.lang() == Lang::Eng);
    (if english { Script::English } else { Script::Other }, words, han)
}

/// A sentence as a quote, cut to 80 characters.
pub(crate) fn quote(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut graphemes = text.graphemes(true);
    let head: String = graphemes.by_ref().take(LONGEST).flat_map(str::chars).take(LONGEST * 4).collect();
    if graphemes.next().is_some() { format!("{}…", head.trim_end()) } else { head }
}

/// Four-character phrases of a Chinese sentence: pieces between marks of exactly four characters without a word of
/// grammar, and doubled pairs such as 干干净净.
pub(crate) fn four_character(text: &str) -> usize {
    let pieces = text.split(|c: char| !is_han(c));
    pieces
        .map(|piece| {
            let chars: Vec<char> = piece.chars().collect();
            let whole = chars.len() == 4 && !chars.iter().any(|c| words::STOP_HAN.contains(*c));
            let doubled =
                chars.windows(4).filter(|four| matches!(four, [a, b, c, d] if a == b && c == d && a != c)).count();
            usize::from(whole).max(doubled)
        })
        .sum()
}
