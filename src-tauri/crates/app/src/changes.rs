//! What changed since a draft was written: the things it was written from, then and now.

use crate::{
    Desk,
    shelf::Shelf,
    view::{Change, ChangeOf},
};
use copydesk_domain::{Draft, Product};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

impl Desk {
    /// Everything that a draft was written from and that is different now, or gone.
    pub(crate) async fn changes(&self, shelf: &Shelf, draft: &Draft, product_now: Option<&Product>) -> Vec<Change> {
        let drafted = &draft.provenance;
        let mut changes = Changes::default();
        let product = &drafted.product;
        changes.look(ChangeOf::Product, &product.fields.name, facts(product), product_now.map(facts));
        for companion in &drafted.companions {
            let now = self.store.products().get(companion.id).await.ok();
            changes.look(ChangeOf::Companion, &companion.fields.name, facts(companion), now.as_ref().map(facts));
        }
        if let Some(profile) = &drafted.profile {
            let now = self.store.profiles().get(profile.id).await.ok();
            let now = now.map(|now| said(&now.fields));
            changes.look(ChangeOf::Profile, &profile.fields.name, said(&profile.fields), now);
        }
        let brief = &drafted.brief;
        let now = self.store.briefs().get(brief.id).await.ok().map(|now| said(&now.fields));
        changes.look(ChangeOf::Brief, &brief.fields.name, said(&brief.fields), now);
        if let Some(voice) = &drafted.voice {
            let now = shelf.voices.iter().find(|now| now.id == voice.id).map(|now| said(&now.fields));
            changes.look(ChangeOf::Voice, &voice.fields.name, said(&voice.fields), now);
        }
        changes.0
    }
}

fn facts(product: &Product) -> BTreeMap<String, String> {
    product.fields.facts().into_iter().collect()
}

#[derive(Default)]
struct Changes(Vec<Change>);

impl Changes {
    fn look(
        &mut self,
        of: ChangeOf,
        name: &str,
        before: BTreeMap<String, String>,
        now: Option<BTreeMap<String, String>>,
    ) {
        let change = |field: &str, before: &str, after: &str, gone: bool| Change {
            of,
            name: name.to_owned(),
            field: field.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
            gone,
        };
        let Some(now) = now else {
            self.0.push(change("", "", "", true));
            return;
        };
        let fields = before.keys().chain(now.keys().filter(|field| !before.contains_key(*field)));
        for field in fields {
            let value = |of: &BTreeMap<String, String>| of.get(field).cloned().unwrap_or_default();
            let (then, now) = (value(&before), value(&now));
            if then != now {
                self.0.push(change(field, &then, &now, false));
            }
        }
    }
}

/// The fields of a thing as texts, by name; those of what it holds stand beside its own.
fn said(fields: &impl Serialize) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    // fields are always an object
    spread(serde_json::to_value(fields).unwrap_or_default(), &mut texts);
    texts
}

fn spread(value: Value, texts: &mut BTreeMap<String, String>) {
    let Value::Object(fields) = value else { return };
    for (name, value) in fields {
        match value {
            Value::Object(_) => spread(value, texts),
            value => drop(texts.insert(name, text(&value, "\n"))),
        }
    }
}

fn text(value: &Value, between: &str) -> String {
    let joined = |values: &mut dyn Iterator<Item = &Value>| {
        values.map(|value| text(value, ": ")).collect::<Vec<_>>().join(between)
    };
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) => joined(&mut list.iter()),
        Value::Object(fields) => joined(&mut fields.values()),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn looked(before: Value, now: Option<Value>) -> Vec<(String, String, String, bool)> {
        let mut changes = Changes::default();
        changes.look(ChangeOf::Brief, "Spring", said(&before), now.map(|now| said(&now)));
        changes.0.into_iter().map(|one| (one.field, one.before, one.after, one.gone)).collect()
    }

    #[test]
    fn only_what_differs_is_told_and_what_is_nested_by_its_own_name() {
        let before = json!({
            "name": "Spring", "interests": ["tea", "hiking"], "parameters": { "max_tokens": 200, "seed": null },
            "variables": [{ "name": "season", "value": "spring" }],
        });
        assert!(looked(before.clone(), Some(before.clone())).is_empty());
        let mut now = before.clone();
        now["interests"] = json!(["tea"]);
        now["parameters"]["max_tokens"] = json!(300);
        now["variables"][0]["value"] = json!("summer");
        let line = |field: &str, before: &str, after: &str| (field.into(), before.into(), after.into(), false);
        assert_eq!(
            looked(before, Some(now)),
            [
                line("interests", "tea\nhiking", "tea"),
                line("max_tokens", "200", "300"),
                line("variables", "season: spring", "season: summer"),
            ]
        );
    }

    #[test]
    fn what_is_gone_is_told_once() {
        assert_eq!(looked(json!({ "name": "Spring" }), None), [(String::new(), String::new(), String::new(), true)]);
    }
}
