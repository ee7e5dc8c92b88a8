//! The open workspace, behind the commands.

use copydesk_app::{Desk, Fill, Home, Problem};
use std::path::{Path, PathBuf};
use tokio::sync::RwLock;

/// File name of the workspace that a first start makes.
const SAMPLE_FILE: &str = "Sample workspace.db";

/// A home and the desk that is open in it. The desk is opened by the first command, so that the window stands before
/// the file is read, and a file that cannot be opened is said in the window.
pub struct Office {
    home: Home,
    desk: RwLock<Option<Desk>>,
}

impl Office {
    pub fn new(home: Home) -> Self {
        Self { home, desk: RwLock::new(None) }
    }

    pub fn home(&self) -> &Home {
        &self.home
    }

    /// The open desk; opens the last workspace, or makes the sample one.
    pub async fn desk(&self) -> Result<Desk, Problem> {
        if let Some(desk) = self.desk.read().await.as_ref() {
            return Ok(desk.clone());
        }
        let mut slot = self.desk.write().await;
        if let Some(desk) = slot.as_ref() {
            return Ok(desk.clone());
        }
        let desk = Desk::open(&self.home, &self.first_path()?, Fill::Sample).await?;
        desk.catch_up();
        Ok(slot.insert(desk).clone())
    }

    /// The file named on the command line, else the last one, else the sample workspace.
    fn first_path(&self) -> Result<PathBuf, Problem> {
        if let Some(path) = std::env::args_os().nth(1) {
            return Ok(path.into());
        }
        if let Some(path) = self.home.settings().workspace.filter(|path| path.is_file()) {
            return Ok(path);
        }
        let folder = self.home.folder();
        std::fs::create_dir_all(folder).map_err(|error| {
            let message = format!("The folder {} cannot be made: {error}. Allow writing there.", folder.display());
            Problem::new("read_only", message).with("path", folder.display())
        })?;
        Ok(folder.join(SAMPLE_FILE))
    }

    /// Opens another workspace; the one that was open is closed only when that succeeded.
    pub async fn open(&self, path: &Path, fill: Fill) -> Result<Desk, Problem> {
        let mut slot = self.desk.write().await;
        if let Some(desk) = slot.as_ref().filter(|desk| desk.path() == path) {
            return Ok(desk.clone());
        }
        let desk = Desk::open(&self.home, path, fill).await?;
        desk.catch_up();
        if let Some(before) = slot.replace(desk.clone()) {
            before.close().await?;
        }
        let mut settings = self.home.settings();
        settings.workspace = Some(path.to_owned());
        self.home.save_settings(settings)?;
        Ok(desk)
    }

    /// Writes everything out before the process ends.
    pub fn close(&self) {
        tauri::async_runtime::block_on(async {
            if let Some(desk) = self.desk.write().await.take()
                && let Err(error) = desk.close().await
            {
                tracing::warn!(%error, "the workspace could not be closed");
            }
        });
    }
}
