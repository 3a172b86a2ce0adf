//! Tests of the whole of `spec`: what it must survive, and what it must accept.

mod base;
mod limits;
mod overlays;
mod total;
mod upstream;

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Document, check, load, typed};
use crate::diagnostics::Diagnostics;

/// Checks a value as `load` does once the text is parsed.
fn examine(value: &Value) -> Diagnostics {
    let mut found = Diagnostics::new();
    let file = Path::new("spec.json");
    let _ = check::version(file, value, &mut found).and_then(|()| {
        typed::parse(file, value, &mut found, |found| {
            check::structure(file, value, found)
        })
    });
    found
}

/// Writes a text to a file of its own and loads it.
fn load_bytes(name: &str, bytes: &[u8]) -> Result<Document, Diagnostics> {
    let folder = tempfile::tempdir().unwrap();
    let file: PathBuf = folder.path().join(name);
    std::fs::write(&file, bytes).unwrap();
    load(&file, None)
}

/// The ids of what was found.
fn ids(result: Result<Document, Diagnostics>) -> Vec<&'static str> {
    let found = result.map_or_else(|found| found, |document| document.warnings);
    found.iter().map(|problem| problem.id).collect()
}
