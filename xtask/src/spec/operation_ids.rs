//! Ids for operations that the document gives none: OpenAPI does not ask for them, and functions,
//! recordings and the dispatcher are named after them.
//!
//! Responsible for: making them of method and path, the same in every run, and telling so. Not for:
//! ids that stand in the document (`check`).

use std::collections::{HashMap, HashSet};
use std::path::Path;

use heck::ToUpperCamelCase;
use serde_json::{Map, Value};

use super::check::METHODS;
use super::{limits, pointer, segments};
use crate::diagnostics::Diagnostics;
use crate::singular::singular;

/// The id of the warning that tells of an operation without an id.
pub const MISSING_ID: &str = "missing-operation-id";

/// Gives every operation of `paths` an id.
pub(super) fn fill(spec: &Path, document: &mut Value, found: &mut Diagnostics) {
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else {
        return;
    };
    let given =
        operations(paths).filter_map(|(_, _, operation)| operation.get("operationId")?.as_str());
    let mut names = Names {
        taken: given.map(str::to_owned).collect(),
        ..Names::default()
    };
    let nameless = |operation: &Map<String, Value>| {
        !operation.contains_key("operationId") && !operation.contains_key("$ref")
    };
    let without: Vec<(String, String)> = operations(paths)
        .filter(|(_, _, operation)| nameless(operation))
        .map(|(path, method, _)| (path.to_owned(), method.to_owned()))
        .collect();
    for (path, method) in &without {
        *names.wanted.entry(name(path, method)).or_default() += 1;
    }
    for (index, (path, method)) in without.iter().enumerate() {
        let id = names.claim(path, method);
        let at = pointer::join(&pointer::join("/paths", path), method);
        if index < limits::PROBLEMS {
            found.warning(
                MISSING_ID,
                spec,
                at,
                format!("the operation has no `operationId` and is called {id} here"),
                "give it an `operationId`, or its name changes when its path does",
            );
        }
        let operation = paths.get_mut(path).and_then(|item| item.get_mut(method));
        if let Some(Value::Object(operation)) = operation {
            operation.insert("operationId".to_owned(), Value::String(id));
        }
    }
    if let Some(more) = without.len().checked_sub(limits::PROBLEMS + 1) {
        let message = format!("there are {} more operations without an id", more + 1);
        found.warning(
            "too-many-problems",
            spec,
            "/paths",
            message,
            "correct those told first",
        );
    }
}

fn operations(
    paths: &Map<String, Value>,
) -> impl Iterator<Item = (&str, &str, &Map<String, Value>)> {
    let items = paths.iter().filter(|(path, _)| path.starts_with('/'));
    items.flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.filter_map(move |(method, operation)| {
            let operation = operation.as_object()?;
            METHODS.contains(&method.as_str()).then_some((
                path.as_str(),
                method.as_str(),
                operation,
            ))
        })
    })
}

#[derive(Default)]
struct Names {
    taken: HashSet<String>,
    /// How many operations would have a name.
    wanted: HashMap<String, usize>,
    /// The last number behind a name that is taken even in full.
    numbers: HashMap<String, usize>,
}

impl Names {
    /// The name of what the path names, unless another operation has it or would have it too: then of
    /// all that stands in the path, so that an operation more does not rename the others.
    fn claim(&mut self, path: &str, method: &str) -> String {
        let short = name(path, method);
        if self.wanted.get(&short) == Some(&1) && self.taken.insert(short.clone()) {
            return short;
        }
        let everything: String = path.split(['/', '{', '}']).map(camel).collect();
        let long = method.to_upper_camel_case() + &everything;
        if self.taken.insert(long.clone()) {
            return long;
        }
        let number = self.numbers.entry(long.clone()).or_insert(1);
        loop {
            *number += 1;
            let name = format!("{long}{number}");
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}

/// As the vendor names operations: what is done, and the resources of the path in the singular.
/// `GET /v1/Things/{Sid}/Parts` is `ListThingPart`.
fn name(path: &str, method: &str) -> String {
    let fixed: Vec<&str> = segments::fixed(path).collect();
    let is_one = path
        .trim_end_matches('/')
        .trim_end_matches(".json")
        .ends_with('}');
    let is_plural = fixed.last().is_some_and(|last| singular(last) != *last);
    let verb = match method {
        "get" if is_plural && !is_one => "List",
        "get" => "Fetch",
        "post" if !is_one => "Create",
        "post" => "Update",
        "put" => "Replace",
        other => &other.to_upper_camel_case(),
    };
    let resource: String = fixed
        .iter()
        .map(|segment| camel(&singular(segment)))
        .collect();
    match resource.as_str() {
        "" => format!("{verb}Root"),
        resource => format!("{verb}{resource}"),
    }
}

/// Joins the words of a segment and leaves the case of what is inside them: `SMS` stays `SMS`.
fn camel(segment: &str) -> String {
    let words = segment.split(|c: char| !c.is_alphanumeric());
    words
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters).collect::<String>()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_say_what_is_done_with_what() {
        for (method, path, expected) in [
            ("get", "/v1/Policies", "ListPolicy"),
            ("get", "/v1/Policies/{Sid}", "FetchPolicy"),
            ("post", "/v1/Policies", "CreatePolicy"),
            ("post", "/v1/Policies/{Sid}", "UpdatePolicy"),
            ("put", "/v1/Policies/{Sid}", "ReplacePolicy"),
            ("patch", "/v1/Policies/{Sid}", "PatchPolicy"),
            ("delete", "/v1/Policies/{Sid}", "DeletePolicy"),
            (
                "get",
                "/2010-04-01/Accounts/{Sid}/Balance.json",
                "FetchAccountBalance",
            ),
            ("get", "/2010-04-01/Accounts/{Sid}.json", "FetchAccount"),
            ("get", "/v1/phone-numbers/{id}/SMS", "FetchPhoneNumberSMS"),
            ("get", "/", "FetchRoot"),
            ("get", "/{Sid}", "FetchRoot"),
        ] {
            assert_eq!(name(path, method), expected, "{method} {path}");
        }
    }

    #[test]
    fn no_two_operations_have_one_name() {
        let operation = || json!({ "responses": {} });
        let mut document = json!({ "paths": {
            "/v1/Things": { "get": { "operationId": "Kept" }, "post": operation(), "summary": {} },
            "/v2/Things": { "post": operation() },
            "/v3/Parts": { "post": { "operationId": "ListPart" }, "get": operation() },
            "/v3/Parts/{Sid}": { "get": operation(), "delete": { "$ref": "#/x" } },
            "/V2/things": { "post": operation() },
            "x-more": { "get": operation() },
        } });
        let mut found = Diagnostics::new();
        fill(Path::new("spec.yaml"), &mut document, &mut found);
        let ids: Vec<&str> = operations(document["paths"].as_object().unwrap())
            .filter_map(|(_, _, operation)| operation.get("operationId")?.as_str())
            .collect();
        assert_eq!(
            ids,
            [
                "Kept",
                "PostV1Things",
                "PostV2Things",
                "ListPart",
                "GetV3Parts",
                "FetchPart",
                "PostV2Things2"
            ]
        );
        assert_eq!(found.into_iter().count(), 5);
    }
}
