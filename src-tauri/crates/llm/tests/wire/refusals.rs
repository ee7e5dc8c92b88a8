//! Errors: the sentence, the provider's own words, and never the key.

use crate::server::{End, KEY, Reply, Server, ask, client, fail, payload};
use copydesk_domain::Protocol;
use copydesk_llm::{Endpoint, Failure, Secret};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

#[tokio::test]
async fn the_providers_refusals_become_sentences_with_its_own_words() {
    for (status, body, code) in [
        (
            "401 Unauthorized",
            r#"{"error":{"message":"Incorrect API key: sk-secret-0123456789","code":"invalid_api_key"}}"#,
            "key_refused",
        ),
        ("403 Forbidden", r#"{"error":"not from here"}"#, "key_refused"),
        (
            "404 Not Found",
            r#"{"error":{"message":"The model does not exist","code":"model_not_found"}}"#,
            "unknown_model",
        ),
        ("404 Not Found", r#"{"error":{"message":"no route for sk-secret-0123456789"}}"#, "not_an_api"),
        ("429 Too Many Requests", r#"{"error":{"message":"slow down"}}"#, "rate_limited"),
        ("429 Too Many Requests", r#"{"error":{"message":"quota","code":"insufficient_quota"}}"#, "no_credit"),
        ("402 Payment Required", r#"{"error":{"message":"pay","code":402}}"#, "no_credit"),
        ("400 Bad Request", r#"{"error":{"message":"too long","code":"context_length_exceeded"}}"#, "prompt_too_long"),
        ("400 Bad Request", r#"{"error":{"message":"bad temperature","code":null}}"#, "refused"),
        ("500 Internal Server Error", "it broke", "server_error"),
        ("200 OK", r#"{"error":{"message":"overloaded","code":503}}"#, "server_error"),
    ] {
        let error = fail(Reply::json(status, body)).await;
        assert_eq!(error.code(), code, "{status} {body}: {error:?}");
        assert!(error.provider_words().is_some(), "{status} {body}: {error:?}");
        assert!(!error.outcome_unknown(), "{status} {body}: {error:?}");
    }
}

#[tokio::test]
async fn a_key_that_the_provider_repeats_is_blacked_out() {
    let body = format!(r#"{{"error":{{"message":"Incorrect key {KEY}\u0007."}}}}"#);
    let error = fail(Reply::json("401 Unauthorized", &body)).await;
    assert_eq!(error.provider_words(), Some("Incorrect key [key] ."));
    let body = format!("data: {{\"error\":{{\"message\":\"{KEY} has no quota\"}}}}\n\n");
    let error = fail(Reply::events(body)).await;
    assert_eq!(error.provider_words(), Some("[key] has no quota"));
}

#[tokio::test]
async fn a_wait_is_told() {
    let reply = Reply::http("429 Too Many Requests", "retry-after: 7\r\nx-request-id: req-9", "{}");
    let error = fail(reply).await;
    assert!(error.to_string().contains("7 seconds"), "{error}");
    assert_eq!((error.retry_after(), error.request_id()), (Some(Duration::from_secs(7)), Some("req-9")));
    assert!(error.is_retryable());
}

#[tokio::test]
async fn long_words_are_cut_and_a_long_body_is_not_read_to_its_end() {
    let error = fail(Reply::http("500 Internal Server Error", "content-type: text/plain", "w".repeat(3_000))).await;
    assert_eq!(error.provider_words().unwrap().len(), 2_000);
    let error = fail(
        Reply::http("500 Internal Server Error", "content-type: text/plain", "w".repeat(1 << 20)).ending(End::Silence),
    )
    .await;
    assert_eq!(error.code(), "server_error");
}

#[tokio::test]
async fn answers_that_are_no_api_are_named() {
    let page = Reply::http("200 OK", "content-type: text/html", "<html>Welcome</html>");
    assert!(fail(page).await.to_string().contains("a web page"));
    let page = Reply::http("502 Bad Gateway", "content-type: text/html", "<html>Bad gateway</html>");
    let error = fail(page).await;
    assert_eq!((error.code(), error.provider_words()), ("server_error", None));
    assert!(fail(Reply::http("200 OK", "content-length: 0", "")).await.to_string().contains("nothing"));
    assert!(fail(Reply::http("200 OK", "content-type: text/plain", "hello")).await.to_string().contains("text/plain"));
}

#[tokio::test]
async fn a_redirection_is_named_and_not_followed() {
    let elsewhere = Server::start(vec![Reply::none()]).await;
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let error = fail(Reply::http(status, &format!("location: {}/chat", elsewhere.base), "")).await;
        assert!(matches!(error.failure, Failure::NotAnApi { .. }), "{error:?}");
        assert!(error.to_string().contains(&elsewhere.base), "{error}");
    }
    assert_eq!(elsewhere.requests().await, Vec::<String>::new(), "nobody was asked there, with or without the key");
}

#[tokio::test]
async fn an_error_after_a_good_start_is_the_providers_error() {
    let words = "data: {\"choices\":[{\"delta\":{\"content\":\"half\"}}]}\n\n";
    let outcome =
        ask(vec![Reply::events([words, "data: {\"error\":{\"message\":\"overloaded\"}}\n\n"].concat())]).await;
    let error = outcome.result.unwrap_err();
    assert!(matches!(error.failure, Failure::Server { .. }), "{error:?}");
    assert_eq!((error.provider_words(), error.request_id()), (Some("overloaded"), Some("req-7")));
}

#[tokio::test]
async fn what_keeps_a_connection_from_coming_about_is_told() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let plain = Server::start(vec![Reply::http("400 Bad Request", "", "plain HTTP here")]).await;
    for (base_url, key, code) in [
        (format!("http://{free}/v1"), KEY, "connection_refused"),
        (format!("https://{}/v1", silent.local_addr().unwrap()), KEY, "connect_timeout"),
        (plain.base.replace("http:", "https:"), KEY, "tls"),
        ("http://nowhere.invalid/v1".to_owned(), KEY, "host_not_found"),
        ("ftp://127.0.0.1/v1".to_owned(), KEY, "address_invalid"),
        (format!("http://{free}/v1"), "sk-two\nlines", "key_malformed"),
    ] {
        let endpoint =
            Endpoint { protocol: Protocol::OpenaiChat, base_url: base_url.clone(), key: Some(Secret::new(key.into())) };
        let error = client().complete(&endpoint, &payload(), &mut |_| {}, &CancellationToken::new()).await.unwrap_err();
        assert_eq!(error.code(), code, "{base_url}: {error:?}");
        assert!(!error.outcome_unknown(), "nothing was sent: {error:?}");
        assert!(code != "tls" || error.to_string().contains("HTTP, not HTTPS"), "{error}");
        assert!(!format!("{error} {error:?} {endpoint:?}").contains(key), "{error:?}");
    }
}
