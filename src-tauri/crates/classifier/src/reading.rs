//! Runs of units as a reader would mark them: whole words, within clauses, without what hangs over at their ends.

use crate::unit::{Unit, UnitKind};
use std::ops::Range;

/// Words that say nothing by themselves: a run neither begins nor ends with one.
const LITTLE: &[&str] = &[
    "a", "about", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "did",
    "do", "does", "even", "every", "for", "from", "had", "has", "have", "he", "her", "his", "i", "i'd", "i'll", "i'm",
    "if", "in", "into", "is", "it", "it's", "its", "just", "like", "me", "my", "of", "on", "or", "our", "out", "said",
    "says", "she", "so", "some", "than", "that", "that's", "the", "their", "them", "then", "there", "these", "they",
    "this", "those", "to", "too", "until", "up", "us", "was", "we", "we'd", "we'll", "we're", "were", "when", "which",
    "while", "who", "will", "with", "would", "x", "you", "you'll", "you're", "your",
];
/// Words that a run may begin with, but not end with.
const LEADING: &[&str] = &["no", "not", "never", "other", "only", "without", "don't", "can't", "won't", "isn't"];
/// The same for Chinese: characters that seldom are a part of a longer word.
const LITTLE_HAN: &str = "的了着吗呢吧啊嘛呀哦么们这那是在就都也和与及把被给我你您他她它";
/// Longest clause in Chinese that is marked as a whole.
const WHOLE_CLAUSE: usize = 16;
/// Longest clause that is marked as a whole in place of one or two words of it …
const SHORT_CLAUSE: usize = 10;
/// … and longest clause in Chinese that is named as a whole.
const NAMED_CLAUSE: usize = 6;
/// Most characters that a run grows by on one side, up to the end of a word.
const GROWTH: usize = 2;
/// Units of a neighbouring clause that are too few to be marked with the rest.
const SHRED: usize = 2;
/// A clause with no more units than these left out …
const REST: usize = 4;

/// A sentence and where it can be cut.
pub(crate) struct Reading<'a> {
    folded: &'a str,
    units: &'a [Unit],
    /// For each unit, whether a clause begins with it.
    begins: Vec<bool>,
}

impl<'a> Reading<'a> {
    pub fn of(folded: &'a str, units: &'a [Unit]) -> Self {
        let begins = |at: usize| {
            let Some(before) = at.checked_sub(1) else { return true };
            let between = &folded[units[before].range.end..units[at].range.start];
            is_stop(folded, &units[before])
                || is_stop(folded, &units[at])
                || between.chars().any(|char| !char.is_whitespace() && !matches!(char, '\'' | '-' | '’' | '&' | '#'))
        };
        Self { folded, units, begins: (0..units.len()).map(begins).collect() }
    }

    /// The run to underline. `known` tells whether two characters are known to stand together.
    pub fn marked(&self, run: Range<usize>, known: &dyn Fn(&Unit, &Unit) -> bool) -> Range<usize> {
        let run = self.without_shreds(run);
        let grown = if self.is_han(&run) { self.grown_han(run.clone(), known) } else { self.grown(run.clone()) };
        let mut trimmed = self.trimmed(self.with_figures(grown));
        if self.says_something(&trimmed) {
            let clause = self.clause(trimmed.start);
            if trimmed.len() <= SHRED && clause.len() <= SHORT_CLAUSE {
                trimmed = self.trimmed(clause);
            }
            return trimmed;
        }
        // what is left says nothing: the clause, or all of it
        let clause = self.trimmed(self.clause(run.start).start..self.clause(run.end.saturating_sub(1)).end);
        if self.says_something(&clause) { clause } else { self.without_marks(0..self.units.len()) }
    }

    /// The run to name, if it says something.
    pub fn named(&self, run: Range<usize>, known: &dyn Fn(&Unit, &Unit) -> bool) -> Option<Range<usize>> {
        let clause = self.clause(run.start);
        let run = run.start..run.end.min(clause.end);
        let grown = match self.is_han(&run) {
            true if clause.len() <= NAMED_CLAUSE => clause,
            true => self.to_words(run, known),
            false => self.to_tokens(run),
        };
        let trimmed = self.trimmed(self.with_figures(grown));
        self.says_something(&trimmed).then_some(trimmed)
    }

    /// Without marks at its ends, if it has anything else.
    fn without_marks(&self, run: Range<usize>) -> Range<usize> {
        let word = |at: &usize| !is_stop(self.folded, &self.units[*at]);
        match (run.clone().find(word), run.clone().rfind(word)) {
            (Some(first), Some(last)) => first..last + 1,
            _ => run,
        }
    }

    fn clause(&self, at: usize) -> Range<usize> {
        let start = (0..=at).rev().find(|at| self.begins.get(*at) == Some(&true)).unwrap_or(0);
        let end = (at + 1..self.units.len()).find(|at| self.begins[*at]).unwrap_or(self.units.len());
        start..end
    }

    fn is_han(&self, run: &Range<usize>) -> bool {
        self.units[run.clone()].iter().any(|unit| unit.kind == UnitKind::Han)
    }

    /// Without the one or two units at an end that belong to a longer clause, of which nothing else is in the run.
    fn without_shreds(&self, run: Range<usize>) -> Range<usize> {
        let Range { mut start, mut end } = run;
        let shred = |part: usize, clause: &Range<usize>| part <= SHRED && part * 2 < clause.len();
        let first = self.clause(start);
        if first.end < end && shred(first.end - start, &first) {
            start = first.end;
        }
        let last = self.clause(end.saturating_sub(1));
        if last.start > start && shred(end - last.start, &last) {
            end = last.start;
        }
        start..end
    }

    /// To the ends of the clauses where little of them is left out, else to the ends of the words.
    fn grown(&self, run: Range<usize>) -> Range<usize> {
        let (first, last) = (self.clause(run.start), self.clause(run.end.saturating_sub(1)));
        let nearly =
            |inside: usize, clause: &Range<usize>| clause.len() - inside <= REST && inside * 5 >= clause.len() * 3;
        let tokens = self.to_tokens(run.clone());
        let start = if nearly(first.end.min(run.end) - run.start, &first) { first.start } else { tokens.start };
        let end = if nearly(run.end - last.start.max(run.start), &last) { last.end } else { tokens.end };
        start..end
    }

    /// Chinese has no spaces: clauses as a whole where they are short.
    fn grown_han(&self, run: Range<usize>, known: &dyn Fn(&Unit, &Unit) -> bool) -> Range<usize> {
        let (first, last) = (self.clause(run.start), self.clause(run.end.saturating_sub(1)));
        let words = self.to_words(run, known);
        let start = if first.len() <= WHOLE_CLAUSE { first.start } else { words.start };
        let end = if last.len() <= WHOLE_CLAUSE { last.end } else { words.end };
        start..end
    }

    /// To what is written without a space: `3x`, `prescription-strength`, `$9`.
    fn to_tokens(&self, run: Range<usize>) -> Range<usize> {
        let Range { mut start, mut end } = run;
        let joined = |at: usize| {
            let between = &self.folded[self.units[at - 1].range.end..self.units[at].range.start];
            !self.begins[at] && !between.contains(char::is_whitespace)
        };
        while start > 0 && joined(start) {
            start -= 1;
        }
        while end < self.units.len() && joined(end) {
            end += 1;
        }
        start..end
    }

    /// To the ends of Chinese words, as far as pairs of characters that are known tell.
    fn to_words(&self, run: Range<usize>, known: &dyn Fn(&Unit, &Unit) -> bool) -> Range<usize> {
        let Range { mut start, mut end } = run;
        let joined = |at: usize| {
            let (before, behind) = (&self.units[at - 1], &self.units[at]);
            let alone = |unit: &Unit| self.is_little(unit);
            let han = before.kind == UnitKind::Han && behind.kind == UnitKind::Han;
            let token = before.range.end == behind.range.start && !(han || alone(before) || alone(behind));
            !self.begins[at] && ((han && !alone(before) && !alone(behind) && known(before, behind)) || (!han && token))
        };
        for _ in 0..GROWTH {
            if start > 0 && joined(start) {
                start -= 1;
            }
            if end < self.units.len() && joined(end) {
                end += 1;
            }
        }
        start..end
    }

    /// With the figures that belong to its ends: `9 out of 10`, `47%`, `10 million`.
    fn with_figures(&self, run: Range<usize>) -> Range<usize> {
        let Range { mut start, mut end } = run;
        let figure = |at: usize| {
            let unit = self.units.get(at);
            unit.is_some_and(|unit| unit.kind == UnitKind::Number || self.is_sign(unit))
        };
        if self.word(start) == "of" && start > 0 && self.word(start - 1) == "out" {
            start -= 1;
        }
        while start > 0 && !self.begins[start] && figure(start - 1) {
            start -= 1;
        }
        if end > 0 && self.word(end - 1) == "out" && self.word(end) == "of" {
            end += 1;
        }
        if end > 0 && self.word(end - 1) == "of" && figure(end) {
            end += 1;
        }
        while end < self.units.len() && !self.begins[end] && self.is_sign(&self.units[end]) {
            end += 1;
        }
        start..end
    }

    /// A mark that belongs to a figure.
    fn is_sign(&self, unit: &Unit) -> bool {
        unit.kind == UnitKind::Mark && !is_stop(self.folded, unit)
    }

    /// Without marks and little words at the ends.
    fn trimmed(&self, run: Range<usize>) -> Range<usize> {
        let Range { mut start, mut end } = run;
        let over =
            |at: usize| self.units.get(at).is_some_and(|unit| is_stop(self.folded, unit) || self.is_little(unit));
        // a little word that ends its clause belongs there: “switch us on”
        let cut = |at: usize| at < self.units.len() && !self.begins[at];
        while start < end && over(start) {
            let written = self.begins[start] && !is_stop(self.folded, &self.units[start]);
            if written && end - start > SHRED + 1 {
                break;
            }
            start += 1;
        }
        while start < end && (over(end - 1) || (cut(end) && LEADING.contains(&self.word(end - 1)))) {
            if !cut(end) && !is_stop(self.folded, &self.units[end - 1]) && end - start > SHRED + 1 {
                break;
            }
            end -= 1;
        }
        start..end
    }

    /// Whether a run has a word that says something; a single Chinese character does not.
    fn says_something(&self, run: &Range<usize>) -> bool {
        let units = self.units.get(run.clone()).unwrap_or_default();
        let telling = |unit: &&Unit| !is_stop(self.folded, unit) && !self.is_little(unit);
        let words = units.iter().filter(telling).filter(|unit| unit.kind != UnitKind::Mark).count();
        let needed = if units.iter().all(|unit| unit.kind == UnitKind::Han) { 2 } else { 1 };
        let only_number = units.len() == 1 && units.iter().all(|unit| unit.kind == UnitKind::Number);
        words >= needed && !only_number
    }

    fn word(&self, at: usize) -> &str {
        self.units.get(at).map_or("", |unit| &self.folded[unit.range.clone()])
    }

    fn is_little(&self, unit: &Unit) -> bool {
        let word = &self.folded[unit.range.clone()];
        match unit.kind {
            UnitKind::Word => LITTLE.binary_search(&word).is_ok(),
            UnitKind::Han => LITTLE_HAN.contains(word),
            UnitKind::Number | UnitKind::Mark => false,
        }
    }
}

/// A mark that ends a clause or stands beside it, rather than in it.
fn is_stop(folded: &str, unit: &Unit) -> bool {
    unit.kind == UnitKind::Mark && !matches!(&folded[unit.range.clone()], "%" | "$" | "£" | "€" | "¥" | "￥" | "+")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::units;

    fn marked(folded: &str, run: Range<usize>) -> String {
        let units = units(folded);
        let run = Reading::of(folded, &units).marked(run, &|_, _| false);
        folded[units[run.start].range.start..units[run.end - 1].range.end].to_owned()
    }

    #[test]
    fn little_words_are_in_order() {
        assert!(LITTLE.is_sorted());
    }

    #[test]
    fn words_are_whole_and_nothing_hangs_over() {
        assert_eq!(
            marked("a brush with permanent results: your lips keep growing for months", 2..7),
            "a brush with permanent results"
        );
        assert_eq!(marked("it hits 3x harder than the leading brand", 3..6), "3x harder");
        assert_eq!(
            marked("more than 9 out of 10 chefs who cook at home in the evening pick our pan", 3..7),
            "9 out of 10 chefs"
        );
        assert_eq!(marked("as good as the", 3..4), "as good as the");
        assert_eq!(marked("it is so good!", 4..5), "it is so good");
    }

    #[test]
    fn short_chinese_clauses_are_marked_as_a_whole() {
        assert_eq!(marked("德国魂，德国品质（发货地：义乌）", 1..5), "德国魂，德国品质");
    }
}
