//! The JSON and its schema.

use std::fs;

use serde_json::Value;

use super::{hostile, sample};
use crate::finding::Kind;
use crate::model::Report;
use crate::report::json;

fn schema() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/report.schema.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn reports_fit_the_schema() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    for report in [
        sample::green(),
        sample::red(),
        hostile::report(),
        Report::default(),
    ] {
        let value: Value = serde_json::from_str(&json(&report).unwrap()).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

#[test]
fn the_schema_refuses_what_the_report_never_is() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let good: Value = serde_json::from_str(&json(&sample::red()).unwrap()).unwrap();
    let mut more = good.clone();
    more["surprise"] = Value::Null;
    assert!(!validator.is_valid(&more));
    let mut less = good.clone();
    less.as_object_mut().unwrap().shift_remove("findings");
    assert!(!validator.is_valid(&less));
    let mut other = good;
    other["findings"][0]["kind"] = "response.surprise".into();
    assert!(!validator.is_valid(&other));
}

#[test]
fn the_schema_knows_all_kinds() {
    let schema = schema();
    let listed: Vec<&str> = schema["$defs"]["kind"]["enum"]
        .as_array()
        .unwrap()
        .iter()
        .map(|kind| kind.as_str().unwrap())
        .collect();
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.id()).collect();
    assert_eq!(listed, kinds);
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    assert_eq!(json(&sample::red()).unwrap(), json(&sample::red()).unwrap());
    assert!(
        json(&sample::red())
            .unwrap()
            .starts_with("{\n  \"green\": false,\n  \"counts\": {")
    );
}
