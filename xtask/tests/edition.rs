//! `spec/trusthub_v1.yaml` states every fact of the vendor's document, in its order, in own words.
//!
//! Compared: paths, operations and their ids, parameters, fields, schemas, types, formats, patterns,
//! lengths, enums, nullability, required lists, statuses, media types, extensions, security,
//! servers, names of tags; and the order of everything whose name the vendor chose.
//!
//! Not compared, on purpose: texts (`description`, `summary`, the title and contact of `info`),
//! examples, the CORS headers of responses, and the order of keywords that `OpenAPI` fixes. Of the
//! texts none may be the vendor's own.
//!
//! The vendor's document is not part of this repository. Where it is missing, that part says so and
//! passes; what the document holds by itself is always counted.

#[path = "support/vendor.rs"]
mod vendor;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Map, Value};
use xtask::{spec, workspace};

/// Words in a row that two authors may well write alike.
const COMMON_WORDS: usize = 4;

/// Differences that are shown.
const SHOWN: usize = 50;

/// Keys whose value is an object with names that the vendor chose: their order is a fact.
const OPEN: &[&str] = &[
    "content",
    "headers",
    "parameters",
    "paths",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
    "variables",
];

fn own() -> Value {
    load(&workspace::path("spec/trusthub_v1.yaml"))
}

fn load(path: &Path) -> Value {
    match spec::load(path, None) {
        Ok(document) => document.value,
        Err(problems) => panic!(
            "{}",
            problems.iter().fold(String::new(), |text, problem| text
                + &format!("{problem}\n"))
        ),
    }
}

#[test]
fn the_document_is_whole() {
    let own = own();
    let paths = own["paths"].as_object().expect("paths");
    let operations = paths
        .values()
        .flat_map(|item| item.as_object().into_iter().flatten());
    let operations = operations.filter(|(_, value)| value.get("operationId").is_some());
    let schemas = own["components"]["schemas"].as_object().expect("schemas");
    assert_eq!(
        (paths.len(), operations.count(), schemas.len()),
        (33, 53, 31)
    );
}

#[test]
fn every_fact_is_the_vendors() {
    let Some(theirs) = vendor::document() else {
        return;
    };
    let mut differences = Vec::new();
    compare(
        "",
        "",
        &facts(&load(&theirs)),
        &facts(&own()),
        &mut differences,
    );
    let mut report = String::new();
    for difference in differences.iter().take(SHOWN) {
        let _ = writeln!(report, "{difference}");
    }
    assert!(
        differences.is_empty(),
        "{} differences in structure between {} (vendor) and spec/trusthub_v1.yaml (own):\n{report}",
        differences.len(),
        theirs.display(),
    );
}

#[test]
fn no_text_is_the_vendors() {
    let Some(theirs) = vendor::document() else {
        return;
    };
    let mut sentences = BTreeSet::new();
    collect_sentences(&load(&theirs), &mut sentences);
    assert!(
        sentences.len() > 100,
        "the vendor's texts were not found: {}",
        sentences.len()
    );
    let own = std::fs::read_to_string(workspace::path("spec/trusthub_v1.yaml")).unwrap();
    let own = format!(" {} ", plain_words(&own).join(" "));
    let copied: Vec<&String> = sentences
        .iter()
        .filter(|sentence| own.contains(&format!(" {sentence} ")))
        .collect();
    assert!(
        copied.is_empty(),
        "sentences of the vendor stand in our document: {copied:#?}"
    );
}

/// A document without what is not compared.
fn facts(document: &Value) -> Value {
    let mut facts = document.clone();
    if let Some(info) = facts["info"].as_object_mut() {
        info.shift_remove("title");
        info.shift_remove("contact");
    }
    strip(&mut facts, false);
    facts
}

/// Removes texts, examples and CORS headers; not where the names of an object are the vendor's own.
fn strip(value: &mut Value, open: bool) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|value| strip(value, false)),
        Value::Object(map) => {
            if !open {
                for key in ["description", "summary", "example", "examples"] {
                    map.shift_remove(key);
                }
                strip_cors(map);
            }
            for (key, value) in map {
                strip(value, !open && OPEN.contains(&key.as_str()));
            }
        }
        _ => {}
    }
}

fn strip_cors(map: &mut Map<String, Value>) {
    let Some(headers) = map.get_mut("headers").and_then(Value::as_object_mut) else {
        return;
    };
    headers.retain(|name, _| !name.starts_with("Access-Control-"));
    if headers.is_empty() {
        map.shift_remove("headers");
    }
}

/// Notes every difference with its JSON pointer.
fn compare(pointer: &str, key: &str, vendor: &Value, own: &Value, differences: &mut Vec<String>) {
    match (vendor, own) {
        (Value::Object(theirs), Value::Object(ours)) => {
            let step =
                |name: &str| format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
            for (name, value) in theirs {
                match ours.get(name) {
                    Some(other) => compare(&step(name), name, value, other, differences),
                    None => differences.push(format!("{}: missing in own", step(name))),
                }
            }
            for name in ours.keys().filter(|name| !theirs.contains_key(*name)) {
                differences.push(format!("{}: only in own", step(name)));
            }
            if OPEN.contains(&key) && !theirs.keys().eq(ours.keys()) {
                let both = |map: &Map<String, Value>, other: &Map<String, Value>| {
                    map.keys()
                        .filter(|name| other.contains_key(*name))
                        .cloned()
                        .collect::<Vec<_>>()
                };
                let (theirs, ours) = (both(theirs, ours), both(ours, theirs));
                if let Some((theirs, ours)) = theirs.iter().zip(&ours).find(|(a, b)| a != b) {
                    differences.push(format!(
                        "{pointer}: `{theirs}` (vendor) and `{ours}` (own) stand in another order"
                    ));
                }
            }
        }
        (Value::Array(theirs), Value::Array(ours)) => {
            for (index, (theirs, ours)) in theirs.iter().zip(ours).enumerate() {
                compare(&format!("{pointer}/{index}"), "", theirs, ours, differences);
            }
            if theirs.len() != ours.len() {
                differences.push(format!(
                    "{pointer}: {} elements (vendor), {} (own)",
                    theirs.len(),
                    ours.len()
                ));
            }
        }
        _ if vendor == own => {}
        _ => differences.push(format!("{pointer}: {vendor} (vendor), {own} (own)")),
    }
}

/// Every sentence of the texts that is long enough to be someone's.
fn collect_sentences(value: &Value, sentences: &mut BTreeSet<String>) {
    match value {
        Value::Array(list) => list
            .iter()
            .for_each(|value| collect_sentences(value, sentences)),
        Value::Object(map) => {
            for (key, value) in map {
                if let ("description" | "summary" | "title", Some(text)) =
                    (key.as_str(), value.as_str())
                {
                    for sentence in text.split(['.', '!', '?', ';', ':', '\n']) {
                        let words = plain_words(sentence);
                        if words.len() > COMMON_WORDS {
                            sentences.insert(words.join(" "));
                        }
                    }
                }
                collect_sentences(value, sentences);
            }
        }
        _ => {}
    }
}

fn plain_words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[test]
fn sentences_are_found() {
    let document = serde_json::json!({
        "summary": "Short one. This one is long enough, surely!",
        "paths": [{ "description": "Neither\nnor, but this *is* also long." }],
    });
    let mut sentences = BTreeSet::new();
    collect_sentences(&document, &mut sentences);
    let found: Vec<&str> = sentences.iter().map(String::as_str).collect();
    assert_eq!(
        found,
        [
            "nor but this is also long",
            "this one is long enough surely"
        ]
    );
}

#[test]
fn differences_are_found() {
    let base = serde_json::json!({
        "info": { "title": "A", "version": "1" },
        "paths": { "/a": { "get": { "operationId": "A", "summary": "x" } }, "/b": {} },
        "components": { "schemas": { "S": { "properties": { "description": { "type": "string" }, "b": {} } } } },
    });
    let changed = |pointer: &str, value: Value| {
        let mut other = base.clone();
        *other.pointer_mut(pointer).unwrap() = value;
        let mut differences = Vec::new();
        compare("", "", &facts(&base), &facts(&other), &mut differences);
        differences
    };
    let none: [&str; 0] = [];
    assert_eq!(changed("/info/title", "B".into()), none);
    assert_eq!(changed("/paths/~1a/get/summary", "y".into()), none);
    assert_eq!(
        changed("/paths/~1a/get/operationId", "B".into()),
        ["/paths/~1a/get/operationId: \"A\" (vendor), \"B\" (own)"]
    );
    // A property called `description` is a fact.
    assert_eq!(
        changed(
            "/components/schemas/S/properties",
            serde_json::json!({ "b": {} })
        ),
        ["/components/schemas/S/properties/description: missing in own"]
    );
    assert_eq!(
        changed(
            "/paths",
            serde_json::json!({ "/b": {}, "/a": { "get": { "operationId": "A" } } })
        ),
        ["/paths: `/a` (vendor) and `/b` (own) stand in another order"]
    );
}
