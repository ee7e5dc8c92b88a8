//! Drafts and revisions: nothing a person typed is lost, nothing the model wrote is changed.

use crate::{
    records::{at, basis, decided, draft, product, typed},
    workspace,
};
use copydesk_domain::{Draft, DraftId, DraftQuery, DraftState, FinishReason, Product, ProductId, RunId};
use copydesk_store::{Store, StoreError};

async fn written(store: &Store, product: &Product, text: &str) -> Draft {
    let (draft, revision) = draft(product, text);
    store.drafts().insert(&draft, &revision).await.unwrap();
    draft
}

#[tokio::test]
async fn a_draft_comes_back_with_all_that_explains_it() {
    let (store, _folder) = workspace().await;
    let (mut whole, revision) = draft(&product("P-1", "Pillow"), "Soft 🛏️.");
    whole.provenance.finish = FinishReason::Other("tool_calls".into());
    whole.profile = None;
    whole.provenance.profile = None;
    store.drafts().insert(&whole, &revision).await.unwrap();
    assert_eq!(store.drafts().get(whole.id).await.unwrap(), whole);
    assert_eq!(store.drafts().revisions(whole.id).await.unwrap(), [revision]);
    let listing = store.drafts().listing(whole.id).await.unwrap();
    assert_eq!((&*listing.product_name, &*listing.sku, listing.profile_name), ("Pillow", "P-1", None));
    assert_eq!((listing.finish, listing.length), (whole.provenance.finish, 8));
}

#[tokio::test]
async fn a_draft_without_its_first_revision_is_not_stored() {
    let (store, _folder) = workspace().await;
    let pillow = product("P-1", "Pillow");
    let (first, revision) = draft(&pillow, "One.");
    store.drafts().insert(&first, &revision).await.unwrap();
    let (second, _) = draft(&pillow, "Two.");
    // a revision that is another draft's already
    store.drafts().insert(&second, &revision).await.unwrap_err();
    assert_eq!(store.drafts().get(second.id).await.unwrap_err(), StoreError::NotFound { what: "draft" });
    assert_eq!(store.drafts().revisions(first.id).await.unwrap(), [revision]);
}

#[tokio::test]
async fn typing_in_one_sitting_is_one_revision() {
    let (store, _folder) = workspace().await;
    let mut draft = written(&store, &product("P-1", "Pillow"), "Soft.").await;
    let mut revision = typed(2, "Soft");
    for (second, text) in (2..).zip(["Soft a", "Soft and", "Soft and warm."]) {
        revision.text = text.into();
        revision.updated_at = at(second);
        draft.text_changed(text.into(), None, 2, at(second));
        store.drafts().save_revision(&draft, &revision, None).await.unwrap();
    }
    let revisions = store.drafts().revisions(draft.id).await.unwrap();
    assert_eq!(revisions.len(), 2);
    assert_eq!((&*revisions[0].text, &revisions[1]), ("Soft.", &revision));
    assert_eq!(store.drafts().get(draft.id).await.unwrap(), draft);
    let mut restored = typed(3, "Soft.");
    restored.restored_from = Some(1);
    draft.text_changed("Soft.".into(), None, 3, at(9));
    store.drafts().save_revision(&draft, &restored, None).await.unwrap();
    assert_eq!(store.drafts().revisions(draft.id).await.unwrap()[2], restored);
}

#[tokio::test]
async fn what_the_model_wrote_is_sealed() {
    let (store, _folder) = workspace().await;
    let (mut sealed, mut revision) = draft(&product("P-1", "Pillow"), "Soft.");
    store.drafts().insert(&sealed, &revision).await.unwrap();
    revision.text = "Changed.".into();
    sealed.text_changed("Changed.".into(), None, 1, at(2));
    let refused = Err(StoreError::RevisionSealed);
    assert_eq!(store.drafts().save_revision(&sealed, &revision, None).await, refused);
    assert_eq!(store.drafts().save_revision(&sealed, &typed(1, "In its place."), None).await, refused);
    let stored = store.drafts().get(sealed.id).await.unwrap();
    assert_eq!(
        (&*stored.text, stored.state),
        ("Soft.", DraftState::Draft),
        "the draft is not saved without its revision"
    );
    assert_eq!(store.drafts().revisions(sealed.id).await.unwrap()[0].text, "Soft.");
}

#[tokio::test]
async fn a_revision_stays_with_its_draft_and_a_deleted_draft_takes_none() {
    let (store, _folder) = workspace().await;
    let pillow = product("P-1", "Pillow");
    let (mut first, mut second) = (written(&store, &pillow, "One.").await, written(&store, &pillow, "Two.").await);
    let revision = typed(2, "One more.");
    first.text_changed("One more.".into(), None, 2, at(2));
    store.drafts().save_revision(&first, &revision, None).await.unwrap();
    second.text_changed("Two more.".into(), None, 2, at(2));
    store.drafts().save_revision(&second, &revision, None).await.unwrap_err();
    assert_eq!(store.drafts().get(second.id).await.unwrap().text, "Two.");

    store.drafts().delete(&[second.id], at(3), &[]).await.unwrap();
    let gone = StoreError::NotFound { what: "draft" };
    assert_eq!(store.drafts().save_revision(&second, &typed(2, "Late."), None).await.unwrap_err(), gone);
    assert_eq!(store.drafts().save(&second, &decided(second.id)).await.unwrap_err(), gone);
    store.drafts().restore(&[second.id], &[]).await.unwrap();
    assert_eq!(store.drafts().revisions(second.id).await.unwrap().len(), 1, "the late revision was not kept");
}

#[tokio::test]
async fn a_decision_is_saved_and_provenance_is_not_changed() {
    let (store, _folder) = workspace().await;
    let pillow = product("P-1", "Pillow");
    let mut draft = written(&store, &pillow, "Soft.").await;
    draft.approve("Ada", &basis(&pillow), at(3)).unwrap();
    store.drafts().save(&draft, &decided(draft.id)).await.unwrap();
    assert_eq!(store.drafts().get(draft.id).await.unwrap(), draft);
    let rests = store.drafts().approved_on(&[pillow.id, ProductId::new()]).await.unwrap();
    assert_eq!(rests.iter().map(|on| (on.draft, on.product)).collect::<Vec<_>>(), [(draft.id, pillow.id)]);
    assert_eq!(store.drafts().approved_on(&[ProductId::new()]).await.unwrap(), []);

    let mut facts = pillow.fields.clone();
    facts.price = "9".into();
    assert!(draft.facts_changed(&facts, &[], at(4)));
    let mut forged = draft.clone();
    forged.provenance.model = "another".into();
    store.drafts().save(&forged, &decided(forged.id)).await.unwrap();
    assert_eq!(store.drafts().get(draft.id).await.unwrap(), draft);
    assert_eq!(store.drafts().approved_on(&[pillow.id]).await.unwrap(), []);
    draft.reject("Too plain", at(5)).unwrap();
    store.drafts().save(&draft, &decided(draft.id)).await.unwrap();
    assert_eq!(store.drafts().listing(draft.id).await.unwrap().rejection.as_deref(), Some("Too plain"));
}

#[tokio::test]
async fn lists_are_filtered_searched_and_paged_newest_first() {
    let (store, _folder) = workspace().await;
    let (pillow, cup) = (product("P-1", "Pillow"), product("P-2", "保温杯"));
    let mut ids: Vec<DraftId> = Vec::new();
    for number in 0..12 {
        let (mut draft, revision) =
            draft(if number % 3 == 0 { &cup } else { &pillow }, &format!("WÄRME number {number}."));
        draft.state = DraftState::ALL[number % 4];
        store.drafts().insert(&draft, &revision).await.unwrap();
        ids.insert(0, draft.id);
    }
    let page = async |query: DraftQuery| store.drafts().page(&query).await.unwrap();
    let all = DraftQuery::default();
    let listed: Vec<DraftId> = page(all.clone()).await.rows.into_iter().map(|row| row.id).collect();
    assert_eq!(listed, ids);
    let second = page(DraftQuery { offset: 5, limit: 5, ..all.clone() }).await;
    assert_eq!((second.total, second.rows.len(), second.rows[0].id), (12, 5, ids[5]));
    let some = vec![DraftState::Approved, DraftState::Rejected];
    assert_eq!(page(DraftQuery { states: some, ..all.clone() }).await.total, 6);
    assert_eq!(page(DraftQuery { states: DraftState::ALL.to_vec(), ..all.clone() }).await.total, 12);
    assert_eq!(page(DraftQuery { product: Some(cup.id), ..all.clone() }).await.total, 4);
    assert_eq!(page(DraftQuery { run: Some(RunId::new()), ..all.clone() }).await.total, 0);
    for (search, total) in [("wärme", 12), ("保温", 4), ("p-1 campers", 8), ("short copy 11", 1), ("zeppelin", 0)] {
        assert_eq!(page(DraftQuery { search: search.into(), ..all.clone() }).await.total, total, "{search}");
    }
    assert_eq!(store.drafts().count(&[DraftState::Approved], None).await.unwrap(), 3);
    assert_eq!(store.drafts().count(&[], None).await.unwrap(), 12);
}

#[tokio::test]
async fn a_search_finds_what_a_person_typed_last() {
    let (store, _folder) = workspace().await;
    let mut draft = written(&store, &product("P-1", "Pillow"), "Soft.").await;
    draft.text_changed("ÜBERRASCHEND weich".into(), None, 2, at(2));
    store.drafts().save_revision(&draft, &typed(2, &draft.text), None).await.unwrap();
    let total = async |search: &str| {
        store.drafts().page(&DraftQuery { search: search.into(), ..Default::default() }).await.unwrap().total
    };
    assert_eq!((total("überrasch").await, total("soft").await), (1, 0));
}

#[tokio::test]
async fn an_export_walks_through_any_number_in_parts() {
    let (store, _folder) = workspace().await;
    let pillow = product("P-1", "Pillow");
    let mut approved = Vec::new();
    for number in 0..23 {
        let (mut draft, revision) = draft(&pillow, "Soft.");
        if number % 2 == 0 {
            draft.state = DraftState::Approved;
            approved.push(draft.id);
        }
        store.drafts().insert(&draft, &revision).await.unwrap();
    }
    let (mut walked, mut after) = (Vec::new(), None);
    loop {
        let part = store.drafts().copy_after(&[DraftState::Approved], None, after, 5).await.unwrap();
        let Some(last) = part.last() else { break };
        after = Some(last.id);
        walked.extend(part.iter().map(|copy| copy.id));
        assert!(part.iter().all(|copy| copy.facts == pillow.fields && copy.text == "Soft."));
    }
    assert_eq!(walked, approved);
    assert_eq!(store.drafts().of_product(pillow.id).await.unwrap().len(), 23);
}

#[tokio::test]
async fn a_deleted_draft_comes_back_with_its_revisions() {
    let (store, _folder) = workspace().await;
    let pillow = product("P-1", "Pillow");
    let draft = written(&store, &pillow, "Soft.").await;
    store.drafts().delete(&[draft.id], at(2), &[]).await.unwrap();
    assert_eq!(store.drafts().get(draft.id).await.unwrap_err(), StoreError::NotFound { what: "draft" });
    assert_eq!(store.drafts().of_product(pillow.id).await.unwrap(), []);
    store.drafts().restore(&[draft.id], &[]).await.unwrap();
    assert_eq!(store.drafts().get(draft.id).await.unwrap(), draft);
    assert_eq!(store.drafts().revisions(draft.id).await.unwrap().len(), 1);
}
