//! A document that is converted in parts is what it is when converted as a whole.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use openapiv3::OpenAPI;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Part, parts, whole};
use crate::workspace;

fn in_parts(value: &Value) -> Option<OpenAPI> {
    whole(parts(value)?.iter().map(Part::convert).collect())
}

fn as_whole(value: &Value) -> Option<OpenAPI> {
    OpenAPI::deserialize(value).ok()
}

/// Whether it can be converted in parts; with the same outcome, if so. If not, the whole decides.
#[track_caller]
fn is_alike(value: &Value) -> bool {
    let shown = |openapi| serde_json::to_string(&openapi).unwrap();
    let parts = in_parts(value).map(shown);
    if parts.is_some() {
        assert_eq!(parts, as_whole(value).map(shown), "{value:#}");
    }
    parts.is_some()
}

fn example() -> Value {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1", "x-a": 1 },
        "x-b": { "c": [] },
        "paths": {
            "/a": {
                "parameters": [{ "name": "p", "in": "query", "schema": { "type": "integer" } }],
                "get": { "operationId": "g", "responses": { "200": { "$ref": "#/components/responses/r" } } },
                "x-c": 1,
            },
            "/b": { "$ref": "#/paths/~1a" },
            "x-d": 1,
            "no path": {},
        },
        "components": {
            "schemas": {
                "s": { "type": "object", "properties": { "t": { "$ref": "#/components/schemas/u" } } },
                "u": { "allOf": [{ "type": "string", "nullable": true }], "x-e": 1 },
                "v": { "$ref": "#/components/schemas/s" },
            },
            "responses": { "r": { "description": "d" } },
            "x-f": 1,
        },
        "tags": [{ "name": "t" }],
    })
}

/// Every place of a value, from the inside out.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => map
            .iter()
            .for_each(|(key, value)| places(value, &super::pointer::join(at, key), found)),
        Value::Array(list) => (0..)
            .zip(list)
            .for_each(|(index, value)| places(value, &format!("{at}/{index}"), found)),
        _ => {}
    }
    found.push(at.to_owned());
}

#[test]
fn broken_documents_are_refused_alike() {
    let example = example();
    assert!(is_alike(&example));
    let mut found = Vec::new();
    places(&example, "", &mut found);
    let (mut sound, mut broken) = (0, 0);
    for place in found {
        for odd in [
            json!(null),
            json!(true),
            json!(1),
            json!("x"),
            json!([]),
            json!({}),
            json!(["x"]),
            json!({ "$ref": "#/x" }),
            json!({ "$ref": "#/x", "type": 1 }),
            json!({ "$ref": 1 }),
            json!({ "type": "string", "x-y": 1 }),
        ] {
            let mut value = example.clone();
            *value.pointer_mut(&place).unwrap() = odd;
            if is_alike(&value) {
                sound += 1;
            } else {
                broken += 1;
            }
        }
    }
    assert!(
        sound > 100 && broken > 100,
        "{sound} sound, {broken} broken"
    );
    for (gone, is_sound) in [("paths", false), ("components", true), ("info", false)] {
        let mut value = example.clone();
        value.as_object_mut().unwrap().remove(gone);
        assert_eq!(is_alike(&value), is_sound, "without {gone}");
    }
}

#[test]
fn after_a_broken_part_no_other_is_converted() {
    let is_broken = AtomicBool::new(false);
    let (sound, broken) = (json!({ "type": "string" }), json!({ "type": 7 }));
    let convert = |value| Part::Schema("s", value).convert_unless(&is_broken);
    assert!(convert(&sound).is_some());
    assert!(convert(&broken).is_none());
    assert!(convert(&sound).is_none());
}

#[test]
fn real_documents_are_converted_alike() {
    let vendor = workspace::root().join("../shared/upstream/twilio_trusthub_v1.yaml");
    for file in [workspace::root().join("spec/trusthub_v1.yaml"), vendor] {
        let Ok(text) = std::fs::read_to_string(&file) else {
            println!("skipped: {} is not there", file.display());
            continue;
        };
        let mut found = crate::diagnostics::Diagnostics::new();
        let value = super::super::parse::parse(Path::new("x.yaml"), &text, &mut found).unwrap();
        assert!(is_alike(&value), "{}", file.display());
    }
}
