//! Reads the quantities of a sentence: numeral, sides or range, unit, and what stands around them.

use super::{
    Dimension, Manner, Quantity, Span, Unit, chinese,
    digits::{self, Numeral, digit, vulgar},
    english,
    units::{currency_before, unit_at},
};
use crate::text::{before, behind, is_empty, is_han, is_letter, stem, terms, words_before, words_behind};

/// The quantities of a sentence, in order. In a product's facts (`loose`) what would be an idiom in copy counts too.
pub fn quantities(text: &str, loose: bool) -> Vec<Quantity> {
    let mut found = Vec::new();
    let (mut at, mut floor) = (0, 0);
    while let Some(character) = behind(text, at) {
        let next = at + character.len_utf8();
        let numeral = if digit(character).is_some() || vulgar(character).is_some() {
            match in_a_name(text, at) {
                true => None,
                false => numeral_in_digits(text, at),
            }
        } else {
            numeral_in_words(text, at)
        };
        let Some(numeral) = numeral else {
            // digits of a name are skipped whole
            at = if digit(character).is_some() { name_end(text, at) } else { next };
            continue;
        };
        let read = Reader { text, loose, floor }.quantity(at, numeral);
        at = match read {
            Some(quantity) => {
                let end = quantity.range.end.max(next);
                floor = end;
                found.push(quantity);
                end
            }
            None if numeral.in_words => next.max(numeral.end),
            None => name_end(text, numeral.end).max(next),
        };
    }
    found
}

fn numeral_in_digits(text: &str, at: usize) -> Option<Numeral> {
    if let Some(value) = behind(text, at).and_then(vulgar) {
        let end = at + behind(text, at).map_or(1, char::len_utf8);
        return Some(Numeral { end, value, other: None, step: 0.1, in_words: false });
    }
    let numeral = digits::read(text, at)?;
    // 1½ and 1/2
    if let Some((sign, value)) = behind(text, numeral.end).and_then(|c| vulgar(c).map(|value| (c, value))) {
        return Some(Numeral {
            end: numeral.end + sign.len_utf8(),
            value: numeral.value + value,
            step: 0.1,
            ..numeral
        });
    }
    if let Some(tail) = text[numeral.end..].strip_prefix('/')
        && tail.starts_with(|c| digit(c).is_some())
        && let Some(under) = digits::read(text, numeral.end + 1)
    {
        return Some(Numeral { end: under.end, value: numeral.value / under.value.max(1.0), step: 0.1, ..numeral });
    }
    Some(numeral)
}

fn numeral_in_words(text: &str, at: usize) -> Option<Numeral> {
    let first = behind(text, at)?;
    let last = before(text, at);
    if is_letter(first) {
        let begins = !last.is_some_and(|c| is_letter(c) || digit(c).is_some() || c == '_' || c == '-' || c == '\'');
        return if begins { english::read(text, at) } else { None };
    }
    let goes_on = |c: char| chinese::begins(c) || matches!(c, '第' | '百' | '千' | '万' | '几' | '数' | '多');
    if !chinese::begins(first) || last.is_some_and(goes_on) && !text[..at].ends_with("百分之") {
        return None;
    }
    chinese::read(text, at)
}

/// Whether digits belong to a name, as in `B12` and `HM-1042`.
fn in_a_name(text: &str, at: usize) -> bool {
    let Some(last) = before(text, at) else { return false };
    if is_letter(last) || last == '_' {
        // the sides of 30x20 are read with their first
        return true;
    }
    if last != '-' {
        return last == '#';
    }
    let head = text[..at - 1].chars().next_back();
    head.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// Where the letters and digits around a place end.
fn name_end(text: &str, at: usize) -> usize {
    let tail = &text[at..];
    at + tail.find(|c: char| !(is_letter(c) || digit(c).is_some())).unwrap_or(tail.len())
}

struct Reader<'a> {
    text: &'a str,
    loose: bool,
    /// Where the quantity before ends: its signs are its own.
    floor: usize,
}

impl Reader<'_> {
    fn quantity(&self, at: usize, first: Numeral) -> Option<Quantity> {
        let text = self.text;
        let mut spans = vec![plain(first)];
        let mut end = first.end;
        let mut manner = manner_before(text, at);
        if text[end..].starts_with('+') {
            manner = Manner::AtLeast;
            end += 1;
        }
        let (mut unit, mut unit_end) = self.unit(end, first.in_words);
        while let Some(next) = self.side(unit_end.max(end)).or_else(|| self.side(end)) {
            spans.push(plain(next));
            end = next.end;
            let (own, own_end) = self.unit(end, false);
            unit = own.or(unit);
            unit_end = own_end;
        }
        let sides = spans.len() > 1;
        if !sides && let Some(high) = self.range(at, end, unit_end, first) {
            spans = vec![Span { low: first.value, high: high.value, other: None, step: high.step.min(first.step) }];
            end = high.end;
            let (own, own_end) = self.unit(end, first.in_words);
            unit = own.or(unit);
            unit_end = own_end;
        }
        let half = self.half(&mut unit, &mut unit_end, end);
        let end = unit_end.max(end);
        if half > 0.0 {
            spans[0].low += half;
            spans[0].high += half;
            spans[0].step = 0.1;
        }
        let (unit, start, end) = self.signs(at, unit, end);
        let unit = unit.unwrap_or(Unit::NONE);
        if glued_to_letters(text, end, unit) {
            return None;
        }
        let negative = unit.dimension == Dimension::Celsius && start > self.floor && minus_before(text, start);
        for span in &mut spans {
            *span = based(*span, unit, negative);
        }
        let start = if negative { start - before(text, start).map_or(0, char::len_utf8) } else { start };
        let words = match unit.dimension {
            Dimension::Count => counted(text, start, end),
            Dimension::Percent => around(text, start, end),
            _ => Vec::new(),
        };
        let (manner, end) = manner_behind(text, end, manner);
        let unit = self.calendar_year(unit, &mut spans, start)?;
        let quantity = Quantity { range: start..end, spans, unit, manner, words, role: None };
        (self.loose || says_something(text, &quantity, at, first)).then_some(quantity)
    }

    /// The unit behind a byte. Chinese numerals have theirs next to them.
    fn unit(&self, at: usize, in_words: bool) -> (Option<Unit>, usize) {
        let tail = &self.text[at..];
        let trimmed = tail.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let trimmed = match trimmed.strip_prefix(['-', '‑']) {
            Some(rest) if rest.starts_with(|c: char| c.is_alphabetic()) => rest,
            _ => trimmed,
        };
        let start = at + tail.len() - trimmed.len();
        let found = unit_at(trimmed).filter(|(unit, len)| self.is_unit(*unit, at, start, *len));
        // 十二小袋
        let sized = || {
            let size = trimmed.chars().next().filter(|c| matches!(c, '小' | '大'))?;
            let (unit, len) = unit_at(&trimmed[size.len_utf8()..])?;
            (unit.dimension == Dimension::Count).then_some((unit, size.len_utf8() + len))
        };
        let found = found.or_else(sized).filter(|_| !in_words || at == start || !trimmed.starts_with(is_han));
        match found.or_else(|| self.inch(at, trimmed)) {
            Some((unit, len)) => (Some(unit), start + len),
            None => (None, at),
        }
    }

    fn is_unit(&self, unit: Unit, at: usize, start: usize, len: usize) -> bool {
        let word = &self.text[start..start + len];
        match word {
            // "3 x 5" is two sides, "3x" is three times
            "x" | "X" | "×" => at == start,
            "times" => true,
            // 4K is a name, 2700 K the colour of light
            "K" => self.text[..at].chars().rev().take_while(|c| digit(*c).is_some()).count() >= 3,
            "t" | "n" | "A" => at == start || self.loose,
            "ct" | "count" | "unit" => unit.dimension == Dimension::Count,
            _ => true,
        }
    }

    /// Inches: 27", 27in, 27 in wide.
    fn inch(&self, at: usize, trimmed: &str) -> Option<(Unit, usize)> {
        let inch = unit_at("inch").map(|(unit, _)| unit)?;
        let attached = self.text[at..].len() == trimmed.len();
        if attached && trimmed.starts_with('"') {
            let quoted = self.text[..at].matches('"').count() % 2 == 1;
            return (!quoted).then_some((inch, 1));
        }
        let rest = trimmed.strip_prefix("in")?;
        let next = rest.chars().next();
        if next.is_some_and(|c| is_letter(c) || c == '-') {
            return None;
        }
        let word = rest.trim_start_matches(' ').split(|c: char| !is_letter(c)).next().unwrap_or("");
        let sides = ["wide", "tall", "high", "long", "deep", "thick", "x", "across", "diameter"].contains(&word);
        (attached || word.is_empty() || sides).then_some((inch, 2))
    }

    /// The next side behind 30 ×.
    fn side(&self, at: usize) -> Option<Numeral> {
        let tail = self.text[at..].trim_start_matches([' ', '\u{a0}']);
        let rest = tail.strip_prefix(['x', 'X', '×', '*', '✕'])?.trim_start_matches([' ', '\u{a0}']);
        let start = self.text.len() - rest.len();
        rest.starts_with(|c| digit(c).is_some()).then(|| digits::read(self.text, start)).flatten()
    }

    /// The high end of a range behind its low one.
    fn range(&self, at: usize, end: usize, unit_end: usize, low: Numeral) -> Option<Numeral> {
        [end, unit_end].into_iter().find_map(|from| {
            let tail = self.text[from..].trim_start_matches([' ', '\u{a0}']);
            let between = words_before(self.text, at).next().is_some_and(|word| word.eq_ignore_ascii_case("between"));
            let marks = ["-", "–", "—", "~", "～", "至", "到", "to ", "and "];
            let mark = marks.iter().find(|mark| tail.starts_with(**mark) && (**mark != "and " || between))?;
            let rest = tail[mark.len()..].trim_start_matches([' ', '\u{a0}']);
            let start = self.text.len() - rest.len();
            let first = rest.chars().next()?;
            let high = if digit(first).is_some() {
                digits::read(self.text, start)
            } else if low.in_words && is_han(first) && chinese::begins(first) {
                chinese::read(self.text, start)
            } else if low.in_words && *mark == "to " {
                english::read(self.text, start)
            } else {
                None
            };
            high.filter(|high| high.value > low.value)
        })
    }

    /// What stands behind the unit: 两斤半, 一个半小时, 1米8.
    fn half(&self, unit: &mut Option<Unit>, unit_end: &mut usize, end: usize) -> f64 {
        let tail = &self.text[end..];
        if tail.starts_with("个半") {
            let (own, own_end) = self.unit(end + "个半".len(), true);
            if own.is_some() {
                (*unit, *unit_end) = (own, own_end);
                return 0.5;
            }
        }
        let measured = unit.is_some_and(|unit| !matches!(unit.dimension, Dimension::Count | Dimension::Percent));
        if measured && self.text[*unit_end..].starts_with('半') {
            *unit_end += "半".len();
            return 0.5;
        }
        let mut tail = self.text[*unit_end..].chars();
        let tenth = tail.next().filter(char::is_ascii_digit).and_then(|c| c.to_digit(10));
        let alone = !tail.next().is_some_and(|c| digit(c).is_some() || is_letter(c) || c == '.');
        match tenth.filter(|_| alone && self.text[end..*unit_end].ends_with('米')) {
            Some(tenth) => {
                *unit_end += 1;
                f64::from(tenth) / 10.0
            }
            None => 0.0,
        }
    }

    /// Signs before a number: of a currency, 百分之.
    fn signs(&self, at: usize, unit: Option<Unit>, end: usize) -> (Option<Unit>, usize, usize) {
        if self.text[self.floor..at].ends_with("百分之") {
            return (Some(Unit::PERCENT), at - "百分之".len(), end);
        }
        let open = unit.is_none_or(|unit| matches!(unit.dimension, Dimension::Money | Dimension::Count));
        match currency_before(&self.text[self.floor..at]).filter(|_| open) {
            Some((currency, start)) => (Some(currency), self.floor + start, end),
            None => (unit, at, end),
        }
    }

    /// A year of the calendar says when something began, or nothing.
    fn calendar_year(&self, unit: Unit, spans: &mut [Span], start: usize) -> Option<Unit> {
        let [span] = spans else { return Some(unit) };
        let years = unit.dimension == Dimension::Second && unit.factor > 30_000_000.0;
        let value = span.low / unit.factor;
        if !(years || unit == Unit::NONE) || !(1900.0..2101.0).contains(&value) || value.fract() > 0.0 {
            return Some(unit);
        }
        let head = self.text[..start].trim_end().to_lowercase();
        let since = [
            "since",
            "founded in",
            "established in",
            "established",
            "est.",
            "est",
            "founded",
            "自",
            "始于",
            "创立于",
            "创建于",
            "成立于",
            "from",
        ];
        let said = self.loose || since.iter().any(|word| head.ends_with(word));
        *span = Span { low: value, high: value, other: None, step: 1.0 };
        said.then_some(Unit::NONE)
    }
}

fn plain(numeral: Numeral) -> Span {
    Span { low: numeral.value, high: numeral.value, other: numeral.other, step: numeral.step }
}

fn based(span: Span, unit: Unit, negative: bool) -> Span {
    let sign = if negative { -1.0 } else { 1.0 };
    let based = |value: f64| value * unit.factor * sign + unit.zero;
    Span { low: based(span.low), high: based(span.high), other: span.other.map(based), step: span.step * unit.factor }
}

fn minus_before(text: &str, at: usize) -> bool {
    let Some(sign) = before(text, at).filter(|c| matches!(c, '-' | '−' | '–' | '零')) else { return false };
    !before(text, at - sign.len_utf8()).is_some_and(|c| digit(c).is_some() || is_letter(c) || c == '°')
}

/// 4K, 3D and 5G are names.
fn glued_to_letters(text: &str, end: usize, unit: Unit) -> bool {
    let ends_in_digit = before(text, end).is_some_and(|c| digit(c).is_some());
    unit.dimension != Dimension::Money && ends_in_digit && behind(text, end).is_some_and(is_letter)
}

/// Whether a number in copy claims anything.
fn says_something(text: &str, quantity: &Quantity, at: usize, first: Numeral) -> bool {
    use Dimension::{Count, Gram, Millilitre, Millimetre, Second};
    let unit = quantity.unit;
    let measured = matches!(unit.dimension, Gram | Millilitre | Millimetre);
    if !first.in_words {
        return true;
    }
    let written = &text[at..first.end];
    if written.starts_with(is_han) {
        let hours = unit.dimension == Second && (unit.factor == 3600.0 || unit.factor > 30_000_000.0);
        return match written {
            "一" => {
                let years = unit.dimension == Second && unit.factor > 30_000_000.0;
                let promised = ["质保", "保修", "联保", "内", "换新"]
                    .iter()
                    .any(|word| text[quantity.range.end..].starts_with(word));
                measured || (hours && !years) || (years && promised)
            }
            "半" => measured || hours,
            _ => unit != Unit::NONE,
        };
    }
    if unit.dimension != Count {
        let long = unit.dimension == Second && unit.factor >= 3600.0 && unit.factor != 86_400.0;
        return !written.eq_ignore_ascii_case("one") || measured || long;
    }
    if quantity.spans[0].low < 2.0 {
        return false;
    }
    !unit.plain || plural_behind(text, first.end)
}

/// Whether one of the next two words is a thing in the plural that can be counted on a product.
fn plural_behind(text: &str, at: usize) -> bool {
    const NOT_OF_A_PRODUCT: &[&str] = &[
        "ways", "reasons", "hands", "friends", "words", "things", "minds", "worlds", "times", "people", "options",
        "guests", "thirds", "quarters", "steps",
    ];
    for word in words_behind(text, at).take(3) {
        let word = word.to_lowercase();
        if is_empty(&word) || NOT_OF_A_PRODUCT.contains(&word.as_str()) {
            return false;
        }
        if word.ends_with('s') && !word.ends_with("ss") && word.len() > 3 {
            return true;
        }
    }
    false
}

/// What is counted: the words behind, else those before a colon.
fn counted(text: &str, start: usize, end: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in words_behind(text, end).take(3) {
        if is_empty(&word.to_lowercase()) {
            break;
        }
        found.push(stem(word));
    }
    let han: String = text[end..].trim_start_matches(' ').chars().take_while(|c| is_han(*c)).take(6).collect();
    found.extend(terms(&han));
    // classifiers that say what they count
    let said = ["件套", "层", "档", "孔", "键", "色", "格"];
    found.extend(said.iter().filter(|word| text[start..end].ends_with(**word)).map(|word| (*word).to_owned()));
    if found.is_empty() {
        let head = text[..start].trim_end();
        if head.ends_with([':', '：']) {
            found = terms(head.rsplit(['.', ';', ',', '\n', '。']).next().unwrap_or(head));
        }
    }
    found
}

/// What a percentage is of: the words next to it.
fn around(text: &str, start: usize, end: usize) -> Vec<String> {
    let tail: String = text[end..].chars().take(28).take_while(|c| !".,;。，；".contains(*c)).collect();
    let head: String = text[..start].chars().rev().take_while(|c| !".,;。，；%".contains(*c)).take(28).collect();
    let head: String = head.chars().rev().collect();
    let mut found = terms(&tail);
    found.extend(terms(&head));
    found
}

const BEFORE: [(Manner, &[&str]); 4] = [
    (
        Manner::About,
        &[
            "about",
            "around",
            "approx",
            "approx.",
            "approximately",
            "nearly",
            "almost",
            "roughly",
            "some",
            "ca.",
            "~",
            "≈",
            "约",
            "大约",
            "约为",
            "近",
            "接近",
            "将近",
            "大概",
        ],
    ),
    (
        Manner::UpTo,
        &[
            "up to",
            "as much as",
            "as many as",
            "max",
            "maximum",
            "max.",
            "maximum of",
            "多达",
            "高达",
            "最高",
            "最长",
            "长达",
            "可达",
            "至多",
            "最多",
            "最大",
            "最高可达",
            "达",
        ],
    ),
    (
        Manner::AtLeast,
        &[
            "at least",
            "more than",
            "over",
            "minimum",
            "starting at",
            "至少",
            "超过",
            "超",
            "不少于",
            "大于",
            "高于",
            "逾",
        ],
    ),
    (Manner::Below, &["under", "less than", "below", "不到", "不足", "低于", "小于", "not even"]),
];

fn manner_before(text: &str, at: usize) -> Manner {
    let head = text[..at].trim_end_matches([' ', '\u{a0}', '$', '€', '£', '¥', '￥', '一', 'a']);
    let start = head.char_indices().rev().take(20).last().map_or(0, |(at, _)| at);
    let tail = head[start..].to_lowercase();
    let ends = |word: &str| {
        let letters = word.starts_with(is_letter);
        tail.strip_suffix(word).is_some_and(|rest| !(letters && rest.ends_with(is_letter)))
    };
    BEFORE.iter().find(|(_, words)| words.iter().any(|word| ends(word))).map_or(Manner::Exact, |(manner, _)| *manner)
}

fn manner_behind(text: &str, end: usize, manner: Manner) -> (Manner, usize) {
    let tail = text[end..].trim_start_matches(' ');
    let starts = |words: &[&str]| words.iter().any(|word| tail.starts_with(word));
    let manner = if starts(&["左右", "上下"]) {
        Manner::About
    } else if starts(&["以上", "or more", "and up", "+"]) {
        Manner::AtLeast
    } else if starts(&["以下", "or less"]) {
        Manner::Below
    } else {
        manner
    };
    (manner, end)
}
