//! A fresh answer beside what was recorded.
//!
//! The judge tells everything that the document rules. This tells what it does not rule: another
//! status, another kind of body, and other members and types where the document says nothing.
//! Values are not compared: another server holds other things.
//!
//! Responsible for: seeing these differences. Not for: whether the difference has a cause that is
//! no drift (`verdict`).

use std::collections::BTreeSet;

use serde_json::Value;
use xtask::spec::pointer;

use crate::finding::{Finding, Kind, Severity, Spot};
use crate::judge::contract::{Additional, Contract, SchemaId, Shape, essence, is_json};
use crate::recording::{Body, Recording, RecordingFile, Response};

const NEXT: &str = "If the API has changed, record it again; `cargo xtask contract` then says what the document must learn.";

/// A different status.
pub(super) fn status(fresh: &Recording, file: &RecordingFile, recorded: &Recording) -> Finding {
    Difference {
        kind: Kind::ResponseUndeclaredStatus,
        severity: Severity::Breaking,
        spot: Spot::Status,
        expected: format!("status {}, as recorded", recorded.response.status),
        actual: fresh.response.status.to_string(),
    }
    .finding(fresh, file)
}

/// What is not as in any recording of the same operation with the same status; of a refusal, of
/// any operation.
pub(super) fn bodies(
    contract: &Contract,
    fresh: &Recording,
    file: &RecordingFile,
    recorded: &Recording,
    all: &[Recording],
) -> Vec<Finding> {
    let answers: Vec<&Response> = all
        .iter()
        .filter(|other| {
            // Refusals look alike, whatever was asked for.
            let alike = other.operation == fresh.operation || fresh.response.status >= 400;
            alike && other.response.status == fresh.response.status
        })
        .map(|other| &other.response)
        .chain([&recorded.response])
        .collect();
    let mut walk = Walk {
        contract,
        found: Vec::new(),
    };
    let kind = media_type(&fresh.response);
    if !answers.iter().any(|answer| media_type(answer) == kind) {
        walk.found.push(Difference {
            kind: Kind::ResponseWrongContentType,
            severity: Severity::Breaking,
            spot: Spot::ResponseBody(String::new()),
            expected: format!("{}, as recorded", media_type(&recorded.response)),
            actual: kind,
        });
    } else if let Body::Json(value) = &fresh.response.body {
        let bodies: Vec<&Value> = answers.iter().filter_map(|answer| json(answer)).collect();
        let schema = schema(contract, fresh);
        walk.value(schema, "", value, &bodies);
    }
    let found = walk.found.into_iter();
    found.map(|one| one.finding(fresh, file)).collect()
}

/// What the document says of the body; `None` where it says nothing.
fn schema(contract: &Contract, fresh: &Recording) -> Option<SchemaId> {
    let operation = contract.operation(&fresh.operation)?;
    let declared = operation.response(fresh.response.status)?;
    let mut media = declared.media.iter();
    media.find(|(name, _)| is_json(name))?.1
}

fn json(answer: &Response) -> Option<&Value> {
    match &answer.body {
        Body::Json(value) => Some(value),
        Body::Empty | Body::Text(_) => None,
    }
}

fn media_type(answer: &Response) -> String {
    let stated = answer.headers.header("content-type").map(essence);
    match (&answer.body, stated) {
        (Body::Empty, _) => "no body".to_owned(),
        (_, Some(stated)) => stated,
        (Body::Json(_), None) => "application/json".to_owned(),
        (Body::Text(_), None) => "text/plain".to_owned(),
    }
}

struct Difference {
    kind: Kind,
    severity: Severity,
    spot: Spot,
    expected: String,
    actual: String,
}

impl Difference {
    fn finding(self, fresh: &Recording, file: &RecordingFile) -> Finding {
        Finding {
            kind: self.kind,
            severity: self.severity,
            operation: fresh.operation.clone(),
            recording: Some(file.name.clone()),
            file: Some(file.path.display().to_string()),
            line: None,
            spot: self.spot,
            document: None,
            expected: self.expected,
            actual: self.actual,
            next: NEXT.to_owned(),
        }
    }
}

struct Walk<'c> {
    contract: &'c Contract,
    found: Vec<Difference>,
}

impl Walk<'_> {
    fn value(&mut self, schema: Option<SchemaId>, at: &str, fresh: &Value, recorded: &[&Value]) {
        let shape = schema.map(|id| &self.contract.schema(id).shape);
        let (silent, properties) = match shape {
            None | Some(Shape::Any) => (true, None),
            Some(Shape::Object {
                properties,
                additional,
                ..
            }) => {
                // Members that depend on what somebody put in say nothing about the API.
                let silent = *additional == Additional::Closed;
                (silent, Some(properties))
            }
            Some(_) => (false, None),
        };
        if shape.is_none_or(|shape| matches!(shape, Shape::Any)) {
            self.kind(at, fresh, recorded);
        }
        match fresh {
            Value::Object(members) => {
                let others: Vec<_> = recorded
                    .iter()
                    .filter_map(|other| other.as_object())
                    .collect();
                if others.is_empty() {
                    return;
                }
                let names: BTreeSet<&String> =
                    others.iter().flat_map(|other| other.keys()).collect();
                for name in names {
                    let always = others.iter().all(|other| other.contains_key(name.as_str()));
                    let declared = properties.is_some_and(|known| known.contains_key(name));
                    let place = pointer::join(at, name);
                    if let Some(member) = members.get(name) {
                        let below: Vec<&Value> =
                            others.iter().filter_map(|other| other.get(name)).collect();
                        let schema = properties.and_then(|known| known.get(name)).copied();
                        // Below what the document leaves open nothing is compared.
                        if declared || properties.is_none() && silent {
                            self.value(schema, &place, member, &below);
                        }
                    } else if always && (silent || declared) {
                        // Of a declared one the document says that it may be left out, or the
                        // judge tells its absence.
                        let severity = if declared {
                            Severity::Notice
                        } else {
                            Severity::Breaking
                        };
                        self.put(
                            Kind::ResponseMissingField,
                            severity,
                            place,
                            "the member, as recorded",
                            "no such member",
                        );
                    }
                }
                for name in members.keys() {
                    let new = !others.iter().any(|other| other.contains_key(name));
                    if new && silent && properties.is_none() {
                        let place = pointer::join(at, name);
                        self.put(
                            Kind::ResponseUndeclaredField,
                            Severity::Additive,
                            place,
                            "no such member, as recorded",
                            "a new member",
                        );
                    }
                }
            }
            Value::Array(entries) => {
                let below: Vec<&Value> = recorded
                    .iter()
                    .filter_map(|other| other.as_array())
                    .flatten()
                    .collect();
                let items = match shape {
                    Some(Shape::List { items, .. }) => Some(*items),
                    None | Some(Shape::Any) => None,
                    Some(_) => return,
                };
                if !below.is_empty() {
                    for (index, entry) in entries.iter().enumerate() {
                        self.value(items, &format!("{at}/{index}"), entry, &below);
                    }
                }
            }
            _ => {}
        }
    }

    /// A type that no recording has. Null stands beside any.
    fn kind(&mut self, at: &str, fresh: &Value, recorded: &[&Value]) {
        let known: BTreeSet<&str> = recorded
            .iter()
            .filter(|other| !other.is_null())
            .map(|other| type_of(other))
            .collect();
        if !fresh.is_null() && !known.is_empty() && !known.contains(type_of(fresh)) {
            let known: Vec<&str> = known.into_iter().collect();
            let expected = format!("{}, as recorded", known.join(" or "));
            self.put(
                Kind::ResponseWrongType,
                Severity::Breaking,
                at.to_owned(),
                &expected,
                type_of(fresh),
            );
        }
    }

    fn put(&mut self, kind: Kind, severity: Severity, at: String, expected: &str, actual: &str) {
        self.found.push(Difference {
            kind,
            severity,
            spot: Spot::ResponseBody(at),
            expected: expected.to_owned(),
            actual: actual.to_owned(),
        });
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a flag",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
