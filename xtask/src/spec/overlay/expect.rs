//! What an overlay expects of the document, checked before it is applied.
//!
//! Responsible for: `x-expect`. Not for: the actions themselves.

use std::path::Path;

use serde_json::Value;

use super::super::pointer;
use super::format::{Expectation, Overlay};
use super::{short, stale};
use crate::diagnostics::Diagnostics;

/// Checks all expectations of an overlay.
pub(super) fn check(
    overlay: &Overlay,
    file: &Path,
    spec: &Path,
    document: &Value,
    found: &mut Diagnostics,
) {
    for expectation in &overlay.expectations {
        if let Some(message) = fails(expectation, spec, document) {
            stale(file, &expectation.pointer, message, found);
        }
    }
}

/// The first thing in which the document differs.
fn fails(expectation: &Expectation, spec: &Path, document: &Value) -> Option<String> {
    let target = expectation.target.text();
    let spec = spec.display();
    let nodes = expectation.target.select(document);
    if nodes.is_empty() {
        return Some(format!(
            "the overlay expects `{target}`, but {spec} has nothing there"
        ));
    }
    for (at, node) in nodes {
        if let Some(difference) = expectation
            .has
            .as_ref()
            .and_then(|has| differs(node, has, at.clone()))
        {
            let Difference {
                pointer,
                expected,
                actual,
            } = difference;
            let actual = actual.map_or_else(|| "nothing".to_owned(), short);
            let expected = short(expected);
            return Some(format!(
                "the overlay expects {expected} at {pointer}, but {spec} has {actual} there"
            ));
        }
        if let Some(key) = expectation
            .lacks
            .iter()
            .find(|key| pointer::child(node, key).is_some())
        {
            let actual = pointer::child(node, key).map(short).unwrap_or_default();
            let at = pointer::join(&at, key);
            return Some(format!(
                "the overlay expects nothing at {at}, but {spec} has {actual} there"
            ));
        }
    }
    None
}

struct Difference<'a> {
    pointer: String,
    expected: &'a Value,
    actual: Option<&'a Value>,
}

/// Where a node does not contain what is expected: objects may have more keys, lists must have as
/// many elements, other values must be equal.
fn differs<'a>(actual: &'a Value, expected: &'a Value, pointer: String) -> Option<Difference<'a>> {
    match (actual, expected) {
        (Value::Object(map), Value::Object(wanted)) => wanted.iter().find_map(|(key, expected)| {
            let pointer = pointer::join(&pointer, key);
            match map.get(key) {
                Some(actual) => differs(actual, expected, pointer),
                None => Some(Difference {
                    pointer,
                    expected,
                    actual: None,
                }),
            }
        }),
        (Value::Array(list), Value::Array(wanted)) if list.len() == wanted.len() => list
            .iter()
            .zip(wanted)
            .enumerate()
            .find_map(|(index, (actual, expected))| {
                differs(
                    actual,
                    expected,
                    pointer::join(&pointer, &index.to_string()),
                )
            }),
        _ if actual == expected => None,
        _ => Some(Difference {
            pointer,
            expected,
            actual: Some(actual),
        }),
    }
}
