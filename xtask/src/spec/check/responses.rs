//! The responses of an operation, and what may hang on them: links and callbacks.
//!
//! Responsible for: presence and status keys. Not for: bodies, which are schemas.

use serde_json::{Map, Value};

use super::report::Report;
use super::words;

/// Reports an operation without `responses`.
pub(super) fn missing(report: &mut Report<'_>) {
    report.error("no-responses", "the operation has no `responses`", HELP);
}

const HELP: &str = "add at least the response of a successful call, such as `'200'`";

/// Checks that there is at least one response.
pub(super) fn check(report: &mut Report<'_>, map: &Map<String, Value>) {
    if map.keys().all(|key| key.starts_with("x-")) {
        report.error("no-responses", "`responses` is empty", HELP);
    }
}

/// Whether a key of `responses` is a status; reports it otherwise.
pub(super) fn is_status(report: &mut Report<'_>, key: &str) -> bool {
    let good = match key.as_bytes() {
        b"default" | [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'5', a, b] => a.is_ascii_digit() && b.is_ascii_digit(),
        _ => false,
    };
    if !good {
        let message = format!("{} is no status", words::quoted(key));
        let help = "use a number from 100 to 599, a range from 1XX to 5XX, or `default`";
        report.error("status", message, help);
    }
    good
}

/// Checks that a link leads to an operation.
pub(super) fn link(report: &mut Report<'_>, map: &Map<String, Value>) {
    let targets = ["operationId", "operationRef"]
        .iter()
        .filter(|key| map.contains_key(**key))
        .count();
    if targets != 1 {
        let message = "a link must have either `operationId` or `operationRef`";
        report.error("link", message, "name the operation, or delete the link");
    }
}

/// Reports an extension inside a callback, which is valid but which the typed reader takes for a path.
pub(super) fn callback_extension(report: &mut Report<'_>) {
    let message = "an extension inside a callback is not supported";
    report.error(
        "callback-extension",
        message,
        "delete it, or move it to the operation",
    );
}
