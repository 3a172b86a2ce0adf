//! How fast the hot paths are: decoding, requests, calls, replay, judgement, comparison, generation.
//!
//! ```text
//! cargo bench -p contract-tests --bench speed                     times, by criterion
//! cargo bench -p contract-tests --bench speed -- decode           those whose name holds a word
//! cargo bench -p contract-tests --bench speed -- overhead [PAIRS] the client beside calls by hand
//! cargo bench -p contract-tests --bench speed -- counts [WORD…]   instructions, beside counts.txt
//! cargo bench -p contract-tests --bench speed -- recount [WORD…]  the same, and writes counts.txt
//! ```
//!
//! Counts need `valgrind`. Times on a busy machine say little; counts and the ratios of `overhead`
//! hold on one too.
#![forbid(unsafe_code)]

mod bodies;
mod call;
mod counts;
mod decode;
mod overhead;
mod paths;
mod plain;
mod server;

use std::alloc::System;
use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use criterion::Criterion;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

/// Counts allocations for `overhead`; the others pay a few instructions for each.
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Whatever went wrong: a benchmark only says so and ends.
type Failure = Box<dyn Error + Send + Sync>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments
        .iter()
        .map(String::as_str)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let done = match words.as_slice() {
        ["serve"] => server::serve(),
        ["work", name, times] => counts::work(name, times),
        ["counts", words @ ..] => counts::print(words, false),
        ["recount", words @ ..] => counts::print(words, true),
        ["overhead"] => overhead::print(ALLOCATOR, None),
        ["overhead", pairs] => pairs
            .parse()
            .map_err(Failure::from)
            .and_then(|pairs| overhead::print(ALLOCATOR, Some(pairs))),
        _ => times(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn times() -> Result<(), Failure> {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    for path in paths::all() {
        let mut work = (path.make)()?;
        let mut failure = None;
        criterion.bench_function(path.name, |bencher| {
            bencher.iter(|| {
                if let Err(error) = work() {
                    failure = Some(error);
                }
            });
        });
        if let Some(failure) = failure {
            return Err(failure);
        }
    }
    criterion.final_summary();
    Ok(())
}
