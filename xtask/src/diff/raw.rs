//! What a reader of the document sees changed: every key, text and list.
//!
//! Responsible for: the raw view. Not for: meaning (`effective`).
//!
//! Lists of plain values are compared as sets, and their order is one change; elements of other
//! lists belong together by `$ref`, or by `name` and `in`, or by `url`, else by position.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::spec::pointer;

/// One difference between the files.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RawChange {
    /// `added`, `removed`, `changed` or `reordered`.
    pub action: &'static str,
    /// JSON pointer, in the new document unless it is only in the old one.
    pub pointer: String,
    /// The value before, where it is a plain one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// The value now, where it is a plain one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// All differences in document order.
#[must_use]
pub fn changes(old: &Value, new: &Value) -> Vec<RawChange> {
    let mut all = Vec::new();
    compare(&mut all, "", old, new);
    all
}

fn compare(all: &mut Vec<RawChange>, at: &str, old: &Value, new: &Value) {
    match (old, new) {
        (Value::Object(a), Value::Object(b)) => {
            for (key, before) in a {
                let at = pointer::join(at, key);
                match b.get(key) {
                    Some(after) => compare(all, &at, before, after),
                    None => tell(all, "removed", at, Some(before), None),
                }
            }
            for (key, after) in b.iter().filter(|(key, _)| !a.contains_key(*key)) {
                tell(all, "added", pointer::join(at, key), None, Some(after));
            }
            let order = |one: &serde_json::Map<String, Value>,
                         other: &serde_json::Map<String, Value>| {
                one.keys()
                    .filter(|key| other.contains_key(*key))
                    .cloned()
                    .collect::<Vec<_>>()
            };
            if order(a, b) != order(b, a) {
                tell(all, "reordered", at.to_owned(), None, None);
            }
        }
        (Value::Array(a), Value::Array(b)) => lists(all, at, a, b),
        _ if old == new => {}
        _ => tell(all, "changed", at.to_owned(), Some(old), Some(new)),
    }
}

fn lists(all: &mut Vec<RawChange>, at: &str, old: &[Value], new: &[Value]) {
    let before = keyed(old);
    let after = keyed(new);
    for (key, (index, value)) in &before {
        match after.get(key) {
            Some((position, other)) => {
                compare(all, &pointer::join(at, &position.to_string()), value, other);
            }
            None => tell(
                all,
                "removed",
                pointer::join(at, &index.to_string()),
                Some(value),
                None,
            ),
        }
    }
    for (_, (index, value)) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
        tell(
            all,
            "added",
            pointer::join(at, &index.to_string()),
            None,
            Some(value),
        );
    }
    let order = |one: &BTreeMap<_, (usize, &Value)>, other: &BTreeMap<_, (usize, &Value)>| {
        let mut keys: Vec<_> = one
            .iter()
            .filter(|(key, _)| other.contains_key(*key))
            .collect();
        keys.sort_by_key(|(_, (index, _))| *index);
        keys.into_iter()
            .map(|(key, _): (&String, _)| key.clone())
            .collect::<Vec<_>>()
    };
    if order(&before, &after) != order(&after, &before) {
        tell(all, "reordered", at.to_owned(), None, None);
    }
}

/// Elements by what makes them themselves; a second one of the same kind has its number too.
fn keyed(list: &[Value]) -> BTreeMap<String, (usize, &Value)> {
    let mut all = BTreeMap::new();
    for (index, value) in list.iter().enumerate() {
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        let key = match value {
            Value::Object(_) => match (text("$ref"), text("name"), text("url")) {
                (Some(reference), ..) => format!("ref {reference}"),
                (_, Some(name), _) => format!("name {name} {}", text("in").unwrap_or_default()),
                (_, _, Some(url)) => format!("url {url}"),
                _ => format!("index {index}"),
            },
            Value::Array(_) => format!("index {index}"),
            plain => format!("value {plain}"),
        };
        let mut unique = key.clone();
        let mut number = 1;
        while all.contains_key(&unique) {
            number += 1;
            unique = format!("{key} #{number}");
        }
        all.insert(unique, (index, value));
    }
    all
}

fn tell(
    all: &mut Vec<RawChange>,
    action: &'static str,
    pointer: String,
    before: Option<&Value>,
    after: Option<&Value>,
) {
    let plain = |value: Option<&Value>| value.filter(|v| !v.is_object() && !v.is_array()).cloned();
    all.push(RawChange {
        action,
        pointer,
        before: plain(before),
        after: plain(after),
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(old: &Value, new: &Value) -> Vec<String> {
        changes(old, new)
            .iter()
            .map(|c| format!("{} {}", c.action, c.pointer))
            .collect()
    }

    #[test]
    fn keys_and_values() {
        let old = json!({ "a": 1, "b": { "c": "x" }, "d": [1] });
        let new = json!({ "b": { "c": "y", "e": 1 }, "d": { "f": 1 } });
        assert_eq!(
            told(&old, &new),
            ["removed /a", "changed /b/c", "added /b/e", "changed /d"]
        );
        assert!(told(&old, &old).is_empty());
    }

    #[test]
    fn lists_and_order() {
        assert_eq!(told(&json!(["a", "b"]), &json!(["b", "a"])), ["reordered "]);
        assert_eq!(
            told(&json!(["a", "b"]), &json!(["b", "c"])),
            ["removed /0", "added /1"]
        );
        assert_eq!(told(&json!(["a", "a"]), &json!(["a"])), ["removed /1"]);
        let old = json!([{ "name": "A", "in": "query", "x": 1 }, { "name": "B", "in": "query" }]);
        let new = json!([{ "name": "B", "in": "query" }, { "name": "A", "in": "query", "x": 2 }]);
        assert_eq!(told(&old, &new), ["changed /1/x", "reordered "]);
        assert_eq!(
            told(&json!({ "a": 1, "b": 2 }), &json!({ "b": 2, "a": 1 })),
            ["reordered "]
        );
    }
}
