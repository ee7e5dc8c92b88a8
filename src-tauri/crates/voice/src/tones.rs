//! Tone sliders, and the description that sums the measures up.
//!
//! The thresholds are chosen, not fitted: they cut the range that shop copy spans (a data sheet to a social post) into
//! five steps that a reader can tell apart. Each stands beside its reason.

use crate::{
    Learned, Reading, Said, Script, ratio,
    read::{four_character, quote},
    words,
};
use copydesk_domain::ToneSlider;

/// Casual marks in a hundred English words. One mark in two hundred words is a slip; five in a hundred is one in every
/// other sentence, as people talk.
const CASUAL: [f64; 4] = [0.5, 1.5, 3.0, 5.0];
/// Casual marks less marks of courtesy in a hundred Chinese characters, five sentences or so: courtesy in every third
/// sentence is formal throughout, a casual mark in every third one is talk.
const CASUAL_HAN: [f64; 4] = [-1.5, -0.3, 0.5, 1.5];
/// Describing words in a hundred English words. Instructions have about three, lyrical copy one in nine.
const VIVID: [f64; 4] = [3.0, 5.0, 8.0, 11.0];
/// Four-character phrases in a hundred Chinese characters: at 3.5 every seventh character belongs to one.
const VIVID_HAN: [f64; 4] = [0.5, 1.0, 2.0, 3.5];
/// Mean words of a sentence. Guides to plain English ask for 15 to 20, which is the middle.
const FLOWING: [f64; 4] = [8.0, 12.0, 17.0, 23.0];
/// Mean characters of a Chinese sentence: the English steps at about 1.7 characters a word.
const FLOWING_HAN: [f64; 4] = [13.0, 20.0, 29.0, 39.0];
/// Exclamation marks, emoji and words of high praise by sentence: one in twenty sentences is restraint, two in three is
/// excitement.
const ENTHUSIASTIC: [f64; 4] = [0.05, 0.15, 0.35, 0.7];

/// The step, 1 to 5, that a figure stands on.
fn step(figure: f64, thresholds: [f64; 4]) -> u8 {
    thresholds.iter().fold(1, |step, threshold| step + u8::from(figure >= *threshold))
}

/// Puts the sliders that can be counted, and the description.
pub(crate) fn propose(reading: &Reading<'_>, said: Said, learned: &mut Learned) {
    formal(reading, said, learned);
    vivid(reading, said, learned);
    flowing(reading, said, learned);
    enthusiastic(reading, said, learned);
    describe(reading, said, learned);
}

fn put(learned: &mut Learned, said: Said, english: [&str; 2], chinese: [&str; 2], value: u8, because: String) {
    let (low, high) = (said.say(english[0], chinese[0]), said.say(english[1], chinese[1]));
    learned.note("tones", &format!("{low}–{high}: {value}"), because);
    learned.fields.tones.push(ToneSlider { low, high, value });
}

/// An example as the end of a reason; nothing without one.
pub(crate) fn such_as(said: Said, example: &str) -> String {
    if example.is_empty() {
        return String::new();
    }
    let quote = quote(example);
    said.say(format!(", such as “{quote}”"), format!("，例如“{quote}”"))
}

fn formal(reading: &Reading<'_>, said: Said, learned: &mut Learned) {
    let loud = reading.tally(|sentence| sentence.exclamations + sentence.emoji);
    let (value, because) = match reading.script {
        Script::Other => return,
        Script::English => {
            let short = reading.tally(|sentence| sentence.count(words::is_contraction));
            let you = reading.tally(|sentence| sentence.count(words::is_you));
            // "you" alone is no more than direct: two of them count as one mark
            let rate = 100.0 * (ratio(short.hits + loud.hits, reading.length) + ratio(you.hits, 2 * reading.length));
            let example = if short.example.is_empty() { loud.example } else { short.example };
            let (short, loud, you, all, such) =
                (short.hits, loud.hits, you.hits, reading.length, such_as(said, example));
            let because = said.say(
                format!(
                    "{short} contractions, {loud} exclamation marks and emoji, {you} times “you” in {all} words{such}."
                ),
                format!("{all} 个词中有 {short} 个缩写、{loud} 个感叹号和表情、{you} 处“you”{such}。"),
            );
            (step(rate, CASUAL), because)
        }
        Script::Chinese => {
            let close = reading.tally(|sentence| sentence.marks("你"));
            let polite = reading.tally(|sentence| sentence.holds(words::COURTESY));
            let particles = reading.tally(|sentence| sentence.marks(words::PARTICLES));
            // both ways of address: which one the brand means cannot be told
            if close.hits >= 2 && polite.hits >= 2 && close.hits.min(polite.hits) * 4 >= close.hits + polite.hits {
                return;
            }
            let casual = close.hits + particles.hits + loud.hits;
            let rate = 100.0 * (ratio(casual, reading.length) - ratio(polite.hits, reading.length));
            let example = if rate < 0.0 {
                polite.example
            } else if close.hits > 0 {
                close.example
            } else {
                particles.example
            };
            let such = such_as(said, example);
            let (close, polite, particles, loud, all) =
                (close.hits, polite.hits, particles.hits, loud.hits, reading.length);
            let because = said.say(
                format!(
                    "你 {close} times, 您 and words of courtesy {polite} times, spoken particles {particles} times, {loud} exclamation marks and emoji in {all} characters{such}."
                ),
                format!(
                    "{all} 个汉字中，“你”{close} 次，“您”等敬语 {polite} 次，语气词 {particles} 次，感叹号和表情 {loud} 个{such}。"
                ),
            );
            (step(rate, CASUAL_HAN), because)
        }
    };
    put(learned, said, ["formal", "casual"], ["正式", "随意"], value, because);
}

fn vivid(reading: &Reading<'_>, said: Said, learned: &mut Learned) {
    let (tally, thresholds) = match reading.script {
        Script::Other => return,
        Script::English => (reading.tally(|sentence| sentence.count(words::is_vivid)), VIVID),
        Script::Chinese => (reading.tally(|sentence| four_character(sentence.text)), VIVID_HAN),
    };
    let (hits, all, such) = (tally.hits, reading.length, such_as(said, tally.example));
    let because = match reading.script {
        Script::Chinese => said.say(
            format!("{hits} four-character phrases in {all} characters{such}."),
            format!("{all} 个汉字中有 {hits} 个四字短语{such}。"),
        ),
        _ => said.say(
            format!("{hits} describing words in {all} words{such}."),
            format!("{all} 个词中有 {hits} 个描写性的词{such}。"),
        ),
    };
    let value = step(100.0 * ratio(hits, all), thresholds);
    put(learned, said, ["plain", "vivid"], ["平实", "生动"], value, because);
}

fn flowing(reading: &Reading<'_>, said: Said, learned: &mut Learned) {
    let Some(mean) = reading.mean_length() else { return };
    let (thresholds, [english, chinese]) = match reading.script {
        Script::Chinese => (FLOWING_HAN, ["characters", "字"]),
        _ => (FLOWING, ["words", "词"]),
    };
    let example = reading.sentences.iter().min_by_key(|sentence| distance(sentence.words.len(), mean));
    let such = such_as(said, example.map_or("", |sentence| sentence.text));
    let because = said.say(
        format!("A sentence has {mean:.1} {english} on average{such}."),
        format!("平均每句 {mean:.1} {chinese}{such}。"),
    );
    put(learned, said, ["short sentences", "flowing"], ["短句", "舒展"], step(mean, thresholds), because);
}

/// How far a length is from a mean, in hundredths.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // not negative, and `as` saturates
fn distance(length: usize, mean: f64) -> u64 {
    ((ratio(length, 1) - mean).abs() * 100.0) as u64
}

fn enthusiastic(reading: &Reading<'_>, said: Said, learned: &mut Learned) {
    let all = reading.sentences.len();
    if all < 5 {
        return;
    }
    let marks = reading.tally(|sentence| sentence.exclamations + sentence.emoji);
    let praise = reading.tally(|sentence| sentence.count(words::is_praise) + sentence.holds(words::PRAISE_HAN));
    let such = such_as(said, if marks.hits > 0 { marks.example } else { praise.example });
    let value = step(ratio(marks.hits + praise.hits, all), ENTHUSIASTIC);
    let (marks, praise) = (marks.hits, praise.hits);
    let because = said.say(
        format!("{marks} exclamation marks and emoji, {praise} words of high praise in {all} sentences{such}."),
        format!("{all} 句中有 {marks} 个感叹号和表情、{praise} 个极力赞美的词{such}。"),
    );
    put(learned, said, ["restrained", "enthusiastic"], ["克制", "热情"], value, because);
}

fn describe(reading: &Reading<'_>, said: Said, learned: &mut Learned) {
    let Some(mean) = reading.mean_length() else { return };
    let all = reading.sentences.len();
    let you = crate::manner::address(reading);
    let marks = reading.tally(|sentence| sentence.exclamations);
    let (english, chinese) = if reading.script == Script::Chinese { ("characters", "字") } else { ("words", "词") };
    let (address, address_han) = match you {
        Some((you, ..)) => (format!("Speaks to the reader as “{you}”, in"), format!("用“{you}”称呼读者，")),
        None => ("Speaks in".to_owned(), String::new()),
    };
    let (marks, marks_han) = match marks.sentences {
        0 => ("without exclamation marks".to_owned(), "不用感叹号".to_owned()),
        some => (format!("with an exclamation mark in {some} of {all}"), format!("{all} 句中有 {some} 句带感叹号")),
    };
    let description = said.say(
        format!("{address} sentences of {mean:.0} {english} on average, {marks}."),
        format!("{address_han}平均每句 {mean:.0} {chinese}，{marks_han}。"),
    );
    let because = said.say(
        format!("Counted in {all} sentences, {} {english}.", reading.length),
        format!("统计了 {all} 句、{} {chinese}。", reading.length),
    );
    learned.note("description", &description, because);
    learned.fields.description = description;
}
