//! Products: SKUs, undo, search, order.

use crate::{
    records::{at, draft, fact, fields, product, product_of},
    workspace,
};
use copydesk_domain::{
    Attribute, DraftMark, DraftState, ProductFields, ProductId, ProductOrder, ProductQuery, Staleness,
};
use copydesk_store::{Store, StoreError};

async fn found(store: &Store, query: &ProductQuery) -> Vec<String> {
    let page = store.products().page(query).await.unwrap();
    page.rows.into_iter().map(|row| row.sku).collect()
}

async fn searched(store: &Store, search: &str) -> Vec<String> {
    found(store, &ProductQuery { search: search.into(), ..Default::default() }).await
}

#[tokio::test]
async fn every_field_comes_back_as_it_was() {
    let (store, _folder) = workspace().await;
    let mut mat = product_of(ProductFields {
        sku: "0012".into(),
        name: "瑜伽垫 🧘‍♀️".into(),
        description: "<b>soft</b>\nوسادة \"quoted\" \\ back'slash".into(),
        price: "90.750".into(),
        currency: "EUR".into(),
        category: "运动".into(),
        brand: "Löwe".into(),
        tags: vec!["a,b".into(), String::new()],
        attributes: vec![fact("Größe", "60 × 40 cm"), fact("", "")],
        language: "zh-CN".into(),
        local_only: true,
    });
    mat.source_row = Some(crate::records::source(7));
    store.products().insert(&mat).await.unwrap();
    assert_eq!(store.products().get(mat.id).await.unwrap(), mat);
    assert_eq!(store.products().find_by_sku("0012").await.unwrap(), Some(mat.clone()));
    assert_eq!(store.products().find_by_sku("12").await.unwrap(), None);

    mat.fields.price = "80".into();
    mat.updated_at = at(9);
    store.products().update(&mat).await.unwrap();
    assert_eq!(store.products().all().await.unwrap(), [mat]);
}

#[tokio::test]
async fn a_megabyte_of_description_is_kept_and_cut_in_lists() {
    let (store, _folder) = workspace().await;
    let long = product_of(ProductFields { description: "é".repeat(1 << 20), ..fields("P-1", "Pillow") });
    store.products().insert(&long).await.unwrap();
    assert_eq!(store.products().get(long.id).await.unwrap(), long);
    let page = store.products().page(&ProductQuery::default()).await.unwrap();
    assert_eq!(page.rows[0].description.chars().count(), 300);
}

#[tokio::test]
async fn a_sku_identifies_one_product() {
    let (store, _folder) = workspace().await;
    let (pillow, mut other) = (product("P-1", "Pillow"), product("P-2", "Other"));
    store.products().insert(&pillow).await.unwrap();
    store.products().insert(&other).await.unwrap();
    let taken = StoreError::SkuTaken { sku: "P-1".into() };
    assert_eq!(store.products().insert(&product("P-1", "Again")).await.unwrap_err(), taken);
    other.fields.sku = "P-1".into();
    assert_eq!(store.products().update(&other).await.unwrap_err(), taken);
    // the refused writes left nothing behind and the writer works on
    store.products().insert(&product("p-1", "SKUs differ by case")).await.unwrap();
    assert_eq!(store.counts().await.unwrap().products, 3);
}

#[tokio::test]
async fn a_deletion_can_be_taken_back_unless_its_sku_was_reused() {
    let (store, _folder) = workspace().await;
    let (pillow, lantern) = (product("P-1", "Pillow"), product("P-2", "Lantern"));
    for product in [&pillow, &lantern] {
        store.products().insert(product).await.unwrap();
    }
    let both = [pillow.id, lantern.id];
    store.products().delete(&both, at(1)).await.unwrap();
    let gone = StoreError::NotFound { what: "product" };
    assert_eq!(store.products().get(pillow.id).await.unwrap_err(), gone);
    assert_eq!(store.products().update(&pillow).await.unwrap_err(), gone);
    store.products().restore(&both).await.unwrap();
    store.products().restore(&both).await.unwrap();
    assert_eq!(store.products().all().await.unwrap(), [pillow.clone(), lantern.clone()]);

    store.products().delete(&both, at(1)).await.unwrap();
    let reused = product("P-1", "New pillow");
    store.products().insert(&reused).await.unwrap();
    let taken = StoreError::SkuTaken { sku: "P-1".into() };
    assert_eq!(store.products().restore(&both).await.unwrap_err(), taken);
    assert_eq!(store.counts().await.unwrap().products, 1, "none comes back when one cannot");
    // two deleted products that shared a SKU one after the other cannot both come back
    store.products().delete(&[reused.id], at(2)).await.unwrap();
    assert_eq!(store.products().restore(&[pillow.id, reused.id]).await.unwrap_err(), taken);
    store.products().restore(&[pillow.id]).await.unwrap();
}

#[tokio::test]
async fn a_search_finds_all_its_words_in_any_field_and_script() {
    let (store, _folder) = workspace().await;
    for (sku, name, description, tags, facts) in [
        ("P-1", "Memory Foam Pillow", "Ergonomic.", vec!["Sleep"], vec![fact("Weight", "1.4 kg")]),
        ("P-2", "ÄRMELSCHAL", "Ein Schal für 50% weniger_Wind", vec![], vec![]),
        ("P-3", "不锈钢保温杯", "户外徒步 🏕️", vec!["露营"], vec![]),
        ("P-4", "ШАПКА", "тёплая", vec![], vec![]),
    ] {
        let fields = ProductFields {
            description: description.into(),
            tags: tags.into_iter().map(String::from).collect(),
            attributes: facts,
            ..fields(sku, name)
        };
        store.products().insert(&product_of(fields)).await.unwrap();
    }
    for (search, skus) in [
        ("", vec!["P-1", "P-2", "P-3", "P-4"]),
        ("  PILLOW   memory ", vec!["P-1"]),
        ("pillow zeppelin", vec![]),
        ("weight", vec!["P-1"]),
        ("1.4", vec!["P-1"]),
        ("sleep", vec!["P-1"]),
        ("ärmel", vec!["P-2"]),
        ("50%", vec!["P-2"]),
        ("s_w", vec![]),
        ("保温", vec!["P-3"]),
        ("徒步 露营", vec!["P-3"]),
        ("🏕️", vec!["P-3"]),
        ("шапка", vec!["P-4"]),
        ("' OR 1=1 --", vec![]),
    ] {
        assert_eq!(searched(&store, search).await, skus, "{search:?}");
    }
    let mut scarf = store.products().find_by_sku("P-2").await.unwrap().unwrap();
    scarf.fields.name = "Scarf".into();
    store.products().update(&scarf).await.unwrap();
    assert_eq!(searched(&store, "ärmel").await, Vec::<String>::new());
    assert_eq!(searched(&store, "scarf").await, ["P-2"]);
}

#[tokio::test]
async fn pages_in_every_order_cover_the_whole_list_once() {
    let (store, _folder) = workspace().await;
    for number in 0..25_i64 {
        let mut product = product(&format!("P-{:02}", (number * 7) % 25), &format!("Name {}", number % 4));
        product.fields.category = format!("C{}", number % 3);
        product.updated_at = at(number % 5);
        store.products().insert(&product).await.unwrap();
    }
    for order in
        [ProductOrder::Added, ProductOrder::Sku, ProductOrder::Name, ProductOrder::Category, ProductOrder::Updated]
    {
        let mut listed = Vec::new();
        for descending in [false, true] {
            let all = ProductQuery { order, descending, ..Default::default() };
            let mut pages = Vec::new();
            for offset in (0..30).step_by(10) {
                let page = store.products().page(&ProductQuery { offset, limit: 10, ..all.clone() }).await.unwrap();
                assert_eq!(page.total, 25);
                pages.extend(page.rows.into_iter().map(|row| row.id));
            }
            assert_eq!(pages, store.products().ids(&all).await.unwrap(), "{order:?}");
            listed.push(pages);
        }
        listed[1].reverse();
        assert_eq!(listed[0], listed[1], "{order:?}: last first is the other way round");
    }
    let skus = found(&store, &ProductQuery { order: ProductOrder::Sku, limit: 2, ..Default::default() }).await;
    assert_eq!(skus, ["P-00", "P-01"]);
    let beyond = ProductQuery { offset: 1_000, limit: 10, ..Default::default() };
    let page = store.products().page(&beyond).await.unwrap();
    assert_eq!((page.total, page.rows.len()), (25, 0));
    let category = ProductQuery { category: Some("C1".into()), ..Default::default() };
    assert_eq!(store.products().page(&category).await.unwrap().total, 8);
    assert_eq!(store.products().categories().await.unwrap(), ["C0", "C1", "C2"]);
}

#[tokio::test]
async fn a_row_shows_its_drafts_and_how_many_facts_it_has() {
    let (store, _folder) = workspace().await;
    let facts: Vec<Attribute> = vec![fact("Size", "M"), fact("Colour", "red")];
    let pillow = product_of(ProductFields { attributes: facts, ..fields("P-1", "Pillow") });
    store.products().insert(&pillow).await.unwrap();
    store.products().insert(&product("P-2", "Bare")).await.unwrap();
    let mut ids = Vec::new();
    for number in 0..15 {
        let (mut draft, revision) = draft(&pillow, "Soft.");
        draft.state = if number == 0 { DraftState::InReview } else { DraftState::Draft };
        draft.stale = (number == 0).then_some(Staleness::Text);
        store.drafts().insert(&draft, &revision).await.unwrap();
        ids.push(draft.id);
    }
    let with_drafts = ProductQuery { with_drafts: true, ..Default::default() };
    let page = store.products().page(&with_drafts).await.unwrap();
    assert_eq!((page.total, page.rows[0].facts, page.rows[0].drafts.len()), (1, 2, 12));
    assert_eq!(page.rows[0].drafts[0], DraftMark { state: DraftState::InReview, stale: true });
    store.drafts().delete(&ids, at(3), &[]).await.unwrap();
    assert_eq!(store.products().page(&with_drafts).await.unwrap().total, 0);
}

#[tokio::test]
async fn nothing_is_asked_for_nothing() {
    let (store, _folder) = workspace().await;
    store.products().insert(&product("P-1", "Pillow")).await.unwrap();
    store.products().delete(&[], at(1)).await.unwrap();
    store.products().delete(&[ProductId::new()], at(1)).await.unwrap();
    store.products().restore(&[]).await.unwrap();
    assert_eq!(store.counts().await.unwrap().products, 1);
}
