//! Which of several shapes a value has.
//!
//! Responsible for: telling shapes apart by the type of a value, by its tag and by the names of its
//! members, which is enough to count. Not for: whether the value is right, which is the judge's work.

use std::collections::HashSet;

use serde_json::Value;

use crate::judge::contract::{Additional, Contract, SchemaId, Shape, Union};

/// What tells a shape from others.
#[derive(Debug)]
pub(crate) struct Fit {
    nullable: bool,
    /// The member that names the shape, and its values that name this one.
    tag: Option<(String, Vec<String>)>,
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
    /// What tells the shapes of a union apart.
    pub(crate) fn all(contract: &Contract, union: &Union) -> Vec<(Self, SchemaId)> {
        let fits = union.branches.iter().map(|id| {
            let mut fit = Self::new(contract, *id);
            fit.tag = union.tag.as_ref().and_then(|tag| {
                let own = tag.values.iter().filter(|(_, named)| *named == id);
                let own: Vec<String> = own.map(|(value, _)| value.clone()).collect();
                (!own.is_empty()).then(|| (tag.name.clone(), own))
            });
            (fit, *id)
        });
        fits.collect()
    }

    fn new(contract: &Contract, id: SchemaId) -> Self {
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
            tag: None,
            form,
        }
    }

    pub(crate) fn takes(&self, value: &Value) -> bool {
        if let (Some((name, values)), Value::Object(members)) = (&self.tag, value) {
            let named = members.get(name).and_then(Value::as_str);
            return named.is_some_and(|named| values.iter().any(|value| value == named));
        }
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
