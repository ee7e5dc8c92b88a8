//! The words of one text inside a JSON object, while the object is still being written.

/// Follows an answer and gives out what is new of its text.
pub(super) struct StreamedText {
    key: String,
    raw: String,
    /// Characters given out.
    told: usize,
}

impl StreamedText {
    pub(super) fn new(key: &str) -> Self {
        Self { key: format!("\"{key}\""), raw: String::new(), told: 0 }
    }

    /// Takes a piece of the answer; what is new of the text, maybe nothing.
    pub(super) fn push(&mut self, piece: &str) -> String {
        self.raw.push_str(piece);
        let text = self.text();
        let new: String = text.chars().skip(self.told).collect();
        self.told += new.chars().count();
        new
    }

    /// The text so far; nothing while it has not begun, and for a list nothing at all.
    fn text(&self) -> String {
        let Some(at) = self.raw.find(&self.key) else { return String::new() };
        let rest = self.raw[at + self.key.len()..].trim_start();
        let Some(rest) = rest.strip_prefix(':').map(str::trim_start).and_then(|rest| rest.strip_prefix('"')) else {
            return String::new();
        };
        let mut end = rest.len();
        let mut escaped = false;
        for (at, c) in rest.char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => {
                    end = at;
                    break;
                }
                _ => {}
            }
        }
        unescaped(&rest[..end])
    }
}

/// The longest beginning that is whole: an escape may be cut in the middle.
fn unescaped(text: &str) -> String {
    // a pair of surrogates is twelve characters long
    for cut in 0..=12.min(text.len()) {
        let end = text.len() - cut;
        if text.is_char_boundary(end)
            && let Ok(text) = serde_json::from_str::<String>(&format!("\"{}\"", &text[..end]))
        {
            return text;
        }
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_out_as_they_come_in_without_their_json() {
        let mut streamed = StreamedText::new("text");
        let pieces = ["{ \"te", "xt\":", " \"Soft", " \\u0", "0e9\\n", "and \\\"dry\\\"", "\" }"];
        let told: Vec<String> = pieces.iter().map(|piece| streamed.push(piece)).collect();
        assert_eq!(told.concat(), "Soft é\nand \"dry\"");
        assert_eq!(told[2], "Soft");
        assert_eq!(told[3], " ", "half an escape waits");
    }

    #[test]
    fn a_list_and_an_answer_without_json_tell_nothing_early() {
        assert_eq!(StreamedText::new("bullets").push("{\"bullets\": [\"a\"]}"), "");
        assert_eq!(StreamedText::new("text").push("Soft."), "");
    }
}
