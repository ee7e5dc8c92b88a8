//! Profiles, briefs and providers: names, undo, search.

use crate::{
    records::{at, brief, profile, provider},
    workspace,
};
use copydesk_store::StoreError;

/// The rules that the three tables share.
macro_rules! named {
    ($test:ident, $table:ident, $record:ident, $what:literal $(, $list:expr)?) => {
        #[tokio::test]
        async fn $test() {
            let (store, _folder) = workspace().await;
            let table = store.$table();
            let (mut first, second) = ($record("Été"), $record("户外"));
            table.insert(&first).await.unwrap();
            table.insert(&second).await.unwrap();
            assert_eq!(table.get(first.id).await.unwrap(), first);
            assert_eq!(table.find_by_name("户外").await.unwrap(), Some(second.clone()));
            assert_eq!(table.find_by_name("nobody").await.unwrap(), None);
            assert_eq!(table.list($($list)?).await.unwrap(), [first.clone(), second.clone()]);

            let taken = StoreError::NameTaken { name: "户外".into() };
            assert_eq!(table.insert(&$record("户外")).await.unwrap_err(), taken);
            first.fields.name = "户外".into();
            assert_eq!(table.update(&first).await.unwrap_err(), taken);
            first.fields.name = "Summer".into();
            table.update(&first).await.unwrap();
            assert_eq!(table.get(first.id).await.unwrap(), first);

            table.delete(&[second.id], at(1)).await.unwrap();
            let gone = StoreError::NotFound { what: $what };
            assert_eq!(table.get(second.id).await.unwrap_err(), gone);
            assert_eq!(table.update(&second).await.unwrap_err(), gone);
            table.restore(&[second.id]).await.unwrap();
            table.delete(&[second.id], at(2)).await.unwrap();
            table.insert(&$record("户外")).await.unwrap();
            assert_eq!(table.restore(&[second.id]).await.unwrap_err(), taken, "the name itself is named");
            assert_eq!(table.list($($list)?).await.unwrap().len(), 2);
        }
    };
}

named!(profiles_are_known_by_name, profiles, profile, "profile", "");
named!(briefs_are_known_by_name, briefs, brief, "brief");
named!(providers_are_known_by_name, providers, provider, "provider");

#[tokio::test]
async fn profiles_are_found_by_their_interests() {
    let (store, _folder) = workspace().await;
    store.profiles().insert(&profile("Campers")).await.unwrap();
    for (search, count) in [("", 1), ("YOGA camp", 1), ("徒步", 1), ("golf", 0)] {
        assert_eq!(store.profiles().list(search).await.unwrap().len(), count, "{search:?}");
    }
}

#[tokio::test]
async fn profiles_of_a_file_are_saved_all_or_none() {
    let (store, _folder) = workspace().await;
    let mut campers = profile("Campers");
    store.profiles().insert(&campers).await.unwrap();
    campers.fields.tone = "warm".into();
    let runners = profile("Runners");
    store.profiles().put_all(&[campers.clone(), runners.clone()]).await.unwrap();
    assert_eq!(store.profiles().list("").await.unwrap(), [campers.clone(), runners.clone()]);

    let mut broken = runners.clone();
    broken.fields.tone = "brisk".into();
    let error = store.profiles().put_all(&[broken, profile("Campers")]).await.unwrap_err();
    assert_eq!(error, StoreError::NameTaken { name: "Campers".into() });
    assert_eq!(store.profiles().get(runners.id).await.unwrap(), runners);
}
