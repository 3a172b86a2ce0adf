//! `cargo xtask nightly`: everything that a maintainer wants to know in the morning, in one go.
//!
//! Responsible for: the order of the steps, and one verdict. A step that fails does not stop the
//! others: the report of a bad night is worth most. Not for: any of the steps.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::codegen;
use crate::contract;
use crate::diagnostics::Severity;
use crate::lint;

/// What the user asked for.
#[derive(Debug, Clone, Default)]
pub struct Command {
    /// Folder of the reports.
    pub report: Option<PathBuf>,
    /// Whether to fetch the vendor's document and compare; the only step that needs the network.
    pub pull: bool,
}

/// Runs every step.
///
/// # Errors
/// Cargo could not be started.
pub fn run(command: &Command) -> Result<(String, bool), String> {
    let mut steps = vec![("fresh", fresh()), ("lint", linted())];
    let mut arguments = Vec::new();
    if let Some(folder) = &command.report {
        arguments = vec!["--report".to_owned(), shown(folder)];
    }
    say("contract");
    steps.push(("contract", contract::run(&arguments)?.1));
    say("self-test");
    let self_test = ["--self-test".to_owned(), "--brief".to_owned()];
    steps.push(("self-test", contract::run(&self_test)?.1));
    if command.pull {
        say("pull");
        let (text, well) = crate::pull::Command::default().run()?;
        print(&text);
        steps.push(("pull", well));
    }
    let mut verdict = String::from("nightly:");
    for (step, well) in &steps {
        let _ = write!(verdict, " {step} {}", if *well { "ok" } else { "FAILED" });
    }
    verdict.push('\n');
    Ok((verdict, steps.iter().all(|(_, well)| *well)))
}

/// Whether `generated/` and the dispatcher are what the document says.
fn fresh() -> bool {
    say("fresh");
    let check = codegen::Command {
        check: true,
        ..codegen::Command::default()
    };
    match check.run() {
        Ok(report) => {
            print(&report.text);
            report.success
        }
        Err(problems) => {
            print(&problems);
            false
        }
    }
}

/// Whether the document has no errors; its warnings and notices are counted only.
fn linted() -> bool {
    say("lint");
    let problems = lint::problems(&codegen::Command::default());
    for problem in problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
    {
        print(&format!("{problem}\n\n"));
    }
    let count = |severity| problems.count(severity);
    print(&format!(
        "{} errors, {} warnings, {} notices: `cargo xtask lint` lists them\n",
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Notice),
    ));
    !problems.has_errors()
}

fn say(step: &str) {
    print(&format!("{step}: "));
}

/// What a step says, at once: the steps that run another program write between these lines.
fn print(text: &str) {
    let mut out = io::stdout();
    // Nobody is left to tell where standard output is closed.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
