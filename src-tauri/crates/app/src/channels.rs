//! The channels: dated data files that are shipped, each replaceable by one of the same name in the data folder.

use crate::{
    Desk, Home,
    view::{ChannelView, Problem},
};
use copydesk_domain::{
    Brief, BriefFields, BriefId, Channel, FieldValues, Parameters, Variable,
    approval::{channel_hash, sha256},
};
use serde::{Deserialize, de::DeserializeOwned};
use std::{path::Path, sync::Arc};

const CHANNELS: &str = include_str!("../../../../assets/channels/channels.json");
const BRIEFS: &str = include_str!("../../../../assets/channels/briefs.json");
const SAMPLES: &str = include_str!("../../../../assets/channels/samples.json");

/// Marks the key of a shipped brief that writes for a channel.
const KEY: &str = "channel";
/// Temperature of the shipped briefs of channels: copy that keeps to its facts rather than one that surprises.
const TEMPERATURE: f32 = 0.4;

#[derive(Deserialize)]
struct ChannelFile {
    dated: String,
    channels: Vec<Channel>,
}

#[derive(Deserialize)]
struct BriefFile {
    briefs: Vec<ShippedBrief>,
}

#[derive(Deserialize)]
struct ShippedBrief {
    channel: String,
    en: BriefText,
    zh: BriefText,
}

#[derive(Deserialize)]
struct BriefText {
    template: String,
    system: String,
    max_tokens: u32,
    #[serde(default)]
    variables: Vec<Variable>,
}

#[derive(Deserialize)]
struct SampleFile {
    samples: Vec<ShippedSample>,
}

#[derive(Deserialize)]
struct ShippedSample {
    channel: String,
    en: Sample,
    zh: Sample,
}

/// A worked example: a product, and what a good draft says about it.
#[derive(Clone, Deserialize)]
pub(crate) struct Sample {
    pub product: SampleProduct,
    pub fields: FieldValues,
}

/// The product of a worked example.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SampleProduct {
    pub name: String,
    pub description: String,
    pub facts: serde_json::Value,
}

/// The channels of a home, with all that is shipped for them.
pub(crate) struct Channels {
    views: Vec<ChannelView>,
    samples: Vec<ShippedSample>,
}

impl Channels {
    /// A hash of all channels: another one when a field or a limit is another.
    pub(crate) fn edition(&self) -> String {
        let hashes: String = self.views.iter().map(|view| channel_hash(&view.channel)).collect();
        sha256(hashes.as_bytes())
    }

    /// Reads the shipped files, or those that stand in for them in `folder`.
    pub(crate) fn read(folder: &Path) -> Result<Self, Problem> {
        let folder = folder.join("channels");
        let file: ChannelFile = read(&folder, "channels.json", CHANNELS)?;
        let briefs: BriefFile = read(&folder, "briefs.json", BRIEFS)?;
        let samples: SampleFile = read(&folder, "samples.json", SAMPLES)?;
        let views = file.channels.into_iter().map(|channel| view(channel, &file.dated, &briefs, &samples));
        Ok(Self { views: views.collect(), samples: samples.samples })
    }

    pub(crate) fn views(&self) -> &[ChannelView] {
        &self.views
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Channel> {
        self.views.iter().map(|view| &view.channel).find(|channel| channel.id == id)
    }

    /// The channel of a brief: none for copy without fields.
    ///
    /// # Errors
    /// `unknown_channel` when the brief names one that is not there any more.
    pub(crate) fn of(&self, id: &str) -> Result<Option<&Channel>, Problem> {
        if id.is_empty() {
            return Ok(None);
        }
        self.known(id).map(Some)
    }

    /// A channel.
    ///
    /// # Errors
    /// `unknown_channel` with those that are there.
    pub(crate) fn known(&self, id: &str) -> Result<&Channel, Problem> {
        self.find(id).ok_or_else(|| {
            let known: Vec<&str> = self.views.iter().map(|view| view.channel.id.as_str()).collect();
            Problem::new("unknown_channel", format!("There is no channel “{id}”. There are: {}.", known.join(", ")))
                .with("name", id)
        })
    }

    /// The worked example of a channel in a language.
    pub(crate) fn sample(&self, id: &str, language: &str) -> Option<&Sample> {
        let sample = self.samples.iter().find(|sample| sample.channel == id)?;
        Some(if language.starts_with("zh") { &sample.zh } else { &sample.en })
    }
}

fn view(channel: Channel, dated: &str, briefs: &BriefFile, samples: &SampleFile) -> ChannelView {
    let shipped = briefs.briefs.iter().find(|brief| brief.channel == channel.id);
    let sample = samples.samples.iter().find(|sample| sample.channel == channel.id);
    let fields = |text: Option<&BriefText>, name: &str| shipped_brief(&channel, text, name);
    ChannelView {
        brief_en: fields(shipped.map(|brief| &brief.en), &channel.name.en),
        brief_zh: fields(shipped.map(|brief| &brief.zh), &channel.name.zh),
        sample_en: sample.map(|sample| sample.en.fields.clone()).unwrap_or_default(),
        sample_zh: sample.map(|sample| sample.zh.fields.clone()).unwrap_or_default(),
        dated: dated.to_owned(),
        channel,
    }
}

fn shipped_brief(channel: &Channel, text: Option<&BriefText>, name: &str) -> BriefFields {
    let mut fields = BriefFields { name: name.to_owned(), channel: channel.id.clone(), ..Default::default() };
    if let Some(text) = text {
        fields.template.clone_from(&text.template);
        fields.system.clone_from(&text.system);
        fields.variables.clone_from(&text.variables);
        fields.parameters =
            Parameters { max_tokens: text.max_tokens, temperature: TEMPERATURE, ..Parameters::default() };
    }
    fields
}

/// A file of a person's own, else the shipped one.
fn read<T: DeserializeOwned>(folder: &Path, name: &str, shipped: &str) -> Result<T, Problem> {
    let own = folder.join(name);
    let (text, place) = match std::fs::read_to_string(&own) {
        Ok(text) => (text, own.display().to_string()),
        Err(_) => (shipped.to_owned(), format!("channels/{name}")),
    };
    serde_json::from_str(&text).map_err(|error| {
        Problem::new("channels_unreadable", format!("{place} cannot be read: {error}. Correct it, or take it away."))
            .with("path", place)
            .with("detail", error)
    })
}

impl Home {
    /// Every channel with its limits, default briefs and samples.
    ///
    /// # Errors
    /// `channels_unreadable` when a person's own file of them cannot be read.
    pub fn all_channels(&self) -> Result<Vec<ChannelView>, Problem> {
        Ok(self.channels()?.views().to_vec())
    }
}

impl Desk {
    /// The shipped brief of a channel in a language, as a brief of the workspace: added at its first use, kept as a person
    /// has changed it since.
    ///
    /// # Errors
    /// `unknown_channel`, or when the workspace cannot be written.
    pub async fn channel_brief(&self, channel: &str, language: &str) -> Result<Brief, Problem> {
        let channels = self.home.channels()?;
        channels.known(channel)?;
        let key = key(channel, language);
        let briefs = self.store.briefs().list().await?;
        if let Some(brief) = briefs.iter().find(|brief| brief.built_in.as_deref() == Some(key.as_str())) {
            return Ok(brief.clone());
        }
        let mut fields = shipped(&channels, &key)?;
        fields.name = free_name(&fields.name, &briefs);
        let now = self.home.clock().now();
        let brief = Brief {
            id: BriefId::new(),
            fields,
            built_in: Some(key),
            version: 1,
            saved_by: String::new(),
            created_at: now,
            updated_at: now,
        };
        self.store.briefs().insert(&brief).await?;
        Ok(brief)
    }
}

/// The key under which the shipped brief of a channel is known, such as `channel.x.zh`.
fn key(channel: &str, language: &str) -> String {
    format!("{KEY}.{channel}.{}", if language.starts_with("zh") { "zh" } else { "en" })
}

/// What was shipped under a key.
///
/// # Errors
/// `not_built_in` when nothing is.
pub(crate) fn shipped(channels: &Arc<Channels>, key: &str) -> Result<BriefFields, Problem> {
    let mut parts = key.split('.');
    let (kind, channel, language) = (parts.next(), parts.next().unwrap_or_default(), parts.next());
    let view = channels.views.iter().find(|view| kind == Some(KEY) && view.channel.id == channel);
    let view = view.ok_or_else(|| Problem::new("not_built_in", "This brief was not shipped with Copydesk."))?;
    Ok(if language == Some("zh") { view.brief_zh.clone() } else { view.brief_en.clone() })
}

/// The name, or the name with a number behind it.
fn free_name(name: &str, briefs: &[Brief]) -> String {
    let taken = |name: &str| briefs.iter().any(|brief| brief.fields.name == name);
    let numbered = (2..).map(|number| format!("{name} {number}"));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use copydesk_domain::{PartialFields, ProductFields, PromptInput, Shop, channel::describe_fields, render_prompt};

    fn channels() -> Channels {
        Channels::read(Path::new("/nowhere")).unwrap()
    }

    #[test]
    fn every_channel_has_briefs_that_render_for_every_kind_of_product() {
        let partials: Vec<PartialFields> = Vec::new();
        for view in channels().views() {
            for (language, brief) in [("en", &view.brief_en), ("zh-CN", &view.brief_zh)] {
                assert_eq!(brief.validate(), Ok(()), "{} {language}", view.channel.id);
                let fields = describe_fields(&view.channel, language);
                let product = ProductFields { name: "Can".into(), sku: "C".into(), ..Default::default() };
                let prompt = render_prompt(&PromptInput {
                    brief,
                    product: &product,
                    profile: None,
                    products: &[],
                    shop: &Shop::default(),
                    partials: &partials,
                    variables: &[],
                    fields: &fields,
                })
                .unwrap();
                assert!(prompt.contains("Can") && prompt.contains(&fields), "{} {language}", view.channel.id);
            }
        }
    }

    #[test]
    fn a_file_of_ones_own_stands_in_for_the_shipped_one_and_is_named_when_it_is_broken() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("channels")).unwrap();
        let own = folder.path().join("channels/channels.json");
        std::fs::write(&own, r#"{"dated":"2027-01","channels":[]}"#).unwrap();
        assert!(Channels::read(folder.path()).unwrap().views().is_empty());
        std::fs::write(&own, "{").unwrap();
        let problem = Channels::read(folder.path()).err().unwrap();
        assert_eq!(problem.code, "channels_unreadable");
        assert!(problem.message.contains(&own.display().to_string()));
    }
}
