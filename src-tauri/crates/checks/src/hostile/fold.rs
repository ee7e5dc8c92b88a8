//! A text without its disguises: compatibility forms, letters that look like Latin ones, marks and invisible characters.

use std::{collections::HashSet, ops::Range};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Fewest single letters in a row that are read as words.
const FEWEST_APART: usize = 8;

/// Most characters between two Chinese ones that are looked over.
const MOST_FILLERS: usize = 8;

/// A folded text that knows where each of its bytes came from.
pub struct Folded {
    /// Lower case, without accents.
    pub text: String,
    origin: Vec<Range<usize>>,
}

impl Folded {
    /// Folds a text.
    pub fn of(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), origin: Vec::with_capacity(text.len()) };
        for (at, character) in text.char_indices() {
            let range = at..at + character.len_utf8();
            if character.is_ascii() {
                folded.push(character.to_ascii_lowercase(), range);
                continue;
            }
            if let tag @ 0xe0020..=0xe007e = u32::from(character) {
                folded.push(char::from_u32(tag - 0xe0000).unwrap_or(' ').to_ascii_lowercase(), range);
                continue;
            }
            if unseen(character) {
                continue;
            }
            for part in std::iter::once(character).nfkd().filter(|part| !is_combining_mark(*part)) {
                for lower in part.to_lowercase() {
                    folded.push(plain(lower), range.clone());
                }
            }
        }
        folded
    }

    fn push(&mut self, character: char, range: Range<usize>) {
        self.text.push(character);
        self.origin.resize(self.text.len(), range);
    }

    /// The place in the text that was folded.
    pub fn origin(&self, range: &Range<usize>) -> Range<usize> {
        match (self.origin.get(range.start), self.origin.get(range.end.saturating_sub(1))) {
            (Some(first), Some(last)) if last.end > first.start => first.start..last.end,
            _ => 0..0,
        }
    }

    /// The text with some characters in place of others, or left out.
    fn mapped(&self, map: impl Fn(usize, char) -> Option<char>) -> Self {
        let mut mapped = Self { text: String::with_capacity(self.text.len()), origin: Vec::new() };
        for (at, character) in self.text.char_indices() {
            if let (Some(character), Some(range)) = (map(at, character), self.origin.get(at)) {
                mapped.push(character, range.clone());
            }
        }
        mapped
    }

    /// The text in one line.
    pub fn in_one_line(&self) -> Self {
        self.mapped(|_, character| Some(if character.is_whitespace() { ' ' } else { character }))
    }

    /// Digits and signs read as the letters that they resemble.
    pub fn without_leet(&self) -> Self {
        self.mapped(|_, character| {
            Some(match character {
                '0' => 'o',
                '1' | '!' | '|' => 'i',
                '3' => 'e',
                '4' | '@' => 'a',
                '5' | '$' => 's',
                '7' => 't',
                other => other,
            })
        })
    }

    /// Chinese without what stands between its characters.
    pub fn tight_han(&self) -> Self {
        let filler = |character: char| {
            character.is_whitespace() || matches!(character, '*' | '_' | '-' | '.' | '·' | '|' | '~' | '/' | '+')
        };
        let han = |character: char| u32::from(character) >= 0x3400;
        // the nearest character that is no filler, not farther than a few
        let near = |mut characters: Box<dyn Iterator<Item = char> + '_>| {
            characters.by_ref().take(MOST_FILLERS).find(|character| !filler(*character)).is_some_and(han)
        };
        self.mapped(|at, character| {
            let between = filler(character)
                && near(Box::new(self.text[..at].chars().rev()))
                && near(Box::new(self.text[at..].chars()));
            (!between).then_some(character)
        })
    }

    /// Only letters, where single letters stand apart from each other: `i g n o r e`.
    pub fn closed_up(&self) -> Option<Self> {
        let letters: Vec<(usize, char)> = self.text.char_indices().collect();
        let mut kept: HashSet<usize> = HashSet::new();
        let single = |at: usize| {
            let letter = |at: Option<usize>| {
                at.and_then(|at| letters.get(at)).is_some_and(|(_, character)| character.is_ascii_alphanumeric())
            };
            letter(Some(at)) && !letter(at.checked_sub(1)) && !letter(Some(at + 1))
        };
        let mut run = Vec::new();
        let mut gap = 0;
        let mut end = |run: &mut Vec<usize>| {
            if run.len() >= FEWEST_APART {
                kept.extend(run.iter().copied());
            }
            run.clear();
        };
        for (index, (at, character)) in letters.iter().enumerate() {
            if single(index) {
                run.push(*at);
                gap = 0;
            } else {
                gap += 1;
                if character.is_ascii_alphanumeric() || gap > 4 {
                    end(&mut run);
                }
            }
        }
        end(&mut run);
        (!kept.is_empty()).then(|| self.mapped(|at, character| kept.contains(&at).then_some(character)))
    }
}

/// Characters without a shape.
pub fn unseen(character: char) -> bool {
    matches!(
        u32::from(character),
        0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f | 0x200b..=0x200f | 0x202a..=0x202e
            | 0x2060..=0x206f | 0x2800 | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xe0000..=0xe0fff
    )
}

/// Letters that look like Latin ones, and traditional characters of the words that are looked for.
fn plain(character: char) -> char {
    match character {
        'а' | 'α' | 'ɑ' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' | 'ё' | 'є' => 'e',
        'ѕ' => 's',
        'і' | 'ι' | 'ı' | 'ї' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' | 'ⅼ' => 'l',
        'м' | 'μ' => 'm',
        'п' | 'η' | 'ո' => 'n',
        'о' | 'ο' | 'σ' | 'օ' => 'o',
        'р' | 'ρ' => 'p',
        'г' => 'r',
        'т' | 'τ' => 't',
        'υ' | 'ս' => 'u',
        'ν' | 'ѵ' => 'v',
        'ѡ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        'һ' => 'h',
        'ɡ' => 'g',
        'ß' => 's',
        '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '‐' | '‑' | '–' | '—' => '-',
        '。' => '.',
        '、' => ',',
        '無' => '无',
        '視' => '视',
        '統' => '统',
        '詞' => '词',
        '輸' => '输',
        '現' => '现',
        '讓' => '让',
        '訴' => '诉',
        '戶' => '户',
        '規' => '规',
        '則' => '则',
        '對' => '对',
        '話' => '话',
        '內' => '内',
        '從' => '从',
        '開' => '开',
        '復' => '复',
        '覆' => '复',
        '個' => '个',
        '機' => '机',
        '員' => '员',
        '這' => '这',
        '過' => '过',
        '發' => '发',
        '請' => '请',
        '設' => '设',
        '後' => '后',
        '為' => '为',
        '隱' => '隐',
        '記' => '记',
        '顯' => '显',
        '會' => '会',
        '與' => '与',
        '們' => '们',
        '別' => '别',
        '將' => '将',
        '聽' => '听',
        '說' => '说',
        other => other,
    }
}
