//! Units by their words in English and Chinese, and what one of them is in the base unit of its dimension.

use crate::text::{is_han, is_letter};
use std::{collections::HashMap, sync::LazyLock};

/// What is measured. The base unit stands behind each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[rustfmt::skip]
pub enum Dimension {
    /// Nothing that is known: a count.
    Count,
    /// Hundredths.
    Percent,
    /// The currency's main unit.
    Money,
    Gram, Millimetre, Millilitre, Watt, MilliampHour, WattHour, Celsius, Second, Megabyte, Hertz, Decibel, Volt, Amp,
    Lumen, Kelvin, GramPerArea, Bar, Turn, Calorie, Area, Pixel, Megapixel, Times, Thread, Denier, Newton,
}

use Dimension::{
    Amp, Area, Bar, Calorie, Celsius, Count, Decibel, Denier, Gram, GramPerArea, Hertz, Kelvin, Lumen, Megabyte,
    Megapixel, MilliampHour, Millilitre, Millimetre, Money, Newton, Percent, Pixel, Second, Thread, Times, Turn, Volt,
    Watt, WattHour,
};

/// A unit as it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// What it measures.
    pub dimension: Dimension,
    /// One of it in the base unit.
    pub factor: f64,
    /// Zero of it in the base unit.
    pub zero: f64,
    /// The currency; empty for all else.
    pub currency: &'static str,
    /// Whether it names what is counted, as pieces do not.
    pub plain: bool,
}

impl Unit {
    /// No unit at all.
    pub const NONE: Self = Self { dimension: Count, factor: 1.0, zero: 0.0, currency: "", plain: true };

    /// A percentage.
    pub const PERCENT: Self = Self { dimension: Percent, factor: 1.0, zero: 0.0, currency: "", plain: true };

    /// An amount in a currency.
    pub const fn money(currency: &'static str) -> Self {
        Self { dimension: Money, factor: 1.0, zero: 0.0, currency, plain: true }
    }
}

/// Minutes, hours, days and years are seldom about the same thing.
pub fn alike(one: f64, other: f64, dimension: Dimension) -> bool {
    let class = |factor: f64| match factor {
        f if f < 3000.0 => 0,
        f if f < 80_000.0 => 1,
        f if f < 2_000_000.0 => 2,
        _ => 3,
    };
    dimension != Second || class(one) == class(other)
}

const KG: f64 = 1000.0;
const DAY: f64 = 86_400.0;
const YEAR: f64 = 365.0 * DAY;

/// Words behind a number, in lower case; those of one letter, and what else would be mistaken, as they are written.
#[rustfmt::skip]
const WORDS: &[(&str, Dimension, f64)] = &[
    ("g gr gram grams gramme grammes 克", Gram, 1.0), ("mg 毫克", Gram, 0.001),
    ("kg kgs kilo kilos kilogram kilograms 公斤 千克", Gram, KG), ("t tonne tonnes 吨", Gram, 1000.0 * KG),
    ("oz ounce ounces 盎司", Gram, 28.349_523), ("lb lbs pound pounds 磅", Gram, 453.592_37),
    ("斤 市斤", Gram, 500.0), ("两", Gram, 50.0),
    ("mm millimetre millimetres millimeter millimeters 毫米", Millimetre, 1.0),
    ("cm cms centimetre centimetres centimeter centimeters 厘米 公分", Millimetre, 10.0),
    ("m metre metres meter meters 米", Millimetre, 1000.0), ("km kilometre kilometres kilometers 公里 千米", Millimetre, 1e6),
    ("inch inches in. ″ ” 英寸 寸", Millimetre, 25.4), ("ft feet foot 英尺", Millimetre, 304.8), ("yd yards", Millimetre, 914.4),
    ("尺", Millimetre, 1000.0 / 3.0), ("μm µm micron microns 微米", Millimetre, 0.001), ("mile miles 英里", Millimetre, 1_609_344.0),
    ("ml mls millilitre millilitres milliliter milliliters 毫升", Millilitre, 1.0), ("cl", Millilitre, 10.0),
    ("l L ltr litre litres liter liters 升", Millilitre, 1000.0), ("fl oz|fl. oz|fl.oz|fluid ounces|fluid ounce", Millilitre, 29.573_53),
    ("gal gallon gallons 加仑", Millilitre, 3785.41), ("pint pints", Millilitre, 473.176), ("quart quarts qt", Millilitre, 946.353),
    ("W w watt watts 瓦", Watt, 1.0), ("kw kilowatt kilowatts 千瓦", Watt, 1000.0), ("mw", Watt, 0.001), ("hp horsepower 马力", Watt, 745.7),
    ("mah 毫安时 毫安", MilliampHour, 1.0), ("ah 安时", MilliampHour, 1000.0), ("wh", WattHour, 1.0), ("kwh 千瓦时 度电", WattHour, 1000.0),
    ("°c ℃ celsius 摄氏度|degrees c|degrees celsius|° c|degrees", Celsius, 1.0), ("°f ℉ fahrenheit 华氏度|degrees f|degrees fahrenheit|° f", Celsius, 5.0 / 9.0),
    ("s sec secs second seconds 秒", Second, 1.0), ("ms 毫秒", Second, 0.001), ("min mins minute minutes 分钟", Second, 60.0),
    ("h hr hrs hour hours 小时 个小时 钟头", Second, 3600.0), ("day days 天 日", Second, DAY), ("night nights 晚", Second, DAY),
    ("week weeks 周 星期 个星期", Second, 7.0 * DAY), ("month months 个月 月", Second, YEAR / 12.0), ("year years yr yrs 年", Second, YEAR),
    ("kb", Megabyte, 0.001), ("mb", Megabyte, 1.0), ("gb", Megabyte, 1000.0), ("tb", Megabyte, 1e6),
    ("hz 赫兹", Hertz, 1.0), ("khz", Hertz, 1e3), ("mhz", Hertz, 1e6), ("ghz", Hertz, 1e9),
    ("db decibel decibels dba 分贝", Decibel, 1.0), ("V v volt volts 伏", Volt, 1.0), ("kv", Volt, 1000.0), ("A amp amps 安", Amp, 1.0), ("ma", Amp, 0.001),
    ("lm lumen lumens 流明", Lumen, 1.0), ("K kelvin", Kelvin, 1.0), ("gsm g/m² g/m2 g/㎡ 克/平方米", GramPerArea, 1.0),
    ("bar bars 巴", Bar, 1.0), ("psi", Bar, 0.068_947_6), ("kpa", Bar, 0.01), ("rpm 转/分 转", Turn, 1.0),
    ("kcal cal calories 千卡 大卡", Calorie, 1.0), ("kj 千焦", Calorie, 0.239), ("m² m2 ㎡ 平方米 平米|sq m|square metres|square meters", Area, 1.0),
    ("cm² 平方厘米", Area, 1e-4), ("sqft|sq ft|square feet", Area, 0.092_903), ("px pixels 像素", Pixel, 1.0), ("mp megapixel megapixels", Megapixel, 1.0), ("万像素", Megapixel, 0.01),
    ("x X × times 倍", Times, 1.0), ("tc|thread count|thread-count|threads|支纱", Thread, 1.0), ("denier", Denier, 1.0), ("n newton 牛", Newton, 1.0),
    ("% ％ percent pct|per cent|per-cent", Percent, 1.0),
    ("pc pcs piece pieces pk pack packs count ct unit units item items 个 件 支 片 只 条 双 盒 包 套 瓶 罐 袋 枚 颗 粒 张 把 根 块 台 款 种 层 格 档 孔 件套 组 对 卷 本 部 副 枝 朵 键 色 位 颗装 次", Count, 1.0),
];

/// Signs and words of currencies; the first of the code is the code itself.
const CURRENCIES: &[(&str, &str)] = &[
    ("us$", "USD"),
    ("hk$", "HKD"),
    ("a$", "AUD"),
    ("c$", "CAD"),
    ("$", "USD"),
    ("usd", "USD"),
    ("dollars", "USD"),
    ("美元", "USD"),
    ("€", "EUR"),
    ("eur", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("欧元", "EUR"),
    ("£", "GBP"),
    ("gbp", "GBP"),
    ("英镑", "GBP"),
    ("¥", "CNY"),
    ("￥", "CNY"),
    ("cny", "CNY"),
    ("rmb", "CNY"),
    ("yuan", "CNY"),
    ("元", "CNY"),
    ("块钱", "CNY"),
    ("jpy", "JPY"),
    ("yen", "JPY"),
    ("日元", "JPY"),
    ("aud", "AUD"),
    ("cad", "CAD"),
    ("hkd", "HKD"),
    ("sgd", "SGD"),
    ("chf", "CHF"),
];

struct Word {
    word: &'static str,
    unit: Unit,
}

static BY_START: LazyLock<HashMap<char, Vec<Word>>> = LazyLock::new(|| {
    let mut by_start: HashMap<char, Vec<Word>> = HashMap::new();
    let mut add = |word: &'static str, unit: Unit| {
        if let Some(first) = word.chars().next() {
            by_start.entry(first.to_ascii_lowercase()).or_default().push(Word { word, unit });
        }
    };
    for (words, dimension, factor) in WORDS {
        let zero = if *dimension == Celsius && *factor < 1.0 { -160.0 / 9.0 } else { 0.0 };
        let plain = !matches!(dimension, Count);
        let unit = Unit { dimension: *dimension, factor: *factor, zero, currency: "", plain };
        let mut parts = words.split('|');
        // the first part is words set off by spaces unless all of it is phrases
        let singles = parts.next().unwrap_or("");
        if words.starts_with("fl oz") {
            add(singles, unit);
        } else {
            singles.split(' ').for_each(|word| add(word, unit));
        }
        parts.for_each(|phrase| add(phrase, unit));
    }
    for (word, code) in CURRENCIES {
        add(word, Unit::money(code));
    }
    by_start.values_mut().for_each(|words| words.sort_by_key(|word| std::cmp::Reverse(word.word.len())));
    by_start
});

/// The longest unit that a text begins with, and where it ends. Spaces before it are the caller's.
pub fn unit_at(text: &str) -> Option<(Unit, usize)> {
    let first = text.chars().next()?;
    let words = BY_START.get(&first.to_ascii_lowercase())?;
    words.iter().find(|word| fits(word.word, text)).map(|word| (word.unit, word.word.len()))
}

fn fits(word: &str, text: &str) -> bool {
    let Some(head) = text.get(..word.len()) else { return false };
    let alike = if word.chars().nth(1).is_none() { head == word } else { head.eq_ignore_ascii_case(word) };
    let ends = text[word.len()..].chars().next();
    let goes_on = |c: char| is_letter(c) || c.is_ascii_digit();
    let latin = word.chars().next_back().is_some_and(is_letter);
    alike && !(latin && ends.is_some_and(goes_on)) && !another_word(word, &text[word.len()..])
}

/// Chinese words that begin like a unit.
fn another_word(unit: &str, tail: &str) -> bool {
    match unit {
        "日" => tail.starts_with(['常', '系', '本']),
        "年" => tail.starts_with(['轻', '货', '终', '代']),
        "天" => tail.starts_with(['然', '猫', '鹅', '生']),
        "月" => true,
        "两" => ["好友", "知己", "次", "下", "天", "件", "个", "句", "杯"].iter().any(|word| tail.starts_with(word)),
        "寸" | "尺" => tail.starts_with(['照', '寸']),
        "米" => tail.starts_with(['色', '白', '饭', '粉', '线']),
        "升" => tail.starts_with(['级', '降', '温']),
        "克" => tail.starts_with(['服', '拉']),
        "次" => tail.starts_with(['元', '日']),
        "位" => !tail.starts_with('数'),
        "支" => tail.starts_with(['持', '付', '撑']),
        "包" => tail.starts_with(['邮', '装', '括', '容', '裹']),
        "对" => tail.starts_with(['比', '于', '应', '折']),
        "组" => tail.starts_with(['合', '成']),
        "层" => tail.starts_with('次'),
        "个" => tail.starts_with(['性', '人']),
        "瓦" => tail.starts_with(['楞', '片']),
        "转" => tail.starts_with(['换', '动', '身']),
        "安" => tail.starts_with(['全', '装', '心']),
        "牛" => tail.starts_with(['皮', '仔', '奶', '肉']),
        _ => false,
    }
}

/// The currency whose sign or code a text ends with, and where it begins.
pub fn currency_before(text: &str) -> Option<(Unit, usize)> {
    let head = text.trim_end_matches([' ', '\u{a0}']);
    // signs, and the last letters of codes
    let last = head.chars().next_back()?;
    if !("$€£¥￥".contains(last) || "drpybfno".contains(last.to_ascii_lowercase())) {
        return None;
    }
    let ends = |word: &str| {
        let start = head.len().checked_sub(word.len())?;
        let same = head.get(start..)?.eq_ignore_ascii_case(word);
        let letters = word.chars().all(is_letter);
        (same && !(letters && crate::text::before(head, start).is_some_and(is_letter))).then_some(start)
    };
    let signs = CURRENCIES.iter().filter(|(word, _)| !word.chars().all(is_han) && !matches!(*word, "dollars" | "yuan"));
    let found = signs.filter_map(|(word, code)| ends(word).map(|start| (Unit::money(code), start)));
    found.min_by_key(|(_, start)| *start)
}

/// The unit that the name of a column states, such as `Variant Grams`, `width_cm` or 重量(g).
pub fn named_unit(name: &str) -> Option<Unit> {
    let words = name.split(|c: char| !(is_letter(c) || is_han(c) || c == '°' || c == '%')).filter(|w| !w.is_empty());
    let found = words.filter_map(|word| unit_at(word).filter(|(_, end)| *end == word.len()));
    let sure = |unit: &Unit| !matches!(unit.dimension, Count | Times | Money);
    found.map(|(unit, _)| unit).rfind(sure)
}
