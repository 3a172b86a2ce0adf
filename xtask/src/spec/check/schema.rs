//! A schema: its type, and keys that contradict each other.
//!
//! Responsible for: `type`, `items`, `nullable`, `required`, composition. Not for: `enum`
//! (`schema_enum`), bounds (`schema_bounds`) and patterns (`schema_pattern`).

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::super::typed;
use super::report::Report;
use super::{schema_bounds, schema_enum, schema_pattern, words};

/// The types of OpenAPI 3.0.
const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "object", "array"];

/// From this depth on each schema is converted on its own, see [`shallow`].
const DEEP: usize = 10;

/// Checks one schema; those inside it are visited on their own.
pub(super) fn check(report: &mut Report<'_>, map: &Map<String, Value>) {
    type_of(report, map);
    array(report, map);
    nullable(report, map);
    required(report, map);
    composition(report, map);
    access(report, map);
    schema_enum::check(report, map);
    schema_bounds::check(report, map);
    schema_pattern::check(report, map);
    if report.schema_depth() > DEEP && report.found_errors() == 0 {
        shallow(report, map);
    }
}

fn type_of(report: &mut Report<'_>, map: &Map<String, Value>) {
    let Some(value) = map.get("type") else { return };
    let known = TYPES.join(", ");
    let (message, help) = match value {
        Value::String(name) if TYPES.contains(&name.as_str()) => return,
        Value::String(name) if name == "null" => (
            "the type `null` is not part of OpenAPI 3.0".to_owned(),
            "give the type of the other values, and `nullable: true`".to_owned(),
        ),
        Value::String(name) => {
            let help = match words::nearest(name, TYPES.into_iter()) {
                Some(nearest) => format!("write `{nearest}` if that is what is meant"),
                None => format!("the types are {known}"),
            };
            (format!("the type {} is unknown", words::quoted(name)), help)
        }
        Value::Array(_) => (
            "a list of types is not part of OpenAPI 3.0".to_owned(),
            "give one type, with `nullable: true` for null, or `oneOf` for several".to_owned(),
        ),
        other => (
            format!("`type` must be a text, found {}", words::found(other)),
            format!("the types are {known}"),
        ),
    };
    report.below("type", |report| report.error("schema-type", message, &help));
}

fn array(report: &mut Report<'_>, map: &Map<String, Value>) {
    let is_array = map.get("type").and_then(Value::as_str) == Some("array");
    if is_array && !map.contains_key("items") {
        let help = "add `items` with the schema of the elements";
        report.warning(
            "array-without-items",
            "an array without `items` may hold anything",
            help,
        );
    }
}

fn nullable(report: &mut Report<'_>, map: &Map<String, Value>) {
    if map.get("nullable") == Some(&Value::Bool(true)) && !map.contains_key("type") {
        let message =
            "`nullable` without `type` says nothing in OpenAPI 3.0; it is taken to allow null";
        report.warning(
            "nullable-without-type",
            message,
            "add a `type`, or delete `nullable`",
        );
    }
}

fn required(report: &mut Report<'_>, map: &Map<String, Value>) {
    let Some(names) = map.get("required").and_then(Value::as_array) else {
        return;
    };
    // A part of a composition may well require what another part declares.
    let composed = ["allOf", "oneOf", "anyOf", "not"]
        .iter()
        .any(|key| map.contains_key(*key));
    let declares_all = !composed && !report.in_composition() && map.contains_key("properties");
    let mut seen = HashSet::new();
    for (index, name) in names.iter().enumerate() {
        let Some(name) = name.as_str() else { continue };
        let declared = map
            .get("properties")
            .and_then(|properties| properties.get(name))
            .is_some();
        let twice = !seen.insert(name);
        let shown = words::quoted(name);
        report.below("required", |report| {
            report.below(&index.to_string(), |report| {
                if twice {
                    let message = format!("the property {shown} is required twice");
                    report.warning("required-twice", message, "delete one of the two");
                } else if declares_all && !declared {
                    let message = format!("the required property {shown} is not declared");
                    report.warning(
                        "required-unknown",
                        message,
                        "declare it under `properties`, or delete it",
                    );
                }
            });
        });
    }
}

fn composition(report: &mut Report<'_>, map: &Map<String, Value>) {
    for key in ["allOf", "oneOf", "anyOf"] {
        if map
            .get(key)
            .and_then(Value::as_array)
            .is_some_and(Vec::is_empty)
        {
            report.below(key, |report| {
                let help = "list the schemas, or delete the key";
                report.error(
                    "empty-composition",
                    format!("`{key}` must not be empty"),
                    help,
                );
            });
        }
    }
}

fn access(report: &mut Report<'_>, map: &Map<String, Value>) {
    let both = ["readOnly", "writeOnly"]
        .iter()
        .all(|key| map.get(*key) == Some(&Value::Bool(true)));
    if both {
        let message = "a property cannot be both `readOnly` and `writeOnly`";
        report.warning("read-and-write-only", message, "delete one of the two");
    }
}

/// Converts a deeply nested schema alone, its inner schemas left out.
///
/// The typed reader tries each reference-or-schema twice where it fails, so that a mistake which no
/// rule here names would cost twice the time per level. Below [`DEEP`] that is bearable, above it
/// this makes sure that no such mistake is left. Where there are errors the typed reader is not
/// asked at all.
fn shallow(report: &mut Report<'_>, map: &Map<String, Value>) {
    let mut alone = map.clone();
    for key in [
        "properties",
        "items",
        "allOf",
        "oneOf",
        "anyOf",
        "not",
        "additionalProperties",
    ] {
        alone.shift_remove(key);
    }
    if let Err(error) = typed::schema(Value::Object(alone)) {
        report.error(
            "not-openapi",
            format!("this is not a schema: {error}"),
            typed::HELP,
        );
    }
}
