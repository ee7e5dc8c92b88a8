//! Records for tests.

use copydesk_domain::{
    ApprovalBasis, Attribute, Author, Brief, BriefFields, BriefId, Deed, Draft, DraftId, DraftState, EditId,
    FinishReason, Message, Note, Product, ProductFields, ProductId, Profile, ProfileFields, ProfileId, PromptPayload,
    Protocol, Provenance, Provider, ProviderFields, ProviderId, Revision, RevisionId, Role, RunId, SourceRow,
    Timestamp,
};

/// A fixed time, `second` seconds later.
pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_750_000_000 + second).unwrap()
}

pub fn fields(sku: &str, name: &str) -> ProductFields {
    ProductFields { sku: sku.into(), name: name.into(), ..Default::default() }
}

pub fn product_of(fields: ProductFields) -> Product {
    Product { id: ProductId::new(), fields, source_row: None, created_at: at(0), updated_at: at(0) }
}

pub fn product(sku: &str, name: &str) -> Product {
    product_of(fields(sku, name))
}

pub fn fact(name: &str, value: &str) -> Attribute {
    Attribute { name: name.into(), value: value.into() }
}

pub fn source(row: u64) -> SourceRow {
    SourceRow { file: "products.csv".into(), row, cells: vec![("SKU".into(), format!("P-{row}"))] }
}

pub fn profile(name: &str) -> Profile {
    let fields =
        ProfileFields { name: name.into(), interests: vec!["yoga".into(), "徒步".into()], ..Default::default() };
    Profile { id: ProfileId::new(), fields, created_at: at(0), updated_at: at(0) }
}

pub fn brief(name: &str) -> Brief {
    let fields = BriefFields { name: name.into(), template: "{{ name }}".into(), ..Default::default() };
    Brief {
        id: BriefId::new(),
        fields,
        built_in: None,
        version: 1,
        saved_by: String::new(),
        created_at: at(0),
        updated_at: at(0),
    }
}

pub fn provider(name: &str) -> Provider {
    Provider {
        id: ProviderId::new(),
        fields: ProviderFields { name: name.into(), ..Default::default() },
        built_in: false,
    }
}

/// A draft as the model wrote it, with its first revision.
pub fn draft(product: &Product, text: &str) -> (Draft, Revision) {
    let (profile, brief) = (profile("Campers"), brief("Short copy"));
    let payload = PromptPayload {
        messages: vec![Message::new(Role::User, "Write.")],
        model: String::new(),
        max_tokens: 100,
        temperature: 0.5,
        stop: Vec::new(),
        seed: Some(7),
        schema: None,
        local_only: false,
        masked: false,
    };
    let draft = Draft {
        id: DraftId::new(),
        run: RunId::new(),
        product: product.id,
        profile: Some(profile.id),
        brief: brief.id,
        variant: 1,
        state: DraftState::Draft,
        channel: String::new(),
        text: text.into(),
        fields: None,
        revision: 1,
        approval: None,
        stale: None,
        rejection: None,
        waivers: Vec::new(),
        provenance: Provenance {
            product: product.clone(),
            profile: Some(profile),
            brief,
            payload,
            provider: "Built-in".into(),
            protocol: Protocol::Local,
            model: "small".into(),
            usage: None,
            duration_ms: 1_200,
            finish: FinishReason::Stop,
            request_id: None,
            voice: None,
            companions: Vec::new(),
            reading: None,
            localised_from: None,
            examples: Vec::new(),
            requested_by: "Ada".into(),
            scores: Vec::new(),
        },
        created_at: at(1),
        updated_at: at(1),
    };
    let revision = Revision {
        id: RevisionId::new(),
        number: 1,
        author: Author::Model,
        text: text.into(),
        fields: None,
        edit: None,
        restored_from: None,
        created_at: at(1),
        updated_at: at(1),
    };
    (draft, revision)
}

/// A revision that a person types.
pub fn typed(number: u32, text: &str) -> Revision {
    Revision {
        id: RevisionId::new(),
        number,
        author: Author::Person { name: "Ada".into() },
        text: text.into(),
        fields: None,
        edit: Some(EditId::new()),
        restored_from: None,
        created_at: at(2),
        updated_at: at(2),
    }
}

/// A note that a draft was decided about.
pub fn decided(draft: DraftId) -> Note {
    Note {
        at: at(9),
        by: "Ada".into(),
        deed: Deed::Approved,
        draft: Some(draft),
        profile: None,
        detail: serde_json::json!({ "text": "4f2a" }),
    }
}

/// What a product's approval rests on, without a channel.
pub fn basis(product: &Product) -> ApprovalBasis<'_> {
    ApprovalBasis { product: &product.fields, companions: &[], channel: None, rules: "rules 1" }
}
