//! From brief, product and profile to the exact text that is sent.

use crate::{brief::BriefFields, product::ProductFields, profile::ProfileFields};
use minijinja::{Environment, UndefinedBehavior, Value, context};

/// Every name a template can use.
pub const FIELDS: [&str; 17] = [
    "name",
    "description",
    "sku",
    "price",
    "currency",
    "category",
    "brand",
    "tags",
    "attributes",
    "facts",
    "language",
    "interests",
    "profile",
    "tone",
    "notes",
    "instruction",
    "copy_language",
];

/// Steps a template may take: a loop over a long list is fine, an endless one is not.
const FUEL: u64 = 2_000_000;

/// Why a template gave no prompt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PromptError {
    /// The template's syntax is broken.
    #[error("The template cannot be read at line {line}: {detail}.")]
    Syntax {
        /// Line in the template, from 1.
        line: usize,
        /// The template engine's words.
        detail: String,
    },
    /// The template names something that does not exist.
    #[error("The template names “{field}”, which is not a field. It can use: {}.", FIELDS.join(", "))]
    UnknownField {
        /// The unknown name.
        field: String,
    },
    /// Rendering failed for another reason.
    #[error("The template fails at line {line}: {detail}.")]
    Render {
        /// Line in the template, from 1.
        line: usize,
        /// The template engine's words.
        detail: String,
    },
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.set_fuel(Some(FUEL));
    environment
}

fn explain(error: &minijinja::Error) -> PromptError {
    let line = error.line().unwrap_or(1);
    let detail = error.detail().map_or_else(|| error.kind().to_string(), ToOwned::to_owned);
    if error.kind() == minijinja::ErrorKind::SyntaxError {
        PromptError::Syntax { line, detail }
    } else {
        PromptError::Render { line, detail }
    }
}

/// Checks that a template can be read and names known fields only.
///
/// # Errors
/// See [`PromptError`].
pub fn check_template(template: &str) -> Result<(), PromptError> {
    let environment = environment();
    let parsed = environment.template_from_str(template).map_err(|error| explain(&error))?;
    let mut unknown: Vec<String> = parsed.undeclared_variables(false).into_iter().filter(|name| !known(name)).collect();
    unknown.sort();
    match unknown.into_iter().next() {
        Some(field) => Err(PromptError::UnknownField { field }),
        None => Ok(()),
    }
}

fn known(name: &str) -> bool {
    // functions of the template engine itself
    FIELDS.contains(&name) || matches!(name, "range" | "dict" | "namespace" | "debug")
}

/// Renders a brief for a product and a profile; without a profile its fields are empty.
///
/// Text of products and profiles is data: it is put in as it stands and never read as a template.
///
/// # Errors
/// See [`PromptError`].
pub fn render_prompt(
    brief: &BriefFields,
    product: &ProductFields,
    profile: Option<&ProfileFields>,
) -> Result<String, PromptError> {
    check_template(&brief.template)?;
    let environment = environment();
    let template = environment.template_from_str(&brief.template).map_err(|error| explain(&error))?;
    let facts: Vec<String> = product.attributes.iter().map(|fact| format!("{}: {}", fact.name, fact.value)).collect();
    let attributes: Value = product
        .attributes
        .iter()
        .map(|fact| Value::from_pairs([("name", fact.name.as_str()), ("value", fact.value.as_str())]))
        .collect();
    let neutral = ProfileFields::default();
    let profile = profile.unwrap_or(&neutral);
    template
        .render(context! {
            name => &*product.name,
            description => &*product.description,
            sku => &*product.sku,
            price => &*product.price,
            currency => &*product.currency,
            category => &*product.category,
            brand => &*product.brand,
            tags => product.tags.join(", "),
            attributes => attributes,
            facts => facts.join("\n"),
            language => &*product.language,
            interests => profile.interests.join(", "),
            profile => &*profile.name,
            tone => &*profile.tone,
            notes => &*profile.notes,
            instruction => &*brief.instruction,
            copy_language => &*brief.copy_language,
        })
        .map_err(|error| explain(&error))
}

/// Whether a template speaks to an audience, so that a neutral draft would leave a gap in it.
#[must_use]
pub fn names_profile(template: &str) -> bool {
    let environment = environment();
    environment.template_from_str(template).is_ok_and(|parsed| {
        let names = parsed.undeclared_variables(false);
        ["interests", "profile", "tone", "notes"].iter().any(|name| names.contains(*name))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::product::Attribute;

    fn pillow() -> ProductFields {
        ProductFields {
            sku: "P-1".into(),
            name: "Memory Foam Pillow".into(),
            description: "Ergonomic pillow.".into(),
            attributes: vec![Attribute { name: "Size".into(), value: "60 × 40 cm".into() }],
            ..Default::default()
        }
    }

    fn brief(template: &str) -> BriefFields {
        BriefFields { name: "B".into(), template: template.into(), instruction: "Write.".into(), ..Default::default() }
    }

    #[test]
    fn interests_are_joined_as_a_person_would() {
        let profile = ProfileFields {
            interests: vec!["yoga".into(), "meditation".into(), "healthy living".into()],
            ..Default::default()
        };
        let brief = brief("User Interests: {{ interests }}\nProduct Name: {{ name }}");
        assert_eq!(
            render_prompt(&brief, &pillow(), Some(&profile)).unwrap(),
            "User Interests: yoga, meditation, healthy living\nProduct Name: Memory Foam Pillow"
        );
    }

    #[test]
    fn product_text_is_data_and_never_a_template() {
        let mut product = pillow();
        product.description = "{{ instruction }} {% for x in y %} <b>&</b>".into();
        let prompt = render_prompt(&brief("{{ description }}|{{ facts }}"), &product, None).unwrap();
        assert_eq!(prompt, "{{ instruction }} {% for x in y %} <b>&</b>|Size: 60 × 40 cm");
    }

    #[test]
    fn an_unknown_field_is_named() {
        let error = render_prompt(&brief("{{ colour }}"), &pillow(), None).unwrap_err();
        assert_eq!(error, PromptError::UnknownField { field: "colour".into() });
        assert!(error.to_string().contains("“colour”"));
    }

    #[test]
    fn a_broken_template_names_its_line() {
        let error = check_template("ok\n{{ name").unwrap_err();
        assert!(matches!(error, PromptError::Syntax { line: 2, .. }), "{error:?}");
    }

    #[test]
    fn loops_over_facts_work_and_endless_work_ends() {
        let facts = "{% for a in attributes %}{{ a.name }}={{ a.value }};{% endfor %}";
        assert_eq!(render_prompt(&brief(facts), &pillow(), None).unwrap(), "Size=60 × 40 cm;");
        let endless = "{% for a in range(9000) %}{% for b in range(9000) %}{{ b }}{% endfor %}{% endfor %}";
        assert!(matches!(render_prompt(&brief(endless), &pillow(), None), Err(PromptError::Render { .. })));
    }

    #[test]
    fn a_brief_knows_whether_it_speaks_to_an_audience() {
        assert!(names_profile("{{ interests }}"));
        assert!(!names_profile("{{ name }} interests"));
    }
}
