//! An engine whose process ends before its drafts do. The two tests look for children of this process, so they take turns.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "tests")]

mod common;

use common::{begin, engine, model, payload, write};
use copydesk_domain::FinishReason;
use copydesk_llm_local::{EngineError, EngineState};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

static TURN: Mutex<()> = Mutex::const_new(());

/// The children of this process, by their ids.
fn children() -> Vec<String> {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap();
    let of_task = |task: std::io::Result<std::fs::DirEntry>| {
        std::fs::read_to_string(task.unwrap().path().join("children")).unwrap_or_default()
    };
    tasks.map(of_task).collect::<String>().split_whitespace().map(ToOwned::to_owned).collect()
}

#[tokio::test]
async fn an_engine_that_aborts_costs_the_drafts_under_way_and_no_more() {
    let _turn = TURN.lock().await;
    let engine = engine(3);
    let drafts = (0..3).map(|number| begin(&engine, model(), payload(number, 1_000), CancellationToken::new()));
    let (writing, mut words): (Vec<_>, Vec<_>) = drafts.unzip();
    for words in &mut words {
        words.recv().await.unwrap();
    }
    let waiting = write(&engine, payload(3, 2));
    let children = children();
    assert_eq!(children.len(), 1, "all drafts have one child");
    assert!(std::process::Command::new("kill").args(["-ABRT", &children[0]]).status().unwrap().success());
    for draft in writing {
        let error = draft.await.unwrap().unwrap_err();
        assert!(matches!(&error, EngineError::Died { detail } if detail.contains("signal: 6")), "{error:?}");
    }
    // the one that waited for a sequence was not under way: the next child writes it
    assert_eq!(waiting.await.unwrap().unwrap().finish, FinishReason::Length);
    assert_eq!(write(&engine, payload(0, 3)).await.unwrap().unwrap().finish, FinishReason::Length);
}

#[tokio::test]
async fn an_engine_that_is_killed_while_nobody_writes_is_asleep_and_starts_again() {
    let _turn = TURN.lock().await;
    let engine = engine(1);
    write(&engine, payload(0, 1)).await.unwrap().unwrap();
    assert!(matches!(engine.state(), EngineState::Ready { .. }));
    for child in children() {
        assert!(std::process::Command::new("kill").args(["-KILL", &child]).status().unwrap().success());
    }
    while engine.state() != EngineState::Asleep {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(write(&engine, payload(0, 2)).await.unwrap().unwrap().finish, FinishReason::Length);
}
