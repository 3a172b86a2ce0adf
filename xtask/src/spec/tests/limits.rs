//! Inputs made to exhaust time or memory.

use std::fmt::Write;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{ids, load_bytes};

/// The ids of what is found in a text, which must not take long. The limit is
/// far above what is needed, since other tests may keep the machine busy; what it guards against has
/// no end.
fn quickly(name: &str, text: &str) -> Vec<&'static str> {
    let start = Instant::now();
    let found = ids(load_bytes(name, text.as_bytes()));
    assert!(
        start.elapsed() < Duration::from_secs(90),
        "took {:?}",
        start.elapsed()
    );
    found
}

#[test]
fn alias_bombs_are_refused() {
    let mut laughs = String::from("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for i in 1..12 {
        let aliases = vec![format!("*a{}", i - 1); 10].join(", ");
        writeln!(laughs, "a{i}: &a{i} [{aliases}]").unwrap();
    }
    assert_eq!(quickly("spec.yaml", &laughs), ["too-large"]);
    let quadratic = format!(
        "a: &a [{}]\nb: [{}]\n",
        "x,".repeat(20_000),
        "*a,".repeat(20_000)
    );
    assert_eq!(quickly("spec.yaml", &quadratic), ["too-large"]);
    let long = format!(
        "a: &a {}\nb: [{}]\n",
        "x".repeat(1_000_000),
        "*a,".repeat(1_000)
    );
    assert_eq!(quickly("spec.yaml", &long), ["too-large"]);
    assert_eq!(quickly("spec.yaml", "a: &a [*a, *a]\n"), ["too-deep"]);
    assert_eq!(quickly("spec.yaml", "&a { a: *a, b: *a }\n"), ["too-deep"]);
}

#[test]
fn deep_nesting_is_refused() {
    for text in ["[".repeat(100_000), "{\"a\":".repeat(100_000)] {
        assert_eq!(quickly("spec.yaml", &text), ["too-deep"]);
        assert_eq!(quickly("spec.json", &text), ["too-deep"]);
    }
    for part in ["[", "{a: "] {
        assert_eq!(
            quickly("spec.yaml", &format!("x: {}", part.repeat(100_000))),
            ["too-deep"]
        );
    }
    assert_eq!(quickly("spec.yaml", &"- ".repeat(100_000)), ["too-deep"]);
    let mut block = String::new();
    for depth in 0..1_000 {
        writeln!(block, "{}a:", " ".repeat(depth)).unwrap();
    }
    assert_eq!(quickly("spec.yaml", &block), ["too-deep"]);
}

#[test]
fn masses_of_small_values_are_refused() {
    assert_eq!(
        quickly("spec.yaml", &format!("x: [{}]", "1,".repeat(5_000_000))),
        ["too-large"]
    );
    assert_eq!(
        quickly(
            "spec.json",
            &format!("{{\"x\": [{}1]}}", "1,".repeat(2_500_000))
        ),
        ["too-large"]
    );
}

fn document(schema: &Value) -> String {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1" },
        "servers": [{ "url": "https://a.example" }],
        "paths": { "/a": { "get": {
            "operationId": "a",
            "responses": { "200": { "description": "d", "content": { "application/json": { "schema": schema } } } },
        } } },
    })
    .to_string()
}

#[test]
fn the_deepest_schemas_fit_the_stack() {
    // A test thread has 2 MiB of stack, a quarter of what the program has.
    let wraps: [fn(Value) -> Value; 4] = [
        |inner| json!({ "type": "array", "items": inner }),
        |inner| json!({ "type": "object", "properties": { "a": inner } }),
        |inner| json!({ "allOf": [inner] }),
        |inner| json!({ "type": "object", "additionalProperties": inner }),
    ];
    for wrap in wraps {
        let nested =
            |depth: usize, inner| document(&(0..depth).fold(inner, |inner, _| wrap(inner)));
        assert_eq!(
            quickly("spec.json", &nested(31, json!({ "type": "string" }))),
            [""; 0]
        );
        assert_eq!(
            quickly("spec.json", &nested(31, json!({ "title": 3 }))),
            ["wrong-type"]
        );
        assert_eq!(
            quickly("spec.json", &nested(50, json!({ "type": "string" }))),
            ["too-deep"]
        );
    }
}

#[test]
fn the_deepest_callbacks_fit_the_stack() {
    let responses = json!({ "200": { "description": "d" } });
    let innermost = json!({ "operationId": "x", "responses": responses });
    let nested = |depth: usize| {
        (0..depth).fold(innermost.clone(), |inner, depth| {
        let id = format!("o{depth}");
        json!({ "operationId": id, "responses": responses, "callbacks": { "c": { "{$url}": { "post": inner } } } })
    })
    };
    for (depth, expected) in [(2, &[][..]), (20, &["too-deep"])] {
        let mut value: Value = serde_json::from_str(&document(&json!({}))).unwrap();
        value["paths"]["/b"] = json!({ "get": nested(depth) });
        assert_eq!(quickly("spec.json", &value.to_string()), expected);
    }
}

#[test]
fn long_chains_of_components_end() {
    let chain = |link: fn(usize) -> Value| -> String {
        let schemas: serde_json::Map<String, Value> = (0..2_000)
            .map(|i| (format!("S{i}"), link(i + 1)))
            .chain([("S2000".to_owned(), json!({}))])
            .collect();
        let mut value: Value = serde_json::from_str(&document(&json!({}))).unwrap();
        value["components"] = json!({ "schemas": schemas });
        value.to_string()
    };
    let references = chain(|next| json!({ "$ref": format!("#/components/schemas/S{next}") }));
    assert!(quickly("spec.json", &references).contains(&"cyclic-ref"));
    let parts =
        chain(|next| json!({ "allOf": [{ "$ref": format!("#/components/schemas/S{next}") }] }));
    assert_eq!(quickly("spec.json", &parts), ["too-deep"; 31]);
    let properties = chain(
        |next| json!({ "properties": { "a": { "$ref": format!("#/components/schemas/S{next}") } } }),
    );
    assert_eq!(quickly("spec.json", &properties), [""; 0]);
}

#[test]
fn masses_of_problems_are_cut_short() {
    let mut value: Value = serde_json::from_str(&document(&json!({}))).unwrap();
    let schemas: serde_json::Map<String, Value> = (0..20_000)
        .map(|i| {
            let missing = format!("#/components/schemas/Missing{i}");
            (
                format!("Schema{i}"),
                json!({ "$ref": missing, "type": "string" }),
            )
        })
        .collect();
    value["components"] = json!({ "schemas": schemas });
    let found = quickly("spec.json", &value.to_string());
    assert_eq!(
        found.iter().filter(|id| **id == "dangling-ref").count(),
        500
    );
    assert_eq!(
        found.iter().filter(|id| **id == "ref-siblings").count(),
        500
    );
    assert_eq!(
        found
            .iter()
            .filter(|id| **id == "too-many-problems")
            .count(),
        2
    );
    let repeated = "a: 1\n".repeat(5_000);
    let found = quickly("spec.yaml", &repeated);
    assert_eq!(
        (found[0], found[1], found.len()),
        ("too-many-problems", "duplicate-key", 501)
    );
    let long = json!({ "k".repeat(2_000): 1 }).to_string();
    assert_eq!(quickly("spec.json", &long), ["key-too-long"]);
}

#[test]
fn long_lists_of_names_end() {
    let names: Vec<String> = (0..100_000).map(|i| format!("n{i}")).collect();
    let path = format!("/{{{}}}", names[..10].join("}/{"));
    let parameters: Vec<Value> = names
        .iter()
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": {} }))
        .collect();
    let mut value: Value = serde_json::from_str(&document(&json!({
        "type": "object",
        "required": names,
        "properties": {},
    })))
    .unwrap();
    value["paths"][path] = json!({ "parameters": parameters });
    let found = quickly("spec.json", &value.to_string());
    assert_eq!(found.len(), 500 + 500 + 2);
}
