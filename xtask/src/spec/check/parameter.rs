//! Parameters, headers and encodings: keys that depend on each other.
//!
//! Responsible for: one such object. Not for: how parameters go together with a path (`paths`).

use serde_json::{Map, Value};

use super::report::Report;
use super::words;

const PLACES: [&str; 4] = ["path", "query", "header", "cookie"];

/// Checks one parameter.
pub(super) fn check(report: &mut Report<'_>, map: &Map<String, Value>) {
    let place = map.get("in").and_then(Value::as_str);
    name(report, map);
    match place {
        Some(place) if PLACES.contains(&place) => {
            style(
                report,
                map,
                styles(place),
                &format!("a parameter in `{place}`"),
            );
        }
        Some(other) => {
            let shown = words::quoted(other);
            let help = match other {
                "body" | "formData" => "this is Swagger 2.0: use `requestBody`".to_owned(),
                _ => match words::nearest(other, PLACES.into_iter()) {
                    Some(near) => format!("write `{near}` if that is what is meant"),
                    None => format!("the places are {}", PLACES.join(", ")),
                },
            };
            report.below("in", |report| {
                report.error(
                    "parameter-in",
                    format!("a parameter cannot be in {shown}"),
                    &help,
                );
            });
        }
        None => {}
    }
    if place == Some("path") && map.get("required") != Some(&Value::Bool(true)) {
        let message = "a path parameter must be `required: true`; it is taken as required";
        report.warning("path-parameter-optional", message, "add `required: true`");
    }
    if place == Some("header") {
        ignored_header(report, map);
    }
    schema_or_content(report, map, "a parameter");
}

/// Checks one header of a response.
pub(super) fn header(report: &mut Report<'_>, map: &Map<String, Value>) {
    style(report, map, &["simple"], "a header");
    schema_or_content(report, map, "a header");
}

/// Checks the encoding of one property of a body.
pub(super) fn encoding(report: &mut Report<'_>, map: &Map<String, Value>) {
    style(report, map, styles("query"), "an encoding");
}

fn styles(place: &str) -> &'static [&'static str] {
    match place {
        "path" => &["matrix", "label", "simple"],
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "header" => &["simple"],
        _ => &["form"],
    }
}

fn name(report: &mut Report<'_>, map: &Map<String, Value>) {
    if map
        .get("name")
        .and_then(Value::as_str)
        .is_some_and(str::is_empty)
    {
        report.below("name", |report| {
            report.error(
                "parameter-name",
                "the name of a parameter must not be empty",
                "give it its name",
            );
        });
    }
}

fn style(report: &mut Report<'_>, map: &Map<String, Value>, known: &[&str], what: &str) {
    let Some(style) = map.get("style").and_then(Value::as_str) else {
        return;
    };
    if !known.contains(&style) {
        report.below("style", |report| {
            let message = format!("{what} cannot have the style {}", words::quoted(style));
            report.error(
                "style",
                message,
                &format!("the styles here are {}", known.join(", ")),
            );
        });
    }
}

fn ignored_header(report: &mut Report<'_>, map: &Map<String, Value>) {
    let name = map.get("name").and_then(Value::as_str).unwrap_or_default();
    if ["accept", "content-type", "authorization"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
    {
        let message = format!("OpenAPI ignores header parameters called `{name}`");
        report.warning(
            "ignored-header",
            message,
            "delete it; media types and `security` say it instead",
        );
    }
}

fn schema_or_content(report: &mut Report<'_>, map: &Map<String, Value>, what: &str) {
    let problem = match (map.get("schema"), map.get("content")) {
        (Some(_), None) => return,
        (None, Some(content)) => match content.as_object() {
            Some(content) if content.len() != 1 => {
                format!("the `content` of {what} must have exactly one media type")
            }
            _ => return,
        },
        (None, None) => format!("{what} has neither `schema` nor `content`"),
        (Some(_), Some(_)) => format!("{what} has both `schema` and `content`"),
    };
    report.error("schema-or-content", problem, "give it a `schema`");
}
