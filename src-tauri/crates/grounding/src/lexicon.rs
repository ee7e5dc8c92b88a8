//! The words for materials, marks, origins and measures, in English and Chinese, and the idioms that look like them.

use crate::text::{before, behind, is_han, is_letter, stands_alone, words_before, words_behind};
use aho_corasick::{AhoCorasick, MatchKind};
use std::{collections::BTreeMap, ops::Range, sync::LazyLock};

const MATERIALS: &str = include_str!("../../../../assets/grounding/materials.toml");
const CERTIFICATIONS: &str = include_str!("../../../../assets/grounding/certifications.toml");
const ORIGINS: &str = include_str!("../../../../assets/grounding/origins.toml");
const ROLES: &str = include_str!("../../../../assets/grounding/roles.toml");
const IDIOMS: &str = include_str!("../../../../assets/grounding/idioms.toml");

/// The words that this crate ships.
pub static SHIPPED: LazyLock<Lexicon> = LazyLock::new(Lexicon::shipped);

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// What something is made of.
    Material,
    /// A mark, standard or approval.
    Certification,
    /// A country.
    Origin,
}

/// A material, mark or country.
#[derive(Debug)]
pub struct Entry {
    /// What it is about.
    pub topic: Topic,
    /// Its name in the data.
    pub id: String,
    /// Materials of one family exclude each other.
    pub family: String,
    /// What it is a kind of.
    pub parent: Option<u16>,
}

#[derive(Clone, Copy, PartialEq)]
enum Strength {
    Sure,
    /// Needs words around it.
    Context,
    /// Counts in facts alone.
    Facts,
    /// The adjective of a country.
    Adjective,
}

struct Pattern {
    /// Several entries can share a word; none for an idiom.
    entries: Vec<u16>,
    strength: Strength,
    /// As it has to be written; none if its case says nothing.
    exact: Option<String>,
}

/// An entry where it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where, in bytes.
    pub range: Range<usize>,
    /// The entry.
    pub entry: u16,
    /// The number of a standard or of a degree of protection.
    pub number: u32,
}

/// Words and what they stand for.
pub struct Lexicon {
    /// Materials, marks, countries.
    pub entries: Vec<Entry>,
    patterns: Vec<Pattern>,
    /// The entry of standards and degrees that go by a number.
    iso: Option<u16>,
    automaton: Option<AhoCorasick>,
    roles: Vec<u16>,
    role_automaton: Option<AhoCorasick>,
}

type Table = BTreeMap<String, Vec<String>>;

impl Lexicon {
    fn shipped() -> Self {
        let mut builder = Builder::default();
        builder.materials(&table(MATERIALS));
        builder.topic(Topic::Certification, &table(CERTIFICATIONS));
        builder.topic(Topic::Origin, &table(ORIGINS));
        builder.idioms(&table(IDIOMS));
        let mut role_words: Vec<String> = Vec::new();
        let mut roles: Vec<u16> = Vec::new();
        for (id, row) in (0_u16..).zip(table(ROLES).values()) {
            for word in row.iter().flat_map(|words| words.split('|')).filter(|word| !word.is_empty()) {
                role_words.push(word.to_owned());
                roles.push(id);
            }
        }
        let build = |words: &[String]| {
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(true).build(words).ok()
        };
        let automaton = build(&builder.words);
        let role_automaton = build(&role_words);
        let iso = builder.entries.iter().position(|entry| entry.id == "iso").and_then(|at| u16::try_from(at).ok());
        Self { iso, entries: builder.entries, patterns: builder.patterns, automaton, roles, role_automaton }
    }

    /// The entry of an id.
    pub fn entry(&self, id: u16) -> Option<&Entry> {
        self.entries.get(usize::from(id))
    }

    /// Whether an entry is another, or a kind of it.
    pub fn is(&self, entry: u16, other: u16) -> bool {
        let mut at = Some(entry);
        for _ in 0..4 {
            match at {
                Some(id) if id == other => return true,
                Some(id) => at = self.entry(id).and_then(|entry| entry.parent),
                None => break,
            }
        }
        false
    }

    /// The entries that a sentence names, and the places of its idioms. In facts (`loose`) every mention counts.
    pub fn read(&self, text: &str, loose: bool) -> (Vec<Hit>, Vec<Range<usize>>) {
        let (mut hits, mut idioms) = (Vec::new(), Vec::new());
        let Some(automaton) = &self.automaton else { return (hits, idioms) };
        let mut adjectives = Vec::new();
        for found in automaton.find_iter(text) {
            let range = found.range();
            let Some(pattern) = self.patterns.get(found.pattern().as_usize()) else { continue };
            if !stands_alone(text, &range) || pattern.exact.as_ref().is_some_and(|exact| text[range.clone()] != **exact)
            {
                continue;
            }
            if pattern.entries.is_empty() {
                idioms.push(range);
                continue;
            }
            for id in &pattern.entries {
                let Some(entry) = self.entry(*id) else { continue };
                let hit = |range| Hit { range, entry: *id, number: 0 };
                let range = range.clone();
                match entry.topic {
                    Topic::Material if is_material(text, &range, pattern.strength, loose) => hits.push(hit(range)),
                    Topic::Certification if loose || pattern.strength != Strength::Facts => {
                        let denied = denied(text, &range) && !loose;
                        if !denied {
                            hits.push(hit(range));
                        }
                    }
                    Topic::Origin if loose => hits.push(hit(range)),
                    Topic::Origin if pattern.strength == Strength::Adjective => adjectives.push(hit(range)),
                    Topic::Origin => hits.extend(come_from(text, &range).map(hit)),
                    _ => {}
                }
            }
        }
        hits.extend(self.numbered(text));
        self.add_adjectives(text, adjectives, &mut hits);
        hits.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end)));
        (hits, idioms)
    }

    /// IPX7, IP67, ISO 9001.
    fn numbered(&self, text: &str) -> Vec<Hit> {
        let mut found = Vec::new();
        let Some(iso) = self.iso else { return found };
        for (at, mark) in text.match_indices("ISO").chain(text.match_indices("IP")) {
            if before(text, at).is_some_and(|c| is_letter(c) || c.is_ascii_digit()) {
                continue;
            }
            let tail = &text[at + mark.len()..];
            let rest = tail.trim_start_matches([' ', '-']);
            let digits: String = if mark == "IP" { tail } else { rest }
                .chars()
                .take_while(|c| c.is_ascii_digit() || (mark == "IP" && *c == 'X'))
                .collect();
            let wanted = if mark == "IP" { 2..=3 } else { 4..=5 };
            if !wanted.contains(&digits.len()) || !digits.contains(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let number =
                digits.replace('X', "9").parse::<u32>().unwrap_or(0) + if mark == "IP" { 1_000_000 } else { 0 };
            let skipped = if mark == "IP" { 0 } else { tail.len() - rest.len() };
            found.push(Hit { range: at..at + mark.len() + skipped + digits.len(), entry: iso, number });
        }
        found
    }

    /// Italian leather, Egyptian-made: an adjective counts before a material or a word of making.
    fn add_adjectives(&self, text: &str, adjectives: Vec<Hit>, hits: &mut Vec<Hit>) {
        const MADE: [&str; 14] = [
            "made",
            "crafted",
            "woven",
            "milled",
            "sourced",
            "grown",
            "built",
            "manufactured",
            "produced",
            "tanned",
            "origin",
            "makers",
            "artisans",
            "knitted",
        ];
        for adjective in adjectives {
            let near = |hit: &Hit| {
                let material = self.entry(hit.entry).is_some_and(|entry| entry.topic == Topic::Material);
                let between = text.get(adjective.range.end..hit.range.start);
                material && between.is_some_and(|words| words.len() < 16 && !words.contains(['.', ',', ';']))
            };
            let material = hits.iter().any(near);
            let made = words_behind(text, adjective.range.end)
                .next()
                .is_some_and(|word| MADE.contains(&word.to_lowercase().as_str()));
            if material || made {
                hits.push(adjective);
            }
        }
    }

    /// Which measure of a product the words around a quantity name.
    pub fn role(&self, text: &str, range: &Range<usize>, from: usize, to: usize) -> Option<u16> {
        let parts = |c: char| matches!(c, '.' | ',' | ';' | '，' | '、' | '；' | '(' | '）' | '\n' | '|');
        let tail = &text[range.end..to];
        let tail = tail.split(parts).next().unwrap_or(tail);
        // 20 cm wide, before anything else
        let near = tail.char_indices().nth(20).map_or(tail, |(at, _)| &tail[..at]);
        if let Some(role) = self.roles_in(near).into_iter().next().filter(|(place, _)| place.start < 4) {
            return Some(role.1);
        }
        let head = &text[from..range.start];
        let head = head.rsplit(parts).next().unwrap_or(head);
        if let Some((_, role)) = self.roles_in(head).pop() {
            return Some(role);
        }
        self.roles_in(near).into_iter().next().map(|(_, role)| role)
    }

    /// The measures that a text names, in order.
    pub fn roles_in(&self, text: &str) -> Vec<(Range<usize>, u16)> {
        let Some(automaton) = &self.role_automaton else { return Vec::new() };
        let found = automaton.find_iter(text).filter(|found| stands_alone(text, &found.range()));
        found.filter_map(|found| Some((found.range(), *self.roles.get(found.pattern().as_usize())?))).collect()
    }
}

#[derive(Default)]
struct Builder {
    entries: Vec<Entry>,
    words: Vec<String>,
    patterns: Vec<Pattern>,
    places: BTreeMap<String, usize>,
}

impl Builder {
    fn add(&mut self, word: &str, entry: Option<u16>, strength: Strength) {
        let (word, strength) = match (word.strip_prefix('?'), word.strip_prefix('~')) {
            (Some(word), _) => (word, Strength::Context),
            (_, Some(word)) => (word, Strength::Facts),
            _ => (word, strength),
        };
        if word.is_empty() {
            return;
        }
        let key = word.to_ascii_lowercase();
        if let Some(pattern) = self.places.get(&key).and_then(|at| self.patterns.get_mut(*at)) {
            if !pattern.entries.is_empty() {
                pattern.entries.extend(entry.filter(|id| !pattern.entries.contains(id)));
            }
            return;
        }
        let capitals = word.len() <= 5 && word.chars().all(|c| c.is_ascii_uppercase());
        let exact = (capitals && entry.is_some()).then(|| word.to_owned());
        self.places.insert(key, self.patterns.len());
        self.words.push(word.to_owned());
        self.patterns.push(Pattern { entries: entry.into_iter().collect(), strength, exact });
    }

    fn entry(&mut self, topic: Topic, id: &str, family: &str) -> u16 {
        let at = u16::try_from(self.entries.len()).unwrap_or(u16::MAX);
        self.entries.push(Entry { topic, id: id.to_owned(), family: family.to_owned(), parent: None });
        at
    }

    fn materials(&mut self, table: &Table) {
        for (id, row) in table {
            let [family, _, english, chinese] = row.as_slice() else { continue };
            let at = self.entry(Topic::Material, id, family);
            english.split('|').chain(chinese.split('|')).for_each(|word| self.add(word, Some(at), Strength::Sure));
        }
        let ids: BTreeMap<String, u16> = (0..).zip(&self.entries).map(|(at, entry)| (entry.id.clone(), at)).collect();
        for entry in &mut self.entries {
            let parent = table.get(&entry.id).and_then(|row| row.get(1));
            entry.parent = parent.and_then(|parent| ids.get(parent).copied());
        }
    }

    fn topic(&mut self, topic: Topic, table: &Table) {
        for (id, row) in table {
            let at = self.entry(topic, id, "");
            for (column, words) in row.iter().enumerate() {
                let adjective = topic == Topic::Origin && column == 1;
                let strength = if adjective { Strength::Adjective } else { Strength::Sure };
                words.split('|').for_each(|word| self.add(word, Some(at), strength));
            }
        }
    }

    fn idioms(&mut self, table: &Table) {
        table.values().flatten().for_each(|word| self.add(word, None, Strength::Sure));
    }
}

fn table(data: &str) -> Table {
    toml::from_str(data).unwrap_or_default()
}

const COLOURS: &[&str] = &[
    "brown", "grey", "gray", "white", "black", "blue", "green", "pink", "red", "beige", "tone", "tones", "toned",
    "colour", "color", "coloured", "colored", "hue", "hues", "tan", "cream", "shade", "yellow", "look", "like",
    "effect", "style", "feel", "inspired", "print", "pattern", "finish", "candy", "scent", "scented", "notes", "free",
    "oil", "softness", "stains",
];
const OF: &[&str] = &[
    "of",
    "in",
    "from",
    "solid",
    "pure",
    "real",
    "genuine",
    "natural",
    "recycled",
    "full",
    "made",
    "with",
    "carbon",
    "stainless",
    "reclaimed",
    "european",
    "american",
    "italian",
    "french",
    "white",
    "brushed",
    "polished",
    "frosted",
    "clear",
    "cast",
    "braided",
    "crafted",
    "washed",
    "mulberry",
    "raw",
    "organic",
    "belgian",
    "european",
    "black",
    "soft",
    "pure",
    "breathable",
    "durable",
    "heavy",
    "irish",
];
const PARTS: &[&str] = &[
    "frame",
    "body",
    "base",
    "legs",
    "leg",
    "top",
    "handle",
    "handles",
    "lid",
    "jar",
    "jars",
    "bottle",
    "case",
    "housing",
    "shell",
    "lining",
    "sole",
    "soles",
    "outsole",
    "strap",
    "straps",
    "buckle",
    "hinges",
    "hardware",
    "blade",
    "blades",
    "bowl",
    "mug",
    "cup",
    "plate",
    "pan",
    "pot",
    "table",
    "desk",
    "chair",
    "shelf",
    "tray",
    "board",
    "box",
    "door",
    "panel",
    "fabric",
    "shirt",
    "sheet",
    "sheets",
    "cover",
    "pillowcase",
    "ring",
    "necklace",
    "chain",
    "carafe",
    "kettle",
    "teapot",
    "jug",
    "bedding",
    "dress",
    "blouse",
    "trousers",
    "jacket",
    "bag",
    "tote",
    "apron",
    "napkins",
    "tablecloth",
    "curtains",
    "upholstery",
    "container",
    "containers",
    "bottles",
    "lids",
    "feet",
    "slats",
    "wood",
    "veneer",
    "hulls",
    "grips",
    "grip",
    "construction",
    "core",
    "weave",
    "panels",
    "stem",
    "shade",
    "vase",
    "scarf",
    "robe",
    "throw",
    "cushion",
    "spoon",
    "utensils",
    "wheels",
    "yarn",
    "fibres",
    "fibers",
];

/// Whether a word for a material speaks of what the product is made of.
fn is_material(text: &str, range: &Range<usize>, strength: Strength, loose: bool) -> bool {
    let next = words_behind(text, range.end).next().map(str::to_lowercase);
    let next = next.as_deref().unwrap_or("");
    let tail = &text[range.end..];
    let coloured = COLOURS.contains(&next)
        || ["色", "感", "纹", "风", "香", "般", "一样"].iter().any(|mark| tail.starts_with(mark));
    if coloured || denied(text, range) {
        return false;
    }
    if !loose && compared(text, range) {
        return false;
    }
    let single = text[range.clone()].chars().count() == 1;
    match strength {
        Strength::Facts => loose,
        // one Han character is part of many words
        Strength::Context if single => {
            let part = before(text, range.start).is_some_and(is_han)
                && !text[..range.start].ends_with(['纯', '全', '含', '为', '是']);
            let goes_on = behind(text, range.end).is_some_and(is_han) && !tail.starts_with(['质', '制', '、', '和']);
            let percent = text[..range.start].trim_end().ends_with(['%', '％']);
            percent || !(part || goes_on)
        }
        Strength::Context if !loose => {
            let last = words_before(text, range.start).next().map(str::to_lowercase);
            let counted = text[..range.start].trim_end().ends_with(['%', '％']);
            counted || last.is_some_and(|word| OF.contains(&word.as_str())) || PARTS.contains(&next)
        }
        _ => true,
    }
}

/// "warm as wool", "a hint of brass".
fn compared(text: &str, range: &Range<usize>) -> bool {
    let mut words = words_before(text, range.start).map(str::to_lowercase);
    match words.next().as_deref() {
        Some("as" | "like") => true,
        Some("of") => {
            words.next().is_some_and(|word| ["hint", "touch", "dash", "note", "notes"].contains(&word.as_str()))
        }
        _ => false,
    }
}

/// "plastic-free", "no leather", 不含塑料.
fn denied(text: &str, range: &Range<usize>) -> bool {
    let last = words_before(text, range.start).next().map(str::to_lowercase);
    let no = last.is_some_and(|word| {
        ["no", "without", "not", "non", "zero", "never", "faux", "imitation"].contains(&word.as_str())
    });
    let head = &text[..range.start];
    let chinese = ["不含", "无", "非", "零", "仿", "不是", "不用"].iter().any(|word| head.ends_with(word));
    let tail = text[range.end..].trim_start_matches([' ', '-']);
    no || chinese
        || tail.starts_with("free ")
        || tail == "free"
        || tail.starts_with("free.")
        || tail.starts_with("free,")
}

/// The place of a country that something is said to come from, with the words that say so.
fn come_from(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    if text[range.clone()].starts_with(is_han) {
        return come_from_in_chinese(text, range);
    }
    const MADE: [&str; 18] = [
        "made",
        "produced",
        "manufactured",
        "crafted",
        "handmade",
        "handcrafted",
        "woven",
        "grown",
        "assembled",
        "designed",
        "built",
        "knitted",
        "sewn",
        "brewed",
        "tanned",
        "bottled",
        "roasted",
        "forged",
    ];
    let tail = text[range.end..].trim_start_matches('-');
    if text[range.end..].starts_with('-') && tail.starts_with("made") {
        return Some(range.start..range.end + "-made".len());
    }
    let mut words = words_before(text, range.start).filter(|word| !word.eq_ignore_ascii_case("the"));
    let (last, verb) = (words.next()?, words.next());
    let place = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    match last.to_lowercase().as_str() {
        "in" => verb.filter(|verb| MADE.contains(&verb.to_lowercase().as_str())).map(|verb| place(verb)..range.end),
        "from" => Some(place(last)..range.end),
        "of" => verb.filter(|verb| verb.eq_ignore_ascii_case("product")).map(|verb| place(verb)..range.end),
        "origin" => Some(range.clone()),
        _ => None,
    }
}

fn come_from_in_chinese(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let (head, tail) = (&text[..range.start], &text[range.end..]);
    if &text[range.clone()] == "国产" {
        return Some(range.clone());
    }
    let from = ["产自", "产于", "来自", "源自", "原产", "采自", "进口自", "产地", "产地：", "选自", "原产地", "原产于"];
    if let Some(word) = from.iter().find(|word| head.ends_with(**word)) {
        return Some(range.start - word.len()..range.end);
    }
    let made = ["进口", "原产", "制造", "生产", "原装", "产", "制", "直邮"];
    if let Some(word) = made.iter().find(|word| tail.starts_with(**word)) {
        return Some(range.start..range.end + word.len());
    }
    let tail = tail.trim_start_matches(['的', ' ']);
    let materials = [
        "牛皮",
        "羊毛",
        "亚麻",
        "长绒棉",
        "棉",
        "羊绒",
        "橡木",
        "乳胶",
        "真皮",
        "皮革",
        "真丝",
        "山羊绒",
        "白鹅绒",
        "榉木",
        "松木",
        "胡桃木",
        "橄榄木",
    ];
    materials.iter().any(|word| tail.starts_with(word)).then(|| range.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_is_read_whole() {
        for (data, least) in [(MATERIALS, 145), (CERTIFICATIONS, 78), (ORIGINS, 78), (ROLES, 20), (IDIOMS, 2)] {
            assert!(toml::from_str::<Table>(data).is_ok_and(|table| table.len() >= least), "{}", &data[..60]);
        }
        assert!(SHIPPED.automaton.is_some() && SHIPPED.role_automaton.is_some());
    }

    #[test]
    fn every_parent_is_an_entry() {
        for (id, row) in table(MATERIALS) {
            assert!(row[1].is_empty() || table(MATERIALS).contains_key(&row[1]), "{id}");
        }
    }
}
