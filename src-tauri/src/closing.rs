//! Closing the window while a campaign runs: it goes on in the tray, or pauses, as the person wants.

use crate::state::Office;
use copydesk_app::{
    Problem,
    view::{DeskEvent, InterfaceLanguage},
};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::Duration,
};
use tauri::{
    AppHandle, Emitter, Manager, Window, WindowEvent,
    menu::{Menu, MenuItem},
    tray::TrayIconBuilder,
};

/// The tray's id, and those of what its menu offers.
const TRAY: &str = "campaigns";
const OPEN: &str = "open";
const PAUSE: &str = "pause";
/// How often a run that pauses is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// Asks before a window is closed that campaigns run behind.
pub fn ask(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    let runs = window.state::<Office>().home().campaigns_running();
    if runs.is_empty() {
        return;
    }
    // a window that does not hear cannot ask: it closes, and the runs pause
    if window.emit("desk", DeskEvent::CloseAsked { runs }).is_ok() {
        api.prevent_close();
    }
}

/// Hides the window behind an icon in the tray; runs go on.
pub fn keep_going(app: &AppHandle) -> Result<(), Problem> {
    let cannot = |error: tauri::Error| no_tray(&error.to_string());
    if app.tray_by_id(TRAY).is_none() {
        // on Linux the library behind the tray is looked for only now, and its absence is a panic
        let built = catch_unwind(AssertUnwindSafe(|| build(app)));
        built.map_err(|_| no_tray("libayatana-appindicator3 is not installed"))?.map_err(cannot)?;
    }
    if let Some(window) = app.get_webview_window("main") {
        window.hide().map_err(cannot)?;
    }
    Ok(())
}

fn no_tray(detail: &str) -> Problem {
    let message = format!("This system shows no icon in a tray: {detail}. Leave the window open, or pause.");
    Problem::new("no_tray", message).with("detail", detail)
}

fn build(app: &AppHandle) -> tauri::Result<()> {
    let chinese = app.state::<Office>().home().settings().language == Some(InterfaceLanguage::Chinese);
    let (open, pause) = if chinese {
        ("打开 Copydesk", "暂停批次并退出")
    } else {
        ("Open Copydesk", "Pause campaigns and quit")
    };
    let open = MenuItem::with_id(app, OPEN, open, true, None::<&str>)?;
    let pause = MenuItem::with_id(app, PAUSE, pause, true, None::<&str>)?;
    let mut tray = TrayIconBuilder::with_id(TRAY).tooltip("Copydesk").menu(&Menu::with_items(app, &[&open, &pause])?);
    if let Some(icon) = app.default_window_icon() {
        tray = tray.icon(icon.clone());
    }
    tray.on_menu_event(|app, event| match event.id().as_ref() {
        OPEN => show(app),
        PAUSE => pause_and_close(app.clone()),
        _ => {}
    })
    .build(app)?;
    Ok(())
}

/// Brings the window back and takes the icon out of the tray.
pub fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        let _ = window.show();
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
    app.remove_tray_by_id(TRAY);
}

/// Lets every run finish what is under way and rest, however long that takes, then ends the program.
pub fn pause_and_close(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        let home = app.state::<Office>().home().clone();
        home.stop_all();
        while home.is_writing() {
            tokio::time::sleep(LOOK).await;
        }
        app.exit(0);
    });
}
