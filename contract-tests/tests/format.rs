//! What is written about the recording format is true: the annotated example loads, and the JSON
//! Schema for editors says what the loader says.
#![forbid(unsafe_code)]

use std::fs;
use std::path::{Path, PathBuf};

use contract_tests::recording;
use jsonschema::Validator;
use serde_json::{Value, json};

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn validator() -> Validator {
    let text = fs::read_to_string(here("recording.schema.json")).expect("reads");
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    jsonschema::draft202012::new(&schema).expect("a schema")
}

/// A recording as an editor sees it. Dates are texts there, as in YAML 1.2.
fn as_json(text: &str) -> Value {
    serde_yaml::from_str(text).expect("YAML")
}

fn example() -> String {
    let page = fs::read_to_string(here("RECORDINGS.md")).expect("reads");
    let (_, rest) = page.split_once("```yaml\n").expect("an example");
    rest.split_once("```").expect("its end").0.to_owned()
}

/// Whether the loader takes a text.
fn loads(text: &str) -> Result<(), String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("example.yaml");
    fs::write(&path, text).expect("writes");
    recording::load(&path)
        .map(drop)
        .map_err(|error| error.to_string())
}

#[test]
fn the_annotated_example_loads_and_fits_the_schema() {
    let text = example();
    loads(&text).unwrap_or_else(|error| panic!("{error}"));
    validator()
        .validate(&as_json(&text))
        .unwrap_or_else(|error| panic!("{error}"));
    let comments = text
        .lines()
        .filter(|line| line.trim_start().starts_with('#'))
        .count();
    assert!(comments > 10, "the example is annotated");
}

#[test]
fn every_recording_fits_the_schema() {
    let validator = validator();
    for file in recording::find(contract_tests::recordings()).files {
        let text = fs::read_to_string(&file.path).expect("reads");
        if let Err(error) = validator.validate(&as_json(&text)) {
            panic!("{}: {}: {error}", file.name, error.instance_path());
        }
    }
}

#[test]
fn schema_and_loader_refuse_the_same() {
    let validator = validator();
    let good = as_json(&example());
    for (pointer, value) in broken() {
        let mut bad = good.clone();
        let (holder, name) = pointer.rsplit_once('/').expect("a pointer");
        let members = bad
            .pointer_mut(holder)
            .and_then(Value::as_object_mut)
            .expect("an object");
        match value {
            Some(value) => drop(members.insert(name.to_owned(), value.clone())),
            None => drop(members.remove(name)),
        }
        let text = serde_yaml::to_string(&bad).expect("writes");
        assert!(
            !validator.is_valid(&bad),
            "the schema takes {pointer} = {value:?}"
        );
        assert!(
            loads(&text).is_err(),
            "the loader takes {pointer} = {value:?}"
        );
    }
}

/// Where something is replaced, and by what; `None` removes it.
fn broken() -> Vec<(&'static str, Option<&'static Value>)> {
    let value = |value: Value| Some(&*Box::leak(Box::new(value)));
    vec![
        ("/recording", None),
        ("/recording", value(json!(2))),
        ("/operation", None),
        ("/operation", value(json!("not an id"))),
        ("/proves", value(json!(""))),
        ("/source", value(json!("documented"))),
        ("/source/kind", value(json!("guessed"))),
        ("/source/date", value(json!("22.11.2026"))),
        ("/source/date", value(json!("2026-13-01"))),
        ("/source/origin", None),
        ("/source/version", value(json!(1))),
        ("/request/method", value(json!("get"))),
        ("/request/path", value(json!("v1/CustomerProfiles"))),
        ("/request/path", value(json!("/v1/CustomerProfiles?Page=1"))),
        ("/request/path", value(json!("/v1/a b"))),
        ("/request/query", value(json!(["Page"]))),
        ("/request/query", value(json!({ "Page": null }))),
        ("/request/query", value(json!({ "Page": { "a": 1 } }))),
        ("/request/query", value(json!({ "Page": [] }))),
        ("/request/quary", value(json!({}))),
        ("/request/headers", value(json!({ "no name": "x" }))),
        ("/request/headers", value(json!({ "name": "two\nlines" }))),
        ("/response/status", None),
        ("/response/status", value(json!(100))),
        ("/response/status", value(json!(599))),
        ("/response/status", value(json!(204))),
        ("/response/status", value(json!("ok"))),
        ("/response/text", value(json!("and a body"))),
    ]
}

#[test]
fn a_form_excludes_another_body() {
    let mut bad = as_json(&example());
    bad["request"]["form"] = json!({ "A": "b" });
    bad["request"]["text"] = json!("more");
    assert!(!validator().is_valid(&bad));
    assert!(loads(&serde_yaml::to_string(&bad).expect("writes")).is_err());
}
