//! The engine alone, for tests and benchmarks of it.

fn main() -> std::process::ExitCode {
    copydesk_llm_local::run_child_if_asked().unwrap_or(std::process::ExitCode::from(2))
}
