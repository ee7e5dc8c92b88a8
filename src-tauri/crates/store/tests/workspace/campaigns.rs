//! The lease table: every cell is taken up once, has its draft or its reason, and outlives the process.

use crate::{
    records::{at, brief, draft, product, profile, provider},
    workspace,
};
use copydesk_domain::{
    DraftQuery, DraftState, Overrides, ProductChoice, ProductId, ProductQuery, RunId,
    campaign::{
        AttemptOutcome, CampaignPlan, Caps, CellState, Cost, Delivery, Existing, Pause, Run, RunState, Skips, Tally,
    },
};
use copydesk_store::{Claimed, Ended, Found, RunStep, Sent, Store, StoreError, WhichCells, Wish};
use serde_json::json;
use std::collections::HashSet;

fn run(variants: u32) -> Run {
    let plan = CampaignPlan {
        briefs: vec![brief("Short copy")],
        profiles: vec![None, Some(profile("Campers"))],
        provider: provider("Loopback"),
        model: "small".into(),
        overrides: Overrides::default(),
        variants,
        skips: Skips::default(),
        delivery: Delivery::Live,
        products: 0,
        caps: Caps { tokens: Some(1_000), nano: None },
        in_flight: 4,
        price: None,
    };
    Run {
        id: RunId::new(),
        name: "Autumn".into(),
        plan,
        state: RunState::Running,
        pause: None,
        skipped: 0,
        tally: Tally::default(),
        attempts: 0,
        spent: Cost::default(),
        created_at: at(0),
        updated_at: at(0),
    }
}

async fn catalogue(store: &Store, count: usize) -> Vec<ProductId> {
    let mut ids = Vec::new();
    for number in 0..count {
        let mut one = product(&format!("P-{number}"), "Pillow");
        one.fields.tags = if number % 2 == 0 { vec!["soft".into()] } else { vec![] };
        store.products().insert(&one).await.unwrap();
        ids.push(one.id);
    }
    ids
}

fn all() -> ProductChoice {
    ProductChoice::Query { query: ProductQuery::default() }
}

fn of(states: &[CellState]) -> WhichCells<'_> {
    WhichCells { states, ..Default::default() }
}

fn sent(claimed: &[Claimed]) -> RunStep {
    let worst = Cost { tokens: 10, nano: 3 };
    RunStep {
        sent: claimed.iter().map(|claim| Sent { cell: claim.cell, worst, at: at(1), batch: None }).collect(),
        ..Default::default()
    }
}

async fn end(store: &Store, run: &Run, claim: &Claimed, outcome: AttemptOutcome) -> Ended {
    let product = store.products().get(claim.product).await.unwrap();
    let (mut draft, revision) = draft(&product, "Soft.");
    draft.run = run.id;
    let whole = outcome == AttemptOutcome::Done;
    Ended {
        cell: claim.cell,
        outcome,
        number: claim.attempts + 1,
        billed: Cost { tokens: 7, nano: 2 },
        problem: (!whole).then(|| json!({"code": "server_error"})),
        request_id: Some("req-1".into()),
        draft: whole.then(|| Box::new((draft, revision))),
        sent: at(1),
        at: at(2),
    }
}

#[tokio::test]
async fn cells_are_taken_up_once_in_their_order_and_only_then_stored() {
    let (store, _folder) = workspace().await;
    let products = catalogue(&store, 5).await;
    let mut run = run(3);
    store.runs().create(&mut run, &all()).await.unwrap();
    assert_eq!(run.plan.cells(), 30);
    assert_eq!(store.runs().get(run.id).await.unwrap(), run);
    let mut taken = Vec::new();
    loop {
        let claimed = store.runs().claim(&run, 7).await.unwrap();
        if claimed.is_empty() {
            break;
        }
        taken.extend(claimed);
    }
    let numbers: Vec<u64> = taken.iter().map(|claim| claim.cell).collect();
    assert_eq!(numbers, (0..30).collect::<Vec<_>>());
    for claim in &taken {
        assert_eq!(claim.product, products[usize::try_from(claim.cell / 6).unwrap()]);
    }
}

#[tokio::test]
async fn products_are_chosen_by_query_or_by_hand_and_stay_chosen() {
    let (store, _folder) = workspace().await;
    let products = catalogue(&store, 5).await;
    let soft = ProductQuery { tag: Some("soft".into()), ..Default::default() };
    let soft = ProductChoice::Query { query: soft };
    assert_eq!(store.runs().count_products(&soft, Skips::default()).await.unwrap(), 3);
    let by_hand = ProductChoice::Listed { products: vec![products[3], products[1]] };
    let mut run = run(1);
    store.runs().create(&mut run, &by_hand).await.unwrap();
    store.products().insert(&product("P-9", "Later")).await.unwrap();
    let claimed = store.runs().claim(&run, 100).await.unwrap();
    let chosen: Vec<ProductId> = claimed.iter().map(|claim| claim.product).collect();
    assert_eq!(chosen, [products[3], products[3], products[1], products[1]]);
    let page = ProductQuery { offset: 1, limit: 3, ..Default::default() };
    assert_eq!(store.runs().count_products(&ProductChoice::Query { query: page }, Skips::default()).await.unwrap(), 3);
    assert_eq!(store.runs().sample_products(&all(), Skips::default(), 6, 3).await.unwrap().len(), 3);
    assert_eq!(store.runs().sample_products(&all(), Skips::default(), 6, 100).await.unwrap().len(), 6);
}

#[tokio::test]
async fn a_draft_is_stored_with_its_cell_or_not_at_all() {
    let (store, _folder) = workspace().await;
    catalogue(&store, 2).await;
    let mut run = run(1);
    store.runs().create(&mut run, &all()).await.unwrap();
    let claimed = store.runs().claim(&run, 4).await.unwrap();
    store.runs().record(&run.standing(), &sent(&claimed)).await.unwrap();
    let mut step = RunStep::default();
    for claim in &claimed[..2] {
        step.ended.push(end(&store, &run, claim, AttemptOutcome::Done).await);
    }
    // the second brings a revision that is another draft's already: all of the step is refused
    let first = step.ended[0].draft.clone().unwrap().1;
    let whole = step.clone();
    step.ended[1].draft.as_mut().unwrap().1 = first;
    store.runs().record(&run.standing(), &step).await.unwrap_err();
    let drafts = async || store.drafts().page(&DraftQuery { run: Some(run.id), ..Default::default() }).await.unwrap();
    assert_eq!(drafts().await.total, 0);
    store.runs().record(&run.standing(), &whole).await.unwrap();
    assert_eq!(drafts().await.total, 2);
}

#[tokio::test]
async fn what_a_dead_process_had_under_way_is_unknown_and_counts_as_billed() {
    let (store, _folder) = workspace().await;
    catalogue(&store, 5).await;
    let mut run = run(1);
    store.runs().create(&mut run, &all()).await.unwrap();
    let claimed = store.runs().claim(&run, 6).await.unwrap();
    let mut machine = run.machine();
    machine.lease(6);
    for _ in 0..4 {
        assert!(machine.send(Cost { tokens: 10, nano: 3 }));
    }
    run.follow(&machine, at(1));
    store.runs().record(&run.standing(), &sent(&claimed[..4])).await.unwrap();
    machine.end(AttemptOutcome::Done, Cost { tokens: 10, nano: 3 }, Cost { tokens: 7, nano: 2 });
    run.follow(&machine, at(2));
    let ended = vec![end(&store, &run, &claimed[0], AttemptOutcome::Done).await];
    store.runs().record(&run.standing(), &RunStep { ended, ..Default::default() }).await.unwrap();

    assert!(store.runs().recover(at(9), &[run.id]).await.unwrap().is_empty(), "this process carries it out");
    assert_eq!(store.runs().recover(at(9), &[]).await.unwrap(), [run.id]);
    let found = store.runs().get(run.id).await.unwrap();
    assert_eq!((found.state, &found.pause), (RunState::Paused, &Some(Pause::Interrupted)));
    assert_eq!(found.tally, Tally { done: 1, unknown: 3, ..Default::default() });
    assert_eq!((found.attempts, found.spent), (4, Cost { tokens: 37, nano: 11 }));
    assert!(store.runs().recover(at(10), &[]).await.unwrap().is_empty(), "nothing is found twice");
    let unknown = store.runs().troubles(run.id, &of(&[CellState::Unknown]), 2, 0, 10).await.unwrap();
    let cells: Vec<u64> = unknown.rows.iter().map(|row| row.cell).collect();
    assert_eq!((unknown.total, cells), (3, vec![1, 2, 3]));
    assert_eq!(unknown.rows[0].sku.as_deref(), Some("P-0"));

    let requeued = store.runs().resume(&found, &of(&[CellState::Unknown])).await.unwrap();
    assert_eq!(requeued.unknown, 3);
    let again = store.runs().get(run.id).await.unwrap();
    assert_eq!((again.state, again.tally.unknown), (RunState::Running, 0));
    // those that were under way first, as new attempts, then what was only taken up, then the rest; none twice
    let mut taken = store.runs().claim(&again, 4).await.unwrap();
    taken.extend(store.runs().claim(&again, 100).await.unwrap());
    let cells: Vec<(u64, u32)> = taken.iter().map(|claim| (claim.cell, claim.attempts)).collect();
    assert_eq!(cells, [(1, 1), (2, 1), (3, 1), (4, 0), (5, 0), (6, 0), (7, 0), (8, 0), (9, 0)]);
    assert_eq!(taken.iter().map(|claim| claim.cell).collect::<HashSet<_>>().len(), 9);
}

#[tokio::test]
async fn what_failed_has_its_reason_and_goes_back_when_a_person_wants_it() {
    let (store, _folder) = workspace().await;
    let products = catalogue(&store, 2).await;
    let mut run = run(1);
    store.runs().create(&mut run, &all()).await.unwrap();
    let claimed = store.runs().claim(&run, 4).await.unwrap();
    store.runs().record(&run.standing(), &sent(&claimed[..2])).await.unwrap();
    run.tally.failed = 2;
    let step = RunStep {
        ended: vec![
            end(&store, &run, &claimed[0], AttemptOutcome::Failed).await,
            end(&store, &run, &claimed[1], AttemptOutcome::Returned).await,
        ],
        released: vec![claimed[2].cell],
        dropped: vec![(claimed[3].cell, json!({"code": "not_found"}))],
        ..Default::default()
    };
    store.runs().record(&run.standing(), &step).await.unwrap();
    store.products().delete(&products[1..], at(3)).await.unwrap();
    let failed = store.runs().troubles(run.id, &of(&[CellState::Failed]), 2, 0, 10).await.unwrap();
    let reasons: Vec<_> =
        failed.rows.iter().map(|row| (row.cell, row.attempts, row.problem.clone().unwrap()["code"].clone())).collect();
    assert_eq!(reasons, [(0, 1, json!("server_error")), (3, 0, json!("not_found"))]);
    assert_eq!((failed.rows[1].product, &failed.rows[1].sku), (products[1], &None));
    run.plan.caps.tokens = None;
    assert_eq!(store.runs().resume(&run, &of(&[CellState::Failed])).await.unwrap().failed, 2);
    let resumed = store.runs().get(run.id).await.unwrap();
    assert_eq!((resumed.tally.failed, resumed.plan.caps.tokens), (0, None));
    assert_eq!(store.runs().claim(&resumed, 9).await.unwrap().len(), 4);
}

#[tokio::test]
async fn a_wish_is_heard_by_a_run_that_runs_and_forgotten_when_it_goes_on() {
    let (store, _folder) = workspace().await;
    let mut run = run(1);
    store.runs().create(&mut run, &all()).await.unwrap();
    assert_eq!(store.runs().wished(run.id).await.unwrap(), None);
    assert!(store.runs().wish(run.id, Wish::Cancel).await.unwrap());
    assert_eq!(store.runs().wished(run.id).await.unwrap(), Some(Wish::Cancel));
    store.runs().resume(&run, &of(&[])).await.unwrap();
    assert_eq!(store.runs().wished(run.id).await.unwrap(), None);
    run.state = RunState::Paused;
    store.runs().record(&run.standing(), &RunStep::default()).await.unwrap();
    assert!(!store.runs().wish(run.id, Wish::Pause).await.unwrap());
    assert_eq!(store.runs().get(RunId::new()).await.unwrap_err(), StoreError::NotFound { what: "run" });
}

#[tokio::test]
async fn a_union_finds_each_product_once_and_an_earlier_run_is_chosen_again() {
    let (store, _folder) = workspace().await;
    let products = catalogue(&store, 6).await;
    let tag = |tag: &str| ProductQuery { tag: Some(tag.into()), ..Default::default() };
    let search = ProductQuery { search: "p-2".into(), ..Default::default() };
    let union = ProductChoice::Union { queries: vec![tag("soft"), search], products: vec![products[5], products[0]] };
    let mut first = run(1);
    store.runs().create(&mut first, &union).await.unwrap();
    assert_eq!(first.plan.products, 4, "0, 2, 4 are soft, 2 is found again, 5 and 0 by hand");
    store.products().delete(&products[4..5], at(3)).await.unwrap();
    let mut again = run(1);
    store.runs().create(&mut again, &ProductChoice::Run { run: first.id }).await.unwrap();
    let chosen: Vec<ProductId> =
        store.runs().claim(&again, 100).await.unwrap().iter().map(|claim| claim.product).step_by(2).collect();
    assert_eq!(chosen, [products[0], products[2], products[5]], "in its order, without what was deleted since");
}

#[tokio::test]
async fn what_has_a_draft_or_nothing_to_say_is_left_out_when_a_person_wants_it() {
    let (store, _folder) = workspace().await;
    let products = catalogue(&store, 4).await;
    for id in &products[..3] {
        let mut told = store.products().get(*id).await.unwrap();
        told.fields.description = "Filled with down.".into();
        store.products().update(&told).await.unwrap();
    }
    let mut run = run(2);
    let camper = run.plan.profiles[1].clone().unwrap();
    let states = [(0, DraftState::Approved, 1), (1, DraftState::Draft, 2), (2, DraftState::Rejected, 1)];
    for (position, state, variant) in states {
        let product = store.products().get(products[position]).await.unwrap();
        let (mut one, revision) = draft(&product, "Warm.");
        (one.brief, one.profile, one.variant, one.state) = (run.plan.briefs[0].id, Some(camper.id), variant, state);
        store.drafts().insert(&one, &revision).await.unwrap();
    }
    run.plan.products = 4;
    let bare = store.runs().without_description(&all(), run.plan.per_product()).await.unwrap();
    assert_eq!(bare, Found { cells: 4, products: 1, example: Some(products[3]) });
    let (approved, drafted) = store.runs().with_drafts(&all(), &run.plan).await.unwrap();
    assert_eq!(approved, Found { cells: 1, products: 1, example: Some(products[0]) });
    assert_eq!(drafted, Found { cells: 1, products: 1, example: Some(products[1]) });

    // numbered product by product, neutral before campers, two variants each
    for (existing, left_out) in
        [(Existing::Beside, vec![]), (Existing::SkipApproved, vec![2]), (Existing::SkipDrafted, vec![2, 7])]
    {
        run.id = RunId::new();
        run.plan.skips = Skips { without_description: true, existing };
        run.skipped = 0;
        store.runs().create(&mut run, &all()).await.unwrap();
        assert_eq!((run.plan.products, run.skipped), (3, left_out.len() as u64));
        let found = store.runs().get(run.id).await.unwrap();
        assert_eq!((found.cells(), found.machine().queued()), (12 - run.skipped, 12 - run.skipped));
        let mut taken = Vec::new();
        for _ in 0..4 {
            taken.extend(store.runs().claim(&found, 5).await.unwrap().iter().map(|claim| claim.cell));
        }
        assert_eq!(taken, (0..12).filter(|cell| !left_out.contains(cell)).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn what_failed_is_told_by_cause_and_one_cause_alone_goes_back() {
    let (store, _folder) = workspace().await;
    catalogue(&store, 3).await;
    let mut run = run(1);
    store.runs().create(&mut run, &all()).await.unwrap();
    let claimed = store.runs().claim(&run, 6).await.unwrap();
    store.runs().record(&run.standing(), &sent(&claimed)).await.unwrap();
    let mut step = RunStep::default();
    for (claim, code) in claimed.iter().zip(["refused", "refused", "prompt_too_long", "refused"]) {
        let mut ended = end(&store, &run, claim, AttemptOutcome::Failed).await;
        ended.problem = Some(json!({"code": code}));
        step.ended.push(ended);
    }
    step.ended.push(end(&store, &run, &claimed[4], AttemptOutcome::Done).await);
    run.tally = Tally { failed: 4, done: 1, ..Default::default() };
    store.runs().record(&run.standing(), &step).await.unwrap();
    let groups = store.runs().trouble_groups(run.id).await.unwrap();
    let told: Vec<_> = groups.iter().map(|group| (group.code.as_str(), group.cells, group.nano)).collect();
    assert_eq!(told, [("refused", 3, 6), ("prompt_too_long", 1, 2)]);
    let by_profile = store.runs().by_profile(&run).await.unwrap();
    assert!(by_profile.contains(&(0, CellState::Failed, 2)) && by_profile.contains(&(0, CellState::Done, 1)));
    assert!(by_profile.contains(&(1, CellState::Failed, 2)) && by_profile.contains(&(1, CellState::Running, 1)));

    let long = WhichCells { states: &[CellState::Failed], code: Some("prompt_too_long"), numbers: &[] };
    assert_eq!(store.runs().troubles(run.id, &long, 2, 0, 10).await.unwrap().rows[0].cell, claimed[2].cell);
    assert_eq!(store.runs().requeue(run.id, &long).await.unwrap().failed, 1);
    let one = WhichCells { states: &[CellState::Failed], code: None, numbers: &[claimed[3].cell] };
    assert_eq!(store.runs().requeue(run.id, &one).await.unwrap().failed, 1);
    assert_eq!(store.runs().get(run.id).await.unwrap().tally.failed, 2);
}
