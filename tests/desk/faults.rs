//! Everything that a provider and the way to it can do wrong, row by row: what becomes of the cell, whether it is sent
//! again, and what the person reads.

use copydesk_app::{
    Clock, Desk, EngineSettings, EventSink, Fill, Home, HomeSettings, Secret, SecretError, SecretStore, Selection,
    SystemClock,
    domain::{
        ProductFields, ProductQuery, Protocol, ProviderFields, RunId,
        campaign::{CellState, Pause, RunState},
    },
    view::{CampaignRequest, CellFilter, DeskEvent, Resume, RunProgress},
};
use copydesk_tests::provider::{Provider, Reply};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// A keychain without keys: the providers on loopback need none.
struct NoKeys;

#[copydesk_app::async_trait]
impl SecretStore for NoKeys {
    async fn put(&self, _: &str, _: Secret) -> Result<(), SecretError> {
        Err(SecretError::Absent)
    }

    async fn get(&self, _: &str) -> Result<Option<Secret>, SecretError> {
        Ok(None)
    }

    async fn remove(&self, _: &str) -> Result<(), SecretError> {
        Ok(())
    }
}

struct Ears(UnboundedSender<DeskEvent>);

impl EventSink for Ears {
    fn send(&self, event: DeskEvent) {
        let _ = self.0.send(event);
    }
}

/// A clock that jumps an hour back and forth at every look.
#[derive(Default)]
struct Jumping(Mutex<i64>);

impl Clock for Jumping {
    fn now(&self) -> copydesk_domain::Timestamp {
        let mut hours = self.0.lock().unwrap();
        *hours = -*hours + if *hours >= 0 { -1 } else { 1 };
        let now = copydesk_domain::Timestamp::now().as_second() + *hours * 3_600;
        copydesk_domain::Timestamp::from_second(now).unwrap()
    }
}

struct Shop {
    desk: Desk,
    events: UnboundedReceiver<DeskEvent>,
    _folder: tempfile::TempDir,
}

async fn shop(base_url: String, products: usize, clock: Arc<dyn Clock>) -> Shop {
    let folder = tempfile::tempdir().unwrap();
    let (sender, events) = unbounded_channel();
    let home = Home::open(HomeSettings {
        folder: folder.path().to_owned(),
        model: folder.path().join("none.gguf"),
        engine: EngineSettings::default(),
        client: copydesk_app::ClientSettings {
            connect: Duration::from_secs(2),
            // long enough for a machine that builds something beside
            read: Duration::from_secs(4),
            first_wait: Duration::from_millis(20),
        },
        clock,
        secrets: Arc::new(NoKeys),
        sink: Arc::new(Ears(sender)),
        reviewer: None,
        fallback_reviewer: "Test".into(),
    });
    let desk = Desk::open(&home, &folder.path().join("shop.db"), Fill::Briefs).await.unwrap();
    for number in 0..products {
        let fields = ProductFields {
            sku: format!("P-{number}"),
            name: format!("Mug {number}"),
            description: "A mug.".into(),
            ..Default::default()
        };
        desk.save_product(None, fields).await.unwrap();
    }
    let provider =
        ProviderFields { name: "Loopback".into(), protocol: Protocol::OpenaiChat, base_url, model: "m".into() };
    desk.save_provider(None, provider).await.unwrap();
    Shop { desk, events, _folder: folder }
}

impl Shop {
    async fn request(&self) -> CampaignRequest {
        let selection = Selection {
            briefs: vec!["Marketing copy".into()],
            provider: Some("Loopback".into()),
            ..Default::default()
        };
        self.desk.select_campaign(&selection, ProductQuery::default()).await.unwrap()
    }

    async fn rest(&mut self) -> RunProgress {
        loop {
            if let DeskEvent::CampaignRest { progress, problem } = self.events.recv().await.unwrap() {
                assert_eq!(problem, None);
                return *progress;
            }
        }
    }

    async fn start(&mut self) -> RunProgress {
        let request = self.request().await;
        self.desk.start_campaign(&request, None).await.unwrap();
        self.rest().await
    }

    async fn resume(&mut self, run: RunId) -> RunProgress {
        self.desk.resume_campaign(run, &Resume::default()).await.unwrap();
        self.rest().await
    }

    /// Where the only cell stands, the code and the sentence.
    async fn trouble(&self, run: RunId) -> (CellState, String, String) {
        let page = self.desk.campaign_troubles(run, &CellFilter::default()).await.unwrap();
        assert_eq!(page.total, 1);
        let row = page.rows.into_iter().next().unwrap();
        let problem = row.problem.unwrap();
        (row.state, problem.code, problem.message)
    }
}

/// What becomes of a cell whose first request goes wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Outcome {
    /// It is sent again by itself, and its draft is there.
    SentAgain,
    /// It failed for good.
    Failed,
    /// Nobody knows; it waits for a person, who may pay twice.
    Unknown,
    /// The run rests: every other cell would fail as well.
    Rests,
}

const STREAM: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";

fn event(text: &str) -> String {
    format!("data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"{text}\"}}}}]}}\n\n")
}

fn stream(rest: impl AsRef<[u8]>) -> Vec<u8> {
    [STREAM.as_bytes(), rest.as_ref()].concat()
}

/// The fault, the code and a part of the sentence that the person reads, and what becomes of the cell.
fn matrix() -> Vec<(&'static str, Reply, &'static str, &'static str, Outcome)> {
    use Outcome::{Failed, Rests, SentAgain, Unknown};
    let status = |line: &str, code: &str| Reply::error(line, "", code);
    let middle = &event("Half a sentence")[..30];
    let character = event("慢").into_bytes();
    let utf8 = [event("A").as_bytes(), &character[..character.len() - 10]].concat();
    let page = "content-type: text/html";
    // a member of gzip is not what was asked for, and is never unpacked
    let bomb = [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3][..], &[0xff; 4096]].concat();
    vec![
        ("cut before the first byte", Reply::Bytes(vec![]), "cut", "cut off", Unknown),
        ("cut after the head", Reply::Bytes(stream("")), "cut", "cut off after 0 characters", Unknown),
        ("cut in the middle of an event", Reply::Bytes(stream(middle)), "cut", "may have been billed", Unknown),
        ("cut in the middle of a character", Reply::Bytes(stream(utf8)), "cut", "after 1 char", Unknown),
        ("a reset", Reply::Reset(stream(event("Half"))), "cut", "cut off", Unknown),
        ("a stream that stalls", Reply::Stall(stream(event("Half"))), "timeout", "may have been carried out", Unknown),
        ("an answer without an end", Reply::Endless(event("again ").into_bytes()), "cut", "", Unknown),
        (
            "a stream without an end",
            Reply::Endless(stream(event("again ").repeat(50)).to_vec()),
            "answer_too_large",
            "was stopped",
            Unknown,
        ),
        (
            "an error after 200",
            Reply::Bytes(stream("data: {\"error\":{\"message\":\"overloaded\",\"code\":\"503\"}}\n\n")),
            "server_error",
            "a problem of its own",
            SentAgain,
        ),
        ("a web page with 200", Reply::http("200 OK", page, "<html>Welcome</html>"), "not_an_api", "a web page", Rests),
        (
            "a compressed answer that was not asked for",
            Reply::http("200 OK", "content-type: text/event-stream\r\ncontent-encoding: gzip", bomb),
            "malformed",
            "cannot be understood",
            Unknown,
        ),
        ("400", status("400 Bad Request", "invalid_request"), "refused", "refused the request", Failed),
        (
            "a prompt that is too long",
            status("400 Bad Request", "context_length_exceeded"),
            "prompt_too_long",
            "longer than",
            Failed,
        ),
        ("401", status("401 Unauthorized", "invalid_api_key"), "key_refused", "Replace it in Settings", Rests),
        ("402", status("402 Payment Required", "payment_required"), "no_credit", "no credit left", Rests),
        ("404", status("404 Not Found", "model_not_found"), "unknown_model", "does not know the model", Rests),
        ("408", status("408 Request Timeout", "timeout"), "refused", "", SentAgain),
        ("409", status("409 Conflict", "conflict"), "refused", "", SentAgain),
        ("413", status("413 Payload Too Large", "too_large"), "refused", "refused the request", Failed),
        ("429", status("429 Too Many Requests", "rate_limit"), "rate_limited", "asks to wait", SentAgain),
        (
            "429 with a wait",
            Reply::error("429 Too Many Requests", "retry-after: 0.2", "rate_limit"),
            "rate_limited",
            "asks to wait",
            SentAgain,
        ),
        (
            "429 without credit",
            status("429 Too Many Requests", "insufficient_quota"),
            "no_credit",
            "no credit left",
            Rests,
        ),
        ("500", status("500 Internal Server Error", "server_error"), "server_error", "of its own", SentAgain),
        ("503", status("503 Service Unavailable", "unavailable"), "server_error", "of its own", SentAgain),
        ("529", status("529 Overloaded", "overloaded_error"), "server_error", "of its own", SentAgain),
    ]
}

async fn row((name, fault, code, sentence, outcome): (&str, Reply, &str, &str, Outcome)) {
    let reply = fault.clone();
    let provider = Provider::start(move |asked| {
        // a fault of the account stays until a person changes something
        if asked.number == 1 || outcome == Outcome::Rests { reply.clone() } else { Reply::quick() }
    });
    let mut shop = shop(provider.base_url(), 1, Arc::new(SystemClock)).await;
    let progress = shop.start().await;
    let run = progress.run;
    let counts = (progress.done, progress.failed, progress.unknown);
    let requests = provider.requests();
    match outcome {
        Outcome::SentAgain => assert_eq!((counts, requests), ((1, 0, 0), 2), "{name}: {progress:?}"),
        Outcome::Failed => {
            assert_eq!((counts, requests, progress.state), ((0, 1, 0), 1, RunState::Done), "{name}");
            assert_eq!(progress.tokens, 0, "{name}: nothing was billed");
        }
        Outcome::Unknown => {
            assert_eq!((counts, requests, progress.state), ((0, 0, 1), 1, RunState::Done), "{name}: {progress:?}");
            assert!(progress.tokens > 100, "{name}: it counts as billed");
        }
        Outcome::Rests => {
            assert_eq!((counts, progress.state), ((0, 0, 0), RunState::Paused), "{name}: {progress:?}");
            let Some(Pause::Repeated { code: why, message, .. }) = progress.pause else { panic!("{name}") };
            assert_eq!(why, code, "{name}");
            assert!(message.contains(sentence), "{name}: {message}");
        }
    }
    if matches!(outcome, Outcome::Failed | Outcome::Unknown) {
        let (state, found, message) = shop.trouble(run).await;
        let expected = if outcome == Outcome::Failed { CellState::Failed } else { CellState::Unknown };
        assert_eq!((state, found.as_str()), (expected, code), "{name}: {message}");
        assert!(message.contains(sentence) && message.contains("127.0.0.1"), "{name}: {message}");
    }
    provider.behave(|_| Reply::quick());
    let whole = shop.resume(run).await;
    assert_eq!((whole.state, whole.done, whole.failed, whole.unknown), (RunState::Done, 1, 0, 0), "{name}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_has_its_outcome_its_retry_and_its_sentence() {
    let mut wrong = Vec::new();
    let mut rows = matrix().into_iter();
    let mut under_way = tokio::task::JoinSet::new();
    loop {
        // a few at a time: a row that waits for the processor is taken for a provider that does not answer
        while under_way.len() < 4
            && let Some(next) = rows.next()
        {
            under_way.spawn(row(next));
        }
        match under_way.join_next().await {
            Some(Err(error)) => wrong.push(error.to_string()),
            Some(Ok(())) => {}
            None => break,
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_host_that_is_not_there_rests_the_run_after_a_few_rounds() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for (base, code) in [
        (format!("http://127.0.0.1:{port}/v1"), "connection_refused"),
        ("http://no.invalid/v1".into(), "host_not_found"),
    ] {
        let mut shop = shop(base, 30, Arc::new(SystemClock)).await;
        let progress = shop.start().await;
        assert_eq!((progress.state, progress.done, progress.failed), (RunState::Paused, 0, 0), "{code}");
        let Some(Pause::Repeated { code: why, .. }) = progress.pause else { panic!("{code}") };
        assert_eq!(why, code);
        // six rounds of four, with growing waits between; no cell is given up
        assert!((24..32).contains(&progress.attempts), "{code}: {} attempts", progress.attempts);
    }
}

#[tokio::test]
async fn a_clock_that_jumps_breaks_no_lease() {
    let provider = Provider::start(|_| Reply::Stream { chunks: 2, over: Duration::from_millis(20) });
    let mut shop = shop(provider.base_url(), 40, Arc::new(Jumping::default())).await;
    let progress = shop.start().await;
    assert_eq!((progress.state, progress.done), (RunState::Done, 40));
    assert_eq!((progress.attempts, provider.requests()), (40, 40), "nothing was sent twice");
}
