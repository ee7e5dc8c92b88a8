//! Carries the main job through in the real window and says where the spreadsheet and the pictures are.
//!
//! Usage: `copydesk-tour [FOLDER [APPLICATION]]`. Without an application this build's own window is opened.
#![allow(clippy::print_stdout, reason = "this is a tour guide")]

use copydesk_tests::{job::main_job, window::Window};
use std::path::PathBuf;

#[tokio::main]
async fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "out".to_owned()));
    let folder = std::path::absolute(&folder).unwrap_or(folder);
    let window = match std::env::args().nth(2) {
        Some(application) => Window::open_installed(application.as_ref()).await,
        None => Window::open().await,
    };
    let done = main_job(&window, &folder).await;
    window.close().await;
    println!("The main job is done: drafted with the built-in model, edited, approved, exported.");
    println!("Spreadsheet: {}", done.spreadsheet.display());
    println!("Pictures:    {}", folder.display());
}
