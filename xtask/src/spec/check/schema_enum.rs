//! The values of an `enum`.
//!
//! Responsible for: emptiness, types, repetition. Not for: names of the variants (`lower`).

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::report::Report;
use super::words;

/// Checks the `enum` of a schema, if it has one.
pub(super) fn check(report: &mut Report<'_>, map: &Map<String, Value>) {
    let Some(values) = map.get("enum").and_then(Value::as_array) else {
        return;
    };
    let kind = map.get("type").and_then(Value::as_str);
    let nullable = map.get("nullable") == Some(&Value::Bool(true));
    report.below("enum", |report| {
        if values.is_empty() {
            report.error(
                "empty-enum",
                "`enum` must not be empty",
                "list the values, or delete the key",
            );
        }
        let mut seen = HashSet::new();
        for (index, value) in values.iter().enumerate() {
            report.below(&index.to_string(), |report| {
                of_type(report, kind, nullable, value);
                if !seen.insert(value.to_string()) {
                    let message = format!("the value {value} is listed twice");
                    report.warning("enum-twice", message, "delete one of the two");
                }
            });
        }
    });
}

fn of_type(report: &mut Report<'_>, kind: Option<&str>, nullable: bool, value: &Value) {
    let fits = match kind {
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => return,
    };
    if fits {
        return;
    }
    if value.is_null() {
        if !nullable {
            let message = "the value null is listed, but the schema does not allow null";
            report.warning(
                "enum-null",
                message,
                "add `nullable: true`, or delete the value",
            );
        }
        return;
    }
    let message = format!("{} is no {}", words::found(value), kind.unwrap_or_default());
    let help = match kind {
        Some("string") => "put quotes around it",
        Some("integer" | "number" | "boolean") if value.is_string() => "take the quotes away",
        _ => "correct the value, or the `type`",
    };
    report.error("enum-type", message, help);
}
