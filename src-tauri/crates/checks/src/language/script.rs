//! Simplified or traditional Chinese.

/// Pairs of frequent characters that stand in one of the scripts only: simplified, traditional.
const PAIRS: &str = include_str!("script_pairs.txt");
/// Fewest characters of one script that decide.
const FEWEST: usize = 2;
/// How much more often they must stand than those of the other.
const MARGIN: usize = 4;

/// Scripts of Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    Simplified,
    Traditional,
}

/// The tag of a Chinese text: `zh-CN`, `zh-TW`, or `zh` where its characters do not tell.
pub fn chinese(text: &str) -> &'static str {
    let (mut simplified, mut traditional) = (0_usize, 0_usize);
    for character in text.chars() {
        match of(character) {
            Some(Script::Simplified) => simplified += 1,
            Some(Script::Traditional) => traditional += 1,
            None => {}
        }
    }
    if simplified >= FEWEST && simplified > traditional * MARGIN {
        "zh-CN"
    } else if traditional >= FEWEST && traditional > simplified * MARGIN {
        "zh-TW"
    } else {
        "zh"
    }
}

/// The script that a tag asks for; none for `zh` alone and for other languages.
pub fn of_tag(tag: &str) -> Option<Script> {
    let tag = tag.to_lowercase();
    let mut subtags = tag.split(['-', '_']);
    if subtags.next() != Some("zh") {
        return None;
    }
    subtags.find_map(|subtag| match subtag {
        "hans" | "cn" | "sg" => Some(Script::Simplified),
        "hant" | "tw" | "hk" | "mo" => Some(Script::Traditional),
        _ => None,
    })
}

fn of(character: char) -> Option<Script> {
    PAIRS.lines().find_map(|pair| {
        let mut pair = pair.chars();
        let (simplified, traditional) = (pair.next()?, pair.next()?);
        match character {
            _ if character == simplified => Some(Script::Simplified),
            _ if character == traditional => Some(Script::Traditional),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_is_two_characters_and_stands_once() {
        let mut all: Vec<char> = PAIRS.lines().flat_map(str::chars).collect();
        assert!(PAIRS.lines().all(|pair| pair.chars().count() == 2));
        assert!(all.len() >= 300, "{}", all.len());
        all.sort_unstable();
        let before = all.len();
        all.dedup();
        assert_eq!(all.len(), before);
    }
}
