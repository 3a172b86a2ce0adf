//! What the tests of the judge share: a small document, and exchanges to hold against it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};

use super::Judge;
use super::contract::Contract;
use crate::finding::Finding;
use crate::recording::{Body, Fields, Recording, Request, Response, Source, SourceKind};

pub(super) const SID: &str = "IT0123456789abcdef0123456789abcdef";

/// A document with one of everything.
#[allow(clippy::too_many_lines, reason = "a document")]
pub(super) fn document() -> Value {
    let sid = json!({ "type": "string", "minLength": 34, "maxLength": 34, "pattern": "^IT[0-9a-f]{32}$" });
    let error = json!({ "description": "", "content": {
        "application/json": { "schema": { "$ref": "#/components/schemas/error" } },
        "text/html": { "schema": { "type": "string" } },
    } });
    json!({
        "openapi": "3.0.1",
        "info": { "title": "Test", "version": "1" },
        "security": [{ "basic": [] }],
        "paths": {
            "/v1/Things/{Sid}": {
                "parameters": [
                    { "name": "Sid", "in": "path", "required": true, "schema": sid },
                    // The operation has its own.
                    { "name": "Page", "in": "query", "required": true, "schema": { "type": "boolean" } },
                ],
                "get": {
                    "operationId": "FetchThing",
                    "parameters": [
                        { "name": "Page", "in": "query", "schema": { "type": "integer", "minimum": 1, "maximum": 9 } },
                        { "name": "Kind", "in": "query", "required": true, "schema": { "type": "string", "enum": ["a", "b"] } },
                        { "name": "Tags", "in": "query", "schema": { "type": "array", "items": { "type": "integer" }, "maxItems": 3 } },
                        { "name": "Joined", "in": "query", "explode": false, "schema": { "type": "array", "items": { "type": "integer" } } },
                        { "name": "Free", "in": "query", "schema": {} },
                        { "name": "X-Mode", "in": "header", "schema": { "type": "boolean" } },
                    ],
                    "responses": {
                        "200": {
                            "description": "",
                            "headers": { "X-Known": { "schema": { "type": "string" } } },
                            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/thing" } } },
                        },
                        "4XX": { "$ref": "#/components/responses/error" },
                        "default": { "$ref": "#/components/responses/error" },
                    },
                },
                "delete": {
                    "operationId": "DeleteThing",
                    "parameters": [{ "name": "Page", "in": "query", "schema": { "type": "integer" } }],
                    "security": [],
                    "responses": { "204": { "description": "" } },
                },
                "put": {
                    "operationId": "PutThing",
                    "parameters": [{ "name": "Page", "in": "query", "schema": { "type": "integer" } }],
                    "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/thing" } } } },
                    "responses": { "200": { "description": "", "content": { "application/json": {} } } },
                },
            },
            "/v1/Things": {
                "post": {
                    "operationId": "CreateThing",
                    "requestBody": { "content": { "application/x-www-form-urlencoded": { "schema": {
                        "type": "object",
                        "required": ["Name"],
                        "properties": {
                            "Name": { "type": "string", "maxLength": 5 },
                            "Count": { "type": "integer", "format": "int32" },
                            "Rate": { "type": "number", "maximum": 1, "exclusiveMaximum": true },
                            "Flag": { "type": "boolean" },
                            "Attributes": {},
                            "Settings": { "type": "object", "additionalProperties": { "type": "string" } },
                            "Words": { "type": "array", "items": { "type": "string" }, "minItems": 2 },
                            "Phone": { "type": "string", "format": "phone-number" },
                        },
                    } } } },
                    "responses": { "201": { "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/thing" } } } } },
                },
            },
        },
        "components": {
            "responses": { "error": error },
            "schemas": {
                "thing": {
                    "type": "object",
                    "required": ["sid"],
                    "properties": {
                        "sid": sid,
                        "state": { "$ref": "#/components/schemas/state", "nullable": true },
                        "note": { "type": "string", "nullable": true },
                        "older": { "type": "string", "x-optional": true },
                    },
                },
                "state": { "type": "string", "enum": ["new", "old"] },
                "error": { "oneOf": [
                    { "$ref": "#/components/schemas/classic" },
                    { "$ref": "#/components/schemas/problem" },
                ] },
                "classic": {
                    "type": "object",
                    "required": ["code", "message"],
                    "properties": { "code": { "type": "integer" }, "message": { "type": "string" }, "info": { "type": "string" } },
                },
                "problem": {
                    "type": "object",
                    "required": ["title"],
                    "properties": { "title": { "type": "string" } },
                    "additionalProperties": true,
                },
            },
        },
    })
}

pub(super) fn contract() -> Contract {
    Contract::from_value(&document(), Path::new("test.yaml")).expect("the document compiles")
}

/// The contract of a document whose only answer is a body of this schema, and the schema's id.
pub(super) fn schema(schema: &Value) -> (Contract, super::contract::SchemaId) {
    let document = json!({
        "paths": { "/x": { "get": { "operationId": "X", "responses": { "200": {
            "content": { "application/json": { "schema": schema } },
        } } } } },
        "components": { "schemas": {
            "loop": { "type": "object", "properties": { "next": { "$ref": "#/components/schemas/loop" } }, "nullable": true },
            "text": { "type": "string" },
            "a": { "type": "object", "properties": { "a": { "type": "string" } }, "required": ["a"] },
        } },
    });
    let contract = Contract::from_value(&document, Path::new("test.yaml")).expect("compiles");
    let id = contract.operations["X"].responses[0].media[0]
        .1
        .expect("a schema");
    (contract, id)
}

/// A thing as the document wants it.
pub(super) fn thing() -> Value {
    json!({ "sid": SID, "state": "new", "note": null })
}

/// A fetched thing.
pub(super) fn fetched() -> Recording {
    Recording {
        operation: "FetchThing".to_owned(),
        proves: "it".to_owned(),
        source: Source {
            kind: SourceKind::Documented,
            date: "2026-11-22".to_owned(),
            origin: "test".to_owned(),
            seal: None,
        },
        request: Request {
            method: "GET".to_owned(),
            path: format!("/v1/Things/{SID}"),
            query: [("Kind", "a")].into_iter().collect(),
            form: Fields::default(),
            headers: None,
            body: Body::Empty,
        },
        response: Response {
            status: 200,
            headers: Fields::default(),
            body: Body::Json(thing()),
        },
    }
}

/// A created thing.
pub(super) fn created() -> Recording {
    let mut recording = fetched();
    recording.operation = "CreateThing".to_owned();
    recording.request.method = "POST".to_owned();
    recording.request.path = "/v1/Things".to_owned();
    recording.request.query = Fields::default();
    recording.request.form = [("Name", "it")].into_iter().collect();
    recording.response.status = 201;
    recording
}

pub(super) fn judge(recording: &Recording) -> Vec<Finding> {
    Judge::new(Arc::new(contract())).judge(recording, None)
}

/// Kind and spot of each finding, as one line each.
pub(super) fn told(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| format!("{} {:?}", finding.kind, finding.spot))
        .collect()
}

pub(super) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The project's document, with or without its overlays.
pub(super) fn trusthub(overlays: bool) -> xtask::spec::Document {
    let overlays = overlays.then(|| repository().join("spec/overlays"));
    xtask::spec::load(
        &repository().join("spec/trusthub_v1.yaml"),
        overlays.as_deref(),
    )
    .expect("the document is sound")
}
