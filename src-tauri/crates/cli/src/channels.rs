//! Channels, lengths and recommendations.

use crate::{arguments::Recommend, generate, output};
use copydesk_app::{
    Desk, Home, Problem,
    domain::{FieldShape, Limit, LimitKind},
    view::{ChannelView, DeskEvent, RecommendRequest, RecommendationMessageRequest},
};
use serde_json::json;
use std::{path::Path, process::ExitCode};
use tokio::sync::mpsc::UnboundedReceiver;

/// Most products of one message.
const MESSAGE: u32 = 10;

/// Every channel with its fields and limits.
pub fn channels(home: &Home, as_json: bool) -> Result<ExitCode, Problem> {
    let channels = home.all_channels()?;
    if as_json {
        let channels: Vec<_> = channels.iter().map(|view| &view.channel).collect();
        output::json_line(&channels)?;
    } else {
        let rows: Vec<_> = channels.iter().flat_map(rows).collect();
        output::table(&["CHANNEL", "FIELD", "SHAPE", "REFUSED BEYOND", "CUT BEYOND", "BETTER WITHIN"], &rows)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn rows(view: &ChannelView) -> Vec<Vec<String>> {
    let channel = &view.channel;
    let row = |field: &copydesk_app::domain::ChannelField| {
        let shape = match field.shape {
            _ if !field.composed_of.is_empty() => "of others".to_owned(),
            FieldShape::Text => "text".to_owned(),
            FieldShape::List { min, max } => format!("{min} to {max} texts"),
            FieldShape::Turns { min, max } => format!("{min} to {max} turns"),
        };
        let of = |kind| field.limits.iter().filter(|limit| limit.kind == kind).map(said).collect::<Vec<_>>().join(", ");
        vec![
            channel.id.clone(),
            field.id.clone(),
            shape,
            of(LimitKind::Hard),
            of(LimitKind::Truncated),
            of(LimitKind::Advice),
        ]
    };
    channel.fields.iter().map(row).collect()
}

fn said(limit: &Limit) -> String {
    format!("{} {}", limit.value, limit.unit.as_str())
}

/// The length of a file's text for a field.
pub fn count(home: &Home, channel: &str, field: &str, file: &Path, as_json: bool) -> Result<ExitCode, Problem> {
    let length = home.count(channel, field, &output::text_of(file)?)?;
    if as_json {
        let mut answer =
            json!({ "length": length.length, "unit": length.unit, "limit": length.limit, "ok": length.ok });
        answer["kind"] = json!(length.kind);
        if let Some(sms) = &length.sms {
            answer["encoding"] = json!(sms.encoding);
            answer["segments"] = json!(sms.segments);
            answer["characters"] = json!(sms.characters);
        }
        output::json_line(&answer)?;
    } else {
        let of = length.limit.map_or_else(String::new, |limit| format!(" of {limit}"));
        let ok = if length.ok { "" } else { ": the platform would refuse it" };
        output::say(&format!("{}{of} {}{ok}.", length.length, length.unit.as_str()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Products for a profile, or profiles for a product.
pub async fn recommend(
    desk: &Desk,
    events: UnboundedReceiver<DeskEvent>,
    arguments: Recommend,
    as_json: bool,
) -> Result<ExitCode, Problem> {
    let Recommend { profile, sku, top, message, provider } = arguments;
    let request = match (&profile, &sku) {
        (Some(name), _) => RecommendRequest::ForProfile { profile: desk.profile_named(name).await?.id, top },
        (None, sku) => {
            let product = desk.product_with_sku(sku.as_deref().unwrap_or_default()).await?.id;
            RecommendRequest::ForProduct { product, top }
        }
    };
    let mut found = desk.recommend(request).await?;
    // a person's word: excluded ones are listed in the window, so that it can be taken back there
    found.retain(|one| one.pick != Some(copydesk_app::view::Pick::Excluded));
    if let (true, RecommendRequest::ForProfile { profile, .. }) = (message, request) {
        let products = found.iter().take(top.min(MESSAGE) as usize).map(|one| one.product).collect();
        let provider = desk.select_provider(provider.as_deref()).await?.id;
        let request = RecommendationMessageRequest { profile, products, brief: None, provider: Some(provider) };
        let started = desk.recommendation_message(request).await?;
        return generate::follow(desk, events, started).await;
    }
    if as_json {
        let rows: Vec<_> = found
            .iter()
            .map(|one| {
                json!({
                    "sku": one.sku,
                    "product": one.product_name,
                    "profile": one.profile_name,
                    "score": one.score,
                    "reasons": one.reasons,
                    "pinned": one.pick.is_some(),
                })
            })
            .collect();
        output::json_line(&rows)?;
    } else {
        let rows: Vec<_> = found
            .iter()
            .map(|one| {
                let why = one.reasons.first();
                vec![
                    one.sku.clone(),
                    one.product_name.clone(),
                    one.profile_name.clone(),
                    format!("{:.0}", one.score * 100.0),
                    why.map(|why| format!("{} → {}: {}", why.interest, why.field, why.fact)).unwrap_or_default(),
                ]
            })
            .collect();
        output::table(&["SKU", "PRODUCT", "PROFILE", "FIT", "FIRST REASON"], &rows)?;
    }
    Ok(ExitCode::SUCCESS)
}
