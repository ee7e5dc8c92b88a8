//! Erasing: nothing of a person stays in the file, and nothing else goes.

use crate::records::{at, basis, decided, draft, product, profile};
use copydesk_domain::{Deed, Draft, Note, Profile, PromptPayload};
use copydesk_store::Store;
use std::path::Path;

const NAME: &str = "Ottoline Quarrington";
const INTEREST: &str = "rare lichens of Skomer";
const COPY: &str = "Dear Ottoline, lichens look best on this pillow.";

fn holds(folder: &Path, words: &str) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let held = files.filter(|file| {
        let bytes = std::fs::read(file).unwrap();
        bytes.windows(words.len()).any(|window| window.eq_ignore_ascii_case(words.as_bytes()))
    });
    held.map(|file| file.display().to_string()).collect()
}

fn person() -> Profile {
    let mut person = profile(NAME);
    person.fields.interests = vec![INTEREST.into()];
    person.fields.notes = "Asked by telephone.".into();
    person
}

fn for_person(person: &Profile) -> (Draft, copydesk_domain::Revision) {
    let (mut written, revision) = draft(&product("P-1", "Pillow"), COPY);
    written.profile = Some(person.id);
    written.provenance.profile = Some(person.clone());
    written.provenance.payload.messages[0].content = format!("Write to {NAME}, who likes {INTEREST}.");
    (written, revision)
}

fn erased() -> Note {
    Note { deed: Deed::Erased, draft: None, ..decided(copydesk_domain::DraftId::new()) }
}

async fn store(folder: &Path) -> Store {
    Store::open(&folder.join("workspace.db")).await.unwrap()
}

#[tokio::test]
async fn an_erased_profile_leaves_no_trace_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path()).await;
    let person = person();
    store.profiles().insert(&person).await.unwrap();
    let (written, revision) = for_person(&person);
    store.drafts().insert(&written, &revision).await.unwrap();
    let note = Note { profile: Some(person.id), detail: serde_json::json!({ "to": NAME }), ..decided(written.id) };
    store.drafts().save(&written, &note).await.unwrap();

    let (mut shown, revision) = draft(&product("P-2", "Cup"), "Holds tea.");
    shown.provenance.examples = vec![written.id];
    shown.provenance.payload.messages[0].content = format!("As an example: {COPY}");
    store.drafts().insert(&shown, &revision).await.unwrap();
    for words in [NAME, INTEREST, "by telephone", "lichens look best"] {
        assert!(!holds(folder.path(), words).is_empty(), "{words} was there before");
    }

    let all = store.profiles().all_named(NAME).await.unwrap();
    let gone = store.profiles().erase(&all, |_| erased()).await.unwrap();
    assert_eq!((gone.profiles, gone.drafts), (vec![person.id], 1));
    for words in [NAME, INTEREST, "by telephone", "lichens look best"] {
        assert_eq!(holds(folder.path(), words), Vec::<String>::new(), "{words} was erased");
    }
    let kept = store.drafts().get(shown.id).await.unwrap();
    assert_eq!(kept.text, "Holds tea.");
    let chain = store.ledger().verify().await.unwrap().unwrap();
    assert_eq!((chain.entries, chain.erased), (4, 2), "the chain holds without what was erased");
}

#[tokio::test]
async fn what_is_old_loses_its_prompt_and_keeps_its_copy_and_what_was_rejected_goes() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path()).await;
    let person = person();
    let pillow = product("P-1", "Pillow");
    let (mut approved, first) = for_person(&person);
    approved.approve("Ada", &basis(&pillow), at(2)).unwrap();
    let (mut rejected, second) = for_person(&person);
    rejected.reject("Too much", at(2)).unwrap();
    store.drafts().insert(&approved, &first).await.unwrap();
    store.drafts().insert(&rejected, &second).await.unwrap();
    let note = |_, _| Note { deed: Deed::Expired, ..erased() };
    assert_eq!(store.expire(at(1), note).await.unwrap(), (0, 0), "nothing is as old as that");
    assert_eq!(store.expire(at(3), note).await.unwrap(), (1, 1));
    let kept = store.drafts().get(approved.id).await.unwrap();
    assert_eq!((kept.text, kept.approval, kept.provenance.profile), (approved.text, approved.approval, None));
    assert_eq!(kept.provenance.payload, PromptPayload { messages: Vec::new(), ..approved.provenance.payload });
    store.drafts().get(rejected.id).await.unwrap_err();
    assert_eq!(holds(folder.path(), INTEREST), Vec::<String>::new());
    assert_eq!(store.expire(at(3), note).await.unwrap(), (0, 0));
    assert!(store.ledger().page(None, Some(Deed::Expired), 5).await.unwrap().len() == 1);
}
