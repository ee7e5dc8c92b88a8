//! An empty Tauri window of the same size: what Copydesk's start is measured against.

fn main() {
    let run = tauri::Builder::default().run(tauri::generate_context!("tests/bench/empty/tauri.conf.json"));
    assert!(run.is_ok(), "{run:?}");
}
