//! The checked JSON value to the typed document of the `openapiv3` crate.
//!
//! Responsible for: the conversion, and an honest message where it fails although `check` was
//! content. Not for: explaining ordinary mistakes, which `check` names better and first.

use std::panic::resume_unwind;
use std::path::Path;
use std::thread;

use openapiv3::OpenAPI;
use serde::Deserialize;
use serde::de::value::MapDeserializer;
use serde_json::Value;

use super::beside::beside;
use super::pointer;
use crate::diagnostics::Diagnostics;

/// What came of a conversion: the document, or a pointer and a text, or a panic of the reader.
type Converted = thread::Result<Result<OpenAPI, (String, String)>>;

/// Values nested at most so deep hold so few schemas inside schemas that even a broken document is
/// converted quickly, see `check::schema`.
const SHALLOW: usize = 16;

/// Converts the document after a check or, where that cannot take long, beside it; gives nothing if
/// the check does.
pub(super) fn parse(
    file: &Path,
    value: &Value,
    found: &mut Diagnostics,
    check: impl FnOnce(&mut Diagnostics) -> Option<()>,
) -> Option<OpenAPI> {
    let convert = || convert(value);
    let converted = if is_shallow(value, SHALLOW) {
        let (converted, sound) = beside(convert, || check(found));
        sound?;
        converted
    } else {
        check(found)?;
        beside(convert, || ()).0
    };
    told(file, converted, found)
}

fn is_shallow(value: &Value, depth: usize) -> bool {
    let below = |value: &Value| depth > 0 && is_shallow(value, depth - 1);
    match value {
        Value::Array(list) => list.iter().all(below),
        Value::Object(map) => map.values().all(below),
        _ => true,
    }
}

/// Reports what the check did not.
fn told(file: &Path, converted: Converted, found: &mut Diagnostics) -> Option<OpenAPI> {
    let (pointer, message) = match converted {
        Ok(Ok(openapi)) => return Some(openapi),
        Ok(Err(problem)) => problem,
        Err(_) => (String::new(), "the reader gave up".to_owned()),
    };
    let message = format!("the document does not have the shape of OpenAPI 3.0: {message}");
    found.error("not-openapi", file, pointer, message, HELP);
    None
}

/// The document, or the pointer and the text of what the reader says.
fn convert(value: &Value) -> Result<OpenAPI, (String, String)> {
    if let Some(openapi) = in_halves(value) {
        return Ok(openapi);
    }
    // Tracking the path costs time, so only the failing case pays for it.
    serde_path_to_error::deserialize::<_, OpenAPI>(value)
        .map_err(|error| (to_pointer(error.path()), error.inner().to_string()))
}

/// The document, its components converted beside the rest: both take about as long.
fn in_halves(value: &Value) -> Option<OpenAPI> {
    let map = value.as_object()?;
    let components = || map.get("components").map(Option::deserialize).transpose();
    let rest = || {
        let entries = map.iter().filter(|(key, _)| *key != "components");
        let entries = entries.map(|(key, value)| (key.as_str(), value));
        OpenAPI::deserialize(MapDeserializer::new(entries))
    };
    let (components, rest) = beside(components, rest);
    let components = components.unwrap_or_else(|panic| resume_unwind(panic));
    Some(OpenAPI {
        components: components.ok()?.flatten(),
        ..rest.ok()?
    })
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
