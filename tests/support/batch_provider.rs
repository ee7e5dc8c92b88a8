//! An OpenAI-compatible provider on loopback that takes batches, counts what it is asked, and misbehaves when told to.
//!
//! It keeps files and batches in memory and carries a batch out when its status was asked for often enough, or on command:
//! nothing here waits for a clock. Every request of a batch goes through a closure that says what becomes of it. The same
//! closure answers live calls, for what a batch left undone.

mod batch;
mod http;

use batch::Batch;
use http::{Answer, Request};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard},
};
use tokio::{
    net::{TcpListener, TcpStream},
    runtime::Runtime,
};

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineReply {
    /// A draft of this text, with 40 tokens read and a token a word written.
    Ok(String),
    /// A refusal with this status and this code, in the error file.
    Error { status: u16, code: String },
    /// The batch's time is over before its turn: `batch_expired` in the error file, and the batch ends as `expired`.
    Expire,
    /// Nothing, in neither file, as providers do it now and then.
    Drop,
}

/// How a batch ends that does not complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Refused as a whole, at line 1; nothing was carried out.
    Failed,
    /// Half of it was carried out, the other half expired.
    Expired,
    /// Half of it was carried out, then somebody else cancelled it.
    Cancelled,
}

/// What goes wrong once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// The next upload gets a status of 500, and the file is not kept.
    FailUpload,
    /// The next batch is made, and the connection reset before the answer.
    LoseCreation,
    /// The next batch stays `validating` until it is [finished](BatchProvider::finish) or cancelled.
    StayValidating,
    /// The next batch ends so.
    End(Ending),
    /// The next download breaks off in the middle.
    CutDownload,
}

/// What was asked so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Uploads, those that failed included.
    pub uploads: u64,
    /// Batches that were made.
    pub batches: u64,
    /// Requests of batches that were carried out: those that are billed, and those that were refused.
    pub requests: u64,
    /// Times the status of one batch was asked for.
    pub polls: u64,
    /// Times the list of batches was asked for.
    pub lists: u64,
    /// Batches that were asked to end.
    pub cancels: u64,
    /// Downloads.
    pub downloads: u64,
    /// Files that were deleted.
    pub deleted: u64,
    /// Requests outside of batches.
    pub live: u64,
}

type Lines = dyn Fn(&Value) -> LineReply + Send + Sync;

struct World {
    lines: Arc<Lines>,
    files: BTreeMap<String, Vec<u8>>,
    /// The oldest first.
    batches: Vec<Batch>,
    polls: Option<u32>,
    mishaps: VecDeque<Mishap>,
    key: Option<String>,
    counts: Counts,
    custom_ids: HashMap<String, u32>,
    last: u64,
}

/// A running provider; it ends when this is dropped.
pub struct BatchProvider {
    world: Arc<Mutex<World>>,
    pub port: u16,
    runtime: Option<Runtime>,
}

impl BatchProvider {
    /// Starts a provider whose batches are over at the second look at their status. `lines` gets a line of the uploaded file
    /// (a live call: `{"body": …}`) and must not ask this provider anything.
    pub fn start(lines: impl Fn(&Value) -> LineReply + Send + Sync + 'static) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let listener = {
            let _inside = runtime.enter();
            TcpListener::from_std(listener).unwrap()
        };
        let world = Arc::new(Mutex::new(World {
            lines: Arc::new(lines),
            files: BTreeMap::new(),
            batches: Vec::new(),
            polls: Some(2),
            mishaps: VecDeque::new(),
            key: None,
            counts: Counts::default(),
            custom_ids: HashMap::new(),
            last: 0,
        }));
        let shared = Arc::clone(&world);
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let world = Arc::clone(&shared);
                tokio::spawn(async move {
                    let _ = serve(stream, &world).await;
                });
            }
        });
        Self { world, port, runtime: Some(runtime) }
    }

    /// Base address up to the version.
    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}/v1", self.port)
    }

    /// Batches are over at this look at their status, from 1; none: only when they are [finished](Self::finish).
    pub fn over_at_poll(&self, polls: Option<u32>) {
        self.world().polls = polls;
    }

    /// What becomes of requests from now on.
    pub fn behave(&self, lines: impl Fn(&Value) -> LineReply + Send + Sync + 'static) {
        self.world().lines = Arc::new(lines);
    }

    /// Goes wrong once, at the next occasion. Several wait for their occasions side by side.
    pub fn misbehave(&self, mishap: Mishap) {
        self.world().mishaps.push_back(mishap);
    }

    /// Refuses every other key from now on.
    pub fn require_key(&self, key: &str) {
        self.world().key = Some(key.to_owned());
    }

    /// Carries every batch out that is not over, now.
    pub fn finish(&self) {
        let mut world = self.world();
        for at in 0..world.batches.len() {
            world.end(at);
        }
    }

    /// What was asked so far.
    pub fn counts(&self) -> Counts {
        self.world().counts
    }

    /// How often the request of each name was carried out: more than once is billed more than once.
    pub fn custom_ids(&self) -> HashMap<String, u32> {
        self.world().custom_ids.clone()
    }

    /// Files that it keeps.
    pub fn files(&self) -> usize {
        self.world().files.len()
    }

    /// Batches as they are described, the oldest first. Does not count as a look at their status.
    pub fn batches(&self) -> Vec<Value> {
        self.world().batches.iter().map(Batch::described).collect()
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }
}

impl Drop for BatchProvider {
    fn drop(&mut self) {
        // at once, and from within another runtime too
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn serve(mut stream: TcpStream, world: &Mutex<World>) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let Some(request) = http::read(&mut stream).await? else { return Ok(()) };
    let answer = world.lock().unwrap().answer(&request);
    http::write(&mut stream, answer).await
}

impl World {
    fn answer(&mut self, request: &Request) -> Answer {
        if self.key.is_some() && self.key != request.key {
            return Answer::error(401, "Incorrect API key provided.", "invalid_api_key");
        }
        let path: Vec<&str> = request.path.split('/').filter(|part| !part.is_empty()).collect();
        match (request.method.as_str(), path.as_slice()) {
            ("GET", ["v1", "models"]) => Answer::ok(json!({ "object": "list", "data": [{ "id": "loopback" }] })),
            ("POST", ["v1", "files"]) => self.upload(request),
            ("GET", ["v1", "files", id, "content"]) => self.download(id),
            ("DELETE", ["v1", "files", id]) => match self.files.remove(*id) {
                Some(_) => {
                    self.counts.deleted += 1;
                    Answer::ok(json!({ "id": id, "object": "file", "deleted": true }))
                }
                None => no_such("File", id),
            },
            ("POST", ["v1", "batches"]) => self.create(request),
            ("GET", ["v1", "batches"]) => self.list(request),
            ("GET", ["v1", "batches", id]) => self.look(id),
            ("POST", ["v1", "batches", id, "cancel"]) => self.cancel(id),
            ("POST", ["v1", "chat", "completions"] | ["v1", "completions"]) => self.live(request),
            _ => Answer::error(404, "Unknown request URL.", "unknown_url"),
        }
    }

    fn upload(&mut self, request: &Request) -> Answer {
        self.counts.uploads += 1;
        if self.mishap(|mishap| mishap == Mishap::FailUpload).is_some() {
            return Answer::error(500, "The server had an error.", "server_error");
        }
        let Some(mut parts) = request.parts() else { return Answer::error(400, "No form.", "invalid_form") };
        if parts.get("purpose").is_none_or(|purpose| purpose != b"batch") {
            return Answer::error(400, "Not a purpose.", "invalid_purpose");
        }
        let Some(file) = parts.remove("file") else { return Answer::error(400, "No file.", "missing_file") };
        let bytes = file.len();
        let id = self.keep(file);
        Answer::ok(json!({ "id": id, "object": "file", "bytes": bytes, "purpose": "batch", "status": "processed" }))
    }

    fn download(&mut self, id: &str) -> Answer {
        self.counts.downloads += 1;
        let cut = self.mishap(|mishap| mishap == Mishap::CutDownload).is_some();
        match self.files.get(id) {
            Some(file) => Answer::File { bytes: file.clone(), cut },
            None => no_such("File", id),
        }
    }

    fn create(&mut self, request: &Request) -> Answer {
        let asked = request.json();
        let input = asked["input_file_id"].as_str().unwrap_or_default().to_owned();
        let Some(file) = self.files.get(&input) else { return no_such("File", &input) };
        if asked["completion_window"] != "24h" {
            return Answer::error(400, "Invalid completion_window.", "invalid_value");
        }
        self.last += 1;
        let mut batch = Batch::of(format!("batch_{}", self.last), &asked, file);
        batch.stuck = self.mishap(|mishap| mishap == Mishap::StayValidating).is_some();
        if let Some(Mishap::End(ending)) = self.mishap(|mishap| matches!(mishap, Mishap::End(_))) {
            batch.ending = Some(ending);
        }
        self.counts.batches += 1;
        let described = batch.described();
        self.batches.push(batch);
        if self.mishap(|mishap| mishap == Mishap::LoseCreation).is_some() {
            return Answer::Reset;
        }
        Answer::ok(described)
    }

    /// The newest first, as OpenAI lists them.
    fn list(&mut self, request: &Request) -> Answer {
        self.counts.lists += 1;
        let limit = request.query("limit").and_then(|limit| limit.parse().ok()).unwrap_or(20_usize).clamp(1, 100);
        let mut all = self.batches.iter().rev();
        if let Some(after) = request.query("after") {
            all.find(|batch| batch.id == after);
        }
        let page: Vec<Value> = all.by_ref().take(limit).map(Batch::described).collect();
        let (first, last) = (page.first().map(|b| b["id"].clone()), page.last().map(|b| b["id"].clone()));
        let more = all.next().is_some();
        Answer::ok(json!({ "object": "list", "data": page, "first_id": first, "last_id": last, "has_more": more }))
    }

    fn look(&mut self, id: &str) -> Answer {
        self.counts.polls += 1;
        let Some(at) = self.batches.iter().position(|batch| batch.id == id) else { return no_such("Batch", id) };
        let over_at = self.polls;
        if self.batches[at].is_looked_at(over_at) {
            self.end(at);
        }
        Answer::ok(self.batches[at].described())
    }

    fn cancel(&mut self, id: &str) -> Answer {
        self.counts.cancels += 1;
        let Some(batch) = self.batches.iter_mut().find(|batch| batch.id == id) else { return no_such("Batch", id) };
        if !batch.cancel() {
            let words = format!("Cannot cancel a batch with status '{}'.", batch.state);
            return Answer::error(409, &words, "invalid_state");
        }
        Answer::ok(batch.described())
    }

    fn live(&mut self, request: &Request) -> Answer {
        self.counts.live += 1;
        let line = json!({ "body": request.json() });
        match (self.lines)(&line) {
            LineReply::Ok(text) => Answer::Events(batch::completion(&line["body"], &text)),
            LineReply::Error { status, code } => Answer::error(status, &format!("Said by the provider: {code}"), &code),
            LineReply::Expire | LineReply::Drop => Answer::error(503, "Overloaded.", "overloaded"),
        }
    }

    /// Carries a batch out, as far as it comes, and keeps its results.
    fn end(&mut self, at: usize) {
        if self.batches[at].is_over() {
            return;
        }
        let lines = Arc::clone(&self.lines);
        let results = self.batches[at].carry_out(&*lines);
        self.counts.requests += results.asked.len() as u64;
        for id in results.asked {
            *self.custom_ids.entry(id).or_default() += 1;
        }
        let output = (!results.output.is_empty()).then(|| self.keep(results.output));
        let error = (!results.error.is_empty()).then(|| self.keep(results.error));
        let batch = &mut self.batches[at];
        (batch.output, batch.error) = (output, error);
    }

    fn keep(&mut self, file: Vec<u8>) -> String {
        self.last += 1;
        let id = format!("file-{}", self.last);
        self.files.insert(id.clone(), file);
        id
    }

    /// Takes the first mishap of this kind, if one waits.
    fn mishap(&mut self, is: impl Fn(Mishap) -> bool) -> Option<Mishap> {
        let at = self.mishaps.iter().position(|mishap| is(*mishap))?;
        self.mishaps.remove(at)
    }
}

fn no_such(what: &str, id: &str) -> Answer {
    Answer::error(404, &format!("No such {what} object: {id}"), "not_found")
}
