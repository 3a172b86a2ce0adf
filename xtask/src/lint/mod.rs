//! `cargo xtask lint`: every problem of a document and its overlays.
//!
//! Responsible for: collecting what the checks (`spec`), the generator (`lower`) and the rules here
//! say, and printing it. Not for: the meaning of an id (`explain`).

mod explain;
mod print;
mod rules;

use std::path::Path;

use serde_json::Value;

use crate::codegen::Command;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::{lower, spec};

pub use explain::{all as explanations, explain};
pub use print::Format;

/// The problems as text, and whether none of them is an error.
#[must_use]
pub fn run(command: &Command, format: Format) -> (String, bool) {
    let problems = problems(command);
    let text = print::print(&problems, &command.spec_path(), format);
    (text, !problems.has_errors())
}

/// All problems of the document that a command reads, in reading order.
#[must_use]
pub fn problems(command: &Command) -> Diagnostics {
    let (path, overlays) = (command.spec_path(), command.overlay_folder());
    let mut problems = match spec::load(&path, overlays.as_deref()) {
        Ok(document) => of_document(document),
        Err(mut problems) => {
            // What is wrong with an overlay hides nothing of the document itself.
            let is_document = |problem: &Diagnostic| problem.file == path;
            if overlays.is_some()
                && !problems.iter().any(is_document)
                && let Ok(document) = spec::load(&path, None)
            {
                problems.append(of_document(document));
            }
            problems
        }
    };
    spec::locate::place(&mut problems);
    problems
}

fn of_document(document: spec::Document) -> Diagnostics {
    let lowered = lower::lower(&document, &lower::Options::default());
    let mut advice = Advice {
        file: &document.path,
        root: &document.value,
        found: Diagnostics::new(),
    };
    rules::check(&mut advice);
    let advice = advice.found;
    let mut problems = spec::in_reading_order(document.warnings);
    problems.append(lowered.map_or_else(|refused| refused, |(_, warnings)| warnings));
    problems.append(advice);
    problems
}

/// A document and what the rules find in it.
struct Advice<'a> {
    file: &'a Path,
    root: &'a Value,
    found: Diagnostics,
}

impl Advice<'_> {
    fn warning(&mut self, id: &'static str, pointer: &str, message: String, help: &str) {
        self.found.warning(id, self.file, pointer, message, help);
    }

    fn notice(&mut self, id: &'static str, pointer: &str, message: String, help: &str) {
        self.found.push(Diagnostic {
            severity: Severity::Notice,
            id,
            file: self.file.to_owned(),
            line: None,
            pointer: pointer.to_owned(),
            message,
            help: help.to_owned(),
        });
    }
}
