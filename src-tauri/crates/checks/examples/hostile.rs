//! Prints what is hostile in each line of the standard input: `cargo run -p copydesk-checks --example hostile < file`.
#![allow(clippy::print_stdout, reason = "an example")]

use copydesk_checks::hostile::hostile_findings;
use copydesk_domain::place::Place;
use std::io;

fn main() -> io::Result<()> {
    let (mut lines, mut found) = (0, 0);
    for line in io::stdin().lines() {
        let findings = hostile_findings(&Place::plain(&line?));
        lines += 1;
        found += u32::from(!findings.is_empty());
        for finding in findings {
            println!("{lines}\t{}\t{:?}", finding.rule, finding.text);
        }
    }
    println!("{found} of {lines} lines");
    Ok(())
}
