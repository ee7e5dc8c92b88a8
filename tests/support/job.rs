//! The main job in the real window, as a new user does it: draft, edit, approve, export. The window test checks it, and
//! `make run` shows it on a machine without a display.

use crate::window::Window;
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// A draft on a busy machine.
const WRITING: Duration = Duration::from_secs(120);
/// What the person makes of the copy: a small model invents, and what it invents may not be approvable.
pub const EDIT: &str = "Two heights, one pillow: 10 cm or 12 cm. The cover washes at 40 °C.";

/// What the job left behind.
pub struct Done {
    pub spreadsheet: PathBuf,
    pub copy: String,
}

/// Carries the main job through and saves a picture of each step into `folder`.
pub async fn main_job(window: &Window, folder: &Path) -> Done {
    let shot = |name: &'static str| folder.join(name);
    window.named("button", "Draft copy for Memory Foam Pillow").await;
    window.shot(&shot("1-first-start.png")).await;
    window.click("button", "Draft copy for Memory Foam Pillow").await;
    window.shows("Approve and next", WRITING).await;
    window.shot(&shot("2-drafted.png")).await;

    window.click("button", "Edit").await;
    let copy = window.named("textbox", "Copy").await;
    // Ctrl+A, then the words in its place
    copy.send_keys(&format!("\u{E009}a\u{E009}{EDIT}")).await.unwrap();
    let text = copy.property("value").await.unwrap();
    // Escape leaves the editor, and what was typed is saved
    copy.send_keys("\u{E00C}").await.unwrap();
    window.shows("2 revisions", Duration::from_secs(20)).await;
    window.shot(&shot("3-edited.png")).await;

    window.click("button", "Approve and next").await;
    window.named("textbox", "Who approves?").await.send_keys("Robin Lee").await.unwrap();
    window.click("button", "Approve with this name").await;
    window.shows("Robin Lee", Duration::from_secs(20)).await;
    window.shot(&shot("4-approved.png")).await;

    window.go("#/export").await;
    let spreadsheet = folder.join("approved.xlsx");
    let path = window.named("textbox", "File").await;
    path.clear().await.unwrap();
    path.send_keys(spreadsheet.to_str().unwrap()).await.unwrap();
    window.click("button", "Export 1 draft").await;
    window.shows("Wrote 1 row", Duration::from_secs(20)).await;
    window.shot(&shot("5-exported.png")).await;
    Done { spreadsheet, copy: text }
}
