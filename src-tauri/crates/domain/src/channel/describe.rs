//! The fields of a channel in words: what a prompt says about the answer that is wanted.

use super::{Channel, ChannelField, FieldShape, Limit, LimitKind, Unit};

/// A line a field, with its purpose and its limits, and how to answer. Chinese for `zh…`, English for every other language.
#[must_use]
pub fn describe_fields(channel: &Channel, language: &str) -> String {
    let chinese = language.starts_with("zh");
    let fields: Vec<&ChannelField> = channel.written().collect();
    let mut lines: Vec<String> = fields.iter().map(|field| line(field, language, chinese)).collect();
    lines.push(answer(&fields, chinese));
    lines.join("\n")
}

/// How to answer with these fields.
fn answer(fields: &[&ChannelField], chinese: bool) -> String {
    let names: Vec<String> = fields.iter().map(|field| format!("\"{}\"", field.id)).collect();
    if chinese {
        format!("只回答一个 JSON 对象，恰好包含这些字段：{}。", names.join("、"))
    } else {
        format!("Answer with one JSON object and nothing else, with exactly these fields: {}.", names.join(", "))
    }
}

fn line(field: &ChannelField, language: &str, chinese: bool) -> String {
    let purpose = field.purpose.of(language).trim();
    let mut notes: Vec<String> = Vec::new();
    notes.extend(shape(field.shape, chinese));
    // the tightest of each unit says all that a writer needs
    let hard = field.limits.iter().filter(|limit| limit.kind == LimitKind::Hard);
    let advised = field.limits.iter().filter(|limit| limit.kind != LimitKind::Hard);
    let tightest = advised.min_by_key(|limit| limit.value).into_iter();
    notes.extend(tightest.chain(hard).filter_map(|limit| bound(limit, chinese)));
    let (open, close, between) = if chinese { ("（", "）", "，") } else { (" (", ")", ", ") };
    let notes = if notes.is_empty() { String::new() } else { format!("{open}{}{close}", notes.join(between)) };
    format!("- \"{}\": {purpose}{notes}", field.id)
}

fn shape(shape: FieldShape, chinese: bool) -> Option<String> {
    match (shape, chinese) {
        (FieldShape::Text, _) => None,
        (FieldShape::List { min, max }, false) => Some(format!("a list of {min} to {max} texts")),
        (FieldShape::List { min, max }, true) => Some(format!("列表，{min}到{max}条")),
        (FieldShape::Turns { min, max }, false) => Some(format!(
            "a list of {min} to {max} turns, each {{\"speaker\": \"customer\" or \"agent\", \"text\", \"basis\": names of the facts and policies it rests on, \"ask_person\": true where neither knows the answer}}"
        )),
        (FieldShape::Turns { min, max }, true) => Some(format!(
            "列表，{min}到{max}轮，每轮为 {{\"speaker\": \"customer\" 或 \"agent\", \"text\", \"basis\": 依据的参数或政策名称, \"ask_person\": 商品与政策都没有答案时为 true}}"
        )),
    }
}

fn bound(limit: &Limit, chinese: bool) -> Option<String> {
    let value = limit.value;
    let words = match (limit.unit, chinese) {
        // said by the shape, or of no use to a writer
        (Unit::Items, _) => return None,
        (Unit::Segments, false) => format!("one text message of {} characters", value * 150),
        (Unit::Segments, true) => format!("一条短信，{}字以内", value * 65),
        (Unit::GbkBytes, false) => format!("at most {} Chinese characters", value / 2),
        (Unit::GbkBytes, true) => format!("最多{}个汉字", value / 2),
        (Unit::XhsUnits, false) => format!("at most {value} Chinese characters"),
        (Unit::DoubleWidth, true) => format!("最多{}个汉字", value / 2),
        (Unit::Weighted, true) => format!("最多{}个汉字", value / 2),
        (Unit::Characters | Unit::XhsUnits, true) => format!("最多{value}字"),
        (Unit::Characters | Unit::Weighted | Unit::DoubleWidth, false) => format!("at most {value} characters"),
    };
    let together = match (limit.together, chinese) {
        (false, _) => "",
        (true, false) => " together",
        (true, true) => "（合计）",
    };
    Some(format!("{words}{together}"))
}
