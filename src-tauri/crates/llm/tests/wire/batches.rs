//! Batches at a provider: what is asked, what is understood, and what becomes of an answer that is lost.

use crate::server::{End, KEY, Reply, Server, client};
use copydesk_domain::Protocol;
use copydesk_llm::{
    CallError, Endpoint, Failure, Secret,
    batch::{BatchCounts, BatchState, BatchStatus, BatchTag},
};
use serde_json::{Value, json};

pub fn tag() -> BatchTag {
    BatchTag { run: "run-1".into(), batch: "batch-2".into() }
}

fn described(id: &str, state: &str) -> Value {
    json!({
        "id": id, "object": "batch", "endpoint": "/v1/chat/completions", "errors": null, "input_file_id": "file-in",
        "completion_window": "24h", "status": state, "output_file_id": null, "error_file_id": null,
        "created_at": 1_790_000_000, "expires_at": 1_790_086_400, "request_counts": { "total": 3, "completed": 1, "failed": 1 },
        "metadata": { "copydesk_run": "run-1", "copydesk_batch": "batch-2" },
    })
}

pub fn ok(value: &Value) -> Reply {
    Reply::json("200 OK", &value.to_string())
}

pub async fn server(replies: Vec<Reply>) -> (Server, Endpoint) {
    let server = Server::start(replies).await;
    let endpoint = server.endpoint(Protocol::OpenaiChat);
    (server, endpoint)
}

/// Whatever goes wrong: the key is not told.
pub fn without_key(error: CallError) -> CallError {
    let all = format!("{error} {error:?} {:?} {:?}", error.params(), error.provider_words());
    assert!(!all.contains(KEY), "a key in an error: {all}");
    error
}

async fn ask(reply: Reply) -> Result<BatchStatus, CallError> {
    let (_server, endpoint) = server(vec![reply]).await;
    client().batch(&endpoint, "batch_1").await.map_err(without_key)
}

async fn create(reply: Reply) -> CallError {
    let (_server, endpoint) = server(vec![reply]).await;
    without_key(client().create_batch(&endpoint, "file-in", &tag()).await.unwrap_err())
}

#[tokio::test]
async fn a_batch_is_made_with_its_tag_and_the_key() {
    let (server, endpoint) = server(vec![ok(&described("batch_1", "validating"))]).await;
    let status = client().create_batch(&endpoint, "file-in", &tag()).await.unwrap();
    assert_eq!((status.id.as_str(), status.state, status.is_over()), ("batch_1", BatchState::Validating, false));
    let request = server.requests().await.remove(0);
    assert!(request.starts_with("POST /v1/batches "), "{request}");
    assert!(request.to_lowercase().contains(&format!("authorization: bearer {KEY}")), "{request}");
    let body: Value = serde_json::from_str(request.split_once("\r\n\r\n").unwrap().1).unwrap();
    let expected = json!({
        "input_file_id": "file-in", "endpoint": "/v1/chat/completions", "completion_window": "24h",
        "metadata": { "copydesk_run": "run-1", "copydesk_batch": "batch-2" },
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn every_state_is_understood_and_an_unknown_one_is_named() {
    for (word, state, over) in [
        ("validating", BatchState::Validating, false),
        ("in_progress", BatchState::InProgress, false),
        ("finalizing", BatchState::Finalizing, false),
        ("completed", BatchState::Completed, true),
        ("failed", BatchState::Failed, true),
        ("expired", BatchState::Expired, true),
        ("cancelling", BatchState::Cancelling, false),
        ("cancelled", BatchState::Cancelled, true),
    ] {
        let status = ask(ok(&described("batch_1", word))).await.unwrap();
        assert_eq!((status.state, status.is_over(), state.as_str()), (state, over, word));
        assert_eq!(status.counts, BatchCounts { total: 3, completed: 1, failed: 1 });
        assert_eq!(status.expires_at.map(|at| at.as_second()), Some(1_790_086_400));
    }
    let error = ask(ok(&described("batch_1", &format!("paused {KEY}")))).await.unwrap_err();
    assert_eq!(error.code(), "malformed");
    assert!(error.to_string().contains("the unknown state “paused [key]”"), "{error}");
    let error = ask(ok(&json!({ "object": "batch", "status": "completed" }))).await.unwrap_err();
    assert!(error.to_string().contains("no id"), "{error}");
}

#[tokio::test]
async fn a_batch_that_is_over_names_its_files() {
    for state in ["completed", "expired", "cancelled"] {
        let mut batch = described("batch_1", state);
        batch["output_file_id"] = json!("file-out");
        batch["error_file_id"] = json!("file-err");
        let status = ask(ok(&batch)).await.unwrap();
        assert_eq!((status.output_file.as_deref(), status.error_file.as_deref()), (Some("file-out"), Some("file-err")));
        assert_eq!(
            status.failure(&Endpoint { protocol: Protocol::OpenaiChat, base_url: "x".into(), key: None }, "m"),
            None
        );
    }
    // compatible servers leave out what they do not have
    let status = ask(ok(&json!({ "id": "b", "status": "completed", "output_file_id": "" }))).await.unwrap();
    assert_eq!((status.output_file, status.error_file, status.counts), (None, None, BatchCounts::default()));
    assert_eq!((status.expires_at, status.errors.len()), (None, 0));
}

#[tokio::test]
async fn a_batch_that_failed_says_at_which_lines() {
    let mut batch = described("batch_1", "failed");
    batch["errors"] = json!({ "object": "list", "data": [
        { "code": "invalid_json_line", "message": format!("Line 7 of {KEY} is no JSON."), "param": null, "line": 7 },
        { "code": "duplicate_custom_id", "message": "Twice.", "line": 9 },
        { "message": null, "line": null },
    ] });
    let (_server, endpoint) = server(vec![ok(&batch)]).await;
    let status = client().batch(&endpoint, "batch_1").await.unwrap();
    let lines: Vec<_> = status.errors.iter().map(|problem| (problem.code.as_str(), problem.line)).collect();
    assert_eq!(lines, [("invalid_json_line", Some(7)), ("duplicate_custom_id", Some(9)), ("", None)]);
    let error = without_key(status.failure(&endpoint, "m-1").unwrap());
    assert_eq!((error.code(), error.provider_words()), ("batch_refused", Some("Line 7 of [key] is no JSON.")));
    assert!(error.to_string().contains("at line 7"), "{error}");
}

#[tokio::test]
async fn a_submission_whose_answer_is_lost_may_have_been_taken() {
    let half = Reply::http("200 OK", "content-type: application/json\r\ncontent-length: 900", "{\"id\":\"batch_1\"");
    for reply in [
        Reply::none(),
        Reply::none().ending(End::Reset),
        Reply::none().ending(End::Silence),
        half,
        Reply::json("200 OK", "{\"id\":\"batch_1\""),
        Reply::json("200 OK", "{}"),
        ok(&described("batch_1", "paused")),
        Reply::http("502 Bad Gateway", "content-type: text/html", "<html>"),
        Reply::http("504 Gateway Timeout", "x-should-retry: true", ""),
    ] {
        let error = create(reply.clone()).await;
        assert_eq!(error.code(), "batch_maybe_taken", "{reply:?}: {error:?}");
        assert!(error.outcome_unknown() && !error.is_retryable(), "{error:?}");
    }
    // these were surely not
    for (reply, code) in [
        (Reply::json("401 Unauthorized", &format!(r#"{{"error":{{"message":"Who is {KEY}?"}}}}"#)), "key_refused"),
        (Reply::http("429 Too Many Requests", "retry-after: 7", "{}"), "rate_limited"),
        (Reply::json("400 Bad Request", r#"{"error":{"message":"bad window"}}"#), "refused"),
        (Reply::json("404 Not Found", r#"{"error":{"message":"No such File object: file-in"}}"#), "batch_gone"),
        (Reply::json("404 Not Found", r#"{"detail":"Not Found"}"#), "no_batches"),
    ] {
        let error = create(reply).await;
        assert_eq!((error.code(), error.outcome_unknown()), (code, false), "{error:?}");
    }
}

#[tokio::test]
async fn a_question_that_is_not_answered_costs_nothing() {
    for reply in [Reply::none(), Reply::none().ending(End::Reset), Reply::none().ending(End::Silence)] {
        let error = ask(reply).await.unwrap_err();
        assert_eq!(error.code(), "batch_interrupted");
        assert!(error.is_retryable() && !error.outcome_unknown());
    }
    for (reply, code) in [
        (Reply::json("401 Unauthorized", "{}"), "key_refused"),
        (Reply::json("500 Internal Server Error", "{}"), "server_error"),
        (Reply::http("200 OK", "content-type: text/html", "<html>"), "not_an_api"),
        (Reply::json("200 OK", r#"{"error":{"message":"slow down","code":429}}"#), "rate_limited"),
        (Reply::json("404 Not Found", r#"{"error":{"message":"No batch found with id 'batch_1'."}}"#), "batch_gone"),
        (Reply::http("404 Not Found", "content-type: text/html", "<html>"), "batch_gone"),
        (Reply::http("302 Found", "location: https://elsewhere.example/", ""), "not_an_api"),
    ] {
        let error = ask(reply).await.unwrap_err();
        assert_eq!(error.code(), code, "{error:?}");
    }
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let key = Some(Secret::new(KEY.into()));
    let endpoint = Endpoint { protocol: Protocol::OpenaiChat, base_url: format!("http://{free}/v1"), key };
    let error = without_key(client().create_batch(&endpoint, "file-in", &tag()).await.unwrap_err());
    assert_eq!((error.code(), error.outcome_unknown()), ("connection_refused", false));
}

#[tokio::test]
async fn an_id_of_the_servers_stays_one_name_in_an_address() {
    let (server, endpoint) = server(vec![ok(&described("a/../b", "cancelling"))]).await;
    let status = client().cancel_batch(&endpoint, "a/../b").await.unwrap();
    assert_eq!(status.state, BatchState::Cancelling);
    assert!(server.requests().await[0].starts_with("POST /v1/batches/a%2F..%2Fb/cancel "));
}

#[tokio::test]
async fn a_lost_batch_is_found_page_after_page() {
    let other = |id: &str| {
        let mut batch = described(id, "a state of another program");
        batch["metadata"] = json!({ "copydesk_run": "run-1", "copydesk_batch": "batch-1" });
        batch
    };
    let mut untagged = described("batch_c", "completed");
    untagged["metadata"] = Value::Null;
    let first = json!({ "object": "list", "data": [other("batch_a"), other("batch_b")], "has_more": true });
    let second = json!({ "data": [untagged, described("batch_d", "in_progress"), described("batch_e", "failed")] });
    let (server, endpoint) = server(vec![ok(&first), ok(&second)]).await;
    let found = client().find_batch(&endpoint, &tag()).await.unwrap().unwrap();
    assert_eq!((found.id.as_str(), found.state), ("batch_d", BatchState::InProgress));
    let requests = server.requests().await;
    assert!(requests[0].starts_with("GET /v1/batches?limit=100 "), "{}", requests[0]);
    assert!(requests[1].starts_with("GET /v1/batches?limit=100&after=batch_b "), "{}", requests[1]);
}

#[tokio::test]
async fn a_list_that_does_not_end_is_left() {
    let mut other = described("batch_a", "completed");
    other["metadata"] = json!({});
    // a server that does not know “after”
    let page = ok(&json!({ "data": [other], "has_more": true }));
    let (same, endpoint) = server(vec![page; 3]).await;
    assert_eq!(client().find_batch(&endpoint, &tag()).await.unwrap(), None);
    assert_eq!(same.requests().await.len(), 2);
    // and one that always has one more
    let pages = (0..30).map(|n| ok(&json!({ "data": [{ "id": format!("batch_{n}") }], "has_more": true }))).collect();
    let (endless, endpoint) = server(pages).await;
    assert_eq!(client().find_batch(&endpoint, &tag()).await.unwrap(), None);
    assert_eq!(endless.requests().await.len(), 20);
    for (reply, code) in [
        (Reply::json("404 Not Found", r#"{"detail":"Not Found"}"#), "no_batches"),
        (ok(&json!({ "error": { "message": "no", "code": "invalid_api_key" } })), "key_refused"),
        (ok(&json!({ "object": "list" })), "malformed"),
    ] {
        let (_server, endpoint) = server(vec![reply]).await;
        let error = without_key(client().find_batch(&endpoint, &tag()).await.unwrap_err());
        assert_eq!(error.code(), code, "{error:?}");
    }
}

#[tokio::test]
async fn the_model_on_this_machine_takes_no_batches() {
    let endpoint = Endpoint { protocol: Protocol::Local, base_url: "http://127.0.0.1:9/v1".into(), key: None };
    let error = client().create_batch(&endpoint, "file-in", &tag()).await.unwrap_err();
    assert_eq!((error.code(), matches!(error.failure, Failure::Batch(_))), ("no_batches", true));
}

#[test]
fn batches_can_be_made_on_any_thread() {
    fn assert_send<T: Send>(_: T) {}
    let (client, tag, path) = (client(), tag(), std::path::Path::new("batch.jsonl"));
    let endpoint = Endpoint { protocol: Protocol::OpenaiChat, base_url: String::new(), key: None };
    assert_send(client.upload_batch(&endpoint, path));
    assert_send(client.create_batch(&endpoint, "file-in", &tag));
    assert_send(client.find_batch(&endpoint, &tag));
    assert_send(client.download(&endpoint, "file-out", path, 1));
}
