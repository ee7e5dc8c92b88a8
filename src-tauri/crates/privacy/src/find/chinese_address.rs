//! Postal addresses in Chinese, from the largest part to the smallest.

use super::{Hit, compiled, context::before};
use crate::kind::PersonalKind;
use crate::terms::is_han;
use regex::Regex;
use std::sync::LazyLock;

static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled([
        // regions, street and number, building and room
        r"(?:\p{Han}{2,9}?(?:省|自治区|市|区|县|镇|乡|街道|村|旗))*\p{Han}{1,10}(?:路|街|大道|巷|弄|胡同|里|道)[ ]?[0-9]{1,5}(?:-[0-9]{1,4})?[ ]?(?:号|弄)(?:院|楼)?(?:[\p{Han}A-Z0-9]{0,12}?[0-9A-Z]{1,5}[ -]?(?:号楼|栋|幢|座|单元|室|楼|层|房|户|号))*",
        // an estate, building and room
        r"(?:\p{Han}{2,9}?(?:省|自治区|市|区|县|镇|乡|街道|村))*\p{Han}{1,10}(?:小区|花园|家园|苑|公寓|新村|大厦|广场|里|村|城)[A-Z0-9]{1,4}(?:号楼|栋|幢|座)(?:[ ]?[0-9A-Z]{1,4}(?:单元|楼|层))*(?:[ ]?[0-9A-Z]{2,5}(?:室|房|号)?)?",
        r"[0-9]{1,5}(?:室|单元|栋|幢|号楼)|[A-Z0-9]座",
        r"(?:寄到|送到|发到|寄往|送往|寄给|送至|寄至|发往|住在|家住|位于|住址是?|地址是?|地址为|搬到|改到|改成|改为|来自|收货|在|到|至|住|是|于|:|。|,|;|，)+",
        r"(?:地址|住址|住|寄|送|邮寄|快递|收货|在|到|于|至)[\p{Han}]{0,2}[: ]{0,2}$",
    ])
});

const REGIONS: [&str; 40] = [
    "北京",
    "上海",
    "天津",
    "重庆",
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "海南",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "台湾",
    "内蒙古",
    "广西",
    "西藏",
    "宁夏",
    "新疆",
    "香港",
    "澳门",
    "深圳",
    "广州",
    "杭州",
    "南京",
    "成都",
    "武汉",
];

pub fn addresses(text: &str) -> Vec<Hit> {
    let [street, estate, room, verb, label] = PATTERNS.as_slice() else { return Vec::new() };
    let mut hits = Vec::new();
    for (pattern, is_street) in [(street, true), (estate, false)] {
        for found in pattern.find_iter(text) {
            let whole = found.as_str();
            let region = REGIONS.iter().filter_map(|name| whole.find(name)).min();
            // what leads up to an address is not a part of it
            let led = verb.find_iter(whole).filter(|verb| region.is_none_or(|at| verb.end() <= at)).last();
            let cut = region.or_else(|| led.map(|verb| verb.end())).unwrap_or(0);
            let cut = if cut + 6 >= whole.len() { 0 } else { cut };
            let address = &whole[cut..];
            let has_region =
                region.is_some() || ["省", "市", "区", "县", "镇", "乡"].iter().any(|part| address.contains(part));
            let labelled = led.is_some() || label.is_match(before(text, found.start() + cut, 8));
            let begins = text[..found.start() + cut].chars().next_back().is_none_or(|left| !is_han(left));
            let road = ["路", "大道", "街"].iter().any(|part| address.contains(part));
            let coloured = text[found.end()..].starts_with(['色', '码', '线', '电', '球', '针', '链', '机', '款']);
            let certain = has_region || room.is_match(address) || labelled && road;
            if !coloured
                && (certain || is_street && begins && road && address.chars().filter(|part| is_han(*part)).count() >= 4)
            {
                hits.push(Hit::new(PersonalKind::Address, found.start() + cut..found.end()));
            }
        }
    }
    hits
}
