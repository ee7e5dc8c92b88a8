//! What is said when there is no window to say it in.

use std::process::ExitCode;

/// A failure before the window stands.
pub struct Failure;

impl Failure {
    /// Says why the window could not be opened.
    #[allow(clippy::print_stderr, reason = "there is no window to say it in")]
    pub fn at_start(error: &tauri::Error) -> ExitCode {
        eprintln!("Copydesk cannot open its window: {error}");
        ExitCode::FAILURE
    }
}
