//! A value that may have one of several shapes.
//!
//! Responsible for: finding the shape that a value has, or was meant to have: the one that its tag
//! names, else the one that fits best. Inside it only what is required has to be there. Not for: what
//! a shape asks of a value ([`super::value`]).

use std::collections::HashMap;

use serde_json::Value;

use super::contract::{Schema, SchemaId, Tag, Union};
use super::value::{Deviation, Walk};
use super::words::choice;
use crate::finding::Kind;

/// Most unions on the way to a shape of one and the same value: more lead in a circle.
const HOPS: usize = 32;

/// What is known of the unions that a walk has met.
#[derive(Default)]
pub(super) struct Unions {
    /// Unions that the walk is inside of.
    open: usize,
    /// Unions met since the last step down into the value.
    hops: usize,
    /// What was found inside other unions. Without it, each union in a union would multiply the
    /// work: a value is held against all shapes of each.
    known: HashMap<(SchemaId, *const Value), Vec<Deviation>>,
}

impl Walk<'_> {
    /// A value against a union.
    pub(super) fn union(&mut self, id: SchemaId, union: &Union, value: &Value) {
        if self.unions.hops >= HOPS {
            return;
        }
        // Only a union inside a union is met more than once.
        if self.unions.open == 0 {
            return self.inside(id, union, value);
        }
        let key = (id, std::ptr::from_ref(value));
        if let Some(known) = self.unions.known.get(&key) {
            self.found.extend_from_slice(known);
            return;
        }
        let start = self.found.len();
        self.inside(id, union, value);
        self.unions.known.insert(key, self.found[start..].to_vec());
    }

    fn inside(&mut self, id: SchemaId, union: &Union, value: &Value) {
        let (lenient, hops) = (self.lenient, self.unions.hops);
        self.lenient = true;
        self.unions.open += 1;
        self.unions.hops += 1;
        let schema = self.contract.schema(id);
        match union.named(value) {
            Some(branch) => self.value(branch, value),
            None => match &union.tag {
                Some(tag) if tag.complete && value.is_object() => self.untagged(schema, tag, value),
                _ => self.best(&union.branches, value),
            },
        }
        self.unions.open -= 1;
        (self.lenient, self.unions.hops) = (lenient, hops);
    }

    /// An object whose tag is not there or names no shape: which one is meant cannot be said.
    fn untagged(&mut self, schema: &Schema, tag: &Tag, value: &Value) {
        let names: Vec<Value> = tag
            .values
            .keys()
            .map(|name| Value::from(name.as_str()))
            .collect();
        let expected = choice(&names);
        self.below(&tag.name, |walk| match value.get(&tag.name) {
            Some(other) => {
                let kind = match other {
                    Value::String(_) => Kind::ResponseUnknownEnumValue,
                    Value::Null => Kind::ResponseNullNotAllowed,
                    _ => Kind::ResponseWrongType,
                };
                walk.deviates(kind, schema, expected, other);
            }
            None => walk.found.push(Deviation {
                kind: Kind::ResponseMissingField,
                pointer: walk.pointer.clone(),
                document: schema.pointer.clone(),
                expected,
                actual: "no such member".to_owned(),
            }),
        });
    }

    /// Passes if one branch accepts the value; else the branch that fits best says why not.
    fn best(&mut self, branches: &[SchemaId], value: &Value) {
        let start = self.found.len();
        let mut best: Option<(usize, Vec<Deviation>)> = None;
        for branch in branches {
            self.value(*branch, value);
            if self.found.len() == start {
                return;
            }
            let found = self.found.split_off(start);
            let misfit = self.misfit(&found);
            if best.as_ref().is_none_or(|(known, _)| misfit < *known) {
                best = Some((misfit, found));
            }
        }
        self.found
            .extend(best.into_iter().flat_map(|(_, found)| found));
    }

    /// How badly a branch fits: absent and undeclared members tell more against it than a value that
    /// is wrong, since members are what tells the branches apart. Worst is another type.
    fn misfit(&self, found: &[Deviation]) -> usize {
        let weight = |deviation: &Deviation| match deviation.kind {
            Kind::ResponseWrongType if deviation.pointer == self.pointer => 1_000,
            Kind::ResponseUndeclaredField | Kind::ResponseMissingField => 2,
            _ => 1,
        };
        found.iter().map(weight).sum()
    }
}

impl Unions {
    /// A step down into the value; gives what to come back to.
    pub(super) fn down(&mut self) -> usize {
        std::mem::take(&mut self.hops)
    }

    /// Back from a step down.
    pub(super) fn up(&mut self, hops: usize) {
        self.hops = hops;
    }
}
