//! Names that stay letter for letter.

use crate::{
    Learned, Reading, Said, Script, Sentence,
    tones::such_as,
    words::{NO_NAMES, is_han},
};
use std::collections::BTreeMap;

/// Most names proposed.
const MOST: usize = 20;
/// Longest name, in characters: longer ones are damage.
const LONGEST: usize = 60;
/// Most words of a name.
const WORDS: usize = 4;

/// Puts the names that recur, or that carry ® or ™.
pub(crate) fn propose(reading: &Reading<'_>, said: Said, learned: &mut Learned) {
    let mut found: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for sentence in reading.sentences {
        for name in names(sentence, reading.script) {
            if name.chars().count() <= LONGEST {
                found.entry(name).or_insert((0, sentence.text)).0 += 1;
            }
        }
    }
    let mut found: Vec<(String, (usize, &str))> =
        found.into_iter().filter(|(name, (count, _))| *count >= 2 || name.contains(['®', '™'])).collect();
    found.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.0.cmp(&b.0)));
    found.truncate(MOST);
    for (name, (count, example)) in found {
        let such = such_as(said, example);
        let because = said.say(format!("Found {count} times{such}."), format!("出现 {count} 次{such}。"));
        learned.note("glossary", &name, because);
        learned.fields.glossary.push(name);
    }
}

fn is_name_char(c: char) -> bool {
    (c.is_alphanumeric() && !is_han(c)) || matches!(c, '®' | '™' | '-' | '’' | '\'' | '&')
}

/// The names of a sentence. A word that only starts with a capital is one together with others of its kind; a single
/// one may be a weekday or a country.
fn names(sentence: &Sentence<'_>, script: Script) -> Vec<String> {
    let tokens = tokens(sentence.text);
    let long = tokens.iter().filter(|token| !token.first && token.text.chars().count() >= 4);
    let (all, capital) = long.fold((0, 0), |(all, capital), token| (all + 1, capital + usize::from(token.capital())));
    // where most words are capital, capitals tell nothing
    if script != Script::Chinese && capital * 2 > all {
        return tokens
            .iter()
            .filter(|token| token.text.contains(['®', '™']))
            .map(|token| token.text.to_owned())
            .collect();
    }
    let mut names = Vec::new();
    let mut run: Vec<&Token<'_>> = Vec::new();
    for token in &tokens {
        let inside = !token.first || token.special() || script == Script::Chinese;
        if !(token.joined && run.len() < WORDS) {
            close(&mut run, script, &mut names);
        }
        if token.capital() && inside {
            run.push(token);
        } else {
            close(&mut run, script, &mut names);
        }
    }
    close(&mut run, script, &mut names);
    names
}

fn close(run: &mut Vec<&Token<'_>>, script: Script, names: &mut Vec<String>) {
    let alone = |token: &Token<'_>| token.special() || (script == Script::Chinese && token.text.chars().count() >= 3);
    match run.as_slice() {
        [] => {}
        [token] => names.extend(alone(token).then(|| token.text.to_owned())),
        many if script == Script::Other => {
            // capitals of nouns make no name in every language
            names.extend(many.iter().filter(|token| token.special()).map(|token| token.text.to_owned()));
        }
        many => names.push(many.iter().map(|token| token.text).collect::<Vec<_>>().join(" ")),
    }
    run.clear();
}

struct Token<'a> {
    text: &'a str,
    /// First of the sentence.
    first: bool,
    /// One space apart from the token before.
    joined: bool,
}

impl Token<'_> {
    fn capital(&self) -> bool {
        self.text != "I"
            && !self.text.starts_with("I'")
            && !self.text.starts_with("I’")
            && !NO_NAMES.contains(&self.text)
            && (self.text.starts_with(char::is_uppercase) || self.special())
    }

    /// `CamelCase`, `iCase`, `ALLCAPS`, or marked with ® or ™.
    fn special(&self) -> bool {
        let letters = || self.text.chars().filter(|c| c.is_alphabetic());
        let (mut before, mut camel) = (' ', false);
        for c in self.text.chars() {
            camel |= before.is_lowercase() && c.is_uppercase();
            before = c;
        }
        let caps = letters().count() >= 2 && letters().all(char::is_uppercase) && !NO_NAMES.contains(&self.text);
        camel || caps || self.text.contains(['®', '™'])
    }
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut end_before = 0;
    for piece in text.split(|c: char| !is_name_char(c)) {
        let offset = piece.as_ptr() as usize - text.as_ptr() as usize;
        let trimmed = piece.trim_matches(['-', '’', '\'', '&']);
        let trimmed = trimmed.strip_suffix("'s").or_else(|| trimmed.strip_suffix("’s")).unwrap_or(trimmed);
        if !trimmed.contains(char::is_alphanumeric) {
            continue;
        }
        let joined = !tokens.is_empty() && text.get(end_before..offset) == Some(" ");
        tokens.push(Token { text: trimmed, first: tokens.is_empty(), joined });
        end_before = offset + piece.len();
    }
    tokens
}
