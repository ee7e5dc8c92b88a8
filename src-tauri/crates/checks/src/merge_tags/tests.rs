use super::*;
use crate::fixtures::{channel, field, seen, values};
use copydesk_domain::FieldValue;

fn findings(text: &str) -> Vec<Finding> {
    let values = [("body".to_owned(), FieldValue::Text(text.to_owned()))].into();
    merge_tag_findings(&channel(vec![field("body", vec![])]), &values)
}

fn marks(text: &str) -> Vec<(String, String)> {
    findings(text).into_iter().map(|finding| (finding.rule, finding.text)).collect()
}

fn broken(words: &str) -> Vec<(String, String)> {
    vec![("merge_tag.broken".to_owned(), words.to_owned())]
}

#[test]
fn tags_are_read_with_their_places() {
    let tags = merge_tags("你好 {{ first_name|default:'there' }}, *|FNAME|*!");
    assert_eq!(tags.len(), 2);
    assert_eq!((tags[0].text.as_str(), tags[0].start, tags[0].end), ("{{ first_name|default:'there' }}", 3, 35));
    assert_eq!((tags[0].dialect, tags[0].kind, tags[0].has_fallback), (TagDialect::Klaviyo, TagKind::Value, true));
    assert_eq!(
        (tags[1].text.as_str(), tags[1].dialect, tags[1].kind),
        ("*|FNAME|*", TagDialect::Mailchimp, TagKind::Value)
    );
}

#[test]
fn conditions_are_control_tags() {
    let text = "{% if vip %}A{% elif b %}B{% else %}C{% endif %} *|IF:X|*D*|ELSE:|*E*|END:IF|*";
    assert_eq!(merge_tags(text).iter().filter(|tag| tag.kind == TagKind::Control).count(), 7);
    assert_eq!(findings(text), []);
}

#[test]
fn a_tag_that_is_not_closed_is_broken() {
    assert_eq!(marks("Hi *|FNAME, hello"), broken("*|FNAME,"));
    assert_eq!(marks("Hi {{ first_name, hello"), broken("{{ first_name,"));
    assert_eq!(marks("Hi {{ first_name and {{ last_name|default:'x' }}"), broken("{{ first_name"));
    assert_eq!(marks("Hi {% if vip"), broken("{% if"));
    assert_eq!(marks("Hi {{ }}"), broken("{{ }}"));
    assert_eq!(marks("Hi {{"), broken("{{"));
}

#[test]
fn a_tag_that_is_not_opened_is_broken() {
    assert_eq!(marks("Hi FNAME|*, hello"), broken("FNAME|*"));
    assert_eq!(marks("Hi { first_name }}, hello").len(), 1);
    assert_eq!(marks("嗨 名字}}"), broken("名字}}"));
}

#[test]
fn a_condition_without_its_end_or_its_beginning_is_broken() {
    assert_eq!(marks("{% if vip %}Hello"), broken("{% if vip %}"));
    assert_eq!(marks("Hello{% endif %}"), broken("{% endif %}"));
    assert_eq!(marks("Hello{% else %}"), broken("{% else %}"));
    assert_eq!(marks("*|IF:VIP|*Hello"), broken("*|IF:VIP|*"));
    assert_eq!(marks("Hello*|END:IF|*"), broken("*|END:IF|*"));
    assert_eq!(marks("{% if a %}{% for x in y %}{% endif %}"), broken("{% for x in y %}"));
}

#[test]
fn a_value_of_klaviyo_needs_a_default_and_one_of_mailchimp_has_it_elsewhere() {
    let found = findings("Hi {{ first_name }}, *|FNAME|*");
    assert_eq!(seen(&found), [("merge_tag.no_fallback", "body", "{{ first_name }}")]);
    assert_eq!(found[0].level, Level::Caution);
    assert_eq!(findings("Hi {{ first_name|title|default:'there' }}"), []);
    assert_eq!(findings("{{ organization.full_address }} {% unsubscribe 'Leave' %}"), []);
}

#[test]
fn a_value_that_a_condition_asks_for_needs_no_default_but_its_other_branch_does() {
    assert_eq!(findings("{% if first_name %}Hi {{ first_name }}{% else %}Hi{% endif %}"), []);
    assert_eq!(findings("{% for item in event.items %}{{ item.name }}{% endfor %}"), []);
    assert_eq!(findings("{% if not first_name %}Hi {{ first_name }}{% endif %}").len(), 1);
    assert_eq!(findings("{% if first_name %}Hi{% else %}Hi {{ first_name }}{% endif %}").len(), 1);
}

#[test]
fn a_text_without_tags_has_no_findings() {
    assert_eq!(findings("Was 39 | now 29 * until Sunday {soft} 50% off} *terms apply*"), []);
    assert!(merge_tags("").is_empty());
}

#[test]
fn tags_stay_letter_for_letter() {
    let before = "Hi {{ first_name|default:'there' }}, {{ first_name|default:'there' }} *|FNAME|*";
    assert_eq!(changed_tags(before, before), []);
    let after = "Hallo {{ vorname|default:'du' }}, {{ first_name|default:'there' }}";
    let findings = changed_tags(before, after);
    assert_eq!(seen(&findings), [("merge_tag.changed", "", "{{ vorname|default:'du' }}"), ("merge_tag.lost", "", "")]);
    assert_eq!(findings[0].start, 6);
    assert_eq!(findings[1].params["before"], "*|FNAME|*");
    assert!(findings.iter().all(|finding| finding.level == Level::Ban));
    assert_eq!(seen(&changed_tags("Hi", "Hi *|FNAME|*")), [("merge_tag.changed", "", "*|FNAME|*")]);
}

#[test]
fn findings_of_a_draft_name_the_field() {
    let channel = channel(vec![field("subject", vec![]), field("body", vec![])]);
    let values = values(r#"{"subject":"Hi *|FNAME","body":"Bye"}"#);
    assert_eq!(seen(&merge_tag_findings(&channel, &values)), [("merge_tag.broken", "subject", "*|FNAME")]);
}
