//! What must be said about the model's part in a copy: the duties of laws and platforms, a person's own file of them in the
//! place of the shipped one, and what follows for the drafts of an export.

use crate::{
    Desk, Home, rules,
    view::{DutyCount, Problem},
};
use copydesk_domain::{Disclosure, DisclosureCase, Disclosures, DraftState, Marking, Shop, Timestamp};
use jiff::{civil::Date, tz::TimeZone};
use std::{collections::BTreeSet, path::Path};

const SHIPPED: &str = include_str!("../../../../assets/disclosure/disclosure.toml");
/// Where a person's own file is, in the data folder.
const OWN: &str = "disclosure/disclosure.toml";

/// Reads the shipped duties, or those that stand in for them in `folder`.
pub(crate) fn read(folder: &Path) -> Result<Disclosures, Problem> {
    let own = folder.join(OWN);
    let (text, place) = match std::fs::read_to_string(&own) {
        Ok(text) => (text, own.display().to_string()),
        Err(_) => (SHIPPED.to_owned(), OWN.to_owned()),
    };
    let read = toml::from_str(&text).map_err(|error| error.to_string());
    read.and_then(|file: Disclosures| file.validate().map(|()| file)).map_err(|error| {
        let message = format!("{place} cannot be read: {error}. Correct it, or take it away.");
        Problem::new("disclosure_unreadable", message).with("path", place).with("detail", error)
    })
}

/// The day that duties are asked about.
pub(crate) fn day(now: Timestamp) -> Date {
    now.to_zoned_datetime(TimeZone::UTC).date()
}

/// What the drafts of an export need altogether.
#[derive(Default)]
pub(crate) struct Needed {
    /// The duties that apply to any of them, in their order.
    pub duties: Vec<DutyCount>,
    /// The channels of drafts that need a visible label.
    pub labelled: BTreeSet<String>,
    /// What the metadata must say.
    pub markings: BTreeSet<Marking>,
    /// Whether a person changed every one of them.
    pub edited: bool,
}

impl Home {
    /// The duties of laws and platforms.
    ///
    /// # Errors
    /// `disclosure_unreadable` when a person's own file of them cannot be read.
    pub fn all_disclosures(&self) -> Result<Disclosures, Problem> {
        Ok((*self.disclosures()?).clone())
    }
}

impl Desk {
    /// What the drafts in these states, of a channel or of all, need.
    pub(crate) async fn needed_by(
        &self,
        states: &[DraftState],
        channel: Option<&str>,
        file: &Disclosures,
        shop: &Shop,
    ) -> Result<Needed, Problem> {
        let on = day(self.home.clock().now());
        // where the shop has said its markets, the language of a copy decides nothing
        let kinds = self.store.drafts().copy_kinds(states, channel, shop.markets.is_empty()).await?;
        let mut needed = Needed { edited: !kinds.is_empty(), ..Needed::default() };
        let mut counts = vec![(0, 0); file.duties.len()];
        for kind in &kinds {
            let markets = rules::markets(shop, &kind.language);
            let (channel, language, reviewed) = (&*kind.channel, &*kind.language, kind.approved);
            let case = DisclosureCase { markets: &markets, channel, language, reviewed, on };
            let Disclosure { label, markings } = file.required(&case);
            needed.markings.extend(markings);
            needed.edited &= kind.edited;
            if label.is_some() {
                needed.labelled.insert(kind.channel.clone());
            }
            for (duty, (drafts, labels)) in file.duties.iter().zip(&mut counts) {
                if duty.applies(&case) {
                    *drafts += kind.count;
                    *labels += if duty.asks_label(kind.approved) { kind.count } else { 0 };
                }
            }
        }
        let counted = file.duties.iter().zip(counts).filter(|(_, (drafts, _))| *drafts > 0);
        let count = |(duty, (drafts, labels)): (&copydesk_domain::Duty, (u64, u64))| DutyCount {
            duty: duty.clone(),
            drafts,
            labels,
        };
        needed.duties = counted.map(count).collect();
        Ok(needed)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use copydesk_domain::LabelRule;

    #[test]
    fn a_file_of_ones_own_stands_in_for_the_shipped_one_and_is_named_when_it_is_wrong() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(folder.path()).unwrap().duties.iter().any(|duty| duty.label == LabelRule::Always));
        std::fs::create_dir(folder.path().join("disclosure")).unwrap();
        let own = folder.path().join(OWN);
        let wordless = SHIPPED.replacen("words = { en = \"AI-generated\", zh = \"AI生成\" }", "", 1);
        for wrong in ["[", &wordless] {
            std::fs::write(&own, wrong).unwrap();
            let problem = read(folder.path()).unwrap_err();
            assert_eq!(problem.code, "disclosure_unreadable");
            assert!(problem.message.contains(&own.display().to_string()), "{}", problem.message);
        }
        std::fs::write(&own, SHIPPED.replace("AI生成", "人工智能生成")).unwrap();
        assert!(read(folder.path()).unwrap().duties.iter().any(|duty| duty.words.zh == "人工智能生成"));
    }
}
