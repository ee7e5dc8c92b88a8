//! Creating, closing, sharing and migrating.

use crate::{
    records::{at, brief, draft, product, profile, provider, typed},
    workspace,
};
use copydesk_domain::{Counts, DraftQuery, DraftState, ProductQuery};
use copydesk_store::{Store, StoreError};
use serde_json::json;
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};
use std::{path::Path, process::Command};

#[tokio::test]
async fn a_new_workspace_is_empty_and_durable() {
    let (store, folder) = workspace().await;
    assert_eq!(store.counts().await.unwrap(), Counts::default());
    assert_eq!(store.path(), folder.path().join("workspace.db"));
    let mut raw = raw(store.path()).await;
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut raw).await.unwrap();
    assert_eq!(mode, "wal");
}

#[tokio::test]
async fn what_was_saved_is_there_after_closing_and_after_a_crash() {
    let (store, _folder) = workspace().await;
    let path = store.path().to_owned();
    let pillow = product("P-1", "Pillow");
    store.products().insert(&pillow).await.unwrap();
    store.close().await.unwrap();
    let log = path.with_file_name("workspace.db-wal");
    assert!(!log.exists(), "a closed workspace is one file");

    let store = Store::open(&path).await.unwrap();
    assert_eq!(store.products().get(pillow.id).await.unwrap(), pillow);
    store.products().insert(&product("P-2", "Lantern")).await.unwrap();
    // what a crash leaves: the file and its log as they are on disk at this moment
    let crashed = tempfile::tempdir().unwrap();
    for name in ["workspace.db", "workspace.db-wal"] {
        std::fs::copy(path.with_file_name(name), crashed.path().join(name)).unwrap();
    }
    let survived = Store::open(&crashed.path().join("workspace.db")).await.unwrap();
    assert_eq!(survived.counts().await.unwrap().products, 2);
}

#[tokio::test]
async fn a_second_copydesk_is_told_so_until_the_first_closes() {
    let (store, _folder) = workspace().await;
    let path = store.path().to_owned();
    let clone = store.clone();
    let error = Store::open(&path).await.err().unwrap();
    assert_eq!(error, StoreError::InUse { path: path.clone() });
    assert!(error.to_string().contains("workspace.db is open in another Copydesk"), "{error}");
    clone.products().insert(&product("P-1", "Pillow")).await.unwrap();
    store.close().await.unwrap();
    // a clone that lives on does not keep the workspace
    let again = Store::open(&path).await.unwrap();
    assert_eq!(again.counts().await.unwrap().products, 1);
    assert!(clone.counts().await.is_err());
}

#[tokio::test]
async fn a_dropped_store_lets_go() {
    let (store, _folder) = workspace().await;
    let path = store.path().to_owned();
    drop(store);
    Store::open(&path).await.unwrap();
}

/// Not a test of its own: the process that is killed in the next one.
#[tokio::test]
async fn holder() {
    let Ok(path) = std::env::var("COPYDESK_TEST_HOLD") else { return };
    let store = Store::open(Path::new(&path)).await.unwrap();
    store.products().insert(&product("P-1", "Pillow")).await.unwrap();
    std::fs::write(format!("{path}.ready"), "").unwrap();
    std::future::pending::<()>().await;
}

#[tokio::test]
async fn a_killed_copydesk_lets_go_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("workspace.db");
    let mut holder = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "opening::holder", "--nocapture"])
        .env("COPYDESK_TEST_HOLD", &path)
        .spawn()
        .unwrap();
    let ready = folder.path().join("workspace.db.ready");
    while !ready.exists() {
        assert!(holder.try_wait().unwrap().is_none(), "the holder ended");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert_eq!(Store::open(&path).await.err().unwrap(), StoreError::InUse { path: path.clone() });
    holder.kill().unwrap();
    holder.wait().unwrap();
    let store = Store::open(&path).await.unwrap();
    assert_eq!(store.counts().await.unwrap().products, 1);
}

#[tokio::test]
async fn a_file_of_the_first_format_keeps_everything_and_finds_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("workspace.db");
    let mut old = SqliteConnectOptions::new().filename(&path).create_if_missing(true).connect().await.unwrap();
    for script in [
        include_str!("../../src/product.sql"),
        include_str!("../../src/profile.sql"),
        include_str!("../../src/brief.sql"),
        include_str!("../../src/provider.sql"),
        include_str!("../../src/draft.sql"),
        include_str!("../../src/setting.sql"),
        "PRAGMA application_id = 0x4370446b; PRAGMA user_version = 1",
    ] {
        sqlx::raw_sql(script).execute(&mut old).await.unwrap();
    }
    let (stored, _) = draft(&product("P-1", "Pillow"), "Sleep Well");
    sqlx::query(
        "INSERT INTO draft (id, run, product, profile, brief, variant, state, text, revision, provenance, product_name,
            sku, profile_name, brief_name, finish, language, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?, 1, 'draft', 'Sleep Well', 1, ?, 'Pillow', 'P-1', 'Campers', 'Short copy', 'stop', 'en',
            1750000001000000, 1750000001000000)",
    )
    .bind(stored.id.to_string())
    .bind(stored.run.to_string())
    .bind(stored.product.to_string())
    .bind(stored.profile.unwrap().to_string())
    .bind(stored.brief.to_string())
    .bind(serde_json::to_string(&stored.provenance).unwrap())
    .execute(&mut old)
    .await
    .unwrap();
    let (lantern, gone) = (product("P-2", "Lantern"), product("P-3", "Lantern, old"));
    for (product, deleted) in [(&lantern, None), (&gone, Some(1_750_000_002_000_000_i64))] {
        sqlx::query("INSERT INTO product VALUES (?, ?, ?, '', '', '', '', '', '[]', '[]', '', NULL, ?, ?, ?, ?)")
            .bind(product.id.to_string())
            .bind(&product.fields.sku)
            .bind(&product.fields.name)
            .bind(product.fields.name.to_lowercase())
            .bind(product.created_at.as_microsecond())
            .bind(product.updated_at.as_microsecond())
            .bind(deleted)
            .execute(&mut old)
            .await
            .unwrap();
    }
    old.close().await.unwrap();

    let store = Store::open(&path).await.unwrap();
    let found = async |search: &str| {
        let query = ProductQuery { search: search.into(), ..Default::default() };
        store.products().page(&query).await.unwrap().rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(store.products().get(lantern.id).await.unwrap(), lantern);
    assert_eq!(found("LANTERN").await, [lantern.id]);
    store.products().restore(&[gone.id]).await.unwrap();
    assert_eq!(found("lantern").await, [lantern.id, gone.id], "a product that comes back is found again");
    store.products().delete(&[lantern.id], at(3)).await.unwrap();
    assert_eq!(found("lantern").await, [gone.id]);
    assert_eq!(store.drafts().get(stored.id).await.unwrap(), stored);
    let query = DraftQuery { search: "WELL campers".into(), ..Default::default() };
    assert_eq!(store.drafts().page(&query).await.unwrap().total, 1);
}

#[tokio::test]
async fn counts_know_every_table_and_state() {
    let (store, _folder) = workspace().await;
    let pillow = product("P-1", "Pillow");
    store.products().insert(&pillow).await.unwrap();
    store.profiles().insert(&profile("Campers")).await.unwrap();
    store.briefs().insert(&brief("Short")).await.unwrap();
    store.providers().insert(&provider("Built-in")).await.unwrap();
    for state in DraftState::ALL {
        let (mut draft, revision) = draft(&pillow, "Soft.");
        draft.state = state;
        store.drafts().insert(&draft, &revision).await.unwrap();
    }
    let all =
        Counts { products: 1, profiles: 1, briefs: 1, draft: 1, in_review: 1, approved: 1, rejected: 1, malformed: 0 };
    assert_eq!(store.counts().await.unwrap(), all);
    store.products().delete(&[pillow.id], at(5)).await.unwrap();
    // its drafts stay: they hold the product as it was
    assert_eq!(store.counts().await.unwrap(), Counts { products: 0, ..all });
}

#[tokio::test]
async fn settings_are_kept_by_key() {
    let (store, _folder) = workspace().await;
    assert_eq!(store.settings().get("provider").await.unwrap(), None);
    store.settings().set("provider", &json!({"id": "a", "emoji": "🛏️"})).await.unwrap();
    store.settings().set("provider", &json!(["b"])).await.unwrap();
    assert_eq!(store.settings().get("provider").await.unwrap(), Some(json!(["b"])));
}

#[tokio::test]
async fn people_read_and_type_while_an_import_runs() {
    let (store, _folder) = workspace().await;
    let pillow = product("P-1", "Pillow");
    let (mut written, revision) = draft(&pillow, "Soft.");
    store.drafts().insert(&written, &revision).await.unwrap();
    let importer = store.products().importer().await.unwrap();
    // reading never waits
    assert_eq!(store.products().page(&ProductQuery::default()).await.unwrap().total, 0);
    let typing = {
        let store = store.clone();
        tokio::spawn(async move {
            let revision = typed(2, "Softer.");
            written.text_changed(revision.text.clone(), None, 2, at(2));
            store.drafts().save_revision(&written, &revision, None).await
        })
    };
    tokio::task::yield_now().await;
    drop(importer);
    typing.await.unwrap().unwrap();
}

/// A connection that knows nothing of Copydesk.
async fn raw(path: &Path) -> sqlx::SqliteConnection {
    SqliteConnectOptions::new().filename(path).connect().await.unwrap()
}
