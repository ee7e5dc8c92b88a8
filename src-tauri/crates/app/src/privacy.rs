//! What leaves the machine and what is kept: the workspace's rules, what went where, and erasing for good.

use crate::{
    Desk, providers,
    view::{ErasedView, PrivacySettings, Problem, SentView},
};
use copydesk_domain::{Deed, Draft, Note, Provider, RunId, campaign::Run};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Setting under which the workspace's rules about data are kept.
const PRIVACY: &str = "privacy";
/// Longest retention, in days: ten years.
const RETENTION_LIMIT: u32 = 3_660;

/// Why something was not sent.
pub(crate) fn stays_here() -> Problem {
    Problem::from(copydesk_llm::CallError::local_only())
}

impl Desk {
    /// The workspace's rules about data.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub async fn privacy(&self) -> Result<PrivacySettings, Problem> {
        Ok(self.store.settings().read(PRIVACY).await?)
    }

    /// Saves the workspace's rules about data, and erases at once what is older than it may be.
    ///
    /// # Errors
    /// `retention_range` for 0 days or more than ten years.
    pub async fn save_privacy(&self, privacy: PrivacySettings) -> Result<PrivacySettings, Problem> {
        if privacy.retention_days.is_some_and(|days| days == 0 || days > RETENTION_LIMIT) {
            let message = format!("Keep data for 1 to {RETENTION_LIMIT} days, or without an end.");
            return Err(Problem::new("retention_range", message).with("limit", RETENTION_LIMIT));
        }
        self.store.settings().set(PRIVACY, &json!(privacy)).await?;
        self.store.ledger().append(&[self.general(Deed::RulesChanged, json!({ "privacy": privacy }))]).await?;
        self.expire().await?;
        Ok(privacy)
    }

    /// Erases what is older than the workspace keeps it; answers with the drafts that went and those that lost their prompt.
    ///
    /// # Errors
    /// When the workspace cannot be written; nothing is erased then.
    pub async fn expire(&self) -> Result<(u64, u64), Problem> {
        let Some(days) = self.privacy().await?.retention_days else { return Ok((0, 0)) };
        let now = self.home.clock().now();
        let seconds = i64::from(days) * 24 * 60 * 60;
        let Ok(before) = copydesk_domain::Timestamp::from_second(now.as_second() - seconds) else { return Ok((0, 0)) };
        let note = |erased: u64, lightened: u64| {
            // by the program itself, not by who happens to open the workspace
            let detail = json!({ "days": days, "drafts": erased, "prompts": lightened });
            Note { at: now, by: String::new(), deed: Deed::Expired, draft: None, profile: None, detail }
        };
        Ok(self.store.expire(before, note).await?)
    }

    /// What was sent to whom, the latest first.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub async fn sent(&self) -> Result<Vec<SentView>, Problem> {
        let sent = self.store.ledger().sent().await?.into_iter();
        let view = sent.map(|sent| SentView {
            provider: sent.provider,
            host: sent.host,
            model: sent.model,
            requests: sent.requests,
            first: sent.first,
            last: sent.last,
        });
        Ok(view.collect())
    }

    /// Erases every profile that has or had this name, with everything that was written for it. It cannot be taken back.
    ///
    /// # Errors
    /// `not_found` without such a profile; `profile_in_run` while a campaign writes for it.
    pub async fn erase_profile(&self, name: &str) -> Result<ErasedView, Problem> {
        let profiles = self.store.profiles().all_named(name.trim()).await?;
        if profiles.is_empty() {
            return Err(Problem::new("not_found", format!("No profile is called “{name}”.")).with("name", name));
        }
        let ids: Vec<_> = profiles.iter().map(|profile| profile.id).collect();
        if let Some(run) = self.store.profiles().in_running_campaign(&ids).await? {
            let message = format!("The campaign “{run}” writes for “{name}” right now. Pause it, then erase.");
            return Err(Problem::new("profile_in_run", message).with("name", name).with("run", run));
        }
        let note = self.general(Deed::Erased, Value::Null);
        let erased = self
            .store
            .profiles()
            .erase(&profiles, |erased| Note {
                detail: json!({ "profiles": erased.profiles, "drafts": erased.drafts, "runs": erased.runs }),
                ..note
            })
            .await?;
        let hosts: BTreeSet<String> = self.store.ledger().sent().await?.into_iter().map(|sent| sent.host).collect();
        Ok(ErasedView {
            profiles: erased.profiles.len() as u64,
            drafts: erased.drafts,
            runs: erased.runs,
            entries: erased.entries,
            hosts: hosts.into_iter().filter(|host| !host.is_empty()).collect(),
        })
    }

    /// Whether a draft's profile, as it was or as it is now, or one of its products is marked to stay on this machine.
    pub(crate) async fn is_marked_to_stay(&self, draft: &Draft) -> bool {
        let drafted = draft.provenance.profile.as_ref().is_some_and(|profile| profile.fields.local_only);
        let products = std::iter::once(&draft.provenance.product).chain(&draft.provenance.companions);
        if drafted || products.into_iter().any(|product| product.fields.local_only) {
            return true;
        }
        let Some(id) = draft.profile else { return false };
        self.store.profiles().get(id).await.is_ok_and(|profile| profile.fields.local_only)
    }

    /// That requests go out to a provider, told before they do.
    pub(crate) fn sent_note(&self, provider: &Provider, model: &str, requests: usize, run: Option<RunId>) -> Note {
        let host = providers::host(provider);
        let name = &provider.fields.name;
        let detail = json!({ "provider": name, "host": host, "model": model, "requests": requests, "run": run });
        self.general(Deed::Sent, detail)
    }

    /// As [`Self::sent_note`], for a campaign; none when it is written on this machine.
    pub(crate) fn sent_by(&self, run: &Run, requests: usize) -> Option<Note> {
        let plan = &run.plan;
        providers::host(&plan.provider)?;
        Some(self.sent_note(&plan.provider, &plan.model, requests, Some(run.id)))
    }
}
