//! The desk from outside: the command line, real servers, shared files, and the real window.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr, missing_docs, reason = "tests")]

mod accountability;
mod bad_input;
mod batches;
mod campaigns;
mod channels;
mod command_line;
mod disclosure;
mod faults;
mod labelled;
mod servers;
mod shared_files;
mod window;
