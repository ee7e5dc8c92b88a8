//! The columns that can go out: the product's beside the copy's, and who answers for the text.

use super::labels::Outgoing;
use crate::view::{ExportColumnView, InterfaceLanguage};
use copydesk_domain::{DraftCopy, DraftState, FinishReason, Timestamp};

/// A column: its key, its headers, and whether it goes out unless said otherwise.
pub(super) struct Column {
    pub key: &'static str,
    english: &'static str,
    chinese: &'static str,
    usual: bool,
    /// Width in characters of the sheet's normal font.
    pub width: f64,
    pub wrap: bool,
}

/// The note that the text was drafted by AI goes out always: several laws ask for it, and so does the next reader.
pub(super) const NOTE: &str = "ai_note";
/// The visible label, for the copy of markets and platforms that ask for one.
pub(super) const LABEL: &str = "ai_label";
/// What machines are told, for files that have no metadata.
pub(super) const METADATA: &str = "ai_metadata";

const fn column(
    key: &'static str,
    english: &'static str,
    chinese: &'static str,
    usual: bool,
    width: f64,
    wrap: bool,
) -> Column {
    Column { key, english, chinese, usual, width, wrap }
}

/// All columns, in the order in which they go out.
pub(super) const COLUMNS: [Column; 23] = [
    column("sku", "SKU", "SKU", true, 16.0, false),
    column("name", "Product name", "商品名称", true, 28.0, true),
    column("profile", "Profile", "画像", true, 22.0, true),
    column("copy", "Copy", "文案", true, 64.0, true),
    column("brief", "Brief", "简报", true, 22.0, true),
    column("variant", "Variant", "变体", true, 9.0, false),
    column("price", "Price", "价格", true, 12.0, false),
    column("currency", "Currency", "货币", true, 10.0, false),
    column("category", "Category", "类目", false, 18.0, true),
    column("brand", "Brand", "品牌", false, 18.0, true),
    column("tags", "Tags", "标签", false, 24.0, true),
    column("description", "Product description", "商品描述", true, 48.0, true),
    column("facts", "Facts", "商品参数", false, 40.0, true),
    column("language", "Product language", "商品语言", false, 12.0, false),
    column("status", "Status", "状态", true, 12.0, false),
    column(NOTE, "AI note", "AI 标注", true, 44.0, true),
    column(LABEL, "AI label", "AI 标识", true, 16.0, false),
    column(METADATA, "AI metadata", "AI 元数据", false, 40.0, true),
    column("approved_by", "Approved by", "批准人", true, 18.0, false),
    column("approved_at", "Approved at", "批准时间", true, 20.0, false),
    column("model", "Model", "模型", false, 24.0, false),
    column("revision", "Revision", "修订", false, 10.0, false),
    column("draft", "Draft id", "草稿编号", false, 38.0, false),
];

impl Column {
    pub(super) fn header(&self, language: InterfaceLanguage) -> &'static str {
        match language {
            InterfaceLanguage::English => self.english,
            InterfaceLanguage::Chinese => self.chinese,
        }
    }
}

/// Columns that can go out.
#[must_use]
pub fn export_columns(language: InterfaceLanguage) -> Vec<ExportColumnView> {
    COLUMNS
        .iter()
        .map(|column| ExportColumnView {
            key: column.key.to_owned(),
            header: column.header(language).to_owned(),
            usual: column.usual,
            required: column.key == NOTE,
        })
        .collect()
}

/// The columns asked for, in that order; the usual ones when none are. The note is always among them, and those of `needed`.
pub(super) fn chosen(keys: &[String], needed: &[&str]) -> Result<Vec<&'static Column>, String> {
    if keys.is_empty() {
        let usual = |column: &&Column| {
            let label = column.key == LABEL || column.key == METADATA;
            needed.contains(&column.key) || (column.usual && !label)
        };
        return Ok(COLUMNS.iter().filter(usual).collect());
    }
    let find = |key: &str| COLUMNS.iter().find(|column| column.key == key).ok_or_else(|| key.to_owned());
    let mut columns = Vec::with_capacity(keys.len() + 1);
    for key in keys {
        let column = find(key.trim())?;
        if !columns.iter().any(|chosen: &&Column| chosen.key == column.key) {
            columns.push(column);
        }
    }
    // marks for machines are left out by who names the columns: a platform's import may not know them
    for key in std::iter::once(&NOTE).chain(needed).filter(|key| **key != METADATA) {
        if !columns.iter().any(|column| column.key == *key) {
            columns.push(find(key)?);
        }
    }
    Ok(columns)
}

/// One cell. Product columns are the product's as drafted: an approval is bound to them.
pub(super) fn cell(out: &Outgoing, key: &str, language: InterfaceLanguage) -> String {
    let copy = &out.copy;
    let (facts, approval) = (&copy.facts, copy.approval.as_ref());
    match key {
        "sku" => facts.sku.clone(),
        "name" => facts.name.clone(),
        "profile" => copy.profile_name.clone().unwrap_or_else(|| words(language, "Neutral", "中性").to_owned()),
        "copy" => copy.text.clone(),
        "brief" => copy.brief_name.clone(),
        "variant" => copy.variant.to_string(),
        "price" => facts.price.clone(),
        "currency" => facts.currency.clone(),
        "category" => facts.category.clone(),
        "brand" => facts.brand.clone(),
        "tags" => facts.tags.join(", "),
        "description" => facts.description.clone(),
        "facts" => {
            let facts = facts.attributes.iter().map(|fact| format!("{}: {}", fact.name, fact.value));
            facts.collect::<Vec<_>>().join("\n")
        }
        "language" => facts.language.clone(),
        "status" => status(copy.state, language).to_owned(),
        NOTE => note(copy, language),
        LABEL => out.label.as_ref().map(|label| label.words.clone()).unwrap_or_default(),
        METADATA => out.metadata.clone(),
        "approved_by" => approval.map_or_else(String::new, |approval| approval.by.clone()),
        "approved_at" => approval.map_or_else(String::new, |approval| minute(approval.at)),
        "model" => copy.model.clone(),
        "revision" => copy.revision.to_string(),
        "draft" => copy.id.to_string(),
        _ => String::new(),
    }
}

fn minute(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

fn words<'a>(language: InterfaceLanguage, english: &'a str, chinese: &'a str) -> &'a str {
    match language {
        InterfaceLanguage::English => english,
        InterfaceLanguage::Chinese => chinese,
    }
}

fn status(state: DraftState, language: InterfaceLanguage) -> &'static str {
    match state {
        DraftState::Draft => words(language, "Draft", "草稿"),
        DraftState::InReview => words(language, "In review", "审阅中"),
        DraftState::Approved => words(language, "Approved", "已批准"),
        DraftState::Rejected => words(language, "Rejected", "已退回"),
    }
}

/// Says that the text was drafted by AI, whether a person changed it, who approved it and when.
fn note(copy: &DraftCopy, language: InterfaceLanguage) -> String {
    let model = &copy.model;
    let edited = copy.revision > 1;
    let cut = copy.finish == FinishReason::Length && !edited;
    let mut note = match (language, edited) {
        (InterfaceLanguage::English, false) => format!("Drafted by AI ({model})"),
        (InterfaceLanguage::English, true) => format!("Drafted by AI ({model}), edited by a person"),
        (InterfaceLanguage::Chinese, false) => format!("由人工智能（{model}）起草"),
        (InterfaceLanguage::Chinese, true) => format!("由人工智能（{model}）起草，经人工修改"),
    };
    if cut {
        note.push_str(words(language, ", cut by the token limit", "，因长度上限被截断"));
    }
    match &copy.approval {
        Some(approval) => {
            let at = minute(approval.at);
            note.push_str(&match language {
                InterfaceLanguage::English => format!("; approved by {} on {at}", approval.by),
                InterfaceLanguage::Chinese => format!("；{}于 {at} 批准", approval.by),
            });
        }
        None => note.push_str(words(language, "; not approved", "；未批准")),
    }
    note
}
