//! What a schema says beside its type, as a sentence of the documentation.
//!
//! Responsible for: `default`, `readOnly`, `writeOnly`, `deprecated`, and the values of an `enum`
//! that is not of texts. Not for: descriptions (`docs`).
//!
//! None of these changes a type. A default is the server's to fill in. A listed number has no better
//! name than itself, and one that is not listed must decode all the same.

use serde_json::Value;

use crate::ir::Docs;
use crate::spec::refs;

use super::source::Source;

/// Adds the notes about a schema.
pub(super) fn add(source: Source<'_>, schema: Option<&Value>, docs: &mut Docs) {
    let Some(schema) = schema else {
        return;
    };
    let mut notes = Vec::new();
    notes.extend(listed(source, schema));
    if let Some(value) = schema.get("default").filter(|value| !value.is_null()) {
        notes.push(format!("Default: {}.", code(value)));
    }
    for (key, note) in [
        ("readOnly", "Read only: the server sets it."),
        ("writeOnly", "Write only: no answer has it."),
    ] {
        if schema.get(key) == Some(&Value::Bool(true)) {
            notes.push(note.to_owned());
        }
    }
    append(docs, &notes);
}

/// Says that a type is deprecated. As an attribute it would warn wherever the crate names the type.
pub(super) fn deprecated(docs: &mut Docs) {
    append(docs, &["Deprecated by the document.".to_owned()]);
}

/// The values of an enum that is not of texts, here or behind a reference.
fn listed(source: Source<'_>, schema: &Value) -> Option<String> {
    let behind = refs::reference_of(schema);
    let behind = behind.and_then(|reference| refs::resolve(source.value, reference));
    let schema = behind.map_or(schema, |(schema, _)| schema);
    let values = schema.get("enum")?.as_array()?;
    let plain = |value: &Value| value.is_number() || value.is_boolean();
    if !values.iter().any(plain) {
        return None;
    }
    let values = values
        .iter()
        .filter(|value| plain(value) || value.is_string());
    let values: Vec<String> = values.map(code).collect();
    Some(format!("Known values: {}.", values.join(", ")))
}

fn code(value: &Value) -> String {
    match value {
        Value::String(text) => Docs::code(text),
        other => Docs::code(&other.to_string()),
    }
}

fn append(docs: &mut Docs, notes: &[String]) {
    if notes.is_empty() {
        return;
    }
    if !docs.is_empty() {
        docs.lines.push(String::new());
    }
    docs.lines.push(notes.join(" "));
}
