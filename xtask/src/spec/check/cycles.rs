//! Schemas that are made of themselves through composition alone.
//!
//! Responsible for: chains through `allOf`, `oneOf`, `anyOf`, `not` and references. Recursion through
//! properties or items is legal and no concern. Not for: cycles of references alone (`reference`).

use std::collections::HashMap;

use serde_json::Value;

use super::super::{pointer, refs};
use super::report::Report;

/// Longest chain of compositions; real ones have three or four.
const LENGTH: usize = 64;

/// Where the search stands with a schema.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Open,
    Done,
}

/// Checks the schemas of the components; no composition can be cyclic without one of them.
pub(super) fn check(report: &mut Report<'_>) {
    let schemas = report
        .root
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    let mut states: HashMap<String, State> = HashMap::new();
    for name in schemas.into_iter().flat_map(|schemas| schemas.keys()) {
        search(
            report,
            pointer::join("/components/schemas", name),
            &mut states,
        );
    }
}

/// Searches from one schema; an explicit stack, since chains can be longer than the real one allows.
fn search(report: &mut Report<'_>, start: String, states: &mut HashMap<String, State>) {
    let root = report.root;
    let mut stack = vec![(start, Vec::new())];
    if let Some((start, parts)) = stack.last_mut() {
        enter(root, start, parts, states);
    }
    while let Some((at, parts)) = stack.last_mut() {
        let Some(next) = parts.pop() else {
            states.insert(std::mem::take(at), State::Done);
            stack.pop();
            continue;
        };
        match states.get(&next) {
            Some(State::Done) => {}
            Some(State::Open) => {
                let from = stack
                    .iter()
                    .position(|(at, _)| *at == next)
                    .unwrap_or_default();
                let chain: Vec<&str> = stack[from..].iter().map(|(at, _)| at.as_str()).collect();
                let message = format!(
                    "the schema is made of itself: {} → {next}",
                    chain.join(" → ")
                );
                let help = "take it out of its own `allOf`, `oneOf`, `anyOf` or `not`";
                report.at(&next, |report| report.error("cyclic-schema", message, help));
            }
            None if stack.len() >= LENGTH => {
                let message =
                    format!("the schema is composed of others over more than {LENGTH} steps");
                report.at(&next, |report| {
                    report.error("too-deep", message, "compose it of fewer");
                });
                // None of them is looked at again: they would all give the same report.
                states.extend(stack.into_iter().map(|(at, _)| (at, State::Done)));
                return;
            }
            None => {
                let mut parts = Vec::new();
                enter(root, &next, &mut parts, states);
                stack.push((next, parts));
            }
        }
    }
}

fn enter(root: &Value, at: &str, parts: &mut Vec<String>, states: &mut HashMap<String, State>) {
    states.insert(at.to_owned(), State::Open);
    let Some(schema) = root.pointer(at) else {
        return;
    };
    for key in ["allOf", "oneOf", "anyOf"] {
        let list = schema.get(key).and_then(Value::as_array);
        for (index, part) in list.into_iter().flatten().enumerate() {
            parts.extend(place(root, part, || format!("{at}/{key}/{index}")));
        }
    }
    if let Some(part) = schema.get("not") {
        parts.extend(place(root, part, || format!("{at}/not")));
    }
}

/// Where a part really stands.
fn place(root: &Value, part: &Value, own: impl FnOnce() -> String) -> Option<String> {
    match refs::reference_of(part) {
        Some(reference) => refs::resolve(root, reference).map(|(_, pointer)| pointer),
        None => Some(own()),
    }
}
