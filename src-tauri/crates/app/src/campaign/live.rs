//! A few drafts that can be watched while they are written. The others are written unheard: nobody reads sixty-four at once.

use super::job::Job;
use crate::view::LiveDraft;
use copydesk_domain::campaign::CampaignPlan;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// Drafts that are watched at a time.
const SEATS: usize = 3;

/// Where the words of one watched draft go. It is free again when this is dropped.
#[derive(Debug)]
pub(super) struct Seat(Arc<Mutex<LiveDraft>>);

impl Seat {
    /// More words came.
    pub(super) fn hear(&self, text: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).text.push_str(text);
    }
}

/// The drafts that are watched.
#[derive(Debug, Default)]
pub(super) struct Stage(Vec<Weak<Mutex<LiveDraft>>>);

impl Stage {
    /// A seat for a draft, while there is one.
    pub(super) fn seat(&mut self, plan: &CampaignPlan, job: &Job) -> Option<Seat> {
        self.0.retain(|seat| seat.strong_count() > 0);
        if self.0.len() >= SEATS {
            return None;
        }
        let profile = plan.profiles.get(job.place.profile).and_then(Option::as_ref);
        let seat = Arc::new(Mutex::new(LiveDraft {
            cell: job.cell,
            product_name: job.product.fields.name.clone(),
            profile_name: profile.map(|profile| profile.fields.name.clone()),
            brief_name: plan.briefs.get(job.place.brief).map(|brief| brief.fields.name.clone()).unwrap_or_default(),
            text: String::new(),
        }));
        self.0.push(Arc::downgrade(&seat));
        Some(Seat(seat))
    }

    /// The words so far, oldest draft first.
    pub(super) fn now(&self) -> Vec<LiveDraft> {
        let seats = self.0.iter().filter_map(Weak::upgrade);
        seats.map(|seat| seat.lock().unwrap_or_else(PoisonError::into_inner).clone()).collect()
    }
}
