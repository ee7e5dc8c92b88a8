//! A provider on loopback for benchmarks: answers every request in 50 ms with 20 streamed chunks. Prints its address and
//! runs until its standard input ends.
#![allow(clippy::print_stdout, reason = "its address is its answer")]

use copydesk_tests::provider::{Provider, Reply};
use std::{
    io::{Read, Write},
    time::Duration,
};

fn main() {
    let provider = Provider::start(|_| Reply::Stream { chunks: 20, over: Duration::from_millis(50) });
    println!("{}", provider.base_url());
    let _ = std::io::stdout().flush();
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
    println!("{} requests, at most {} at a time", provider.requests(), provider.most_under_way());
}
