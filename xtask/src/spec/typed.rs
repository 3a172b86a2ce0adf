//! The checked JSON value to the typed document of the `openapiv3` crate.
//!
//! Responsible for: the conversion, and an honest message where it fails although `check` was
//! content. Not for: explaining ordinary mistakes, which `check` names better and first.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use openapiv3::{Components, OpenAPI, PathItem, Paths, ReferenceOr, Schema};
use serde::Deserialize;
use serde::de::value::MapDeserializer;
use serde_json::{Map, Value};

use super::{pointer, refs};
use crate::cores;
use crate::diagnostics::Diagnostics;

/// Values nested at most so deep hold so few schemas inside schemas that even a broken document is
/// converted quickly, see `check::schema`.
const SHALLOW: usize = 20;

/// Converts the document after a check or, where that cannot take long, beside it; gives nothing if
/// the check does.
pub(super) fn parse(
    file: &Path,
    value: &Value,
    found: &mut Diagnostics,
    check: impl FnOnce(&mut Diagnostics) -> Option<()>,
) -> Option<OpenAPI> {
    let parts = parts(value).unwrap_or_default();
    let is_broken = AtomicBool::new(false);
    let convert = |part: &Part<'_>| part.convert_unless(&is_broken);
    let converted = if is_shallow(value, SHALLOW) {
        let (converted, sound) = cores::share(&parts, convert, || {
            let sound = check(found);
            is_broken.fetch_or(sound.is_none(), Ordering::Relaxed);
            sound
        });
        sound?;
        converted
    } else {
        check(found)?;
        cores::share(&parts, convert, || ()).0
    };
    let openapi = converted.ok().and_then(whole);
    openapi.or_else(|| explain(file, value, found))
}

fn is_shallow(value: &Value, depth: usize) -> bool {
    let below = |value: &Value| depth > 0 && is_shallow(value, depth - 1);
    match value {
        Value::Array(list) => list.iter().all(below),
        Value::Object(map) => map.values().all(below),
        _ => true,
    }
}

/// A part of a document that is converted by itself: together they take as long as all the rest.
enum Part<'a> {
    /// Everything but components and paths.
    Rest(&'a Map<String, Value>),
    /// Everything of the components but schemas.
    Components(&'a Map<String, Value>),
    /// Everything of the paths that is no path.
    Paths(&'a Map<String, Value>),
    Path(&'a str, &'a Value),
    Schema(&'a str, &'a Value),
}

/// The same, converted.
enum Converted {
    Rest(Box<OpenAPI>),
    Components(Box<Components>),
    Paths(Paths),
    Path(String, Box<ReferenceOr<PathItem>>),
    Schema(String, Box<ReferenceOr<Schema>>),
}

/// The parts of a document; nothing where it has not the shape for it.
fn parts(value: &Value) -> Option<Vec<Part<'_>>> {
    let map = value.as_object()?;
    let paths = map.get("paths")?.as_object()?;
    let mut parts = vec![Part::Rest(map), Part::Paths(paths)];
    let items = paths.iter().filter(|(path, _)| path.starts_with('/'));
    parts.extend(items.map(|(path, item)| Part::Path(path, item)));
    if let Some(components) = map.get("components") {
        let components = components.as_object()?;
        parts.push(Part::Components(components));
        if let Some(schemas) = components.get("schemas") {
            let schemas = schemas.as_object()?.iter();
            parts.extend(schemas.map(|(name, schema)| Part::Schema(name, schema)));
        }
    }
    Some(parts)
}

impl Part<'_> {
    /// Converts the part, unless another one is broken: then the whole tells why, and a broken part can
    /// take long.
    fn convert_unless(&self, is_broken: &AtomicBool) -> Option<Converted> {
        let wanted = !is_broken.load(Ordering::Relaxed);
        let converted = wanted.then(|| self.convert()).flatten();
        is_broken.fetch_or(converted.is_none(), Ordering::Relaxed);
        converted
    }

    fn convert(&self) -> Option<Converted> {
        Some(match self {
            Self::Rest(map) => {
                let none = Value::Object(Map::new());
                let entries = map.iter().filter(|(key, _)| *key != "components");
                let entries = entries.map(|(key, value)| {
                    let value = if key == "paths" { &none } else { value };
                    (key.as_str(), value)
                });
                Converted::Rest(Box::new(deserialize(entries)?))
            }
            Self::Components(map) => {
                let entries = map.iter().filter(|(key, _)| *key != "schemas");
                let entries = entries.map(|(key, value)| (key.as_str(), value));
                Converted::Components(Box::new(deserialize(entries)?))
            }
            Self::Paths(map) => {
                let entries = map.iter().filter(|(key, _)| !key.starts_with('/'));
                let entries = entries.map(|(key, value)| (key.as_str(), value));
                Converted::Paths(deserialize(entries)?)
            }
            Self::Path(path, item) => {
                Converted::Path((*path).to_owned(), Box::new(reference_or(item)?))
            }
            Self::Schema(name, schema) => {
                Converted::Schema((*name).to_owned(), Box::new(reference_or(schema)?))
            }
        })
    }
}

fn deserialize<'a, T: Deserialize<'a>>(
    entries: impl Iterator<Item = (&'a str, &'a Value)>,
) -> Option<T> {
    T::deserialize(MapDeserializer::<_, serde_json::Error>::new(entries)).ok()
}

/// What `openapiv3` does too, without a copy of the value to try both.
fn reference_or<'a, T: Deserialize<'a>>(value: &'a Value) -> Option<ReferenceOr<T>> {
    match refs::reference_of(value) {
        Some(reference) => Some(ReferenceOr::ref_(reference)),
        None => T::deserialize(value).ok().map(ReferenceOr::Item),
    }
}

/// The document of its parts; nothing where one is missing or could not be converted.
fn whole(parts: Vec<Option<Converted>>) -> Option<OpenAPI> {
    let mut parts = parts.into_iter();
    let Some(Some(Converted::Rest(mut whole))) = parts.next() else {
        return None;
    };
    for part in parts {
        match part? {
            Converted::Rest(_) => return None,
            Converted::Paths(paths) => whole.paths = paths,
            Converted::Path(path, item) => {
                whole.paths.paths.insert(path, *item);
            }
            Converted::Components(components) => whole.components = Some(*components),
            Converted::Schema(name, schema) => {
                whole.components.as_mut()?.schemas.insert(name, *schema);
            }
        }
    }
    Some(*whole)
}

/// Converts the document as a whole, which tells the place of what the check did not.
fn explain(file: &Path, value: &Value, found: &mut Diagnostics) -> Option<OpenAPI> {
    let convert = || {
        serde_path_to_error::deserialize::<_, OpenAPI>(value)
            .map_err(|error| (to_pointer(error.path()), error.inner().to_string()))
    };
    // On a thread for its stack.
    let (pointer, message) = match cores::beside(convert, || ()).0 {
        Ok(Ok(openapi)) => return Some(openapi),
        Ok(Err(problem)) => problem,
        Err(_) => (String::new(), "the reader gave up".to_owned()),
    };
    let message = format!("the document does not have the shape of OpenAPI 3.0: {message}");
    found.error("not-openapi", file, pointer, message, HELP);
    None
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

#[cfg(test)]
mod tests;
