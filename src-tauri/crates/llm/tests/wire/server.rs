//! A server that answers one connection after the other with exactly the given bytes.

use copydesk_domain::{Completion, Message, PromptPayload, Protocol, Role};
use copydesk_llm::{CallError, Client, ClientSettings, Endpoint, Secret};
use std::{sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Mutex,
};
use tokio_util::sync::CancellationToken;

pub const KEY: &str = "sk-secret-0123456789";

/// What a connection gets.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    /// Written with a short pause between them.
    pub pieces: Vec<Vec<u8>>,
    /// How it ends.
    pub end: End,
}

#[derive(Clone, Copy, Debug, Default)]
pub enum End {
    /// As it should.
    #[default]
    Close,
    /// With a reset, as when a server dies.
    Reset,
    /// Not at all.
    Silence,
}

impl Reply {
    /// A connection that is closed at once: the test of a connection only knocks first.
    pub fn none() -> Self {
        Self::default()
    }

    /// An answer with a head; it ends with its connection unless the headers say otherwise.
    pub fn http(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Self {
        let close = if headers.contains("keep-alive") { "" } else { "connection: close\r\n" };
        let head = format!("HTTP/1.1 {status}\r\n{close}{headers}\r\n\r\n");
        Self { pieces: vec![[head.as_bytes(), body.as_ref()].concat()], end: End::Close }
    }

    /// JSON with a status.
    pub fn json(status: &str, body: &str) -> Self {
        Self::http(status, "content-type: application/json", body)
    }

    /// A stream of events.
    pub fn events(body: impl AsRef<[u8]>) -> Self {
        Self::http("200 OK", "content-type: text/event-stream\r\nx-request-id: req-7", body)
    }

    /// The same in pieces of this many bytes.
    pub fn in_pieces(mut self, size: usize) -> Self {
        self.pieces = self.pieces.concat().chunks(size).map(<[u8]>::to_vec).collect();
        self
    }

    pub fn ending(mut self, end: End) -> Self {
        self.end = end;
        self
    }
}

/// A server and what was asked of it.
pub struct Server {
    pub base: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub async fn start(replies: Vec<Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/v1", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&requests);
        tokio::spawn(async move {
            let mut open = Vec::new();
            for reply in replies {
                let (mut stream, _) = listener.accept().await.unwrap();
                let request = request(&mut stream).await;
                heard.lock().await.push(request);
                for piece in reply.pieces {
                    if stream.write_all(&piece).await.is_err() {
                        break;
                    }
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
                match reply.end {
                    End::Close => {}
                    End::Reset => stream.set_zero_linger().unwrap(),
                    End::Silence => open.push(stream),
                }
            }
            // later connections wait for ever
            std::future::pending::<()>().await;
        });
        Self { base, requests }
    }

    pub async fn requests(&self) -> Vec<String> {
        self.requests.lock().await.clone()
    }

    pub fn endpoint(&self, protocol: Protocol) -> Endpoint {
        Endpoint { protocol, base_url: self.base.clone(), key: Some(Secret::new(KEY.into())) }
    }
}

async fn request(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let read = stream.read(&mut piece).await.unwrap_or(0);
        request.extend_from_slice(&piece[..read]);
        let text = String::from_utf8_lossy(&request).into_owned();
        let whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
            let head = head.to_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
            body.len() >= length.unwrap_or(0)
        });
        // a handshake has no head to wait for
        if whole || read == 0 || text.starts_with('\u{16}') {
            return text;
        }
    }
}

pub fn payload() -> PromptPayload {
    PromptPayload {
        messages: vec![Message::new(Role::System, "Be brief."), Message::new(Role::User, "Product Name: Mug")],
        model: "m-1".into(),
        max_tokens: 9,
        temperature: 0.7,
        stop: vec![],
        seed: None,
        schema: None,
        local_only: false,
        masked: false,
    }
}

pub fn client() -> Client {
    Client::new(ClientSettings {
        connect: Duration::from_millis(300),
        read: Duration::from_millis(600),
        ..Default::default()
    })
    .unwrap()
}

/// What came of one draft.
pub struct Outcome {
    pub result: Result<Completion, CallError>,
    pub streamed: String,
    pub requests: Vec<String>,
}

/// Asks for one draft. Whatever goes wrong: the host is named, the key is not.
pub async fn ask(replies: Vec<Reply>) -> Outcome {
    let server = Server::start(replies).await;
    let mut streamed = String::new();
    let result = client()
        .complete(
            &server.endpoint(Protocol::OpenaiChat),
            &payload(),
            &mut |text| streamed.push_str(text),
            &CancellationToken::new(),
        )
        .await;
    if let Err(error) = &result {
        let all = format!("{error} {error:?} {:?} {:?}", error.params(), error.provider_words());
        assert!(!all.contains(KEY), "a key in an error: {all}");
        assert!(error.to_string().contains("127.0.0.1"), "the host is named: {error}");
    }
    Outcome { result, streamed, requests: server.requests().await }
}

/// The error of one draft.
pub async fn fail(reply: Reply) -> CallError {
    ask(vec![reply]).await.result.unwrap_err()
}
