//! As much of HTTP as the provider of batches needs.

use serde_json::{Value, json};
use std::{collections::HashMap, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub(super) struct Request {
    pub method: String,
    /// Without the query.
    pub path: String,
    pub key: Option<String>,
    query: String,
    content_type: String,
    body: Vec<u8>,
}

pub(super) enum Answer {
    Json {
        status: u16,
        body: Value,
    },
    /// The events of a streamed answer with this text, and all that belongs to it.
    Events(Value),
    /// A file, or the first half of it.
    File {
        bytes: Vec<u8>,
        cut: bool,
    },
    /// No answer: the connection is reset.
    Reset,
}

impl Answer {
    pub fn ok(body: Value) -> Self {
        Self::Json { status: 200, body }
    }

    pub fn error(status: u16, message: &str, code: &str) -> Self {
        let body = json!({ "error": { "message": message, "type": code, "param": null, "code": code } });
        Self::Json { status, body }
    }
}

impl Request {
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The parts of a form by their names (RFC 7578).
    pub fn parts(&self) -> Option<HashMap<String, Vec<u8>>> {
        let border = self.content_type.strip_prefix("multipart/form-data")?.split_once("boundary=")?.1;
        let border = format!("\r\n--{}", border.split(';').next()?.trim_matches('"'));
        // the first border has no line before it
        let mut rest = self.body.strip_prefix(&border.as_bytes()[2..])?;
        let mut parts = HashMap::new();
        while let Some(part) = rest.strip_prefix(b"\r\n") {
            let end = find(part, border.as_bytes())?;
            let head = find(&part[..end], b"\r\n\r\n")?;
            let names = String::from_utf8_lossy(&part[..head]).into_owned();
            let name = names.split_once("name=\"")?.1.split('"').next()?.to_owned();
            parts.insert(name, part[head + 4..end].to_vec());
            rest = &part[end + border.len()..];
        }
        rest.starts_with(b"--").then_some(parts)
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == first) {
        if bytes[from + at..].starts_with(wanted) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

pub(super) async fn read(stream: &mut TcpStream) -> std::io::Result<Option<Request>> {
    let mut bytes = Vec::with_capacity(64 << 10);
    let end = loop {
        if let Some(at) = find(&bytes, b"\r\n\r\n") {
            break at + 4;
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let header = |name: &str| {
        head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    let length: usize = header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    bytes.reserve(length);
    while bytes.len() < end + length {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    }
    let mut first = head.split_whitespace();
    let method = first.next().unwrap_or_default().to_owned();
    let target = first.next().unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let key = header("authorization").and_then(|value| value.strip_prefix("Bearer ").map(ToOwned::to_owned));
    let content_type = header("content-type").unwrap_or_default();
    Ok(Some(Request { method, path: path.into(), key, query: query.into(), content_type, body: bytes.split_off(end) }))
}

pub(super) async fn write(stream: &mut TcpStream, answer: Answer) -> std::io::Result<()> {
    let head = |status: u16, kind: &str| {
        format!("HTTP/1.1 {status} Said\r\nconnection: close\r\nx-request-id: req_live\r\ncontent-type: {kind}\r\n")
    };
    match answer {
        Answer::Json { status, body } => {
            let body = body.to_string();
            let length = body.len();
            let head = head(status, "application/json");
            stream.write_all(format!("{head}content-length: {length}\r\n\r\n{body}").as_bytes()).await?;
        }
        Answer::Events(whole) => {
            let mut chunk = whole.clone();
            let choice = &whole["choices"][0];
            let text = choice.pointer("/message/content").or(choice.get("text")).cloned().unwrap_or_default();
            chunk["choices"] =
                json!([{ "index": 0, "delta": { "content": text }, "text": text, "finish_reason": "stop" }]);
            let head = head(200, "text/event-stream");
            stream.write_all(format!("{head}\r\ndata: {chunk}\n\ndata: [DONE]\n\n").as_bytes()).await?;
        }
        Answer::File { bytes, cut } => {
            let head = head(200, "application/octet-stream");
            stream.write_all(format!("{head}content-length: {}\r\n\r\n", bytes.len()).as_bytes()).await?;
            stream.write_all(if cut { &bytes[..bytes.len() / 2] } else { &bytes }).await?;
        }
        Answer::Reset => {
            // the request was read whole, so the reset is the answer and no refusal to read
            tokio::time::sleep(Duration::from_millis(20)).await;
            stream.set_zero_linger()?;
        }
    }
    Ok(())
}
