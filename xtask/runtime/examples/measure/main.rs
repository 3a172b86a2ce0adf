//! Figures of the runtime against a local server in another process:
//!
//! ```text
//! cargo run --release -p trusthub-runtime --example measure -- soak [REQUESTS]
//! cargo run --release -p trusthub-runtime --example measure -- rows [ROWS]
//! cargo run --release -p trusthub-runtime --example measure -- overhead
//! ```
//!
//! Responsible for: starting the server and one measurement, and an exit code that says whether
//! what was measured is right. Not for: time limits of a build; machines differ.
#![forbid(unsafe_code)]

mod memory;
mod overhead;
mod rows;
mod server;
mod shapes;
mod soak;

use std::alloc::System;
use std::error::Error;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, ExitCode, Stdio};

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

/// Counts what the client allocates; the server is another process.
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What went wrong, for whoever ran the command.
type Failure = Box<dyn Error + Send + Sync>;

/// A server process that ends with this one.
struct Server {
    process: Child,
    url: String,
}

impl Server {
    fn start() -> Result<Self, Failure> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg("serve")
            .stdout(Stdio::piped())
            .spawn()?;
        let output = process.stdout.take().ok_or("the server has no output")?;
        let mut url = String::new();
        BufReader::new(output).read_line(&mut url)?;
        url.truncate(url.trim_end().len());
        Ok(Self { process, url })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // What is not running any more has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn run(arguments: &[String]) -> Result<bool, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let count = |default: usize| -> Result<usize, Failure> {
        Ok(arguments.get(1).map_or(Ok(default), |text| text.parse())?)
    };
    match arguments.first().map(String::as_str) {
        Some("serve") => runtime.block_on(server::serve()).map(|()| true),
        Some("soak") => runtime.block_on(soak::run(&Server::start()?.url, count(200_000)?)),
        Some("rows") => runtime.block_on(rows::run(&Server::start()?.url, count(1_000_000)?)),
        Some("overhead") => {
            // One thread, so that allocations and times are those of the call alone.
            let one = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?;
            one.block_on(overhead::run(&Server::start()?.url))
        }
        _ => Err("say what to measure: soak [REQUESTS], rows [ROWS] or overhead".into()),
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}
