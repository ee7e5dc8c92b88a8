//! Why a draft says what it says.

use crate::output;
use copydesk_app::{
    Desk, Problem,
    domain::{DraftId, place::Place},
    view::DraftView,
};
use serde_json::{Value, json};
use std::process::ExitCode;

/// Tells what a draft was written from, what each sentence rests on, what changed since, and how sure the model was.
pub async fn why(desk: &Desk, id: DraftId, as_json: bool) -> Result<ExitCode, Problem> {
    let view = desk.draft(id).await?;
    let told = told(&view);
    if as_json {
        output::json_line(&told)?;
    } else {
        for line in lines(&view, &told) {
            output::say(&line)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The words between two positions in Unicode scalar values.
fn cut(text: &str, start: u32, end: u32) -> String {
    text.chars().skip(start as usize).take((end - start) as usize).collect()
}

fn told(view: &DraftView) -> Value {
    let draft = &view.draft;
    let places = Place::of_copy(view.channel.as_ref(), draft.fields.as_ref(), &draft.text);
    let text = |field: &str, part: Option<u32>| {
        let place = places.iter().find(|place| place.field == field && place.part == part);
        place.map_or("", |place| place.text.as_str())
    };
    let sentences: Vec<Value> = view
        .report
        .bases
        .iter()
        .flat_map(|basis| basis.sentences.iter().map(move |sentence| (basis, sentence)))
        .map(|(basis, sentence)| {
            let facts: Vec<Value> =
                sentence.facts.iter().map(|fact| json!({ "fact": fact.field, "text": fact.text })).collect();
            json!({
                "field": basis.field,
                "text": cut(text(&basis.field, basis.part), sentence.start, sentence.end),
                "facts": facts,
                "interests": sentence.interests,
            })
        })
        .collect();
    let surprisal = view.surprisal.as_ref().map(|surprisal| {
        let words = surprisal.places.iter().flat_map(|place| place.words.iter().map(move |word| (place, word)));
        let words: Vec<Value> = words
            .map(|(place, word)| {
                json!({
                    "field": place.field,
                    "text": cut(text(&place.field, place.part), word.start, word.end),
                    "probability": (-word.mean).exp(),
                })
            })
            .collect();
        json!({ "tokens": surprisal.tokens, "mean": surprisal.mean, "perplexity": surprisal.perplexity, "words": words })
    });
    let drafted = &draft.provenance;
    json!({
        "draft": draft.id,
        "brief": drafted.brief.fields.name,
        "provider": drafted.provider,
        "model": drafted.model,
        "prompt": drafted.payload.messages,
        "sentences": sentences,
        "changes": view.changes,
        "surprisal": surprisal,
    })
}

fn lines(view: &DraftView, told: &Value) -> Vec<String> {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let drafted = &view.draft.provenance;
    let mut lines =
        vec![format!("Brief: {}. Model: {} ({}).", drafted.brief.fields.name, drafted.model, drafted.provider)];
    for sentence in told["sentences"].as_array().into_iter().flatten() {
        lines.push(format!("“{}”", word(&sentence["text"])));
        let facts = sentence["facts"].as_array().into_iter().flatten();
        lines.extend(facts.map(|fact| format!("  rests on {}: {}", word(&fact["fact"]), word(&fact["text"]))));
        let interests = sentence["interests"].as_array().into_iter().flatten();
        lines.extend(interests.map(|interest| format!("  meets the interest {}", word(interest))));
    }
    for change in &view.changes {
        lines.push(if change.gone {
            format!("Deleted since: {}.", change.name)
        } else {
            format!("Changed since: {}, {}: “{}” is “{}” now.", change.name, change.field, change.before, change.after)
        });
    }
    if let Some(surprisal) = &view.surprisal {
        let (tokens, mean, perplexity) = (surprisal.tokens, surprisal.mean, surprisal.perplexity);
        lines.push(format!(
            "How sure the model was: mean −ln P {mean:.2}, perplexity {perplexity:.2}, {tokens} tokens."
        ));
    }
    lines
}
