//! Several drafts of the real engine at a time, with the built-in model.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "tests")]

mod common;

use common::{PRODUCTS, begin, engine, model, payload, write};
use copydesk_domain::FinishReason;
use copydesk_llm_local::EngineError;
use tokio_util::sync::CancellationToken;

#[tokio::test]
async fn drafts_written_together_are_those_written_alone_to_the_last_word() {
    let mut alone = Vec::new();
    for number in 0..PRODUCTS.len() {
        alone.push(write(&engine(1), payload(number, 20)).await.unwrap().unwrap().text);
    }
    let together = engine(3);
    assert_eq!(together.sequences(), 3);
    // more than there are sequences, and twice: the second time after drafts that begin alike
    for _ in 0..2 {
        let writing: Vec<_> = (0..PRODUCTS.len()).map(|number| write(&together, payload(number, 20))).collect();
        for (draft, alone) in writing.into_iter().zip(&alone) {
            assert_eq!(&draft.await.unwrap().unwrap().text, alone);
        }
    }
}

#[tokio::test]
async fn a_draft_that_is_cancelled_or_dropped_does_not_disturb_the_others() {
    let alone = write(&engine(1), payload(2, 30)).await.unwrap().unwrap();
    let engine = engine(3);
    let cancel = CancellationToken::new();
    let (cancelled, mut its_words) = begin(&engine, model(), payload(0, 1_500), cancel.clone());
    let (dropped, mut dropped_words) = begin(&engine, model(), payload(1, 1_500), CancellationToken::new());
    let kept = write(&engine, payload(2, 30));
    dropped_words.recv().await.unwrap();
    dropped.abort();
    its_words.recv().await.unwrap();
    cancel.cancel();
    let cancelled = cancelled.await.unwrap().unwrap();
    assert_eq!(cancelled.finish, FinishReason::Cancelled);
    assert!(!cancelled.text.is_empty());
    assert_eq!(kept.await.unwrap().unwrap().text, alone.text);
    // every sequence is free again, also that of the dropped one
    for draft in [0, 1, 2].map(|number| write(&engine, payload(number, 2))) {
        assert_eq!(draft.await.unwrap().unwrap().finish, FinishReason::Length);
    }
}

#[tokio::test]
async fn a_prompt_that_is_too_long_fails_alone() {
    let engine = engine(3);
    let mut long = payload(1, 10);
    long.messages[1].content = "word ".repeat(20_000);
    let (one, long, two) = (write(&engine, payload(0, 8)), write(&engine, long), write(&engine, payload(2, 8)));
    assert!(matches!(long.await.unwrap(), Err(EngineError::PromptTooLong { tokens: 20_000.., .. })));
    assert_eq!(one.await.unwrap().unwrap().finish, FinishReason::Length);
    assert_eq!(two.await.unwrap().unwrap().finish, FinishReason::Length);
}

#[tokio::test]
async fn a_draft_of_another_file_waits_for_those_under_way_and_later_ones_wait_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("other.gguf");
    if std::fs::hard_link(model(), &other).is_err() {
        std::fs::copy(model(), &other).unwrap();
    }
    let engine = engine(2);
    let (first, mut words) = begin(&engine, model(), payload(0, 30), CancellationToken::new());
    words.recv().await.unwrap();
    let (second, mut second_words) = begin(&engine, other, payload(1, 10), CancellationToken::new());
    tokio::task::yield_now().await;
    let (third, mut third_words) = begin(&engine, model(), payload(2, 5), CancellationToken::new());
    assert!(second_words.recv().await.is_some());
    assert!(first.is_finished(), "the old model went when its draft was whole");
    first.await.unwrap().unwrap();
    assert!(third_words.recv().await.is_some());
    assert!(second.is_finished(), "and came back when the other's was");
    second.await.unwrap().unwrap();
    third.await.unwrap().unwrap();
}
