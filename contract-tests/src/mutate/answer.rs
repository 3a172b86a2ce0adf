//! Mutants of the body of an answer.
//!
//! Responsible for: walking a body beside its schema and breaking each node in every way that the
//! schema rules out. Not for: the status, headers and the body as a whole, see [`super::exchange`].

use serde_json::{Value, json};

use super::mutant::{Edit, Expected, Mutant, Where};
use super::operator::Operator;
use super::values;
use crate::coverage::Fit;
use crate::finding::{Kind, Spot};
use crate::judge::contract::{Additional, Contract, OperationContract, SchemaId, Shape, essence};
use crate::recording::{Body, Recording};

/// Name of members that nobody declares.
const STRANGER: &str = "x_undeclared_by_anyone";

/// What a body of several shapes can be found guilty of.
const ANY_ANSWER: &[Kind] = &[
    Kind::ResponseUndeclaredField,
    Kind::ResponseMissingField,
    Kind::ResponseWrongType,
    Kind::ResponseNullNotAllowed,
    Kind::ResponseUnknownEnumValue,
    Kind::ResponsePatternMismatch,
    Kind::ResponseFormatMismatch,
];

pub(super) fn mutants(
    contract: &Contract,
    operation: &OperationContract,
    recording: &Recording,
) -> Vec<Mutant> {
    let mut walk = Walk {
        contract,
        mutants: Vec::new(),
    };
    let Body::Json(body) = &recording.response.body else {
        return walk.mutants;
    };
    let media_type = recording.response.headers.header("content-type");
    let media_type = essence(media_type.unwrap_or("application/json"));
    let declared = operation.response(recording.response.status);
    if let Some(Some(schema)) = declared.and_then(|answer| answer.body(&media_type)) {
        walk.node(body, schema, "");
    }
    walk.mutants
}

struct Walk<'c> {
    contract: &'c Contract,
    mutants: Vec<Mutant>,
}

impl Walk<'_> {
    fn node(&mut self, value: &Value, id: SchemaId, at: &str) {
        let schema = self.contract.schema(id);
        if let Shape::OneOf(variants) = &schema.shape {
            return self.variants(value, variants, at);
        }
        if !schema.nullable && !value.is_null() {
            let kinds = &[Kind::ResponseNullNotAllowed];
            self.replace(Operator::ToNull, at, Value::Null, kinds);
        }
        self.types(value, &schema.shape, at);
        match (&schema.shape, value) {
            (Shape::String { format, .. }, Value::String(good)) => {
                for (operator, bad) in values::bad_patterns(&schema.shape, good) {
                    let kinds = &[Kind::ResponsePatternMismatch];
                    self.replace(operator, at, bad.into(), kinds);
                }
                for (operator, bad) in values::bad_formats(format.as_deref()) {
                    let kinds = &[Kind::ResponseFormatMismatch];
                    self.replace(*operator, at, (*bad).into(), kinds);
                }
            }
            (Shape::Integer { .. }, Value::Number(_)) => {
                for (operator, bad) in values::out_of_range(&schema.shape) {
                    if let Some(bad) = values::json_number(bad) {
                        let kinds = &[Kind::ResponseFormatMismatch];
                        self.replace(operator, at, bad, kinds);
                    }
                }
            }
            (Shape::Enum { .. }, Value::String(_)) => {
                for (operator, bad) in values::bad_enum_values(&schema.shape, value) {
                    let kinds = &[Kind::ResponseUnknownEnumValue];
                    self.replace(operator, at, bad.into(), kinds);
                }
            }
            (Shape::List { items, .. }, Value::Array(entries)) => {
                for (index, entry) in entries.iter().enumerate() {
                    self.node(entry, *items, &format!("{at}/{index}"));
                }
            }
            (Shape::UrlMap { relative }, Value::Object(links)) => {
                for name in links.keys() {
                    self.link(&below(at, name), *relative);
                }
            }
            (Shape::Object { .. }, Value::Object(members)) => {
                self.object(members, &schema.shape, at);
            }
            _ => {}
        }
    }

    fn object(&mut self, members: &serde_json::Map<String, Value>, shape: &Shape, at: &str) {
        let Shape::Object {
            properties,
            additional,
            ..
        } = shape
        else {
            return;
        };
        let stranger = Expected::at(&[Kind::ResponseUndeclaredField], body(&below(at, STRANGER)));
        let closed = *additional == Additional::Closed;
        if closed {
            let (at, name) = (at.to_owned(), STRANGER.to_owned());
            let spot = body(&at);
            let edit = Edit::Insert { at, name };
            self.push(Operator::AddMember, spot, edit, vec![stranger.clone()]);
        }
        for (name, value) in members {
            let here = below(at, name);
            let Some(property) = properties.get(name) else {
                if let Additional::Schema(values) = additional {
                    self.node(value, *values, &here);
                }
                continue;
            };
            let mut renamed = Vec::new();
            if !self.contract.schema(*property).optional {
                let missing = Expected::at(&[Kind::ResponseMissingField], body(&here));
                renamed.push(missing.clone());
                let (at, name) = (at.to_owned(), name.clone());
                let edit = Edit::Remove { at, name };
                self.push(Operator::DropMember, body(&here), edit, vec![missing]);
            }
            if closed {
                renamed.push(stranger.clone());
            }
            if !renamed.is_empty() {
                let edit = Edit::Rename {
                    at: at.to_owned(),
                    from: name.clone(),
                    to: STRANGER.to_owned(),
                };
                self.push(Operator::RenameMember, body(&here), edit, renamed);
            }
            self.node(value, *property, &here);
        }
    }

    /// Replaces a value by values of all types that the shape does not have.
    fn types(&mut self, value: &Value, shape: &Shape, at: &str) {
        let kinds: &[Kind] = match shape {
            Shape::Any | Shape::OneOf(_) => return,
            Shape::Enum { values, .. } if !values.iter().all(Value::is_string) => return,
            // Both are true of it.
            Shape::Enum { .. } => &[Kind::ResponseWrongType, Kind::ResponseUnknownEnumValue],
            _ => &[Kind::ResponseWrongType],
        };
        let is_text = matches!(shape, Shape::String { .. } | Shape::Enum { .. });
        let is_number = matches!(shape, Shape::Integer { .. } | Shape::Number { .. });
        let is_integer = matches!(shape, Shape::Integer { .. });
        let is_object = matches!(shape, Shape::Object { .. } | Shape::UrlMap { .. });
        let is_list = matches!(shape, Shape::List { .. });
        // Texts that look like the value are the likeliest drift.
        let text = if value.is_number() || value.is_boolean() {
            value.to_string()
        } else {
            "text".to_owned()
        };
        let candidates = [
            (Operator::ToText, is_text, json!(text)),
            (Operator::ToNumber, is_number, json!(7)),
            (Operator::ToFraction, !is_integer, json!(0.5)),
            (
                Operator::ToBoolean,
                matches!(shape, Shape::Boolean),
                json!(true),
            ),
            (Operator::ToObject, is_object, json!({})),
            (Operator::ToList, is_list, json!([])),
        ];
        for (operator, fits, wrong) in candidates {
            if !fits {
                self.replace(operator, at, wrong, kinds);
            }
        }
        let swapped = match value {
            Value::Object(_) => json!([value]),
            Value::Array(entries) => entries.first().cloned().unwrap_or_else(|| json!({})),
            _ => return,
        };
        if swapped.is_array() != value.is_array() {
            self.replace(Operator::SwapListAndObject, at, swapped, kinds);
        }
    }

    fn link(&mut self, at: &str, relative: bool) {
        let kinds = &[Kind::ResponseFormatMismatch];
        if !relative {
            self.replace(Operator::LinkRelative, at, json!("/v1/EndUsers"), kinds);
        }
        self.replace(Operator::LinkWords, at, json!("no such page"), kinds);
        let kinds = &[Kind::ResponseFormatMismatch, Kind::ResponseWrongType];
        self.replace(Operator::LinkNumber, at, json!(7), kinds);
    }

    /// Mutants of a value that has one of several shapes: those that make it fit none. Where it
    /// fits several, nothing can be said.
    fn variants(&mut self, value: &Value, variants: &[SchemaId], at: &str) {
        let fits: Vec<(Fit, SchemaId)> = variants
            .iter()
            .map(|id| (Fit::new(self.contract, *id), *id))
            .collect();
        let mut fitting = fits.iter().filter(|(fit, _)| fit.takes(value));
        let (Some((_, chosen)), None) = (fitting.next(), fitting.next()) else {
            return;
        };
        let mut inner = Walk {
            contract: self.contract,
            mutants: Vec::new(),
        };
        inner.node(value, *chosen, "");
        for mut mutant in inner.mutants {
            let mut changed = value.clone();
            mutant.edit.apply_to(&mut changed);
            let others = || fits.iter().filter(|(_, id)| id != chosen);
            if others().any(|(fit, _)| fit.takes(&changed)) {
                continue;
            }
            mutant.move_below(at);
            mutant.expected = vec![Expected {
                kinds: ANY_ANSWER,
                place: Where::InBody,
            }];
            self.mutants.push(mutant);
        }
    }

    fn replace(&mut self, operator: Operator, at: &str, value: Value, kinds: &'static [Kind]) {
        let edit = Edit::Replace {
            at: at.to_owned(),
            value,
        };
        let expected = vec![Expected::at(kinds, body(at))];
        self.push(operator, body(at), edit, expected);
    }

    fn push(&mut self, operator: Operator, at: Spot, edit: Edit, expected: Vec<Expected>) {
        self.mutants.push(Mutant {
            operator,
            at,
            edit,
            expected,
        });
    }
}

fn body(at: &str) -> Spot {
    Spot::ResponseBody(at.to_owned())
}

/// The pointer to a member.
pub(super) fn below(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}
