//! Some paths of a document, and the components that these need.

use std::collections::BTreeSet;

use arbitrary::Unstructured;
use serde_json::{Map, Value, json};

use super::below;

/// Most paths that are kept.
const PATHS: usize = 3;

/// A smaller document with some of the paths.
pub(super) fn cut(whole: &Value, choices: &mut Unstructured<'_>) -> Value {
    let mut small = Map::new();
    for (name, value) in whole.as_object().into_iter().flatten() {
        if name != "paths" && name != "components" {
            small.insert(name.clone(), value.clone());
        }
    }
    let mut paths = Map::new();
    if let Some(all) = whole.get("paths").and_then(Value::as_object) {
        for _ in 0..=below(choices, PATHS) {
            if let Some((name, item)) = all.iter().nth(below(choices, all.len())) {
                paths.insert(name.clone(), item.clone());
            }
        }
    }
    small.insert("paths".to_owned(), Value::Object(paths));
    let mut needed = BTreeSet::new();
    references(&Value::Object(small.clone()), &mut needed);
    let mut open: Vec<String> = needed.iter().cloned().collect();
    while let Some(pointer) = open.pop() {
        let mut more = BTreeSet::new();
        if let Some(value) = whole.pointer(&pointer) {
            references(value, &mut more);
        }
        open.extend(more.into_iter().filter(|new| needed.insert(new.clone())));
    }
    let mut components = json!({});
    if let Some(schemes) = whole.pointer("/components/securitySchemes") {
        components["securitySchemes"] = schemes.clone();
    }
    for pointer in needed {
        let mut parts = pointer.splitn(4, '/').skip(2);
        if let (Some(kind), Some(name), Some(value)) =
            (parts.next(), parts.next(), whole.pointer(&pointer))
        {
            components[kind][name.replace("~1", "/").replace("~0", "~")] = value.clone();
        }
    }
    small.insert("components".to_owned(), components);
    Value::Object(small)
}

/// The pointers of all components that a value refers to.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let target = value.as_str().and_then(|text| text.strip_prefix('#'));
                match target {
                    Some(pointer)
                        if pointer.starts_with("/components/") && name != "description" =>
                    {
                        found.insert(pointer.to_owned());
                    }
                    _ => references(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}
