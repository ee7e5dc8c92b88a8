//! The shell: a window, the commands it may call, and nothing that could be done without a window.

mod closing;
mod commands;
mod error;
mod sink;
mod state;

use copydesk_app::{Home, HomeSettings, Keychain, SystemClock, data_folder, find_built_in_model};
use error::Failure;
use state::Office;
use std::{process::ExitCode, sync::Arc};
use tauri::Manager;

/// Opens the window and runs until it is closed.
#[must_use]
pub fn run() -> ExitCode {
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| {
            closing::show(app);
        }))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .setup(|app| {
            let resources = app.path().resource_dir().map(|folder| vec![folder.join("models")]).unwrap_or_default();
            let home = Home::open(HomeSettings {
                folder: data_folder(),
                model: find_built_in_model(&resources),
                engine: copydesk_app::EngineSettings::default(),
                client: copydesk_app::ClientSettings::default(),
                clock: Arc::new(SystemClock),
                secrets: Arc::new(Keychain::default()),
                sink: Arc::new(sink::WindowSink(app.handle().clone())),
                reviewer: None,
                fallback_reviewer: String::new(),
            });
            app.manage(Office::new(home));
            // while the web view starts; a file that cannot be opened is tried again, and explained, by the first command
            let handle = app.handle().clone();
            tauri::async_runtime::spawn(async move { handle.state::<Office>().desk().await.map(drop) });
            Ok(())
        })
        .on_window_event(closing::ask)
        .invoke_handler(commands::handler())
        .build(tauri::generate_context!());
    match built {
        Ok(app) => {
            app.run(|app, event| {
                if let tauri::RunEvent::Exit = event {
                    app.state::<Office>().close();
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => Failure::at_start(&error),
    }
}
