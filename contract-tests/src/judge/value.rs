//! A JSON value against its schema.
//!
//! Responsible for: walking a body beside the document and naming each deviation once: a value of
//! the wrong type is not held against its pattern too. Closed-world: members that are not declared
//! deviate, and so do declared ones that are absent.
//!
//! Of a request only what is required has to be there; so it is inside one of several shapes.
//!
//! Not for: which schema a body has ([`super::response`], [`super::request`]), nor for what the
//! deviation means to a caller ([`super::words`]).

use indexmap::IndexMap;
use serde_json::{Map, Value};
use xtask::spec::pointer;

use super::contract::{Additional, Contract, Schema, SchemaId, Shape, whole};
use super::format;
use super::measure::{outside, range, type_name, within};
use super::union::Unions;
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

/// Which way a body goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Answer,
    Request,
}

/// Holds a value against a schema.
pub(super) fn check(
    contract: &Contract,
    schema: SchemaId,
    value: &Value,
    side: Side,
) -> Vec<Deviation> {
    let mut walk = Walk {
        contract,
        side,
        pointer: String::new(),
        lenient: side == Side::Request,
        unions: Unions::default(),
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

pub(super) struct Walk<'c> {
    pub(super) contract: &'c Contract,
    side: Side,
    pub(super) pointer: String,
    /// Whether only what is required has to be there.
    pub(super) lenient: bool,
    pub(super) unions: Unions,
    pub(super) found: Vec<Deviation>,
}

impl Walk<'_> {
    pub(super) fn value(&mut self, id: SchemaId, value: &Value) {
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
            (Shape::UrlMap { relative, nullable }, Value::Object(members)) => {
                let format = if *relative { "uri-reference" } else { "uri" };
                let urls = members.iter();
                for (name, url) in urls.filter(|(_, url)| !(*nullable && url.is_null())) {
                    self.below(name, |walk| walk.url(schema, format, url));
                }
            }
            (Shape::OneOf(union), _) => self.union(id, union, value),
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
                    (Some(id), _) if walk.is_other_way(id) => {
                        let expected = match walk.side {
                            Side::Answer => "no such member: it is only sent",
                            Side::Request => "no such member: it is only received",
                        };
                        let declared = walk.contract.schema(id);
                        walk.deviates(
                            Kind::ResponseUndeclaredField,
                            declared,
                            expected.to_owned(),
                            value,
                        );
                    }
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
            if self.is_other_way(*id) {
                continue;
            }
            if required.contains(name) || !(declared.optional || self.lenient) {
                self.missing(name, declared);
            }
        }
        for name in required.iter().filter(|name| absent(name)) {
            if !properties.contains_key(name) {
                self.missing(name, schema);
            }
        }
    }

    /// Whether a member belongs to bodies that go the other way only.
    fn is_other_way(&self, id: SchemaId) -> bool {
        let schema = self.contract.schema(id);
        match self.side {
            Side::Answer => schema.write_only,
            Side::Request => schema.read_only,
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
        if has(values, value) {
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

    pub(super) fn wrong_type(&mut self, schema: &Schema, value: &Value) {
        let expected = type_name(self.contract, schema);
        self.deviates(Kind::ResponseWrongType, schema, expected, value);
    }

    pub(super) fn deviates(
        &mut self,
        kind: Kind,
        schema: &Schema,
        expected: String,
        value: &Value,
    ) {
        self.found.push(Deviation {
            kind,
            pointer: self.pointer.clone(),
            document: schema.pointer.clone(),
            expected,
            actual: show(value),
        });
    }

    pub(super) fn below(&mut self, step: &str, walk: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        let hops = self.unions.down();
        pointer::push(&mut self.pointer, step);
        walk(self);
        self.pointer.truncate(length);
        self.unions.up(hops);
    }
}

/// Whether a value is in a list; 1 and 1.0 are the same, as JSON Schema has it.
pub(super) fn has(values: &[Value], value: &Value) -> bool {
    let same = |other: &Value| match (other, value) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || one.as_f64() == other.as_f64()
        }
        (one, other) => one == other,
    };
    values.iter().any(same)
}

#[cfg(test)]
#[path = "value_tests.rs"]
mod tests;
