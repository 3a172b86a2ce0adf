//! Changes that are one to a reader: the same fact in several operations.
//!
//! Responsible for: which changes are shown together. Not for: counting, where each counts.

use indexmap::IndexMap;
use serde_json::Value;

use super::change::Change;
use super::rule::Subject;

/// Operations with the same changes, and those changes.
pub(super) struct Group<'a> {
    pub(super) operations: Vec<&'a str>,
    /// Changes that differ only in their operation stand in one list.
    pub(super) lines: Vec<Vec<&'a Change>>,
}

/// Groups in the order in which their first operation comes.
pub(super) fn groups(changes: &[Change]) -> Vec<Group<'_>> {
    let mut facts: IndexMap<String, Vec<&Change>> = IndexMap::new();
    for change in changes {
        facts.entry(fact(change)).or_default().push(change);
    }
    let mut groups: IndexMap<Vec<&str>, Vec<Vec<&Change>>> = IndexMap::new();
    for changes in facts.into_values() {
        let mut operations: Vec<&str> = Vec::new();
        for change in &changes {
            if !operations.contains(&change.operation.as_str()) {
                operations.push(&change.operation);
            }
        }
        groups.entry(operations).or_default().push(changes);
    }
    groups
        .into_iter()
        .map(|(operations, lines)| Group { operations, lines })
        .collect()
}

/// What makes two changes the same fact: the same place of a shared schema, or inline copies of
/// the same member.
fn fact(change: &Change) -> String {
    let component = |pointer: &Option<String>| {
        pointer
            .clone()
            .filter(|pointer| pointer.starts_with("/components/"))
    };
    let place = match (component(&change.old), component(&change.new)) {
        (None, None) if change.place.is_empty() => change.operation.clone(),
        (None, None) => change.place.clone(),
        (old, new) => {
            // The status of the answer is not in the pointer.
            let name = change.place.rsplit(['.', ' ']).next().unwrap_or_default();
            format!("{old:?} {new:?} {}", name.trim_end_matches("[]"))
        }
    };
    let values = match change.rule.subject {
        // The values of one enum stand in one line.
        Subject::EnumValue => String::new(),
        _ => format!("{:?}\n{:?}", change.before, change.after),
    };
    let levels = (change.callers, change.wire);
    format!("{}\n{place}\n{values}\n{levels:?}", change.rule)
}

/// What a line says: the place as far as all its changes share it, and all its values.
pub(super) fn title(changes: &[&Change]) -> String {
    let Some(first) = changes.first() else {
        return String::new();
    };
    let mut shown = (*first).clone();
    for change in changes {
        shown.place = common_end(&shown.place, &change.place);
    }
    if shown.rule.subject == Subject::EnumValue {
        shown.before = values(changes.iter().filter_map(|change| change.before.as_ref()));
        shown.after = values(changes.iter().filter_map(|change| change.after.as_ref()));
    }
    shown.text()
}

/// The last steps that two places have in common.
fn common_end(one: &str, other: &str) -> String {
    if one == other {
        return one.to_owned();
    }
    let steps = |place: &str| {
        place
            .split(['.', ' '])
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (one, other) = (steps(one), steps(other));
    let same = one
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    one[one.len() - same..].join(".")
}

fn values<'a>(all: impl Iterator<Item = &'a Value>) -> Option<Value> {
    let mut once: Vec<Value> = Vec::new();
    for value in all {
        if !once.contains(value) {
            once.push(value.clone());
        }
    }
    (!once.is_empty()).then_some(Value::Array(once))
}
