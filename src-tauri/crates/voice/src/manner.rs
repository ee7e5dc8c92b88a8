//! What the copy does and does not do.
//!
//! A habit takes three sentences and a share of all: less is chance. An absence takes ten sentences: a short text lacks
//! most things. Contradictory evidence proposes nothing.

use crate::{Learned, Reading, Said, Script, Tally, ratio, tones::such_as, words, words::is_han};

/// Fewest occurrences of a habit.
const HABIT: usize = 3;
/// Fewest sentences in which an absence says something.
const ABSENCE: usize = 10;

/// How the reader is addressed, in how many sentences, and one of them; nothing when not, rarely or in two ways.
pub(crate) fn address<'a>(reading: &Reading<'a>) -> Option<(&'static str, Tally<'a>)> {
    let (name, tally) = match reading.script {
        Script::English => ("you", reading.tally(|sentence| sentence.count(words::is_you))),
        Script::Chinese => {
            let close = reading.tally(|sentence| sentence.marks("你"));
            let polite = reading.tally(|sentence| sentence.marks("您"));
            let (less, more) =
                if close.hits > polite.hits { (polite, ("你", close)) } else { (close, ("您", polite)) };
            if less.hits * 10 > less.hits + more.1.hits {
                return None;
            }
            more
        }
        Script::Other => return None,
    };
    (tally.sentences >= HABIT && ratio(tally.sentences, reading.sentences.len()) >= 0.2).then_some((name, tally))
}

/// One thing that a text may do: how it is worded, and from which share of the sentences it is a habit.
struct Habit<'a> {
    tally: Tally<'a>,
    share: f64,
    does: Option<String>,
    does_not: Option<String>,
}

/// Puts what the copy does and does not do.
pub(crate) fn propose(reading: &Reading<'_>, said: Said, learned: &mut Learned) {
    if let Some((you, tally)) = address(reading) {
        let does = said.say(format!("Speak to the reader as “{you}”"), format!("用“{you}”称呼读者"));
        put(learned, "dos", &does, &tally, reading.sentences.len(), said);
    }
    for habit in habits(reading, said) {
        let all = reading.sentences.len();
        if habit.tally.sentences >= HABIT && ratio(habit.tally.sentences, all) >= habit.share {
            if let Some(does) = habit.does {
                put(learned, "dos", &does, &habit.tally, all, said);
            }
        } else if habit.tally.hits == 0
            && all >= ABSENCE
            && let Some(does_not) = habit.does_not
        {
            put(learned, "donts", &does_not, &habit.tally, all, said);
        }
    }
    length(reading, said, learned);
    lists(reading, said, learned);
    headlines(reading, said, learned);
    serial_comma(reading, said, learned);
    full_width(reading, said, learned);
}

fn put(learned: &mut Learned, field: &str, proposal: &str, tally: &Tally<'_>, all: usize, said: Said) {
    let (some, such) = (tally.sentences, such_as(said, tally.example));
    let because = said.say(format!("In {some} of {all} sentences{such}."), format!("{all} 句中有 {some} 句{such}。"));
    add(learned, field, proposal, because);
}

fn add(learned: &mut Learned, field: &str, proposal: &str, because: String) {
    learned.note(field, proposal, because);
    let list = if field == "dos" { &mut learned.fields.dos } else { &mut learned.fields.donts };
    list.push(proposal.to_owned());
}

fn habits<'a>(reading: &Reading<'a>, said: Said) -> Vec<Habit<'a>> {
    let habit = |tally, share, does: Option<[&str; 2]>, does_not: Option<[&str; 2]>| {
        let worded = |wording: Option<[&str; 2]>| wording.map(|[english, chinese]| said.say(english, chinese));
        Habit { tally, share, does: worded(does), does_not: worded(does_not) }
    };
    let mut found = vec![
        habit(
            reading.tally(|sentence| sentence.questions),
            0.1,
            Some(["Ask the reader questions", "向读者提问"]),
            Some(["Ask questions", "用问句"]),
        ),
        habit(
            reading.tally(|sentence| sentence.emoji),
            0.1,
            Some(["Use emoji", "使用表情符号"]),
            Some(["Use emoji", "使用表情符号"]),
        ),
        habit(
            reading.tally(|sentence| sentence.exclamations),
            0.3,
            Some(["End sentences with exclamation marks", "用感叹号收尾"]),
            Some(["Use exclamation marks", "用感叹号"]),
        ),
        habit(
            reading.tally(|sentence| usize::from(sentence.text.contains(|c: char| c.is_ascii_digit()))),
            0.25,
            Some(["Give numbers and measures", "写明数字和尺寸"]),
            None,
        ),
        habit(reading.tally(|sentence| hashtags(sentence.text)), 0.05, Some(["Use hashtags", "使用话题标签"]), None),
    ];
    if reading.script != Script::Other {
        let you = reading.tally(|sentence| sentence.count(words::is_you) + sentence.marks("你您"));
        found.push(habit(you, f64::INFINITY, None, Some(["Address the reader directly", "直接称呼读者"])));
        let we =
            reading.tally(|sentence| sentence.count(words::is_we) + sentence.holds(&["我们", "我們", "咱们", "我家"]));
        found.push(habit(we, 0.15, Some(["Speak as “we”", "以“我们”自称"]), Some(["Speak as “we”", "以“我们”自称"])));
    }
    found
}

/// Hashtags: a `#` at the start of a word, with a letter after it.
fn hashtags(text: &str) -> usize {
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    let mut count = 0;
    while let Some(c) = chars.next() {
        let opens = matches!(c, '#' | '＃') && !before.is_alphanumeric();
        count += usize::from(opens && chars.peek().is_some_and(|next| next.is_alphabetic()));
        before = c;
    }
    count
}

fn length(reading: &Reading<'_>, said: Said, learned: &mut Learned) {
    let (Some(mean), true) = (reading.mean_length(), reading.sentences.len() >= ABSENCE) else { return };
    let (english, chinese) = if reading.script == Script::Chinese { ("characters", "字") } else { ("words", "词") };
    let does =
        said.say(format!("Keep sentences near {mean:.0} {english}"), format!("句子长度保持在 {mean:.0} {chinese}左右"));
    let because = said.say(
        format!("{mean:.1} {english} on average in {} sentences.", reading.sentences.len()),
        format!("{} 句平均 {mean:.1} {chinese}。", reading.sentences.len()),
    );
    add(learned, "dos", &does, because);
}

fn lists(reading: &Reading<'_>, said: Said, learned: &mut Learned) {
    let items: Vec<&str> = reading.paragraphs.iter().filter(|one| one.item).map(|one| one.text.as_str()).collect();
    let (some, all) = (items.len(), reading.paragraphs.len());
    // two lines are no list, and a few items in a long text are no habit
    if some >= HABIT && ratio(some, all) >= 0.15 {
        let such = such_as(said, items.first().copied().unwrap_or_default());
        let because = said.say(
            format!("{some} of {all} lines are list items{such}."),
            format!("{all} 行中有 {some} 行是列表项{such}。"),
        );
        add(learned, "dos", &said.say("Use lists for details", "用列表列出细节"), because);
    }
}

fn headlines(reading: &Reading<'_>, said: Said, learned: &mut Learned) {
    if reading.script != Script::English {
        return;
    }
    let (mut title, mut sentence) = (Vec::new(), Vec::new());
    for line in reading.paragraphs.iter().filter(|one| one.headline) {
        // short words are small in both; the first is capital in both
        let words: Vec<&str> = line.text.split_whitespace().skip(1).filter(|word| word.len() >= 4).collect();
        let capital = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
        if words.is_empty() {
            continue;
        }
        if capital == words.len() {
            title.push(line.text.as_str());
        } else if capital * 3 <= words.len() {
            sentence.push(line.text.as_str());
        }
    }
    let all = title.len() + sentence.len();
    let (lines, does) = if title.len() >= sentence.len() {
        (title, said.say("Capitalise the words of headlines", "英文标题每个词首字母大写"))
    } else {
        (sentence, said.say("Write headlines like sentences, with one capital", "英文标题只大写首词"))
    };
    if lines.len() >= HABIT && lines.len() * 5 >= all * 4 {
        let such = such_as(said, lines.first().copied().unwrap_or_default());
        let because = said.say(
            format!("{} of {all} headlines{such}.", lines.len()),
            format!("{all} 个标题中有 {} 个{such}。", lines.len()),
        );
        add(learned, "dos", &does, because);
    }
}

/// Lists of single words: `red, green, and blue` or `red, green and blue`.
fn serial_comma(reading: &Reading<'_>, said: Said, learned: &mut Learned) {
    if reading.script != Script::English {
        return;
    }
    let lists = |text: &str, with: bool| {
        let tokens: Vec<&str> = text.split_whitespace().collect();
        let joins = |token: &str| matches!(token, "and" | "or");
        let comma = |at: usize| tokens.get(at).is_some_and(|token| token.ends_with(','));
        // a comma after the first two words closes an opening such as "In spring,"
        (3..tokens.len())
            .filter(|at| tokens.get(at + 1).is_some() && tokens.get(*at).is_some_and(|token| joins(token)))
            .filter(|at| comma(at - 2) && comma(at - 1) == with && (with || at - 2 >= 2))
            .count()
    };
    let with = reading.tally(|sentence| lists(sentence.text, true));
    let without = reading.tally(|sentence| lists(sentence.text, false));
    let (tally, does) = match (with.hits, without.hits) {
        (HABIT.., 0) => (with, said.say("Put a comma before “and” in a list of three", "英文并列三项时，and 前加逗号")),
        (0, HABIT..) => {
            (without, said.say("No comma before “and” in a list of three", "英文并列三项时，and 前不加逗号"))
        }
        _ => return,
    };
    put(learned, "dos", &does, &tally, reading.sentences.len(), said);
}

/// Marks of full or half width after a Chinese character.
fn full_width(reading: &Reading<'_>, said: Said, learned: &mut Learned) {
    if reading.script != Script::Chinese {
        return;
    }
    let (mut full, mut half) = (0, 0);
    for sentence in reading.sentences {
        let mut before = ' ';
        for c in sentence.text.chars() {
            full += usize::from(is_han(before) && "，。！？：；".contains(c));
            half += usize::from(is_han(before) && ",.!?:;".contains(c));
            before = c;
        }
    }
    let (more, less, does) = if full > half {
        (full, half, said.say("Use full-width punctuation in Chinese", "中文用全角标点"))
    } else {
        (half, full, said.say("Use half-width punctuation in Chinese", "中文用半角标点"))
    };
    // ten marks are two or three sentences; one in twenty may be a slip
    if more >= 10 && less * 20 <= more + less {
        let because = said.say(
            format!("{full} full-width and {half} half-width marks after Chinese characters."),
            format!("汉字后有 {full} 个全角标点、{half} 个半角标点。"),
        );
        add(learned, "dos", &does, because);
    }
}
