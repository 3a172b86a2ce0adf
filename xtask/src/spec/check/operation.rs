//! Operations: their ids, and bodies where there can be none.
//!
//! Responsible for: what an operation says on its own. Not for: its parameters (`paths`).

use serde_json::{Map, Value};

use super::report::Report;
use super::words;

/// Checks one operation.
pub(super) fn check(report: &mut Report<'_>, map: &Map<String, Value>) {
    id(report, map);
    body(report, map);
}

fn id(report: &mut Report<'_>, map: &Map<String, Value>) {
    let help = "give it an `operationId` that no other operation has";
    let id = match map.get("operationId") {
        Some(Value::String(id)) if id.trim().is_empty() => {
            return report.below("operationId", |report| {
                report.error("missing-operation-id", "the `operationId` is empty", help);
            });
        }
        Some(Value::String(id)) => id,
        _ => return,
    };
    report.below("operationId", |report| {
        let here = report.pointer().to_owned();
        match report.operation_ids.get(id) {
            Some(first) => {
                let message = format!(
                    "the operationId {} is also used at {first}",
                    words::quoted(id)
                );
                report.error("duplicate-operation-id", message, help);
            }
            None => {
                report.operation_ids.insert(id.clone(), here);
            }
        }
    });
}

fn body(report: &mut Report<'_>, map: &Map<String, Value>) {
    let method = report
        .pointer()
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_owned();
    if ["get", "head", "delete"].contains(&method.as_str()) && map.contains_key("requestBody") {
        report.below("requestBody", |report| {
            let message = format!(
                "a {} request has no body that servers must read",
                method.to_uppercase()
            );
            report.error(
                "body-not-allowed",
                message,
                "send it as parameters, or use another method",
            );
        });
    }
}
