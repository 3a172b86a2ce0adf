//! `cargo xtask lint`: every problem of a document and its overlays.

use std::fmt::Write as _;

use crate::codegen::Command;
use crate::diagnostics::{Diagnostics, Severity};
use crate::{lower, spec};

/// The problems as text, and whether none of them is an error.
#[must_use]
pub fn run(command: &Command) -> (String, bool) {
    let problems = problems(command);
    let mut text = String::new();
    for problem in &problems {
        let _ = writeln!(text, "{problem}\n");
    }
    let errors = problems.count(Severity::Error);
    let warnings = problems.count(Severity::Warning);
    let _ = writeln!(text, "{}: {errors} errors, {warnings} warnings", command.spec_path().display());
    (text, errors == 0)
}

fn problems(command: &Command) -> Diagnostics {
    let document = spec::load(&command.spec_path(), command.overlay_folder().as_deref());
    let mut problems = match document {
        Err(problems) => problems,
        Ok(document) => {
            let lowered = lower::lower(&document, &lower::Options::default());
            let mut problems = document.warnings;
            problems.append(lowered.map_or_else(|refused| refused, |(_, warnings)| warnings));
            problems
        }
    };
    spec::locate::place(&mut problems);
    problems
}
