//! Bodies of requests: JSON of several media types, texts, maps whose entries are parameters.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use super::Judge;
use super::contract::Contract;
use super::testing::{fetched, told};
use crate::recording::{Body, Fields, Recording};

fn document() -> Value {
    let user = json!({ "type": "object", "required": ["name"], "properties": {
        "name": { "type": "string" }, "age": { "type": "integer" }, "id": { "type": "string", "readOnly": true },
        "tags": { "type": "object", "additionalProperties": { "type": "string" } },
    } });
    let body = |content: &Value| json!({ "required": true, "content": content });
    let post = |id: &str, parameters: &Value, body: &Value| {
        json!({ "post": {
        "operationId": id, "parameters": parameters, "requestBody": body, "responses": { "204": {} },
    } })
    };
    let map = json!({ "type": "object", "format": "prefixed-collapsible-map-AddOns", "additionalProperties": { "type": "integer" } });
    json!({ "paths": {
        "/users": post("CreateUser", &json!([]), &body(&json!({
            "application/json": { "schema": user },
            "application/scim+json": { "schema": { "type": "object", "properties": { "userName": { "type": "string" } } } },
        }))),
        "/notes": post("CreateNote", &json!([]), &body(&json!({ "text/plain": {} }))),
        "/maps": post("CreateMap", &json!([
            { "name": "AddOnsData", "in": "query", "schema": map },
            { "name": "filter", "in": "query", "style": "deepObject", "schema": { "type": "object", "properties": { "a": { "type": "boolean" } } } },
        ]), &json!({ "content": { "application/x-www-form-urlencoded": { "schema": { "oneOf": [
            { "type": "object", "required": ["A"], "properties": { "A": { "type": "string" } } },
            { "type": "object", "required": ["B"], "properties": { "B": { "type": "integer" } } },
        ] } } } })),
    } })
}

fn sent(operation: &str, path: &str, body: Body) -> Recording {
    let mut recording = fetched();
    recording.operation = operation.to_owned();
    recording.request.method = "POST".to_owned();
    recording.request.path = path.to_owned();
    recording.request.query = Fields::default();
    recording.request.body = body;
    recording.response.status = 204;
    recording.response.body = Body::Empty;
    recording
}

fn judge(recording: &Recording) -> Vec<String> {
    let contract = Contract::from_value(&document(), Path::new("x")).expect("compiles");
    told(&Judge::new(Arc::new(contract)).judge(recording, None))
}

const FINE: [&str; 0] = [];

#[test]
fn members_of_a_json_body_are_told_with_their_pointers() {
    let user = |body: Value| judge(&sent("CreateUser", "/users", Body::Json(body)));
    assert_eq!(
        user(json!({ "name": "a" })),
        FINE,
        "only what is required has to be sent"
    );
    assert_eq!(user(json!({ "name": "a", "tags": { "x": "y" } })), FINE);
    assert_eq!(
        user(json!({ "age": 7 })),
        ["request.missing_required RequestBody(\"/name\")"]
    );
    assert_eq!(
        user(json!({ "name": "a", "more": 1 })),
        ["request.undeclared_parameter RequestBody(\"/more\")"]
    );
    assert_eq!(
        user(json!({ "name": "a", "tags": { "x": 1 } })),
        ["request.invalid_value RequestBody(\"/tags/x\")"]
    );
    assert_eq!(
        user(json!({ "name": "a", "id": "1" })),
        ["request.undeclared_parameter RequestBody(\"/id\")"],
        "it is only received"
    );
    assert_eq!(
        judge(&sent("CreateUser", "/users", Body::Empty)),
        ["request.missing_required RequestBody(\"\")"]
    );
}

#[test]
fn the_stated_media_type_chooses_the_schema() {
    let with = |media_type: &str, body: Value| {
        let mut recording = sent("CreateUser", "/users", Body::Json(body));
        recording.request.headers = Some([("content-type", media_type)].into_iter().collect());
        judge(&recording)
    };
    assert_eq!(
        with(
            "application/scim+json; charset=utf-8",
            json!({ "userName": "a" })
        ),
        FINE
    );
    assert_eq!(with("application/json", json!({ "name": "a" })), FINE);
    let other = with("application/scim+json", json!({ "name": "a" }));
    assert_eq!(
        other,
        ["request.undeclared_parameter RequestBody(\"/name\")"]
    );
    let undeclared = with("application/merge-patch+json", json!({ "name": "a" }));
    assert_eq!(
        undeclared,
        ["request.invalid_value RequestHeader(\"content-type\")"]
    );
}

#[test]
fn a_text_is_taken_where_the_document_says_so() {
    let text = || Body::Text("hello".to_owned());
    assert_eq!(judge(&sent("CreateNote", "/notes", text())), FINE);
    assert_eq!(
        judge(&sent("CreateUser", "/users", text())),
        ["request.invalid_value RequestBody(\"\")"]
    );
    let json = Body::Text("{\"name\": 7}".to_owned());
    assert_eq!(
        judge(&sent("CreateUser", "/users", json)),
        ["request.invalid_value RequestBody(\"/name\")"]
    );
    assert_eq!(
        judge(&sent("CreateNote", "/notes", Body::Json(json!({})))),
        ["request.invalid_value RequestBody(\"\")"]
    );
}

#[test]
fn the_entries_of_a_map_are_parameters_of_their_own() {
    let with = |name: &str, value: &str| {
        let mut recording = sent("CreateMap", "/maps", Body::Empty);
        recording.request.query = [(name, value)].into_iter().collect();
        judge(&recording)
    };
    assert_eq!(with("AddOns.whitepages.count", "7"), FINE);
    assert_eq!(
        with("AddOns.x", "y"),
        ["request.invalid_value RequestQuery(\"AddOns.x\")"]
    );
    assert_eq!(with("filter[a]", "true"), FINE);
    assert_eq!(
        with("filter[a]", "7"),
        ["request.invalid_value RequestQuery(\"filter[a]\")"]
    );
    for name in ["AddOnsData", "AddOns", "AddOns.", "filter"] {
        assert_eq!(with(name, "7").len(), 1, "{name}");
    }
}

#[test]
fn a_form_may_have_one_of_several_shapes() {
    let with = |name: &str, value: &str| {
        let mut recording = sent("CreateMap", "/maps", Body::Empty);
        recording.request.form = [(name, value)].into_iter().collect();
        judge(&recording)
    };
    assert_eq!(with("A", "x"), FINE);
    assert_eq!(with("B", "1"), FINE);
    assert_eq!(with("B", "x"), ["request.invalid_value RequestForm(\"B\")"]);
    assert_eq!(
        with("C", "x"),
        ["request.undeclared_parameter RequestForm(\"C\")"]
    );
}
