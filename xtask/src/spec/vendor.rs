//! What the vendor's `x-twilio` says of a single schema.
//!
//! Responsible for: the extensions that change what stands on the wire. Generator, `diff` and the
//! harness ask here, so that they read them alike. Not for: names and groups of resources (`lower`).

use serde_json::Value;

/// The JSON type of a schema: prices are declared as numbers, and an override says that they are sent
/// as text.
#[must_use]
pub fn json_type(schema: &Value) -> Option<&str> {
    let stated = schema.get("type").and_then(Value::as_str);
    match stated {
        Some("number" | "integer") if is_text(schema.get(KEY)) => Some("string"),
        stated => stated,
    }
}

/// Whether the `x-twilio` of a number says that it is sent as text.
#[must_use]
pub fn is_text(extension: Option<&Value>) -> bool {
    extension.is_some_and(|extension| extension["overrideType"] == "string")
}

/// Whether a schema takes texts of other formats than its own.
#[must_use]
pub fn ignores_format(schema: &Value) -> bool {
    schema
        .get(KEY)
        .is_some_and(|extension| extension["ignoreFormat"] == true)
}

const KEY: &str = "x-twilio";
