//! Is this an OpenAPI 3.0 document at all?
//!
//! Responsible for: telling other formats and versions apart, before anything else is looked at.
//! Not for: any other key.

use std::path::Path;

use serde_json::Value;

use super::words;
use crate::diagnostics::Diagnostics;

const ID: &str = "openapi-version";
const HELP: &str = "give a document whose `openapi` is 3.0.0, 3.0.1, 3.0.2, 3.0.3 or 3.0.4";

/// Refuses what is not OpenAPI 3.0.
pub(in crate::spec) fn check(file: &Path, value: &Value, found: &mut Diagnostics) -> Option<()> {
    let Some(map) = value.as_object() else {
        let message = format!(
            "the document must be an object, found {}",
            words::found(value)
        );
        found.error("wrong-type", file, "", message, HELP);
        return None;
    };
    let (pointer, message, help) = match (map.get("openapi"), map.get("swagger")) {
        (Some(Value::String(version)), _) if is_3_0(version) => return Some(()),
        (Some(Value::String(version)), _) => {
            let version = words::quoted(version);
            (
                "/openapi",
                format!("OpenAPI {version} is not supported, only 3.0.x is"),
                HELP,
            )
        }
        (Some(other), _) => {
            let message = format!("`openapi` must be a text, found {}", words::found(other));
            (
                "/openapi",
                message,
                "put quotes around the version: `openapi: '3.0.3'`",
            )
        }
        (None, Some(_)) => {
            let help = "convert it to OpenAPI 3.0 first";
            (
                "/swagger",
                "this is a Swagger document, only OpenAPI 3.0.x is supported".to_owned(),
                help,
            )
        }
        (None, None) => (
            "",
            "this is no OpenAPI document: there is no key `openapi`".to_owned(),
            HELP,
        ),
    };
    found.error(ID, file, pointer, message, help);
    None
}

fn is_3_0(version: &str) -> bool {
    let patch = version.strip_prefix("3.0.");
    patch.is_some_and(|patch| !patch.is_empty() && patch.bytes().all(|b| b.is_ascii_digit()))
}
