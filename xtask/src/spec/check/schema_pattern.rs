//! The `pattern` of a schema (stub until `regex-syntax` is in Cargo.toml).

use serde_json::{Map, Value};

use super::report::Report;

/// Checks the pattern of a schema, if it has one.
pub(super) fn check(report: &mut Report<'_>, map: &Map<String, Value>) {
    let _ = (&report.good_patterns, map);
}
