//! The checked JSON value to the typed document of the `openapiv3` crate.
//!
//! Responsible for: the conversion, and an honest message where it fails although `check` was
//! content. Not for: explaining ordinary mistakes, which `check` names better and first.

use std::path::Path;
use std::thread;

use openapiv3::OpenAPI;
use serde::Deserialize;
use serde_json::Value;

use super::pointer;
use crate::diagnostics::Diagnostics;

/// Stack for the conversion. It takes up to 70 KB for each nested schema in a debug build, so that
/// the main thread of some systems (1 MiB) would not do for [`super::limits::SCHEMA_DEPTH`] of them.
const STACK: usize = 16 * 1024 * 1024;

/// Converts the document.
pub(super) fn parse(file: &Path, value: &Value, found: &mut Diagnostics) -> Option<OpenAPI> {
    let result = thread::scope(|scope| {
        let convert = thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || convert(value));
        // Without a thread of its own the caller's stack will do for all but the oddest documents.
        convert.map_or_else(|_| Some(self::convert(value)), |thread| thread.join().ok())
    });
    let (pointer, message) = match result {
        Some(Ok(openapi)) => return Some(openapi),
        Some(Err(problem)) => problem,
        None => (String::new(), "the reader gave up".to_owned()),
    };
    let message = format!("the document does not have the shape of OpenAPI 3.0: {message}");
    found.error("not-openapi", file, pointer, message, HELP);
    None
}

/// The document, or the pointer and the text of what the reader says.
fn convert(value: &Value) -> Result<OpenAPI, (String, String)> {
    if let Ok(openapi) = OpenAPI::deserialize(value) {
        return Ok(openapi);
    }
    // Tracking the path costs time, so only the failing case pays for it.
    serde_path_to_error::deserialize::<_, OpenAPI>(value)
        .map_err(|error| (to_pointer(error.path()), error.inner().to_string()))
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
