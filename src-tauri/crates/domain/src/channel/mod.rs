//! A channel: where copy appears, the fields that it has there, and what that place allows.
//!
//! Channels are data. The shipped ones are a dated file in `assets/channels`; every limit in it names its source, and
//! what a platform refuses, what it cuts on the screen and what is merely advised are kept apart.

mod answer;
mod copy;
mod describe;
mod schema;

pub use answer::{AnswerError, read_answer};
pub use copy::{FieldValue, FieldValues, Speaker, Turn};
pub use describe::describe_fields;
pub use schema::{SchemaBounds, json_schema};

use serde::{Deserialize, Serialize};

/// A text in the two languages of the interface.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Words {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

impl Words {
    /// The text for a reader of a language: Chinese for `zh…`, English for every other.
    #[must_use]
    pub fn of(&self, language: &str) -> &str {
        if language.starts_with("zh") { &self.zh } else { &self.en }
    }
}

/// Kinds of channels: what lists are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ChannelFamily {
    /// The shop's own pages.
    Page,
    /// Email.
    Email,
    /// Social networks.
    Social,
    /// Paid advertisements.
    Ads,
    /// Marketplaces.
    Marketplace,
    /// Text messages.
    Message,
    /// Customer service.
    Service,
}

/// How a draft of the channel is shown as its readers would see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum PreviewKind {
    /// A page of the shop, and its line in a search result.
    ProductPage,
    /// A text as it stands.
    Plain,
    /// A line of the inbox, and the opened message.
    Inbox,
    /// A post in a phone's feed.
    Feed,
    /// A note with a cover and a title, as in a two-column feed.
    Note,
    /// An article with a title and a digest.
    Article,
    /// A text advertisement in a search result.
    SearchAd,
    /// An advertisement in a feed.
    FeedAd,
    /// A listing of a marketplace.
    Listing,
    /// A phone's messages.
    Bubble,
    /// A conversation, turn by turn.
    Conversation,
}

/// A channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Channel {
    /// Identifier such as `google-rsa`; drafts and briefs name it.
    pub id: String,
    /// Name.
    pub name: Words,
    /// Kind.
    pub family: ChannelFamily,
    /// How it is shown.
    pub preview: PreviewKind,
    /// Its fields, in the order in which they are read.
    pub fields: Vec<ChannelField>,
    /// What success means there, in a sentence.
    pub success: Words,
    /// What is measured there, such as `open_rate`.
    pub measures: Vec<String>,
}

/// The form of a field's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FieldShape {
    /// One text.
    Text,
    /// A list of texts. `min` and `max` are what a model is asked for; what the place refuses stands in the limits.
    List {
        /// Fewest entries.
        min: u32,
        /// Most entries.
        max: u32,
    },
    /// A conversation.
    Turns {
        /// Fewest turns.
        min: u32,
        /// Most turns.
        max: u32,
    },
}

/// A field of a channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct ChannelField {
    /// Identifier such as `seo_title`.
    pub id: String,
    /// Name.
    pub name: Words,
    /// What it is for; the model is told this too.
    pub purpose: Words,
    /// The form of its value.
    pub shape: FieldShape,
    /// Whether a draft without it is incomplete.
    pub required: bool,
    /// The fields that are put together for this one, in order. Such a field is never written by itself: it is what the
    /// platform gets, a whole post of hook, text, call to action and hashtags.
    #[serde(default)]
    pub composed_of: Vec<String>,
    /// What it may be.
    pub limits: Vec<Limit>,
    /// Rules that are no lengths.
    #[serde(default)]
    pub rules: Vec<FieldRule>,
}

/// How binding a limit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum LimitKind {
    /// Nothing happens beyond it; shorter works better.
    Advice,
    /// Cut on the screen beyond it.
    Truncated,
    /// Refused by the platform beyond it.
    Hard,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Unicode scalar values.
    Characters,
    /// X's weighted characters: a URL is 23, most letters 1, CJK and emoji 2.
    Weighted,
    /// Xiaohongshu's: UTF-16 units above 127 count 2, and the sum is halved, rounded up.
    XhsUnits,
    /// Bytes in GBK: 2 for a Chinese character, 1 for an ASCII letter.
    GbkBytes,
    /// Google Ads': double-width characters count 2.
    DoubleWidth,
    /// Parts of a text message: GSM-7 160, then 153 each; UCS-2 70, then 67 each.
    Segments,
    /// Entries of a list.
    Items,
}

impl Unit {
    /// Its name in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Characters => "characters",
            Self::Weighted => "weighted",
            Self::XhsUnits => "xhs_units",
            Self::GbkBytes => "gbk_bytes",
            Self::DoubleWidth => "double_width",
            Self::Segments => "segments",
            Self::Items => "items",
        }
    }
}

/// How sure a limit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// Read in the platform's own text.
    Primary,
    /// Read in a text about the platform.
    Secondary,
    /// Known in the field, not read again.
    Memory,
}

/// One limit of a field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Limit {
    /// How binding.
    pub kind: LimitKind,
    /// Most, in `unit`.
    pub value: u32,
    /// Fewest, where there is such a limit.
    #[serde(default)]
    pub min: Option<u32>,
    /// What is counted.
    pub unit: Unit,
    /// For a list: all entries together instead of each.
    #[serde(default)]
    pub together: bool,
    /// Where it was read.
    pub source: String,
    /// When it was read, as `2026-11`; or since when it holds, as the note says.
    pub date: String,
    /// How sure it is.
    pub evidence: Evidence,
    /// What else is to be known.
    #[serde(default)]
    pub note: Option<Words>,
}

/// A rule of a field that is no length. All of them are refused by the platform.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum FieldRule {
    /// None of these characters.
    ForbiddenCharacters {
        /// The characters.
        characters: String,
        /// Where it was read.
        source: String,
        /// When.
        date: String,
    },
    /// No emoji.
    NoEmoji {
        /// Where it was read.
        source: String,
        /// When.
        date: String,
    },
    /// No word more often than this.
    WordRepeat {
        /// Most.
        most: u32,
        /// Where it was read.
        source: String,
        /// When.
        date: String,
    },
    /// No two entries alike, whatever their case and spaces.
    Distinct {
        /// Where it was read.
        source: String,
        /// When.
        date: String,
    },
}

impl Channel {
    /// The field of an id.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&ChannelField> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// Fields that are written; the others are put together from them.
    pub fn written(&self) -> impl Iterator<Item = &ChannelField> {
        self.fields.iter().filter(|field| field.composed_of.is_empty())
    }

    /// The text of a draft: what its fields say, in the channel's order, an empty line between them.
    #[must_use]
    pub fn text(&self, values: &FieldValues) -> String {
        let texts = self.written().filter_map(|field| values.get(&field.id)).map(FieldValue::text);
        texts.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    /// What the platform gets for a field that is put together from others. Lists are written in one line: hashtags.
    #[must_use]
    pub fn composed(&self, field: &ChannelField, values: &FieldValues) -> String {
        let parts = field.composed_of.iter().filter_map(|id| values.get(id)).map(|value| match value {
            FieldValue::List(list) => list.join(" "),
            other => other.text(),
        });
        parts.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    /// The value of any field: as written, or put together.
    #[must_use]
    pub fn value(&self, field: &ChannelField, values: &FieldValues) -> Option<FieldValue> {
        if field.composed_of.is_empty() {
            return values.get(&field.id).cloned();
        }
        Some(FieldValue::Text(self.composed(field, values)))
    }
}

impl ChannelField {
    /// The binding limit of one entry: the smallest that is refused.
    #[must_use]
    pub fn hard(&self) -> Option<&Limit> {
        self.limits
            .iter()
            .filter(|limit| limit.kind == LimitKind::Hard && limit.unit != Unit::Items && !limit.together)
            .min_by_key(|limit| limit.value)
    }
}
