//! Places of a value, by JSON pointer, and what can be done there.

use arbitrary::Unstructured;
use serde_json::{Map, Value};

use super::below;

/// A place at random, found by walking down, so that it costs no more than the document is deep.
pub(super) fn choose(choices: &mut Unstructured<'_>, value: &Value) -> Option<String> {
    let mut place = String::new();
    let mut at = value;
    loop {
        let next = match at {
            Value::Object(members) if !members.is_empty() => {
                let (name, inner) = members.iter().nth(below(choices, members.len()))?;
                Some((name.replace('~', "~0").replace('/', "~1"), inner))
            }
            Value::Array(items) if !items.is_empty() => {
                let index = below(choices, items.len());
                Some((index.to_string(), items.get(index)?))
            }
            _ => None,
        };
        let Some((name, inner)) = next else { break };
        place.push('/');
        place.push_str(&name);
        at = inner;
        // Deeper places are likelier, since there are more of them.
        if below(choices, 5) == 4 {
            break;
        }
    }
    (!place.is_empty()).then_some(place)
}

pub(super) fn replace(value: &mut Value, place: &str, by: Value) {
    if let Some(node) = value.pointer_mut(place) {
        *node = by;
    }
}

/// The object or list above a place, and the last part of the pointer.
fn above<'v>(value: &'v mut Value, place: &str) -> Option<(&'v mut Value, String)> {
    let (parent, name) = place.rsplit_once('/')?;
    let name = name.replace("~1", "/").replace("~0", "~");
    Some((value.pointer_mut(parent)?, name))
}

pub(super) fn remove(value: &mut Value, place: &str) {
    match above(value, place) {
        Some((Value::Object(members), name)) => drop(members.shift_remove(&name)),
        Some((Value::Array(items), index)) => {
            if let Ok(index) = index.parse::<usize>()
                && index < items.len()
            {
                items.remove(index);
            }
        }
        _ => {}
    }
}

/// Gives a member another name, in its place.
pub(super) fn rename(value: &mut Value, place: &str, new: &str) {
    if let Some((Value::Object(members), name)) = above(value, place) {
        let old = std::mem::replace(members, Map::new());
        for (key, value) in old {
            let key = if key == name { new.to_owned() } else { key };
            members.insert(key, value);
        }
    }
}

/// Puts a further member or item beside the place.
pub(super) fn insert(value: &mut Value, place: &str, name: &str, what: Value) {
    match value.pointer_mut(place) {
        Some(Value::Object(members)) => drop(members.insert(name.to_owned(), what)),
        Some(Value::Array(items)) => items.push(what),
        _ => {}
    }
}

/// Puts what stands at the place there a second time: in a list as it is, in an object under a name
/// that differs in case only.
pub(super) fn repeat(value: &mut Value, place: &str) {
    match above(value, place) {
        Some((Value::Object(members), name)) => {
            let other = if name.chars().any(char::is_lowercase) {
                name.to_uppercase()
            } else {
                format!("{name}_")
            };
            if let Some(copy) = members.get(&name).cloned() {
                members.insert(other, copy);
            }
        }
        Some((Value::Array(items), index)) => {
            let copy = index
                .parse::<usize>()
                .ok()
                .and_then(|index| items.get(index))
                .cloned();
            items.extend(copy);
        }
        _ => {}
    }
}
