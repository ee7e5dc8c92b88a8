//! Names of persons in Chinese: before a title, behind a greeting or a label. A name by itself is not told from a word.

use super::{
    Hit, compiled,
    lists::{GIVEN_ZH, SURNAMES, WORDS_ZH},
};
use crate::{kind::PersonalKind, terms::is_han};
use regex::Regex;
use std::{ops::Range, sync::LazyLock};

const TITLES: &str = "先生|女士|小姐|太太|老师|医生|教授|经理|律师|师傅|主任|阿姨|叔叔|同学|总监|店长";

static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let titles = format!(r"(?:{TITLES})");
    compiled([
        titles.as_str(),
        // labels and greetings; the name follows
        r"(?:(?:客户|顾客|用户|买家|会员|患者|病人|孩子|真实|收货人|收件人|联系人)?姓名|收件人|收货人|联系人|寄件人|收件|签收人|持卡人|开户名|户名|患者|客户|买家|顾客|会员|用户|当事人|委托人|姓名)(?: ?: ?|是|为|叫| )",
        r"(?:我叫|我是|名叫|名字叫|名字是|本人|叫做|我的名字是|我名字叫|联系人是|收件人是|收货人是|客户叫|请找|请联系|联系一下|转交给?|亲爱的|尊敬的|同事|室友|闺蜜|老公|老婆|丈夫|妻子|女儿|儿子|朋友|客户|顾客|买家|邻居)",
    ])
});

pub fn names(text: &str) -> Vec<Hit> {
    let [title, label, verb] = PATTERNS.as_slice() else { return Vec::new() };
    let mut hits = Vec::new();
    let mut push = |range: Option<Range<usize>>| hits.extend(range.map(|range| Hit::new(PersonalKind::Name, range)));
    for found in title.find_iter(text) {
        push(ahead(text, found.start(), found.end()));
    }
    for found in label.find_iter(text) {
        push(behind(text, found.end(), true));
    }
    for found in verb.find_iter(text) {
        push(behind(text, found.end(), false));
    }
    hits
}

/// What may stand right before a name in a sentence.
const LEADS: &str = "给请和与致的是叫由找让跟对向为位户家人友事妻夫儿女，。、:,.!?为从把被问替陪帮约见系";

/// The name that ends where a title begins.
fn ahead(text: &str, end: usize, after: usize) -> Option<Range<usize>> {
    let before: Vec<(usize, char)> = text[..end].char_indices().rev().take(5).collect();
    for length in [3, 2, 4, 1] {
        let Some((start, _)) = before.get(length - 1) else { continue };
        let name = &text[*start..end];
        if !name.chars().all(is_han) || !is_name(name, true) {
            continue;
        }
        let free = before.get(length).is_none_or(|(_, left)| !is_han(*left) || LEADS.contains(*left));
        // 皮女士钱包 sells to women: behind a single family name stands no thing
        let sold = [
            "手", "包", "钱", "鞋", "衣", "裤", "裙", "帽", "表", "款", "专", "用", "香", "腰", "皮", "围", "衬", "外",
            "内", "袜", "睡", "T",
        ]
        .iter()
        .any(|thing| text[after..].starts_with(thing));
        let word = WORDS_ZH.contains(name)
            || WORDS_ZH.contains(&text[*start..after])
            || text[after..].starts_with(['妹', '姐', '们']);
        if free && !word && !(sold && length < 3) {
            return Some(*start..end);
        }
    }
    None
}

/// The name that begins behind a label.
fn behind(text: &str, start: usize, label: bool) -> Option<Range<usize>> {
    let run: Vec<(usize, char)> =
        text[start..].char_indices().take(6).take_while(|(_, character)| is_han(*character)).collect();
    let end_of = |length: usize| {
        run.get(length)
            .map_or_else(|| start + run.last().map_or(0, |(at, last)| at + last.len_utf8()), |(at, _)| start + at)
    };
    for length in [4, 3, 2] {
        if run.len() < length {
            continue;
        }
        let end = end_of(length);
        let name = &text[start..end];
        let rest = &text[end..];
        let closed = run.len() == length && !rest.starts_with(|next: char| next.is_ascii_alphanumeric() && !label)
            || [
                "先生", "女士", "小姐", "电话", "手机", "地址", "的", "在", "住", "要", "收", "想", "今天", "昨天",
                "已经", "反馈", "说", "来自", "是", "订", "购", "买", "下单", "，", "很", "也", "不", "觉得", "非常",
            ]
            .iter()
            .any(|word| rest.starts_with(word));
        if closed
            && is_name(name, false)
            && !WORDS_ZH.contains(name)
            && !WORDS_ZH.iter().any(|word| word.chars().count() == 2 && name.starts_with(word) && length > 2 && !label)
        {
            return Some(start..end);
        }
    }
    None
}

/// Whether it is a family name and characters of given names; with a title the family name is enough.
fn is_name(name: &str, titled: bool) -> bool {
    let count = name.chars().count();
    [2, 1].iter().any(|length| {
        let surname: String = name.chars().take(*length).collect();
        let given = count.saturating_sub(*length);
        SURNAMES.contains(surname.as_str())
            && surname.chars().count() == *length
            && (given == 0 && titled || (1..=2).contains(&given))
            && name.chars().skip(*length).all(|character| GIVEN_ZH.contains(&character))
    })
}
