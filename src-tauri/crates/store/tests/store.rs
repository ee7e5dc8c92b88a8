//! The workspace file: what is kept, what is refused, what survives.

#![allow(clippy::unwrap_used, clippy::print_stderr, missing_docs, reason = "tests")]

use copydesk_domain::{
    Attribute, Author, Brief, BriefFields, BriefId, Draft, DraftId, DraftQuery, DraftState, EditId, FinishReason,
    Message, Product, ProductFields, ProductId, ProductQuery, PromptPayload, Protocol, Provenance, Revision,
    RevisionId, Role, RunId, SourceRow, Timestamp,
};
use copydesk_store::{FieldSet, Outcome, Store, StoreError};
use std::path::{Path, PathBuf};

struct Shop {
    store: Store,
    _folder: tempfile::TempDir,
}

async fn shop() -> Shop {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("shop.db")).await.unwrap();
    Shop { store, _folder: folder }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn fields(sku: &str) -> ProductFields {
    ProductFields {
        sku: sku.into(),
        name: format!("Name of {sku}"),
        description: "分区记忆棉枕 with EMOJI 🛏️".into(),
        price: "90.750".into(),
        category: "Bed".into(),
        tags: vec!["soft".into()],
        attributes: vec![Attribute { name: "Size".into(), value: "60 × 40 cm".into() }],
        ..Default::default()
    }
}

fn product(sku: &str) -> Product {
    Product { id: ProductId::new(), fields: fields(sku), source_row: None, created_at: at(1), updated_at: at(1) }
}

fn draft(product: &Product) -> (Draft, Revision) {
    let brief = Brief {
        id: BriefId::new(),
        fields: BriefFields::default(),
        built_in: None,
        created_at: at(1),
        updated_at: at(1),
    };
    let payload = PromptPayload {
        messages: vec![Message::new(Role::User, "prompt")],
        model: "m".into(),
        max_tokens: 9,
        temperature: 0.7,
        stop: vec![],
        seed: Some(4_294_967_295),
    };
    let provenance = Provenance {
        product: product.clone(),
        profile: None,
        brief: brief.clone(),
        payload,
        provider: "p".into(),
        protocol: Protocol::Local,
        model: "m".into(),
        usage: None,
        duration_ms: 12,
        finish: FinishReason::Other("odd".into()),
        request_id: None,
    };
    let draft = Draft {
        id: DraftId::new(),
        run: RunId::new(),
        product: product.id,
        profile: None,
        brief: brief.id,
        variant: 1,
        state: DraftState::Draft,
        text: "model text".into(),
        revision: 1,
        approval: None,
        stale: None,
        rejection: None,
        provenance,
        created_at: at(2),
        updated_at: at(2),
    };
    (draft, revision(1, Author::Model, "model text", None))
}

fn revision(number: u32, author: Author, text: &str, edit: Option<EditId>) -> Revision {
    Revision {
        id: RevisionId::new(),
        number,
        author,
        text: text.into(),
        edit,
        restored_from: None,
        created_at: at(3),
        updated_at: at(3),
    }
}

#[tokio::test]
async fn products_are_kept_whole_and_found_by_words_in_any_script() {
    let shop = shop().await;
    let one = product("0012");
    shop.store.products().insert(&one).await.unwrap();
    shop.store.products().insert(&product("B-2")).await.unwrap();
    assert_eq!(shop.store.products().get(one.id).await.unwrap(), one);
    let find = async |search: &str| {
        let query = ProductQuery { search: search.into(), ..Default::default() };
        shop.store.products().page(&query).await.unwrap().total
    };
    assert_eq!(find("记忆").await, 2, "two Chinese characters");
    assert_eq!(find("emoji 0012").await, 1, "every word, whatever its case");
    assert_eq!(find("60 ×").await, 2, "facts");
    assert_eq!(find("nothing").await, 0);
    let page = ProductQuery { limit: 1, offset: 1, ..Default::default() };
    let page = shop.store.products().page(&page).await.unwrap();
    assert_eq!((page.total, page.rows[0].sku.as_str(), page.rows[0].facts), (2, "B-2", 1));
}

#[tokio::test]
async fn a_sku_is_one_product_and_a_deletion_can_be_taken_back_while_it_is_free() {
    let shop = shop().await;
    let products = shop.store.products();
    let one = product("A");
    products.insert(&one).await.unwrap();
    assert_eq!(products.insert(&product("A")).await, Err(StoreError::SkuTaken { sku: "A".into() }));
    products.delete(&[one.id], at(5)).await.unwrap();
    assert_eq!(products.get(one.id).await, Err(StoreError::NotFound { what: "product" }));
    products.restore(&[one.id]).await.unwrap();
    products.delete(&[one.id], at(5)).await.unwrap();
    products.insert(&product("A")).await.unwrap();
    assert_eq!(products.restore(&[one.id]).await, Err(StoreError::SkuTaken { sku: "A".into() }));
}

#[tokio::test]
async fn an_import_keeps_what_the_file_does_not_have_and_rolls_back_whole() {
    let shop = shop().await;
    let stored = product("A");
    shop.store.products().insert(&stored).await.unwrap();
    let row = |sku: &str, price: &str| {
        let fields = ProductFields {
            sku: sku.into(),
            name: format!("Name of {sku}"),
            price: price.into(),
            ..Default::default()
        };
        (fields, SourceRow { file: "f.csv".into(), row: 2, cells: vec![("SKU".into(), sku.into())] })
    };
    let supplied = FieldSet::new(["sku", "name", "price"]);
    let mut dry = shop.store.products().importer().await.unwrap();
    dry.put(vec![row("A", "1.00"), row("B", "2.00")], &supplied, at(9)).await.unwrap();
    drop(dry);
    assert_eq!(shop.store.counts().await.unwrap().products, 1, "a dry run leaves nothing");

    let mut import = shop.store.products().importer().await.unwrap();
    let outcomes = import.put(vec![row("A", "1.00"), row("B", "2.00")], &supplied, at(9)).await.unwrap();
    assert!(matches!(&outcomes[0].1, Outcome::Updated { changed, .. } if changed == &["price"]), "{outcomes:?}");
    assert_eq!(outcomes[1].1, Outcome::Created);
    import.commit().await.unwrap();
    let after = shop.store.products().get(stored.id).await.unwrap();
    assert_eq!((after.fields.price.as_str(), &after.fields.description), ("1.00", &stored.fields.description));
    assert_eq!(after.fields.attributes, stored.fields.attributes);
    let mut again = shop.store.products().importer().await.unwrap();
    let outcomes = again.put(vec![row("A", "1.00")], &supplied, at(10)).await.unwrap();
    assert_eq!(outcomes[0].1, Outcome::Unchanged);
}

#[tokio::test]
async fn what_the_model_wrote_is_sealed_and_one_sitting_is_one_revision() {
    let shop = shop().await;
    let (mut draft, first) = draft(&product("A"));
    let drafts = shop.store.drafts();
    drafts.insert(&draft, &first).await.unwrap();
    assert_eq!(drafts.get(draft.id).await.unwrap(), draft);
    let mut changed = first.clone();
    changed.text = "tampered".into();
    assert_eq!(drafts.save_revision(&draft, &changed).await, Err(StoreError::RevisionSealed));

    let author = Author::Person { name: "周".into() };
    let mut typed = revision(2, author, "t", Some(EditId::new()));
    for text in ["ty", "typed"] {
        typed.text = text.into();
        draft.text = text.into();
        draft.revision = 2;
        drafts.save_revision(&draft, &typed).await.unwrap();
    }
    let revisions = drafts.revisions(draft.id).await.unwrap();
    assert_eq!(revisions.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["model text", "typed"]);
    let query = DraftQuery { search: "typed".into(), states: vec![DraftState::Draft], ..Default::default() };
    let page = drafts.page(&query).await.unwrap();
    assert_eq!((page.total, page.rows[0].excerpt.as_str()), (1, "typed"));
    assert_eq!(page.rows[0].finish, FinishReason::Other("odd".into()));
}

#[tokio::test]
async fn drafts_are_gone_through_page_by_page() {
    let shop = shop().await;
    let product = product("A");
    for _ in 0..5 {
        let (draft, revision) = draft(&product);
        shop.store.drafts().insert(&draft, &revision).await.unwrap();
    }
    let (mut after, mut seen) = (None, 0);
    loop {
        let page = shop.store.drafts().after(&[DraftState::Draft], after, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        seen += page.len();
    }
    assert_eq!((seen, shop.store.drafts().count(&[]).await.unwrap()), (5, 5));
}

#[tokio::test]
async fn one_copydesk_at_a_time_and_the_next_when_it_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.db");
    let first = Store::open(&path).await.unwrap();
    assert!(matches!(Store::open(&path).await, Err(StoreError::InUse { .. })));
    first.products().insert(&product("A")).await.unwrap();
    first.close().await.unwrap();
    let second = Store::open(&path).await.unwrap();
    assert_eq!(second.counts().await.unwrap().products, 1);
}

async fn refused(path: &Path) -> (StoreError, bool) {
    let before = std::fs::read(path).unwrap();
    let error = Store::open(path).await.err().unwrap();
    (error, std::fs::read(path).unwrap() == before)
}

#[tokio::test]
async fn files_of_others_and_of_the_future_are_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| -> PathBuf { folder.path().join(name) };
    std::fs::write(at("letter.db"), "Dear reader").unwrap();
    assert_eq!(refused(&at("letter.db")).await, (StoreError::NotAWorkspace { path: at("letter.db") }, true));

    Store::open(&at("new.db")).await.unwrap().close().await.unwrap();
    let mut bytes = std::fs::read(at("new.db")).unwrap();
    // SQLite keeps the user version in bytes 60 to 63 of its header, big-endian, and the application id in 68 to 71
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    std::fs::write(at("future.db"), &bytes).unwrap();
    let (error, untouched) = refused(&at("future.db")).await;
    assert!(matches!(error, StoreError::NewerVersion { found: 99, .. }) && untouched, "{error:?}");
    bytes[68..72].copy_from_slice(&7_u32.to_be_bytes());
    std::fs::write(at("other.db"), &bytes).unwrap();
    let (error, untouched) = refused(&at("other.db")).await;
    assert!(matches!(error, StoreError::NotAWorkspace { .. }) && untouched, "{error:?}");
    assert!(matches!(Store::open(&at("missing/shop.db")).await, Err(StoreError::MissingFolder { .. })));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_is_a_sentence_and_what_was_saved_is_safe() {
    let folder = tempfile::tempdir().unwrap();
    let mount = |arguments: &[&str]| {
        std::process::Command::new(arguments[0]).args(&arguments[1..]).status().is_ok_and(|s| s.success())
    };
    let place = folder.path().to_str().unwrap();
    if !mount(&["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place]) {
        eprintln!("skipped: this machine lets nobody mount a small disk");
        return;
    }
    let path = folder.path().join("shop.db");
    let store = Store::open(&path).await.unwrap();
    store.products().insert(&product("kept")).await.unwrap();
    let mut big = product("big");
    big.fields.description = "x".repeat(1_000_000);
    let mut error = None;
    for number in 0..8 {
        big.id = ProductId::new();
        big.fields.sku = format!("big-{number}");
        if let Err(refused) = store.products().insert(&big).await {
            error = Some(refused);
            break;
        }
    }
    let kept = store.products().find_by_sku("kept").await.unwrap();
    drop(store);
    mount(&["umount", "-l", place]);
    assert!(matches!(error, Some(StoreError::Full { .. })), "{error:?}");
    assert!(kept.is_some());
}
