//! The ledger: nothing is done without an entry, no entry is changed without being found, and what changes many drafts at
//! once tells of each.

use crate::{
    records::{at, basis, decided, draft, product},
    workspace,
};
use copydesk_domain::{Broken, Deed, Draft, DraftId, Note, ProductId, Staleness};
use copydesk_store::Store;
use sqlx::{Connection, SqliteConnection};

async fn deeds(store: &Store, draft: DraftId) -> Vec<Deed> {
    store.ledger().of_draft(draft).await.unwrap().into_iter().map(|entry| entry.deed).collect()
}

fn stale(draft: DraftId) -> Note {
    Note { deed: Deed::Stale, ..decided(draft) }
}

#[tokio::test]
async fn every_deed_is_written_down_with_what_it_did_or_not_at_all() {
    let (store, _folder) = workspace().await;
    let (draft, revision) = draft(&product("P-1", "Pillow"), "Soft.");
    store.drafts().insert(&draft, &revision).await.unwrap();
    store.drafts().save(&draft, &decided(draft.id)).await.unwrap();
    store.drafts().delete(&[draft.id], at(3), &[Note { deed: Deed::Deleted, ..decided(draft.id) }]).await.unwrap();
    assert_eq!(deeds(&store, draft.id).await, [Deed::Generated, Deed::Approved, Deed::Deleted]);
    store.drafts().save(&draft, &decided(draft.id)).await.unwrap_err();
    assert_eq!(store.ledger().verify().await.unwrap().unwrap().entries, 3, "what failed is not in the ledger");
    let newest = store.ledger().page(None, None, 2).await.unwrap();
    assert_eq!(newest.iter().map(|entry| entry.number).collect::<Vec<_>>(), [3, 2]);
    let approved = store.ledger().page(Some(3), Some(Deed::Approved), 9).await.unwrap();
    assert_eq!((approved.len(), approved[0].by.as_str()), (1, "Ada"));
    assert_eq!(approved[0].detail, Some(serde_json::json!({ "text": "4f2a" })));
}

/// Somebody with the file and SQLite, and the triggers out of the way.
async fn tampered(sql: &'static str) -> Broken {
    let (store, folder) = workspace().await;
    for sku in ["P-1", "P-2", "P-3"] {
        let (draft, revision) = draft(&product(sku, "Pillow"), "Soft.");
        store.drafts().insert(&draft, &revision).await.unwrap();
    }
    let path = format!("sqlite://{}", folder.path().join("workspace.db").display());
    let mut other = SqliteConnection::connect(&path).await.unwrap();
    let refused = sqlx::raw_sql(sql).execute(&mut other).await.unwrap_err();
    assert!(refused.to_string().contains("append-only"), "{refused}");
    sqlx::raw_sql("DROP TRIGGER ledger_kept; DROP TRIGGER ledger_sealed").execute(&mut other).await.unwrap();
    sqlx::raw_sql(sql).execute(&mut other).await.unwrap();
    store.ledger().verify().await.unwrap().unwrap_err()
}

#[tokio::test]
async fn a_row_that_was_tampered_with_is_found() {
    let found = [
        tampered("UPDATE ledger SET actor = 'Somebody' WHERE number = 2").await,
        tampered("UPDATE ledger SET at = at + 1 WHERE number = 2").await,
        tampered("UPDATE ledger SET deed = 'no such deed' WHERE number = 2").await,
        tampered("UPDATE ledger SET draft = NULL WHERE number = 2").await,
    ];
    assert_eq!(found, [(); 4].map(|()| Broken::Entry { number: 2 }));
    let detail = tampered("UPDATE ledger SET detail = replace(detail, 'P-2', 'P-9') WHERE number = 2").await;
    assert_eq!(detail, Broken::Detail { number: 2 });
    assert_eq!(tampered("DELETE FROM ledger WHERE number = 2").await, Broken::Gap { expected: 2, found: 3 });
}

#[tokio::test]
async fn approvals_that_rest_on_a_product_go_stale_together() {
    let (store, _folder) = workspace().await;
    let (pillow, cup) = (product("P-1", "Pillow"), product("P-2", "Cup"));
    let mut on_pillow = Vec::new();
    for number in 0..3 {
        let (mut draft, revision) = draft(&pillow, "Soft.");
        if number == 2 {
            // a recommendation of a cup, with the pillow beside it
            draft.product = cup.id;
            draft.provenance.companions = vec![pillow.clone()];
        }
        draft.approve("Ada", &basis(&pillow), at(2)).unwrap();
        store.drafts().insert(&draft, &revision).await.unwrap();
        on_pillow.push(draft);
    }
    let rests = store.drafts().approved_on(&[pillow.id]).await.unwrap();
    assert_eq!(rests.len(), 3);
    assert_eq!((rests[2].product, &rests[2].companions[..]), (cup.id, &[pillow.id][..]));
    assert_eq!(store.drafts().approved_on(&[cup.id]).await.unwrap().len(), 1);
    assert_eq!(store.drafts().approved_on(&[ProductId::new()]).await.unwrap(), []);

    let why = Staleness::Facts { fields: vec!["price".into()] };
    let changed: Vec<_> = on_pillow.iter().map(|draft: &Draft| (draft.id, why.clone())).collect();
    let notes: Vec<_> = on_pillow.iter().map(|draft| stale(draft.id)).collect();
    store.drafts().make_stale(&changed, at(7), &notes).await.unwrap();
    let now = store.drafts().get(on_pillow[0].id).await.unwrap();
    assert_eq!((now.stale, now.updated_at), (Some(why), at(7)));
    assert_eq!(store.drafts().approved_on(&[pillow.id]).await.unwrap(), []);
    assert_eq!(deeds(&store, on_pillow[2].id).await, [Deed::Generated, Deed::Stale]);
    assert_eq!(store.ledger().verify().await.unwrap().unwrap().entries, 6);
}
