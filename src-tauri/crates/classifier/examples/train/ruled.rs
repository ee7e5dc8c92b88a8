//! What the phrase rules find, to measure both together.

use crate::corpus::Item;
use copydesk_domain::{Level, Market, channel::ChannelFamily};
use copydesk_rules::{About, Audience, CategoryId, Pack, PackError, Rulebook};

/// Whether a rule finds more than advice in each text.
pub fn ruled(items: &[Item]) -> Result<Vec<bool>, PackError> {
    let book = Rulebook::new(Pack::shipped()?, &[], &[])?;
    let judge = |item: &Item| {
        let markets: Vec<Market> = Market::ALL.into_iter().filter(|market| market.as_str() == item.market).collect();
        let category = item.category.replace(' ', "_");
        let categories: Vec<CategoryId> = if category.is_empty() { Vec::new() } else { vec![CategoryId(category)] };
        let about = About {
            markets: &markets,
            categories: &categories,
            audience: if item.setting.chat { Audience::Chat } else { Audience::Advert },
            family: Some(family(&item.channel)),
            ..About::default()
        };
        book.judge(&item.text, &about).iter().any(|hit| hit.level > Level::Advice && !hit.range.is_empty())
    };
    Ok(items.iter().map(judge).collect())
}

fn family(channel: &str) -> ChannelFamily {
    match channel {
        "email" => ChannelFamily::Email,
        "product-page" | "shopify" => ChannelFamily::Page,
        "amazon" | "taobao" => ChannelFamily::Marketplace,
        "meta-ad" | "google-rsa" | "google-ads-rsa" => ChannelFamily::Ads,
        "sms" | "sms-cn" => ChannelFamily::Message,
        "dialogue" | "chat" => ChannelFamily::Service,
        _ => ChannelFamily::Social,
    }
}
