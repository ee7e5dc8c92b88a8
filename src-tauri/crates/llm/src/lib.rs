//! One codec per provider protocol: what goes out, what comes back, and what went wrong in words a person can use.
//!
//! A draft is complete only when the protocol's own end was seen. What decides so knows no network and is tested on
//! recorded streams: [`codec`] is the state machine of an answer, [`stream`] feeds it from bytes that may be cut anywhere.
//! The [`Client`] moves the bytes. [`batch`] is the way of those who can wait a day: the same requests in a file, at half
//! the price.

pub mod batch;
mod body;
mod client;
pub mod codec;
mod connection_test;
mod diagnosis;
mod endpoint;
mod error;
mod limits;
pub mod pace;
mod price;
mod secret;
pub mod stream;
mod tokens;

pub use client::{Client, ClientSettings};
pub use connection_test::{StepOutcome, StepResult, TestStep};
pub use endpoint::Endpoint;
pub use error::{CallError, Failure};
pub use limits::{RateLimits, Window};
pub use pace::Pace;
pub use price::{batch_price, price_of};
pub use secret::Secret;
pub use tokens::{count_tokens, most_tokens};
