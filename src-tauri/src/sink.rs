//! Hands events of the desk to the window.

use copydesk_app::{EventSink, view::DeskEvent};
use tauri::{AppHandle, Emitter};

/// The window's ear.
pub struct WindowSink(pub AppHandle);

impl EventSink for WindowSink {
    fn send(&self, event: DeskEvent) {
        if let Err(error) = self.0.emit("desk", event) {
            tracing::warn!(%error, "the window did not take an event");
        }
    }
}
