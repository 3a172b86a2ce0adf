//! What an action does to the nodes it selects: recursive merge, append, delete.
//!
//! Responsible for: the change itself and whether it changed anything. Not for: what to report.
//!
//! Overlay 1.0.0 leaves open what happens where both sides have an array; as in 1.1.0 the update's
//! elements are appended.

use serde_json::Value;
use serde_json::map::Entry;

use super::super::pointer;

/// Why an update cannot be merged: where (below the selected node), and the two kinds that clash.
pub(super) struct Clash {
    pub(super) pointer: String,
    pub(super) document: &'static str,
    pub(super) update: &'static str,
}

/// Merges an update into a node; gives whether that changed it.
pub(super) fn update(node: &mut Value, update: &Value) -> Result<bool, Clash> {
    match node {
        Value::Object(_) if update.is_object() => merge(node, update, ""),
        Value::Array(items) => Ok(append(items, update)),
        _ => Err(Clash {
            pointer: String::new(),
            document: kind(node),
            update: kind(update),
        }),
    }
}

fn append(list: &mut Vec<Value>, update: &Value) -> bool {
    match update {
        Value::Array(more) => {
            list.extend(more.iter().cloned());
            !more.is_empty()
        }
        one => {
            list.push(one.clone());
            true
        }
    }
}

fn merge(node: &mut Value, update: &Value, at: &str) -> Result<bool, Clash> {
    match (node, update) {
        (Value::Object(map), Value::Object(wanted)) => {
            let mut changed = false;
            for (key, change) in wanted {
                match map.entry(key) {
                    Entry::Vacant(entry) => {
                        entry.insert(change.clone());
                        changed = true;
                    }
                    Entry::Occupied(mut entry) => {
                        changed |= merge(entry.get_mut(), change, &pointer::join(at, key))?;
                    }
                }
            }
            Ok(changed)
        }
        (Value::Array(items), change @ Value::Array(_)) => Ok(append(items, change)),
        (node, change) => {
            let plain = |value: &Value| !value.is_object() && !value.is_array();
            if !plain(node) || !plain(change) {
                return Err(Clash {
                    pointer: at.to_owned(),
                    document: kind(node),
                    update: kind(change),
                });
            }
            let changed = node != change;
            node.clone_from(change);
            Ok(changed)
        }
    }
}

/// Deletes nodes, given by their pointers.
pub(super) fn remove(document: &mut Value, mut pointers: Vec<Vec<String>>) {
    // Last first, so that no deletion moves a node that is still to be deleted.
    pointers.sort_by(|a, b| order(b).cmp(&order(a)));
    for segments in pointers {
        let Some((last, parents)) = segments.split_last() else {
            continue;
        };
        let mut parent = Some(&mut *document);
        for segment in parents {
            parent = match parent {
                Some(Value::Object(map)) => map.get_mut(segment),
                Some(Value::Array(items)) => {
                    pointer::index(segment).and_then(|index| items.get_mut(index))
                }
                _ => None,
            };
        }
        match parent {
            Some(Value::Object(map)) => {
                // Plain `remove` would move the last key into the gap.
                map.shift_remove(last);
            }
            Some(Value::Array(items)) => {
                if let Some(index) = pointer::index(last).filter(|index| *index < items.len()) {
                    items.remove(index);
                }
            }
            _ => {}
        }
    }
}

/// Sorts pointers so that array indices compare as numbers.
fn order(segments: &[String]) -> Vec<(usize, &str)> {
    segments
        .iter()
        .map(|segment| (pointer::index(segment).unwrap_or(0), segment.as_str()))
        .collect()
}

/// What kind of value this is, in words.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
