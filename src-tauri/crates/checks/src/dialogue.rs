//! Whether an agent's words in a conversation rest on facts: a promise that nobody made is the dearest mistake there.

use crate::{
    numbers::{Number, numbers},
    terms::is_cjk,
};
use copydesk_domain::place::{Place, Said, whole};
use copydesk_domain::{Channel, FieldValue, FieldValues, Finding, Level, Speaker, Turn};
use std::collections::HashSet;
use unicode_segmentation::UnicodeSegmentation;

/// Longest courtesy, such as “Thank you for your message, I am glad to help.”: a turn beyond it says something. In Latin
/// letters; a Chinese or Japanese character stands for three.
const COURTESY: usize = 60;
/// Longest answer such as “Yes, it is.” that needs no word of the fact it rests on; counted likewise.
const SHORT: usize = 18;
/// How often the same side may go on speaking.
const MOST_REPEATS: usize = 2;

/// Findings of the conversations of a draft. The facts are names and values of the product and of the shop's policies.
#[must_use]
pub fn dialogue_findings(channel: &Channel, values: &FieldValues, facts: &[(String, String)]) -> Vec<Finding> {
    let known: Vec<Number> = facts.iter().flat_map(|(name, value)| numbers(&format!("{name}: {value}"))).collect();
    let mut findings = Vec::new();
    for field in channel.written() {
        let Some(FieldValue::Turns(turns)) = values.get(&field.id) else { continue };
        findings.extend(order(&field.id, turns));
        for (at, turn) in turns.iter().enumerate().filter(|(_, turn)| turn.speaker == Speaker::Agent) {
            let place = place(&field.id, at, turn);
            findings.extend(unsupported(&place, &known));
            findings.extend(unknown_basis(&place, turn, facts));
            findings.extend(no_basis(&place, turn));
            findings.extend(unrelated(&place, turn, facts));
        }
    }
    findings
}

fn place(field: &str, at: usize, turn: &Turn) -> Place {
    Place { field: field.to_owned(), part: Some(whole(at)), text: turn.text.clone() }
}

/// Numbers that no fact has.
fn unsupported(place: &Place, known: &[Number]) -> Vec<Finding> {
    let unknown = |number: &Number| !known.iter().any(|fact| fact.is(number));
    let said = |number: Number| {
        let finding = place.finding("dialogue.unsupported_number", Level::Ban, number.range);
        let words = finding.text.clone();
        let message = format!("The agent says {words}, which neither the product's facts nor the shop's policies say.");
        finding.with("number", words).said(message, "Take it out, or write the fact down first.")
    };
    numbers(&place.text).into_iter().filter(unknown).map(said).collect()
}

/// Names of facts that there are not.
fn unknown_basis(place: &Place, turn: &Turn, facts: &[(String, String)]) -> Vec<Finding> {
    let folded = |name: &str| name.trim().to_lowercase();
    let unknown =
        |name: &&String| !name.trim().is_empty() && !facts.iter().any(|(fact, _)| folded(fact) == folded(name));
    let said = |name: &String| {
        let message = format!("The agent rests on “{name}”, and there is no fact or policy of that name.");
        place
            .finding("dialogue.unknown_basis", Level::Ban, 0..place.text.len())
            .with("basis", name)
            .said(message, "Name a fact or a policy that there is, or let the agent ask a person.")
    };
    turn.basis.iter().filter(unknown).map(said).collect()
}

/// A turn that says something and names nothing that it rests on.
fn no_basis(place: &Place, turn: &Turn) -> Option<Finding> {
    let named = turn.basis.iter().any(|name| !name.trim().is_empty());
    if named || turn.ask_person || weight(&turn.text) <= COURTESY {
        return None;
    }
    let message = "The agent names no fact or policy that these words rest on, and does not ask a person.".to_owned();
    let finding = place.finding("dialogue.no_basis", Level::Ban, 0..place.text.len());
    Some(finding.said(message, "Name the fact or policy, or let the agent ask a person."))
}

/// A turn that has no word in common with the facts that it names: they are not what it rests on. Words of another script
/// than the facts' cannot be held against them.
fn unrelated(place: &Place, turn: &Turn, facts: &[(String, String)]) -> Option<Finding> {
    let named = |name: &str| turn.basis.iter().any(|basis| basis.trim().eq_ignore_ascii_case(name.trim()));
    let grounds: Vec<&(String, String)> = facts.iter().filter(|(name, _)| named(name)).collect();
    if turn.ask_person || grounds.is_empty() || weight(&turn.text) <= SHORT {
        return None;
    }
    let chinese = |text: &str| text.chars().any(is_cjk);
    let told = |(name, value): &&(String, String)| chinese(&format!("{name}{value}")) == chinese(&turn.text);
    let told: Vec<_> = grounds.iter().copied().filter(told).collect();
    let said = stems(&turn.text);
    let meets = |(name, value): &&(String, String)| !said.is_disjoint(&stems(&format!("{name} {value}")));
    if told.is_empty() || told.iter().any(meets) {
        return None;
    }
    let names = grounds.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
    let message = format!("The agent rests on “{names}”, and none of these words stand there.");
    let finding = place.finding("dialogue.unrelated_basis", Level::Ban, 0..place.text.len());
    Some(finding.with("basis", names).said(message, "Name what it rests on, or let the agent ask a person."))
}

/// Beginnings of the words of a text, whatever their endings: four letters, a number, or two characters side by side.
fn stems(text: &str) -> HashSet<String> {
    let words: Vec<String> = text.unicode_words().map(str::to_lowercase).collect();
    let latin = words.iter().filter(|word| !word.chars().all(is_cjk));
    let latin = latin.filter(|word| word.chars().count() >= 3 || word.chars().all(|c| c.is_ascii_digit()));
    let mut stems: HashSet<String> = latin.map(|word| word.chars().take(4).collect()).collect();
    let han: Vec<char> = text.chars().filter(|character| is_cjk(*character)).collect();
    stems.extend(han.windows(2).map(|pair| pair.iter().collect::<String>()));
    stems
}

fn weight(text: &str) -> usize {
    text.trim().chars().map(|character| if is_cjk(character) { 3 } else { 1 }).sum()
}

/// A conversation begins with the customer, and goes to and fro.
fn order(field: &str, turns: &[Turn]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut said = |at: usize, problem: &str, message: &str, suggestion: &str| {
        let place = place(field, at, &turns[at]);
        let finding = place.finding("dialogue.order", Level::Caution, 0..place.text.len());
        findings.push(finding.with("problem", problem).said(message.to_owned(), suggestion));
    };
    if turns.first().is_some_and(|turn| turn.speaker != Speaker::Customer) {
        said(0, "begin", "The conversation does not begin with the customer.", "Let the customer ask first.");
    }
    let repeats = (1..turns.len()).filter(|at| turns[*at].speaker == turns[at - 1].speaker);
    if let Some(at) = repeats.skip(MOST_REPEATS).take(1).next() {
        said(
            at,
            "repeat",
            "Several times one side speaks twice in a row.",
            "Join these turns, or let the other side answer.",
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::fixtures::{channel, seen, turns};
    use Speaker::{Agent, Customer};

    fn turn(speaker: Speaker, text: &str, basis: &[&str]) -> Turn {
        let basis = basis.iter().map(|name| (*name).to_owned()).collect();
        Turn { speaker, text: text.to_owned(), basis, ask_person: false }
    }

    fn findings(spoken: Vec<Turn>) -> Vec<Finding> {
        let values = [("talk".to_owned(), FieldValue::Turns(spoken))].into();
        let facts = [
            ("Weight", "1.4 kg"),
            ("Returns", "退货：三十天内"),
            ("Price", "1,299.00"),
            ("Discount", "20% for 2 pieces"),
        ];
        let facts: Vec<_> = facts.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        dialogue_findings(&channel(vec![turns("talk")]), &values, &facts)
    }

    fn answer(text: &str) -> Vec<Finding> {
        findings(vec![turn(Customer, "Is it 99 kg?", &[]), turn(Agent, text, &["Weight"])])
    }

    #[test]
    fn numbers_of_the_facts_are_supported_in_any_writing() {
        assert_eq!(answer("It weighs 1.40 kg and costs $1299, 20 % less for two."), []);
        assert_eq!(answer("重1.4公斤，30天内可退，价格１２９９元，两件八折".split('，').next().unwrap()), []);
        assert_eq!(answer("三十天内可以退货"), []);
    }

    #[test]
    fn a_number_that_no_fact_has_is_marked() {
        let found = answer("It comes with a 5-year warranty, in 48小时.");
        let wanted =
            [("dialogue.unsupported_number", "talk", "5-year"), ("dialogue.unsupported_number", "talk", "48小时")];
        assert_eq!(seen(&found), wanted);
        assert_eq!((found[0].level, found[0].part), (Level::Ban, Some(1)));
        assert_eq!(seen(&answer("十五天内可以退货")), [("dialogue.unsupported_number", "talk", "十五天")]);
        assert_eq!(answer("You save 30%.").len(), 1, "thirty days are no thirty percent");
        assert_eq!(answer("Within 30 hours.").len(), 1, "nor hours");
    }

    #[test]
    fn a_customer_may_say_any_number() {
        assert_eq!(findings(vec![turn(Customer, "I paid 77 for it, is it 12 kg?", &[])]), []);
    }

    #[test]
    fn a_courtesy_needs_no_basis_and_a_claim_does() {
        let long = "This pillow is made by hand in a small workshop and never loses its shape.";
        let said = |text: &str| findings(vec![turn(Customer, "Hi", &[]), turn(Agent, text, &[])]);
        assert_eq!(said("Hello! How can I help you?"), []);
        assert_eq!(seen(&said(long)), [("dialogue.no_basis", "talk", long)]);
        assert_eq!(said("这款枕头由手工制作，永远不会变形，也不会发黄，请放心购买使用").len(), 1);
        let asking = Turn { ask_person: true, ..turn(Agent, long, &[]) };
        assert_eq!(findings(vec![turn(Customer, "Hi", &[]), asking]), []);
    }

    #[test]
    fn a_basis_must_be_the_name_of_a_fact() {
        let found = findings(vec![turn(Customer, "Hi", &[]), turn(Agent, "Yes.", &["weight ", "Warranty"])]);
        assert_eq!(seen(&found), [("dialogue.unknown_basis", "talk", "Yes.")]);
        assert_eq!((found[0].params["basis"].as_str(), found[0].level), ("Warranty", Level::Ban));
    }

    #[test]
    fn a_fact_that_is_named_has_something_to_do_with_what_is_said() {
        let said = |text: &str| findings(vec![turn(Customer, "Hi", &[]), turn(Agent, text, &["Weight", "Returns"])]);
        let found = said("The rose is removable, so you can water it.");
        assert_eq!(seen(&found), [("dialogue.unrelated_basis", "talk", "The rose is removable, so you can water it.")]);
        assert_eq!(found[0].level, Level::Ban);
        assert_eq!(said("It weighs very little."), []);
        assert_eq!(said("三十天内可以退货，请放心。"), []);
        assert_eq!(said("Yes, gladly."), [], "a short answer rests on the question");
        let asking = Turn { ask_person: true, ..turn(Agent, "The rose is removable, I will ask.", &["Weight"]) };
        assert_eq!(findings(vec![turn(Customer, "Hi", &[]), asking]), []);
    }

    #[test]
    fn a_conversation_begins_with_the_customer_and_goes_to_and_fro() {
        let found = findings(vec![turn(Agent, "Hello", &[]), turn(Customer, "Hi", &[])]);
        assert_eq!(seen(&found), [("dialogue.order", "talk", "Hello")]);
        let twice = ["a", "b", "c"].map(|text| turn(Customer, text, &[])).to_vec();
        assert_eq!(findings(twice.clone()), [], "twice is how people write");
        let found = findings([twice, vec![turn(Customer, "d", &[])]].concat());
        assert_eq!((found.len(), found[0].part), (1, Some(3)));
    }
}
