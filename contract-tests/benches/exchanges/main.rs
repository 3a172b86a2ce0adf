//! How many exchanges a second: the replay, beside a plain HTTP client that sends the same
//! requests, against the same `httpmock` server and against a bare `hyper` server.
//!
//! ```text
//! cargo bench -p contract-tests --bench exchanges               the table of rates
//! cargo bench -p contract-tests --bench exchanges -- scale      1,000 to 100,000 exchanges
//! cargo bench -p contract-tests --bench exchanges -- scale 500 5000
//! cargo bench -p contract-tests --bench exchanges -- profile 1         only ours, for a profiler
//! cargo bench -p contract-tests --bench exchanges -- profile load      only reading files
//! ```
//!
//! Responsible for: the command line and the tables. Both servers run on one thread of their own
//! (as `httpmock` always does), all clients share one runtime, and all connections are kept alive.
//! Rounds of the candidates alternate, and the best round of each counts: on a shared machine the
//! others measure the neighbours.
#![forbid(unsafe_code)]

mod corpus;
mod judging;
mod plain;
mod rates;
mod scale;
mod servers;
mod system;

use std::error::Error;
use std::process::ExitCode;

/// Whatever went wrong: a benchmark only says so and ends.
type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let benched = arguments.iter().any(|argument| argument == "--bench");
    let words: Vec<&str> = arguments
        .iter()
        .map(String::as_str)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let done = match words.as_slice() {
        ["scale", counts @ ..] => scale::print(counts).await,
        ["one-scale", folder, count] => scale::one(folder, count).await,
        ["profile", "load"] => rates::profile_load(),
        ["profile", at_a_time] => rates::profile(at_a_time).await,
        // `cargo test --benches` only wants to know that it runs.
        _ => rates::print(benched).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
