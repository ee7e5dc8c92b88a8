//! The AI label and the marks for machines of what goes out: in a column, in the text, in the metadata.

use crate::{
    Desk,
    channels::Channels,
    disclosing::{self, Needed},
    facts::is_chinese,
    rules,
    view::{AiLabel, Problem},
};
use copydesk_domain::{
    Aigc, Disclosure, DisclosureCase, Disclosures, DraftCopy, FieldValue, Label, Market, Marking, Shop,
};
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// The custom properties of a workbook, and the keys of the same in a table's cell and in a line of training messages.
pub(super) const AIGC: &str = "AIGC";
pub(super) const SOURCE_TYPE: &str = "DigitalSourceType";

/// How labels go out in one export.
#[derive(Clone)]
pub(super) struct Labelling {
    file: Arc<Disclosures>,
    shop: Shop,
    on: Date,
    mode: AiLabel,
}

/// A draft on its way out with what is said about it.
pub(super) struct Outgoing {
    /// The copy, with the label in its text where that was asked for and there is a place for it.
    pub copy: DraftCopy,
    /// What stands in the column of labels; none when nothing asks for it or it stands in the text.
    pub label: Option<Label>,
    /// Whether the label stands in the text.
    pub in_text: bool,
    /// What machines are told, as JSON; empty where nothing asks for it.
    pub metadata: String,
}

/// What was labelled, for the ledger.
#[derive(Clone, Copy, Default)]
pub(super) struct Labelled {
    /// Drafts with a label, wherever it stands.
    pub all: u64,
    /// Those with the label in their text.
    pub in_text: u64,
}

impl Labelled {
    pub(super) fn count(&mut self, out: &Outgoing) {
        self.in_text += u64::from(out.in_text);
        self.all += u64::from(out.in_text || out.label.is_some());
    }

    /// As the ledger keeps it.
    pub(super) fn told(self, mode: AiLabel) -> Value {
        json!({ "ai_label": mode, "labelled": self.all, "label_in_text": self.in_text })
    }
}

impl Desk {
    /// How labels go out now.
    pub(super) async fn labelling(&self, mode: AiLabel) -> Result<Labelling, Problem> {
        let (file, shop) = (self.home.disclosures()?, self.shop().await?);
        Ok(Labelling { file, shop, on: disclosing::day(self.home.clock().now()), mode })
    }
}

impl Labelling {
    pub(super) fn file(&self) -> &Disclosures {
        &self.file
    }

    pub(super) fn shop(&self) -> &Shop {
        &self.shop
    }

    pub(super) fn mode(&self) -> AiLabel {
        self.mode
    }

    /// What a copy needs; no label where the person wants none.
    pub(super) fn required(&self, channel: &str, language: &str, text: &str, reviewed: bool) -> Disclosure {
        let markets: Vec<Market> = rules::markets(&self.shop, language);
        let language = if language.is_empty() && is_chinese(text) { "zh" } else { language };
        let case = DisclosureCase { markets: &markets, channel, language, reviewed, on: self.on };
        let mut required = self.file.required(&case);
        if self.mode == AiLabel::None {
            required.label = None;
        }
        required
    }

    /// A draft with its label and its marks.
    pub(super) fn outgoing(&self, mut copy: DraftCopy, channels: &Channels) -> Outgoing {
        let required = self.required(&copy.channel, &copy.language, &copy.text, copy.approval.is_some());
        let metadata = self.metadata(&required, &copy.id.to_string(), copy.revision > 1);
        let metadata = if metadata.is_empty() { String::new() } else { Value::Object(metadata).to_string() };
        let Some(label) = required.label else {
            return Outgoing { copy, label: None, in_text: false, metadata };
        };
        let in_text = self.mode == AiLabel::Text && self.put(&label, &mut copy, channels);
        Outgoing { copy, label: Some(label).filter(|_| !in_text), in_text, metadata }
    }

    /// Puts a label in the text of a copy; false where there is no place for it.
    fn put(&self, label: &Label, copy: &mut DraftCopy, channels: &Channels) -> bool {
        let Some(channel) = channels.find(&copy.channel) else {
            copy.text = label.on(&copy.text);
            return true;
        };
        let field = self.file.text_field(&channel.id);
        let text = copy.fields.as_mut().zip(field).and_then(|(fields, id)| match fields.get_mut(id) {
            Some(FieldValue::Text(text)) if !text.trim().is_empty() => Some(text),
            _ => None,
        });
        let Some(text) = text else { return false };
        *text = label.on(text);
        if let Some(fields) = &copy.fields {
            copy.text = channel.text(fields);
        }
        true
    }

    /// What machines are told about copy that is known under an id.
    pub(super) fn metadata(&self, required: &Disclosure, id: &str, edited: bool) -> Map<String, Value> {
        let of = |marking: &Marking| match marking {
            Marking::Aigc => (AIGC.to_owned(), json!(Aigc::of(&self.shop.name, id))),
            Marking::DigitalSourceType => (SOURCE_TYPE.to_owned(), json!(self.file.source_type(edited))),
        };
        required.markings.iter().map(of).collect()
    }

    /// The custom properties of a workbook of drafts. It is edited copy only when all of them are.
    pub(super) fn properties(&self, needed: &Needed, id: &str) -> Vec<(String, String)> {
        let of = |marking: &Marking| match marking {
            Marking::Aigc => (AIGC.to_owned(), self.aigc(id)),
            Marking::DigitalSourceType => (SOURCE_TYPE.to_owned(), self.file.source_type(needed.edited).to_owned()),
        };
        needed.markings.iter().map(of).collect()
    }

    /// The field `AIGC` in the order of its standard.
    pub(super) fn aigc(&self, id: &str) -> String {
        serde_json::to_string(&Aigc::of(&self.shop.name, id)).unwrap_or_default()
    }

    /// Columns that go out whatever else was chosen: that of labels where one is needed that stands in no text, or where
    /// nothing was chosen and the columns are the `usual` ones; that of marks in a file that has no other place for them.
    pub(super) fn columns(&self, needed: &Needed, plain: bool, usual: bool) -> Vec<&'static str> {
        let outside = |channel: &String| !channel.is_empty() && self.file.text_field(channel).is_none();
        let label = match self.mode {
            AiLabel::Column => usual || !needed.labelled.is_empty(),
            AiLabel::Text => needed.labelled.iter().any(outside),
            AiLabel::None => false,
        };
        let marks = plain && !needed.markings.is_empty();
        let wanted = [(super::columns::LABEL, label), (super::columns::METADATA, marks)];
        wanted.into_iter().filter_map(|(key, wanted)| wanted.then_some(key)).collect()
    }
}
