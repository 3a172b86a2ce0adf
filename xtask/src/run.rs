//! The program: command line in, text and exit code out.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::{Cli, Command};
use crate::{api, contract, lint, nightly, print, vendor};

/// Parses the command line, runs the command, prints what it gives.
#[must_use]
pub fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Codegen(arguments) => arguments.command().run().map(|report| {
            // The process ends here: to take the document apart node by node would only cost time.
            std::mem::forget(report.generated);
            (report.text, report.success)
        }),
        Command::Ir(arguments) => {
            print::ir(&arguments.input.command(), arguments.name.as_deref()).map(|t| (t, true))
        }
        Command::Lint(arguments) => match &arguments.explain {
            Some(id) => lint::explain(id).map(|text| (text, true)),
            None => Ok(lint::run(&arguments.input.command(), arguments.format)),
        },
        Command::Api(arguments) => {
            api::run(&arguments.input.command(), arguments.against.as_deref()).map(|t| (t, true))
        }
        Command::Diff(arguments) => arguments.command().run(),
        Command::Pull(arguments) => arguments.command().run(),
        Command::Contract(passed) => contract::run(&passed.arguments),
        Command::Record(passed) => contract::record(&passed.arguments),
        Command::Sandbox(passed) => sandbox(passed.arguments),
        Command::Nightly(arguments) => nightly::run(&arguments.command()),
        Command::VendorCheck => vendor::check(),
    };
    let (text, success) = match outcome {
        Ok(outcome) => outcome,
        Err(problem) => {
            // Nobody is left to tell where standard error is closed.
            let _ = io::stderr().write_all(problem.as_bytes());
            return ExitCode::FAILURE;
        }
    };
    // A reader such as `head` may close the pipe early; that is no failure of the command.
    if let Err(error) = io::stdout().write_all(text.as_bytes())
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        let mut message = String::new();
        let _ = writeln!(message, "error: cannot write the output: {error}");
        let _ = io::stderr().write_all(message.as_bytes());
        return ExitCode::FAILURE;
    }
    if success {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Serves the sandbox. `SQLite` takes long to compile, so it is built in only for who asks for it.
fn sandbox(arguments: Vec<String>) -> Result<(String, bool), String> {
    let asks = |argument: &String| argument == "--db" || argument.starts_with("--db=");
    let features: &[&str] = if arguments.iter().any(asks) {
        &["sqlite"]
    } else {
        &[]
    };
    contract::run_with(features, &named("sandbox", arguments))
}

/// The arguments behind the name of a command of the harness.
fn named(command: &str, arguments: Vec<String>) -> Vec<String> {
    let mut named = vec![command.to_owned()];
    named.extend(arguments);
    named
}
