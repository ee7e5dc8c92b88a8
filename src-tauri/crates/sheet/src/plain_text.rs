//! HTML as the plain text a person would read, for descriptions that a model is to work from.

/// Tags that tell HTML from a text that merely holds a `<`.
const TELLING: [&str; 24] = [
    "p", "br", "ul", "ol", "li", "div", "span", "strong", "b", "em", "i", "u", "a", "h1", "h2", "h3", "h4", "h5", "h6",
    "table", "tr", "td", "img", "meta",
];

/// A text as a person reads it: HTML without its tags, any other text as it is.
#[must_use]
pub fn plain_text(text: &str) -> String {
    if is_html(text) { from_html(text) } else { text.to_owned() }
}

/// Whether a text holds real tags.
pub(crate) fn is_html(text: &str) -> bool {
    text.match_indices('<')
        .any(|(at, _)| text.get(at..).and_then(Tag::read).is_some_and(|(tag, _)| TELLING.contains(&tag.name.as_str())))
}

/// The text of an HTML fragment: paragraphs apart by a blank line, list items on lines of their own with a dash,
/// entities decoded, scripts, styles and comments gone. A fragment without tags keeps its line breaks.
pub(crate) fn from_html(html: &str) -> String {
    if !html.contains('<') {
        return html_escape::decode_html_entities(html).replace('\u{a0}', " ").trim().to_owned();
    }
    let mut text = Text::default();
    let mut rest = html;
    while !rest.is_empty() {
        let end = rest.find('<').unwrap_or(rest.len());
        let (before, from) = rest.split_at(end);
        text.push(&html_escape::decode_html_entities(before));
        if from.is_empty() {
            break;
        }
        if let Some(comment) = from.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if let Some((tag, after)) = Tag::read(from) {
            text.tag(&tag);
            rest = after;
            if !tag.closing && matches!(tag.name.as_str(), "script" | "style" | "template") {
                rest = skip_past(after, &tag.name);
            }
        } else {
            // a `<` that opens no tag is a character
            text.push("<");
            rest = from.get(1..).unwrap_or_default();
        }
    }
    text.finish()
}

/// What follows the closing tag of an element whose content is not text.
fn skip_past<'a>(html: &'a str, name: &str) -> &'a str {
    html.match_indices("</")
        .filter_map(|(at, _)| html.get(at..).and_then(Tag::read))
        .find(|(tag, _)| tag.name == name)
        .map_or("", |(_, after)| after)
}

struct Tag {
    name: String,
    closing: bool,
}

impl Tag {
    /// The tag that `html` starts with, and what follows it.
    fn read(html: &str) -> Option<(Self, &str)> {
        let inner = html.strip_prefix('<')?;
        let (closing, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
        // `<!DOCTYPE …>` and `<?xml …?>` are tags without a name
        let declaration = !closing && inner.starts_with(['!', '?']);
        if !declaration && !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let length = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
        let name = inner.get(..length)?.to_ascii_lowercase();
        let mut quote = None;
        for (at, c) in inner.char_indices().skip(length) {
            match (quote, c) {
                (None, '"' | '\'') => quote = Some(c),
                // a second `<` before the end: neither was a tag, and a hostile text is not searched to its end each time
                (None, '<') => return None,
                (None, '>') => return Some((Self { name, closing }, inner.get(at + 1..)?)),
                (Some(open), _) if open == c => quote = None,
                _ => {}
            }
        }
        None
    }
}

/// Text that grows by words and breaks; white space collapses as in a browser.
#[derive(Default)]
struct Text {
    out: String,
    space: bool,
    /// Line breaks owed before the next word: one for a line, two for a paragraph.
    breaks: usize,
    item: bool,
}

impl Text {
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.space = true;
                continue;
            }
            if !self.out.is_empty() {
                if self.breaks > 0 {
                    self.out.extend(std::iter::repeat_n('\n', self.breaks));
                } else if self.space {
                    self.out.push(' ');
                }
            }
            if self.item {
                self.out.push_str("- ");
            }
            (self.space, self.breaks, self.item) = (false, 0, false);
            self.out.push(c);
        }
    }

    fn tag(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "br" => self.breaks = (self.breaks + 1).min(2),
            "li" => {
                self.breaks = self.breaks.max(1);
                self.item = !tag.closing;
            }
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "table" | "blockquote" | "hr" | "pre"
            | "dl" => {
                self.breaks = 2;
            }
            "div" | "section" | "article" | "header" | "footer" | "tr" | "dt" | "dd" | "figure" | "figcaption" => {
                self.breaks = self.breaks.max(1);
            }
            "td" | "th" => self.space = true,
            _ => {}
        }
    }

    fn finish(self) -> String {
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_tags_make_html() {
        for html in ["<p>x</p>", "a<br>b", "a<BR/>b", "<ul><li>x", "<span style=\"a>b\">x</span>"] {
            assert!(is_html(html), "{html}");
        }
        for text in ["size < 5 cm", "a <- b", "x<y and y>z", "<3", "Tom & Jerry", "write to <me@example.org>", "<p", ""]
        {
            assert!(!is_html(text), "{text}");
        }
    }

    #[test]
    fn blocks_become_lines() {
        assert_eq!(
            from_html(
                "<h6><span>About</span></h6>\n<p>Soft&nbsp;&amp; warm,\n  washed.</p><ul><li>Linen</li>\n<li>50 &times; 70&#8201;cm</li></ul><p></p><p>Made in M&uuml;nster</p>"
            ),
            "About\n\nSoft & warm, washed.\n\n- Linen\n- 50 × 70 cm\n\nMade in Münster"
        );
        assert_eq!(from_html("one<br>two<br/><br/>three"), "one\ntwo\n\nthree");
        assert_eq!(
            from_html("<table><tr><td>Width</td><td>5 cm</td></tr><tr><td>Depth</td></tr></table>"),
            "Width 5 cm\nDepth"
        );
    }

    #[test]
    fn what_is_not_text_goes() {
        assert_eq!(from_html("a<style>p > a { }</style><!-- <p>no</p> --><script>if (a < b) {}</script> b"), "a b");
        assert_eq!(from_html("<!DOCTYPE html><p>x"), "x");
        assert_eq!(from_html("<img alt=\"a > b\" src='x'>after"), "after");
        assert_eq!(from_html("<script>never closed"), "");
    }

    #[test]
    fn a_lone_angle_bracket_and_an_unknown_entity_stay() {
        assert_eq!(from_html("<p>size < 5 cm &unknown; &lt;b&gt; AT&T</p>"), "size < 5 cm &unknown; <b> AT&T");
    }

    #[test]
    fn a_fragment_without_tags_keeps_its_lines() {
        assert_eq!(from_html("one &amp; two\nthree"), "one & two\nthree");
    }
}
