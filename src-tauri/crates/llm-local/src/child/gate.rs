//! Lets whole characters through, and holds back what may become a stop text.

/// Between the model's bytes and the person's text.
pub(super) struct Gate {
    stops: Vec<String>,
    /// Bytes of a character that is not whole yet.
    bytes: Vec<u8>,
    /// Characters that may be the beginning of a stop text.
    held: String,
}

impl Gate {
    pub(super) fn new(mut stops: Vec<String>) -> Self {
        stops.retain(|stop| !stop.is_empty());
        Self { stops, bytes: Vec::new(), held: String::new() }
    }

    /// Takes the bytes of a token; true when a stop text is whole. The stop text itself is not let through.
    pub(super) fn push(&mut self, piece: &[u8], on_text: &mut dyn FnMut(&str)) -> bool {
        self.bytes.extend_from_slice(piece);
        self.take_characters();
        let stop = self.stops.iter().filter_map(|stop| self.held.find(stop.as_str())).min();
        if let Some(at) = stop {
            if at > 0 {
                on_text(&self.held[..at]);
            }
            self.held.clear();
            self.bytes.clear();
            return true;
        }
        let free = self.held.len() - self.undecided();
        if free > 0 {
            on_text(&self.held[..free]);
            self.held.drain(..free);
        }
        false
    }

    /// Lets through what was held back: the draft has ended and no stop text came of it.
    pub(super) fn finish(&mut self, on_text: &mut dyn FnMut(&str)) {
        if !self.held.is_empty() {
            on_text(&self.held);
            self.held.clear();
        }
    }

    /// Moves whole characters from bytes to text; bytes that never become one are shown as the replacement character.
    fn take_characters(&mut self) {
        loop {
            match std::str::from_utf8(&self.bytes) {
                Ok(text) => {
                    self.held.push_str(text);
                    self.bytes.clear();
                    return;
                }
                Err(error) => {
                    let whole = error.valid_up_to();
                    self.held.push_str(&String::from_utf8_lossy(&self.bytes[..whole]));
                    let Some(broken) = error.error_len() else {
                        self.bytes.drain(..whole);
                        return;
                    };
                    self.held.push(char::REPLACEMENT_CHARACTER);
                    self.bytes.drain(..whole + broken);
                }
            }
        }
    }

    /// Bytes at the end of the text that are the beginning of a stop text.
    fn undecided(&self) -> usize {
        let longest = self.stops.iter().map(|stop| stop.len().saturating_sub(1)).max().unwrap_or(0);
        (1..=longest.min(self.held.len()))
            .rev()
            .filter(|length| self.held.is_char_boundary(self.held.len() - length))
            .find(|length| {
                let tail = &self.held[self.held.len() - length..];
                self.stops.iter().any(|stop| stop.starts_with(tail))
            })
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes out piece by piece, and whether a stop text ended it.
    fn run(stops: &[&str], pieces: &[&[u8]]) -> (Vec<String>, bool) {
        let mut gate = Gate::new(stops.iter().map(ToString::to_string).collect());
        let mut out = Vec::new();
        let stopped = pieces.iter().any(|piece| gate.push(piece, &mut |text| out.push(text.to_owned())));
        gate.finish(&mut |text| out.push(text.to_owned()));
        (out, stopped)
    }

    #[test]
    fn a_character_split_over_tokens_comes_whole() {
        let (out, _) = run(&[], &[b"a\xE8", b"\x8C", b"\xB6b"]);
        assert_eq!(out, ["a", "茶b"]);
    }

    #[test]
    fn bytes_that_are_no_character_are_marked_and_lose_nothing_else() {
        let (out, _) = run(&[], &[b"a\xFFb"]);
        assert_eq!(out, ["a\u{FFFD}b"]);
    }

    #[test]
    fn a_stop_text_over_several_tokens_is_not_shown() {
        let (out, stopped) = run(&["###"], &[b"copy #", b"#", b"# more"]);
        assert_eq!((out.concat().as_str(), stopped), ("copy ", true));
    }

    #[test]
    fn what_only_looks_like_a_stop_text_is_shown() {
        let (out, stopped) = run(&["###"], &[b"no. #", b"1 mug"]);
        assert_eq!((out.concat().as_str(), stopped), ("no. #1 mug", false));
        let (out, stopped) = run(&["END"], &[b"the EN"]);
        assert_eq!((out.concat().as_str(), stopped), ("the EN", false));
    }

    #[test]
    fn the_first_of_several_stop_texts_counts() {
        let (out, stopped) = run(&["\n\n", "b"], &["a茶\n".as_bytes(), b"b"]);
        assert_eq!((out.concat().as_str(), stopped), ("a茶\n", true));
    }
}
