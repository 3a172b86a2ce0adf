//! The type of the value under a key.
//!
//! Responsible for: comparing a value with the shape the grammar gives. Not for: what is inside an
//! object or a list; `walk` goes there.

use serde_json::Value;

use super::grammar::{Field, Kind, Shape};

/// What should stand here instead, in words; nothing if the value has the type of the shape.
///
/// Objects of a kind are not judged here, since they may be references too.
pub(super) fn wanted(shape: Shape, value: &Value) -> Option<&'static str> {
    let (fits, wanted) = match shape {
        Shape::Any | Shape::Is(_) | Shape::Ref(_) => return None,
        Shape::Text => (value.is_string(), "a text"),
        Shape::Bool => (value.is_boolean(), "true or false"),
        Shape::Number => (value.is_number(), "a number"),
        Shape::Size => (value.is_u64(), "a whole number that is not negative"),
        Shape::List | Shape::ListOf(_) | Shape::ListOfRef(_) => (value.is_array(), "a list"),
        Shape::TextList => (is_text_list(value), "a list of texts"),
        Shape::Map | Shape::MapOf(_) | Shape::MapOfRef(_) => (value.is_object(), "an object"),
        Shape::TextMap => (is_text_map(value), "an object of texts"),
        Shape::BoolOrSchema => (
            value.is_boolean() || value.is_object(),
            "true, false or a schema",
        ),
    };
    (!fits).then_some(wanted)
}

fn is_text_list(value: &Value) -> bool {
    value
        .as_array()
        .is_some_and(|list| list.iter().all(Value::is_string))
}

fn is_text_map(value: &Value) -> bool {
    value
        .as_object()
        .is_some_and(|map| map.values().all(Value::is_string))
}

/// What to do about a value that should be an object of a kind.
pub(super) fn object_help(pointer: &str, kind: Kind, value: &Value) -> &'static str {
    match value {
        Value::Array(_) if kind == Kind::Schema && pointer.ends_with("/items") => {
            "OpenAPI 3.0 has no tuples: give one schema for all items"
        }
        Value::Bool(_) if kind == Kind::Schema => "write `{}` for a schema that allows anything",
        Value::Null => "delete the key, or write an object",
        _ => "write an object with the keys that the specification gives",
    }
}

/// What to do about a value of the wrong type.
pub(super) fn help(key: &str, shape: Shape, value: &Value) -> &'static str {
    match (key, shape, value) {
        ("exclusiveMinimum" | "exclusiveMaximum", _, Value::Number(_)) => {
            "in OpenAPI 3.0 it is true or false and goes with `minimum` or `maximum`"
        }
        ("required", Shape::TextList, Value::Bool(_)) => {
            "in a schema it is the list of the required properties; only parameters have true or false"
        }
        (_, _, Value::Null) => "delete the key, or give it a value",
        (_, Shape::Text, Value::Number(_) | Value::Bool(_)) => "put quotes around it",
        (_, Shape::Bool | Shape::Number | Shape::Size, Value::String(_)) => "take the quotes away",
        _ => "correct the value, or delete the key",
    }
}

/// Texts whose absence changes nothing, so that `description:` with nothing after it is no error.
pub(super) fn may_be_empty(field: &Field) -> bool {
    let harmless = [
        "description",
        "summary",
        "termsOfService",
        "format",
        "pattern",
    ];
    !field.required && harmless.contains(&field.key)
}
