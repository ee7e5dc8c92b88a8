//! The real engine with the built-in model, in its real child process.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "tests")]

use copydesk_domain::{Completion, FinishReason, Message, PromptPayload, Role};
use copydesk_llm_local::{EngineError, EngineSettings, EngineState, LocalEngine};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use tokio_util::sync::CancellationToken;

fn model() -> PathBuf {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/models/SmolLM2-135M-Instruct.Q4_1.gguf");
    assert!(file.is_file(), "the built-in model is missing. Run: make model");
    file
}

fn engine() -> LocalEngine {
    LocalEngine::new(EngineSettings {
        executable: Some(env!("CARGO_BIN_EXE_copydesk-engine").into()),
        ..EngineSettings::default()
    })
}

fn payload(max_tokens: u32, seed: u64) -> PromptPayload {
    PromptPayload {
        messages: vec![
            Message::new(Role::System, "You write short product copy."),
            Message::new(
                Role::User,
                "Product Name: Oak tray\nProduct Description: Solid oak, felt underside.\nWrite copy.",
            ),
        ],
        model: "built-in".into(),
        max_tokens,
        temperature: 0.7,
        stop: vec![],
        seed: Some(seed),
        schema: None,
        local_only: false,
        masked: false,
    }
}

async fn write(engine: &LocalEngine, payload: &PromptPayload) -> Completion {
    engine.complete(&model(), payload, &mut |_| {}, &CancellationToken::new()).await.unwrap()
}

#[tokio::test]
async fn a_draft_streams_and_a_seed_reproduces_it_in_another_process() {
    let mut streamed = String::new();
    let first = engine();
    let one = first
        .complete(&model(), &payload(24, 11), &mut |text| streamed.push_str(text), &CancellationToken::new())
        .await
        .unwrap();
    assert!(!one.text.is_empty());
    assert_eq!(streamed.trim(), one.text);
    assert!(matches!(first.state(), EngineState::Ready { tokens_per_second: Some(_) }));
    let second = engine();
    assert_ne!(write(&second, &payload(24, 12)).await.text, one.text, "another seed, another draft");
    assert_eq!(write(&second, &payload(24, 11)).await.text, one.text, "after another draft, in another process");
}

#[tokio::test]
async fn the_limit_ends_a_draft_and_says_so() {
    let cut = write(&engine(), &payload(3, 1)).await;
    assert_eq!((cut.finish, cut.usage.unwrap().completion), (FinishReason::Length, 3));
}

#[tokio::test]
async fn a_stop_text_ends_a_draft_and_is_not_in_it() {
    let mut asked = payload(60, 1);
    let whole = write(&engine(), &asked).await.text;
    let word = whole.split(' ').nth(3).unwrap().to_owned();
    asked.stop = vec![word.clone()];
    let stopped = write(&engine(), &asked).await;
    assert_eq!(stopped.finish, FinishReason::Stop);
    assert!(!stopped.text.contains(&word), "{:?} in {:?}", word, stopped.text);
    assert!(whole.starts_with(stopped.text.trim_end()));
}

#[tokio::test]
async fn a_cancelled_draft_keeps_its_words_and_the_engine_writes_on() {
    let engine = engine();
    let cancel = CancellationToken::new();
    let stop = cancel.clone();
    let mut pieces = 0;
    let cancelled = engine
        .complete(
            &model(),
            &payload(1_500, 1),
            &mut |_| {
                pieces += 1;
                if pieces == 5 {
                    stop.cancel();
                }
            },
            &cancel,
        )
        .await
        .unwrap();
    assert_eq!(cancelled.finish, FinishReason::Cancelled);
    assert!(cancelled.usage.unwrap().completion < 100, "stopped soon: {:?}", cancelled.usage);
    assert_eq!(write(&engine, &payload(3, 1)).await.finish, FinishReason::Length);
}

#[tokio::test]
async fn files_that_are_no_models_get_a_sentence_each() {
    let folder = tempfile::tempdir().unwrap();
    let engine = engine();
    let whole = std::fs::read(model()).unwrap();
    for (name, bytes) in [
        ("empty.gguf", &[][..]),
        ("letter.gguf", b"Dear reader, this is no model."),
        ("header.gguf", &whole[..64]),
        ("half.gguf", &whole[..whole.len() / 2]),
    ] {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        let error = engine.complete(&file, &payload(3, 1), &mut |_| {}, &CancellationToken::new()).await.unwrap_err();
        assert!(matches!(&error, EngineError::NotAModel { .. }), "{name}: {error:?}");
        assert!(error.to_string().contains(name), "{error}");
    }
    let missing = engine.inspect(&folder.path().join("missing.gguf")).await.unwrap_err();
    assert!(matches!(missing, EngineError::NotFound { .. }));
    assert_eq!(write(&engine, &payload(3, 1)).await.finish, FinishReason::Length, "and the engine survives them all");
}

#[tokio::test]
async fn a_prompt_that_does_not_fit_names_both_numbers() {
    let mut long = payload(10, 1);
    long.messages[1].content = "word ".repeat(20_000);
    let error = engine().complete(&model(), &long, &mut |_| {}, &CancellationToken::new()).await.unwrap_err();
    assert!(matches!(error, EngineError::PromptTooLong { tokens: 20_000.., limit: 1.. }), "{error:?}");
}

#[tokio::test]
async fn an_idle_model_is_unloaded() {
    let engine = LocalEngine::new(EngineSettings {
        executable: Some(env!("CARGO_BIN_EXE_copydesk-engine").into()),
        idle: Some(Duration::from_millis(10)),
        ..EngineSettings::default()
    });
    write(&engine, &payload(2, 1)).await;
    while engine.state() != EngineState::Asleep {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(write(&engine, &payload(2, 1)).await.finish, FinishReason::Length);
}

#[tokio::test]
async fn a_file_is_described_without_loading_it() {
    let card = engine().inspect(&model()).await.unwrap();
    assert_eq!((card.architecture.as_str(), card.context, card.chat_template), ("llama", 8192, true));
    assert!(card.bytes > 90_000_000);
}
