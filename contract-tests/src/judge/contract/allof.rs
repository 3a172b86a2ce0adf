//! What a schema really is: references followed, `allOf` of one part seen through.
//!
//! Responsible for: the value that holds the facts of a schema, and the flags that were met on the
//! way. Keys beside a `$ref` do not count, as `OpenAPI` 3.0 says. Not for: what those facts mean.

use serde_json::Value;
use xtask::spec::refs;

/// Most steps through references and `allOf`: more are a cycle.
const STEPS: usize = 64;

/// Most parts of one schema: more are a cycle, or parts that are made of the same parts over and over.
const PARTS: usize = 2_000;

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
#[allow(
    clippy::struct_excessive_bools,
    reason = "facts of the document, each its own"
)]
#[derive(Debug, Clone)]
pub(super) struct Plain<'d> {
    pub(super) value: &'d Value,
    pub(super) pointer: String,
    /// `nullable` of the schema or of one of its wrappers.
    pub(super) nullable: bool,
    /// `x-optional` of the schema or of one of its wrappers.
    pub(super) optional: bool,
    /// `readOnly` of the schema or of one of its wrappers.
    pub(super) read_only: bool,
    /// `writeOnly` of the schema or of one of its wrappers.
    pub(super) write_only: bool,
    /// Keys that are dealt with: a schema is taken apart key by key.
    pub(super) taken: Vec<&'static str>,
}

impl<'d> Plain<'d> {
    /// A key that is not dealt with yet.
    pub(super) fn get(&self, key: &str) -> Option<&'d Value> {
        self.value.get(key).filter(|_| !self.taken.contains(&key))
    }

    /// The same without a key.
    pub(super) fn without(mut self, key: &'static str) -> Self {
        self.taken.push(key);
        self
    }

    /// Whether there is anything about values left in it.
    pub(super) fn has_facts(&self) -> bool {
        FACTS.iter().any(|key| self.get(key).is_some())
    }
}

/// Takes the wrappers off. `None` when a reference leads nowhere.
pub(super) fn plain<'d>(root: &'d Value, value: &'d Value, at: &str) -> Option<Plain<'d>> {
    let mut found = Plain {
        value,
        pointer: at.to_owned(),
        nullable: false,
        optional: false,
        read_only: false,
        write_only: false,
        taken: Vec::new(),
    };
    for _ in 0..STEPS {
        if let Some(reference) = refs::reference_of(found.value) {
            (found.value, found.pointer) = refs::resolve(root, reference)?;
            continue;
        }
        found.nullable |= flag(found.value, "nullable");
        found.optional |= flag(found.value, "x-optional");
        found.read_only |= flag(found.value, "readOnly");
        found.write_only |= flag(found.value, "writeOnly");
        match parts(found.value) {
            [part] if !found.has_facts() => {
                found.value = part;
                found.pointer.push_str("/allOf/0");
            }
            _ => return Some(found),
        }
    }
    None
}

/// All parts that schemas are made of, each schema itself among them where it has facts of its own.
/// `None` when there are too many of them, as where a schema is a part of itself.
pub(super) fn flatten<'d>(root: &'d Value, wholes: &[Plain<'d>]) -> Option<Vec<Plain<'d>>> {
    let mut found = Vec::new();
    let mut open: Vec<_> = wholes
        .iter()
        .rev()
        .map(|whole| (whole.clone(), 0))
        .collect();
    let mut seen = 0;
    while let Some((next, depth)) = open.pop() {
        seen += 1;
        if depth > STEPS || seen > PARTS {
            return None;
        }
        let parts = parts(next.value);
        for (index, part) in parts.iter().enumerate().rev() {
            let at = format!("{}/allOf/{index}", next.pointer);
            // What tells the shapes of a base apart says nothing about one that has it as a part.
            open.push((plain(root, part, &at)?.without("discriminator"), depth + 1));
        }
        if parts.is_empty() || next.has_facts() {
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
