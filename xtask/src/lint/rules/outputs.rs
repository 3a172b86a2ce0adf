//! `defaultOutputProperties` of the vendor's extension: names of members that are not there.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::Value;

use super::Advice;
use crate::diff::node::{Node, Root};
use crate::diff::operation::Operation;
use crate::diff::rule::Direction;
use crate::spec::pointer;

pub(super) fn check(advice: &mut Advice<'_>, operations: &IndexMap<String, Operation<'_>>) {
    let root = Root(advice.root);
    let mut bodies: BTreeMap<&str, Vec<Node<'_>>> = BTreeMap::new();
    for operation in operations.values() {
        let Some((item, _)) = operation.pointer.rsplit_once('/') else {
            continue;
        };
        let successes = operation
            .answers
            .iter()
            .filter(|(status, _)| status.starts_with('2'));
        let media = successes.flat_map(|(_, answer)| answer.media.values());
        bodies
            .entry(item)
            .or_default()
            .extend(media.map(|media| media.node.clone()));
    }
    for (item, nodes) in bodies {
        let at = format!("{item}/x-twilio/defaultOutputProperties");
        let names = advice.root.pointer(&at).and_then(Value::as_array);
        let nodes: Vec<Node<'_>> = nodes.into_iter().filter(|node| !node.is_empty()).collect();
        if nodes.is_empty() {
            continue;
        }
        for (index, name) in names.into_iter().flatten().enumerate() {
            let Some(name) = name.as_str() else { continue };
            if !nodes.iter().any(|node| has(root, node, name)) {
                let at = pointer::join(&at, &index.to_string());
                let message = format!("`{name}` is in no success of this path");
                let help = "correct the name; the generator does not use it";
                advice.warning("unknown-output-property", &at, message, help);
            }
        }
    }
}

/// Whether a body, or an element of the one list in it, has a member.
fn has<'a>(root: Root<'a>, node: &Node<'a>, name: &str) -> bool {
    let view = root.view(node, Direction::Response);
    if view.kind == "any" || member(root, node, name) {
        return true;
    }
    let elements = view.properties.values().chain([node]).filter_map(|node| {
        let view = root.view(node, Direction::Response);
        (view.kind == "array").then_some(view.items)
    });
    elements
        .into_iter()
        .any(|items| items.is_empty() || member(root, &items, name))
}

fn member<'a>(root: Root<'a>, node: &Node<'a>, name: &str) -> bool {
    let view = root.view(node, Direction::Response);
    let (first, rest) = name
        .split_once('.')
        .map_or((name, None), |(first, rest)| (first, Some(rest)));
    match (view.properties.get(first), rest) {
        (Some(_), None) => true,
        (Some(inner), Some(rest)) => {
            let inner_view = root.view(inner, Direction::Response);
            inner_view.properties.is_empty() || member(root, inner, rest)
        }
        (None, _) => false,
    }
}
