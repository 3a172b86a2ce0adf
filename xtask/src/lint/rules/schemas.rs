//! Every schema of a document, each once, where it stands.

use serde_json::Value;

use crate::diff::node::At;
use crate::spec::pointer;

/// Keys whose value is data and not description.
const DATA: [&str; 4] = ["example", "examples", "default", "enum"];

/// All schemas, references left out.
pub(super) fn all(root: &Value) -> Vec<At<'_>> {
    let mut found = Vec::new();
    let mut open = vec![At {
        value: root,
        pointer: String::new(),
    }];
    while let Some(at) = open.pop() {
        match at.value {
            Value::Object(map) => {
                let components = at.pointer == "/components";
                for (key, value) in map {
                    let pointer = pointer::join(&at.pointer, key);
                    let inside = At { value, pointer };
                    if key == "schema" {
                        below(inside, &mut found);
                    } else if components && key == "schemas" {
                        let schemas = value.as_object().into_iter().flatten();
                        for (name, value) in schemas {
                            let pointer = pointer::join(&inside.pointer, name);
                            below(At { value, pointer }, &mut found);
                        }
                    } else if !key.starts_with("x-") && !DATA.contains(&key.as_str()) {
                        open.push(inside);
                    }
                }
            }
            Value::Array(list) => open.extend(elements(&at.pointer, list)),
            _ => {}
        }
    }
    found
}

/// A schema and those inside it.
fn below<'a>(schema: At<'a>, found: &mut Vec<At<'a>>) {
    let mut open = vec![schema];
    while let Some(at) = open.pop() {
        let Some(map) = at.value.as_object().filter(|map| !map.contains_key("$ref")) else {
            continue;
        };
        for (key, value) in map {
            let base = pointer::join(&at.pointer, key);
            match (key.as_str(), value) {
                ("properties", Value::Object(members)) => {
                    let members = members.iter();
                    open.extend(members.map(|(name, value)| At {
                        value,
                        pointer: pointer::join(&base, name),
                    }));
                }
                ("items" | "additionalProperties" | "not", Value::Object(_)) => {
                    open.push(At {
                        value,
                        pointer: base,
                    });
                }
                ("allOf" | "oneOf" | "anyOf", Value::Array(list)) => {
                    open.extend(elements(&base, list));
                }
                _ => {}
            }
        }
        found.push(at);
    }
}

fn elements<'a>(base: &str, list: &'a [Value]) -> impl Iterator<Item = At<'a>> {
    let base = base.to_owned();
    let list = list.iter().enumerate();
    list.map(move |(index, value)| At {
        value,
        pointer: pointer::join(&base, &index.to_string()),
    })
}
