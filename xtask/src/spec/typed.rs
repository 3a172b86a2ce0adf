//! The checked JSON value to the typed document of the `openapiv3` crate.
//!
//! Responsible for: the conversion, and an honest message where it fails although `check` was
//! content. Not for: explaining ordinary mistakes, which `check` names better and first.

use std::path::Path;

use openapiv3::OpenAPI;
use serde::Deserialize;
use serde_json::Value;

use super::pointer;
use crate::diagnostics::Diagnostics;

/// Converts the document.
pub(super) fn parse(file: &Path, value: &Value, found: &mut Diagnostics) -> Option<OpenAPI> {
    if let Ok(openapi) = OpenAPI::deserialize(value) {
        return Some(openapi);
    }
    // Tracking the path costs time, so only the failing case pays for it.
    match serde_path_to_error::deserialize::<_, OpenAPI>(value) {
        Ok(openapi) => Some(openapi),
        Err(error) => {
            found.error(
                "not-openapi",
                file,
                to_pointer(error.path()),
                format!(
                    "the document does not have the shape of OpenAPI 3.0: {}",
                    error.inner()
                ),
                HELP,
            );
            None
        }
    }
}

/// What to do about a mistake that only the typed reader noticed.
pub(super) const HELP: &str = "compare it with the OpenAPI 3.0 specification; the place is as near \
                               as the reader can tell, and a missing check of this generator";

/// Converts one schema; gives what the reader says otherwise.
pub(super) fn schema(value: Value) -> Result<openapiv3::Schema, serde_json::Error> {
    openapiv3::Schema::deserialize(value)
}

fn to_pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut text = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer::push(&mut text, &index.to_string()),
            Segment::Map { key } => pointer::push(&mut text, key),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    text
}
