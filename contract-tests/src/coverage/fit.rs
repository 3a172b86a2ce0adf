//! Which of several shapes a value has.
//!
//! Responsible for: telling shapes apart by the type of a value and by the names of its members,
//! which is enough to count. Not for: whether the value is right, which is the judge's work.

use std::collections::HashSet;

use serde_json::Value;

use crate::judge::contract::{Additional, Contract, SchemaId, Shape};

/// What tells a shape from others.
#[derive(Debug)]
pub(crate) struct Fit {
    nullable: bool,
    form: Form,
}

/// The type of a shape.
#[derive(Debug)]
enum Form {
    /// Objects with these members, and only declared ones unless it is open.
    Object {
        required: Vec<String>,
        declared: HashSet<String>,
        open: bool,
    },
    List,
    Text,
    Number,
    WholeNumber,
    Boolean,
    Any,
}

impl Fit {
    pub(crate) fn new(contract: &Contract, id: SchemaId) -> Self {
        let schema = contract.schema(id);
        let form = match &schema.shape {
            Shape::Object {
                properties,
                required,
                additional,
            } => Form::Object {
                required: required.clone(),
                declared: properties.keys().cloned().collect(),
                open: *additional != Additional::Closed,
            },
            Shape::UrlMap { .. } => Form::Object {
                required: Vec::new(),
                declared: HashSet::new(),
                open: true,
            },
            Shape::List { .. } => Form::List,
            Shape::String { .. } => Form::Text,
            Shape::Enum { values, .. } if values.iter().all(Value::is_string) => Form::Text,
            Shape::Integer { .. } => Form::WholeNumber,
            Shape::Number { .. } => Form::Number,
            Shape::Boolean => Form::Boolean,
            Shape::Any | Shape::OneOf(_) | Shape::Enum { .. } => Form::Any,
        };
        Self {
            nullable: schema.nullable,
            form,
        }
    }

    pub(crate) fn takes(&self, value: &Value) -> bool {
        match (&self.form, value) {
            (Form::Any, _)
            | (Form::List, Value::Array(_))
            | (Form::Text, Value::String(_))
            | (Form::Number, Value::Number(_))
            | (Form::Boolean, Value::Bool(_)) => true,
            (Form::WholeNumber, Value::Number(number)) => {
                number.as_f64().is_some_and(|number| number.fract() == 0.0)
            }
            (
                Form::Object {
                    required,
                    declared,
                    open,
                },
                Value::Object(members),
            ) => {
                required.iter().all(|name| members.contains_key(name))
                    && (*open || members.keys().all(|name| declared.contains(name)))
            }
            (_, Value::Null) => self.nullable,
            _ => false,
        }
    }
}
