//! Security schemes and requirements.
//!
//! Responsible for: names that must be defined, keys that each type of scheme needs.
//! Not for: how a client authenticates (`lower`).

use serde_json::{Map, Value};

use super::report::Report;
use super::words;

/// Checks that a requirement names schemes that exist.
pub(super) fn requirement(report: &mut Report<'_>, map: &Map<String, Value>) {
    let schemes = report
        .root
        .pointer("/components/securitySchemes")
        .and_then(Value::as_object);
    for name in map
        .keys()
        .filter(|name| schemes.is_none_or(|schemes| !schemes.contains_key(*name)))
    {
        let message = format!("the security scheme {} is not defined", words::quoted(name));
        let names = schemes.into_iter().flat_map(Map::keys).map(String::as_str);
        let near = report.suggest(name, names);
        let help = match near {
            Some(near) => format!("write `{near}` if that is what is meant"),
            None => "define it under `components.securitySchemes`, or delete it here".to_owned(),
        };
        report.below(name, |report| {
            report.error("unknown-security-scheme", message, &help);
        });
    }
}

/// Checks one scheme.
pub(super) fn scheme(report: &mut Report<'_>, map: &Map<String, Value>) {
    let Some(kind) = map.get("type").and_then(Value::as_str) else {
        return;
    };
    let needed: &[&str] = match kind {
        "apiKey" => &["name", "in"],
        "http" => &["scheme"],
        "oauth2" => &["flows"],
        "openIdConnect" => &["openIdConnectUrl"],
        _ => {
            report.below("type", |report| {
                let message = format!("the security type {} is unknown", words::quoted(kind));
                report.error(
                    "security-type",
                    message,
                    "the types are apiKey, http, oauth2, openIdConnect",
                );
            });
            return;
        }
    };
    need(
        report,
        map,
        needed,
        &format!("a security scheme of type `{kind}`"),
    );
    let place = map.get("in").and_then(Value::as_str);
    if kind == "apiKey"
        && place.is_some_and(|place| !["query", "header", "cookie"].contains(&place))
    {
        report.below("in", |report| {
            let message = format!(
                "an API key cannot be in {}",
                words::quoted(place.unwrap_or_default())
            );
            report.error(
                "security-in",
                message,
                "the places are query, header, cookie",
            );
        });
    }
}

/// Checks the flows of an OAuth scheme.
pub(super) fn flows(report: &mut Report<'_>, map: &Map<String, Value>) {
    for (kind, flow) in map {
        let needed: &[&str] = match kind.as_str() {
            "implicit" => &["authorizationUrl"],
            "password" | "clientCredentials" => &["tokenUrl"],
            "authorizationCode" => &["authorizationUrl", "tokenUrl"],
            _ => continue,
        };
        if let Some(flow) = flow.as_object() {
            report.below(kind, |report| {
                need(report, flow, needed, &format!("the flow `{kind}`"));
            });
        }
    }
}

fn need(report: &mut Report<'_>, map: &Map<String, Value>, keys: &[&str], what: &str) {
    for key in keys.iter().filter(|key| !map.contains_key(**key)) {
        report.error(
            "missing-key",
            format!("{what} has no `{key}`"),
            &format!("add `{key}`"),
        );
    }
}
