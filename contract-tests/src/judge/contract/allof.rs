//! What a schema really is: references followed, `allOf` of one part seen through.
//!
//! Responsible for: the value that holds the facts of a schema, and the flags that were met on the
//! way. Keys beside a `$ref` do not count, as `OpenAPI` 3.0 says. Not for: what those facts mean.

use serde_json::Value;
use xtask::spec::refs;

/// Most steps through references and `allOf`: more are a cycle.
const STEPS: usize = 64;

/// Keys that say something about values, so that `allOf` beside them is not just a wrapper.
const FACTS: &[&str] = &[
    "properties",
    "required",
    "additionalProperties",
    "items",
    "enum",
    "oneOf",
    "anyOf",
    "not",
    "format",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
];

/// A schema without wrappers.
#[derive(Debug, Clone)]
pub(super) struct Plain<'d> {
    pub(super) value: &'d Value,
    pub(super) pointer: String,
    /// `nullable` of the schema or of one of its wrappers.
    pub(super) nullable: bool,
    /// `x-optional` of the schema or of one of its wrappers.
    pub(super) optional: bool,
}

/// Takes the wrappers off. `None` when a reference leads nowhere.
pub(super) fn plain<'d>(root: &'d Value, value: &'d Value, at: &str) -> Option<Plain<'d>> {
    let mut found = Plain {
        value,
        pointer: at.to_owned(),
        nullable: false,
        optional: false,
    };
    for _ in 0..STEPS {
        if let Some(reference) = refs::reference_of(found.value) {
            (found.value, found.pointer) = refs::resolve(root, reference)?;
            continue;
        }
        found.nullable |= flag(found.value, "nullable");
        found.optional |= flag(found.value, "x-optional");
        match parts(found.value) {
            [part] if !has_facts(found.value) => {
                found.value = part;
                found.pointer.push_str("/allOf/0");
            }
            _ => return Some(found),
        }
    }
    None
}

/// All parts of a schema that is made of several, itself among them where it has facts of its own.
pub(super) fn flatten<'d>(root: &'d Value, whole: &Plain<'d>) -> Option<Vec<Plain<'d>>> {
    let mut found = Vec::new();
    let mut open = vec![(whole.clone(), 0)];
    while let Some((next, depth)) = open.pop() {
        if depth > STEPS {
            return None;
        }
        let parts = parts(next.value);
        for (index, part) in parts.iter().enumerate().rev() {
            let at = format!("{}/allOf/{index}", next.pointer);
            open.push((plain(root, part, &at)?, depth + 1));
        }
        if parts.is_empty() || has_facts(next.value) {
            found.push(next);
        }
    }
    Some(found)
}

/// The parts of `allOf`; none where there is no such key.
pub(super) fn parts(value: &Value) -> &[Value] {
    value
        .get("allOf")
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// Whether a key is there and `true`.
pub(super) fn flag(value: &Value, key: &str) -> bool {
    value.get(key) == Some(&Value::Bool(true))
}

fn has_facts(value: &Value) -> bool {
    FACTS.iter().any(|key| value.get(key).is_some())
}
