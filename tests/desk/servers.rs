//! Both OpenAI protocols against a real llama.cpp server on loopback.

use copydesk_tests::{cli::Cli, server::LlamaServer};
use serde_json::json;
use std::{
    io::{Read, Write},
    net::TcpListener,
};

#[test]
fn a_real_server_answers_both_protocols() {
    let server = LlamaServer::start();
    let cli = Cli::default();
    cli.ok(&["init", "--sample"]);
    for protocol in ["openai-chat", "openai-completions"] {
        let base = server.base_url();
        cli.ok(&["providers", "add", protocol, "--protocol", protocol, "--base-url", &base, "--model", "SmolLM2"]);
        let lines = cli
            .ok(&[
                "generate",
                "--brief",
                "Marketing copy",
                "--sku",
                "HM-1042",
                "--provider",
                protocol,
                "--max-tokens",
                "12",
                "--seed",
                "3",
            ])
            .lines();
        assert_eq!(lines.len(), 1, "{protocol}");
        assert!(!lines[0]["text"].as_str().unwrap().trim().is_empty(), "{protocol}: {lines:?}");
        assert!(["stop", "length"].contains(&lines[0]["finish"].as_str().unwrap()), "{protocol}: {lines:?}");
        let why = cli.ok(&["why", lines[0]["draft"].as_str().unwrap()]).json();
        let sure = &why["surprisal"];
        assert!(sure["tokens"].as_u64().unwrap() > 5, "{protocol}: {why}");
        let (mean, perplexity) = (sure["mean"].as_f64().unwrap(), sure["perplexity"].as_f64().unwrap());
        assert!(mean > 0.0 && (mean.exp() - perplexity).abs() < 0.01 * perplexity, "{protocol}: {sure}");
        let words = sure["words"].as_array().unwrap();
        assert!(words.len() > 3, "{protocol}: {sure}");
        for word in words {
            let probability = word["probability"].as_f64().unwrap();
            assert!(probability > 0.0 && probability <= 1.0, "{word}");
        }
    }
    let drafts = cli.ok(&["drafts"]).json();
    assert_eq!(drafts.as_array().unwrap().len(), 2);
}

#[test]
fn a_server_that_is_not_there_is_named() {
    let cli = Cli::default();
    cli.ok(&["init", "--sample"]);
    // a port that was free a moment ago: nothing listens there
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let base = format!("http://127.0.0.1:{port}/v1");
    cli.ok(&["providers", "add", "Gone", "--protocol", "openai-chat", "--base-url", &base, "--model", "m"]);
    let answer = cli.run(&["generate", "--brief", "Marketing copy", "--sku", "HM-1042", "--provider", "Gone"]);
    assert_eq!(answer.code, 1);
    assert!(answer.error()["message"].as_str().unwrap().contains("127.0.0.1"), "{}", answer.err);
    assert_eq!(cli.ok(&["drafts"]).json(), json!([]), "nothing half-written is stored");
}

/// A server on loopback that answers every request with the same bytes; returns its base address.
fn answering(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.unwrap();
            let _ = connection.read(&mut [0; 1 << 16]);
            let _ = connection.write_all(answer.as_bytes());
        }
    });
    format!("http://127.0.0.1:{port}/v1")
}

#[test]
fn what_is_no_draft_is_said_and_not_stored() {
    let stream = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
    let cases = [
        (
            "empty_answer",
            format!(
                "{stream}data: {{\"model\":\"mute\",\"choices\":[{{\"index\":0,\"delta\":{{}},\"finish_reason\":\"content_filter\"}}]}}\n\ndata: [DONE]\n\n"
            ),
        ),
        ("cut", format!("{stream}data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"Half a\"}}}}]}}\n\n")),
        (
            "not_an_api",
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>Welcome</html>".into(),
        ),
        ("server_error", "HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".into()),
    ];
    let cli = Cli::default();
    cli.ok(&["init", "--sample"]);
    for (code, answer) in cases {
        let base = answering(answer.leak());
        cli.ok(&["providers", "add", code, "--protocol", "openai-chat", "--base-url", &base, "--model", "m"]);
        let refused = cli.run(&["generate", "--brief", "Marketing copy", "--sku", "HM-1042", "--provider", code]);
        assert_eq!((refused.code, refused.error()["code"].as_str().unwrap()), (1, code), "{}", refused.err);
        assert_eq!(cli.ok(&["drafts"]).json(), json!([]), "{code}: nothing half-written is stored");
    }
}
