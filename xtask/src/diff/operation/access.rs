//! Where an operation is, and who may call it.
//!
//! Responsible for: base URL and security, spelt by what is sent and not by names in the document.

use serde_json::{Map, Value, json};

use crate::diff::node::{At, Root};
use crate::spec::pointer;

/// The first server, with the default values of its variables.
pub(super) fn server(servers: Option<&Value>) -> String {
    let Some(server) = servers.and_then(|servers| servers.get(0)) else {
        return "/".to_owned();
    };
    let mut url = server
        .get("url")
        .and_then(Value::as_str)
        .unwrap_or("/")
        .to_owned();
    let variables = server.get("variables").and_then(Value::as_object);
    for (name, variable) in variables.into_iter().flatten() {
        let default = variable
            .get("default")
            .and_then(Value::as_str)
            .unwrap_or_default();
        url = url.replace(&format!("{{{name}}}"), default);
    }
    url.trim_end_matches('/').to_owned()
}

/// The requirements with the schemes themselves in place of their names, which nobody sends.
pub(super) fn security(root: Root<'_>, requirements: Option<&Value>) -> Value {
    let requirements = requirements.and_then(Value::as_array);
    let all = requirements
        .into_iter()
        .flatten()
        .filter_map(Value::as_object);
    let mut all: Vec<Value> = all.map(|one| requirement(root, one)).collect();
    all.sort_by_key(Value::to_string);
    all.dedup();
    Value::Array(all)
}

fn requirement(root: Root<'_>, requirement: &Map<String, Value>) -> Value {
    let mut parts: Vec<Value> = requirement
        .iter()
        .map(|(name, scopes)| {
            let pointer = pointer::join("/components/securitySchemes", name);
            let scheme = root.0.pointer(&pointer);
            let scheme = scheme.map(|value| root.follow(&At { value, pointer }).value);
            let text = |key: &str| {
                let text = scheme
                    .and_then(|scheme| scheme.get(key))
                    .and_then(Value::as_str);
                text.map(|text| {
                    if key == "scheme" {
                        text.to_ascii_lowercase()
                    } else {
                        text.to_owned()
                    }
                })
            };
            let parts = ["type", "scheme", "in", "name"].map(text);
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            let name = if parts.is_empty() {
                name.clone()
            } else {
                parts.join(" ")
            };
            let no_scopes = scopes.as_array().is_none_or(Vec::is_empty);
            if no_scopes {
                Value::String(name)
            } else {
                json!([name, scopes])
            }
        })
        .collect();
    parts.sort_by_key(Value::to_string);
    Value::Array(parts)
}
