//! Components that nothing refers to.

use std::collections::HashSet;

use serde_json::Value;

use super::Advice;
use crate::spec::{pointer, refs};

pub(super) fn check(advice: &mut Advice<'_>) {
    let root = advice.root;
    let mut used: HashSet<String> = HashSet::new();
    // From what is outside the components, through them: two that only use each other are unused.
    let mut open: Vec<&Value> = root
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(key, _)| *key != "components")
        .map(|(_, value)| value)
        .collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => {
                let mapping = map
                    .get("mapping")
                    .and_then(Value::as_object)
                    .into_iter()
                    .flatten();
                let mapped = mapping.filter_map(|(_, target)| target.as_str());
                for reference in refs::reference_of(value).into_iter().chain(mapped) {
                    // A reference may lead inside a component too.
                    if let Some(target) =
                        refs::local_pointer(reference).and_then(|at| component(&at))
                        && used.insert(target.clone())
                    {
                        open.extend(root.pointer(&target));
                    }
                }
                open.extend(map.values());
            }
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
    let schemes = schemes(root);
    for (section, all) in root
        .get("components")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        for name in all.as_object().into_iter().flatten().map(|(name, _)| name) {
            let at = pointer::join(&pointer::join("/components", section), name);
            let is_used = match section.as_str() {
                "securitySchemes" => schemes.contains(name.as_str()),
                section => section.starts_with("x-") || used.contains(&at),
            };
            if !is_used {
                let message =
                    format!("nothing refers to the component `{name}`: it is not emitted");
                advice.notice(
                    "unused-component",
                    &at,
                    message,
                    "nothing to do, or delete it",
                );
            }
        }
    }
}

/// `/components/schemas/A` of whatever pointer below it.
fn component(at: &str) -> Option<String> {
    let parts: Vec<&str> = at.splitn(5, '/').take(4).collect();
    (parts.len() == 4 && parts[1] == "components").then(|| parts.join("/"))
}

/// Names in security requirements, which are no references.
fn schemes(root: &Value) -> HashSet<&str> {
    let mut names = HashSet::new();
    let mut open = vec![root];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => {
                let requirements = map.get("security").and_then(Value::as_array);
                let requirements = requirements
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_object);
                names.extend(requirements.flatten().map(|(name, _)| name.as_str()));
                open.extend(map.values());
            }
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
    names
}
