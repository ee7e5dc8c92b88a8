//! The client against a server that answers exactly the bytes a test gives it, on loopback.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use copydesk_domain::{Completion, FinishReason, Message, PromptPayload, Protocol, Role};
use copydesk_llm::{CallError, Client, ClientSettings, Endpoint, Failure, Secret, StepOutcome, TestStep};
use std::{sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    sync::Mutex,
};
use tokio_util::sync::CancellationToken;

const KEY: &str = "sk-secret-0123456789";

/// Answers one connection after the other with the given pieces, a pause between them.
struct Server {
    base: String,
    requests: Arc<Mutex<Vec<String>>>,
}

async fn server(answers: Vec<Vec<Vec<u8>>>) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}/v1", listener.local_addr().unwrap());
    let requests = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&requests);
    tokio::spawn(async move {
        for pieces in answers {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            let mut chunk = [0; 4096];
            loop {
                let read = stream.read(&mut chunk).await.unwrap_or(0);
                request.extend_from_slice(&chunk[..read]);
                let text = String::from_utf8_lossy(&request).into_owned();
                let whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
                    let length = head
                        .to_lowercase()
                        .lines()
                        .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
                    body.len() >= length.unwrap_or(0)
                });
                if whole || read == 0 {
                    break;
                }
            }
            heard.lock().await.push(String::from_utf8_lossy(&request).into_owned());
            for piece in pieces {
                if stream.write_all(&piece).await.is_err() {
                    break;
                }
                stream.flush().await.unwrap();
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
        // later connections wait for ever
        std::future::pending::<()>().await;
    });
    Server { base, requests }
}

fn http(status: &str, headers: &str, body: &str) -> Vec<Vec<u8>> {
    vec![format!("HTTP/1.1 {status}\r\nconnection: close\r\n{headers}\r\n\r\n{body}").into_bytes()]
}

fn sse(body: &str) -> Vec<Vec<u8>> {
    http("200 OK", "content-type: text/event-stream\r\nx-request-id: req-7", body)
}

fn payload() -> PromptPayload {
    PromptPayload {
        messages: vec![Message::new(Role::User, "Product Name: Mug")],
        model: "m-1".into(),
        max_tokens: 9,
        temperature: 0.7,
        stop: vec![],
        seed: None,
    }
}

fn endpoint(server: &Server, protocol: Protocol) -> Endpoint {
    Endpoint { protocol, base_url: server.base.clone(), key: Some(Secret::new(KEY.into())) }
}

fn client() -> Client {
    Client::new(ClientSettings { connect: Duration::from_secs(2), read: Duration::from_millis(400) }).unwrap()
}

async fn ask(answers: Vec<Vec<Vec<u8>>>) -> (Result<Completion, CallError>, String, Vec<String>) {
    let server = server(answers).await;
    let mut streamed = String::new();
    let endpoint = endpoint(&server, Protocol::OpenaiChat);
    let result =
        client().complete(&endpoint, &payload(), &mut |text| streamed.push_str(text), &CancellationToken::new()).await;
    if let Err(error) = &result {
        assert!(!format!("{error} {error:?}").contains(KEY), "a key in an error: {error:?}");
        assert!(error.to_string().contains("127.0.0.1"), "the host is named: {error}");
    }
    let requests = server.requests.lock().await.clone();
    (result, streamed, requests)
}

#[tokio::test]
async fn a_stream_split_in_the_middle_of_a_character_comes_whole() {
    let body = "data: {\"model\":\"m-1-0825\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"热茶\"}}]}\r\n\r\n\
                : a comment\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"。\"},\"finish_reason\":\"stop\"}]}\n\n\
                data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n";
    let mut pieces = sse("");
    pieces.extend(body.as_bytes().chunks(7).map(<[u8]>::to_vec));
    let (result, streamed, requests) = ask(vec![pieces]).await;
    let completion = result.unwrap();
    assert_eq!(
        (completion.text.as_str(), streamed.as_str(), &completion.finish),
        ("热茶。", "热茶。", &FinishReason::Stop)
    );
    assert_eq!((completion.model.as_str(), completion.request_id.as_deref()), ("m-1-0825", Some("req-7")));
    assert_eq!(completion.usage.unwrap().completion, 2);
    assert!(requests[0].starts_with("POST /v1/chat/completions "));
    assert!(requests[0].to_lowercase().contains(&format!("authorization: bearer {KEY}")));
}

#[tokio::test]
async fn the_text_interface_sends_the_prompt_alone() {
    let server =
        server(vec![sse("data: {\"choices\":[{\"text\":\"A mug.\",\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")])
            .await;
    let endpoint = endpoint(&server, Protocol::OpenaiCompletions);
    let completion = client().complete(&endpoint, &payload(), &mut |_| {}, &CancellationToken::new()).await.unwrap();
    assert_eq!(completion.text, "A mug.");
    let request = server.requests.lock().await[0].clone();
    assert!(
        request.starts_with("POST /v1/completions ") && request.contains("\"prompt\":\"Product Name: Mug\""),
        "{request}"
    );
}

#[tokio::test]
async fn half_a_stream_is_no_draft() {
    for body in ["", "data: {\"choices\":[{\"delta\":{\"content\":\"half a\"}}]}\n\n", "data: {\"choi"] {
        let error = ask(vec![sse(body)]).await.0.unwrap_err();
        assert!(matches!(error.failure, Failure::Cut { .. }), "{body:?}: {error:?}");
        assert!(error.outcome_unknown());
        assert_eq!(error.request_id(), Some("req-7"));
    }
}

#[tokio::test]
async fn answers_that_are_no_api_are_named() {
    let page = http("200 OK", "content-type: text/html", "<html>Welcome</html>");
    let error = ask(vec![page]).await.0.unwrap_err();
    assert!(error.to_string().contains("a web page"), "{error}");
    let error = ask(vec![http("200 OK", "content-length: 0", "")]).await.0.unwrap_err();
    assert!(error.to_string().contains("nothing"), "{error}");
    let error = ask(vec![http("302 Found", "location: https://elsewhere.example/login", "")]).await.0.unwrap_err();
    assert!(error.to_string().contains("elsewhere.example"), "not followed: {error}");
}

#[tokio::test]
async fn the_providers_refusals_become_sentences_with_its_own_words() {
    type Check = fn(&Failure) -> bool;
    let cases: Vec<(&str, &str, &str, Check)> = vec![
        (
            "401 Unauthorized",
            "",
            r#"{"error":{"message":"Incorrect API key: sk-secret-0123456789","code":"invalid_api_key"}}"#,
            |f| matches!(f, Failure::KeyRefused { status: 401, .. }),
        ),
        ("404 Not Found", "", r#"{"error":{"message":"The model does not exist","code":"model_not_found"}}"#, |f| {
            matches!(f, Failure::UnknownModel { .. })
        }),
        ("429 Too Many Requests", "\r\nretry-after: 7", r#"{"error":{"message":"slow down"}}"#, |f| {
            matches!(f, Failure::RateLimited { retry_after_ms: Some(7000), .. })
        }),
        ("429 Too Many Requests", "", r#"{"error":{"message":"quota","code":"insufficient_quota"}}"#, |f| {
            matches!(f, Failure::NoCredit { .. })
        }),
        ("402 Payment Required", "", r#"{"error":{"message":"pay","code":402}}"#, |f| {
            matches!(f, Failure::NoCredit { .. })
        }),
        ("400 Bad Request", "", r#"{"error":{"message":"too long","code":"context_length_exceeded"}}"#, |f| {
            matches!(f, Failure::PromptTooLong { .. })
        }),
        ("400 Bad Request", "", r#"{"error":{"message":"bad temperature"}}"#, |f| {
            matches!(f, Failure::RequestRefused { status: 400, .. })
        }),
        ("500 Internal Server Error", "", "it broke", |f| matches!(f, Failure::Server { status: 500, .. })),
    ];
    for (status, headers, body, check) in cases {
        let (result, _, _) = ask(vec![http(status, &format!("content-type: application/json{headers}"), body)]).await;
        let error = result.unwrap_err();
        assert!(check(&error.failure), "{status}: {error:?}");
        assert!(error.provider_words().is_some(), "{status}: {error:?}");
    }
}

#[tokio::test]
async fn an_error_after_a_good_start_is_the_providers_error() {
    let body = "data: {\"choices\":[{\"delta\":{\"content\":\"half\"}}]}\n\ndata: {\"error\":{\"message\":\"overloaded\"}}\n\n";
    let error = ask(vec![sse(body)]).await.0.unwrap_err();
    assert!(matches!(error.failure, Failure::Server { .. }), "{error:?}");
    assert_eq!(error.provider_words(), Some("overloaded"));
}

#[tokio::test]
async fn a_server_that_does_not_know_a_parameter_is_asked_once_more_without_it() {
    let refusal = http(
        "400 Bad Request",
        "content-type: application/json",
        r#"{"error":{"message":"unknown field stream_options"}}"#,
    );
    let answer = http(
        "200 OK",
        "content-type: application/json",
        r#"{"choices":[{"message":{"content":"At once."},"finish_reason":"stop"}]}"#,
    );
    let (result, streamed, requests) = ask(vec![refusal, answer]).await;
    assert_eq!((result.unwrap().text.as_str(), streamed.as_str()), ("At once.", "At once."));
    assert!(requests[0].contains("stream_options") && !requests[1].contains("stream_options"));
}

#[tokio::test]
async fn silence_and_a_closed_port_are_told_apart() {
    let error = ask(vec![sse("").into_iter().chain(std::iter::repeat_n(b": \n".to_vec(), 2)).collect(), vec![]])
        .await
        .0
        .unwrap_err();
    assert!(matches!(error.failure, Failure::Cut { .. } | Failure::Timeout { .. }), "{error:?}");
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let closed = Endpoint { protocol: Protocol::OpenaiChat, base_url: format!("http://{port}/v1"), key: None };
    let error = client().complete(&closed, &payload(), &mut |_| {}, &CancellationToken::new()).await.unwrap_err();
    assert!(matches!(error.failure, Failure::Refused { .. }), "{error:?}");
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let silent = Endpoint { base_url: format!("http://{}/v1", listener.local_addr().unwrap()), ..closed };
    let error = client().complete(&silent, &payload(), &mut |_| {}, &CancellationToken::new()).await.unwrap_err();
    assert!(matches!(error.failure, Failure::Timeout { .. }), "{error:?}");
}

#[tokio::test]
async fn a_body_without_an_end_is_stopped() {
    let mut pieces = sse("data: ");
    pieces.extend(std::iter::repeat_n(vec![b'x'; 1 << 16], 9));
    let error = ask(vec![pieces]).await.0.unwrap_err();
    assert!(matches!(error.failure, Failure::AnswerTooLarge { .. }), "{error:?}");
}

#[tokio::test]
async fn a_cancelled_answer_keeps_its_words() {
    let server = server(vec![
        sse("data: {\"choices\":[{\"delta\":{\"content\":\"some words\"}}]}\n\n")
            .into_iter()
            .chain(std::iter::repeat_n(b": wait\n\n".to_vec(), 500))
            .collect(),
    ])
    .await;
    let cancel = CancellationToken::new();
    let stop = cancel.clone();
    let endpoint = endpoint(&server, Protocol::OpenaiChat);
    let completion = client().complete(&endpoint, &payload(), &mut |_| stop.cancel(), &cancel).await.unwrap();
    assert_eq!((completion.text.as_str(), completion.finish), ("some words", FinishReason::Cancelled));
}

#[tokio::test]
async fn a_connection_test_names_the_step_that_fails() {
    let models = http("200 OK", "content-type: application/json", r#"{"data":[{"id":"m-1"},{"id":"m-2"}]}"#);
    let word =
        sse("data: {\"choices\":[{\"delta\":{\"content\":\"r\"},\"finish_reason\":\"length\"}]}\n\ndata: [DONE]\n\n");
    // the first connection only shows that somebody listens
    let good = server(vec![vec![], models.clone(), word]).await;
    let steps = client().test(&endpoint(&good, Protocol::OpenaiChat), "m-1", &mut |_| {}).await;
    assert_eq!(steps.len(), 6, "{steps:?}");
    assert!(steps.iter().all(|step| matches!(step.outcome, StepOutcome::Passed { .. })), "{steps:?}");

    let refused = http("401 Unauthorized", "content-type: application/json", r#"{"error":{"message":"who are you"}}"#);
    let wrong_key = server(vec![vec![], refused]).await;
    let steps = client().test(&endpoint(&wrong_key, Protocol::OpenaiChat), "m-1", &mut |_| {}).await;
    let last = steps.last().unwrap();
    assert_eq!(last.name, TestStep::Answers);
    assert!(matches!(&last.outcome, StepOutcome::Failed(error) if error.code() == "key_refused"), "{last:?}");

    let page = http("404 Not Found", "content-type: text/html", "<html>");
    let no_version = server(vec![vec![], page, models]).await;
    let steps = client().test(&endpoint(&no_version, Protocol::OpenaiChat), "m-1", &mut |_| {}).await;
    let StepOutcome::Failed(error) = &steps.last().unwrap().outcome else { panic!("{steps:?}") };
    assert!(
        matches!(&error.failure, Failure::NotAnApi { hint: Some(hint), .. } if hint.ends_with("/v1/v1")),
        "{error:?}"
    );
}
