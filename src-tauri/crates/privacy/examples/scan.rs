//! Prints what is found in each line of the standard input: `cargo run -p copydesk-privacy --example scan < file`.
#![allow(clippy::print_stdout, reason = "an example")]

use copydesk_privacy::{personal_data, special_words};
use std::io;

fn main() -> io::Result<()> {
    let mut lines = 0;
    for line in io::stdin().lines() {
        let line = line?;
        lines += 1;
        for data in personal_data(&line).into_iter().chain(special_words(&line)) {
            println!("{lines}\t{:?}\t{}", data.kind, data.text);
        }
    }
    println!("{lines} lines");
    Ok(())
}
