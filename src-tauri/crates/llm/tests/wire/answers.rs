//! Drafts that come, and answers that break on the way.

use crate::server::{End, KEY, Reply, Server, ask, client, fail, payload};
use copydesk_domain::{FinishReason, Protocol};
use copydesk_llm::{Endpoint, Failure};
use tokio_util::sync::CancellationToken;

const WORDS: &str = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"half a\"}}]}\n\n";
const WHY: &str = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" mug\"},\"finish_reason\":\"stop\"}]}\n\n";

#[tokio::test]
async fn a_stream_split_in_the_middle_of_a_character_comes_whole() {
    let body = "data: {\"model\":\"m-1-0825\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"热茶\"}}]}\r\n\r\n\
                : a comment\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"。\"},\"finish_reason\":\"stop\"}]}\n\n\
                data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n";
    let outcome = ask(vec![Reply::events(body).in_pieces(7)]).await;
    let completion = outcome.result.unwrap();
    assert_eq!((completion.text.as_str(), outcome.streamed.as_str()), ("热茶。", "热茶。"));
    assert_eq!((completion.model.as_str(), completion.request_id.as_deref()), ("m-1-0825", Some("req-7")));
    assert_eq!((completion.finish, completion.usage.unwrap().completion), (FinishReason::Stop, 2));
}

#[tokio::test]
async fn the_chat_interface_sends_the_key_and_no_more_than_it_must() {
    let outcome = ask(vec![Reply::events([WORDS, WHY].concat())]).await;
    let request = outcome.requests[0].to_lowercase();
    assert!(request.starts_with("post /v1/chat/completions "), "{request}");
    assert!(request.contains(&format!("authorization: bearer {KEY}")), "{request}");
    assert!(request.contains(concat!("user-agent: copydesk/", env!("CARGO_PKG_VERSION"))), "{request}");
    assert!(request.contains("be brief.") && request.contains("product name: mug"), "{request}");
    for unasked in ["accept-encoding", "\"n\"", "seed", "stop\"", "cookie", "referer"] {
        assert!(!request.contains(unasked), "{unasked}: {request}");
    }
}

#[tokio::test]
async fn the_text_interface_sends_the_prompt_alone() {
    let body = "data: {\"choices\":[{\"text\":\"A mug.\",\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
    let server = Server::start(vec![Reply::events(body)]).await;
    let endpoint = server.endpoint(Protocol::OpenaiCompletions);
    let completion = client().complete(&endpoint, &payload(), &mut |_| {}, &CancellationToken::new()).await.unwrap();
    assert_eq!(completion.text, "A mug.");
    let request = server.requests().await.remove(0);
    assert!(request.starts_with("POST /v1/completions "), "{request}");
    assert!(request.contains("\"prompt\":\"Product Name: Mug\"") && !request.contains("Be brief."), "{request}");
}

#[tokio::test]
async fn half_a_stream_is_no_draft_however_it_ends() {
    for end in [End::Close, End::Reset] {
        for body in ["", WORDS, "data: {\"choi"] {
            let error = fail(Reply::events(body).ending(end)).await;
            assert!(matches!(error.failure, Failure::Cut { .. }), "{body:?} {end:?}: {error:?}");
            assert!(error.outcome_unknown() && error.is_retryable());
        }
    }
    let error = fail(Reply::events(WORDS)).await;
    assert!(matches!(error.failure, Failure::Cut { received: 6, .. }), "{error:?}");
    assert_eq!(error.request_id(), Some("req-7"));
    let chunked = "content-type: text/event-stream\r\ntransfer-encoding: chunked";
    let error = fail(Reply::http("200 OK", chunked, format!("{:x}\r\n{WORDS}\r\n", WORDS.len()))).await;
    assert!(matches!(error.failure, Failure::Cut { received: 6, .. }), "the last chunk is missing: {error:?}");
    let error =
        fail(Reply::http("200 OK", "content-type: application/json\r\ncontent-length: 99", "{\"choices\":[")).await;
    assert!(matches!(error.failure, Failure::Cut { .. }), "{error:?}");
}

#[tokio::test]
async fn what_happens_after_the_last_word_does_not_cost_the_draft() {
    let chunked = "content-type: text/event-stream\r\ntransfer-encoding: chunked";
    let body = [WORDS, WHY].concat();
    let unclosed = Reply::http("200 OK", chunked, format!("{:x}\r\n{body}\r\n", body.len()));
    for reply in [
        Reply::events(&body),
        unclosed,
        Reply::events(&body).ending(End::Silence),
        Reply::events([&body, "data: [DONE]\n\n"].concat()).ending(End::Silence),
    ] {
        let outcome = ask(vec![reply.clone()]).await;
        assert_eq!(outcome.result.unwrap().text, "half a mug", "{reply:?}");
    }
}

#[tokio::test]
async fn silence_is_told_apart_from_an_end() {
    for reply in [Reply::none(), Reply::events(""), Reply::events(WORDS)] {
        let error = fail(reply.ending(End::Silence)).await;
        assert!(matches!(error.failure, Failure::Timeout { .. }), "{error:?}");
        assert!(error.outcome_unknown());
    }
    let error = fail(Reply::none().ending(End::Reset)).await;
    assert!(matches!(error.failure, Failure::Cut { received: 0, .. }), "{error:?}");
}

#[tokio::test]
async fn an_answer_at_once_is_taken_whatever_its_type() {
    let body = r#"{"choices":[{"message":{"content":"At once."},"finish_reason":"stop"}]}"#;
    for kind in ["application/json", "text/event-stream", "text/plain; charset=utf-8"] {
        let outcome = ask(vec![Reply::http("200 OK", &format!("content-type: {kind}"), body).in_pieces(40)]).await;
        assert_eq!((outcome.result.unwrap().text.as_str(), outcome.streamed.as_str()), ("At once.", "At once."));
    }
    let outcome = ask(vec![Reply::http("200 OK", "content-type: text/plain", [WORDS, WHY].concat())]).await;
    assert_eq!(outcome.result.unwrap().text, "half a mug");
}

#[tokio::test]
async fn a_body_without_an_end_is_stopped() {
    let mut reply = Reply::events("data: ");
    reply.pieces.extend(std::iter::repeat_n(vec![b'x'; 1 << 16], 9));
    let error = fail(reply).await;
    assert!(matches!(error.failure, Failure::AnswerTooLarge { .. }), "{error:?}");
}

#[tokio::test]
async fn a_cancelled_answer_keeps_its_words() {
    let server = Server::start(vec![Reply::events(WORDS).ending(End::Silence)]).await;
    let cancel = CancellationToken::new();
    let stop = cancel.clone();
    let endpoint = server.endpoint(Protocol::OpenaiChat);
    let completion = client().complete(&endpoint, &payload(), &mut |_| stop.cancel(), &cancel).await.unwrap();
    assert_eq!((completion.text.as_str(), completion.finish), ("half a", FinishReason::Cancelled));
}

#[tokio::test]
async fn a_server_that_does_not_know_a_parameter_is_asked_once_more_without_it() {
    let no_usage = Reply::json("400 Bad Request", r#"{"error":{"message":"unknown field stream_options"}}"#);
    let no_limit = r#"{"error":{"message":"Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'."}}"#;
    let no_limit = Reply::json("400 Bad Request", no_limit);
    let outcome = ask(vec![no_usage.clone(), no_limit.clone(), Reply::events([WORDS, WHY].concat())]).await;
    assert_eq!(outcome.result.unwrap().text, "half a mug");
    let [first, second, third] = outcome.requests.as_slice() else { panic!("{:?}", outcome.requests) };
    assert!(first.contains("stream_options") && first.contains("\"max_tokens\":9"));
    assert!(!second.contains("stream_options") && second.contains("\"max_tokens\":9"));
    assert!(!third.contains("stream_options") && third.contains("\"max_completion_tokens\":9"));
    // the first connection stays open and nobody listens there any more: the second request has one of its own
    let body = r#"{"error":"no stream_options"}"#;
    let kept =
        Reply::http("400 Bad Request", &format!("connection: keep-alive\r\ncontent-length: {}", body.len()), body);
    let outcome = ask(vec![kept.ending(End::Silence), Reply::events([WORDS, WHY].concat())]).await;
    assert_eq!(outcome.result.unwrap().text, "half a mug");
    // a server that is never content is not asked for ever
    let outcome = ask(vec![no_usage.clone(), no_limit.clone(), no_usage, no_limit]).await;
    assert_eq!((outcome.result.unwrap_err().code(), outcome.requests.len()), ("refused", 3));
}

#[test]
fn calls_can_run_on_any_thread() {
    fn assert_send<T: Send>(_: T) {}
    let (client, payload, cancel) = (client(), payload(), CancellationToken::new());
    let endpoint = Endpoint { protocol: Protocol::OpenaiChat, base_url: String::new(), key: None };
    assert_send(client.complete(&endpoint, &payload, &mut |_| {}, &cancel));
    assert_send(client.models(&endpoint));
    assert_send(client.test(&endpoint, "m-1", &mut |_| {}));
}
