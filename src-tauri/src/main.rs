//! The window's executable. Started with the engine's argument it is the engine's child process instead.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(code) = copydesk_llm_local::run_child_if_asked() {
        return code;
    }
    copydesk_window::run()
}
