//! From the bytes of an answer to its words. Knows no network: any stream of pieces will do, cut anywhere.

use crate::codec::{Answer, EventError, ProviderError, Step};
use eventsource_stream::{EventStreamError, Eventsource};
use futures::{Stream, StreamExt, stream};

/// Most bytes of one answer. A draft has a few thousand; this is a server gone wrong.
pub const ANSWER_LIMIT: usize = 8 << 20;
/// Most bytes of one line of a stream: a chunk has a few hundred, and the event reader goes through a line anew for
/// every piece that comes.
pub const LINE_LIMIT: usize = 256 << 10;
/// Most bytes that are kept of something that is no answer.
pub const FOREIGN_LIMIT: usize = 64 << 10;

/// The mark that some servers put in front of UTF-8. The event reader panics on it, so it must not get there.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Why an answer cannot be followed to its end. `E` is the error of the bytes' source.
#[derive(Debug)]
pub enum Fault<E> {
    /// The source of the bytes failed.
    Source(E),
    /// More than [`ANSWER_LIMIT`] bytes, or a line of more than [`LINE_LIMIT`].
    TooLarge,
    /// Neither events nor JSON; its first bytes, at most [`FOREIGN_LIMIT`].
    Foreign(Vec<u8>),
    /// An event that cannot be taken, or a provider's error in place of one.
    Event(EventError),
}

impl<E> std::fmt::Display for Fault<E> {
    // asked for by the event reader alone; a person reads the sentence of the call's error
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Source(_) => "the source failed",
            Self::TooLarge => "the answer is too large",
            Self::Foreign(_) => "the answer is no stream",
            Self::Event(_) => "an event cannot be taken",
        })
    }
}

/// Reads an answer into `answer`; `on_text` gets the words as they come. `declared` says that the server called it an
/// event stream. Servers that send the right thing under the wrong type are understood: the first byte decides between
/// events and a JSON answer in one piece.
///
/// Coming to the end of the bytes is no error here: whether the answer is whole, [`Answer::close`] knows.
///
/// # Errors
/// See [`Fault`].
pub async fn follow<S, B, E>(
    pieces: S,
    declared: bool,
    answer: &mut Answer,
    on_text: &mut (dyn FnMut(&str) + Send),
) -> Result<(), Fault<E>>
where
    S: Stream<Item = Result<B, E>> + Unpin,
    B: AsRef<[u8]>,
{
    let mut pieces = limited(pieces);
    let mut opening = Vec::new();
    let kind = loop {
        if let Some(kind) = kind(&opening, declared, false) {
            break kind;
        }
        match pieces.next().await {
            Some(piece) => opening.extend_from_slice(&piece?),
            None => break kind(&opening, declared, true).unwrap_or(Kind::Foreign),
        }
    };
    if opening.starts_with(BYTE_ORDER_MARK) {
        opening.drain(..BYTE_ORDER_MARK.len());
    }
    match kind {
        Kind::Events => events(stream::iter([Ok(opening)]).chain(pieces), answer, on_text).await,
        Kind::Json => {
            while let Some(piece) = pieces.next().await {
                opening.extend_from_slice(&piece?);
            }
            let body = serde_json::from_slice(&opening)
                .map_err(|error| Fault::Event(EventError::Malformed(error.to_string())))?;
            let text = answer.at_once(&body).map_err(Fault::Event)?;
            on_text(&text);
            Ok(())
        }
        Kind::Foreign => {
            while opening.len() < FOREIGN_LIMIT
                && let Some(Ok(piece)) = pieces.next().await
            {
                opening.extend_from_slice(&piece);
            }
            opening.truncate(FOREIGN_LIMIT);
            Err(Fault::Foreign(opening))
        }
    }
}

async fn events<E>(
    pieces: impl Stream<Item = Result<Vec<u8>, Fault<E>>> + Unpin,
    answer: &mut Answer,
    on_text: &mut (dyn FnMut(&str) + Send),
) -> Result<(), Fault<E>> {
    let mut events = pieces.eventsource();
    while let Some(event) = events.next().await {
        let event = match event {
            Ok(event) => event,
            Err(EventStreamError::Transport(fault)) => return Err(fault),
            // the bytes ended inside a character: cut like any other
            Err(EventStreamError::Utf8(error)) if error.utf8_error().error_len().is_none() => break,
            // the library's words would repeat the whole input
            Err(EventStreamError::Utf8(_)) => return Err(malformed("it is not UTF-8")),
            Err(EventStreamError::Parser(_)) => return Err(malformed("it is no event stream")),
        };
        if event.event == "error" {
            return Err(Fault::Event(EventError::Provider(ProviderError::of_event(&event.data))));
        }
        match answer.event(&event.data).map_err(Fault::Event)? {
            Step::Text(text) if text.is_empty() => {}
            Step::Text(text) => on_text(&text),
            Step::End => break,
        }
    }
    Ok(())
}

fn malformed<E>(detail: &str) -> Fault<E> {
    Fault::Event(EventError::Malformed(detail.to_owned()))
}

/// What an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Events,
    Json,
    Foreign,
}

/// What the first bytes say; nothing while they are too few and more may come.
fn kind(opening: &[u8], declared: bool, all: bool) -> Option<Kind> {
    if BYTE_ORDER_MARK.starts_with(opening) && !all {
        return None;
    }
    let text = opening.strip_prefix(BYTE_ORDER_MARK).unwrap_or(opening).trim_ascii_start();
    match text.first() {
        Some(b'{' | b'[') => Some(Kind::Json),
        Some(b'<') => Some(Kind::Foreign),
        Some(_) if declared => Some(Kind::Events),
        None if declared && all => Some(Kind::Events),
        None => all.then_some(Kind::Foreign),
        Some(_) => {
            let fields: [&[u8]; 5] = [b":", b"data:", b"event:", b"id:", b"retry:"];
            if fields.iter().any(|field| text.starts_with(field)) {
                Some(Kind::Events)
            } else if !all && fields.iter().any(|field| field.starts_with(text)) {
                None
            } else {
                Some(Kind::Foreign)
            }
        }
    }
}

/// The pieces, up to the limits: an answer or a line without an end would fill the memory.
fn limited<S, B, E>(pieces: S) -> impl Stream<Item = Result<Vec<u8>, Fault<E>>> + Unpin
where
    S: Stream<Item = Result<B, E>> + Unpin,
    B: AsRef<[u8]>,
{
    let (mut total, mut line) = (0, 0);
    pieces.map(move |piece| {
        let piece = piece.map_err(Fault::Source)?;
        let piece = piece.as_ref();
        total += piece.len();
        line = match piece.iter().rposition(|byte| *byte == b'\n') {
            Some(end) => piece.len() - end - 1,
            None => line + piece.len(),
        };
        if total > ANSWER_LIMIT || line > LINE_LIMIT { Err(Fault::TooLarge) } else { Ok(piece.to_vec()) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_what_an_answer_is() {
        for (opening, declared, all, expected) in [
            ("data: {}", false, false, Some(Kind::Events)),
            ("\n: waiting", false, false, Some(Kind::Events)),
            ("dat", false, false, None),
            ("dat", false, true, Some(Kind::Foreign)),
            ("welcome", false, false, Some(Kind::Foreign)),
            ("x-vendor: 1", true, false, Some(Kind::Events)),
            (" {", true, false, Some(Kind::Json)),
            ("\u{feff}{", false, false, Some(Kind::Json)),
            ("\u{feff}<!doctype html>", true, false, Some(Kind::Foreign)),
            ("", true, false, None),
            ("", true, true, Some(Kind::Events)),
            ("", false, true, Some(Kind::Foreign)),
        ] {
            assert_eq!(kind(opening.as_bytes(), declared, all), expected, "{opening:?}");
        }
        assert_eq!(kind(&BYTE_ORDER_MARK[..2], true, false), None, "half a mark decides nothing");
    }
}
