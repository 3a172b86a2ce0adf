//! A JSON value against its schema.
//!
//! Responsible for: walking a body beside the document and naming each deviation once: a value of
//! the wrong type is not held against its pattern too. Closed-world: members that are not declared
//! deviate, and so do declared ones that are absent.
//!
//! Not for: which schema a body has ([`super::response`], [`super::request`]), nor for what the
//! deviation means to a caller ([`super::words`]).

use indexmap::IndexMap;
use serde_json::{Map, Value};
use xtask::spec::pointer;

use super::contract::{Additional, Contract, Schema, SchemaId, Shape, whole};
use super::format;
use super::measure::{outside, range, type_name, within};
use super::words::{choice, counted, show};
use crate::finding::Kind;

/// One way in which a value is not what its schema says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deviation {
    pub(super) kind: Kind,
    /// JSON pointer into the value.
    pub(super) pointer: String,
    /// JSON pointer into the document.
    pub(super) document: String,
    pub(super) expected: String,
    pub(super) actual: String,
}

/// Holds a value against a schema.
pub(super) fn check(contract: &Contract, schema: SchemaId, value: &Value) -> Vec<Deviation> {
    let mut walk = Walk {
        contract,
        pointer: String::new(),
        alternative: false,
        found: Vec::new(),
    };
    walk.value(schema, value);
    walk.found
}

/// Holds a text against what a schema says of texts.
pub(super) fn check_text(schema: &Schema, text: &str) -> Option<(Kind, String)> {
    let Shape::String {
        format,
        pattern,
        pattern_text,
        min_length,
        max_length,
    } = &schema.shape
    else {
        return None;
    };
    if pattern
        .as_ref()
        .is_some_and(|pattern| !pattern.is_match(text))
    {
        let pattern = pattern_text.as_deref().unwrap_or_default();
        return Some((
            Kind::ResponsePatternMismatch,
            format!("text that matches `{pattern}`"),
        ));
    }
    let length = text.chars().count();
    if outside(length, *min_length, *max_length) {
        let expected = counted("character", *min_length, *max_length);
        return Some((Kind::ResponsePatternMismatch, expected));
    }
    let expected = format::mismatch(format.as_deref()?, text)?;
    Some((Kind::ResponseFormatMismatch, expected.to_owned()))
}

struct Walk<'c> {
    contract: &'c Contract,
    pointer: String,
    /// Inside one of several shapes: there only what is required has to be.
    alternative: bool,
    found: Vec<Deviation>,
}

impl Walk<'_> {
    fn value(&mut self, id: SchemaId, value: &Value) {
        let schema = self.contract.schema(id);
        if value.is_null() {
            if !schema.nullable {
                let expected = type_name(self.contract, schema);
                self.deviates(Kind::ResponseNullNotAllowed, schema, expected, value);
            }
            return;
        }
        match (&schema.shape, value) {
            (Shape::Any, _) | (Shape::Boolean, Value::Bool(_)) => {}
            (Shape::Integer { min, max }, Value::Number(_)) => match whole(value) {
                None => self.wrong_type(schema, value),
                Some(number) if outside(number, *min, *max) => {
                    self.deviates(
                        Kind::ResponseFormatMismatch,
                        schema,
                        range(*min, *max),
                        value,
                    );
                }
                Some(_) => {}
            },
            (
                Shape::Number {
                    min,
                    max,
                    exclusive,
                },
                Value::Number(number),
            ) => {
                let number = number.as_f64().unwrap_or_default();
                if !within(number, *min, *max, *exclusive) {
                    self.deviates(
                        Kind::ResponseFormatMismatch,
                        schema,
                        range(*min, *max),
                        value,
                    );
                }
            }
            (Shape::String { .. }, Value::String(text)) => {
                if let Some((kind, expected)) = check_text(schema, text) {
                    self.deviates(kind, schema, expected, value);
                }
            }
            (Shape::Enum { values, .. }, _) => self.enumerated(schema, values, value),
            (Shape::List { items, min, max }, Value::Array(entries)) => {
                if outside(entries.len(), *min, *max) {
                    let expected = counted("entry", *min, *max);
                    self.deviates(Kind::ResponseFormatMismatch, schema, expected, value);
                }
                for (index, entry) in entries.iter().enumerate() {
                    self.below(&index.to_string(), |walk| walk.value(*items, entry));
                }
            }
            (
                Shape::Object {
                    properties,
                    required,
                    additional,
                },
                Value::Object(members),
            ) => {
                self.object(schema, properties, required, *additional, members);
            }
            (Shape::UrlMap { relative }, Value::Object(members)) => {
                let format = if *relative { "uri-reference" } else { "uri" };
                for (name, url) in members {
                    self.below(name, |walk| walk.url(schema, format, url));
                }
            }
            (Shape::OneOf(branches), _) => self.one_of(branches, value),
            _ => self.wrong_type(schema, value),
        }
    }

    fn object(
        &mut self,
        schema: &Schema,
        properties: &IndexMap<String, SchemaId>,
        required: &[String],
        additional: Additional,
        members: &Map<String, Value>,
    ) {
        for (name, value) in members {
            self.below(name, |walk| {
                match (properties.get(name).copied(), additional) {
                    (Some(id), _) | (None, Additional::Schema(id)) => walk.value(id, value),
                    (None, Additional::Any) => {}
                    // Named as required is declared, though nothing is said of its values.
                    (None, Additional::Closed) if required.contains(name) => {}
                    (None, Additional::Closed) => {
                        let expected = "no such member".to_owned();
                        walk.deviates(Kind::ResponseUndeclaredField, schema, expected, value);
                    }
                }
            });
        }
        let absent = |name: &String| !members.contains_key(name);
        for (name, id) in properties.iter().filter(|(name, _)| absent(name)) {
            let declared = self.contract.schema(*id);
            if required.contains(name) || !(declared.optional || self.alternative) {
                self.missing(name, declared);
            }
        }
        for name in required.iter().filter(|name| absent(name)) {
            if !properties.contains_key(name) {
                self.missing(name, schema);
            }
        }
    }

    fn missing(&mut self, name: &str, schema: &Schema) {
        let mut expected = type_name(self.contract, schema);
        if schema.nullable {
            expected.push_str(", or null");
        }
        self.below(name, |walk| {
            walk.found.push(Deviation {
                kind: Kind::ResponseMissingField,
                pointer: walk.pointer.clone(),
                document: schema.pointer.clone(),
                expected,
                actual: "no such member".to_owned(),
            });
        });
    }

    fn enumerated(&mut self, schema: &Schema, values: &[Value], value: &Value) {
        if values.contains(value) {
            return;
        }
        let same_type =
            |other: &Value| std::mem::discriminant(other) == std::mem::discriminant(value);
        let kind = if values.iter().any(same_type) {
            Kind::ResponseUnknownEnumValue
        } else {
            Kind::ResponseWrongType
        };
        self.deviates(kind, schema, choice(values), value);
    }

    fn url(&mut self, schema: &Schema, format: &str, value: &Value) {
        let kind = match value {
            Value::String(text) if format::mismatch(format, text).is_none() => return,
            Value::String(_) => Kind::ResponseFormatMismatch,
            Value::Null => Kind::ResponseNullNotAllowed,
            _ => Kind::ResponseWrongType,
        };
        let expected = format::mismatch(format, "").unwrap_or_default();
        self.deviates(kind, schema, expected.to_owned(), value);
    }

    /// Passes if one branch accepts the value; else the branch that fits best says why not.
    fn one_of(&mut self, branches: &[SchemaId], value: &Value) {
        let mut best: Option<Vec<Deviation>> = None;
        for branch in branches {
            let mut walk = Walk {
                contract: self.contract,
                pointer: self.pointer.clone(),
                alternative: true,
                found: Vec::new(),
            };
            walk.value(*branch, value);
            if walk.found.is_empty() {
                return;
            }
            if best
                .as_ref()
                .is_none_or(|best| misfit(&walk.found) < misfit(best))
            {
                best = Some(walk.found);
            }
        }
        self.found.extend(best.unwrap_or_default());
    }

    fn wrong_type(&mut self, schema: &Schema, value: &Value) {
        let expected = type_name(self.contract, schema);
        self.deviates(Kind::ResponseWrongType, schema, expected, value);
    }

    fn deviates(&mut self, kind: Kind, schema: &Schema, expected: String, value: &Value) {
        self.found.push(Deviation {
            kind,
            pointer: self.pointer.clone(),
            document: schema.pointer.clone(),
            expected,
            actual: show(value),
        });
    }

    fn below(&mut self, step: &str, walk: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        pointer::push(&mut self.pointer, step);
        walk(self);
        self.pointer.truncate(length);
    }
}

/// How badly a branch fits: absent and undeclared members tell more against it than a value that
/// is wrong, since members are what tells the branches apart.
fn misfit(found: &[Deviation]) -> usize {
    let weight = |deviation: &Deviation| match deviation.kind {
        Kind::ResponseUndeclaredField | Kind::ResponseMissingField => 2,
        _ => 1,
    };
    found.iter().map(weight).sum()
}

#[cfg(test)]
#[path = "value_tests.rs"]
mod tests;
