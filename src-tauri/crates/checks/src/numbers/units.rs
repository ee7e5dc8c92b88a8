//! Units and currencies by the words of several languages.

use std::ops::Range;

/// What a number measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    Percent,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    Millimetre,
    Centimetre,
    Metre,
    Gram,
    Kilogram,
    Millilitre,
    Litre,
    Yuan,
    Dollar,
    Euro,
    Pound,
}

use Measure::{
    Centimetre, Day, Dollar, Euro, Gram, Hour, Kilogram, Litre, Metre, Millilitre, Millimetre, Minute, Month, Percent,
    Pound, Week, Year, Yuan,
};

/// Words behind a number, in lower case.
const BEHIND: [(&str, Measure); 86] = [
    ("%", Percent),
    ("％", Percent),
    ("percent", Percent),
    ("prozent", Percent),
    ("pour cent", Percent),
    ("per cent", Percent),
    ("パーセント", Percent),
    ("分钟", Minute),
    ("分鐘", Minute),
    ("minutes", Minute),
    ("minute", Minute),
    ("minuten", Minute),
    ("min", Minute),
    ("小时", Hour),
    ("小時", Hour),
    ("時間", Hour),
    ("hours", Hour),
    ("hour", Hour),
    ("stunden", Hour),
    ("stunde", Hour),
    ("heures", Hour),
    ("heure", Hour),
    ("h", Hour),
    ("天", Day),
    ("日", Day),
    ("days", Day),
    ("day", Day),
    ("tage", Day),
    ("tagen", Day),
    ("tag", Day),
    ("jours", Day),
    ("jour", Day),
    ("días", Day),
    ("giorni", Day),
    ("周", Week),
    ("星期", Week),
    ("weeks", Week),
    ("week", Week),
    ("wochen", Week),
    ("woche", Week),
    ("semaines", Week),
    ("semaine", Week),
    ("个月", Month),
    ("個月", Month),
    ("months", Month),
    ("month", Month),
    ("monate", Month),
    ("monaten", Month),
    ("mois", Month),
    ("年", Year),
    ("years", Year),
    ("year", Year),
    ("jahre", Year),
    ("jahren", Year),
    ("ans", Year),
    ("毫米", Millimetre),
    ("mm", Millimetre),
    ("厘米", Centimetre),
    ("公分", Centimetre),
    ("cm", Centimetre),
    ("米", Metre),
    ("m", Metre),
    ("千克", Kilogram),
    ("公斤", Kilogram),
    ("kg", Kilogram),
    ("克", Gram),
    ("g", Gram),
    ("grams", Gram),
    ("毫升", Millilitre),
    ("ml", Millilitre),
    ("升", Litre),
    ("l", Litre),
    ("litres", Litre),
    ("liters", Litre),
    ("元", Yuan),
    ("块", Yuan),
    ("rmb", Yuan),
    ("cny", Yuan),
    ("yuan", Yuan),
    ("€", Euro),
    ("eur", Euro),
    ("euro", Euro),
    ("euros", Euro),
    ("$", Dollar),
    ("usd", Dollar),
    ("dollars", Dollar),
];

/// Signs before a number.
const BEFORE: [(&str, Measure); 10] = [
    ("¥", Yuan),
    ("￥", Yuan),
    ("RMB", Yuan),
    ("CNY", Yuan),
    ("$", Dollar),
    ("USD", Dollar),
    ("€", Euro),
    ("EUR", Euro),
    ("£", Pound),
    ("百分之", Percent),
];

/// The measure of the number at a place, and the place with the words for it.
pub fn measure(text: &str, range: Range<usize>) -> (Option<Measure>, Range<usize>) {
    if let Some((measure, end)) = behind(&text[range.end..]) {
        return (Some(measure), range.start..range.end + end);
    }
    let head = text[..range.start].trim_end_matches([' ', '\u{a0}']);
    let before = BEFORE.iter().find(|(word, _)| head.ends_with(word));
    match before {
        Some((word, measure)) => (Some(*measure), head.len() - word.len()..range.end),
        None => (None, range),
    }
}

/// The longest unit that a text begins with, and where it ends.
fn behind(text: &str) -> Option<(Measure, usize)> {
    let rest = text.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-']);
    let skipped = text.len() - rest.len();
    let fits = |word: &str| {
        let head = rest.get(..word.len()).is_some_and(|head| head.to_lowercase() == word);
        let letters = word.chars().all(char::is_alphabetic) && !word.chars().all(crate::terms::is_cjk);
        let ends = rest.get(word.len()..).and_then(|tail| tail.chars().next());
        head && !(letters && ends.is_some_and(|next| next.is_alphabetic() && !crate::terms::is_cjk(next)))
    };
    let unit = BEHIND.iter().filter(|(word, _)| fits(word)).max_by_key(|(word, _)| word.len());
    unit.map(|(word, measure)| (*measure, skipped + word.len()))
}
