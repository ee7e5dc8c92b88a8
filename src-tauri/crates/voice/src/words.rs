//! Small lists of words. They are short on purpose: a list that can be read is a list that can be doubted.

/// English words that any shop's text has: no brand's own, and no part of a phrase worth keeping.
pub(crate) const COMMON: &str = include_str!("common_en.txt");
/// Chinese words that any shop's text has.
pub(crate) const COMMON_HAN: &str = include_str!("common_zh.txt");
/// Characters of grammar: words of a Chinese text are looked for between them.
pub(crate) const STOP_HAN: &str = "的了是在和与及也都就还很把被让给等这那个一不有我你您他她它们上下里为以而或之其可会能要到从对于用着过吧呢吗啊呀哦啦嘛與還讓給這個們為從對於會過嗎每只请請";
/// Particles of spoken Chinese.
pub(crate) const PARTICLES: &str = "啦呀哦呢吧嘛哟喔耶~～";
/// English words for how something looks, feels, tastes or sounds, besides those that a suffix tells.
pub(crate) const VIVID: &[&str] = &[
    "bright", "calm", "cool", "cosy", "cozy", "crisp", "deep", "delicate", "elegant", "fresh", "gentle", "golden",
    "quiet", "rich", "rough", "sharp", "silky", "sleek", "smooth", "smoky", "soft", "sunny", "sweet", "tender",
    "velvety", "vivid", "warm", "wild",
];
/// Suffixes of English adjectives and adverbs. A word must have four letters before them: `only` and `native` are none.
pub(crate) const VIVID_SUFFIXES: &[&str] = &["ful", "ous", "less", "ish", "ly", "ive"];
/// English words of high praise.
pub(crate) const PRAISE: &[&str] = &[
    "amazing",
    "awesome",
    "best",
    "fabulous",
    "fantastic",
    "incredible",
    "love",
    "perfect",
    "stunning",
    "ultimate",
    "unbelievable",
    "wonderful",
    "wow",
];
/// Chinese words of high praise.
pub(crate) const PRAISE_HAN: &[&str] =
    &["超级", "超級", "绝了", "太棒", "最好", "最佳", "完美", "惊艳", "驚艷", "必买", "爱了", "极致"];
/// Chinese words of courtesy, which a casual text lacks.
pub(crate) const COURTESY: &[&str] = &["您", "敬请", "敬請", "谨", "谨此", "恭候", "诚邀"];
/// Capital letters that name no one.
pub(crate) const NO_NAMES: &[&str] = &[
    "AM", "CM", "DIY", "DVD", "EU", "FAQ", "FREE", "KG", "LED", "ML", "MM", "NEW", "OK", "PDF", "PM", "SALE", "UK",
    "US", "USA", "USB", "UV", "VIP", "XL", "XS", "XXL",
];

/// Whether a word speaks to the reader.
pub(crate) fn is_you(word: &str) -> bool {
    let word = word.split(['\'', '’']).next().unwrap_or(word);
    ["you", "your", "yours", "yourself"].iter().any(|you| word.eq_ignore_ascii_case(you))
}

/// Whether a word speaks for the brand.
pub(crate) fn is_we(word: &str) -> bool {
    let word = word.split(['\'', '’']).next().unwrap_or(word);
    // not `us`: US and us cannot be told apart in capitals
    ["we", "our", "ours"].iter().any(|we| word.eq_ignore_ascii_case(we))
}

/// Whether a word is contracted: `it's`, `don’t`. A name's possessive counts as none: only these words are looked at.
pub(crate) fn is_contraction(word: &str) -> bool {
    let Some((head, tail)) = word.split_once(['\'', '’']) else { return false };
    let tail = tail.to_ascii_lowercase();
    let subject = ["it", "that", "there", "here", "what", "who", "he", "she", "let"];
    matches!(tail.as_str(), "re" | "ll" | "ve" | "m" | "d")
        || (tail == "t" && head.ends_with(['n', 'N']))
        || (tail == "s" && subject.iter().any(|word| head.eq_ignore_ascii_case(word)))
}

/// Whether a word describes.
pub(crate) fn is_vivid(word: &str) -> bool {
    let word = word.to_lowercase();
    let by_suffix = |suffix: &&str| word.strip_suffix(*suffix).is_some_and(|stem| stem.chars().count() >= 4);
    VIVID.contains(&word.as_str()) || VIVID_SUFFIXES.iter().any(by_suffix)
}

/// Whether a word praises.
pub(crate) fn is_praise(word: &str) -> bool {
    PRAISE.iter().any(|praise| word.eq_ignore_ascii_case(praise))
}

/// Whether a character is Chinese (a CJK ideograph).
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character is an emoji. Ticks and stars mark lists, and are none.
pub(crate) fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f300}'..='\u{1f5ff}' | '\u{1f600}'..='\u{1f64f}' | '\u{1f680}'..='\u{1f6ff}' | '\u{1f900}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}')
        && !matches!(c, '★' | '☆' | '✓' | '✔' | '✗' | '✘')
        && !matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}
