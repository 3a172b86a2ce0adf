//! Examples that are no values of their schema.
//!
//! Responsible for: which example belongs to which schema. Not for: comparing them (`value`).

use serde_json::Value;

use super::Advice;
use super::value::{Reader, misfit};
use crate::diff::node::{At, Node, Root};
use crate::diff::rule::Direction;
use crate::spec::pointer;

const HELP: &str = "correct the example, or the schema if the example is what really comes";

pub(super) fn check<'a>(advice: &mut Advice<'a>, schemas: &[At<'a>]) {
    let root = Root(advice.root);
    for schema in schemas {
        if let Some(example) = schema.value.get("example") {
            let at = pointer::join(&schema.pointer, "example");
            let form = schema
                .pointer
                .contains("application~1x-www-form-urlencoded");
            one(advice, root, &vec![schema.clone()], (example, at), form);
        }
    }
    let mut open = vec![At {
        value: advice.root,
        pointer: String::new(),
    }];
    while let Some(at) = open.pop() {
        match at.value {
            Value::Object(map) => {
                described(advice, root, &at);
                let inside = map.iter().filter(|(key, _)| {
                    !key.starts_with("x-")
                        && !matches!(key.as_str(), "schema" | "schemas" | "example" | "examples")
                });
                open.extend(inside.map(|(key, value)| At {
                    value,
                    pointer: pointer::join(&at.pointer, key),
                }));
            }
            Value::Array(list) => open.extend(list.iter().enumerate().map(|(index, value)| At {
                value,
                pointer: pointer::join(&at.pointer, &index.to_string()),
            })),
            _ => {}
        }
    }
}

/// A parameter or media type with examples beside its schema.
fn described<'a>(advice: &mut Advice<'a>, root: Root<'a>, owner: &At<'a>) {
    let Some(value) = owner.value.get("schema") else {
        return;
    };
    let node = vec![At {
        value,
        pointer: pointer::join(&owner.pointer, "schema"),
    }];
    // Parameters and forms are text on the wire, however the author spells the example.
    let text = owner.value.get("in").is_some()
        || owner
            .pointer
            .ends_with("/content/application~1x-www-form-urlencoded");
    if let Some(example) = owner.value.get("example") {
        one(
            advice,
            root,
            &node,
            (example, pointer::join(&owner.pointer, "example")),
            text,
        );
    }
    let base = pointer::join(&owner.pointer, "examples");
    let examples = owner.value.get("examples").and_then(Value::as_object);
    for (name, value) in examples.into_iter().flatten() {
        let example = root.follow(&At {
            value,
            pointer: pointer::join(&base, name),
        });
        if let Some(value) = example.value.get("value") {
            one(
                advice,
                root,
                &node,
                (value, pointer::join(&example.pointer, "value")),
                text,
            );
        }
    }
}

fn one<'a>(
    advice: &mut Advice<'a>,
    root: Root<'a>,
    node: &Node<'a>,
    (example, at): (&Value, String),
    text: bool,
) {
    let direction = if text {
        Direction::Request
    } else {
        Direction::Response
    };
    let reader = Reader {
        root,
        direction,
        text,
    };
    if let Some((place, problem)) = misfit(reader, node, example, 0) {
        let message = format!("the example does not fit its schema: {problem}");
        advice.warning("example-mismatch", &format!("{at}{place}"), message, HELP);
    }
}
