//! One mutant: what is changed, and what must be found then.
//!
//! Responsible for: changing a recording, and telling whether findings are the expected ones.

use std::fmt;

use serde_json::Value;

use super::operator::Operator;
use crate::finding::{Finding, Kind, Spot};
use crate::recording::{Body, Fields, Recording, Request};

/// What a body of several shapes can be found guilty of, when it is sent.
const ANY_SENT: &[Kind] = &[
    Kind::RequestUndeclaredParameter,
    Kind::RequestMissingRequired,
    Kind::RequestInvalidValue,
];

/// A change of one recording.
#[derive(Debug, Clone)]
pub(super) struct Mutant {
    pub(super) operator: Operator,
    /// Where the change is.
    pub(super) at: Spot,
    pub(super) edit: Edit,
    /// Findings that must be there, all of them. Without any the change is harmless, and nothing
    /// may be found.
    pub(super) expected: Vec<Expected>,
}

/// What is changed. Pointers lead into the body of the answer.
#[derive(Debug, Clone)]
pub(super) enum Edit {
    Replace {
        at: String,
        value: Value,
    },
    Remove {
        at: String,
        name: String,
    },
    Insert {
        at: String,
        name: String,
    },
    Rename {
        at: String,
        from: String,
        to: String,
    },
    Status(u16),
    ContentType(String),
    Header(String),
    Body(Body, String),
    Request(Box<Request>),
    /// The same change, in the body of the request.
    Sent(Box<Self>),
}

/// A finding that must be there.
#[derive(Debug, Clone)]
pub(super) struct Expected {
    /// Any of these kinds.
    pub(super) kinds: &'static [Kind],
    pub(super) place: Where,
}

/// Where a finding must point.
#[derive(Debug, Clone)]
pub(super) enum Where {
    /// Exactly there.
    At(Spot),
    /// Anywhere in the body: of several shapes, each says something else about it.
    InBody,
    /// Anywhere in the body of the request, for the same reason.
    InSent,
    /// At the method or the path.
    Path,
}

impl Expected {
    pub(super) fn at(kinds: &'static [Kind], spot: Spot) -> Self {
        Self {
            kinds,
            place: Where::At(spot),
        }
    }

    fn is(&self, finding: &Finding) -> bool {
        let there = match &self.place {
            Where::At(spot) => finding.spot == *spot,
            Where::InBody => matches!(finding.spot, Spot::ResponseBody(_)),
            Where::InSent => matches!(finding.spot, Spot::RequestBody(_)),
            Where::Path => matches!(finding.spot, Spot::RequestPath(_)),
        };
        there && self.kinds.contains(&finding.kind)
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.id()).collect();
        let kinds = kinds.join(" or ");
        match &self.place {
            Where::At(spot) => write!(f, "{kinds} at {}", Shown(spot)),
            Where::InBody => f.write_str("any finding in the body of the answer"),
            Where::InSent => f.write_str("any finding in the body of the request"),
            Where::Path => write!(f, "{kinds} at the method or path"),
        }
    }
}

/// A spot, for people.
pub(super) struct Shown<'s>(pub(super) &'s Spot);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Spot::Whole => f.write_str("the exchange"),
            Spot::Status => f.write_str("the status"),
            Spot::ResponseHeader(name) => write!(f, "header {name} of the answer"),
            Spot::ResponseBody(at) if at.is_empty() => f.write_str("the body of the answer"),
            Spot::ResponseBody(at) => f.write_str(at),
            Spot::RequestPath(name) => write!(f, "path {name}"),
            Spot::RequestQuery(name) => write!(f, "query {name}"),
            Spot::RequestForm(name) => write!(f, "form {name}"),
            Spot::RequestHeader(name) => write!(f, "header {name} of the request"),
            Spot::RequestBody(at) => write!(f, "{at} of the request"),
        }
    }
}

impl Mutant {
    /// The expected finding that is not there, if there is one.
    pub(super) fn missing(&self, findings: &[&Finding]) -> Option<&Expected> {
        let found = |expected: &&Expected| findings.iter().any(|finding| expected.is(finding));
        self.expected.iter().find(|expected| !found(expected))
    }

    /// Whether an expected finding was there before the change.
    pub(super) fn was_found(&self, before: &[Finding]) -> bool {
        let mut expected = self.expected.iter();
        expected.any(|expected| before.iter().any(|finding| expected.is(finding)))
    }

    /// Makes a change of the answer's body one of the request's.
    pub(super) fn into_sent(mut self) -> Self {
        let sent = |spot: Spot| match spot {
            Spot::ResponseBody(at) => Spot::RequestBody(at),
            other => other,
        };
        for expected in &mut self.expected {
            expected.kinds = match expected.kinds {
                [Kind::ResponseUndeclaredField] => &[Kind::RequestUndeclaredParameter],
                [Kind::ResponseMissingField] => &[Kind::RequestMissingRequired],
                kinds if kinds.contains(&Kind::ResponseMissingField) => ANY_SENT,
                _ => &[Kind::RequestInvalidValue],
            };
            expected.place = match expected.place.clone() {
                Where::At(spot) => Where::At(sent(spot)),
                Where::InBody => Where::InSent,
                other => other,
            };
        }
        self.at = sent(self.at);
        self.edit = Edit::Sent(Box::new(self.edit));
        self
    }

    /// Makes pointers from a part of a body pointers from the whole.
    pub(super) fn move_below(&mut self, above: &str) {
        if let Spot::ResponseBody(pointer) = &mut self.at {
            pointer.insert_str(0, above);
        }
        match &mut self.edit {
            Edit::Replace { at, .. }
            | Edit::Remove { at, .. }
            | Edit::Insert { at, .. }
            | Edit::Rename { at, .. } => at.insert_str(0, above),
            _ => {}
        }
    }

    /// The recording with the change.
    pub(super) fn apply(&self, recording: &Recording) -> Recording {
        let mut changed = recording.clone();
        let response = &mut changed.response;
        match &self.edit {
            Edit::Status(status) => response.status = *status,
            Edit::ContentType(media_type) => content_type(&mut response.headers, media_type),
            Edit::Header(name) => response.headers.push(name, "1"),
            Edit::Body(body, media_type) => {
                response.body = body.clone();
                content_type(&mut response.headers, media_type);
            }
            Edit::Request(request) => changed.request = (**request).clone(),
            Edit::Sent(edit) => {
                if let Body::Json(body) = &mut changed.request.body {
                    edit.apply_to(body);
                }
            }
            edit => {
                if let Body::Json(body) = &mut response.body {
                    edit.apply_to(body);
                }
            }
        }
        changed
    }
}

impl Edit {
    /// Changes a JSON body.
    pub(super) fn apply_to(&self, body: &mut Value) {
        let members = |at: &str, body: &mut Value, change: &dyn Fn(&mut Members)| {
            if let Some(Value::Object(members)) = body.pointer_mut(at) {
                change(members);
            }
        };
        match self {
            Self::Replace { at, value } => {
                if let Some(place) = body.pointer_mut(at) {
                    place.clone_from(value);
                }
            }
            Self::Remove { at, name } => members(at, body, &|members| {
                members.shift_remove(name);
            }),
            Self::Insert { at, name } => members(at, body, &|members| {
                members.insert(name.clone(), Value::from("undeclared"));
            }),
            Self::Rename { at, from, to } => members(at, body, &|members| {
                if let Some(value) = members.shift_remove(from) {
                    members.insert(to.clone(), value);
                }
            }),
            _ => {}
        }
    }
}

type Members = serde_json::Map<String, Value>;

/// Replaces the media type; an empty one means that there is no header.
fn content_type(headers: &mut Fields, media_type: &str) {
    *headers = without(headers, "content-type");
    if !media_type.is_empty() {
        headers.push("content-type", media_type);
    }
}

/// All fields but one, whose name is compared without case.
pub(super) fn without(fields: &Fields, name: &str) -> Fields {
    fields
        .pairs()
        .filter(|(known, _)| !known.eq_ignore_ascii_case(name))
        .collect()
}
