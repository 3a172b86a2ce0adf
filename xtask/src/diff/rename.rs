//! What looks like a rename: something went and something of equal shape came, in one place.
//!
//! Responsible for: hints only. The changes stay two, since nobody but the vendor knows.

use std::collections::HashMap;

use super::change::Change;
use super::rule::{Action, Subject};

/// Adds a hint to changes that have exactly one counterpart of equal shape.
pub(super) fn hint(changes: &mut [Change]) {
    let mut pairs: HashMap<String, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (index, change) in changes.iter().enumerate() {
        let whole = matches!(
            change.rule.subject,
            Subject::Whole | Subject::Required | Subject::Optional
        );
        let shape = match (change.rule.action, &change.before, &change.after) {
            (Action::Removed, Some(shape), _) | (Action::Added, _, Some(shape)) if whole => shape,
            _ => continue,
        };
        let Some((parent, _)) = split(&change.place) else {
            continue;
        };
        let operation = &change.operation;
        let key = format!(
            "{operation}\n{:?} {:?}\n{parent}\n{shape}",
            change.rule.direction, change.rule.area
        );
        let pair = pairs.entry(key).or_default();
        match change.rule.action {
            Action::Removed => pair.0.push(index),
            _ => pair.1.push(index),
        }
    }
    for (gone, came) in pairs.values() {
        // With several candidates any pairing would be a guess, so the nearest in the document is
        // not better than another.
        if let ([gone], [came]) = (gone.as_slice(), came.as_slice()) {
            let name = |index: usize| {
                let place = &changes[index].place;
                split(place)
                    .map(|(_, name)| name.trim_matches('`').to_owned())
                    .unwrap_or_default()
            };
            let (old, new) = (name(*gone), name(*came));
            changes[*gone].hint = Some(format!("perhaps renamed to `{new}`"));
            changes[*came].hint = Some(format!("perhaps renamed from `{old}`"));
        }
    }
}

/// The place around a member, and the name of the member.
fn split(place: &str) -> Option<(&str, &str)> {
    if place.is_empty() {
        return None;
    }
    let at = place.rfind(['.', ' ']).map_or(0, |at| at + 1);
    Some(place.split_at(at))
}
