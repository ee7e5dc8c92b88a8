//! What the tests stand on: the real window through WebDriver, the real llama.cpp server, the command line.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs,
    reason = "test code: a panic is how a test says no"
)]

pub mod batch_provider;
pub mod binaries;
pub mod cli;
pub mod display;
pub mod job;
pub mod provider;
pub mod server;
pub mod webdriver;
pub mod window;
