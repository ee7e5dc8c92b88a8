//! The client and its codec against recorded answers, and against a server on loopback that answers exactly the bytes a
//! test gives it.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod answers;
mod batch_files;
mod batches;
mod connection;
mod recorded;
mod refusals;
mod server;
