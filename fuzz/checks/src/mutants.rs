//! Target `mutants`: real documents with some of their parts broken, moved, renamed or repeated.
//!
//! The documents are this project's own and those of the golden cases; the vendor's too, where they
//! lie beside the repository. A large one is cut down to some of its paths and what these refer to,
//! since a fuzzer has to come by often.
//!
//! Responsible for: mutating values and texts. Not for: what must hold (`pipeline`).

mod cut;
mod places;

use std::sync::LazyLock;

use arbitrary::Unstructured;
use serde_json::{Value, json};

use crate::{files, pipeline};

/// The documents: each as a value, small enough to be read hundreds of times a second.
static DOCUMENTS: LazyLock<Vec<Value>> = LazyLock::new(documents);

/// Most mutations of one document.
const MUTATIONS: usize = 6;

/// The check.
pub fn check(data: &[u8]) {
    let mut choices = Unstructured::new(data);
    let (_, mutant) = mutant(&mut choices);
    let mut text = mutant.to_string().into_bytes();
    if choices.ratio(1, 4).unwrap_or(false) {
        garble(&mut choices, &mut text);
    }
    pipeline::check("mutant.json", &text);
}

/// A document and a mutation of it.
pub fn mutant(choices: &mut Unstructured<'_>) -> (Value, Value) {
    let index = below(choices, DOCUMENTS.len());
    let whole = &DOCUMENTS[index];
    let document = cut::cut(whole, choices);
    let mut mutant = document.clone();
    for _ in 0..=below(choices, MUTATIONS) {
        mutate(choices, &document, &mut mutant);
    }
    (document, mutant)
}

pub(crate) fn below(choices: &mut Unstructured<'_>, limit: usize) -> usize {
    choices
        .int_in_range(0..=limit.saturating_sub(1))
        .unwrap_or(0)
}

fn documents() -> Vec<Value> {
    let root = files::root();
    let mut paths = vec![root.join("spec/trusthub_v1.yaml")];
    let cases = files::below(&root.join("xtask/tests/golden"));
    paths.extend(cases.into_iter().filter(|path| path.ends_with("spec.yaml")));
    // Never committed and never needed: only where they are.
    let vendor = files::below(&root.join("../shared/upstream"));
    let yaml = |path: &std::path::PathBuf| path.extension().is_some_and(|kind| kind == "yaml");
    paths.extend(vendor.into_iter().filter(yaml));
    let load = |path: std::path::PathBuf| xtask::spec::load(&path, None).ok();
    let read: Vec<Value> = paths
        .into_iter()
        .filter_map(load)
        .map(|document| document.value)
        .collect();
    assert!(read.len() > 20, "the documents were not found");
    read
}

/// One mutation at one place.
fn mutate(choices: &mut Unstructured<'_>, document: &Value, mutant: &mut Value) {
    let Some(place) = places::choose(choices, mutant) else {
        return;
    };
    match below(choices, 8) {
        0 => places::replace(mutant, &place, substitute(choices)),
        1 => places::remove(mutant, &place),
        2 => places::rename(mutant, &place, name(choices)),
        3 | 4 => {
            // A part of the document in the place of another.
            let part = places::choose(choices, document).and_then(|from| document.pointer(&from));
            places::replace(mutant, &place, part.cloned().unwrap_or_default());
        }
        5 => places::insert(mutant, &place, name(choices), substitute(choices)),
        6 => {
            let part = places::choose(choices, document).and_then(|from| document.pointer(&from));
            places::insert(
                mutant,
                &place,
                name(choices),
                part.cloned().unwrap_or_default(),
            );
        }
        _ => places::repeat(mutant, &place),
    }
}

fn name(choices: &mut Unstructured<'_>) -> &'static str {
    const NAMES: &[&str] = &[
        "type",
        "$ref",
        "properties",
        "items",
        "allOf",
        "oneOf",
        "anyOf",
        "not",
        "enum",
        "nullable",
        "required",
        "format",
        "pattern",
        "discriminator",
        "additionalProperties",
        "schema",
        "content",
        "application/json",
        "text/html",
        "in",
        "name",
        "parameters",
        "responses",
        "requestBody",
        "200",
        "2XX",
        "default",
        "get",
        "post",
        "operationId",
        "servers",
        "description",
        "x-sid",
        "x-optional",
        "x-enum-aliases",
        "x-twilio",
        "",
        "x/~\u{0}🦀",
        "/{a}/{a}",
        "Self",
        "é",
        "deprecated",
        "example",
        "style",
        "explode",
        "readOnly",
    ];
    NAMES[below(choices, NAMES.len())]
}

fn substitute(choices: &mut Unstructured<'_>) -> Value {
    match below(choices, 16) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(-1),
        3 => json!(1.5e300),
        4 => json!([]),
        5 => json!({}),
        6 => json!([{}]),
        7 => json!({ "$ref": "#/components/schemas/missing" }),
        8 => json!({ "type": "string" }),
        9 => json!({ "type": "object", "additionalProperties": true }),
        10 => json!({ "oneOf": [{ "type": "string" }, { "type": "integer" }] }),
        11 => json!({ "allOf": [{ "type": "object" }, {}] }),
        12 => json!({ "type": "array" }),
        13 => json!({ "type": ["string", "null"] }),
        14 => json!(u64::MAX),
        _ => json!(name(choices)),
    }
}

/// Breaks the text itself.
fn garble(choices: &mut Unstructured<'_>, text: &mut Vec<u8>) {
    const BYTES: &[u8] = b"\0\t\n\r -:?{}[],&*!|>'\"%@`#~<\\\xC3\xFFa1";
    for _ in 0..=below(choices, 3) {
        let at = below(choices, text.len());
        let byte = BYTES[below(choices, BYTES.len())];
        match below(choices, 3) {
            0 => text.insert(at, byte),
            1 => text.truncate(at),
            _ => {
                if let Some(old) = text.get_mut(at) {
                    *old = byte;
                }
            }
        }
    }
}
