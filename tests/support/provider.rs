//! An OpenAI-compatible provider on loopback that counts what it is asked, and misbehaves when told to.

use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    runtime::Runtime,
};

/// What a request gets.
#[derive(Clone, Debug)]
pub enum Reply {
    /// A stream of `chunks` events spread over `over`.
    Stream { chunks: u32, over: Duration },
    /// These bytes after the head was read, then the end of the connection.
    Bytes(Vec<u8>),
    /// These bytes, then a reset.
    Reset(Vec<u8>),
    /// These bytes, then silence.
    Stall(Vec<u8>),
    /// These bytes again and again.
    Endless(Vec<u8>),
}

impl Reply {
    /// A short answer at once.
    pub fn quick() -> Self {
        Self::Stream { chunks: 2, over: Duration::ZERO }
    }

    /// An answer without a stream.
    pub fn http(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Self {
        let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n{headers}\r\n\r\n");
        Self::Bytes([head.as_bytes(), body.as_ref()].concat())
    }

    /// A whole answer of the chat interface.
    pub fn answer(said: &str) -> Self {
        let body = json!({
            "id": "1", "object": "chat.completion", "model": "m",
            "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": said}}],
            "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15},
        });
        Self::http("200 OK", "content-type: application/json", body.to_string())
    }

    /// A provider's error.
    pub fn error(status: &str, headers: &str, code: &str) -> Self {
        let body = json!({"error": {"message": format!("Said by the provider: {code}"), "type": code, "code": code}});
        Self::http(status, format!("content-type: application/json\r\n{headers}").trim_end(), body.to_string())
    }
}

/// A request as the provider saw it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// 1 for the first request of all.
    pub number: u64,
    /// 1 for the first request with this prompt.
    pub again: u32,
    /// The last message, or the prompt.
    pub prompt: String,
}

type Behaviour = dyn Fn(&Asked) -> Reply + Send + Sync;

struct State {
    requests: AtomicU64,
    under_way: AtomicU64,
    most_under_way: AtomicU64,
    prompts: Mutex<HashMap<String, u32>>,
    behaviour: Mutex<Arc<Behaviour>>,
}

/// A running provider; it ends when this is dropped.
pub struct Provider {
    state: Arc<State>,
    pub port: u16,
    runtime: Option<Runtime>,
}

impl Provider {
    /// Starts a provider that answers as told.
    pub fn start(behaviour: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let listener = {
            let _inside = runtime.enter();
            TcpListener::from_std(listener).unwrap()
        };
        let state = Arc::new(State {
            requests: AtomicU64::new(0),
            under_way: AtomicU64::new(0),
            most_under_way: AtomicU64::new(0),
            prompts: Mutex::default(),
            behaviour: Mutex::new(Arc::new(behaviour)),
        });
        let shared = Arc::clone(&state);
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = Arc::clone(&shared);
                tokio::spawn(async move {
                    let _ = serve(stream, &state).await;
                });
            }
        });
        Self { state, port, runtime: Some(runtime) }
    }

    /// Base address up to the version.
    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}/v1", self.port)
    }

    /// Answers differently from now on.
    pub fn behave(&self, behaviour: impl Fn(&Asked) -> Reply + Send + Sync + 'static) {
        *self.state.behaviour.lock().unwrap() = Arc::new(behaviour);
    }

    /// Requests that came.
    pub fn requests(&self) -> u64 {
        self.state.requests.load(Ordering::SeqCst)
    }

    /// Requests that are being answered.
    pub fn under_way(&self) -> u64 {
        self.state.under_way.load(Ordering::SeqCst)
    }

    /// Most requests that were answered at the same time.
    pub fn most_under_way(&self) -> u64 {
        self.state.most_under_way.load(Ordering::SeqCst)
    }

    /// How often each prompt came.
    pub fn prompts(&self) -> HashMap<String, u32> {
        self.state.prompts.lock().unwrap().clone()
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        // at once, and from within another runtime too
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn serve(mut stream: TcpStream, state: &State) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let Some(body) = read(&mut stream).await? else { return Ok(()) };
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let last = body["messages"].as_array().and_then(|messages| messages.last());
    let prompt = last.map_or(&body["prompt"], |message| &message["content"]).as_str().unwrap_or_default().to_owned();
    let number = state.requests.fetch_add(1, Ordering::SeqCst) + 1;
    let under_way = state.under_way.fetch_add(1, Ordering::SeqCst) + 1;
    state.most_under_way.fetch_max(under_way, Ordering::SeqCst);
    let again = {
        let mut prompts = state.prompts.lock().unwrap();
        let count = prompts.entry(prompt.clone()).or_default();
        *count += 1;
        *count
    };
    let behaviour = Arc::clone(&*state.behaviour.lock().unwrap());
    let reply = behaviour(&Asked { number, again, prompt });
    let done = answer(&mut stream, reply, &body).await;
    state.under_way.fetch_sub(1, Ordering::SeqCst);
    done
}

async fn read(stream: &mut TcpStream) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(8192);
    let head = loop {
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break at + 4;
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    };
    let text = String::from_utf8_lossy(&bytes[..head]).to_lowercase();
    let length = text.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
    while bytes.len() < head + length {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    }
    Ok(Some(bytes.split_off(head)))
}

async fn answer(stream: &mut TcpStream, reply: Reply, body: &Value) -> std::io::Result<()> {
    match reply {
        Reply::Stream { chunks, over } => {
            stream
                .write_all(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n")
                .await?;
            let chat = body["messages"].is_array();
            let model = body["model"].as_str().unwrap_or("loopback");
            let begun = tokio::time::Instant::now();
            for number in 0..chunks {
                if !over.is_zero() {
                    // by the clock, so that rounded waits do not add up
                    tokio::time::sleep_until(begun + over * (number + 1) / chunks).await;
                }
                let word = format!("word{number} ");
                let choice = if chat {
                    json!({"index": 0, "delta": {"content": word}})
                } else {
                    json!({"index": 0, "text": word})
                };
                let event =
                    json!({"id": "chatcmpl-1", "object": "chat.completion.chunk", "model": model, "choices": [choice]});
                stream.write_all(format!("data: {event}\n\n").as_bytes()).await?;
            }
            let end = json!({"index": 0, "delta": {}, "text": "", "finish_reason": "stop"});
            let usage = json!({"prompt_tokens": 40, "completion_tokens": chunks, "total_tokens": 40 + chunks});
            let end = json!({"id": "chatcmpl-1", "object": "chat.completion.chunk", "model": model, "choices": [end]});
            let usage = json!({"id": "chatcmpl-1", "object": "chat.completion.chunk", "model": model, "choices": [], "usage": usage});
            stream.write_all(format!("data: {end}\n\ndata: {usage}\n\ndata: [DONE]\n\n").as_bytes()).await?;
        }
        Reply::Bytes(bytes) => stream.write_all(&bytes).await?,
        Reply::Reset(bytes) => {
            stream.write_all(&bytes).await?;
            tokio::time::sleep(Duration::from_millis(20)).await;
            stream.set_zero_linger()?;
        }
        Reply::Stall(bytes) => {
            stream.write_all(&bytes).await?;
            std::future::pending::<()>().await;
        }
        Reply::Endless(bytes) => loop {
            stream.write_all(&bytes).await?;
        },
    }
    Ok(())
}
