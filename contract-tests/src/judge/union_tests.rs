//! Shapes of several: unions, tags, parts, and documents that try to make them endless.

use serde_json::{Value, json};

use super::contract::{Contract, SchemaId};
use super::testing::schema;
use super::value::{Side, check};

fn of(document: &Value) -> (Contract, SchemaId) {
    let contract = Contract::from_value(document, std::path::Path::new("x")).expect("compiles");
    let id = contract.operations["X"].responses[0].media[0]
        .1
        .expect("a schema");
    (contract, id)
}

/// A document with these components, whose answer is the one called `Pet`.
fn pets(schemas: &Value) -> Value {
    let pet = json!({ "$ref": "#/components/schemas/Pet" });
    json!({
        "paths": { "/x": { "get": { "operationId": "X", "responses": { "200": {
            "content": { "application/json": { "schema": pet } },
        } } } } },
        "components": { "schemas": schemas },
    })
}

fn told((contract, id): &(Contract, SchemaId), value: &Value, side: Side) -> Vec<String> {
    let found = check(contract, *id, value, side).into_iter();
    let told = found.map(|found| {
        let kind = found.kind.id().trim_start_matches("response.").to_owned();
        format!("{kind} {}", found.pointer)
    });
    told.collect()
}

fn answer(compiled: &(Contract, SchemaId), value: &Value) -> Vec<String> {
    told(compiled, value, Side::Answer)
}

const FINE: [&str; 0] = [];

fn cat_and_dog(discriminator: &Value) -> Value {
    let pet = |name: &str| {
        json!({ "type": "object", "required": ["kind", name], "properties": {
        "kind": { "type": "string" }, name: { "type": "integer" }, "note": { "type": "string" },
    } })
    };
    pets(&json!({
        "Pet": {
            "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }],
            "discriminator": discriminator,
        },
        "Cat": pet("lives"),
        "Dog": pet("bones"),
    }))
}

#[test]
fn a_tag_names_the_shape_and_a_wrong_one_is_told() {
    let mapped = json!({ "propertyName": "kind", "mapping": { "CAT": "#/components/schemas/Cat", "DOG": "Dog" } });
    let compiled = of(&cat_and_dog(&mapped));
    for (value, expected) in [
        (json!({ "kind": "CAT", "lives": 9 }), &FINE[..]),
        (json!({ "kind": "DOG", "bones": 1, "note": "" }), &[]),
        // Members of the other shape do not change what it says it is.
        (
            json!({ "kind": "DOG", "lives": 9 }),
            &["undeclared_field /lives", "missing_field /bones"],
        ),
        (
            json!({ "kind": "FISH", "lives": 9 }),
            &["unknown_enum_value /kind"],
        ),
        (json!({ "lives": 9 }), &["missing_field /kind"]),
        (json!({ "kind": 7, "lives": 9 }), &["wrong_type /kind"]),
        (
            json!({ "kind": null, "lives": 9 }),
            &["null_not_allowed /kind"],
        ),
        (json!("CAT"), &["wrong_type "]),
    ] {
        assert_eq!(answer(&compiled, &value), expected, "{value}");
    }
    let (contract, id) = &compiled;
    let found = check(contract, *id, &json!({ "kind": "FISH" }), Side::Answer);
    assert_eq!(
        (found[0].expected.as_str(), found[0].actual.as_str()),
        ("one of `CAT`, `DOG`", "`FISH`")
    );
}

#[test]
fn without_a_mapping_the_names_of_the_shapes_are_the_tags() {
    let compiled = of(&cat_and_dog(&json!({ "propertyName": "kind" })));
    assert_eq!(
        answer(&compiled, &json!({ "kind": "Cat", "lives": 9 })),
        FINE
    );
    assert_eq!(
        answer(&compiled, &json!({ "kind": "CAT", "lives": 9 })),
        ["unknown_enum_value /kind"]
    );
}

#[test]
fn a_base_stands_for_all_that_have_it_as_a_part() {
    let base = json!({ "$ref": "#/components/schemas/Pet" });
    let compiled = of(&pets(&json!({
        "Pet": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } },
            "discriminator": { "propertyName": "kind" } },
        "Cat": { "allOf": [base, { "type": "object", "required": ["lives"], "properties": { "lives": { "type": "integer" } } }] },
    })));
    assert_eq!(
        answer(&compiled, &json!({ "kind": "Cat", "lives": 9 })),
        FINE
    );
    assert_eq!(answer(&compiled, &json!({ "kind": "Pet" })), FINE);
    assert_eq!(
        answer(&compiled, &json!({ "kind": "Pet", "lives": 9 })),
        ["undeclared_field /lives"]
    );
    assert_eq!(
        answer(&compiled, &json!({ "kind": "Cat" })),
        ["missing_field /lives"]
    );
    assert_eq!(
        answer(&compiled, &json!({ "kind": "Dog" })),
        ["unknown_enum_value /kind"]
    );
}

#[test]
fn what_stands_beside_the_alternatives_is_part_of_each() {
    let compiled = schema(&json!({
        "type": "object", "required": ["id"], "properties": { "id": { "type": "integer" } },
        "oneOf": [
            { "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } },
            { "type": "object", "required": ["b"], "properties": { "b": { "type": "string" } } },
        ],
    }));
    assert_eq!(answer(&compiled, &json!({ "id": 1, "a": "" })), FINE);
    assert_eq!(answer(&compiled, &json!({ "id": 1, "b": "" })), FINE);
    assert_eq!(
        answer(&compiled, &json!({ "b": "" })),
        ["missing_field /id"]
    );
    assert_eq!(
        answer(&compiled, &json!({ "id": 1, "b": 1 })),
        ["wrong_type /b"]
    );
    assert_eq!(
        answer(&compiled, &json!({ "id": 1, "b": "", "c": 1 })),
        ["undeclared_field /c"]
    );
    // Alternatives that only ask for members.
    let compiled = schema(&json!({
        "type": "object", "properties": { "a": { "type": "string" }, "b": { "type": "string" } },
        "anyOf": [{ "required": ["a"] }, { "required": ["b"] }],
    }));
    assert_eq!(answer(&compiled, &json!({ "a": "" })), FINE);
    assert_eq!(answer(&compiled, &json!({})).len(), 1);
    assert_eq!(
        answer(&compiled, &json!({ "a": "", "c": 1 })),
        ["undeclared_field /c"]
    );
}

#[test]
fn parts_that_are_no_objects_are_one_shape() {
    for (of, good, bad) in [
        (
            json!({ "allOf": [{ "type": "string" }, { "description": "words" }] }),
            json!("x"),
            json!(1),
        ),
        (
            json!({ "allOf": [{ "type": "string", "minLength": 2 }, { "type": "string", "pattern": "^a" }] }),
            json!("ab"),
            json!("a"),
        ),
        (
            json!({ "allOf": [{ "type": "string" }, { "enum": ["a", "b"] }] }),
            json!("a"),
            json!("c"),
        ),
        (
            json!({ "allOf": [{ "type": "integer", "minimum": 2 }, { "type": "integer", "maximum": 3 }] }),
            json!(2),
            json!(4),
        ),
    ] {
        let compiled = schema(&of);
        assert_eq!(answer(&compiled, &good), FINE, "{of}");
        assert_eq!(answer(&compiled, &bad).len(), 1, "{of} with {bad}");
    }
}

#[test]
fn some_members_go_one_way_only() {
    let compiled = schema(
        &json!({ "type": "object", "required": ["id", "password"], "properties": {
        "id": { "type": "string", "readOnly": true }, "password": { "type": "string", "writeOnly": true },
        "name": { "type": "string" },
    } }),
    );
    assert_eq!(answer(&compiled, &json!({ "id": "1", "name": "" })), FINE);
    assert_eq!(
        answer(&compiled, &json!({ "id": "1", "name": "", "password": "" })),
        ["undeclared_field /password"]
    );
    assert_eq!(
        answer(&compiled, &json!({ "name": "" })),
        ["missing_field /id"]
    );
    let sent = |value: &Value| told(&compiled, value, Side::Request);
    assert_eq!(sent(&json!({ "password": "" })), FINE);
    assert_eq!(
        sent(&json!({ "password": "", "id": "1" })),
        ["undeclared_field /id"]
    );
    assert_eq!(sent(&json!({ "name": "" })), ["missing_field /password"]);
}

#[test]
fn recursive_schemas_end_where_the_value_does() {
    let compiled = of(&pets(&json!({ "Pet": { "oneOf": [
        { "type": "string" },
        { "type": "array", "items": { "$ref": "#/components/schemas/Pet" } },
        { "type": "object", "required": ["pet"], "properties": { "pet": { "$ref": "#/components/schemas/Pet" } } },
    ] } })));
    assert_eq!(
        answer(&compiled, &json!({ "pet": [["a"], { "pet": "b" }] })),
        FINE
    );
    assert_eq!(
        answer(&compiled, &json!({ "pet": [["a"], { "pet": 7 }] })),
        ["wrong_type /pet/1/pet"]
    );
}

/// A union that is a branch of itself, directly or through others, is no shape at all.
#[test]
fn a_union_of_itself_is_told_and_ends() {
    let again = json!({ "$ref": "#/components/schemas/Pet" });
    for schemas in [
        json!({ "Pet": { "oneOf": [again, again] } }),
        json!({ "Pet": { "oneOf": [{ "$ref": "#/components/schemas/B" }] }, "B": { "anyOf": [again] } }),
        json!({ "Pet": { "allOf": [again, again] } }),
        json!({ "Pet": { "allOf": [{ "$ref": "#/components/schemas/B" }, again], "properties": {} }, "B": { "allOf": [again, again] } }),
    ] {
        let compiled = of(&pets(&schemas));
        assert_eq!(answer(&compiled, &json!({ "a": [1] })), FINE, "{schemas}");
        assert!(compiled.0.schema(compiled.1).usable.is_some(), "{schemas}");
    }
    // With another branch, that is what it is.
    let compiled = of(&pets(
        &json!({ "Pet": { "oneOf": [again, { "type": "string" }] } }),
    ));
    assert_eq!(answer(&compiled, &json!("a")), FINE);
    assert_eq!(answer(&compiled, &json!(1)), ["wrong_type "]);
    // A tag that names the union itself.
    let tagged =
        json!({ "Pet": { "oneOf": [again], "discriminator": { "propertyName": "kind" } } });
    answer(&of(&pets(&tagged)), &json!({ "kind": "Pet" }));
}

/// Two branches at each of forty steps: without limits, 2^40 shapes, places or comparisons.
#[test]
fn alternatives_that_multiply_are_bounded() {
    let next = |step: usize| json!({ "$ref": format!("#/components/schemas/S{step}") });
    let mut schemas = serde_json::Map::new();
    schemas.insert("Pet".to_owned(), next(0));
    for step in 0..40 {
        let object = |name: &str| json!({ "type": "object", "required": [name], "properties": { name: next(step + 1) } });
        schemas.insert(
            format!("S{step}"),
            json!({ "oneOf": [object("a"), { "oneOf": [object("a"), next(step + 1)] }] }),
        );
    }
    schemas.insert("S40".to_owned(), json!({ "type": "integer" }));
    let compiled = of(&pets(&Value::Object(schemas)));
    let value = |last: Value| (0..40).fold(last, |value, _| json!({ "a": value }));
    assert_eq!(answer(&compiled, &value(json!(1))), FINE);
    assert_eq!(answer(&compiled, &value(json!("x"))).len(), 1);
    // The counters walk the same schemas.
    let _ = crate::coverage::Coverage::new(&compiled.0);

    // Alternatives beside alternatives: each pair of branches would be a shape of its own.
    let choice = |number: usize| {
        json!({ "oneOf": [
        { "type": "object", "properties": { format!("a{number}"): {} } },
        { "type": "object", "properties": { format!("b{number}"): {} } },
    ] })
    };
    let all: Vec<Value> = (0..40).map(choice).collect();
    let compiled = schema(&json!({ "allOf": all }));
    assert!(
        !compiled.0.troubles.is_empty(),
        "that it is too much is told"
    );
    answer(&compiled, &json!({ "a1": 1 }));
    let _ = crate::coverage::Coverage::new(&compiled.0);
}

#[test]
fn a_document_with_five_thousand_operations_is_compiled() {
    let shared = json!({ "$ref": "#/components/schemas/Pet" });
    let mut paths = serde_json::Map::new();
    for number in 0..5_000 {
        paths.insert(
            format!("/x/{number}/{{Sid}}"),
            json!({ "get": { "operationId": format!("Get{number}"), "responses": {
            "200": { "content": { "application/json": { "schema": shared } } },
        } } }),
        );
    }
    let document = json!({ "paths": paths, "components": { "schemas": { "Pet": { "type": "object", "properties": {
        "pet": shared, "name": { "type": "string", "enum": ["a", "b"] },
    } } } } });
    let contract = Contract::from_value(&document, std::path::Path::new("x")).expect("compiles");
    assert_eq!(
        (contract.operations.len(), contract.schemas().count()),
        (5_000, 2)
    );
    assert_eq!(
        contract
            .find("GET", "/x/4999/a")
            .map(|found| found.id.as_str()),
        Some("Get4999")
    );
    let _ = crate::coverage::Coverage::new(&contract);
}
