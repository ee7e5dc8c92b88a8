//! Both OpenAI protocols against a real llama.cpp server on loopback.

use copydesk_tests::{cli::Cli, server::LlamaServer};
use serde_json::json;

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
