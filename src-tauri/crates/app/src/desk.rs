//! One open workspace.

use crate::{
    home::Home,
    incoming::LookedAt,
    recommending::Recommender,
    rules::RulebookKeeper,
    sample,
    view::{Problem, WorkspaceView},
};
use copydesk_store::Store;
use serde_json::json;
use std::{path::Path, time::Duration};

/// What a workspace that does not exist yet is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// The built-in briefs and the built-in model, nothing else.
    Briefs,
    /// The sample shop besides.
    Sample,
}

/// How long closing waits for answers that are under way.
const GRACE: Duration = Duration::from_secs(5);

/// Setting that marks the sample workspace.
pub(crate) const SAMPLE: &str = "sample";

/// One open workspace at a home. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    pub(crate) home: Home,
    pub(crate) store: Store,
    pub(crate) recommender: Recommender,
    pub(crate) rules: RulebookKeeper,
    pub(crate) looked_at: LookedAt,
}

impl Desk {
    /// Opens a workspace file, or creates it when it does not exist.
    ///
    /// # Errors
    /// When the file is no workspace, newer, in use, damaged or cannot be written. Nothing in it is touched then.
    pub async fn open(home: &Home, path: &Path, fill: Fill) -> Result<Self, Problem> {
        let store = Store::open(path).await?;
        let desk = Self::at(home, store);
        // nothing of another process can be under way: the file was not open
        desk.store.runs().recover(home.clock().now(), &[]).await?;
        if desk.store.briefs().list().await?.is_empty() && desk.store.providers().list().await?.is_empty() {
            desk.fill_built_in().await?;
            if fill == Fill::Sample {
                desk.fill_sample().await?;
            }
        }
        desk.expire().await?;
        Ok(desk)
    }

    /// Looks into a workspace that is open in another Copydesk: to list, and to ask its campaigns to rest or to stop.
    ///
    /// # Errors
    /// When the file is no workspace, or one of another version.
    pub async fn visit(home: &Home, path: &Path) -> Result<Self, Problem> {
        let store = Store::visit(path).await?;
        Ok(Self::at(home, store))
    }

    fn at(home: &Home, store: Store) -> Self {
        Self {
            home: home.clone(),
            store,
            recommender: Recommender::default(),
            rules: RulebookKeeper::default(),
            looked_at: LookedAt::default(),
        }
    }

    /// Puts the sample shop into an empty workspace.
    ///
    /// # Errors
    /// `workspace_not_empty` when there are products or profiles already.
    pub async fn fill_sample(&self) -> Result<(), Problem> {
        let counts = self.store.counts().await?;
        if counts.products + counts.profiles > 0 {
            return Err(Problem::new(
                "workspace_not_empty",
                "This workspace holds products or profiles already. Create a new one for the sample.",
            ));
        }
        sample::fill(self).await?;
        self.store.settings().set(SAMPLE, &json!(true)).await?;
        Ok(())
    }

    async fn fill_built_in(&self) -> Result<(), Problem> {
        let now = self.home.clock().now();
        self.store.providers().insert(&sample::built_in_provider()).await?;
        for (key, fields) in sample::built_in_briefs()? {
            self.store.briefs().insert(&sample::brief(key, fields, now)).await?;
        }
        Ok(())
    }

    /// The workspace as the window shows it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn view(&self) -> Result<WorkspaceView, Problem> {
        let path = self.store.path();
        let sample = self.store.settings().get(SAMPLE).await? == Some(json!(true));
        Ok(WorkspaceView {
            path: path.display().to_string(),
            name: path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned()),
            sample,
            counts: self.store.counts().await?,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }

    /// Where the workspace file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.store.path()
    }

    /// The home it was opened at.
    #[must_use]
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// Writes everything out and lets another Copydesk open the file.
    ///
    /// # Errors
    /// When the last page cannot be written; what was saved before stays saved.
    pub async fn close(self) -> Result<(), Problem> {
        self.home.stop_all();
        // what takes longer is found as interrupted at the next start, and of unknown outcome
        self.home.rested(GRACE).await;
        Ok(self.store.close().await?)
    }
}
