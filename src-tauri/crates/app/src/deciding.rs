//! Decisions about drafts: put before a person, approved, rejected, waived, and fallen again when what they rest on
//! changed.

use crate::{
    Desk, facts,
    rules::{Subject, markets},
    shelf::Shelf,
    view::{ApprovalRules, ClaimAcceptance, DraftView, Problem, Undecided},
};
use copydesk_domain::{
    ApprovalBasis, Attribute, Author, DecisionError, Deed, Draft, DraftId, DraftState, FieldError, FieldProblem,
    Finding, FindingPlace, Note, Product, ProductFields, ProductId, Staleness, approval::channel_hash,
};
use copydesk_store::ApprovedOn;
use serde_json::json;
use std::collections::{BTreeSet, HashMap};

/// Setting under which the workspace's rules of approval are kept.
const APPROVAL_RULES: &str = "approval_rules";
/// Approvals looked at together.
const CHUNK: usize = 5_000;
/// Whole drafts judged together.
const PAGE: u32 = 200;

impl Desk {
    /// Puts drafts before a person, or takes a decision back.
    ///
    /// # Errors
    /// When the workspace cannot be read or written.
    pub async fn to_review(&self, ids: &[DraftId]) -> Result<Vec<Undecided>, Problem> {
        for id in ids {
            let mut draft = self.store.drafts().get(*id).await?;
            let from = draft.state;
            draft.to_review(self.home.clock().now());
            let note = self.note(Deed::Reopened, &draft, json!({ "from": from }));
            self.store.drafts().save(&draft, &note).await?;
        }
        Ok(Vec::new())
    }

    /// Approves drafts as the reviewer of the settings, bound to the text, the facts, the channel and the rules. Each is
    /// checked again at that instant: what is forbidden, and what asks for a person's word and has none, is left with the
    /// reason.
    ///
    /// # Errors
    /// `reviewer_missing` when the settings have no name: an approval without one explains nothing.
    pub async fn approve(&self, ids: &[DraftId]) -> Result<Vec<Undecided>, Problem> {
        let reviewer = self.named_reviewer("An approval carries a name.")?;
        let (shelf, rules) = (self.shelf().await?, self.approval_rules().await?);
        let mut left = Vec::new();
        for id in ids {
            let draft = self.store.drafts().get(*id).await?;
            if let Err(problem) = self.approve_one(&shelf, &rules, draft, &reviewer).await? {
                left.push(Undecided { draft: *id, problem: problem.into() });
            }
        }
        Ok(left)
    }

    async fn approve_one(
        &self,
        shelf: &Shelf,
        rules: &ApprovalRules,
        mut draft: Draft,
        reviewer: &str,
    ) -> Result<Result<(), DecisionError>, Problem> {
        if rules.second_person && self.authors(&draft).await?.contains(&folded(reviewer)) {
            return Ok(Err(DecisionError::OwnDraft { name: reviewer.to_owned() }));
        }
        let product = self.product_of(&draft).await;
        let companions = self.companions_of(&draft).await?;
        let report = self.report(shelf, &draft, &product).await;
        if let Err(refusal) = draft.permits(&report.findings) {
            return Ok(Err(refusal));
        }
        let basis = ApprovalBasis {
            product: &product.fields,
            companions: &companions,
            channel: shelf.channels.find(&draft.channel),
            rules: &self.rules_version(shelf, &draft, &product),
        };
        if let Err(refusal) = draft.approve(reviewer, &basis, self.home.clock().now()) {
            return Ok(Err(refusal));
        }
        let fingerprint = draft.approval.as_ref().map(|approval| &approval.fingerprint);
        let note = self.note(Deed::Approved, &draft, json!({ "revision": draft.revision, "fingerprint": fingerprint }));
        self.store.drafts().save(&draft, &note).await?;
        Ok(Ok(()))
    }

    /// Everybody who wrote a draft or asked a model for it, as names are compared.
    async fn authors(&self, draft: &Draft) -> Result<BTreeSet<String>, Problem> {
        let revisions = self.store.drafts().revisions(draft.id).await?;
        let persons = revisions.into_iter().filter_map(|revision| match revision.author {
            Author::Person { name } => Some(folded(&name)),
            Author::Model => None,
        });
        Ok(persons.chain([folded(&draft.provenance.requested_by)]).filter(|name| !name.is_empty()).collect())
    }

    /// Rejects drafts; the reason stays with them.
    ///
    /// # Errors
    /// `missing_reason` without one.
    pub async fn reject(&self, ids: &[DraftId], reason: &str) -> Result<Vec<Undecided>, Problem> {
        if reason.trim().is_empty() {
            return Err(DecisionError::MissingReason.into());
        }
        let mut left = Vec::new();
        for id in ids {
            let mut draft = self.store.drafts().get(*id).await?;
            match draft.reject(reason, self.home.clock().now()) {
                Ok(()) => {
                    let note = self.note(Deed::Rejected, &draft, json!({ "reason": draft.rejection }));
                    self.store.drafts().save(&draft, &note).await?;
                }
                Err(error) => left.push(Undecided { draft: *id, problem: error.into() }),
            }
        }
        Ok(left)
    }

    /// Lets findings stand, all for one reason: those that a person sees as one note, or all that are open.
    ///
    /// # Errors
    /// `not_found` when the draft has no such finding now, `missing_waiver_reason`, `cannot_waive`, `reviewer_missing`.
    /// Nothing is waived then.
    pub async fn waive(&self, id: DraftId, places: &[FindingPlace], reason: &str) -> Result<DraftView, Problem> {
        let draft = self.store.drafts().get(id).await?;
        let findings = self.findings(&draft).await?;
        let mut meant = Vec::new();
        for place in places {
            let Some(finding) = findings.iter().find(|finding| place.names(finding)) else {
                let message = format!("The draft has no finding “{}” at these words any more.", place.rule);
                return Err(Problem::new("not_found", message).with("name", &place.rule));
            };
            meant.push(finding);
        }
        self.let_stand(draft, &meant, reason).await?;
        self.draft(id).await
    }

    /// Lets everything in a draft stand that asks for a person's word, for one reason; answers with how many there were.
    ///
    /// # Errors
    /// As [`Desk::waive`].
    pub async fn waive_all(&self, id: DraftId, reason: &str) -> Result<u64, Problem> {
        let draft = self.store.drafts().get(id).await?;
        let findings = self.findings(&draft).await?;
        let open: Vec<&Finding> = findings.iter().filter(|finding| draft.asks_for_a_waiver(finding)).collect();
        let waived = open.len() as u64;
        if waived > 0 {
            self.let_stand(draft, &open, reason).await?;
        }
        Ok(waived)
    }

    async fn findings(&self, draft: &Draft) -> Result<Vec<Finding>, Problem> {
        let product = self.product_of(draft).await;
        Ok(self.report(&self.shelf().await?, draft, &product).await.findings)
    }

    async fn let_stand(&self, mut draft: Draft, findings: &[&Finding], reason: &str) -> Result<(), Problem> {
        let reviewer = self.named_reviewer("A waiver carries a name.")?;
        let now = self.home.clock().now();
        for finding in findings {
            draft.waive(finding, reason, &reviewer, now)?;
        }
        let places: Vec<FindingPlace> = findings.iter().map(|finding| FindingPlace::of(finding)).collect();
        let note = self.note(Deed::Waived, &draft, json!({ "findings": places, "reason": reason.trim() }));
        Ok(self.store.drafts().save(&draft, &note).await?)
    }

    /// Takes waivers back. An approval that rested on them falls.
    ///
    /// # Errors
    /// `not_found` when there are none.
    pub async fn withdraw_waivers(&self, id: DraftId, places: &[FindingPlace]) -> Result<DraftView, Problem> {
        let mut draft = self.store.drafts().get(id).await?;
        let before = draft.waivers.len();
        draft.waivers.retain(|waiver| !places.contains(&waiver.place));
        if draft.waivers.len() == before {
            let name = places.first().map_or("", |place| place.rule.as_str());
            return Err(Problem::new("not_found", "There is no such waiver.").with("name", name));
        }
        if draft.state == DraftState::Approved {
            draft.to_review(self.home.clock().now());
        }
        let note = self.note(Deed::WaiverWithdrawn, &draft, json!({ "findings": places }));
        self.store.drafts().save(&draft, &note).await?;
        self.draft(id).await
    }

    /// Makes a claim of a draft a fact of its product, with who says so. Approvals that rest on the product's facts go back
    /// to review, as with any other fact.
    ///
    /// # Errors
    /// `invalid_fields` without a name, a value or a source; `not_found` when the product was deleted.
    pub async fn accept_claim(&self, id: DraftId, acceptance: ClaimAcceptance) -> Result<DraftView, Problem> {
        let said = [("name", &acceptance.name), ("value", &acceptance.value), ("source", &acceptance.source)];
        let missing: Vec<FieldError> = said
            .into_iter()
            .filter(|(_, text)| text.trim().is_empty())
            .map(|(field, _)| FieldError { field: field.to_owned(), problem: FieldProblem::Missing })
            .collect();
        if !missing.is_empty() {
            return Err(missing.into());
        }
        let draft = self.store.drafts().get(id).await?;
        let mut fields = self.store.products().get(draft.product).await?.fields;
        let (name, value, source) = (acceptance.name.trim(), acceptance.value.trim(), acceptance.source.trim());
        // the source stands in the fact itself: it goes wherever the fact goes
        let fact = Attribute { name: name.to_owned(), value: format!("{value} ({source})") };
        match fields.attributes.iter_mut().find(|known| known.name == fact.name) {
            Some(known) => *known = fact,
            None => fields.attributes.push(fact),
        }
        self.save_product(Some(draft.product), fields).await?;
        self.store.ledger().append(&[self.note(Deed::FactAccepted, &draft, json!(acceptance))]).await?;
        self.draft(id).await
    }

    /// The workspace's rules of approval.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub async fn approval_rules(&self) -> Result<ApprovalRules, Problem> {
        Ok(self.store.settings().read(APPROVAL_RULES).await?)
    }

    /// Saves the workspace's rules of approval.
    ///
    /// # Errors
    /// When the workspace cannot be written.
    pub async fn save_approval_rules(&self, rules: ApprovalRules) -> Result<ApprovalRules, Problem> {
        self.store.settings().set(APPROVAL_RULES, &json!(rules)).await?;
        let note = self.general(Deed::RulesChanged, json!({ "approval_rules": rules }));
        self.store.ledger().append(&[note]).await?;
        Ok(rules)
    }

    /// The other products that a draft's copy is about, as they are now; a deleted one as it was drafted.
    async fn companions_of(&self, draft: &Draft) -> Result<Vec<ProductFields>, Problem> {
        let drafted = &draft.provenance.companions;
        let ids: Vec<ProductId> = drafted.iter().map(|companion| companion.id).collect();
        let now = by_id(self.store.products().many(&ids).await?);
        Ok(drafted.iter().map(|companion| now.get(&companion.id).unwrap_or(companion).fields.clone()).collect())
    }

    /// Sends approvals back to review that rest on these products and on other facts than they have now; answers how many.
    pub(crate) async fn reopen_stale(&self, products: &[ProductId]) -> Result<u64, Problem> {
        let mut reopened = 0;
        for chunk in products.chunks(CHUNK) {
            let approved = self.store.drafts().approved_on(chunk).await?;
            let stale = self.stale_among(&approved).await?;
            self.make_stale(&stale).await?;
            reopened += stale.len() as u64;
        }
        Ok(reopened)
    }

    async fn stale_among(&self, approved: &[ApprovedOn]) -> Result<Vec<(DraftId, Staleness)>, Problem> {
        let mut ids: Vec<ProductId> =
            approved.iter().flat_map(|on| on.companions.iter().chain([&on.product])).copied().collect();
        ids.sort_unstable();
        ids.dedup();
        let now = by_id(self.store.products().many(&ids).await?);
        let mut stale = Vec::new();
        for on in approved {
            // a deleted product has no newer facts
            let Some(product) = now.get(&on.product) else { continue };
            let companions: Vec<ProductFields> =
                on.companions.iter().filter_map(|id| now.get(id)).map(|companion| companion.fields.clone()).collect();
            if companions.len() == on.companions.len()
                && let Some(fields) = on.approval.changed_facts(&product.fields, &companions)
            {
                stale.push((on.draft, Staleness::Facts { fields }));
            }
        }
        Ok(stale)
    }

    /// The version of the rules that judge a draft.
    pub(crate) fn rules_version(&self, shelf: &Shelf, draft: &Draft, product: &Product) -> String {
        let provenance = &draft.provenance;
        let language = facts::language(&provenance.brief.fields, &provenance.product);
        let family = shelf.channels.find(&draft.channel).map(|channel| channel.family);
        shelf.rules.version(&Subject::of(product, markets(&shelf.shop, language), family).about())
    }

    /// Judges every approval by the rules, the channels and the facts of now. One that would not be given any more goes
    /// back to review with the reason; the others hold, and are bound to what they were judged by. Answers with how many
    /// fell.
    pub(crate) async fn judge_approvals(&self) -> Result<u64, Problem> {
        let shelf = self.shelf().await?;
        let (mut after, mut fell) = (None, 0);
        loop {
            let page = self.store.drafts().approved_after(after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(fell) };
            after = Some(last.id);
            let (mut stale, mut kept) = (Vec::new(), Vec::new());
            for mut draft in page {
                let product = self.product_of(&draft).await;
                let rules = self.rules_version(&shelf, &draft, &product);
                let channel = shelf.channels.find(&draft.channel).map(channel_hash).unwrap_or_default();
                let Some(approval) = &mut draft.approval else { continue };
                if approval.fingerprint.rules == rules && approval.fingerprint.channel == channel {
                    continue;
                }
                let limits_changed = approval.fingerprint.channel != channel;
                (approval.fingerprint.rules, approval.fingerprint.channel) = (rules, channel);
                let report = self.report(&shelf, &draft, &product).await;
                let barred = report.findings.iter().filter(|finding| draft.is_barred_by(finding));
                let against: BTreeSet<String> = barred.map(|finding| finding.rule.clone()).collect();
                if against.is_empty() {
                    kept.extend(draft.approval.map(|approval| (draft.id, approval)));
                } else if limits_changed && against.iter().all(|rule| rule.starts_with("limit.")) {
                    stale.push((draft.id, Staleness::Channel));
                } else {
                    stale.push((draft.id, Staleness::Rules { rules: against.into_iter().collect() }));
                }
            }
            fell += stale.len() as u64;
            self.make_stale(&stale).await?;
            self.store.drafts().bind(&kept).await?;
        }
    }

    async fn make_stale(&self, stale: &[(DraftId, Staleness)]) -> Result<(), Problem> {
        let note =
            |(draft, why): &(DraftId, Staleness)| Note { draft: Some(*draft), ..self.general(Deed::Stale, json!(why)) };
        let notes: Vec<Note> = stale.iter().map(note).collect();
        Ok(self.store.drafts().make_stale(stale, self.home.clock().now(), &notes).await?)
    }

    fn named_reviewer(&self, why: &str) -> Result<String, Problem> {
        let reviewer = self.home.reviewer();
        if reviewer.is_empty() {
            let message = format!("{why} Put yours into Settings, General, and try again.");
            return Err(Problem::new("reviewer_missing", message));
        }
        Ok(reviewer)
    }
}

fn by_id(products: Vec<Product>) -> HashMap<ProductId, Product> {
    products.into_iter().map(|product| (product.id, product)).collect()
}

/// A name as it is compared: nobody becomes another person by a capital letter or a space.
fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
