//! Mutants of a JSON body, of an answer or of a request.
//!
//! Responsible for: walking a body beside its schema and breaking each node in every way that the
//! schema rules out. Where only what is required has to be there, nothing else is left out. Not for: the status, headers and the body as a whole, see [`super::exchange`].

use serde_json::{Value, json};

use super::mutant::{Edit, Expected, Mutant};
use super::operator::Operator;
use super::values;
use crate::finding::{Kind, Spot};
use crate::judge::contract::{Additional, Contract, OperationContract, SchemaId, Shape, essence};
use crate::recording::{Body, Recording};

/// Name of members that nobody declares.
pub(super) const STRANGER: &str = "x_undeclared_by_anyone";

pub(super) fn mutants(
    contract: &Contract,
    operation: &OperationContract,
    recording: &Recording,
) -> Vec<Mutant> {
    let mut mutants = sent(contract, operation, recording);
    let Body::Json(body) = &recording.response.body else {
        return mutants;
    };
    let mut walk = Walk::new(contract, false);
    let media_type = recording.response.headers.header("content-type");
    let media_type = essence(media_type.unwrap_or("application/json"));
    let declared = operation.response(recording.response.status);
    if let Some(Some(schema)) = declared.and_then(|answer| answer.body(&media_type)) {
        walk.node(body, schema, "");
    }
    mutants.extend(walk.mutants);
    mutants
}

/// Mutants of a JSON body that is sent.
fn sent(contract: &Contract, operation: &OperationContract, recording: &Recording) -> Vec<Mutant> {
    let (Body::Json(body), Some(schema)) =
        (&recording.request.body, sent_schema(operation, recording))
    else {
        return Vec::new();
    };
    let mut walk = Walk::new(contract, true);
    walk.is_sent = true;
    walk.node(body, schema, "");
    walk.mutants.into_iter().map(Mutant::into_sent).collect()
}

/// The schema of the JSON body that is sent.
pub(super) fn sent_schema(
    operation: &OperationContract,
    recording: &Recording,
) -> Option<SchemaId> {
    let headers = recording.request.headers.as_ref();
    let stated = headers
        .and_then(|headers| headers.header("content-type"))
        .map(essence);
    operation.json_body(stated.as_deref())?
}

pub(super) struct Walk<'c> {
    pub(super) contract: &'c Contract,
    /// Whether only what is required has to be there.
    lenient: bool,
    /// Whether the body is that of a request.
    pub(super) is_sent: bool,
    pub(super) mutants: Vec<Mutant>,
}

impl<'c> Walk<'c> {
    pub(super) fn new(contract: &'c Contract, lenient: bool) -> Self {
        Self {
            contract,
            lenient,
            is_sent: false,
            mutants: Vec::new(),
        }
    }

    pub(super) fn node(&mut self, value: &Value, id: SchemaId, at: &str) {
        let schema = self.contract.schema(id);
        if !schema.nullable && !value.is_null() {
            let kinds = &[Kind::ResponseNullNotAllowed];
            self.replace(Operator::ToNull, at, Value::Null, kinds);
        }
        if let Shape::OneOf(union) = &schema.shape {
            return self.variants(value, union, at);
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
            (Shape::List { items, min, max }, Value::Array(entries)) => {
                let kinds = &[Kind::ResponseFormatMismatch];
                if min.is_some_and(|min| min > 0) {
                    self.replace(Operator::TooFewEntries, at, json!([]), kinds);
                }
                if let (Some(first), Some(max @ ..100)) = (entries.first(), max) {
                    let many = vec![first.clone(); max + 1].into();
                    self.replace(Operator::TooManyEntries, at, many, kinds);
                }
                for (index, entry) in entries.iter().enumerate() {
                    self.node(entry, *items, &format!("{at}/{index}"));
                }
            }
            (Shape::UrlMap { relative, nullable }, Value::Object(links)) => {
                for name in links.keys() {
                    let here = below(at, name);
                    self.link(&here, *relative);
                    if !nullable {
                        let kinds = &[Kind::ResponseNullNotAllowed];
                        self.replace(Operator::ToNull, &here, Value::Null, kinds);
                    }
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
            required,
            additional,
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
            let declared = self.contract.schema(*property);
            // What belongs to bodies of the other side is wrong already.
            if (self.is_sent && declared.read_only) || (!self.is_sent && declared.write_only) {
                continue;
            }
            if required.contains(name) || !(self.lenient || declared.optional) {
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
            Shape::Enum { values, .. } if !values.iter().all(Value::is_string) => {
                return self.other_enum(values, at);
            }
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

    /// Values that an enum of other things than texts does not have.
    fn other_enum(&mut self, values: &[Value], at: &str) {
        let kinds = &[Kind::ResponseUnknownEnumValue, Kind::ResponseWrongType];
        for wrong in [
            json!("no-such-value"),
            json!(987_654_321),
            json!(false),
            json!([]),
        ] {
            if !values.contains(&wrong) {
                self.replace(Operator::UnknownEnumValue, at, wrong, kinds);
            }
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

    pub(super) fn push(
        &mut self,
        operator: Operator,
        at: Spot,
        edit: Edit,
        expected: Vec<Expected>,
    ) {
        self.mutants.push(Mutant {
            operator,
            at,
            edit,
            expected,
        });
    }
}

pub(super) fn body(at: &str) -> Spot {
    Spot::ResponseBody(at.to_owned())
}

/// The pointer to a member.
pub(super) fn below(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}
