//! The result as SARIF 2.1.0, for code scanning.
//!
//! Responsible for: a rule for each kind, a result for each finding and a notification for each
//! unusable file. Not for: the rest of SARIF; the few structs below are written by hand because
//! `serde-sarif` builds some 5,000 lines of types and `strum`, `typed-builder` and `schemafy`
//! along with them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::text::{clip, visible};
use super::{kinds, place};
use crate::finding::{Kind, Severity};
use crate::judge::explain::explain;
use crate::model::{Report, Reported, Trouble};

/// How much of one value is shown.
const VALUE: usize = 2_000;

// What a path of a URI may hold as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// The result as SARIF.
///
/// # Errors
/// When a value has no JSON form, which no report of a run holds.
pub fn sarif(report: &Report) -> Result<String, serde_json::Error> {
    let results: Vec<Value> = report
        .findings
        .iter()
        .map(|reported| result(report, reported))
        .collect();
    let mut notifications: Vec<Value> = report
        .unusable
        .iter()
        .map(|trouble| notification(trouble, "error"))
        .collect();
    notifications.extend(
        report
            .ledger
            .iter()
            .map(|trouble| notification(trouble, "error")),
    );
    notifications.extend(
        report
            .notices
            .iter()
            .map(|trouble| notification(trouble, "note")),
    );
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "contract-tests",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": Kind::ALL.iter().map(|&kind| rule(kind)).collect::<Vec<Value>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { "%SRCROOT%": {
                "description": { "text": "The root of the repository." },
            }},
            // Findings are no failure of the tool; files that it cannot use are.
            "invocations": [{
                "executionSuccessful": report.exchanges > 0 && report.unusable.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log)?;
    text.push('\n');
    Ok(text)
}

fn rule(kind: Kind) -> Value {
    let title = kinds::title(kind);
    let meaning = kinds::meaning(kind);
    json!({
        "id": kind.id(),
        "name": format!("{kind:?}"),
        "shortDescription": { "text": title },
        "fullDescription": { "text": meaning },
        "help": { "text": explain(kind) },
        "properties": { "tags": [kind.id().split('.').next().unwrap_or_default()] },
    })
}

fn result(report: &Report, reported: &Reported) -> Value {
    let finding = &reported.finding;
    let text = format!(
        "{}: {}.\nExpected: {}\nActual: {}\nNext: {}",
        finding.operation,
        place::text(&finding.spot),
        clip(&finding.expected, VALUE),
        clip(&finding.actual, VALUE),
        finding.next
    );
    // A finding without a recording is about the document.
    let file = finding.file.as_deref().unwrap_or(&report.document.path);
    let mut location = location(file, finding.line);
    location["logicalLocations"] = json!([{
        "name": visible(&finding.operation),
        "fullyQualifiedName": visible(&format!(
            "{}/{}", finding.operation, place::text(&finding.spot)
        )),
    }]);
    let mut result = json!({
        "ruleId": finding.kind.id(),
        "ruleIndex": Kind::ALL.iter().position(|&kind| kind == finding.kind),
        "level": match finding.severity {
            Severity::Breaking => "error",
            Severity::Additive => "warning",
            Severity::Notice => "note",
        },
        "message": { "text": visible(&text) },
        "locations": [location],
        "partialFingerprints": { "contractDrift/v1": reported.fingerprint },
    });
    if let Some(pointer) = &finding.document {
        result["relatedLocations"] = json!([{
            "physicalLocation": { "artifactLocation": artifact(&report.document.path) },
            "logicalLocations": [{ "fullyQualifiedName": visible(pointer) }],
            "message": { "text": visible(&format!("Ruled by {pointer}")) },
        }]);
    }
    if let Some(known) = &reported.known {
        result["suppressions"] = json!([{
            "kind": "external",
            "justification": visible(&format!("until {}: {}", known.until, known.reason)),
        }]);
    }
    result
}

fn notification(trouble: &Trouble, level: &str) -> Value {
    json!({
        "level": level,
        "message": { "text": visible(&format!("{}\n{}", clip(&trouble.message, VALUE), trouble.help)) },
        "locations": [location(&trouble.file, trouble.line)],
    })
}

fn location(file: &str, line: Option<usize>) -> Value {
    let mut physical = json!({ "artifactLocation": artifact(file) });
    if let Some(line) = line.filter(|&line| line > 0) {
        physical["region"] = json!({ "startLine": line });
    }
    json!({ "physicalLocation": physical })
}

fn artifact(file: &str) -> Value {
    let file = file.replace('\\', "/");
    let path = utf8_percent_encode(&file, PATH);
    if file.starts_with('/') {
        json!({ "uri": format!("file://{path}") })
    } else {
        json!({ "uri": path.to_string(), "uriBaseId": "%SRCROOT%" })
    }
}
