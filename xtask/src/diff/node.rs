//! A schema as a value on the wire meets it: references followed, `allOf` merged.
//!
//! Responsible for: the effective view of one schema, and where its parts stand.
//! Not for: comparing two of them (`schema`). What stands beside a `$ref` is ignored, as OpenAPI
//! 3.0 says. `nullable` counts on the schema itself and on the only part of an `allOf`, which is
//! how the generator and the authors of documents read it; of several parts all must allow null.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::facts::FACTS;
use super::rule::{Direction, Subject};
use crate::spec::{pointer, refs, vendor};

/// Deepest nesting of `allOf` that is followed; the checks of the document allow 64.
const DEPTH: usize = 64;

/// A schema or a reference to one, and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct At<'a> {
    pub(crate) value: &'a Value,
    pub(crate) pointer: String,
}

/// Schemas that must all hold for one value; none of them means that anything goes.
pub(crate) type Node<'a> = Vec<At<'a>>;

/// What is known of members that are not named.
#[derive(Debug, Clone)]
pub(crate) enum Rest<'a> {
    Open,
    Closed,
    Typed(Node<'a>),
}

/// The effective view of a node.
#[derive(Debug, Clone)]
pub(crate) struct View<'a> {
    /// Where the schema stands that decides.
    pub(crate) pointer: String,
    pub(crate) kind: String,
    pub(crate) nullable: bool,
    pub(crate) facts: BTreeMap<Subject, Value>,
    /// The values of `enum`, without null.
    pub(crate) values: Option<Vec<&'a Value>>,
    pub(crate) properties: IndexMap<&'a str, Node<'a>>,
    pub(crate) required: BTreeSet<&'a str>,
    pub(crate) items: Node<'a>,
    pub(crate) rest: Rest<'a>,
    pub(crate) one_of: Vec<Node<'a>>,
    pub(crate) any_of: Vec<Node<'a>>,
    pub(crate) not: Vec<Node<'a>>,
}

/// A document, as far as references need it.
#[derive(Clone, Copy)]
pub(crate) struct Root<'a>(pub(crate) &'a Value);

impl<'a> Root<'a> {
    /// The node itself or what it refers to.
    pub(crate) fn follow(self, at: &At<'a>) -> At<'a> {
        let target = refs::reference_of(at.value).and_then(|r| refs::resolve(self.0, r));
        target.map_or_else(|| at.clone(), |(value, pointer)| At { value, pointer })
    }

    /// The view of a node in one direction.
    pub(crate) fn view(self, node: &Node<'a>, direction: Direction) -> View<'a> {
        let mut view = View {
            pointer: String::new(),
            kind: String::new(),
            nullable: !node.is_empty() && node.iter().all(|at| self.nullable(at, 0)),
            facts: BTreeMap::new(),
            values: None,
            properties: IndexMap::new(),
            required: BTreeSet::new(),
            items: Vec::new(),
            rest: Rest::Open,
            one_of: Vec::new(),
            any_of: Vec::new(),
            not: Vec::new(),
        };
        for at in node {
            self.merge(&mut view, at, 0);
        }
        if view.kind.is_empty() {
            view.kind = implied(&view).to_owned();
        }
        let hidden = match direction {
            Direction::Request => "readOnly",
            Direction::Response | Direction::Both => "writeOnly",
        };
        view.properties.retain(|_, node| {
            !node
                .iter()
                .any(|at| self.follow(at).value.get(hidden) == Some(&Value::Bool(true)))
        });
        view
    }

    fn nullable(self, at: &At<'a>, depth: usize) -> bool {
        let at = self.follow(at);
        let own = at.value.get("nullable") == Some(&Value::Bool(true));
        let parts = parts(&at, "allOf");
        let all = !parts.is_empty() && depth < DEPTH;
        own || (all && parts.iter().all(|part| self.nullable(part, depth + 1)))
    }

    fn merge(self, view: &mut View<'a>, at: &At<'a>, depth: usize) {
        let at = self.follow(at);
        let Some(schema) = at.value.as_object() else {
            return;
        };
        let all = parts(&at, "allOf");
        // The pointer is that of the innermost schema, as long as there is one way in.
        if view.pointer.is_empty() && all.len() != 1 {
            view.pointer.clone_from(&at.pointer);
        }
        if depth < DEPTH {
            for part in &all {
                self.merge(view, part, depth + 1);
            }
        }
        if let Some(kind) = vendor::json_type(at.value)
            && !view.kind.split(" and ").any(|known| known == kind)
        {
            let joined = if view.kind.is_empty() { "" } else { " and " };
            view.kind.push_str(joined);
            view.kind.push_str(kind);
        }
        for fact in FACTS {
            if let Some(value) = fact.read(at.value) {
                merge_fact(view, fact.subject, value);
            }
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            let values: Vec<&Value> = values.iter().filter(|value| !value.is_null()).collect();
            view.values = Some(match view.values.take() {
                Some(known) => known
                    .into_iter()
                    .filter(|value| values.contains(value))
                    .collect(),
                None => values,
            });
        }
        members(view, schema, &at.pointer);
        view.one_of
            .extend(parts(&at, "oneOf").into_iter().map(|at| vec![at]));
        view.any_of
            .extend(parts(&at, "anyOf").into_iter().map(|at| vec![at]));
        view.not
            .extend(child(schema, &at.pointer, "not").map(|at| vec![at]));
    }
}

fn merge_fact(view: &mut View<'_>, subject: Subject, value: &Value) {
    match view.facts.get_mut(&subject) {
        None => {
            view.facts.insert(subject, value.clone());
        }
        // Several parts say something: a change of any of them is a change.
        Some(Value::Array(known)) if !known.contains(value) => known.push(value.clone()),
        Some(known) if known != value => *known = Value::Array(vec![known.clone(), value.clone()]),
        Some(_) => {}
    }
}

fn members<'a>(view: &mut View<'a>, schema: &'a Map<String, Value>, at: &str) {
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        let base = pointer::join(at, "properties");
        for (name, value) in properties {
            let place = At {
                value,
                pointer: pointer::join(&base, name),
            };
            view.properties.entry(name).or_default().push(place);
        }
    }
    let required = schema.get("required").and_then(Value::as_array);
    view.required
        .extend(required.into_iter().flatten().filter_map(Value::as_str));
    view.items.extend(child(schema, at, "items"));
    match schema.get("additionalProperties") {
        Some(Value::Bool(false)) => view.rest = Rest::Closed,
        Some(Value::Object(map)) if !map.is_empty() && !matches!(view.rest, Rest::Closed) => {
            view.rest = Rest::Typed(
                child(schema, at, "additionalProperties")
                    .into_iter()
                    .collect(),
            );
        }
        _ => {}
    }
}

fn child<'a>(schema: &'a Map<String, Value>, at: &str, key: &str) -> Option<At<'a>> {
    let value = schema.get(key)?;
    Some(At {
        value,
        pointer: pointer::join(at, key),
    })
}

fn parts<'a>(at: &At<'a>, key: &str) -> Vec<At<'a>> {
    let base = pointer::join(&at.pointer, key);
    let list = at.value.get(key).and_then(Value::as_array);
    let parts = list.into_iter().flatten().enumerate();
    parts
        .map(|(index, value)| At {
            value,
            pointer: pointer::join(&base, &index.to_string()),
        })
        .collect()
}

/// The type that the other keywords speak of, as the generator takes it too.
fn implied(view: &View<'_>) -> &'static str {
    if !view.properties.is_empty() || !matches!(view.rest, Rest::Open) {
        "object"
    } else if !view.items.is_empty() {
        "array"
    } else {
        "any"
    }
}
