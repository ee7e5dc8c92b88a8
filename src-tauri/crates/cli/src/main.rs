//! copydesk-cli: the same use cases without a window, for automation and servers.

mod accounting;
mod arguments;
mod campaign;
mod campaign_told;
mod channels;
mod checking;
mod exporting;
mod generate;
mod output;
mod run;
mod why;

use arguments::Arguments;
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(code) = copydesk_llm_local::run_child_if_asked() {
        return code;
    }
    // usage errors end here with status 2 and clap's words
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("COPYDESK_LOG"))
        .with_writer(std::io::stderr)
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return output::failed(&copydesk_app::Problem::new("internal", error.to_string())),
    };
    match runtime.block_on(run::run(arguments)) {
        Ok(code) => code,
        Err(problem) => output::failed(&problem),
    }
}
