//! `cargo run -p fuzz-checks -- …`: makes the seeds, runs the fuzzer, compiles sampled crates.

mod campaign;
mod compile;
mod seeds;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo run -p fuzz-checks -- COMMAND
  seeds                       writes fuzz/seeds/ anew, from recordings, golden cases and overlays
  run [--seconds N] [TARGET…] runs the fuzzer, target by target, and prints the table of results
  compile [--crates N] [--seed N] [--mutants]
                              generates crates from made-up documents and compiles them, warnings denied
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = arguments.split_first() else {
        eprint!("{USAGE}");
        return ExitCode::FAILURE;
    };
    let outcome = match command.as_str() {
        "seeds" => seeds::write(),
        "run" => campaign::run(rest),
        "compile" => compile::run(rest),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The value of an option such as `--seconds 60`.
fn option(arguments: &[String], name: &str, default: u64) -> Result<u64, String> {
    let Some(index) = arguments.iter().position(|argument| argument == name) else {
        return Ok(default);
    };
    let value = arguments
        .get(index + 1)
        .and_then(|value| value.parse().ok());
    value.ok_or_else(|| format!("`{name}` needs a number"))
}

/// A flag such as `--mutants`.
fn flag(arguments: &[String], name: &str) -> bool {
    arguments.iter().any(|argument| argument == name)
}
