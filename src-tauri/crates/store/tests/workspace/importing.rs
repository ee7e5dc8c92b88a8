//! Importing: the whole file or nothing, and only what the file brings.

use crate::{
    records::{at, fact, fields, product, product_of, source},
    workspace,
};
use copydesk_domain::{ProductFields, ProductQuery};
use copydesk_store::{FieldSet, Outcome};

#[tokio::test]
async fn rows_are_created_updated_or_unchanged() {
    let (store, _folder) = workspace().await;
    let supplied = FieldSet::new(["sku", "name", "price"]);
    let row = |name: &str, price: &str| ProductFields { price: price.into(), ..fields("P-1", name) };
    let mut importer = store.products().importer().await.unwrap();
    let created = importer.put(vec![(row("Pillow", "9"), source(2))], &supplied, at(1)).await.unwrap();
    assert_eq!(created[0].1, Outcome::Created);
    importer.commit().await.unwrap();

    let mut importer = store.products().importer().await.unwrap();
    let again = importer.put(vec![(row("Pillow", "9"), source(5))], &supplied, at(2)).await.unwrap();
    assert_eq!(again, [(created[0].0, Outcome::Unchanged)]);
    importer.commit().await.unwrap();
    let stored = store.products().get(created[0].0).await.unwrap();
    assert_eq!((stored.source_row, stored.updated_at), (Some(source(5)), at(1)), "its row is new, its facts are not");

    let mut importer = store.products().importer().await.unwrap();
    let outcomes = importer
        .put(vec![(row("Pillow", "8"), source(6)), (fields("P-2", "Lantern"), source(7))], &supplied, at(3))
        .await
        .unwrap();
    importer.commit().await.unwrap();
    let Outcome::Updated { changed, before, after } = &outcomes[0].1 else { panic!("{outcomes:?}") };
    assert_eq!((changed.as_slice(), &*before.price, &*after.price), (["price".to_owned()].as_slice(), "9", "8"));
    assert_eq!(outcomes[1].1, Outcome::Created);
    let stored = store.products().get(created[0].0).await.unwrap();
    assert_eq!((&stored.fields, stored.created_at, stored.updated_at), (&**after, at(1), at(3)));
    let query = ProductQuery { search: "lantern".into(), ..Default::default() };
    assert_eq!(store.products().page(&query).await.unwrap().rows[0].id, outcomes[1].0);
}

#[tokio::test]
async fn what_the_file_has_no_column_for_stays() {
    let (store, _folder) = workspace().await;
    let full = product_of(ProductFields {
        description: "Typed by hand.".into(),
        brand: "Löwe".into(),
        tags: vec!["sleep".into()],
        attributes: vec![fact("Size", "M"), fact("Colour", "red")],
        ..fields("P-1", "Pillow")
    });
    store.products().insert(&full).await.unwrap();
    let row = ProductFields {
        brand: "must not count".into(),
        attributes: vec![fact("Colour", "blue"), fact("Weight", "2 kg")],
        ..fields("P-1", "Pillow XL")
    };
    let mut importer = store.products().importer().await.unwrap();
    let outcomes = importer.put(vec![(row, source(2))], &FieldSet::new(["sku", "name"]), at(1)).await.unwrap();
    importer.commit().await.unwrap();
    let stored = store.products().get(full.id).await.unwrap();
    let expected = ProductFields {
        name: "Pillow XL".into(),
        attributes: vec![fact("Size", "M"), fact("Colour", "blue"), fact("Weight", "2 kg")],
        ..full.fields
    };
    assert_eq!(stored.fields, expected);
    let Outcome::Updated { changed, .. } = &outcomes[0].1 else { panic!("{outcomes:?}") };
    assert_eq!(changed, &["name", "Colour", "Weight"]);
}

#[tokio::test]
async fn a_field_that_the_file_supplies_empty_is_emptied() {
    let (store, _folder) = workspace().await;
    let mut pillow = product("P-1", "Pillow");
    pillow.fields.brand = "Löwe".into();
    store.products().insert(&pillow).await.unwrap();
    let mut importer = store.products().importer().await.unwrap();
    let supplied = FieldSet::new(["sku", "name", "brand"]);
    importer.put(vec![(fields("P-1", "Pillow"), source(2))], &supplied, at(1)).await.unwrap();
    importer.commit().await.unwrap();
    assert_eq!(store.products().get(pillow.id).await.unwrap().fields.brand, "");
}

#[tokio::test]
async fn an_import_that_is_dropped_or_fails_never_was() {
    let (store, _folder) = workspace().await;
    let pillow = product("P-1", "Pillow");
    store.products().insert(&pillow).await.unwrap();
    let supplied = FieldSet::new(["sku", "name"]);
    let rows = |skus: &[&str]| skus.iter().map(|sku| (fields(sku, "New"), source(2))).collect::<Vec<_>>();

    let mut importer = store.products().importer().await.unwrap();
    importer.put(rows(&["P-1", "P-2"]), &supplied, at(1)).await.unwrap();
    drop(importer);
    assert_eq!(store.products().all().await.unwrap(), std::slice::from_ref(&pillow));

    let mut importer = store.products().importer().await.unwrap();
    importer.put(rows(&["P-1", "P-3"]), &supplied, at(1)).await.unwrap();
    // the same new SKU twice in a batch: the second breaks the statement
    importer.put(rows(&["P-4", "P-4"]), &supplied, at(1)).await.unwrap_err();
    importer.put(rows(&["P-6"]), &supplied, at(1)).await.unwrap_err();
    importer.commit().await.unwrap_err();
    assert_eq!(store.products().all().await.unwrap(), std::slice::from_ref(&pillow));
    store.products().insert(&product("P-5", "The writer works on")).await.unwrap();
}

#[tokio::test]
async fn a_deleted_product_is_not_updated_but_created_anew() {
    let (store, _folder) = workspace().await;
    let pillow = product("P-1", "Pillow");
    store.products().insert(&pillow).await.unwrap();
    store.products().delete(&[pillow.id], at(1)).await.unwrap();
    let mut importer = store.products().importer().await.unwrap();
    let supplied = FieldSet::new(["sku", "name"]);
    let outcomes = importer.put(vec![(fields("P-1", "New"), source(2))], &supplied, at(1)).await.unwrap();
    importer.commit().await.unwrap();
    assert_eq!(outcomes[0].1, Outcome::Created);
    assert_ne!(outcomes[0].0, pillow.id);
}

#[tokio::test]
async fn later_batches_see_earlier_ones_and_odd_texts_survive() {
    let (store, _folder) = workspace().await;
    let odd = ["", "null", "12", "007", "1e5", "{\"a\":1}", "[1]", "true", "🛏️ “x” \u{2028}\\n", "' ; --"];
    let supplied = FieldSet::new(["sku", "name", "description", "price"]);
    let row = |index: usize, text: &str| ProductFields {
        description: text.into(),
        price: text.into(),
        attributes: vec![fact("Odd", text)],
        ..fields(&format!("007-{index}"), "Odd")
    };
    let rows = |price: &str| -> Vec<_> {
        let rows = odd.iter().enumerate().map(|(index, text)| row(index, text));
        rows.map(|row| (ProductFields { price: price.to_owned() + &row.price, ..row }, source(2))).collect()
    };
    let mut importer = store.products().importer().await.unwrap();
    importer.put(rows(""), &supplied, at(1)).await.unwrap();
    let same = importer.put(rows(""), &supplied, at(1)).await.unwrap();
    assert!(same.iter().all(|(_, outcome)| *outcome == Outcome::Unchanged), "{same:?}");
    let updated = importer.put(rows("1"), &supplied, at(2)).await.unwrap();
    assert!(updated.iter().all(|(_, outcome)| matches!(outcome, Outcome::Updated { .. })));
    importer.commit().await.unwrap();
    for (product, text) in store.products().all().await.unwrap().iter().zip(odd) {
        assert_eq!((&*product.fields.description, &product.fields.price), (text, &format!("1{text}")));
        assert_eq!(product.fields.attributes, [fact("Odd", text)]);
    }
}
