//! Recorded answers, cut at every place, without a network.

use copydesk_domain::{FinishReason, TokenUsage};
use copydesk_llm::{
    codec::{Answer, EventError, Whole},
    stream::{ANSWER_LIMIT, Fault, LINE_LIMIT, follow},
};
use futures::stream;
use std::path::Path;

fn recording(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/streams").join(name)).unwrap()
}

/// The whole answer, or none when it was cut; and what was streamed.
fn play(pieces: Vec<Vec<u8>>, declared: bool) -> (Result<Option<Whole>, Fault<()>>, String) {
    let mut answer = Answer::default();
    let mut streamed = String::new();
    let pieces = stream::iter(pieces.into_iter().map(Ok::<_, ()>));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let followed = runtime.block_on(follow(pieces, declared, &mut answer, &mut |text| streamed.push_str(text)));
    (followed.map(|()| answer.close()), streamed)
}

/// Plays a recording in pieces of several sizes, declared as a stream and not, and gives what all of them gave.
fn play_all(name: &str) -> (Result<Option<Whole>, String>, String) {
    let bytes = recording(name);
    let mut outcomes = [1, 2, 3, 7, 64, bytes.len()].into_iter().flat_map(|size| {
        let pieces: Vec<Vec<u8>> = bytes.chunks(size).map(<[u8]>::to_vec).collect();
        [true, false].map(|declared| {
            let (outcome, streamed) = play(pieces.clone(), declared);
            (outcome.map_err(|fault| format!("{fault:?}")), streamed)
        })
    });
    let first = outcomes.next().unwrap();
    for other in outcomes {
        assert_eq!(other, first, "{name}: how it is cut makes no difference");
    }
    first
}

#[test]
fn whole_answers() {
    for (name, text, finish, counted) in [
        ("chat.sse", "A mug that keeps 茶 warm ☕️.", "stop", Some((31, 9))),
        ("chat_crlf.sse", "A mug that keeps 茶 warm ☕️.", "stop", Some((31, 9))),
        ("chat_llama_cpp.sse", "Oak board", "length", Some((12, 2))),
        ("completions.sse", " Woven by hand.", "stop", Some((5, 4))),
        ("keep_alive.sse", "Ready.", "stop", None),
        ("no_sentinel.sse", "Light as paper.", "stop", None),
        ("two_choices.sse", "The first line.", "stop", None),
        ("thinking.sse", "Sharp, and light.", "stop", None),
        ("byte_order_mark.sse", "Marked.", "stop", None),
        ("several_lines.sse", "Two lines.", "stop", None),
        ("filtered.sse", "It was", "content_filter", None),
        ("at_once.json", "All at once.", "stop", Some((31, 9))),
    ] {
        let (outcome, streamed) = play_all(name);
        let whole = outcome.unwrap().unwrap_or_else(|| panic!("{name} was taken for cut"));
        assert_eq!((whole.text.as_str(), streamed.as_str()), (text, text), "{name}");
        assert_eq!(whole.finish, FinishReason::from_word(finish), "{name}");
        assert_eq!(whole.usage, counted.map(|(prompt, completion)| TokenUsage { prompt, completion }), "{name}");
    }
}

#[test]
fn what_was_cut_is_no_answer() {
    for name in ["cut.sse", "cut_other_choice.sse"] {
        assert_eq!(play_all(name).0.unwrap(), None, "{name}");
    }
}

#[test]
fn a_whole_answer_is_whole_at_its_end_and_at_no_byte_before() {
    let bytes = recording("chat.sse");
    let reason = b"\"finish_reason\":\"stop\"";
    let says_why = bytes.windows(reason.len()).position(|window| window == reason).unwrap();
    for end in 0..=bytes.len() {
        let (outcome, _) = play(vec![bytes[..end].to_vec()], true);
        let whole = outcome.unwrap();
        assert!(whole.is_none() || end > says_why, "whole after {end} bytes: {whole:?}");
        assert!(whole.is_some() || end < bytes.len(), "cut at its own end");
    }
}

#[test]
fn errors_after_a_good_start_are_found() {
    for (name, words) in [
        ("error_midway.sse", "The engine is overloaded"),
        ("error_number.sse", "Slow down"),
        ("error_event.sse", "Overloaded"),
        ("error_finish.sse", ""),
    ] {
        let (outcome, _) = play(vec![recording(name)], true);
        let Err(Fault::Event(EventError::Provider(error))) = outcome else { panic!("{name}: {outcome:?}") };
        assert_eq!(error.message, words, "{name}");
        assert!(play_all(name).0.is_err());
    }
}

#[test]
fn what_is_no_protocol_is_told_apart_from_what_breaks_it() {
    for name in ["not_utf8.sse", "not_json.sse"] {
        let (outcome, streamed) = play(vec![recording(name)], true);
        assert!(matches!(outcome, Err(Fault::Event(EventError::Malformed(_)))), "{name}: {outcome:?}");
        assert!(streamed.is_empty() || streamed == "A mug", "{name}");
    }
    assert!(
        matches!(play(vec![recording("page.html")], true).0, Err(Fault::Foreign(bytes)) if bytes.starts_with(b"<!"))
    );
    assert!(matches!(play(vec![], false).0, Err(Fault::Foreign(bytes)) if bytes.is_empty()));
    assert!(matches!(play(vec![], true).0, Ok(None)));
    assert!(matches!(play(vec![b"{\"choices\":[{".to_vec()], true).0, Err(Fault::Event(EventError::Malformed(_)))));
}

#[test]
fn neither_a_line_nor_an_answer_goes_on_for_ever() {
    let line =
        std::iter::once(b"data: ".to_vec()).chain(std::iter::repeat_n(vec![b'x'; 1 << 14], 1 + (LINE_LIMIT >> 14)));
    assert!(matches!(play(line.collect(), true).0, Err(Fault::TooLarge)));
    let chunk =
        format!("data: {{\"choices\":[{{\"delta\":{{\"content\":\"{}\"}}}}]}}\n\n", "x".repeat(1 << 15)).into_bytes();
    let endless = vec![chunk.clone(); 1 + ANSWER_LIMIT / chunk.len()];
    assert!(matches!(play(endless, true).0, Err(Fault::TooLarge)));
    let spaces = std::iter::once(b"{".to_vec()).chain(std::iter::repeat_n(vec![b' '; 1 << 16], 1 + (LINE_LIMIT >> 16)));
    assert!(matches!(play(spaces.collect(), false).0, Err(Fault::TooLarge)));
}
