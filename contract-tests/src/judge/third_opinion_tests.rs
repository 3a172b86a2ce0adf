//! A third opinion: a JSON Schema validator, which was written by others, must see the same wrong
//! types, nulls, enum values and patterns as the judge does, in the recorded successes and in every
//! body that one broken value makes of them.
//!
//! It cannot see the rest (undeclared and absent members, formats), so that is left out.

use std::collections::BTreeSet;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

use super::contract::{Contract, SchemaId};
use super::testing::trusthub;
use super::value;
use crate::finding::Kind;
use crate::recording::{Body, find, load};

/// An OpenAPI schema as JSON Schema: `nullable` becomes a type, keys beside a `$ref` go.
fn rewrite(value: &Value) -> Value {
    let Value::Object(members) = value else {
        return match value {
            Value::Array(entries) => entries.iter().map(rewrite).collect(),
            other => other.clone(),
        };
    };
    if let Some(reference) = members
        .get("$ref")
        .filter(|reference| reference.is_string())
    {
        return json!({ "$ref": reference });
    }
    let mut new: Map<String, Value> = members
        .iter()
        .map(|(key, value)| (key.clone(), rewrite(value)))
        .collect();
    if members.get("nullable") == Some(&Value::Bool(true)) {
        if let Some(name) = members.get("type").filter(|name| name.is_string()) {
            new.insert("type".to_owned(), json!([name, "null"]));
        }
        if let Some(Value::Array(values)) = new.get_mut("enum") {
            values.push(Value::Null);
        }
    }
    new.shift_remove("example");
    Value::Object(new)
}

fn validator(document: &Value, pointer: &str) -> Validator {
    // References are URLs: what is special there is written in percent.
    let fragment = pointer
        .replace('%', "%25")
        .replace('{', "%7B")
        .replace('}', "%7D");
    let root = json!({ "$ref": format!("#/document{fragment}"), "document": document });
    let root: Value = serde_json::from_str(
        &root
            .to_string()
            .replace("\"#/components/", "\"#/document/components/"),
    )
    .expect("JSON");
    jsonschema::options()
        .with_draft(Draft::Draft4)
        .build(&root)
        .expect("a schema")
}

fn opinion_of_jsonschema(validator: &Validator, value: &Value) -> BTreeSet<String> {
    let errors = validator.iter_errors(value).filter(|error| {
        matches!(
            error.kind(),
            ValidationErrorKind::Type { .. }
                | ValidationErrorKind::Enum { .. }
                | ValidationErrorKind::Pattern { .. }
                | ValidationErrorKind::MinLength { .. }
                | ValidationErrorKind::MaxLength { .. }
        )
    });
    errors
        .map(|error| error.instance_path().to_string())
        .filter(|at| !in_url_map(at))
        .collect()
}

/// `uri-map` is the vendor's own: a validator reads what is said of its values, if that.
fn in_url_map(pointer: &str) -> bool {
    pointer.contains("/links/")
}

fn opinion_of_the_judge(contract: &Contract, schema: SchemaId, value: &Value) -> BTreeSet<String> {
    let is_shared = |kind| {
        matches!(
            kind,
            Kind::ResponseWrongType
                | Kind::ResponseNullNotAllowed
                | Kind::ResponseUnknownEnumValue
                | Kind::ResponsePatternMismatch
        )
    };
    let found = value::check(contract, schema, value, value::Side::Answer).into_iter();
    found
        .filter(|deviation| is_shared(deviation.kind) && !in_url_map(&deviation.pointer))
        .map(|deviation| deviation.pointer)
        .collect()
}

/// What can stand in for a value: another type, null, a text that no enum and no pattern has.
fn broken(value: &Value) -> Vec<Value> {
    let others = [
        json!(null),
        json!("~"),
        json!(7),
        json!(7.5),
        json!(true),
        json!([]),
        json!({}),
        json!([[]]),
    ];
    others.into_iter().filter(|other| other != value).collect()
}

fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                pointers(value, &xtask::spec::pointer::join(at, name), found);
            }
        }
        Value::Array(entries) => {
            // The entries of a list have one schema: two of them show it.
            for (index, value) in entries.iter().enumerate().take(2) {
                pointers(value, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn a_json_schema_validator_sees_what_the_judge_sees() {
    for overlays in [true, false] {
        let document = trusthub(overlays);
        let contract = Contract::compile(&document).expect("compiles");
        let rewritten = rewrite(&document.value);
        let mut compared = 0;
        let mut seen = BTreeSet::new();
        for file in find(crate::recordings()).files {
            let recording = load(&file.path).expect("loads");
            let Body::Json(body) = &recording.response.body else {
                continue;
            };
            let Some(operation) = contract.operation(&recording.operation) else {
                continue;
            };
            let Some(response) = operation.response(recording.response.status) else {
                continue;
            };
            if recording.response.status >= 300
                || !seen.insert(recording.operation.clone()) && body.to_string().len() > 800
            {
                continue;
            }
            let id = response.media[0].1.expect("a schema");
            let validator = validator(&rewritten, &contract.schema(id).pointer);
            let mut places = Vec::new();
            pointers(body, "", &mut places);
            let mut body = body.clone();
            for place in places {
                let there = body.pointer(&place).expect("a value").clone();
                for other in std::iter::once(there.clone()).chain(broken(&there)) {
                    *body.pointer_mut(&place).expect("a value") = other.clone();
                    assert_eq!(
                        opinion_of_the_judge(&contract, id, &body),
                        opinion_of_jsonschema(&validator, &body),
                        "{} with {other} at {place}",
                        file.name
                    );
                    compared += 1;
                }
                *body.pointer_mut(&place).expect("a value") = there;
            }
        }
        assert!(compared > 5_000, "only {compared} bodies were compared");
        assert_eq!(seen.len(), 45, "every operation that answers with a body");
    }
}
