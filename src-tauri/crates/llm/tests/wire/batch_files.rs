//! The files of batches: up, down, and what their lines say.

use crate::{
    batches::{ok, server, without_key},
    server::{End, KEY, Reply, Server, client, payload},
};
use copydesk_domain::{FinishReason, Protocol, TokenUsage, campaign::FaultClass};
use copydesk_llm::{
    CallError, Client, ClientSettings, Endpoint,
    batch::{BatchResult, BatchWriter, LineFault, ResultLines, batches_for},
};
use serde_json::{Value, json};
use std::{path::Path, time::Duration};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

async fn upload(reply: Reply) -> Result<String, CallError> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("batch.jsonl");
    std::fs::write(&file, "{}\n").unwrap();
    let (_server, endpoint) = server(vec![reply]).await;
    client().upload_batch(&endpoint, &file).await.map_err(without_key)
}

#[tokio::test]
async fn an_upload_arrives_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("batch.jsonl");
    let (server, endpoint) = server(vec![ok(&json!({ "id": "file-in", "object": "file", "bytes": 1 }))]).await;
    let mut writer =
        BatchWriter::create(&path, batches_for(endpoint.protocol).unwrap(), &endpoint.base_url).await.unwrap();
    for number in 0..900 {
        let mut payload = payload();
        payload.messages[1].content = format!("热茶 {number}\r\n--copydesk-batch\r\n");
        assert!(writer.append(&format!("cell-{number}"), &payload).await.unwrap());
    }
    let written = writer.finish().await.unwrap();
    assert_eq!(client().upload_batch(&endpoint, &path).await.unwrap(), "file-in");

    let request = server.requests().await.remove(0);
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /v1/files "), "{head}");
    let head = head.to_lowercase();
    assert!(head.contains(&format!("authorization: bearer {KEY}")), "{head}");
    assert!(head.contains(&format!("content-length: {}", body.len())) && !head.contains("transfer-encoding"), "{head}");
    // RFC 2046, 5.1.1, and RFC 7578
    let border = head.split_once("multipart/form-data; boundary=").unwrap().1.lines().next().unwrap();
    let parts: Vec<&str> = body.split(&format!("--{border}")).collect();
    let ["", purpose, file, "--\r\n"] = parts.as_slice() else { panic!("{} parts", parts.len()) };
    assert_eq!(*purpose, "\r\ncontent-disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n");
    let (part, content) = file.split_once("\r\n\r\n").unwrap();
    assert!(part.contains("name=\"file\"; filename=\"batch.jsonl\""), "{part}");
    let content = content.strip_suffix("\r\n").unwrap();
    assert_eq!(content.len() as u64, written.bytes);
    assert!(content == std::fs::read_to_string(&path).unwrap());
}

#[tokio::test]
async fn an_upload_that_fails_says_why_and_can_be_repeated() {
    for (reply, code) in [
        (Reply::json("401 Unauthorized", &format!(r#"{{"error":{{"message":"Who is {KEY}?"}}}}"#)), "key_refused"),
        (Reply::json("404 Not Found", r#"{"detail":"Not Found"}"#), "no_batches"),
        (Reply::http("404 Not Found", "content-type: text/html", "<html>"), "no_batches"),
        (Reply::json("404 Not Found", r#"{"error":{"message":"File Not Found","code":404}}"#), "no_batches"),
        (Reply::json("405 Method Not Allowed", r#"{"detail":"Method Not Allowed"}"#), "no_batches"),
        (Reply::json("501 Not Implemented", "{}"), "no_batches"),
        (Reply::json("200 OK", r#"{"error":"Unexpected endpoint or method. (POST /v1/files)"}"#), "no_batches"),
        (Reply::json("500 Internal Server Error", "{}"), "server_error"),
        (Reply::json("413 Payload Too Large", "{}"), "refused"),
        (Reply::http("200 OK", "content-type: text/html", "<html>"), "not_an_api"),
        (Reply::json("200 OK", "{}"), "malformed"),
        (Reply::none(), "batch_interrupted"),
        (Reply::none().ending(End::Silence), "batch_interrupted"),
    ] {
        let error = upload(reply.clone()).await.unwrap_err();
        assert_eq!(error.code(), code, "{reply:?}: {error:?}");
        assert!(code == "malformed" || !error.outcome_unknown(), "{error:?}");
    }
    let error = upload(Reply::json("404 Not Found", "{}")).await.unwrap_err();
    assert!(error.to_string().ends_with("does not take batches. Run it without."), "{error}");
    assert_eq!(error.class(), FaultClass::Account);
    let (_server, endpoint) = server(vec![]).await;
    let error = client().upload_batch(&endpoint, Path::new("/no/such/batch.jsonl")).await.unwrap_err();
    assert!(error.code() == "batch_file" && error.to_string().contains("/no/such/batch.jsonl"), "{error}");
}

/// A server that takes an upload in sips, and answers or falls silent.
async fn slow(sips: usize, pause: Duration, answers: bool) -> Endpoint {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}/v1", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let (mut sip, mut end) = (vec![0; 1 << 20], Vec::new());
        let mut left = sips;
        while left > 0 || (answers && !end.ends_with(b"--\r\n")) {
            let read = stream.read(&mut sip).await.unwrap();
            if read == 0 {
                return;
            }
            end.extend_from_slice(&sip[read.saturating_sub(8)..read]);
            if left > 0 {
                left -= 1;
                tokio::time::sleep(pause).await;
            }
        }
        if answers {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n{\"id\":\"file-in\"}").await.unwrap();
        }
        std::future::pending::<()>().await;
    });
    Endpoint { protocol: Protocol::OpenaiChat, base_url, key: None }
}

#[tokio::test]
async fn a_slow_upload_may_take_longer_than_an_answer_and_a_stuck_one_may_not() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("batch.jsonl");
    std::fs::write(&file, vec![b'x'; 24 << 20]).unwrap();
    let read = Duration::from_millis(500);
    let client =
        Client::new(ClientSettings { connect: Duration::from_millis(300), read, ..Default::default() }).unwrap();
    let begun = std::time::Instant::now();
    let endpoint = slow(8, Duration::from_millis(150), true).await;
    assert_eq!(client.upload_batch(&endpoint, &file).await.unwrap(), "file-in");
    assert!(begun.elapsed() > read, "it took longer than an answer may");
    let endpoint = slow(2, Duration::ZERO, false).await;
    assert_eq!(client.upload_batch(&endpoint, &file).await.unwrap_err().code(), "batch_interrupted");
}

#[tokio::test]
async fn a_refusal_before_the_end_of_an_upload_is_heard() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("batch.jsonl");
    std::fs::write(&file, vec![b'x'; 24 << 20]).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}/v1", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut sip = vec![0; 4096];
        let _ = stream.read(&mut sip).await.unwrap();
        stream.write_all(b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 2\r\n\r\n{}").await.unwrap();
        std::future::pending::<()>().await;
    });
    let endpoint = Endpoint { protocol: Protocol::OpenaiChat, base_url, key: None };
    assert_eq!(client().upload_batch(&endpoint, &file).await.unwrap_err().code(), "key_refused");
}

async fn download(reply: Reply, limit: u64) -> (Result<u64, CallError>, Option<String>) {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("output.jsonl");
    let (_server, endpoint) = server(vec![reply]).await;
    let outcome = client().download(&endpoint, "file-out", &to, limit).await.map_err(without_key);
    (outcome, std::fs::read_to_string(to).ok())
}

#[tokio::test]
async fn a_download_goes_to_its_file_and_stops_at_its_limit() {
    let text = "line\n".repeat(100);
    let sized = format!("content-length: {}", text.len());
    for head in ["content-type: application/octet-stream", &sized] {
        let whole = download(Reply::http("200 OK", head, &text).in_pieces(90), 500).await;
        assert_eq!(whole, (Ok(500), Some(text.clone())));
        let (outcome, left) = download(Reply::http("200 OK", head, &text).in_pieces(90), 499).await;
        assert_eq!((outcome.unwrap_err().code(), left), ("answer_too_large", None));
    }
    for (reply, code) in [
        (Reply::http("200 OK", "content-length: 900", &text), "batch_interrupted"),
        (Reply::http("200 OK", "content-length: 900", &text).ending(End::Silence), "batch_interrupted"),
        (Reply::json("404 Not Found", r#"{"error":{"message":"No such File object: file-out"}}"#), "batch_gone"),
        (Reply::json("401 Unauthorized", &format!(r#"{{"error":"{KEY}"}}"#)), "key_refused"),
        (Reply::http("200 OK", "content-type: text/html", "<html>"), "not_an_api"),
    ] {
        let (outcome, left) = download(reply, 1 << 20).await;
        let error = outcome.unwrap_err();
        assert_eq!((error.code(), left), (code, None), "{error:?}");
        assert!(!error.outcome_unknown(), "{error:?}");
    }
}

#[tokio::test]
async fn a_file_that_is_gone_is_deleted() {
    let (server, endpoint) = server(vec![
        ok(&json!({ "id": "file-in", "deleted": true })),
        Reply::json("404 Not Found", "{}"),
        Reply::json("500 Internal Server Error", "{}"),
    ])
    .await;
    assert_eq!(client().delete_file(&endpoint, "file-in").await, Ok(()));
    assert_eq!(client().delete_file(&endpoint, "file-in").await, Ok(()));
    assert_eq!(client().delete_file(&endpoint, "file-in").await.unwrap_err().code(), "server_error");
    assert!(server.requests().await[0].starts_with("DELETE /v1/files/file-in "));
}

fn line(id: &str, status: u16, body: &Value) -> Value {
    let response = json!({ "status_code": status, "request_id": "req-9", "body": body });
    json!({ "id": "batch_req_1", "custom_id": id, "response": response, "error": null })
}

fn never(id: &str, code: &str) -> Value {
    json!({ "id": "batch_req_2", "custom_id": id, "response": null, "error": { "code": code, "message": format!("Not {KEY}.") } })
}

/// Downloads these lines and reads them.
async fn results(protocol: Protocol, lines: &[Value]) -> Vec<Result<BatchResult, LineFault>> {
    let folder = TempDir::new().unwrap();
    let to = folder.path().join("output.jsonl");
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let server = Server::start(vec![Reply::http("200 OK", "content-type: application/octet-stream", text)]).await;
    let endpoint = server.endpoint(protocol);
    client().download(&endpoint, "file-out", &to, 1 << 20).await.unwrap();
    let mut read = ResultLines::open(&to, batches_for(protocol).unwrap(), &endpoint, "m-1").await.unwrap();
    let mut all = Vec::new();
    while let Some(result) = read.next().await.unwrap() {
        all.push(result);
    }
    all
}

#[tokio::test]
async fn drafts_come_as_a_live_call_brings_them() {
    let chat = json!({
        "model": "m-1-0825", "choices": [{ "index": 0, "message": { "role": "assistant", "content": " 热茶。\n" }, "finish_reason": "length" }],
        "usage": { "prompt_tokens": 5, "completion_tokens": 2 },
    });
    let bare = json!({ "choices": [{ "message": { "content": "At once." } }] });
    let all = results(Protocol::OpenaiChat, &[line("b", 200, &chat), line("a", 200, &bare)]).await;
    let drafts: Vec<_> = all.into_iter().map(|result| result.unwrap()).collect();
    assert_eq!((drafts[0].custom_id.as_str(), drafts[1].custom_id.as_str()), ("b", "a"));
    let draft = drafts[0].answer.as_ref().unwrap();
    assert_eq!((draft.text.as_str(), draft.model.as_str()), ("热茶。", "m-1-0825"));
    assert_eq!((&draft.finish, draft.usage), (&FinishReason::Length, Some(TokenUsage { prompt: 5, completion: 2 })));
    assert_eq!(draft.request_id.as_deref(), Some("req-9"));
    let draft = drafts[1].answer.as_ref().unwrap();
    assert_eq!((draft.text.as_str(), draft.model.as_str(), &draft.finish), ("At once.", "m-1", &FinishReason::Stop));
    let text = json!({ "choices": [{ "text": "A mug.", "finish_reason": "stop" }] });
    let all = results(Protocol::OpenaiCompletions, &[line("a", 200, &text)]).await;
    assert_eq!(all[0].as_ref().unwrap().answer.as_ref().unwrap().text, "A mug.");
}

#[tokio::test]
async fn requests_that_failed_say_what_a_live_call_would_have_said() {
    let said = |message: &str, code: &str| json!({ "error": { "message": message, "type": "x", "code": code } });
    let mut beside = line("vllm", 400, &Value::Null);
    beside["error"] = json!({ "object": "error", "message": format!("{KEY}: maximum context length"), "code": 400 });
    let lines = [
        (line("a", 400, &said("too long", "context_length_exceeded")), "prompt_too_long", FaultClass::Cell, false),
        (line("b", 429, &said("slow down", "rate_limit")), "rate_limited", FaultClass::Passing, false),
        (line("c", 500, &said("broke", "server_error")), "server_error", FaultClass::Passing, false),
        (line("d", 401, &said(&format!("Who is {KEY}?"), "")), "key_refused", FaultClass::Account, false),
        (line("e", 400, &said("no", "model_not_found")), "unknown_model", FaultClass::Account, false),
        (line("f", 503, &Value::Null), "server_error", FaultClass::Passing, false),
        (line("g", 200, &json!({ "choices": [] })), "malformed", FaultClass::Cell, true),
        (line("h", 200, &Value::Null), "malformed", FaultClass::Cell, true),
        (line("i", 200, &said("overloaded", "503")), "server_error", FaultClass::Passing, false),
        (line("j", 400, &json!("no object")), "refused", FaultClass::Cell, false),
        (never("k", "batch_expired"), "batch_expired", FaultClass::Passing, false),
        (never("l", "batch_cancelled"), "batch_cancelled", FaultClass::Cell, false),
        (never("m", "server_error"), "server_error", FaultClass::Passing, false),
        (beside, "prompt_too_long", FaultClass::Cell, false),
        (json!({ "custom_id": "n" }), "malformed", FaultClass::Cell, true),
    ];
    let asked: Vec<Value> = lines.iter().map(|(line, ..)| line.clone()).collect();
    let all = results(Protocol::OpenaiChat, &asked).await;
    assert_eq!(all.len(), lines.len());
    for (result, (line, code, class, unknown)) in all.into_iter().zip(lines) {
        let result = result.unwrap();
        assert_eq!(line["custom_id"], result.custom_id.as_str());
        let error = without_key(result.answer.unwrap_err());
        assert_eq!((error.code(), error.class(), error.outcome_unknown()), (code, class, unknown), "{line}");
        assert!(error.to_string().contains("127.0.0.1"), "the host is named: {error}");
        let told = line["response"]["request_id"].as_str();
        assert_eq!(error.request_id(), told, "{line}");
    }
}
