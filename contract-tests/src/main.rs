//! The command line of the contract tests. `cargo xtask contract` starts it.
//!
//! Responsible for: arguments, output and exit codes. Not for: anything else.
#![forbid(unsafe_code)]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use contract_tests::report::Terminal;
use contract_tests::run::{self, JOBS};

/// Replays recorded TrustHub exchanges through the generated crate.
#[derive(Debug, Parser)]
#[command(name = "contract-tests", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Replay recordings and say what is not as recorded.
    ///
    /// Each recording is called through the generated crate against a local server. The request
    /// must be exactly the recorded one, and the recorded answer must come back unchanged when it
    /// is decoded and encoded again. Prints one line when all is well; exits with 1 when something
    /// is not, when a file is unusable, and when nothing was replayed.
    Replay {
        /// Only recordings whose name or operation holds one of these texts, such as
        /// `customer_profiles/` or `CreateEndUser`.
        filters: Vec<String>,
        /// The folder of recordings, or one recording [default: the ones of this repository].
        #[arg(long, value_name = "DIR")]
        recordings: Option<PathBuf>,
        /// How many exchanges to replay at the same time.
        #[arg(long, short, value_name = "NUMBER", default_value_t = JOBS)]
        jobs: usize,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let Command::Replay {
        filters,
        recordings,
        jobs,
    } = Cli::parse().command;
    let recordings = recordings.unwrap_or_else(|| contract_tests::recordings().to_owned());
    match run::run(&recordings, &filters, jobs).await {
        Ok(summary) => {
            println!("{}", Terminal(&summary));
            if summary.is_green() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
