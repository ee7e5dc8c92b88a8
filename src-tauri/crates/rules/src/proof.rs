//! The sentences that a pack brings along to prove its rules.

use crate::{
    about::About,
    fold::fold,
    pack::{Pack, PackError, Sample},
    rulebook::{Product, Ready, Rulebook},
    sentence::sentences,
};

/// A sentence for which a rule does not do what its pack says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestFailure {
    /// The rule's id.
    pub rule: String,
    /// The sentence.
    pub text: String,
    /// The words that were hit and should have passed; none when the rule finds nothing and should have.
    pub found: Option<String>,
}

impl std::fmt::Display for TestFailure {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.found {
            Some(words) => write!(out, "{} hits “{words}” in “{}”", self.rule, self.text),
            None => write!(out, "{} finds nothing in “{}”", self.rule, self.text),
        }
    }
}

impl Pack {
    /// Runs the sentences of every rule against that rule alone, whatever its market, category and audience. Empty when
    /// the pack does what it says.
    ///
    /// # Errors
    /// When a phrase cannot be read or stands for too much.
    pub fn test(&self) -> Result<Vec<TestFailure>, PackError> {
        let book = Rulebook::new(vec![self.clone()], &[], &[])?;
        let mut failures = Vec::new();
        for ready in book.rules() {
            ready.check()?;
            let samples = ready.rule.hits.iter().map(|sample| (sample, true));
            for (sample, expected) in samples.chain(ready.rule.passes.iter().map(|sample| (sample, false))) {
                let (text, found) = run(ready, sample);
                if found.is_some() != expected {
                    failures.push(TestFailure { rule: ready.rule.id.clone(), text, found });
                }
            }
        }
        Ok(failures)
    }
}

fn run(ready: &Ready, sample: &Sample) -> (String, Option<String>) {
    let (text, facts, attributes) = match sample {
        Sample::Plain(text) => (text, "", Vec::new()),
        Sample::About { text, facts, attributes } => (text, facts.as_str(), attributes.clone().into_iter().collect()),
    };
    let about = About { facts, attributes: &attributes, ..About::default() };
    let product = Product::of(&about);
    let found = if ready.rule.misses() {
        ready.missing(&[text], &product).map(|(_, range)| text[range].to_owned())
    } else {
        sentences(text).into_iter().find_map(|range| {
            let folded = fold(&text[range]);
            ready.places(&folded, &product).into_iter().next().map(|place| folded[place].to_owned())
        })
    };
    (text.clone(), found)
}
