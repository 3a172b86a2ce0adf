//! Changes that are no drift.
//!
//! Responsible for: changing what the document leaves open, so that a judge that cries at every
//! change is found out as well. Nothing new may be found in these. Inside a body that can have
//! several shapes only the shape that it has is changed.

use serde_json::{Value, json};

use super::answer::{below, sent_schema};
use super::mutant::{Edit, Mutant};
use super::operator::Operator;
use crate::coverage::Fit;
use crate::finding::Spot;
use crate::judge::contract::{
    Additional, Contract, OperationContract, SchemaId, Shape, Union, essence,
};
use crate::recording::{Body, Fields, Recording};

/// Statuses that a range of refusals holds.
const REFUSALS: &[u16] = &[418, 422, 451];

pub(super) fn mutants(
    contract: &Contract,
    operation: &OperationContract,
    recording: &Recording,
) -> Vec<Mutant> {
    let mut walk = Walk::new(contract, true);
    if let (Body::Json(body), Some(schema)) =
        (&recording.request.body, sent_schema(operation, recording))
    {
        walk.node(body, schema, "");
    }
    let sent: Vec<Mutant> = walk.mutants.into_iter().map(Mutant::into_sent).collect();
    let mut walk = Walk::new(contract, false);
    walk.mutants = sent;
    walk.request(operation, recording);
    let response = &recording.response;
    let header = Spot::ResponseHeader("date".to_owned());
    if response.headers.header("date").is_none() {
        let edit = Edit::Header("date".to_owned());
        walk.push(Operator::KnownHeader, header, edit);
    }
    let refusals = |status: &&u16| operation.response(**status).is_some();
    if let (400..500, Some(status)) = (response.status, REFUSALS.iter().find(refusals)) {
        walk.push(Operator::OtherRefusal, Spot::Status, Edit::Status(*status));
    }
    let Body::Json(body) = &response.body else {
        return walk.mutants;
    };
    let stated = response.headers.header("content-type");
    let media_type = essence(stated.unwrap_or("application/json"));
    let edit = Edit::ContentType(format!("{media_type}; charset=utf-8"));
    let media = Spot::ResponseHeader("content-type".to_owned());
    walk.push(Operator::MediaTypeParameter, media, edit);
    let declared = operation.response(response.status);
    if let Some(Some(schema)) = declared.and_then(|answer| answer.body(&media_type)) {
        walk.node(body, schema, "");
    }
    walk.mutants
}

struct Walk<'c> {
    contract: &'c Contract,
    /// Whether only what is required has to be there.
    lenient: bool,
    mutants: Vec<Mutant>,
}

impl<'c> Walk<'c> {
    fn new(contract: &'c Contract, lenient: bool) -> Self {
        Self {
            contract,
            lenient,
            mutants: Vec::new(),
        }
    }

    /// Inside the shape that a value has. Its tag stays: another one names another shape.
    fn variant(&mut self, value: &Value, union: &Union, at: &str) {
        let fits = Fit::all(self.contract, union);
        let mut fitting = fits.iter().filter(|(fit, _)| fit.takes(value));
        let (Some((_, chosen)), None) = (fitting.next(), fitting.next()) else {
            return;
        };
        let mut inner = Walk::new(self.contract, true);
        inner.node(value, *chosen, at);
        let tag = union.tag.as_ref().map(|tag| below(at, &tag.name));
        let keeps_tag = |mutant: &Mutant| match (&mutant.at, &tag) {
            (Spot::ResponseBody(at), Some(tag)) => at != tag,
            _ => true,
        };
        self.mutants
            .extend(inner.mutants.into_iter().filter(keeps_tag));
    }

    fn request(&mut self, operation: &OperationContract, recording: &Recording) {
        let reversed = |fields: &Fields| -> Fields {
            let mut names: Vec<_> = fields.iter().collect();
            names.reverse();
            let pairs = |(name, values): (&str, &[String])| {
                let pair = |value: &String| (name.to_owned(), value.clone());
                values.iter().map(pair).collect::<Vec<_>>()
            };
            names.into_iter().flat_map(pairs).collect()
        };
        let mut request = recording.request.clone();
        request.query = reversed(&request.query);
        request.form = reversed(&request.form);
        if request != recording.request {
            let edit = Edit::Request(Box::new(request));
            self.push(Operator::ReorderParameters, Spot::Whole, edit);
        }
        for parameter in operation.parameters.iter().filter(|one| !one.required) {
            let mut request = recording.request.clone();
            let keep = |fields: &Fields| -> Fields {
                let pairs = fields.pairs();
                pairs.filter(|(name, _)| *name != parameter.name).collect()
            };
            request.query = keep(&request.query);
            request.form = keep(&request.form);
            if request != recording.request {
                let edit = Edit::Request(Box::new(request));
                let spot = Spot::RequestForm(parameter.name.clone());
                self.push(Operator::DropOptionalParameter, spot, edit);
            }
        }
    }

    fn node(&mut self, value: &Value, id: SchemaId, at: &str) {
        let schema = self.contract.schema(id);
        if schema.nullable && !value.is_null() {
            self.replace(Operator::AllowedNull, at, Value::Null);
        }
        if let Shape::OneOf(union) = &schema.shape {
            return self.variant(value, union, at);
        }
        match (&schema.shape, value) {
            (Shape::Any, _) => self.untyped(at),
            (Shape::Enum { values, .. }, _) => {
                for other in values.iter().filter(|other| *other != value) {
                    self.replace(Operator::OtherEnumValue, at, other.clone());
                }
            }
            (
                Shape::String {
                    format, pattern, ..
                },
                Value::String(text),
            ) => {
                if format.as_deref() == Some("date-time") {
                    let other = "2024-02-29T23:59:59.5+05:30";
                    self.replace(Operator::OtherDateTime, at, other.into());
                }
                let (head, tail) = text.split_at_checked(2).unwrap_or_default();
                let other = format!("{head}{}", tail.to_uppercase());
                let takes = pattern.as_ref().is_some_and(|regex| regex.is_match(&other));
                if takes && other != *text {
                    self.replace(Operator::SidInCapitals, at, other.into());
                }
            }
            (Shape::List { items, min, .. }, Value::Array(entries)) => {
                if min.is_none() && !entries.is_empty() {
                    self.replace(Operator::EmptyList, at, json!([]));
                }
                for (index, entry) in entries.iter().enumerate() {
                    self.node(entry, *items, &format!("{at}/{index}"));
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
        let reversed: serde_json::Map<String, Value> = members
            .iter()
            .rev()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        if members.len() > 1 {
            self.replace(Operator::ReorderMembers, at, Value::Object(reversed));
        }
        if *additional == Additional::Any {
            let (at, name) = (at.to_owned(), "x_allowed".to_owned());
            let spot = Spot::ResponseBody(at.clone());
            self.push(Operator::AllowedMember, spot, Edit::Insert { at, name });
        }
        for (name, value) in members {
            let here = below(at, name);
            let Some(property) = properties.get(name) else {
                match additional {
                    Additional::Any => self.untyped(&here),
                    Additional::Schema(values) => {
                        let mut more = members.clone();
                        more.insert("another entry/~".to_owned(), value.clone());
                        self.replace(Operator::OtherEntry, at, Value::Object(more));
                        self.node(value, *values, &here);
                    }
                    Additional::Closed => {}
                }
                continue;
            };
            let declared = self.contract.schema(*property);
            if (self.lenient || declared.optional) && !required.contains(name) {
                let spot = Spot::ResponseBody(here.clone());
                let (at, name) = (at.to_owned(), name.clone());
                self.push(
                    Operator::DropOptionalMember,
                    spot,
                    Edit::Remove { at, name },
                );
            }
            self.node(value, *property, &here);
        }
    }

    fn untyped(&mut self, at: &str) {
        for other in [json!("another text"), json!(0.5), json!([{"a": null}])] {
            self.replace(Operator::OtherUntyped, at, other);
        }
    }

    fn replace(&mut self, operator: Operator, at: &str, value: Value) {
        let at = at.to_owned();
        let spot = Spot::ResponseBody(at.clone());
        self.push(operator, spot, Edit::Replace { at, value });
    }

    fn push(&mut self, operator: Operator, at: Spot, edit: Edit) {
        self.mutants.push(Mutant {
            operator,
            at,
            edit,
            expected: Vec::new(),
        });
    }
}
