//! Lower bounds above upper ones.
//!
//! Responsible for: pairs of bounds. Not for: their types, which the grammar knows.

use serde_json::{Map, Value};

use super::report::Report;

const PAIRS: [(&str, &str); 4] = [
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
];

/// Checks the bounds of a schema.
pub(super) fn check(report: &mut Report<'_>, map: &Map<String, Value>) {
    for (low, high) in PAIRS {
        let (Some(Value::Number(from)), Some(Value::Number(to))) = (map.get(low), map.get(high))
        else {
            continue;
        };
        let (Some(least), Some(most)) = (from.as_f64(), to.as_f64()) else {
            continue;
        };
        if least > most {
            report.below(low, |report| {
                let message =
                    format!("`{low}` {from} is greater than `{high}` {to}: no value fits");
                report.error("bounds", message, "exchange or correct them");
            });
        }
    }
    let multiple = map.get("multipleOf").and_then(Value::as_f64);
    if multiple.is_some_and(|multiple| multiple <= 0.0) {
        report.below("multipleOf", |report| {
            report.error(
                "bounds",
                "`multipleOf` must be greater than 0",
                "correct it, or delete it",
            );
        });
    }
}
