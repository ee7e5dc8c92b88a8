//! Where a sentence ends.

use std::ops::Range;

/// Words before a full stop that do not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "e.g", "i.e", "etc", "mr", "mrs", "ms", "dr", "prof", "st", "no", "vs", "approx", "inc", "ltd", "co", "corp",
    "fig", "max", "min", "incl", "excl", "vol", "oz", "fl", "lb", "lbs", "ft", "in", "art", "cf", "ca", "est", "jr",
    "sr", "resp", "dept", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "u.s",
    "u.k", "e.u", "nr", "tel", "subj",
];

/// The sentences of a text, in bytes, one behind the other and nothing left out. A sentence keeps the marks and spaces
/// behind it, so that splitting a sentence again gives that sentence.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let behind = at + char.len_utf8();
        let rest = &text[behind..];
        let ends = match char {
            '\n' | '。' | '！' | '？' | '!' | '?' | '；' | '｡' => true,
            ';' | '.' => {
                rest.starts_with(|next: char| next.is_whitespace() || closes(next))
                    && !(char == '.' && abbreviated(&text[start..at]))
            }
            _ => false,
        };
        if !ends {
            continue;
        }
        let end = behind + tail(rest, char == '\n');
        if char != '\n' && goes_on(&text[behind..end], &text[end..]) {
            continue;
        }
        while chars.next_if(|(at, _)| *at < end).is_some() {}
        found.push(start..end);
        start = end;
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found
}

/// Bytes of marks, closing quotes and spaces that belong to the sentence before them. Behind the end of its line only spaces
/// do.
fn tail(rest: &str, mut line_ended: bool) -> usize {
    let belongs =
        |char: char| char.is_whitespace() || closes(char) || matches!(char, '。' | '！' | '？' | '!' | '?' | '；');
    // a straight quote opens when it stands behind a space
    let mut spaced = false;
    for (at, char) in rest.char_indices() {
        let opens = spaced && matches!(char, '"' | '\'');
        if !belongs(char) || opens || (line_ended && !char.is_whitespace()) {
            return at;
        }
        spaced = char.is_whitespace();
        line_ended |= char == '\n';
    }
    rest.len()
}

/// Whether a quotation has ended and its sentence has not: “Love it!” – Anna, “Love it!” says Anna.
fn goes_on(tail: &str, rest: &str) -> bool {
    if tail.contains('\n') || !tail.contains(closes) {
        return false;
    }
    rest.starts_with(|next: char| next.is_lowercase() || matches!(next, '-' | '–' | '—' | '(' | ','))
}

fn closes(char: char) -> bool {
    matches!(char, '"' | '\'' | '”' | '’' | '»' | '」' | '』' | ')' | '）')
}

fn abbreviated(before: &str) -> bool {
    let word =
        before.rsplit(|char: char| char.is_whitespace() || matches!(char, '(' | '"' | '“')).next().unwrap_or_default();
    if word.chars().count() == 1 && word.chars().all(char::is_alphabetic) {
        return true;
    }
    ABBREVIATIONS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| text[range].trim()).collect()
    }

    #[test]
    fn marks_end_a_sentence_and_abbreviations_do_not() {
        assert_eq!(split("Use e.g. oil. Rinse! 好。真好！再来"), ["Use e.g. oil.", "Rinse!", "好。", "真好！", "再来"]);
        assert_eq!(split("Holds 3.5 l; no. 4 too"), ["Holds 3.5 l;", "no. 4 too"]);
    }

    #[test]
    fn a_line_begins_a_sentence_whatever_it_begins_with() {
        assert_eq!(split("One.\n\"Two.\""), ["One.", "\"Two.\""]);
        assert_eq!(split("\n\"Two.\""), ["", "\"Two.\""]);
        assert_eq!(split("One! \n”Two."), ["One!", "”Two."]);
    }

    #[test]
    fn a_quotation_keeps_who_said_it() {
        assert_eq!(split("“Love it!” – Anna. Next."), ["“Love it!” – Anna.", "Next."]);
        assert_eq!(
            split("\"Love it!\" says Anna. \"Me too.\" Next."),
            ["\"Love it!\" says Anna.", "\"Me too.\"", "Next."]
        );
    }
}
