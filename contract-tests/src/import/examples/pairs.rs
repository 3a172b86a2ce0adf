//! Which request example belongs to which answer.
//!
//! Responsible for: pairs of the same name, else one request for all answers, else pairs in the order
//! of the document, and a body made of the examples of its members where there is none. Not for: what
//! becomes of a pair ([`super::exchange`]).

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::{Map, Value};
use xtask::spec::refs;

use super::collect::{Answer, Example, Story, UNNAMED};

/// A body to send.
pub(super) struct Pick<'s, 'd> {
    pub(super) media_type: &'d str,
    pub(super) name: &'d str,
    value: Cow<'s, Value>,
}

/// An answer, and what is sent for it: nothing, or a reason why nothing could be found.
pub(super) struct Pair<'s, 'd> {
    pub(super) answer: &'s Answer<'d>,
    pub(super) sent: Result<Option<Pick<'s, 'd>>, String>,
}

impl Pick<'_, '_> {
    pub(super) fn value(&self) -> &Value {
        &self.value
    }
}

/// Most members in one another: a schema may hold itself.
const DEEP: usize = 8;

impl<'d> Story<'d> {
    /// Every answer with what is sent for it. An answer can be there several times.
    pub(super) fn pairs(&self) -> Vec<Pair<'_, 'd>> {
        let all = self.sent();
        let is_named =
            |answer: &Answer<'d>| all.iter().any(|(_, one)| one.name == answer.example.name);
        let (mut pairs, mut open) = (Vec::new(), Vec::new());
        for answer in &self.answers {
            let name = answer.example.name;
            let own = all.iter().find(|(_, example)| example.name == name);
            let shared = || all.iter().find(|(_, example)| example.name == UNNAMED);
            match own.or_else(shared) {
                Some(found) => pairs.push(Pair {
                    answer,
                    sent: Ok(Some(pick(found))),
                }),
                None if all.is_empty() => pairs.push(Pair {
                    answer,
                    sent: self.without(),
                }),
                None => open.push(answer),
            }
        }
        // What is left has no name in common: the order of the document says what was meant.
        let taken: BTreeSet<&str> = self
            .answers
            .iter()
            .filter(|answer| is_named(answer))
            .map(|answer| answer.example.name)
            .collect();
        let left: Vec<_> = all
            .iter()
            .filter(|(_, one)| !taken.contains(one.name))
            .collect();
        let left = if left.is_empty() {
            all.iter().collect()
        } else {
            left
        };
        let (good, bad): (Vec<_>, Vec<_>) = open
            .into_iter()
            .partition(|answer| answer.status.starts_with('2'));
        if let (Some(last), Some(last_sent)) = (good.last(), left.last()) {
            for index in 0..good.len().max(left.len()) {
                let answer = good.get(index).unwrap_or(last);
                let sent = left.get(index).unwrap_or(last_sent);
                pairs.push(Pair {
                    answer,
                    sent: Ok(Some(pick(sent))),
                });
            }
        }
        // A refusal may follow any request.
        for answer in bad {
            let first = all.first().map(pick);
            pairs.push(Pair {
                answer,
                sent: Ok(first),
            });
        }
        pairs
    }

    /// All examples of bodies with their media types; of several types the first one's.
    fn sent(&self) -> Vec<(&'d str, &Example<'d>)> {
        let mut found: Vec<(&'d str, &Example<'d>)> = Vec::new();
        for body in &self.bodies {
            for example in &body.examples {
                if !found.iter().any(|(_, known)| known.name == example.name) {
                    found.push((body.media_type, example));
                }
            }
        }
        found
    }

    /// What is sent where there is no example: nothing, unless something must be.
    fn without(&self) -> Result<Option<Pick<'_, 'd>>, String> {
        let Some(body) = self.bodies.first().filter(|_| self.body_required) else {
            return Ok(None);
        };
        let made = made_of_members(self.root, body.schema, DEEP);
        let value = made.ok_or_else(|| "no request example says what is sent".to_owned())?;
        Ok(Some(Pick {
            media_type: body.media_type,
            name: UNNAMED,
            value: Cow::Owned(value),
        }))
    }
}

fn pick<'s, 'd>(found: &(&'d str, &'s Example<'d>)) -> Pick<'s, 'd> {
    let (media_type, example) = *found;
    Pick {
        media_type,
        name: example.name,
        value: Cow::Borrowed(example.value),
    }
}

/// A value that the schema allows, as far as it says: its example, default or first value; an object
/// of what is required and of what has an example.
fn made_of_members(root: &Value, schema: &Value, deep: usize) -> Option<Value> {
    let schema = refs::follow(root, schema)?;
    let listed = || {
        schema
            .get("enum")
            .and_then(Value::as_array)
            .and_then(|values| values.first())
    };
    if let Some(value) = schema
        .get("example")
        .or_else(|| schema.get("default"))
        .or_else(listed)
    {
        return Some(value.clone());
    }
    let deep = deep.checked_sub(1)?;
    if let Some(first) = schema
        .get("oneOf")
        .or_else(|| schema.get("anyOf"))
        .and_then(|shapes| shapes.get(0))
    {
        return made_of_members(root, first, deep);
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("boolean") => return Some(Value::Bool(true)),
        Some("string") if schema.get("pattern").is_none() && schema.get("format").is_none() => {
            return Some(Value::from("text"));
        }
        Some("array") => return Some(Value::Array(Vec::new())),
        _ => {}
    }
    let properties = schema.get("properties")?.as_object()?;
    let required = schema.get("required").and_then(Value::as_array);
    let mut members = Map::new();
    for (name, member) in properties {
        let is_required = required.is_some_and(|names| names.iter().any(|one| one == name));
        let has_example =
            refs::follow(root, member).is_some_and(|member| member.get("example").is_some());
        if !is_required && !has_example {
            continue;
        }
        match made_of_members(root, member, deep) {
            Some(value) => {
                members.insert(name.clone(), value);
            }
            None if is_required => return None,
            None => {}
        }
    }
    Some(Value::Object(members))
}
