//! Statements in words: what a product works with, and that it is more than all others.

use crate::{
    facts::{At, Facts},
    text::{is_han, is_letter, terms},
};
use copydesk_domain::Standing;
use regex::Regex;
use std::{ops::Range, sync::LazyLock};

static WORKS_WITH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(compatible with|works (?:seamlessly |perfectly )?with|for use with|fits|connects to|pairs with|made for)\s+([^.,;:!?()\n。，；]{2,60})",
        r"|(兼容|适配|适用于|适用|支持|适合)\s?([^，。；！？、：,.;!?\n]{1,30})"
    ))
    .ok()
});

static ENDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\s(?:so|to|for|when|while|without|because|out|which|that|at|in|on|of your|straight)\s.*$").ok()
});

/// What a sentence says to work with: the places, with the trigger.
pub fn compatibilities(text: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let Some(regex) = WORKS_WITH.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    for captures in regex.captures_iter(text) {
        let trigger = captures.get(1).or(captures.get(3));
        let object = captures.get(2).or(captures.get(4));
        let (Some(trigger), Some(object)) = (trigger, object) else { continue };
        if crate::text::before(text, trigger.start()).is_some_and(is_letter) {
            continue;
        }
        let mut words = object.as_str();
        if let Some(cut) = ENDS.as_ref().and_then(|ends| ends.find(words)) {
            words = &words[..cut.start()];
        }
        let words = words.trim_end();
        let always = ["compatible with", "兼容", "适配"].iter().any(|sure| trigger.as_str().eq_ignore_ascii_case(sure));
        if words.is_empty() || !(always || names(words).next().is_some()) {
            continue;
        }
        found.push((trigger.start()..object.start() + words.len(), object.start()..object.start() + words.len()));
    }
    found
}

/// Names of makes and models: with a capital or with both letters and digits, and the number behind them.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let tokens = text.split(|c: char| !(is_letter(c) || c.is_ascii_digit() || c == '-' || c == '.'));
    let mut behind_name = false;
    tokens.map(|token| token.trim_matches(['.', '-'])).filter(move |token| {
        let capital = token.contains(|c: char| c.is_uppercase());
        let digits = token.contains(|c: char| c.is_ascii_digit());
        let name = capital || (behind_name && digits);
        behind_name = name;
        name
    })
}

impl Facts {
    /// How a statement of what it works with stands to the facts.
    pub(crate) fn compatibility_standing(&self, object: &str) -> (Standing, Vec<At>) {
        let none = (Standing::Unsupported, Vec::new());
        if let Some(at) = self.verbatim(object) {
            return (Standing::Supported, vec![at]);
        }
        let mut at = Vec::new();
        let mut named = false;
        for name in names(object) {
            named = true;
            let Some(found) = self.verbatim(name) else { return none };
            at.push(found);
        }
        if named {
            at.truncate(3);
            return (Standing::Supported, at);
        }
        let wanted = terms(object).into_iter().collect::<std::collections::HashSet<_>>();
        let Some((place, _)) = self.nearest(&wanted).into_iter().next() else { return none };
        let own = terms(&self.fields[place.0].text[place.1.clone()]);
        let shared = wanted.iter().filter(|term| own.contains(term)).count();
        if shared * 3 >= wanted.len() * 2 { (Standing::Supported, vec![place]) } else { none }
    }

    /// How a superlative stands to the facts: only their own words support one.
    pub(crate) fn superlative_standing(&self, words: &str) -> (Standing, Vec<At>) {
        match self.verbatim(words) {
            Some(at) => (Standing::Supported, vec![at]),
            None => (Standing::Unsupported, Vec::new()),
        }
    }
}

static SUPERLATIVES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)#1(?-u:\b)|(?-u:\b)(?:number one|no\. ?1(?-u:\b)|top[- ]rated|best[- ]?selling|world['’]s (?:first|best|[a-z]+est)|the world['’]s [a-z]+|industry[- ]leading|market[- ]leading|",
        r"unbeatable|unrivall?ed|unmatched|unparalleled|second to none|better than any(?: other)?|like no other|",
        r"the (?:very )?(?:best|finest|softest|lightest|strongest|fastest|quietest|thinnest|smallest|largest|toughest|brightest|cheapest|warmest|smartest|safest|sharpest|purest|freshest|most [a-z]+)|",
        r"best[- ]in[- ]class|(?:our|the) only [a-z]+|the first ever|lowest price|best price)(?-u:\b)",
        r"|全网最低(?:价)?|销量第一|行业第一|全球第一|全国第一|排名第一|第一品牌|行业领先|全球领先|世界领先|遥遥领先|国家级|世界级|顶级|极致|史上最\p{Han}|独一无二|全球首(?:款|创|发)|行业首(?:款|创)|销冠|业界第一|绝无仅有",
        r"|最(?:佳|好|优|强|轻薄|轻|薄|柔软|软|舒适|先进|畅销|受欢迎|快|安全|高级|专业|完美|实惠|便宜|低价|高端|便捷|耐用|结实|静音|保暖|健康|值得|顶级|高品质|大牌)"
    ))
    .ok()
});

/// The superlatives of a sentence about the product.
pub fn superlatives(text: &str) -> Vec<Range<usize>> {
    let Some(regex) = SUPERLATIVES.as_ref() else { return Vec::new() };
    let about = |range: &Range<usize>| {
        let words = text[range.clone()].to_lowercase();
        let tail = text[range.end..].trim_start().to_lowercase();
        let next = tail.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let innocent = match words.as_str() {
            "the best" => {
                ["way", "part", "time", "of", "place", "friend", "man", "you", "day", "moments", "bit", "spot", "in"]
                    .contains(&next)
            }
            "the most" => true,
            "最好" => [
                "在",
                "不",
                "先",
                "用",
                "是",
                "别",
                "把",
                "将",
                "放",
                "能",
                "每",
                "提前",
                "避",
                "的自己",
                "的时光",
                "的朋友",
            ]
            .iter()
            .any(|word| tail.starts_with(word)),
            "最佳" => ["食用", "使用", "饮用", "赏味", "状态", "时间"].iter().any(|word| tail.starts_with(word)),
            "最值得" | "最完美" => false,
            words if words.starts_with("the most of") || words.starts_with("the most out") => true,
            _ => false,
        };
        let make_the_most =
            words.starts_with("the most") && text[..range.start].trim_end().to_lowercase().ends_with("make");
        let han_cut = words.chars().next().is_some_and(is_han) && words.starts_with('最') && tail.starts_with("适合");
        !(innocent || make_the_most || han_cut)
    };
    regex.find_iter(text).map(|found| found.range()).filter(about).collect()
}
