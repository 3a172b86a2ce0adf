use std::path::Path;

use serde_json::{Value, json};

use super::super::testing::{contract, document, schema, trusthub};
use super::*;

fn shape_of(value: &Value) -> (Contract, SchemaId) {
    schema(value)
}

#[test]
fn keys_beside_a_reference_do_not_count() {
    let contract = contract();
    let thing = contract.operations["FetchThing"].responses[0].media[0]
        .1
        .unwrap();
    let Shape::Object { properties, .. } = &contract.schema(thing).shape else {
        panic!("an object")
    };
    let state = contract.schema(properties["state"]);
    assert!(!state.nullable, "`nullable` beside `$ref` is ignored");
    assert_eq!(state.pointer, "/components/schemas/state");
    assert!(contract.schema(properties["note"]).nullable);
    assert!(contract.schema(properties["older"]).optional);
}

#[test]
fn null_is_allowed_through_references_and_wrappers() {
    for (value, nullable) in [
        (json!({ "$ref": "#/components/schemas/loop" }), true),
        (json!({ "$ref": "#/components/schemas/text" }), false),
        (
            json!({ "allOf": [{ "$ref": "#/components/schemas/text" }], "nullable": true }),
            true,
        ),
        (
            json!({ "allOf": [{ "$ref": "#/components/schemas/loop" }] }),
            true,
        ),
        (
            json!({ "allOf": [{ "$ref": "#/components/schemas/text" }] }),
            false,
        ),
        (
            json!({ "oneOf": [{ "type": "string" }, { "$ref": "#/components/schemas/loop" }] }),
            true,
        ),
        (
            json!({ "oneOf": [{ "type": "string" }, { "type": "integer" }] }),
            false,
        ),
        (json!({ "enum": ["a", null] }), true),
        (json!({ "enum": ["a"] }), false),
        (json!({}), true),
        (json!({ "nullable": true }), true),
        (json!({ "type": "object" }), false),
    ] {
        let (contract, id) = shape_of(&value);
        assert_eq!(contract.schema(id).nullable, nullable, "{value}");
    }
}

#[test]
fn a_schema_may_hold_itself() {
    let (contract, id) = shape_of(&json!({ "$ref": "#/components/schemas/loop" }));
    let Shape::Object { properties, .. } = &contract.schema(id).shape else {
        panic!("an object")
    };
    assert_eq!(properties["next"], id);
}

#[test]
fn a_long_chain_of_schemas_does_not_exhaust_the_stack() {
    let mut schemas = serde_json::Map::new();
    for number in 0..20_000 {
        let next = json!({ "$ref": format!("#/components/schemas/s{}", number + 1) });
        schemas.insert(
            format!("s{number}"),
            json!({ "type": "object", "properties": { "n": next } }),
        );
    }
    schemas.insert("s20000".to_owned(), json!({ "type": "string" }));
    let first = json!({ "$ref": "#/components/schemas/s0" });
    let answer = json!({ "200": { "content": { "application/json": { "schema": first } } } });
    let document = json!({
        "paths": { "/x": { "get": { "operationId": "X", "responses": answer } } },
        "components": { "schemas": schemas },
    });
    let contract = Contract::from_value(&document, Path::new("x")).unwrap();
    assert_eq!(contract.schemas().count(), 20_001);
}

#[test]
fn objects_are_closed_unless_they_say_otherwise() {
    for (value, expected) in [
        (
            json!({ "type": "object", "properties": { "a": {} } }),
            "Closed",
        ),
        (json!({ "properties": { "a": {} } }), "Closed"),
        (
            json!({ "type": "object", "additionalProperties": false }),
            "Closed",
        ),
        (json!({ "type": "object" }), "Any"),
        (
            json!({ "type": "object", "properties": { "a": {} }, "additionalProperties": true }),
            "Any",
        ),
        (
            json!({ "type": "object", "additionalProperties": {} }),
            "Any",
        ),
        (
            json!({ "type": "object", "additionalProperties": { "type": "string" } }),
            "Schema",
        ),
        (
            json!({ "allOf": [{ "$ref": "#/components/schemas/a" }, { "type": "object", "properties": { "b": {} } }] }),
            "Closed",
        ),
        (
            json!({ "allOf": [{ "$ref": "#/components/schemas/a" }, { "type": "object" }] }),
            "Any",
        ),
    ] {
        let (contract, id) = shape_of(&value);
        let Shape::Object { additional, .. } = contract.schema(id).shape else {
            panic!("{value} is an object")
        };
        assert!(
            format!("{additional:?}").starts_with(expected),
            "{value}: {additional:?}"
        );
    }
}

#[test]
fn the_parts_of_all_of_are_one_object() {
    let parts = json!({ "allOf": [
        { "$ref": "#/components/schemas/a" },
        { "type": "object", "properties": { "b": { "type": "integer" } }, "required": ["b"] },
    ], "properties": { "c": { "type": "boolean" } } });
    let (contract, id) = shape_of(&parts);
    let Shape::Object {
        properties,
        required,
        ..
    } = &contract.schema(id).shape
    else {
        panic!("an object")
    };
    assert_eq!(properties.keys().collect::<Vec<_>>(), ["c", "a", "b"]);
    assert_eq!(required, &["a", "b"]);
    let one = json!({ "allOf": [{ "$ref": "#/components/schemas/a" }], "properties": { "c": {} } });
    let (contract, id) = shape_of(&one);
    let Shape::Object { properties, .. } = &contract.schema(id).shape else {
        panic!("an object")
    };
    assert_eq!(properties.len(), 2, "facts beside one part count too");
}

#[test]
fn what_cannot_be_used_is_told_once_and_judged_by_the_rest() {
    for (value, expected) in [
        (
            json!({ "type": "string", "pattern": "a(?=b)", "maxLength": 3 }),
            "its `pattern` cannot be used: ",
        ),
        (
            json!({ "pattern": "a" }),
            "`pattern` means nothing without a `type`",
        ),
        (
            json!({ "type": "integer", "multipleOf": 2 }),
            "`multipleOf` is not judged",
        ),
        (
            json!({ "not": { "type": "string" } }),
            "`not` is not judged",
        ),
        (
            json!({ "type": "array", "items": {}, "uniqueItems": true }),
            "`uniqueItems` is not judged",
        ),
        (
            json!({ "allOf": [{ "type": "string" }, { "type": "integer" }] }),
            "the parts of `allOf` do not go together",
        ),
        (
            json!({ "allOf": [{ "type": "string", "pattern": "a" }, { "type": "string", "pattern": "b" }] }),
            "of two patterns in `allOf` none is judged",
        ),
        (json!({ "type": "any" }), "the type `any` is not known"),
    ] {
        let (contract, id) = shape_of(&value);
        let usable = contract.schema(id).usable.clone().unwrap_or_default();
        assert!(usable.contains(expected), "{value}: {usable}");
        assert_eq!(contract.troubles.len(), 1, "{value}");
        let trouble = &contract.troubles[0];
        assert!(
            trouble.message.contains(&usable) && !trouble.help.is_empty(),
            "{trouble:?}"
        );
    }
    let (contract, id) = shape_of(&json!({ "type": "string", "nullable": true }));
    assert_eq!(
        (contract.schema(id).usable.clone(), contract.troubles.len()),
        (None, 0)
    );
}

#[test]
fn a_reference_that_leads_nowhere_makes_judging_impossible() {
    for (from, to) in [
        ("#/components/schemas/state", "#/components/schemas/gone"),
        ("#/components/responses/error", "#/gone"),
    ] {
        let broken = document().to_string().replace(from, to);
        let broken: Value = serde_json::from_str(&broken).unwrap();
        let troubles = Contract::from_value(&broken, Path::new("x")).unwrap_err();
        assert!(
            troubles[0].message.contains("leads nowhere"),
            "{troubles:?}"
        );
    }
}

#[test]
fn successes_are_a_closed_list() {
    let contract = contract();
    let fetch = &contract.operations["FetchThing"];
    let status = |code| fetch.response(code).map(|response| response.status);
    assert_eq!(status(200), Some(Status::Code(200)));
    assert_eq!(status(404), Some(Status::Range(4)));
    assert_eq!(status(500), Some(Status::Default));
    for code in [201, 202, 204, 301] {
        assert_eq!(status(code), None, "{code}");
    }
    let delete = &contract.operations["DeleteThing"];
    assert!(delete.response(204).is_some() && delete.response(404).is_none());
}

#[test]
fn statuses_are_read_as_the_document_writes_them() {
    for (key, expected) in [
        ("200", Some(Status::Code(200))),
        ("4XX", Some(Status::Range(4))),
        ("5xx", Some(Status::Range(5))),
        ("default", Some(Status::Default)),
        ("x-note", None),
        ("9XX", None),
        ("20", None),
    ] {
        assert_eq!(Status::parse(key), expected, "{key}");
    }
}

#[test]
fn parameters_come_from_path_operation_and_form() {
    let contract = contract();
    let names = |id: &str| -> Vec<(String, Place, bool, bool)> {
        let parameters = contract.operations[id].parameters.iter();
        parameters
            .map(|p| (p.name.clone(), p.place, p.required, p.repeated))
            .collect()
    };
    let fetch = names("FetchThing");
    assert_eq!(fetch[0], ("Sid".to_owned(), Place::Path, true, false));
    assert_eq!(fetch[2], ("Kind".to_owned(), Place::Query, true, false));
    assert_eq!(fetch[3], ("Tags".to_owned(), Place::Query, false, true));
    assert_eq!(fetch[4], ("Joined".to_owned(), Place::Query, false, false));
    let create = names("CreateThing");
    assert_eq!(create[0], ("Name".to_owned(), Place::Form, true, false));
    assert!(create.contains(&("Words".to_owned(), Place::Form, false, true)));
    assert!(matches!(
        contract.operations["PutThing"].json_body(None),
        Some(Some(_))
    ));
    assert!(
        contract.operations["FetchThing"].needs_auth
            && !contract.operations["DeleteThing"].needs_auth
    );
}

#[test]
fn a_path_belongs_to_the_operation_with_the_most_fixed_text() {
    let trusthub = Contract::compile(&trusthub(true)).unwrap();
    let found =
        |method: &str, path: &str| trusthub.find(method, path).map(|found| found.id.as_str());
    assert_eq!(found("GET", "/v1/EndUsers"), Some("ListEndUser"));
    assert_eq!(found("POST", "/v1/EndUsers/IT1"), Some("UpdateEndUser"));
    assert_eq!(
        found(
            "POST",
            "/v1/ComplianceInquiries/Registration/RegulatoryCompliance/GB/Initialize"
        ),
        Some("CreateComplianceRegistration")
    );
    assert_eq!(found("PATCH", "/v1/EndUsers"), None);
    assert_eq!(found("GET", "/v1/Nothing"), None);
}

#[test]
fn the_project_document_compiles_without_trouble() {
    for overlays in [true, false] {
        let contract = Contract::compile(&trusthub(overlays)).unwrap();
        assert_eq!(contract.operations.len(), 53);
        assert_eq!(contract.troubles, []);
        assert!(
            contract
                .schemas()
                .all(|(_, schema)| schema.usable.is_none())
        );
        assert!(
            contract
                .operations
                .values()
                .all(|operation| operation.needs_auth)
        );
    }
}

#[test]
fn resources_are_named_as_the_modules_are() {
    let contract = Contract::compile(&trusthub(true)).unwrap();
    for (id, resource) in [
        ("FetchEndUser", "end_users"),
        (
            "ListCustomerProfileEvaluation",
            "customer_profiles/evaluations",
        ),
        (
            "CreateTrustProductChannelEndpointAssignment",
            "trust_products/channel_endpoint_assignments",
        ),
        ("CreateComplianceInquiry", "compliance_inquiries"),
        (
            "UpdateComplianceRegistration",
            "compliance_registration_inquiries",
        ),
        (
            "CreateComplianceTollfreeInquiry",
            "compliance_tollfree_inquiries",
        ),
        ("FetchPolicies", "policies"),
    ] {
        assert_eq!(contract.operations[id].resource, resource);
    }
}

#[test]
fn a_document_is_of_the_apis_whose_servers_it_names() {
    let of = |document: Value| Contract::from_value(&document, Path::new("x")).unwrap();
    let servers = |url: &str| json!([{ "url": url }]);
    let nobody = of(json!({ "paths": {} }));
    assert!(nobody.is_of("https://a.example"), "it does not say");
    for document in [
        json!({ "servers": servers("https://A.example/v1"), "paths": {} }),
        json!({ "paths": { "/x": { "servers": servers("https://a.example") } } }),
        json!({ "paths": { "/x": { "get": { "operationId": "X", "servers": servers("https://a.example") } } } }),
    ] {
        let contract = of(document);
        assert!(contract.is_of("https://a.example") && !contract.is_of("https://b.example"));
    }
    assert!(
        Contract::compile(&trusthub(true))
            .unwrap()
            .is_of(twilio_trusthub::SERVER)
    );
}

#[test]
fn of_two_templates_the_more_fixed_one_wins() {
    let get = |id: &str| json!({ "get": { "operationId": id, "responses": {} } });
    let document = json!({ "paths": {
        "/{A}/{B}": get("None"), "/x/{B}": get("One"), "/x/y": get("Both"), "/{A}/y": get("Other"),
    } });
    let contract = Contract::from_value(&document, Path::new("x")).unwrap();
    let found = |path: &str| contract.find("GET", path).map(|found| found.id.as_str());
    assert_eq!(found("/x/y"), Some("Both"));
    assert_eq!(found("/x/z"), Some("One"));
    assert_eq!(found("/a/y"), Some("Other"));
    assert_eq!(found("/a/b"), Some("None"));
}
