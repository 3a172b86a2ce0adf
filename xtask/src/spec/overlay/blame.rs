//! Which problems of a document are due to its overlays.
//!
//! Responsible for: telling the user to look into the overlays, where the document itself does not
//! even have the place. Not for: finding problems.

use std::path::Path;

use super::super::parse;
use crate::diagnostics::{Diagnostics, Severity};

/// Adds a note to each error whose place is not in the text of the document.
///
/// The text is parsed once more for it: only a refused document pays for that.
pub(in crate::spec) fn blame(spec: &Path, text: &str, found: &mut Diagnostics) {
    let Some(original) = parse::parse(spec, text, &mut Diagnostics::new()) else {
        return;
    };
    for problem in found.iter_mut() {
        let here = problem.file == spec && problem.severity == Severity::Error;
        if here && original.pointer(&problem.pointer).is_none() {
            problem.message.push_str(" (an overlay put it there)");
        }
    }
}
