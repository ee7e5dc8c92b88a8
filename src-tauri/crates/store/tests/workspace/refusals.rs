//! Files that are not ours, or not ours to write: said in a sentence, and nothing is touched.

use crate::{
    records::{at, draft, fields, product, source, typed},
    workspace,
};
use copydesk_store::{FieldSet, Store, StoreError};
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
};

/// Every file of a folder, byte for byte.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| (path.clone(), std::fs::read(&path).unwrap())).collect()
}

async fn refused(path: &Path) -> StoreError {
    let before = contents(path.parent().unwrap());
    let error = Store::open(path).await.err().unwrap();
    let after = contents(path.parent().unwrap());
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>(), "nothing is left beside it");
    assert!(before == after, "the file is as it was");
    error
}

#[tokio::test]
async fn another_kind_of_file_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [
        ("letter.txt", b"sku,name\nP-1,Pillow\n".repeat(400)),
        ("short.txt", b"x".to_vec()),
        ("picture.png", vec![0x89; 8_192]),
        ("zeros.bin", vec![0; 4_096]),
        ("almost.db", b"SQLite format 3\0".iter().copied().chain([0xaa; 5_000]).collect()),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(refused(&path).await, StoreError::NotAWorkspace { path }, "{name}");
    }
}

#[tokio::test]
async fn a_folder_is_not_a_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("photos");
    std::fs::create_dir(&path).unwrap();
    assert_eq!(Store::open(&path).await.err().unwrap(), StoreError::NotAWorkspace { path });
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[tokio::test]
async fn another_programs_database_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    for (name, script) in [
        ("tables.db", "CREATE TABLE photo (id INTEGER PRIMARY KEY)"),
        ("marked.db", "PRAGMA application_id = 77"),
        ("numbered.db", "PRAGMA user_version = 9"),
        ("log.db", "PRAGMA journal_mode = wal; CREATE TABLE photo (id INTEGER PRIMARY KEY)"),
    ] {
        let path = folder.path().join(name);
        let mut other = SqliteConnectOptions::new().filename(&path).create_if_missing(true).connect().await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(&mut other).await.unwrap();
        other.close().await.unwrap();
        assert_eq!(refused(&path).await, StoreError::NotAWorkspace { path }, "{name}");
    }
}

#[tokio::test]
async fn a_newer_file_is_refused_and_not_touched() {
    let (store, _folder) = workspace().await;
    let path = store.path().to_owned();
    store.products().insert(&product("P-1", "Pillow")).await.unwrap();
    store.close().await.unwrap();
    let mut newer = SqliteConnectOptions::new().filename(&path).connect().await.unwrap();
    sqlx::raw_sql("CREATE TABLE team (id TEXT); PRAGMA user_version = 99").execute(&mut newer).await.unwrap();
    newer.close().await.unwrap();
    let error = refused(&path).await;
    assert!(matches!(&error, StoreError::NewerVersion { found: 99, known, .. } if *known < 99), "{error:?}");
    assert!(error.to_string().contains("Update Copydesk"), "{error}");
}

#[tokio::test]
async fn a_damaged_workspace_says_so() {
    let (store, _folder) = workspace().await;
    let path = store.path().to_owned();
    for number in 0..50 {
        store.products().insert(&product(&format!("P-{number}"), &"Pillow ".repeat(200))).await.unwrap();
    }
    store.close().await.unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[4_096..].fill(0x5a);
    std::fs::write(&path, bytes).unwrap();
    // the header is whole, so it opens or is refused; reading what is gone is damage either way
    let error = match Store::open(&path).await {
        Ok(store) => store.products().all().await.err().unwrap(),
        Err(error) => error,
    };
    assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
}

#[tokio::test]
async fn a_creation_that_was_cut_off_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("workspace.db");
    std::fs::write(&path, "").unwrap();
    Store::open(&path).await.unwrap().products().insert(&product("P-1", "Pillow")).await.unwrap();
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gone").join("workspace.db");
    assert_eq!(Store::open(&path).await.err().unwrap(), StoreError::MissingFolder { path });
}

/// A small disk of its own; none where mounting is not permitted. Unmounted when dropped.
struct Disk(tempfile::TempDir);

impl Disk {
    fn mount(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(folder.path())
            .output()
            .is_ok_and(|done| done.status.success());
        if !mounted {
            eprintln!("skipped: a disk of its own cannot be mounted here");
        }
        mounted.then_some(Self(folder))
    }

    fn read_only(&self) {
        let done = Command::new("mount").args(["-o", "remount,ro"]).arg(self.0.path()).status().unwrap();
        assert!(done.success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[tokio::test]
async fn a_read_only_disk_is_said_at_once() {
    let Some(disk) = Disk::mount("8m") else { return };
    let path = disk.0.path().join("workspace.db");
    Store::open(&path).await.unwrap().close().await.unwrap();
    disk.read_only();
    assert_eq!(refused(&path).await, StoreError::ReadOnly { path });
    let new = disk.0.path().join("new.db");
    assert_eq!(refused(&new).await, StoreError::ReadOnly { path: new });
}

#[cfg(unix)]
#[tokio::test]
async fn a_read_only_file_or_folder_is_said_at_once() {
    use std::os::unix::fs::PermissionsExt;
    let (store, folder) = workspace().await;
    let path = store.path().to_owned();
    store.close().await.unwrap();
    let allow = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    allow(&path, 0o444);
    if std::fs::OpenOptions::new().write(true).open(&path).is_ok() {
        eprintln!("skipped: this user may write everywhere");
        return;
    }
    assert_eq!(refused(&path).await, StoreError::ReadOnly { path: path.clone() });
    allow(&path, 0o644);
    allow(folder.path(), 0o555);
    let new = folder.path().join("new.db");
    let error = Store::open(&new).await.err().unwrap();
    allow(folder.path(), 0o755);
    assert_eq!(error, StoreError::ReadOnly { path: new });
}

#[tokio::test]
async fn a_full_disk_keeps_what_was_saved_and_works_again_with_room() {
    let Some(disk) = Disk::mount("3m") else { return };
    let path = disk.0.path().join("workspace.db");
    let store = Store::open(&path).await.unwrap();
    let pillow = product("P-1", "Pillow");
    let (mut written, revision) = draft(&pillow, "Soft.");
    store.drafts().insert(&written, &revision).await.unwrap();

    let ballast = disk.0.path().join("ballast");
    let free = fs4::available_space(disk.0.path()).unwrap();
    std::fs::write(&ballast, vec![1; usize::try_from(free).unwrap() - 70_000]).unwrap();
    let supplied = FieldSet::new(["sku", "name", "description"]);
    let mut importer = store.products().importer().await.unwrap();
    let rows = (0..2_000).map(|row| (fields(&format!("I-{row}"), &"Long ".repeat(400)), source(row))).collect();
    let full = match importer.put(rows, &supplied, at(1)).await {
        Ok(_) => importer.commit().await.unwrap_err(),
        Err(error) => {
            drop(importer);
            error
        }
    };
    assert_eq!(full, StoreError::Full { path: path.clone() });
    assert_eq!(store.counts().await.unwrap().products, 0, "nothing of the import is kept");
    let mut long = typed(2, &"word ".repeat(200_000));
    written.text_changed(long.text.clone(), None, 2, at(2));
    assert_eq!(
        store.drafts().save_revision(&written, &long, None).await.unwrap_err(),
        StoreError::Full { path: path.clone() }
    );
    assert_eq!(store.drafts().get(written.id).await.unwrap().text, "Soft.");

    std::fs::remove_file(ballast).unwrap();
    long.text.truncate(20_000);
    written.text.truncate(20_000);
    store.drafts().save_revision(&written, &long, None).await.unwrap();
    store.close().await.unwrap();
    let store = Store::open(&path).await.unwrap();
    assert_eq!(store.drafts().revisions(written.id).await.unwrap().len(), 2);
}

#[test]
fn every_refusal_has_a_word_and_a_sentence_without_internals() {
    let path = PathBuf::from("shop.db");
    let errors = [
        StoreError::NewerVersion { path: path.clone(), found: 9, known: 1 },
        StoreError::InUse { path: path.clone() },
        StoreError::NotAWorkspace { path: path.clone() },
        StoreError::ReadOnly { path: path.clone() },
        StoreError::Full { path: path.clone() },
        StoreError::MissingFolder { path },
    ];
    let mut codes: Vec<_> = errors.iter().map(StoreError::code).collect();
    codes.dedup();
    assert_eq!(codes.len(), errors.len());
    assert!(errors.iter().all(|error| error.to_string().contains("shop.db")));
    let internal = StoreError::Internal { detail: "no such column: x".into() };
    assert!(!internal.to_string().contains("column"), "{internal}");
}
