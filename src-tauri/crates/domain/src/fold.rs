//! One form for what reads the same: the form in which sentences and phrases are compared.

use crate::traditional::simplified;
use std::ops::Range;

/// A text in its folded form, with the way back.
#[derive(Debug, Default)]
pub struct Folded {
    /// Small letters, half-width, simplified characters, plain quotes and dashes, single spaces of one kind, nothing
    /// invisible.
    pub text: String,
    /// For each byte of `text` the bytes of the original that it stands for.
    origin: Vec<(u32, u32)>,
}

/// How many spaces or dots between two Chinese characters are looked through.
const FILLERS: usize = 3;

impl Folded {
    /// Folds a text. Linear, and the same for a text alone and within a longer one, save at its borders.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), origin: Vec::with_capacity(text.len()) };
        // characters that are dropped when a Chinese character follows, and kept otherwise
        let mut waiting: Vec<(char, usize, usize)> = Vec::new();
        let mut after_han = false;
        for (at, char) in text.char_indices() {
            let behind = at + char.len_utf8();
            if invisible(char) {
                continue;
            }
            let plain = plain(char);
            if after_han && is_filler(plain) && waiting.len() < FILLERS {
                waiting.push((plain, at, behind));
                continue;
            }
            let han = is_han(plain);
            if han {
                waiting.clear();
            }
            for (char, at, behind) in waiting.drain(..) {
                folded.push(char, at, behind);
            }
            after_han = han;
            folded.push(plain, at, behind);
        }
        for (char, at, behind) in waiting {
            folded.push(char, at, behind);
        }
        folded
    }

    fn push(&mut self, char: char, at: usize, behind: usize) {
        let small = char.to_lowercase().next().filter(|_| char.to_lowercase().count() == 1).unwrap_or(char);
        self.text.push(small);
        let place = (u32::try_from(at).unwrap_or(u32::MAX), u32::try_from(behind).unwrap_or(u32::MAX));
        self.origin.extend(std::iter::repeat_n(place, small.len_utf8()));
    }

    /// The bytes of the original that a range of the folded text stands for.
    #[must_use]
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let start = self.origin.get(range.start).map_or(0, |place| place.0 as usize);
        let end =
            range.end.checked_sub(1).and_then(|last| self.origin.get(last)).map_or(start, |place| place.1 as usize);
        start..end.max(start)
    }
}

/// A text in its folded form.
#[must_use]
pub fn fold(text: &str) -> String {
    Folded::of(text).text
}

/// Chinese characters, those of the compatibility and extension blocks included.
#[must_use]
pub fn is_han(char: char) -> bool {
    matches!(u32::from(char), 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x3007 | 0x20000..=0x323AF)
}

fn is_filler(char: char) -> bool {
    matches!(char, ' ' | '·' | '•' | '・' | '.' | '*' | '_' | '~' | '^' | '-' | '|' | '/')
}

fn invisible(char: char) -> bool {
    matches!(u32::from(char), 0x00AD | 0x180E | 0x200B..=0x200F | 0x2060..=0x2064 | 0xFE00..=0xFE0F | 0xFEFF)
}

fn plain(char: char) -> char {
    match char {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(char) - 0xFEE0).map_or(char, plain),
        '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '″' => '"',
        '‘' | '’' | '‚' | '‛' | '′' | '`' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '…' => '.',
        char if char.is_whitespace() => ' ',
        char => simplified(char),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_reads_the_same_is_one_form() {
        assert_eq!(fold("ＮＯ．１ “Best”—It’s"), "no.1 \"best\"-it's");
        assert_eq!(fold("最 佳 最·佳 最\u{200B}佳"), "最佳最佳最佳");
        assert_eq!(fold("國家級、最優惠、療效"), fold("国家级、最优惠、疗效"));
        assert_eq!(fold("萬人著迷，乾淨又省錢"), "万人着迷,干净又省钱");
        assert_eq!(fold("第 1 名"), "第 1 名");
        assert_eq!(fold("最    佳"), "最    佳");
    }

    #[test]
    fn the_way_back_ends_at_characters() {
        let text = "这是最 佳选择";
        let folded = Folded::of(text);
        let at = folded.text.find("最佳").unwrap();
        assert_eq!(&text[folded.original(at..at + "最佳".len())], "最 佳");
        let text = "讓您享最·優惠價格";
        let folded = Folded::of(text);
        let at = folded.text.find("最优惠").unwrap();
        assert_eq!(&text[folded.original(at..at + "最优惠".len())], "最·優惠");
    }
}
