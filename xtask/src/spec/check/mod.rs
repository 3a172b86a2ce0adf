//! Structural checks of a document: every problem, each with its place, cause and next step.
//!
//! Responsible for: making sure that the typed reader and `lower` meet no surprise. Not for: what
//! the generator does not support although it is valid (`lower`).
//!
//! `grammar` is the specification as a table and `walk` compares the document with it; what a table
//! cannot say has one file per subject.

mod cycles;
mod grammar;
mod operation;
mod parameter;
mod paths;
mod reference;
mod report;
mod responses;
mod schema;
mod schema_bounds;
mod schema_enum;
mod schema_pattern;
mod security;
mod servers;
mod template;
mod types;
mod version;
mod walk;
mod words;

use std::path::Path;

use serde_json::Value;

use crate::diagnostics::Diagnostics;

pub(in crate::spec) use self::grammar::METHODS;
pub(in crate::spec) use self::version::check as version;

/// Checks the whole document; gives nothing if there are errors.
pub(super) fn structure(file: &Path, value: &Value, found: &mut Diagnostics) -> Option<()> {
    let mut report = report::Report::new(file, value, found);
    walk::document(&mut report);
    cycles::check(&mut report);
    report.finish();
    (!found.has_errors()).then_some(())
}
