//! Reads an OpenAPI document: text, overlays, structural checks, typed form.
//!
//! Responsible for: everything between a path on disk and a [`Document`] that is known to be sound.
//! Not for: any decision about the generated code (`lower`), and not for fetching documents.

mod limits;
pub mod locate;
mod operation_ids;
mod parse;
pub mod pointer;
pub mod refs;
pub mod segments;
mod source;
mod typed;
pub mod vendor;

mod check;
mod overlay;

#[cfg(test)]
mod tests;

pub use operation_ids::MISSING_ID;

use std::panic::resume_unwind;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::cores;
use crate::diagnostics::Diagnostics;

/// A document as the generator reads it: overlays applied, structure checked.
#[derive(Debug, Clone)]
pub struct Document {
    /// The path as the user gave it, for messages.
    pub path: PathBuf,
    /// The source text, without a byte order mark.
    pub text: String,
    /// The whole document as JSON, in document order, overlays applied.
    pub value: Value,
    /// The same document, typed.
    pub openapi: openapiv3::OpenAPI,
    /// Problems that the generator copes with, as they were found: [`in_reading_order`] gives them lines.
    pub warnings: Diagnostics,
    /// Overlays that were applied, in that order.
    pub applied_overlays: Vec<PathBuf>,
    /// Overlays that are meant for an API served elsewhere, so were not applied.
    pub skipped_overlays: Vec<PathBuf>,
}

/// Loads a document, applies the overlays of a folder, and checks the result.
///
/// # Errors
///
/// Gives every problem found, warnings included, if at least one of them is an error. Later stages
/// are not tried on the output of a stage that failed, since they would only repeat its problems.
pub fn load(spec: &Path, overlays: Option<&Path>) -> Result<Document, Diagnostics> {
    let mut found = Diagnostics::new();
    let result = load_unplaced(spec, overlays, &mut found);
    match result {
        Some(mut document) if !found.has_errors() => {
            document.warnings = found;
            Ok(document)
        }
        _ => Err(in_reading_order(found)),
    }
}

/// Gives problems their lines, and sorts them by file, as the files were met, and by place. It reads the
/// text once more, so it is left to those who show problems.
#[must_use]
pub fn in_reading_order(mut found: Diagnostics) -> Diagnostics {
    locate::place(&mut found);
    let mut list: Vec<_> = found.into_iter().collect();
    let mut files: Vec<PathBuf> = Vec::new();
    for problem in &list {
        if !files.contains(&problem.file) {
            files.push(problem.file.clone());
        }
    }
    list.sort_by_key(|d| (files.iter().position(|file| *file == d.file), d.line));
    let mut sorted = Diagnostics::new();
    for problem in list {
        sorted.push(problem);
    }
    sorted
}

/// Does the work of [`load`] and leaves the lines of the problems to it.
fn load_unplaced(
    spec: &Path,
    overlays: Option<&Path>,
    found: &mut Diagnostics,
) -> Option<Document> {
    let mut unlisted = Diagnostics::new();
    let overlay_files = overlays.map(|folder| (folder, overlay::list(folder, &mut unlisted)));
    let read_document = || {
        let text = source::read(spec, found)?;
        let value = parse::parse(spec, &text, found)?;
        check::version(spec, &value, found)?;
        Some((text, value))
    };
    // Neither needs the other.
    let files = overlay_files
        .as_ref()
        .and_then(|(_, files)| files.as_deref());
    let (read, document) = cores::share(
        files.unwrap_or_default(),
        |file| overlay::read(file),
        read_document,
    );
    let (text, mut value) = document?;
    let read = read.unwrap_or_else(|panic| resume_unwind(panic));
    let applied = match overlay_files {
        Some((folder, files)) => {
            found.append(unlisted);
            files?;
            overlay::apply_all(read, folder, spec, &mut value, found)?
        }
        None => overlay::Applied::default(),
    };
    operation_ids::fill(spec, &mut value, found);
    let structure = |found: &mut Diagnostics| {
        let sound = check::structure(spec, &value, found);
        if sound.is_none() && overlays.is_some() {
            overlay::blame(spec, &text, found);
        }
        sound
    };
    let openapi = typed::parse(spec, &value, found, structure)?;
    Some(Document {
        path: spec.to_owned(),
        text,
        value,
        openapi,
        warnings: Diagnostics::new(),
        applied_overlays: applied.applied,
        skipped_overlays: applied.skipped,
    })
}
